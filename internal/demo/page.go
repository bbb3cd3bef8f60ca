package demo

import (
	"bytes"
	"fmt"
	"html/template"
)

// view is what the page template shows.
type view struct {
	Site, Lang, Charset string
	Menu                []string
	Text                text
	Title, Byline       string
	Blocks              []block
	Ads                 []advert
	Also                []string
	Views               int64  // 0: no counter
	Now                 string // the date line; empty: none
	Rows                [][3]string
	Social, Photo       bool
}

type advert struct {
	Text  string
	Image int
}

// page frames every HTML page of every site: menu, adverts, related items,
// cookie notice and footer around the text, as they are around real texts.
var page = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="{{.Charset}}">
<title>{{.Title}} - {{.Site}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/style.css">
<link rel="icon" href="/favicon.ico">
<script src="/static/site.js" defer></script>
</head>
<body>
<header class="masthead"><a href="/"><img src="/static/logo.png" alt="{{.Site}}" width="160" height="40"></a>
<nav class="menu"><ul>{{range .Menu}}<li><a href="/section">{{.}}</a></li>{{end}}</ul></nav>
{{with .Now}}<p class="date">{{.}}</p>{{end}}</header>
{{range .Ads}}<aside class="ad banner"><a href="/out?to=shop"><img src="/ads/{{.Image}}.png" alt=""> {{.Text}}</a></aside>
{{end}}<main><article>
<h1>{{.Title}}</h1>
{{with .Byline}}<p class="byline">{{.}}</p>{{end}}
{{if .Photo}}<figure><img src="/static/photo.jpg" srcset="/static/photo.jpg 1x, /static/photo-2x.jpg 2x" alt="Lake Kumisai"></figure>{{end}}
{{$rows := .Rows}}{{range .Blocks}}{{if .Table}}<table>
{{range $rows}}<tr><td>{{index . 0}}</td><td>{{index . 1}}</td><td>{{index . 2}}</td></tr>
{{end}}</table>
{{else if .Heading}}<h2>{{.Text}}</h2>
{{else}}<p>{{.Text}}</p>
{{end}}{{end}}{{if .Social}}<div class="share"><button>Like</button> 214 <button>Repost</button> 96</div>{{end}}
</article></main>
{{with .Also}}<aside class="related"><ul>{{range .}}<li><a href="/section">{{.}}</a></li>{{end}}</ul></aside>{{end}}
{{with .Views}}<div class="counter">{{.}}</div>{{end}}
<div class="cookie-consent" role="dialog"><button>OK</button></div>
<footer><p>© 2024 {{.Site}}</p></footer>
</body>
</html>
`))

// render fills the page template.
func (s *site) render(v view) []byte {
	v.Site, v.Lang, v.Menu, v.Charset = s.title, s.lang, s.menu, "utf-8"
	if s.how == "cp1251" {
		v.Charset = "windows-1251"
	}
	var b bytes.Buffer
	if err := page.Execute(&b, v); err != nil {
		panic(fmt.Sprintf("demo: the page template: %v", err)) // a mistake of ours
	}
	return b.Bytes()
}

// article is the cited page. On the site whose fate is Noise, ageing changes
// everything around the text: adverts, their pictures, related items, the date.
func (s *site) article(t text, aged bool, views int64) []byte {
	v := view{Title: t.title, Byline: t.byline, Blocks: t.blocks, Also: s.also, Social: s.name == "posts", Photo: len(s.ads) > 0}
	ads, first := s.ads, 1
	if s.fate == Noise {
		v.Now, v.Views = "Жұма, 7 маусым", 1200+views
		if aged {
			v.Now, v.Views = "Сейсенбі, 27 тамыз", 9400+views
			v.Also = []string{"Теміржол вокзалы жөндеуден өтті", "Домбыра үйірмесі қабылдау бастады", "Балықшылар мерекесі"}
			ads, first = []string{"Мектепке дайындық: дәптер мен қалам арзан бағамен", "Бау-бақша құралдары, үйге жеткізу тегін"}, 7
		}
	}
	for i, ad := range ads {
		v.Ads = append(v.Ads, advert{ad, first + i})
	}
	if s.fate == Edited {
		v.Rows = [][3]string{{"Квартал", "Проб всего", "Выше предела"},
			{"I", "96", "61"}, {"II", "118", "58"}, {"III", "104", "39"}, {"IV", "94", "29"}}
		if aged {
			for i, n := range []string{"22", "26", "18", "12"} {
				v.Rows[i+1][2] = n
			}
		}
	}
	return s.render(v)
}

// front is a short home page.
func (s *site) front() []byte {
	v := view{Title: s.title, Also: s.also}
	for _, m := range s.menu {
		v.Blocks = append(v.Blocks, block{Text: m, Heading: true})
	}
	return s.render(v)
}

// notFound is the site's error page, in its own frame.
func (s *site) notFound() []byte {
	title, text := "Page not found", "The page that you are looking for does not exist, or is no longer here. Try the menu above."
	switch s.lang {
	case "ru":
		title, text = "Страница не найдена", "Страница, которую вы ищете, не существует или была удалена. Воспользуйтесь меню."
	case "kk":
		title, text = "Бет табылмады", "Сіз іздеген бет жоқ немесе жойылған. Мәзірді пайдаланыңыз."
	case "fr":
		title, text = "Page introuvable", "La page que vous cherchez n'existe pas ou n'existe plus. Utilisez le menu."
	}
	return s.render(view{Title: title, Blocks: []block{{Text: text}}, Also: s.also})
}

package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// newsPage has furniture of all sorts around two paragraphs and a table.
const newsPage = `<!DOCTYPE html><html lang="ru"><head><title>Новости — Решение суда</title></head><body class="has-sidebar">
<a class="skip-link" href="#main">Перейти к содержанию</a>
<header><a href="/"><img src="/logo.png" alt="Газета"></a><nav><ul><li><a href="/a">Политика</a><li><a href="/b">Экономика</a></ul></nav></header>
<div id="cookie-banner"><p>Мы используем файлы cookie. Продолжая, вы соглашаетесь с этим.</p><button>Хорошо</button></div>
<div class="page-wrapper with-menu"><div class="articleBody">
<h1>Суд вынес решение по делу о собраниях</h1>
<p>Комитет установил, что власти не привели ни одного довода в пользу запрета, и обязал их вернуть заявителям уплаченные штрафы.</p>
<div class="share-buttons"><a href="#">Поделиться</a> <a href="#">Твитнуть</a></div>
<img src="/photo.jpg" alt="Зал суда">
<table><tr><td>2018</td><td>12 дел</td></tr><tr><td>2019</td><td>31 дело</td></tr></table>
<p id="cookies">Второй абзац рассказывает, сколько таких дел было рассмотрено за два года и чем они закончились для заявителей.</p>
<footer><p>Записал наш корреспондент в Алматы.</p></footer>
</div></div>
<aside><h3>Читайте также</h3><a href="/c">Другая новость</a><img src="/other.jpg"></aside>
<form action="/subscribe"><label>Подпишитесь на рассылку <input name=e></label></form>
<footer><p>© 2020 Газета. Все права защищены.</p></footer></body></html>`

func TestMainView(t *testing.T) {
	article := strings.ReplaceAll(newsPage, `<div class="articleBody">`, `<article>`)
	article = strings.ReplaceAll(article, "</footer>\n</div></div>", "</footer>\n</article></div>")
	doc := fromHTML(t, article)
	want := strings.Join([]string{
		"Суд вынес решение по делу о собраниях",
		"Комитет установил, что власти не привели ни одного довода в пользу запрета, и обязал их вернуть заявителям уплаченные штрафы.",
		"2018\t12 дел", "2019\t31 дело",
		"Второй абзац рассказывает, сколько таких дел было рассмотрено за два года и чем они закончились для заявителей.",
		"Записал наш корреспондент в Алматы.",
	}, "\n")
	if doc.Main != want {
		t.Errorf("main text:\n%s\nwant:\n%s", doc.Main, want)
	}
	for _, piece := range []string{"Политика", "файлы cookie", "Поделиться", "Читайте также", "рассылку", "©", "Перейти"} {
		if !strings.Contains(doc.Visible, piece) {
			t.Errorf("%q is not in the visible text", piece)
		}
	}
	if !slices.Equal(doc.Images, []string{"https://example.org/photo.jpg"}) {
		t.Errorf("images %q", doc.Images)
	}
}

// Paragraphs of the article, by language, that must stay in the main text
// whatever the boxes around them are called.
func TestFurnitureThatIsNone(t *testing.T) {
	en := "The committee found that the authorities had given no reason at all for the ban and ordered the fines to be paid back."
	fr := "Le comité a constaté que les autorités n'avaient donné aucune raison pour justifier cette interdiction des réunions."
	kk := "Комитет билік органдарының тыйым салуға ешқандай негіз келтірмегенін анықтап, айыппұлдарды қайтаруды міндеттеді."
	menu := "<nav>" + strings.Repeat("<a href=x>A link to another page</a> ", 5) + "</nav>"
	for _, c := range []struct{ name, html, keep string }{
		{"whole page in a form", "<form id=aspnetForm>" + menu + "<p>" + en + "</p></form>", en},
		{"wrapper with a menu's name", "<div class='main menu-page'>" + menu + "<p>" + fr + "</p></div>", fr},
		{"wrapper with a cookie's name", "<div class=cookie-policy>" + menu + "<p>" + kk + "</p></div>", kk},
		{"main inside a nav left open", "<nav><a href=x>menu</a><main><p>" + en + "</p></main>", en},
		{"main role inside a sidebar", "<div class=sidebar><div role=main><p>" + kk + "</p></div></div>", kk},
		{"main role beside much text", "<div class=sidebar><div role=main><p>" + kk + "</p></div></div>" + strings.Repeat("<p>"+en+"</p>", 5), kk},
		{"article under a footer", "<footer><p>" + fr + "</p></footer>" + menu + menu, fr},
		{"article small beside its menu", strings.Repeat(menu, 10) + "<p>" + en + "</p>", en},
		{"chapter with a subject's anchor", "<p>" + en + "</p><section id=sharing><p>" + fr + "</p></section>", fr},
		{"navigation block that is a chapter", "<p>" + en + en + "</p><div class=navigation-block><p>" + fr + "</p></div>", fr},
		{"heading in a button", "<p>" + en + "</p><h3><button>Chapter of an accordion</button></h3>", "Chapter of an accordion"},
		{"a placeholder of nothing", "<article><p>" + en + "</p><blockquote placeholder><p>" + kk + "</p></blockquote></article>", kk},
		{"note in an article", "<article><p>" + en + en + "</p><aside><p>" + kk + "</p></aside></article>", kk},
		{"header of an article", "<article><header><p>" + kk + "</p></header><p>" + en + en + "</p></article>", kk},
		{"no sidebar", "<p>" + en + en + "</p><div class='no-sidebar'><p>" + fr + "</p></div>", fr},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := fromHTML(t, "<!DOCTYPE html><title>x</title>"+c.html)
			if !strings.Contains(doc.Main, c.keep) {
				t.Errorf("not in the main text: %q", doc.Main)
			}
			if strings.Contains(doc.Main, "A link to another") {
				t.Errorf("the menu is in the main text: %q", doc.Main)
			}
		})
	}
}

func TestStandInOfAnEmbeddedThing(t *testing.T) {
	const page = "<article><p>The committee heard both parties.</p><amp-twitter data-tweetid=1><blockquote %s><p>See you tomorrow.</p></blockquote></amp-twitter></article>"
	for attr, want := range map[string]bool{"placeholder": false, "fallback": false, "cite=x": true} {
		doc := fromHTML(t, fmt.Sprintf("<!DOCTYPE html><title>x</title>"+page, attr))
		if got := strings.Contains(doc.Main, "tomorrow"); got != want {
			t.Errorf("%s: in the main text %v, want %v", attr, got, want)
		}
		if !strings.Contains(doc.Visible, "tomorrow") {
			t.Errorf("%s: not in the visible text", attr)
		}
	}
}

func TestGuiseByName(t *testing.T) {
	for name, want := range map[string]guise{
		"main-nav": linkList, "siteNavigation": linkList, "page__sidebar": box, "col Sidebar": box, "cookieConsent": box,
		"ad": box, "adSlot": box, "AD_TOP": box, "sr-only": box, "visually-hidden": box, "social": linkList, "entry-footer": box,
		"": plain, "headline": plain, "has-sidebar": plain, "address": plain, "shared": plain, "navigate": plain,
		"content no-menu": plain, "read-only": plain, "sr x only": plain, "a1b2": plain,
		"topAd": box, "ads": box, "ad1": box, "box ad-top": box, "sidebar2": box, "top-ad": box, "rightAdBox": box, "ad--wide": box,
		"css-1ad9f": plain, "f3ad": plain, "ad9f2": plain, "jAdQ7": plain, "xAdQ": plain, "b7-4ad1-9c": plain, "q-ad12": plain,
	} {
		if got := guiseByName([]byte(name), false); got != want {
			t.Errorf("class %q is %d, want %d", name, got, want)
		}
	}
	for name, want := range map[string]guise{
		"cookies": plain, "sharing": plain, "cookie-consent": box, "cookieBanner": box, "nav": linkList,
	} {
		if got := guiseByName([]byte(name), true); got != want {
			t.Errorf("id %q is %d, want %d", name, got, want)
		}
	}
}

func TestMenusByTheirLinks(t *testing.T) {
	const prose = "<p>The committee found that no reason had been given for the ban, and ordered the fines to be paid back.</p>"
	links := `<div class=tabs><a href=a>Terms of Service</a><a href=b>Privacy</a><a href=c>Cookies</a></div>`
	for _, c := range []struct{ name, html, want string }{
		{"links side by side", links + prose, ""},
		{"with signs between", `<p><a href=a>EN</a> | <a href=b>FR</a> · <a href=c>RU</a></p>` + prose, ""},
		{"two are a sentence's", `<p><a href=a>Report</a> <a href=b>Annex</a></p>` + prose, "Report Annex\n"},
		{"words between", `<p><a href=a>Annex I</a>, <a href=b>Annex II</a> and <a href=c>Annex III</a></p>` + prose, "Annex I, Annex II and Annex III\n"},
		{"a row of documents", `<table><tr><td><a href=a>CCPR/C/1</a><td><a href=b>View</a><td><a href=c>Download</a></table>` + prose, "CCPR/C/1\tView\tDownload\n"},
		{"one link a line", `<ul><li><a href=a>First report</a><li><a href=b>Second report</a><li><a href=c>Third report</a></ul>` + prose, "First report\nSecond report\nThird report\n"},
	} {
		doc := fromHTML(t, "<body><div>"+c.html+"</div>")
		want := c.want + "The committee found that no reason had been given for the ban, and ordered the fines to be paid back."
		if doc.Main != want {
			t.Errorf("%s: main text %q, want %q", c.name, doc.Main, want)
		}
	}
}

// What is left of a line whose beginning is furniture does not go on with the
// line before.
func TestRestOfLine(t *testing.T) {
	const text = "<p>The committee found that the authorities had given no reason at all for the ban and ordered the fines to be paid back.</p>"
	for _, c := range []struct{ line, want string }{
		{`<p><button>Subscribe</button> <a href="/print">A copy for the shelf</a></p>`, "The heading of it\nA copy for the shelf\n"},
		{`<p><button>Subscribe</button> <button>Subscribe</button><span class="share-buttons">Share <a href="#">it</a></span></p>`, "The heading of it\nThe committee"},
		{`<p>Below <span class="share-buttons"><a href="#">Share</a></span> the text goes on.</p>`, "The heading of it\nBelow the text goes on.\n"},
	} {
		if doc := fromHTML(t, "<main><h1>The heading of it</h1>"+c.line+text+text+"</main>"); !strings.HasPrefix(doc.Main, c.want) {
			t.Errorf("%s gives\n%s", c.line, doc.Main)
		}
	}
}

// TestDrawings: a chart beside a text is none of it, and a page that is drawn is its text.
func TestDrawings(t *testing.T) {
	ticks := "<svg class=chart>"
	for year := 1990; year < 2024; year++ {
		ticks += fmt.Sprintf("<text>%d</text><text>%d %%</text>", year, year%17)
	}
	ticks += "<text>Source: the statistical office of the republic, tables of March.</text></svg>"
	article := "<article><h1>Prices rise again</h1><p>The statistical office says that prices rose by four per cent in the year to March, less than in the year before.</p>"
	doc := fromHTML(t, article+ticks+"</article>")
	if !strings.Contains(doc.Visible, "2001\n12 %") || !strings.Contains(doc.Visible, "tables of March") || strings.Contains(doc.Main, "2001") || !strings.Contains(doc.Main, "rose by four per cent") {
		t.Errorf("visible %q\nmain %q", doc.Visible, doc.Main)
	}
	var page string
	for _, line := range []string{"Whoever enters this place does so at his own risk.", "Children are to be led by the hand of a grown person.", "By order of the mayor, the first of May."} {
		page += "<svg><text>" + line + "</text></svg>"
	}
	doc = fromHTML(t, "<nav><a href=/>Home</a></nav>"+page)
	if !strings.Contains(doc.Main, "own risk") || !strings.Contains(doc.Main, "mayor") || strings.Contains(doc.Main, "Home") {
		t.Errorf("main %q", doc.Main)
	}
}

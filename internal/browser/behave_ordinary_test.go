package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Pages without a wall, a fold or a player: nothing is done to them, and the
// document afterwards is the document before.
func TestOrdinaryPages(t *testing.T) {
	t.Parallel()
	p := theProcess(t)
	type row struct{ name, body string }
	sideBySide(t, []row{
		{"article", `<header><nav><a href=/>Home</a> <a href=/news>News</a></nav></header>` + prose(30) + `<footer><a href=/privacy>Privacy</a> <a href=/cookies>Cookies</a> © 2026</footer>`},
		{"article in Russian", `<main><h1>О реке</h1>` + strings.Repeat("<p>Комитет заслушал инженеров, которые измеряли реку после паводка; их доклад занимает девяносто страниц.</p>", 30) + `<a href="/2">Читать далее</a></main>`},
		{"list of news", `<ul>` + strings.Repeat(`<li><h3><a href=/n>Title</a></h3><p>Lead of the item…</p><a href=/n class=more>Read more</a>`, 30) + `</ul>`},
		{"sticky header with a menu", `<header style="position:sticky;top:0"><button aria-expanded=false aria-controls=m>Menu</button><ul id=m hidden><li>Topics</ul><form action=/s><input type=search><button>Search</button></form></header>` + prose(30)},
		{"fixed bar of sharing", `<div style="position:fixed;left:0;top:40%"><button>Share</button><button>Like</button><button>Subscribe</button></div>` + prose(30)},
		{"app shell", `<style>body{margin:0;overflow:hidden}</style><div style="position:fixed;inset:0;overflow:auto"><h1>Report</h1>` + strings.Repeat("<p>We use data of our partners on privacy, consent and cookies; you accept or reject what they say.</p>", 50) + `<button>Close</button></div>`},
		{"cookie recipes", `<main><h1>Cookies</h1>` + strings.Repeat("<p>Use butter. We store the cookies in a tin and accept no others.</p>", 20) + `<button>Accept</button></main><div style="position:fixed;bottom:0">Cookies of the week <button>OK</button></div>`},
		{"policy on cookies", `<main><h1>Cookie policy</h1>` + strings.Repeat("<p>We and our partners use cookies to analyse traffic; you may consent, accept or reject them in the settings.</p>", 20) + `<button onclick="window.pressed=1">Cookie settings</button><button onclick="window.pressed=1">Reject all</button></main>`},
		{"form", `<main><form action=/apply method=post><label>Name <input></label><label><input type=checkbox> I accept the privacy policy and the use of my personal data</label><button>Show more</button><button>Send</button></form></main>`},
		{"comments", prose(10) + `<section>` + strings.Repeat(`<div>A comment <button>Reply</button><button>Like</button><button>Report</button></div>`, 30) + `</section>`},
		{"table", `<main><table>` + strings.Repeat("<tr><td>1</td><td>2</td></tr>", 400) + `</table></main>`},
		{"chat bubble", prose(20) + `<div style="position:fixed;right:10px;bottom:10px"><p>Questions? Chat with us. Privacy.</p><button>Close</button></div>`},
	}, func(c row) string { return c.name }, func(t *testing.T, c row) {
		r := open(t, p, "/", html(c.body))
		before, err := chromedp.Run(r.ctx, chromedp.OuterHTML(chromedp.CSS("html")))
		if err != nil {
			t.Fatal(err)
		}
		wantActions(t, r.behave(behaviours{}))
		if after, err := chromedp.Run(r.ctx, chromedp.OuterHTML(chromedp.CSS("html"))); err != nil || after != before {
			t.Errorf("the document was changed (%v)", err)
		}
	})
}

// Labels of buttons, as they are met: what is pressed for "no", and what unfolds
// a text. behave.js is asked itself.
func TestLabels(t *testing.T) {
	r := open(t, theProcess(t), "/", html("<p>x"))
	v := &visit{behaviours: behaviours{}.withDefaults(), tab: r.tab}
	for list, labels := range map[string]struct{ yes, no []string }{
		"reject": {
			yes: []string{"Reject All", "Decline", "Only necessary", "Use necessary cookies only", "Continue without accepting →", "I do not agree", "No, thanks", "Reject non-essential cookies", "Tout refuser", "Je refuse", "Continuer sans accepter", "Alle ablehnen", "Nur notwendige Cookies akzeptieren", "Rechazar todo", "Rifiuta tutto", "Rejeitar todos", "Alles weigeren", "Odrzuć wszystkie", "Отклонить все", "Только необходимые", "Не согласен", "Відхилити", "Бас тарту", "Тек қажетті", "Келіспеймін", "Reddet", "Avvisa alla", "Afvis", "Hylkää kaikki", "Odmítnout vše", "Отказвам", "拒否する", "全部拒绝", "모두 거부", "رفض الكل"},
			no:  []string{"", "Accept all", "Accept", "OK", "I agree", "Allow all", "Got it", "Continue", "Manage options", "Settings", "Reject and subscribe", "Refuse and pay", "Reject all offers and accept cookies", "Close", "×", "Tout accepter", "Accepter & Fermer", "Alle akzeptieren", "Zustimmen", "Aceptar todo", "Accetta", "Принять все", "Согласен", "Понятно", "Продолжить", "Қабылдау", "Келісемін", "Барлығын қабылдау", "Kabul et", "同意する", "接受", "동의", "Accept necessary and marketing", "Learn more"},
		},
		"expand": {
			yes: []string{"Read more", "Show More…", "See more", "» Read full story", "Lire la suite", "Voir plus", "Weiterlesen", "Mehr anzeigen", "Leer más", "Leggi tutto", "Ler mais", "Lees verder", "Czytaj dalej", "Читать далее", "Читать дальше →", "Показать полностью", "Показать ещё", "Развернуть", "Подробнее", "Читати далі", "Толығырақ", "Толық оқу", "Әрі қарай оқу", "Devamını oku", "続きを読む", "阅读全文", "더 보기", "اقرأ المزيد"},
			no:  []string{"", "More", "Read", "Read more books", "Subscribe to read more", "Log in to see more", "Menu", "Купить", "Далее", "Next", "Load", "Share", "Show me the money", "Показать на карте", "Подписаться", "Жазылу"},
		},
	} {
		check := func(label string, want bool) {
			var got bool
			if err := v.call(r.ctx, `is("`+list+`",`+quote(label)+`)`, &got); err != nil || got != want {
				t.Errorf("%s %q: %v %v, want %v", list, label, got, err, want)
			}
		}
		for _, l := range labels.yes {
			check(l, true)
		}
		for _, l := range labels.no {
			check(l, false)
		}
	}
}

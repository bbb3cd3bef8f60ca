package east

import "strings"

// portalKK is a committee's news item on a government platform that also speaks
// Russian: menus, a table of regions, lists.
func portalKK() *site {
	const (
		paid   = "Жыл басынан бері 312 кәсіпорын жалақы бойынша берешегін толық өтеді, 1 460 қызметкерге 418 млн теңге төленді"
		graded = "Маңғыстау облысы бойынша басқарманың жұмысы қанағаттанарлықсыз деп танылды"
	)
	s := open(site{
		Name: "portal-kk", Path: "/memleket/entities/enbek/press/news/details/214560?lang=kk",
		From: `<main id="content" role="main">`, To: "</main>",
		Quotes: []string{paid, graded},
	}, "/memleket/entities/enbek?lang=kk", "Еңбек инспекциясы комитеті", "Бет табылмады - Мемлекеттік органдардың бірыңғай платформасы")
	s.Rest["/"] = s.Rest["/memleket/entities/enbek?lang=kk"]
	russian := apply(s.Inside("Инспекторы труда провели в 2021 году 6 212 проверок - Комитет инспекции труда", s.File("russian.html")), []edit{
		sub(`<html lang="kk">`, `<html lang="ru">`), sub("Қызметі", "Деятельность"), sub("Құжаттар", "Документы"), sub("Байланыстар", "Контакты"),
		sub("Ведомство туралы", "О ведомстве"), sub("Соңғы жаңалықтар", "Последние новости"), sub("Ең көп оқылған", "Самое читаемое"), sub("Сайттан іздеу", "Поиск по сайту"),
	})
	s.Rest["/memleket/entities/enbek/press/news/details/214560?lang=ru"] = html(russian)
	counters := []edit{sub("Көрілімдер: 934", "Көрілімдер: 2 718"), sub("Yk3uR0bXw8ZpQn51", "m0VtG7cLrE2sHd94"), sub("21.01.2022 18:40", "30.05.2022 10:02"), all("app.3f0c1", "app.b81d7")}
	latest := rewrite(`(?s)<h4>Соңғы жаңалықтар</h4><ul>.*?</ul>`, `<h4>Соңғы жаңалықтар</h4><ul><li><a href="/memleket/entities/enbek/press/news/details/231002?lang=kk">Маңғыстауда көшпелі қабылдау өтті</a></li><li><a href="/memleket/entities/enbek/press/news/details/230977?lang=kk">Үлгілік ережеге түсіндірме берілді</a></li><li><a href="/memleket/entities/enbek/press/news/details/230950?lang=kk">Жаз мезгілінде ашық ауада жұмыс істеу тәртібі</a></li></ul>`)
	text := part(s.Page, `<div class="article-body">`, "</div>\n</main>")

	s.Noise("counters-token-latest-news", append(counters, latest)...)
	s.Add("noise", "redesign", html(strings.Replace(s.File("redesign.html"), "@BODY@", text, 1)), "ok/*").States("verbatim").
		Note("The third version of the platform keeps the text and nothing else.")
	s.Noise("thin-spaces-in-numbers", all("&nbsp;", "&#8239;"), sub(`<table class="stat-table">`, `<div class="table-responsive"><table class="table table-striped">`), sub("148&#8239;030</td></tr>\n</table>", "148&#8239;030</td></tr>\n</table></div>"))
	s.Noise("numbers-without-separators", rewrite(`(\d)&nbsp;(\d{3})`, "$1$2"), latest).States("verbatim", "edited").
		Note("6212 for 6 212, in text and table alike: the same figures.")
	s.Noise("menu-languages-and-banner",
		swap(`<li><a href="/memleket/entities/enbek/about/structure">Басшылық</a></li>`, `<li><a href="/memleket/entities/enbek/about/regions">Аумақтық бөлімшелер</a></li>`),
		sub(`<a class="active" href="?lang=kk">Қаз</a> <a href="?lang=ru">Рус</a> <a href="?lang=en">Eng</a>`, `<select><option>Қазақша</option><option>Русский</option><option>English</option><option>Qazaqsha</option></select>`),
		above(`<header class="entity-header">`, `<div class="alert alert-info">Назар аударыңыз! Платформада 29 мамырда техникалық жұмыстар жүргізіледі.</div>`+"\n"),
		sub("жүргізді</h1>\n<div class=\"meta\">", "жүргізді</h1>\n<div class=\"tts\"><button>Тыңдау</button> <button>Басып шығару</button></div><div class=\"meta\">"))
	s.Noise("date-in-digits-and-updated", sub("21 қаңтар 2022</span>", "21.01.2022</span> <span>Жаңартылды: 24.01.2022 09:30</span>"), counters[0])
	s.Noise("latin-i-and-schwa", within(`<div class="article-body">`, "</div>\n</main>", letters("і", "i", "ә", "ə"))).
		States("verbatim", "edited").Note("An editor's keyboard has Latin i for і and ə for ә: no reader can see it.")

	s.Edit("digit-only-in-table", sub("<td>689</td><td>1&nbsp;204</td>", "<td>689</td><td>1&nbsp;264</td>"))
	s.Edit("suffix-ma-removed", sub("Нұсқаманы орындамаған жұмыс", "Нұсқаманы орындаған жұмыс")).
		Note("The two letters that negate a Kazakh verb: those who obeyed were reported to the prosecutor.")
	s.Edit("less-becomes-more", sub("4,3 пайызға аз.", "4,3 пайызға көп."), counters[0])
	s.Edit("case-ending-turns-the-sentence", sub("басқармалардың басшылары есеп берді", "басқармалардың басшыларына есеп берді")).
		Note("They reported; now someone reports to them.")
	s.Edit("task-removed", drop("<li>аутстаффинг шарттары бойынша жұмыс істейтін қызметкерлердің жалақысын тексеру;</li>\n"), latest)

	s.Lost("unsatisfactory-loses-its-suffix", graded, sub("жұмысы қанағаттанарлықсыз деп", "жұмысы қанағаттанарлық деп")).
		Note("Three letters (-сыз) make the grade good.")
	s.Kept("bold-footnote-and-soft-hyphens", paid, within("«Жыл", "төленді»", softHyphens, sub("1&nbsp;460", "<b>1&nbsp;460</b><sup>1</sup>")),
		below("үстеме нөмір 2.</p>\n", "<p class=\"fn\"><sup>1</sup> Комитет деректері.</p>\n")).
		Or("changed/edited").Note("The sentence carries a footnote mark, bold figures and word breaks; its words are the same.")

	s.Replaced("answers-in-russian", html(russian)).Or("changed/quote-lost").
		Note("The address now gives the Russian version, whatever its parameter says; the Kazakh words cited aren't there.")
	s.Replaced("other-news-same-id", html(s.Inside("Қауіпсіз еңбек апталығына 140 кәсіпорын қатысты - Еңбек инспекциясы комитеті", s.File("other.html"))))

	s.Moved("new-platform-address", 308, "/kz/enbek/news/214560", "/kz/enbek/news/214560", s.Edited(latest), "moved/redirect")

	soft := html(strings.Replace(s.Inside("Мемлекеттік органдардың бірыңғай платформасы", s.File("notfound.html")), `<p class="error-code">404</p>`, "", 1))
	s.Dead("bet-tabylmady-at-200", soft, "dead/soft-404").Elsewhere(soft).
		Note("The furniture makes most of the page's words and is the same as ever.")
	s.Dead("all-to-the-committees-home", redirect(302, "/memleket/entities/enbek?lang=kk"), "dead/redirected-home").Elsewhere(redirect(302, "/memleket/entities/enbek?lang=kk"))
	s.Dead("main-part-empty", html(s.Inside("Еңбек инспекциясы комитеті", "")), "dead/empty", "dead/soft-404").
		Note("Menus, boxes and footer come; between them there's nothing.")

	s.Wall("script-shell", html(s.File("spa.html")), "blocked/unreadable").Everywhere()
	s.Wall("captcha-at-200", html(read("walls/captcha-kk.html")), "blocked/bot-wall").Everywhere()
	s.Wall("only-from-kazakhstan", status(403, read("walls/geo-kk.html")), "blocked/geo-block").Everywhere()
	s.Fault("technical-works-503", with(status(503, read("errors/nginx503-kk.html")), "Retry-After", "7200"), "unreachable/http-5xx")
	return s
}

package east

import "strings"

// portalKK is a committee's news item on a government platform that also speaks
// Russian: menus, a table of regions, lists.
func portalKK() *site {
	const (
		paid   = "Жыл басынан бері 312 кәсіпорын жалақы бойынша берешегін толық өтеді, 1 460 қызметкерге 418 млн теңге төленді"
		graded = "Маңғыстау облысы бойынша басқарманың жұмысы қанағаттанарлықсыз деп танылды"
	)
	s := site{
		name: "portal-kk", path: "/memleket/entities/enbek/press/news/details/214560?lang=kk",
		from: `<main id="content" role="main">`, to: "</main>",
		quotes: []string{paid, graded},
	}.open("/memleket/entities/enbek?lang=kk", "Еңбек инспекциясы комитеті", "Бет табылмады - Мемлекеттік органдардың бірыңғай платформасы")
	s.rest["/"] = s.rest["/memleket/entities/enbek?lang=kk"]
	russian := apply(s.inside("Инспекторы труда провели в 2021 году 6 212 проверок - Комитет инспекции труда", s.file("russian.html")), []edit{
		sub(`<html lang="kk">`, `<html lang="ru">`), sub("Қызметі", "Деятельность"), sub("Құжаттар", "Документы"), sub("Байланыстар", "Контакты"),
		sub("Ведомство туралы", "О ведомстве"), sub("Соңғы жаңалықтар", "Последние новости"), sub("Ең көп оқылған", "Самое читаемое"), sub("Сайттан іздеу", "Поиск по сайту"),
	})
	s.rest["/memleket/entities/enbek/press/news/details/214560?lang=ru"] = html(russian)
	counters := []edit{sub("Көрілімдер: 934", "Көрілімдер: 2 718"), sub("Yk3uR0bXw8ZpQn51", "m0VtG7cLrE2sHd94"), sub("21.01.2022 18:40", "30.05.2022 10:02"), all("app.3f0c1", "app.b81d7")}
	latest := rewrite(`(?s)<h4>Соңғы жаңалықтар</h4><ul>.*?</ul>`, `<h4>Соңғы жаңалықтар</h4><ul><li><a href="/memleket/entities/enbek/press/news/details/231002?lang=kk">Маңғыстауда көшпелі қабылдау өтті</a></li><li><a href="/memleket/entities/enbek/press/news/details/230977?lang=kk">Үлгілік ережеге түсіндірме берілді</a></li><li><a href="/memleket/entities/enbek/press/news/details/230950?lang=kk">Жаз мезгілінде ашық ауада жұмыс істеу тәртібі</a></li></ul>`)
	text := part(s.page, `<div class="article-body">`, "</div>\n</main>")

	s.noise("counters-token-latest-news", append(counters, latest)...)
	s.add("noise", "redesign", html(strings.Replace(s.file("redesign.html"), "@BODY@", text, 1)), "ok/*").states("verbatim").
		note("The third version of the platform keeps the text and nothing else.")
	s.noise("thin-spaces-in-numbers", all("&nbsp;", "&#8239;"), sub(`<table class="stat-table">`, `<div class="table-responsive"><table class="table table-striped">`), sub("148&#8239;030</td></tr>\n</table>", "148&#8239;030</td></tr>\n</table></div>"))
	s.noise("numbers-without-separators", rewrite(`(\d)&nbsp;(\d{3})`, "$1$2"), latest).states("verbatim", "edited").
		note("6212 for 6 212, in text and table alike: the same figures.")
	s.noise("menu-languages-and-banner",
		swap(`<li><a href="/memleket/entities/enbek/about/structure">Басшылық</a></li>`, `<li><a href="/memleket/entities/enbek/about/regions">Аумақтық бөлімшелер</a></li>`),
		sub(`<a class="active" href="?lang=kk">Қаз</a> <a href="?lang=ru">Рус</a> <a href="?lang=en">Eng</a>`, `<select><option>Қазақша</option><option>Русский</option><option>English</option><option>Qazaqsha</option></select>`),
		above(`<header class="entity-header">`, `<div class="alert alert-info">Назар аударыңыз! Платформада 29 мамырда техникалық жұмыстар жүргізіледі.</div>`+"\n"),
		sub("жүргізді</h1>\n<div class=\"meta\">", "жүргізді</h1>\n<div class=\"tts\"><button>Тыңдау</button> <button>Басып шығару</button></div><div class=\"meta\">"))
	s.noise("date-in-digits-and-updated", sub("21 қаңтар 2022</span>", "21.01.2022</span> <span>Жаңартылды: 24.01.2022 09:30</span>"), counters[0])
	s.noise("latin-i-and-schwa", within(`<div class="article-body">`, "</div>\n</main>", letters("і", "i", "ә", "ə"))).
		states("verbatim", "edited").note("An editor's keyboard has Latin i for і and ə for ә: no reader can see it.")

	s.edit("digit-only-in-table", sub("<td>689</td><td>1&nbsp;204</td>", "<td>689</td><td>1&nbsp;264</td>"))
	s.edit("suffix-ma-removed", sub("Нұсқаманы орындамаған жұмыс", "Нұсқаманы орындаған жұмыс")).
		note("The two letters that negate a Kazakh verb: those who obeyed were reported to the prosecutor.")
	s.edit("less-becomes-more", sub("4,3 пайызға аз.", "4,3 пайызға көп."), counters[0])
	s.edit("case-ending-turns-the-sentence", sub("басқармалардың басшылары есеп берді", "басқармалардың басшыларына есеп берді")).
		note("They reported; now someone reports to them.")
	s.edit("task-removed", drop("<li>аутстаффинг шарттары бойынша жұмыс істейтін қызметкерлердің жалақысын тексеру;</li>\n"), latest)

	s.lost("unsatisfactory-loses-its-suffix", graded, sub("жұмысы қанағаттанарлықсыз деп", "жұмысы қанағаттанарлық деп")).
		note("Three letters (-сыз) make the grade good.")
	s.quote("bold-footnote-and-soft-hyphens", paid, within("«Жыл", "төленді»", softHyphens, sub("1&nbsp;460", "<b>1&nbsp;460</b><sup>1</sup>")),
		below("үстеме нөмір 2.</p>\n", "<p class=\"fn\"><sup>1</sup> Комитет деректері.</p>\n")).
		or("changed/edited").note("The sentence carries a footnote mark, bold figures and word breaks; its words are the same.")

	s.replaced("answers-in-russian", html(russian)).or("changed/quote-lost").
		note("The address now gives the Russian version, whatever its parameter says; the Kazakh words cited aren't there.")
	s.replaced("other-news-same-id", html(s.inside("Қауіпсіз еңбек апталығына 140 кәсіпорын қатысты - Еңбек инспекциясы комитеті", s.file("other.html"))))

	s.moved("new-platform-address", 308, "/kz/enbek/news/214560", "/kz/enbek/news/214560", s.edited(latest), "moved/redirect")

	soft := html(strings.Replace(s.inside("Мемлекеттік органдардың бірыңғай платформасы", s.file("notfound.html")), `<p class="error-code">404</p>`, "", 1))
	s.dead("bet-tabylmady-at-200", soft, "dead/soft-404").elsewhere(soft).
		note("The furniture makes most of the page's words and is the same as ever.")
	s.dead("all-to-the-committees-home", redirect(302, "/memleket/entities/enbek?lang=kk"), "dead/redirected-home").elsewhere(redirect(302, "/memleket/entities/enbek?lang=kk"))
	s.dead("main-part-empty", html(s.inside("Еңбек инспекциясы комитеті", "")), "dead/empty", "dead/soft-404").
		note("Menus, boxes and footer come; between them there's nothing.")

	s.wall("script-shell", html(s.file("spa.html")), "blocked/unreadable").everywhere()
	s.wall("captcha-at-200", html(read("walls/captcha-kk.html")), "blocked/bot-wall").everywhere()
	s.wall("only-from-kazakhstan", status(403, read("walls/geo-kk.html")), "blocked/geo-block").everywhere()
	s.fault("technical-works-503", with(status(503, read("errors/nginx503-kk.html")), "Retry-After", "7200"), "unreachable/http-5xx")
	return s
}

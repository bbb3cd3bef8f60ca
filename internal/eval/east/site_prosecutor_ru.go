package east

import "strings"

// prosecutorRU is a prosecutor's press note of some eighty words in a Bitrix
// portal whose furniture is four times as long.
func prosecutorRU() *site {
	const (
		owed   = "37 работникам не выплачивалась заработная плата, долг составил 1 460 тыс. рублей"
		inText = "37&nbsp;работникам не&nbsp;выплачивалась заработная плата, долг составил 1&nbsp;460&nbsp;тыс.&nbsp;рублей"
	)
	s := open(site{
		Name: "prosecutor-ru", Path: "/press/news/41874/",
		From: "<!--workarea-->", To: "<!--/workarea-->",
		Quotes: []string{owed},
	}, "/", "Прокуратура Зареченской области", "404 Not Found - Прокуратура Зареченской области")
	sessid := sub("0b9e1f7ac3d5e842", "d41c7705fe92ab30")
	news := between(`<div class="b-news-more"><h3>Другие новости</h3>`, "</div>", `
<p><b>02.11.2020</b> <a href="/press/news/59340/">Прокурор области возложил цветы к памятнику освободителям</a></p>
<p><b>02.11.2020</b> <a href="/press/news/59331/">Бывший глава сельсовета предстанет перед судом за растрату 740 тыс. рублей</a></p>
<p><b>30.10.2020</b> <a href="/press/news/59318/">В Нижнетойском районе 112 работникам птицефабрики выплачена заработная плата</a></p>`)
	legal := between(`<div class="b-box"><h3>Прокурор разъясняет</h3>`, "</div>", `<p><a href="/press/legal/1204/">Как оформить льготу на вывоз мусора</a></p><p><a href="/press/legal/1201/">Можно ли уволить работника, находящегося на больничном</a></p>`)
	page404 := s.Inside("404 Not Found - Прокуратура Зареченской области", s.File("notfound.html"))

	s.Noise("sidebars-and-session", sessid, news, legal, sub("<b>Март 2019</b>", "<b>Ноябрь 2020</b>"), sub("на 2019 год", "на 2021 год"),
		sub("2010—2019", "2010—2020")).
		Note("Around a note of eighty words three hundred others changed.")
	s.Noise("spaces-and-entities", all("&nbsp;", " "), letters("&laquo;", "«", "&raquo;", "»"), all("&rarr;", "/"))
	s.Noise("date-format-and-classes",
		sub(`<span class="news-date-time">20.03.2019</span>`, `<time class="article__date" datetime="2019-03-20">20 марта 2019 года, 11:40</time>`),
		sub(`<div class="news-detail">`, `<div class="article js-article" itemprop="articleBody">`), all("b-box", "aside__card"), all("b-banner", "aside__link")).
		Note("The day of publication is written out; it is the same day.")
	s.Add("noise", "new-portal", html(`<!DOCTYPE html>
<html lang="ru"><head><meta charset="utf-8"><title>Прокуратура Зареченской области | Новость</title>
<link rel="stylesheet" href="/web/gprf-main-theme/css/main.css?t=163"><script>var Liferay={authToken:"Qp7Zk"}</script></head>
<body class="portal"><div class="epp-top"><a href="/web/proc_00">Единый портал</a> <a href="#">Выбор региона</a> <a href="#">Версия для слабовидящих</a> <a href="#">English</a></div>
<header><h2>Прокуратура<br>Зареченской области</h2><nav><a href="/web/proc_00/main">Главная</a><a href="/web/proc_00/about-the-proc">О ведомстве</a><a href="/web/proc_00/activity">Деятельность</a><a href="/web/proc_00/documents">Документы</a><a href="/web/proc_00/anticorruption">Антикоррупция</a><a href="/web/proc_00/mass-media">Медиа</a></nav></header>
<div class="feeds-page__article">`+strings.NewReplacer(`<div class="b-crumbs">`, `<div class="breadcrumbs">`, "h1>", "h3>").Replace(s.Main())+`</div>
<div class="feeds-page__tags">Метки: труд, заработная плата</div>
<footer><p>© Генеральная прокуратура. Телефон справочной по обращениям: 8 800 000-00-00</p><p>Карта сайта. Правила использования материалов. Обратная связь</p></footer></body></html>
`), "ok/*").States("verbatim")
	s.Add("noise", "php-warnings-at-status-500", s.Status(500, apply(s.Page, []edit{sessid, news,
		above("<!DOCTYPE html>", "<br />\n<b>Warning</b>:  session_start(): Failed to read session data in <b>/home/bitrix/www/bitrix/modules/main/tools.php</b> on line <b>214</b><br />\n")})), "ok/*").States("verbatim").
		Note("PHP complains and the status is 500, but the note is there in full.")
	s.Add("noise", "bare-print-version", html(`<html>
<head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>Печать</title></head>
<body onload="window.print()">
`+part(s.Page, "<h1>", "<!--/workarea-->")+`
</body>
</html>
`), "ok/*").States("verbatim").
		Note("Three quarters of the page's words are gone, and not one of the note's.")
	s.Noise("menu-and-special-version-bar", swap(`<li><a href="/about/structure/">Структура</a></li>`, `<li><a href="/about/history/">История</a></li>`),
		sub(`<a class="special-version" href="?special=Y">Версия для слабовидящих</a>`, `<div class="mourn">Телефон горячей линии для пострадавших от паводка: 8 800 000-11-12</div><a class="special-version" href="?special=Y"><i></i>Обычная версия</a>`),
		drop(`<li><a href="/contacts/">Контакты</a></li>`))

	s.Edit("fine-one-digit", sub("оштрафован на 20&nbsp;тыс.", "оштрафован на 30&nbsp;тыс.")).Note("The only change on the page is one digit.")
	s.Edit("number-that-stands-twice", sub("в&nbsp;суд 37 заявлений", "в&nbsp;суд 27 заявлений")).Note("27 claims for 37 workers: the other 37 stays.")
	s.Edit("negation-inserted", sub("задолженность погашена в&nbsp;полном объёме", "задолженность не&nbsp;погашена в&nbsp;полном объёме"), sessid)
	s.Edit("employer-renamed-under-noise", sub("&laquo;Тойский лесхоз&raquo;", "&laquo;Берёзовский лесхоз&raquo;"), sessid, news, legal)

	s.Lost("unit-thousand-to-million", owed, sub("1&nbsp;460&nbsp;тыс.", "1&nbsp;460&nbsp;млн"))
	s.Lost("negation-dropped", owed, sub("работникам не&nbsp;выплачивалась", "работникам выплачивалась"))
	s.Lost("sentence-gone", owed, span("<p>Установлено, что", "</p>\n", ""), news, legal).
		Note("A quarter of the note is gone, and with it the sentence cited.")

	s.Replaced("other-note-same-id", s.Answer(s.Inside("Прокурор Берёзовского района добился ремонта водопровода - Прокуратура Зареченской области", s.File("other.html")))).
		Note("The menus, boxes and footer make three quarters of both pages and are the same.")

	s.Dead("bitrix-404-at-200", html(page404), "dead/soft-404").Elsewhere(html(page404)).
		Note("The site's own 404 page with a site map, sent with status 200.")
	list := html(s.Inside("Новости - Прокуратура Зареченской области", s.File("section.html")))
	s.Dead("all-to-news-section", redirect(302, "/press/news/"), "dead/soft-404", "dead/redirected-home").
		Elsewhere(redirect(302, "/press/news/")).Also("/press/news/", list).
		Note("Whatever old address one asks, the list of news comes.")

	s.Wall("qrator", status(403, read("walls/qrator.html")), "blocked/bot-wall", "blocked/forbidden").Everywhere()
	s.Wall("only-from-russia", status(403, read("walls/geo-ru.html")), "blocked/geo-block").Everywhere()

	s.Fault("bitrix-without-database", status(500, read("errors/bitrix500.html")), "unreachable/http-5xx")
	s.Fault("certificate-of-the-state", fault("tls"), "unreachable/tls").
		Note("The portal took a certificate of the state's own authority, which nobody else trusts.")
	return s
}

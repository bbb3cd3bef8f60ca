package east

import "strings"

// ngoKK is a fund's report in an old Joomla: labelled windows-1251, which lacks
// half of the Kazakh letters, so these come as character references.
func ngoKK() *site {
	const (
		hours  = "Аналар балаларымен күніне екі сағат қана бірге бола алады, түнде балалардың қасында қалуға рұқсат етілмейді"
		letter = "прокурорға және омбудсменге арналған хаттардың ашылғаны туралы шағым түскен жоқ"
	)
	s := open(site{
		Name: "ngo-kk", Path: "/index.php?option=com_content&view=article&id=217&Itemid=31",
		Charset: "windows-1251", Type: "text/html; charset=windows-1251",
		From: "<!--content-->", To: "<!--/content-->",
		Quotes: []string{hours, letter},
	}, "/", "«Әділ бақылау» қоғамдық қоры", "404 - Мақала табылмады")
	counters := []edit{sub("7c2b90e1aa4d", "e01f6a93bb52"), sub("Сайтта 4 қонақ бар", "Сайтта 17 қонақ бар"), sub("Бүгін 61, барлығы 118 204", "Бүгін 9, барлығы 240 511")}
	latest := rewrite(`(?s)<h3>Соңғы материалдар</h3><ul>.*?</ul>`, `<h3>Соңғы материалдар</h3><ul><li><a href="/index.php?option=com_content&amp;view=article&amp;id=402">Қордың жылдық есебі</a></li><li><a href="/index.php?option=com_content&amp;view=article&amp;id=398">Пробация қызметі туралы не білу керек</a></li></ul>`)

	s.Noise("counters-hash-latest", append(counters, latest)...)
	s.Add("noise", "moved-to-utf-8", with(html(apply(s.Page, append(counters, sub("charset=windows-1251", "charset=utf-8"), latest))), "Content-Type", "text/html; charset=utf-8"), "ok/*").States("verbatim").
		Note("Character references became letters.")
	s.Add("noise", "charset-label-wrong", with(s.Edited(counters...), "Content-Type", "text/html; charset=utf-8"), "ok/*").States("verbatim").
		Note("The server says UTF-8, the page and its bytes say windows-1251.")
	s.Noise("poll-login-box-and-template", sub("/templates/rhuk_kk/css/template.css", "/templates/ja_purity/css/template.css"), all("rhuk_kk", "ja_purity"),
		span("<h3>Кіру</h3>", "</form>", ""), span("<h3>Сауалнама</h3><p>", "</p>", `<h3>Сауалнама</h3><p>Заңгерге жиі жүгінесіз бе? Иә / Жоқ</p>`),
		sub(`<td class="createdate">11.06.2012 09:15</td>`, `<td class="createdate">2012 жылғы 11 маусым <img src="/images/M_images/printButton.png" alt="Басып шығару" /></td>`))

	s.Edit("women-transposed", sub("күні онда 437 әйел", "күні онда 473 әйел"))
	s.Edit("pay-digits-swapped-under-noise", append(counters, latest, sub("айына 3 800 теңгеден", "айына 8 300 теңгеден"))...)

	s.Lost("two-hours-becomes-four", hours, sub("күніне екі сағат қана", "күніне төрт сағат қана"))

	s.Dead("registrar-parking", html(read("parked/registrar-ru.html")), "dead/parked").Everywhere()
	s.Dead("nothing-at-all-at-200", html(""), "dead/empty", "dead/soft-404").Everywhere()
	s.Dead("laravel-404", status(404, read("errors/laravel404.html")), "dead/http-404").Everywhere()

	s.Wall("one-page-forbidden", status(403, strings.Replace(read("walls/nginx403.html"), "nginx/1.18.0", "nginx", 1)), "dead/withdrawn", "blocked/forbidden").
		Note("403 on this page alone; the rest of the site is open.")
	return s
}

package east4

import "archiver/internal/eval/kit"

// sprava is a Ukrainian initiative's report on Tilda.
func sprava() *site {
	s := kit.Open(files, "sprava-uk.html", site{Name: "sprava-uk", Path: "/zvit2021", From: "<!-- t -->\n", To: "<!-- /t -->",
		Quotes: []string{"Нам більше не відмовляють у доступі, але й не виконують наших рекомендацій", "У 23 установах камери не мали природного світла"}})
	s.Healthy(s.Inside("Справа", "<h1>Ініціатива «Справа»</h1><p>Ми відвідуємо місця несвободи.</p>\n"), s.Inside("404", "<h1>Сторінку не знайдено</h1><p>Перевірте адресу або <a href=\"/\">поверніться на головну</a>.</p>\n"))

	s.Noise("blocks-renumbered-air-raid", rewrite(`id="rec20(\d)"`, `id="rec58${1}11"`), rewrite(`data-record-type="106"`, `data-record-type="106" data-animationappear="off"`), sub("tilda-grid-3.0.min.css", "tilda-grid-4.1.min.css"),
		below(`data-tilda-page-id="1440221">`, "\n<div class=\"t658\">Допомогти ЗСУ: рахунки перевірених фондів. <a>Підтримати</a></div>"), sub("© 2022 Справа. Зроблено на Tilda", "© 2025 ГО «Справа»"),
		all("<br /><br />", `<br>&nbsp;<br>`), letters("’", "'"))
	s.Noise("accessibility-and-share", above("<!-- /t -->", "<div class=\"r t-rec\"><div class=\"ya-share2\">Поширити: Facebook, Telegram, X</div><div>Читати 2 хв</div></div>\n"),
		below("<body class=\"t-body\" style=\"margin:0;\">", "\n<button class=\"a11y\">Людям із порушенням зору</button>"), rewrite(`<table>`, `<table class="t431__table" tabindex="0">`), letters("«", "„", "»", "“"))
	s.Moved("slug-by-year", 301, "/reports/2021", "/reports/2021", s.Edited(sub("tilda-grid-3.0.min.css", "tilda-grid-4.0.min.css")), "moved/redirect")
	unpaid := s.Answer(lines("<!DOCTYPE html>", `<html><head><meta charset="utf-8"><title>Сайт не опубліковано</title></head>`, `<body><div class="c"><h1>Сайт тимчасово недоступний</h1>`,
		"<p>Термін дії тарифного плану закінчився. Якщо ви власник сайту, оплатіть підписку в особистому кабінеті.</p>", `<a>Створити сайт на Tilda</a></div></body></html>`))
	s.Dead("plan-expired", unpaid, "dead/parked", "dead/soft-404").Everywhere("/")
	return s
}

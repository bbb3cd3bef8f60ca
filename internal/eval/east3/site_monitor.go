package east3

import "archiver/internal/eval/set"

// monitor is an NGO's monitoring report on Drupal, with a table of cases.
func monitor() *site {
	s := newSite("monitor-ru", "/ru/monitoring/2022-q1",
		"С 1 января по 31 марта центр задокументировал 34 случая задержания журналистов и блогеров при исполнении ими профессиональных обязанностей.",
		"ни одно обращение в прокуратуру не привело к возбуждению дела")
	home := s.Inside("Центр «Слово и закон»", `      <div class="views-element-container"><h1>Правовая помощь журналистам</h1><div class="views-row"><a href="/ru/monitoring/2022-q1">Мониторинг задержаний журналистов: первый квартал 2022 года</a></div><div class="views-row"><a href="/ru/node/498">Школа медиаюриста: новый набор</a></div></div>
`)
	s.Healthy(home,
		s.Inside("Страница не найдена | Центр «Слово и закон»", `      <h1 class="page-title">Страница не найдена</h1><div class="content">Запрашиваемая страница не найдена.</div>
`))

	s.Noise("table-for-phones",
		sub(`<table class="cases">`, `<div class="table-responsive" tabindex="0"><table class="tablesaw tablesaw-stack" data-tablesaw-mode="stack">`),
		sub("</table>", "</table></div>"),
		rewrite(`<tr><td>(\d\d\.\d\d\.2022)</td><td>`, `<tr><td><b class="tablesaw-cell-label">Дата</b> <span class="tablesaw-cell-content">${1}</span></td><td>`),
		rewrite(`class="see-footnote" href="(#footnote\d_x)">(\d)</a>`, `class="fn" href="${1}"><sup>[${2}]</sup></a>`),
		rewrite(`<a class="footnote-label" href="(#footnoteref\d_x)">(\d)\.</a>`, `<a class="fn-back" href="${1}">${2} ↑</a>`),
		sub(`content="Drupal 9 (https://www.drupal.org)"`, `content="Drupal 10 (https://www.drupal.org)"`),
		sub("css_k3Jx0.css", "css_Yw-71.css?delta=0&amp;theme=slovo2"),
		all("<h2>", "<h3>"), all("</h2>", "</h3>"),
	).Note("The table was made for small screens, the footnote marks restyled.")

	s.Noise("survey-and-letter",
		above(`          <h2>Основные выводы</h2>`, `          <div class="paragraph paragraph--type--newsletter"><h3>Рассылка центра</h3><p>Раз в месяц присылаем обзор новых дел и решений.</p><form><input type="email" placeholder="Ваш e-mail"><button>Подписаться</button></form></div>
`),
		below(`</span></h1>`, `
        <div class="report-tools"><a href="/ru/print/pdf/node/512">Скачать в PDF (1,2 МБ)</a> · <a href="/kk/monitoring/2022-q1">Қазақша</a> · <a href="/en/monitoring/2022-q1">English</a></div>`),
		sub(`<div class="dialog-off-canvas-main-canvas"`, `<div class="survey-popup" role="dialog"><p>Помогите нам стать лучше: ответьте на три вопроса о сайте.</p><button>Начать</button><button>Не сейчас</button></div>
    <div class="dialog-off-canvas-main-canvas"`),
		above(`<li><a href="/ru/monitoring/2021">`, `<li><a href="/ru/monitoring/2022-q2">Второй квартал 2022 года</a></li><li><a href="/ru/monitoring/2022-q3">Третий квартал 2022 года</a></li>`),
	)

	s.Edit("hours-in-cell", sub("Удерживали 31 час без связи с родными", "Удерживали 13 часов без связи с родными")).
		Note("A cell of the table of cases.")

	to := "//monitoring.slovo.example/ru/obzory/2022/1-kvartal"
	s.Add("moved", "own-subdomain", set.Answer{Status: 301, Location: "http:" + to}, "moved/redirect").Verbatim().
		Also(to, html(`<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>I квартал 2022 — Мониторинг</title><link rel="stylesheet" href="/a.css"></head>
<body><header><a href="/ru">Слово и закон / Мониторинг</a><nav><a href="/ru/karta">Карта случаев</a> <a href="/ru/obzory">Обзоры</a> <a href="/ru/dannye">Открытые данные</a></nav></header>
`+s.Main()+`<footer>Создано при поддержке читателей. CC BY 4.0</footer></body></html>
`)).Also("//monitoring.slovo.example/*", status(404, "<!doctype html><html><head><meta charset=\"utf-8\"><title>404 — Мониторинг</title></head><body><h1>Такой страницы нет</h1></body></html>"))
	return s
}

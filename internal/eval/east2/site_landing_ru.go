package east2

// landingRU is an NGO campaign's page, put together in a site builder.
func landingRU() *site {
	s := open(site{
		Name: "landing-ru", Path: "/dvor",
		From: `<div id="allrecords" data-page-id="3390112">`, To: `</div>
</body>`,
		Quotes: []string{
			"Я не выходила из квартиры четыре зимы, потому что меня некому было спустить",
			"обязанность обеспечить доступ лежит на собственнике инфраструктуры и не может перекладываться на людей с инвалидностью",
		},
	}, "/", "Фонд «Ровный порог»", `<div class="r"><div class="hd">Мы помогаем выходить из дома</div><a href="/dvor">Кампания</a><a href="/otchet">Отчёты</a><a href="/help">Пожертвовать</a></div>`,
		"404", `<div class="r"><div class="hd">Упс</div><div>Этой страницы у нас нет</div></div>`)

	s.Noise("signatures-and-a-popup", sub("Уже подписали: 4 118", "Уже подписали: 11 902"), letterless("rec554100", "rec771243"),
		above("</div>\n</body>", `<div class="pop"><div class="hd">Подождите!</div><div>Поделитесь страницей с соседями или переведите нам любую сумму: 300, 500, 1 000 рублей</div><a>Перевести</a><a>В другой раз</a></div>
`)).Note("A petition's counter is a counter.")
	s.Noise("partners-steps-and-cookie-strip", above(`<div id="rec55410027"`, `<div class="r"><div class="hd">Нас поддерживают</div><img alt="Кофейня"><img alt="Типография"><img alt="Радио"></div>
<div class="r"><div class="tx">Остались вопросы? Напишите в чат-бот, отвечаем с 10 до 19 по будням.</div></div>
`), below(`<body class="tl-body">`, `<div class="ck">Мы собираем cookie, чтобы страница работала <a>Хорошо</a></div><div class="menu"><a>Проблема</a><a>Требования</a><a>Вопросы</a><a>Помочь</a></div>`), sub("Подписать обращение</a>", "Поставить подпись</a>"))
	s.Noise("words-cut-into-animated-pieces", sub("За два года волонтёры обошли 388 домов", `<span class="an">За </span><span class="an">два </span><span class="an">года </span><span class="an">волонтёры </span>обошли <strong>388</strong> домов`), sub("«Я не выходила из квартиры", `<span style="font-size:40px">«</span>Я&nbsp;не&nbsp;выходила из&nbsp;квартиры`),
		letterless(`<div class="n">01</div>`, `<svg></svg>`, `<div class="n">02</div>`, `<svg></svg>`, `<div class="n">03</div>`, `<svg></svg>`), softHyphens)
	s.Noise("blocks-in-another-order", func(p string) string {
		story := `<div id="rec55410026"` + part(p, `<div id="rec55410026"`, `<div id="rec55410027"`)
		return move(story, "Уже подписали: 4 118</div></div>\n")(p)
	}).Or("changed/edited").Note("The heroine's story went to the top; nothing is added or taken.")

	s.Edit("a-demand-watered-down", sub("Внести 120 адресов в программу капитального ремонта уже в этом году", "Внести 20 адресов в программу капитального ремонта в следующем году"))
	s.Kept("misprint-mended", s.Quotes[0], sub("Я не выходила из квартиры четыре зимы, потому что", "Я не выходила из квартиры четыре зимы потому, что")).Or("changed/edited").States("edited", "verbatim").
		Note("A comma moved.")

	s.Moved("to-a-shorter-slug", 301, "/dostup", "/dostup", s.Edited(sub("Уже подписали: 4 118", "Уже подписали: 8 733")), "moved/redirect")
	s.Dead("tariff-of-the-builder-ran-out", html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Сайт отключён</title></head><body><div style="margin:20vh auto;width:480px"><h2>Владелец этого сайта не продлил тариф</h2><p>Все страницы проекта временно сняты с публикации. Если это ваш проект, войдите в личный кабинет конструктора и оплатите подписку.</p></div></body></html>`), "dead/parked", "dead/soft-404", "blocked/forbidden").Everywhere()
	return s
}

package gone

// vestnik is a Bitrix town newspaper in Russian.
func vestnik() *site {
	s := newSite("vestnik-ru", "/news/4402/",
		"В суде представитель предприятия признал, что журнал проб всё это время хранился в лаборатории.",
		"Представленные в суд выписки показывают, что содержание железа превышало норму в 7 раз, марганца — в 4 раза.")
	s.Healthy(s.Inside("Заречный вестник", `<div class="news-list"><p class="news-item"><a href="/news/4410/">Паром остановят на ремонт</a> Переправа закроется на две недели.</p><p class="news-item"><a href="/news/4407/">Ярмарка переедет на набережную</a> Торговые ряды поставят у причала.</p><p class="news-item"><a href="/news/4402/">Суд обязал водоканал раскрыть данные</a></p></div>
`), s.Inside("Страница не найдена — «Заречный вестник»", `<h3>Ошибка 404</h3><p>К сожалению, такой страницы нет. Воспользуйтесь <a href="/search/">поиском</a> или <a href="/map/">картой сайта</a>.</p>
`))

	s.Intact("site-is-closing", html(apply(s.Page, []edit{
		below(`<body class="inner">`, `
<div class="closing" style="background:#900;color:#fff;padding:20px"><h2>Сайт прекращает работу</h2><p>Уважаемые читатели! Редакция закрыта по решению учредителя. С 1 марта сайт больше не обновляется, домен продлеваться не будет. Спасибо, что были с нами 90 лет.</p></div>`),
		sub("Паром остановят на ремонт", "Прощальный номер"),
		sub("2019. Свидетельство", "2019–2022. Свидетельство"),
	}))).Also("*", s.Rest["/"]).Note("The newspaper takes leave of its readers, the article stands; unknown addresses show the home page by now.")
	s.Edit("iron", sub("84 миллиона рублей", "48 миллионов рублей"), sub("Ярмарка переедет на набережную", "Лёд на реке встал"))

	s.Dead("element-not-found", html(s.Inside("Новости — «Заречный вестник»", `<p><font class="errortext">Элемент не найден!</font></p>
`)), "dead/soft-404").Note("The engine's message in the news slot; other addresses get a real 404.")
	lot := html(`<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Домен zarechny-vestnik.example продаётся</title><style>body{font-family:Arial;text-align:center}</style></head>
<body><h1>zarechny-vestnik.example</h1><p>Этот домен выставлен на продажу.</p><p>Стоимость: 49 000 ₽</p><form action="/offer"><input name="email" placeholder="Ваш e-mail"><input name="price" placeholder="Ваша цена"><button>Предложить цену</button></form>
<p>Похожие домены: vestnik-online.example, zarechny.example</p><footer>Магазин доменов © 2023. Безопасная сделка через регистратора.</footer></body></html>
`)
	s.Dead("for-sale-elsewhere", redirect(302, "http://lots.domen-market.example/lot/zarechny-vestnik"), "dead/parked").
		Also("/", redirect(302, "http://lots.domen-market.example/lot/zarechny-vestnik")).
		Also("*", redirect(302, "http://lots.domen-market.example/lot/zarechny-vestnik")).
		Also("//lots.domen-market.example/lot/zarechny-vestnik", lot)

	s.Wall("ddos-guard", with(status(403, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>DDoS-Guard</title><link rel="stylesheet" href="/.well-known/ddos-guard/static/js-challenge/style.css"></head>
<body data-ddg-origin="true"><div class="container"><div class="info"><h1 id="ddg-l10n-title">Проверка браузера перед переходом на сайт {{host}}</h1><p id="ddg-l10n-description">Это займёт не больше нескольких секунд</p></div></div>
<script src="/.well-known/ddos-guard/js-challenge/index.js" defer></script></body></html>
`), "Server", "ddos-guard"), "blocked/bot-wall").Everywhere("/")
	stub := html(`<html><head><meta charset="utf-8"><title>Доступ ограничен</title></head><body style="text-align:center;font-family:sans-serif"><img src="/logo.png" alt="Оператор связи">
<h2>Уважаемый абонент!</h2><p>Доступ к запрашиваемому ресурсу ограничен по решению суда или по иным основаниям, установленным законодательством.</p>
<p>Сайт внесён в Единый реестр доменных имён. Узнать причину можно на <a href="http://eais.rkn.gov.ru/">eais.rkn.gov.ru</a>.</p></body></html>
`)
	s.Wall("provider-stub", redirect(302, "http://blocked.svyaz-provider.example/?id=2074"), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").
		Also("/", redirect(302, "http://blocked.svyaz-provider.example/?id=2074")).
		Also("*", redirect(302, "http://blocked.svyaz-provider.example/?id=2074")).
		Also("//blocked.svyaz-provider.example/*", stub).
		Note("The reader's provider puts its stub before the site by order of a court; the site itself may be well.")
	s.Add("fault", "maintenance", with(status(503, s.Inside("Технические работы — «Заречный вестник»", `<h3>На сайте ведутся технические работы</h3><p>Мы обновляем движок сайта. Зайдите, пожалуйста, через час.</p>
`)), "Retry-After", "3600"), "unreachable/http-5xx").Everywhere("/")
	return s
}

package gone

// fond is a site of a site builder (Tilda), in Russian, with an embedded video.
func fond() *site {
	s := newSite("fond-ru", "/dela/palatki",
		"Огонь появился одновременно в трёх местах, между которыми не менее 25 метров.",
		"Ни в одной из палаток, осмотренных первыми, газового оборудования не было.")
	home := s.Inside("Правозащитный центр «Мост»", `<div id="rec110940" class="r t-rec"><h1 class="t-title">Помогаем тем, кому не ответили</h1><div class="t-text">Правозащитный центр «Мост» ведёт дела рабочих, жильцов и заключённых. За десять лет мы выиграли 61 дело.</div></div>
<div id="rec110941" class="r t-rec"><div class="t-card"><a href="/dela">Дела</a></div><div class="t-card"><a href="/doklady">Доклады</a></div><div class="t-card"><a href="/pomoch">Стать волонтёром</a></div></div>
`)
	s.Healthy(home, s.Inside("404", `<div class="r t-rec"><div class="t-container"><h1 class="t-title">404</h1><div class="t-descr">Такой страницы не существует</div><a class="t-btn" href="/">На главную</a></div></div>
`))

	s.Intact("video-unavailable", html(apply(s.Page, []edit{
		sub(`<div class="t-video__frame" data-src="https://video.example/embed/x9Qa0"></div>`, `<div class="t-video__frame t-video__error"><b>Видео недоступно</b><br />Этот ролик удалён пользователем или доступ к нему ограничен в вашей стране.</div>`),
		sub("tilda-grid-3.0", "tilda-grid-3.2"), sub(`<div class="t345">©`, `<div class="t345">© 2014–2023`),
	}))).Note("Only the video is gone, the text about the case is whole.")

	s.Dead("tariff-expired", html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Tilda</title><style>.box{max-width:560px;margin:120px auto;font-family:Arial}</style></head><body><div class="box"><h1>Сайт отключён</h1><p>Срок действия тарифа истёк. Если вы владелец этого сайта, оплатите тариф в личном кабинете, и сайт заработает в течение нескольких минут.</p><a href="https://tilda.cc/">Создать сайт на Tilda</a></div></body></html>
`), "dead/parked", "dead/soft-404").Everywhere("/")
	s.Dead("to-home", redirect(302, "/"), "dead/redirected-home").Also("*", redirect(302, "/")).
		Note("The rebuilt site sends every unknown address to its home page.")
	s.Dead("casino", html(`<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Мост Casino — официальный сайт, рабочее зеркало, вход</title><meta name="description" content="Играйте в лучшие слоты, бонус 200% на первый депозит"></head>
<body><header><a href="/">MOST CASINO</a><a href="/go">Вход</a><a href="/go">Регистрация</a></header><h1>Мост Casino: игровые автоматы на деньги</h1><p>Наш клуб работает круглосуточно и предлагает более 3000 слотов от ведущих провайдеров. Новичков ждут приветственный бонус и 150 фриспинов без отыгрыша.</p>
<h2>Рабочее зеркало на сегодня</h2><p>Если доступ к сайту ограничен, воспользуйтесь зеркалом: на нём сохраняются баланс, история ставок и все турниры. Актуальный адрес присылает служба поддержки.</p><h2>Как вывести выигрыш</h2><p>Минимальная сумма вывода — 500 рублей, деньги приходят на карту за 15 минут.</p>
<table><tr><th>Слот</th><th>Отдача</th></tr><tr><td>Fruit Storm</td><td>96,1%</td></tr><tr><td>Pharaoh Gold</td><td>95,4%</td></tr></table><footer>18+ Играйте ответственно</footer></body></html>
`), "dead/hijacked").Everywhere("/")

	s.Wall("country", html(`<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Мост</title></head><body><main style="max-width:600px;margin:15vh auto"><h1>Сайт недоступен в вашей стране</h1><p>Мы закрыли доступ с адресов некоторых стран, чтобы защитить наших сотрудников. Если вам нужна помощь юриста, напишите нам: most@most.example.</p><p>Ваш адрес: 198.51.100.24, страна: NL</p></main></body></html>
`), "blocked/geo-block").Everywhere("/")
	s.Wall("age-gate", html(`<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Подтвердите возраст</title></head><body><div class="gate"><h1>18+</h1><p>Материалы этого раздела содержат сцены насилия и предназначены для совершеннолетних. Подтвердите, что вам исполнилось 18 лет.</p><form method="post" action="/age"><select name="y"><option>2005<option>2004<option>1990</select><button name="a" value="1">Мне есть 18</button> <button name="a" value="0">Уйти</button></form></div></body></html>
`), "blocked/consent-wall", "blocked/login-wall")
	s.Add("fault", "loop", redirect(302, "/dela/palatki?tlc=1"), "unreachable/redirect-loop").
		Also("/dela/palatki?tlc=1", redirect(302, s.Path)).
		Note("A cookie that is never accepted sends the visitor round and round.")
	return s
}

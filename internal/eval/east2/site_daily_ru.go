package east2

import "strings"

// dailyRU is a business daily that sells subscriptions.
func dailyRU() *site {
	s := open(site{
		Name: "daily-ru", Path: "/rynok-truda/articles/2026/02/19/60218-zarplata",
		From: `<section class="story">`, To: `</section>`,
		Quotes: []string{
			"Половина предприятий из нашего списка погашает долг в первые десять дней после визита инспектора, то есть деньги у них были",
			"запретить должникам участвовать в государственных закупках",
		},
	}, "/", "«Деловой меридиан» — ежедневная деловая газета", dailySection,
		"Статья не найдена | «Деловой меридиан»", `<h1>Ошибка 404</h1><p>Статья не найдена. Воспользуйтесь <a href="/vedomost">архивом номеров</a>.</p>`)

	s.Noise("subscription-offer-in-the-middle",
		above("<h3>Почему не помогает прокурор</h3>", `<div class="cta"><b>Читайте «Меридиан» без ограничений</b><p>Первый месяц — 490 тенге, далее 1 990 тенге. Отменить можно в любой момент.</p><a href="/subscribe?p=mid">Оформить подписку</a></div>
`), sub(`"access":"free"`, `"access":"metered"`),
		above("<footer>", `<div class="meter">Вы прочитали 2 из 3 бесплатных статей в этом месяце. <a href="/login">Войдите</a>, чтобы читать дальше</div>
`)).Note("A meter's notice; the story is all there.")
	s.Noise("new-issue-masthead-and-no-comments",
		sub("20 февраля 2026, пятница. Выпуск № 31 (4218)", "24 марта 2026, вторник. Выпуск № 52 (4239)"),
		sub("USD 476,80 ▲ EUR 515,11 ▼ BRENT 71,20", "USD 482,05 ▼ EUR 526,64 ▲ BRENT 68,94 ▼"),
		sub(`<li><a href="/a/60190">Банки пересмотрели ставки по ипотеке</a></li><li><a href="/a/60201">Зачем заводу второй порт</a></li>`, `<li><a href="/a/60911">Кто купил элеватор</a></li><li><a href="/a/60904">Дефицит бюджета и его тень</a></li><li><a href="/a/60899">Зерно уходит на восток</a></li>`),
		sub("<footer>", `<div id="comm"><p>Комментирование закрыто, так как с момента публикации прошло более 30 дней</p></div><footer>`))
	s.Noise("byline-card-and-audio",
		sub(`<p class="by">Ольга Рябинина &nbsp; 19 февраля 2026, 00:15</p>`, `<div class="by2"><img src="/av/118.jpg" alt=""><div>Рябинина О.<br>обозреватель отдела «Рынок труда»</div><div>19.02.26</div><button>Слушать 4:12</button><button>Аа</button></div>`),
		sub(`<p class="kick">Рынок труда</p>`, `<ul class="bc"><li>Главная</li><li>Рынок труда</li><li>Зарплаты</li></ul>`),
		below("за счёт взносов работодателей.</li>\n</ol>", `
<p class="ttl-rel">Ещё по теме</p><p class="rel-i"><a href="/a/59904">Что изменит новый Трудовой кодекс: семь поправок, о которых спорят</a></p>`))
	s.Noise("table-turned-into-cards", within(`<table class="tb">`, "</table>", letterless(
		"<caption>", "<caption class=\"c\"><b>", "</caption>", "</b></caption><tbody>", "<tr><th>", `<tr class="hd"><th scope="col">`, "<tr><td>", `<tr><th scope="row">`, "</td><td>8", `</th><td class="n">8`, "</td><td>5", `</th><td class="n">5`, "</td><td>32", `</th><td class="n">32`, "</td><td>40", `</th><td class="n">40`)),
		sub("</table>", `</table><p class="src"><button>Скачать график</button> <button>Встроить</button></p>`), letters("млрд тенге", "млрд\u00a0тенге", "%", "\u202f%"), sub("9 870", "9\u202f870"))

	s.Noise("printed-twice-for-two-screens", func(p string) string {
		txt := `<div class="txt">` + part(p, `<div class="txt">`, `</section>`)
		return apply(p, []edit{sub(txt, `<div class="only-l">`+txt+`</div><div class="only-s" style="display:none">`+strings.ReplaceAll(txt, ` id="n1"`, "")+"</div>"), sub("Выпуск № 31 (4218)", "Выпуск № 40 (4227)"), sub("USD 476,80 ▲", "USD 479,33 ▼")})
	}).Note("The story comes twice in the markup, once for each width of screen.")

	s.Edit("table-cell", sub("<td>327</td><td>389</td>", "<td>327</td><td>319</td>"))
	s.Edit("growth-became-fall", sub("За квартал она выросла на 12,4%", "За квартал она снизилась на 12,4%"))
	s.Edit("footnote-year", sub("признанные банкротами до 2025 года", "признанные банкротами после 2025 года"),
		sub("USD 476,80", "USD 480,11"))
	s.Lost("reworded", s.Quotes[0], sub("Половина предприятий из нашего списка погашает долг в первые десять дней после визита инспектора, то есть деньги у них были", "Многие предприятия рассчитываются с людьми вскоре после проверки, стало быть, средства находились")).
		Note("The official is now quoted in other words, without the half and the ten days.")
	s.Kept("list-becomes-dashes", s.Quotes[1], sub("<ol>\n<li>ввести", "<p>— ввести"), sub("просрочки;</li>\n<li>запретить", "просрочки;<br>— запретить"),
		sub("закупках;</li>\n<li>создать", "закупках;<br>— создать"), sub("работодателей.</li>\n</ol>", "работодателей.</p>")).States("verbatim")

	s.Moved("new-address-scheme", 301, "/ru/story/60218", "/ru/story/60218",
		s.Edited(sub("/rynok-truda/articles/2026/02/19/60218-zarplata", "/ru/story/60218"), sub("USD 476,80", "USD 483,30")), "moved/redirect")
	s.Dead("sent-to-its-section", redirect(302, "/rynok-truda"), "dead/redirected-home", "dead/soft-404").
		Also("/rynok-truda", s.Answer(s.Inside("Рынок труда | «Деловой меридиан»", dailySection))).
		Elsewhere(redirect(302, "/rynok-truda")).Note("Withdrawn stories lead to the list of newer ones.")
	s.Dead("gone-for-good", s.Status(410, s.Inside("Материал удалён | «Деловой меридиан»", `<h1>Материал удалён</h1><p>Статья удалена из архива по требованию правообладателя.</p>`)), "dead/http-410")
	s.Wall("lede-and-a-paywall", s.Edited(span(`<div class="txt">`, "банкротами до 2025 года.</p>\n</div>", `<div class="txt"><p>Просроченная задолженность по заработной плате на 1 января составила 2,3 млрд тенге, следует из сводки Комитета…</p><div class="lock"><h3>Материал доступен по подписке</h3><p>Осталось прочитать 87% текста. Уже подписаны? <a href="/login">Войдите в личный кабинет</a>.</p><form action="/pay"><label><input type="radio" name="p" checked>Месяц — 1 990 ₸</label><label><input type="radio" name="p">Год — 17 900 ₸</label><button>Открыть статью</button></form></div></div>`),
		sub(`"access":"free"`, `"access":"closed"`)), "blocked/login-wall").
		Note("Nothing was taken back; the rest is behind the till.")
	s.Wall("payment-required", s.Status(402, `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>«Деловой меридиан»</title></head><body><h2>Лимит бесплатных материалов исчерпан</h2><p>Чтобы продолжить чтение, оформите доступ. Корпоративным читателям: обратитесь к администратору вашей организации.</p><a href="/pay">Тарифы</a> <a href="/login">У меня есть доступ</a></body></html>`), "blocked/login-wall", "blocked/forbidden")
	return s
}

const dailySection = `
<h1>Рынок труда</h1>
<ul class="lst"><li><a href="/a/60950">Вакансий для инженеров стало больше, чем инженеров</a> <i>23 марта</i></li>
<li><a href="/a/60931">Удалёнка по-новому: кто платит за интернет</a> <i>21 марта</i></li>
<li><a href="/a/60925">Сезонных рабочих ищут за рубежом</a> <i>20 марта</i></li>
<li><a href="/a/60911">Курьеры просят признать их работниками</a> <i>18 марта</i></li>
<li><a href="/a/60902">Пенсионный возраст: старый спор</a> <i>17 марта</i></li></ul><p><a href="?page=2">Дальше</a></p>
`

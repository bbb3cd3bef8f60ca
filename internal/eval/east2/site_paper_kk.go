package east2

import "archiver/internal/eval/set"

// paperKK is a district newspaper in Kazakh.
func paperKK() *site {
	s := open(site{
		Name: "paper-kk", Path: "/2026/01/kysky-zhylu/",
		From: `<div class="td-ss-main">`, To: `</div>
<div class="td-sidebar">`,
		Quotes: []string{
			"Кәсіпорын бізге қайта есептеу жасаудан бас тартқан жоқ, бірақ ақшаны қашан қайтаратынын ешкім айтпайды",
			"тұрғындарға жылу өшетіні туралы алдын ала хабарланбаған",
		},
	}, "/", "«Өлке тынысы» газеті", paperHome,
		"Парақ табылмады – «Өлке тынысы» газеті", `<h1>Қап!</h1><p>Іздегеніңіз табылмады. Іздеу жолын қолданып көріңіз.</p>`)

	s.Noise("new-number-archive-and-emoji-counters", sub("Сенбі, 17 қаңтар, 2026", "Жұма, 20 ақпан, 2026. 3 рамазан 1447 ж."), sub("👁 655 | 💬 0", "👁 2.1K | 💬 3 | ⏱ 2 мин"),
		sub(`<a href="/2026/01/">Қаңтар 2026</a>`, `<a href="/2026/02/">Ақпан 2026</a><a href="/2026/01/">Қаңтар 2026</a>`), sub("№ 3 (9214)", "№ 8 (9219)"),
		below(`<div class="td-tags">Тегтер: жылу, Шыңдала, прокуратура</div>`, `<h3>3 пікір</h3><ol><li>Оқырман: Қашан жөнделеді?</li><li>Шыңдалалық: Қазір де суық, өтірік жазбаңдар!</li><li>Admin: Хабарласыңыз</li></ol>`))
	s.Noise("drop-cap-and-boxes-in-the-text", sub("<p>Қаңтардың басында", `<p><span class="dropcap">Қ</span>аңтардың басында`),
		sub("соңғы күрделі жөндеу 1998 жылы жүргізілген.</p>", `соңғы күрделі жөндеу 1998 жылы жүргізілген.</p>
<div class="jp"><h4>Осы айдарда</h4><p>Мал қыстату: жем-шөп жете ме?</p><p>Ұстаз еңбегі еленді: ауданға мақтау қағазы келді</p></div>`), sub("Автор: Бауыржан Кәрімов | 16.01.2026", "Бауыржан КӘРІМОВ, «Өлке тынысы»"),
		above(`<div class="td-footer">`, `<div class="wa">WhatsApp арнамызға жазылыңыз!</div>`))
	s.Noise("redesign-with-new-name-plate", func(p string) string {
		b := apply(part(p, s.From, s.To), []edit{
			span(`<div class="td-meta">`, `</div>`, ``), span(`<div class="td-tags">`, `</div>`, ``), sub(`<h1 class="entry-title">`, `<h1>`),
			letterless("<p>", `<div class="e-p">`, "</p>", "</div>", `<figure class="wp-caption">`, `<div class="e-img">`, "<figcaption>", "<small>", "</figcaption></figure>", "</small></div>"), softHyphens,
		})
		return `<!DOCTYPE html><html lang="kk"><head><meta charset="UTF-8"><title>Қысқы жылу: мыңнан астам үй суықта қалды | olke-tynysy</title></head><body><div class="elementor"><div class="e-con">
<div>ӨЛКЕ ТЫНЫСЫ · аймақтық портал</div><div><a>Саясат</a><a>Экономика</a><a>Спорт</a><a>Видео</a><a>Qazaqsha</a><a>Қазақша</a><a>توتە جازۋ</a></div></div>
<div class="e-con">Басты бет › Қоғам › Қысқы жылу</div><div class="e-con"><div>Бауыржан Кәрімов</div><div>1 ай бұрын</div>` + b + `</div>
<div class="e-con"><h3>Көп оқылғандар</h3><p>Айтыс: жүлде кімге бұйырды</p><p>Жаңа көпірдің құны</p><p>Аудан әкімі есеп берді</p></div>
<div class="e-con">Жарнама бөлімі · Құпиялылық саясаты · Оқырман хаты · Сайтты әзірлеген студия</div></div></body></html>`
	})
	s.Noise("latin-menu-share-buttons-and-subscription-drive", sub(`>Қоғам</a>`, `>Qoǵam</a>`), sub(`>Руханият</a>`, `>Rýhanıat</a>`), sub("Ауыл тынысы</a>", "Aýyl tynysy</a>"),
		above(`<div class="td-tags">`, `<div class="drv"><b>Құрметті оқырман!</b> Газетке 2026 жылдың екінші жартыжылдығына жазылу басталды. Жарты жылдық баға – 4 200 теңге, зейнеткерлерге – 3 600 теңге.</div>
`), sub("👁 655 | 💬 0", "Facebook 14 Twitter 0 Telegram 31"), sub("Таралымы 2 350 дана", "Таралымы 2 120 дана"))

	s.Edit("emergency-declared-after-all", sub("төтенше жағдай жарияламады, бірақ", "төтенше жағдай жариялады,"))
	s.Edit("caption-all-stoves-run", sub("бес пештің екеуі ғана жұмыс істеп тұр", "бес пештің бәрі жұмыс істеп тұр"), sub("👁 655", "👁 901"))
	s.Lost("not-removed-from-a-participle", s.Quotes[1], sub("алдын ала хабарланбаған", "алдын ала хабарланған"))

	fr := set.Answer{Status: 302, Location: "/"}
	s.Dead("every-old-post-goes-home", fr, "dead/redirected-home", "dead/soft-404").Elsewhere(fr)
	s.Dead("slots-in-the-old-frame", html(`<!DOCTYPE html><html lang="kk-KZ"><head><meta charset="UTF-8"><title>Онлайн казино 2026 — бонус 500% жаңа ойыншыларға | olke</title></head><body><h1>Қазақстандағы үздік слоттар рейтингі</h1><p>Тіркеліңіз де, 250 тегін айналым алыңыз! Ақша шығару 5 минутта, Kaspi арқылы.</p><p>Лучшие слоты с отдачей 97%: Book of Gold, Sweet Fruits, Aviator. Зеркало работает круглосуточно, промокод STEPPE.</p><ul><li>1xSlot — бонус 150 000 ₸</li><li>PinLine — фриспиндер</li><li>OlympGame — кэшбэк 20%</li></ul><p><a href="//go.example/r?s=olke">Ойнау</a></p></body></html>`), "dead/hijacked", "dead/parked", "changed/replaced").Everywhere()
	s.Dead("name-expired-at-registrar", html(`<html><head><title>{{host}}</title><meta charset="utf-8"></head><body bgcolor="#eef"><h2>Делегирование домена {{host}} прекращено</h2><p>Регистрация не была продлена владельцем. До удаления осталось 21 день.</p><p>Вы администратор? <a href="//reg.example/renew">Продлите домен</a>. Хотите такой же? <a href="//reg.example/backorder">Закажите перехват</a>.</p></body></html>`), "dead/parked").Everywhere()
	return s
}

const paperHome = `
<h1>Жаңа нөмірде</h1>
<p><a href="/2026/02/mal-kystatu/">Мал қыстату: жем-шөп жете ме?</a></p>
<p><a href="/2026/02/ustaz/">Ұстаз еңбегі еленді</a></p>
<p><a href="/2026/02/aitys/">Айтыс: жүлде кімге бұйырды</a></p>
<p><a href="/2026/02/kopir/">Жаңа көпірдің құны</a></p>
`

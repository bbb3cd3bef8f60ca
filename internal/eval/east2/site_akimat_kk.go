package east2

// akimatKK is a regional government's portal in Kazakh.
func akimatKK() *site {
	s := open(site{
		Name: "akimat-kk", Path: "/kk/press/news/details/48213?lang=kk",
		From: `id="mainblock">`, To: `</div>
<div class="col-4">`,
		Quotes: []string{
			"Мүгедектігі бар адамдардың кезегі бөлек жүргізіледі және олардың құжаттары қайта тексерілмейді",
			"Ол өтініші негізсіз қайтарылған азаматтарға бір ай ішінде жазбаша жауап берілетінін айтты.",
		},
	}, "/", "Ақөзен облысының әкімдігі", `<h2>Жаңалықтар</h2><p><a href="/kk/press/news/details/48230?lang=kk">Қар тазалау техникасы түнде де жұмыс істейді</a></p><p><a href="/kk/press/news/details/48226?lang=kk">Облыста тұқым қоры дайындалды</a></p><p>Хабарландыру: азаматтарды қабылдау кестесі</p>`,
		"Қате 404 - Ақөзен облысының әкімдігі", `<h2>Қате 404</h2><p>Кешіріңіз, мұндай парақ жоқ.</p>`)

	s.Noise("prayer-times-weather-and-counter", sub("Қаралды: 412", "Қаралды: 3 977"),
		sub("Таң 06:12 Бесін 13:20 Екінті 17:01 Ақшам 18:44 Құптан 20:10", "Таң 05:24 Бесін 13:16 Екінті 17:38 Ақшам 19:29 Құптан 20:50"), sub("−14°, қар", "+3°, тұман"),
		sub("Қар тазалау техникасы түнде де жұмыс істейді</a>", "Наурызнама аясында жәрмеңке өтеді</a>"), sub("Облыста тұқым қоры дайындалды</a>", "Су тасқынына дайындық: штаб отырысы</a>"))
	s.Noise("state-banners-and-accessibility-panel",
		below("<body>", `<div class="acc">Қаріп өлшемі: A A A Түсі: Ц Ц Ц Суреттер: Қосу Өшіру Дыбыстау <a href="#">Қалыпты нұсқа</a></div><div class="mourn">Сайт тестілік режимде жұмыс істеп тұр. Ескі нұсқасына <a href="//old.example/">өту</a></div>`),
		above(`<div class="sh">`, `<div class="slides"><img src="/m/1.jpg" alt="1"><img src="/m/2.jpg" alt="2"><a>Алдыңғы</a><a>Келесі</a></div><div class="mark">Қате таптыңыз ба? Оны белгілеп, Ctrl+Enter басыңыз</div>`),
		sub("05.02.2026 16:20 | Қаралды: 412", "2026 жылғы 5 ақпан, бейсенбі"))
	s.Noise("portal-on-the-national-platform", func(p string) string {
		b := apply(part(p, s.From, s.To), []edit{
			sub("<h2>", `<h1 class="title">`), sub("</h2>", "</h1>"), drop(`<div class="meta">05.02.2026 16:20 | Қаралды: 412</div>`),
			letterless(`<table border="1"`, `<div class="scroll"><table class="table"`, "</table>", "</table></div>", "<p>", `<p style="text-align:justify"><span style="font-family:Arial">`, "</p>", "</span></p>", "<li>", "<li><p>", "</li>", "</p></li>"),
			span(`<div class="sh">`, `</div>`, ``),
		})
		return `<!doctype html><html lang="kk" data-n-head="x"><head><title>Тұрғын үй кезегі бойынша қоғамдық тыңдау өтті</title><meta charset="utf-8"></head><body><div id="__nuxt"><div class="app">
<header><span>Қазақстан Республикасының мемлекеттік органдарының бірыңғай платформасы</span><button>Кабинетке кіру</button><button>Мемлекеттік органдар</button></header>
<aside><ul><li>Жобалар</li><li>Құжаттар</li><li>Іс-шаралар</li><li>Ашық бюджет</li><li>Сыбайлас жемқорлыққа қарсы іс-қимыл</li><li>Бос лауазымдар</li></ul></aside>
<main><time>05 ақпан 2026</time>` + b + `<div>Пікіріңіз маңызды: <button>Пайдалы</button><button>Пайдасыз</button></div></main>
<footer>Деректерді өңдеу саясаты · Қолдау қызметі 1414 · Жиі қойылатын сұрақтар</footer></div></div></body></html>`
	})
	s.Noise("lookalike-letters-and-dashes", letters("ә", "ə", "–", "—", "«", "“", "»", "”", "14 382", "14\u00a0382"), sub("ҚАЗ</a>", "QAZ</a>")).
		Note("A clerk's keyboard types the Latin schwa.")

	s.Noise("residents-ask-below-the-news", above(`<div class="sh">`, `<div class="qa"><b>Сұрақ-жауап</b><p>Қуаныш: Менің кезегім 9 120 еді, неге 9 480 болды? Жауап: Сұрағыңыз басқармаға жолданды.</p><p>Роза: Тізім қашан шығады? Жауап: Өтінішіңіз 10 жұмыс күнінде қаралады.</p></div>
`), sub("Қаралды: 412", "Оқылды: 2 050 | Басып шығару | PDF"), sub(`<li><a href="/kk/contacts">Байланыс</a></li>`, `<li><a href="/kk/contacts">Байланыс</a></li><li><a href="/kk/flood">Су тасқыны – 2026</a></li><li><a href="/kk/census">Ауыл шаруашылығы санағы</a></li>`), sub("05.02.2026 16:20", "16:20, 05 ақп."))

	s.Edit("suffix-negation-outside-quotes", sub("оны сотқа шағымдана алады", "оны сотқа шағымдана алмайды"), sub("Қаралды: 412", "Қаралды: 801"))
	s.Edit("until-became-after", sub("мерзімі 1 шілдеге дейін белгіленді", "мерзімі 1 шілдеден кейін белгіленді"))

	s.Dead("archived-or-deleted-says-the-portal", s.Answer(s.Inside("Ақөзен облысының әкімдігі", `<div class="meta">&nbsp;</div><div class="rte"><p>Сіз сұратқан материал жаңалықтар таспасынан алынып тасталған. Басқа жаңалықтармен <a href="/kk/press">баспасөз орталығы</a> бөлімінде таныса аласыз.</p></div>`)), "dead/soft-404")
	s.Dead("frame-without-a-story", s.Answer(s.Inside(" - Ақөзен облысының әкімдігі", `<h2></h2>
<div class="meta"> | Қаралды: 0</div>
<div class="rte"></div>
<div class="sh">Бөлісу: <a href="#">fb</a> <a href="#">vk</a> <a href="#">tg</a></div>`)), "dead/empty", "dead/soft-404").Note("The template of a news item whose record is gone: no title, no text.").
		Elsewhere(s.Answer(s.Inside(" - Ақөзен облысының әкімдігі", `<h2></h2>
<div class="meta"> | Қаралды: 0</div>
<div class="rte"></div>
<div class="sh">Бөлісу: <a href="#">fb</a> <a href="#">vk</a> <a href="#">tg</a></div>`)))
	s.Wall("inside-the-country-only", status(403, `<html lang="kk"><head><meta charset="utf-8"><title>Қолжетімділік шектелген</title></head><body><h3>Ресурс тек Қазақстан аумағынан қолжетімді</h3><p>Сіздің IP-мекенжайыңыз шетелдік желіге тиесілі. Ресурс доступен только с территории Республики Казахстан.</p><p>ID: 5530871</p></body></html>`), "blocked/geo-block", "blocked/forbidden").Everywhere()
	upkeep := status(503, `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Технические работы</title></head><body><img src="/static/eltanba.svg" alt=""><h1>Ведутся технические работы</h1><h1>Техникалық жұмыстар жүргізілуде</h1><p>Приносим извинения за временные неудобства. Портал возобновит работу 16 марта в 09:00.</p></body></html>`)
	s.Fault("works-under-way", upkeep, "unreachable/http-5xx")
	return s
}

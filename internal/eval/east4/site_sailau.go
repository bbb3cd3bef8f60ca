package east4

import "archiver/internal/eval/kit"

// sailau is an election commission's protocol on Joomla.
func sailau() *site {
	const voided = "№ 118 учаскедегі дауыс беру нәтижесі жарамсыз деп танылды, өйткені байқаушылар санақ залынан негізсіз шығарылған"
	s := kit.Open(files, "sailau-kk.html", site{Name: "sailau-kk", Path: "/kk/hattamalar/214-sailau-2021", Keep: "<base",
		From: "<!-- a -->\n", To: "<!-- /a -->", Quotes: []string{voided, "Комиссияға 46 шағым түсті"}})
	s.Healthy(s.Inside("Облыстық сайлау комиссиясы", "<h2>Қош келдіңіз!</h2><p>Комиссияның ресми сайты. Жұмыс уақыты: дүйсенбі–жұма, 9:00–18:30.</p>\n"),
		s.Inside("404", "<h2>404 - Материал табылмады</h2><p>Сіз қарағыңыз келген материал жойылған немесе басқа жерге көшірілген болуы мүмкін.</p>\n"))
	s.Rest["/kk/hattamalar"] = s.Answer(s.Inside("Хаттамалар", "<h2>Хаттамалар</h2><ul><li><a href=\"/kk/hattamalar/214-sailau-2021\">2021 жылғы 10 қаңтар</a></li></ul>\n"))

	s.Noise("joomla-four", sub(`<table class="table table-striped">`, `<div class="table-responsive"><table class="table table-sm align-middle">`), sub("</tbody></table>", "</tbody></table></div>"),
		span(`<dl class="article-info">`, "</dl>", `<dl class="article-info text-muted"><dt class="article-info-term">Толық ақпарат</dt><dd><span class="icon-calendar"></span> Жарияланды: 13 қаңтар 2021</dd><dd>Қаралым: 8 240</dd></dl>`),
		sub("/media/jui/js/jquery.min.js?9aa", "/media/vendor/jquery/js/jquery.min.js?3.7.1"), sub("Сайлау күніне дейін: 0 күн", "Сайлау күніне дейін: 118 күн"))
	s.Noise("groups-by-nbsp-dashes", rewrite(`(\d+) (\d{3})</td>`, "$1\u00a0$2</td>"), letters(" — ", " – "), sub("<strong>Барлығы</strong>", "<b>Барлығы</b>"),
		above(`<div class="moduletable">`, "<ul class=\"lang-inline\"><li>Қаз</li><li><a href=\"/ru/\">Рус</a></li></ul>\n"))
	s.Noise("prayer-times-and-rating", sub(`<h2 itemprop="headline">`, `<div class="icons"><a>Басып шығару</a> <a>Эл. пошта</a> <span class="rating">Бағалау: 4 / 5 (12 дауыс)</span></div><h2 itemprop="headline">`),
		span("<aside>", "</aside>", "<aside><h3>Намаз уақыты</h3><p>Таң 05:41 · Күн 07:10 · Бесін 12:32 · Екінті 16:20 · Ақшам 18:44 · Құптан 20:09</p><h3>Ауа райы</h3><p>+14 °C, ашық</p><h3>Телефондар</h3><ul><li>Call-орталық: 1431</li><li>Қабылдау бөлмесі: 50-11-02</li></ul></aside>"))
	s.Noise("rows-numbered-and-new-menu", sub("<tr><th>Аудан, қала</th>", "<tr><th>№</th><th>Аудан, қала</th>"), rewrite(`<tr><td>`, `<tr><td class="n"></td><td>`),
		sub("Байқаушыларға</a></li>", "Байқаушыларға</a></li><li><a href=\"/kk/referendum\">Референдум</a></li><li><a href=\"/kk/ashyq-derekter\">Ашық деректер</a></li>"))
	s.Edit("cell-and-total", sub("<td>27 415</td>", "<td>29 415</td>"), sub("<td>71 572</td>", "<td>73 572</td>"))
	s.Lost("complaints-out", voided, drop("<p>"+voided+".</p>\n")).
		Resting(voided, "Комиссияға 46 шағым түсті").States("gone").QuoteStates[1] = []string{"verbatim"}
	s.Replaced("next-election", s.Answer(s.Inside("2023 жылғы 19 наурыздағы сайлау", lines(`<h2 itemprop="headline">2023 жылғы 19 наурыздағы кезектен тыс сайлау туралы хабарлама</h2>`, `<dl class="article-info"><dt>Толығырақ</dt><dd>Жарияланды: 2 наурыз 2023</dd></dl>`,
		"<p>Құрметті сайлаушылар! Дауыс беру учаскелері таңғы 7-ден кешкі 20-ға дейін жұмыс істейді. Жеке куәлігіңізді ұмытпаңыз.</p>",
		"<p>Тізімде бар-жоғыңызды call-орталық арқылы немесе учаскеде тексере аласыз. Денсаулығына байланысты келе алмайтындар үйде дауыс беруге өтініш жазады.</p>",
		"<p>Бір мандатты округтерде 9 кандидат тіркелді. Үгіт науқаны 17 наурыз түн ортасында аяқталады, одан кейінгі күн тыныштық күні болып саналады.</p>"))))
	s.Dead("section-list", redirect(301, "/kk/hattamalar"), "dead/soft-404", "dead/redirected-home").
		Also("/kk/hattamalar", s.Answer(s.Inside("Хаттамалар", "<h2>Хаттамалар</h2><ul><li><a href=\"/kk/hattamalar/377\">2024 жылғы референдум</a></li><li><a href=\"/kk/hattamalar/351\">2023 жылғы 19 наурыз</a></li><li><a href=\"/kk/hattamalar/340\">2022 жылғы 20 қараша</a></li></ul>\n")))
	s.Dead("joomla-404", s.Status(404, s.Inside("404", "<h2>404 - Материал табылмады</h2><p>Сіз қарағыңыз келген материал жойылған немесе басқа жерге көшірілген болуы мүмкін.</p>\n")), "dead/http-404")
	return s
}

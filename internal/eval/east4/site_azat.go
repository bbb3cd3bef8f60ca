package east4

import "archiver/internal/eval/kit"

// azat is a broadcaster's Kazakh service, which is read through mirrors.
func azat() *site {
	const crime = "Қызметкерлер жалақыны екі ай күтті, одан кейін ғана жұмысты тоқтатты. Бұл — қылмыс емес"
	s := kit.Open(files, "azat-kk.html", site{Name: "azat-kk", Path: "/a/munaishylar-isi-sot/30951817.html",
		From: "<!-- text -->\n", To: "<!-- /text -->", Quotes: []string{crime, "Анықтамада ереуілге 312 адам қатысқаны және өндіріс тоқтамағаны жазылған"}})
	s.Healthy(s.Inside("Басты бет", "<h1>Бүгін</h1><ul><li>Ақтауда дәрігерлер наразылыққа шықты</li><li>Су тасқыны: екі ауыл көшірілді</li><li>Видео: апталық шолу</li></ul>\n"),
		s.Inside("Бет табылмады", "<h1>Мұндай бет жоқ</h1><p>Сіз іздеген бет жойылған немесе мекенжайы өзгерген. Іздеу жүйесін пайдаланып көріңіз.</p>\n"))

	player := "<div class=\"c-mmp\"><div class=\"c-mmp__overlay\"><span>Embed</span> <span>Бөлісу</span></div><p>Кодты жүктеп алу</p><p>The code has been copied to your clipboard.</p><p>0:00 0:03:41 0:00</p><a>Тікелей сілтеме</a> <a>240p | 6,4МБ</a> <a>360p | 9,8МБ</a> <a>720p | 31,2МБ</a></div>\n"
	s.Noise("player-and-mirror-hint", above("<h2>Қорғаушы тараптың уәжі</h2>", player),
		above(`<h1 class="title`, "<div class=\"banner-mirror\">Сайт ашылмай жатса, <a>айна сайтты</a> немесе VPN қолданыңыз. Азаттықты Telegram мен YouTube-тан оқыңыз.</div>\n"),
		sub("30951817.html\">", "30951817.html\">\n<meta name=\"twitter:card\" content=\"summary_large_image\">"))
	s.Noise("read-also-and-new-names", above("<p>Халықаралық еңбек ұйымы", "<div class=\"wsw__embed wsw__embed--small\"><div class=\"media-block\"><h4>ТАҒЫ ОҚЫҢЫЗ:</h4><a href=\"/a/900.html\">Жаңаөзенде жұмыссыздар әкімдік алдына жиналды</a></div></div>\n"),
		between("Тағы оқыңыз</h2>", "</div>\n</div></div>", "<ul><li><a href=\"/a/77.html\">Сайлау комиссиясы тізімді жариялады</a></li></ul><h2>Ең көп оқылғаны</h2><ol><li>Теңге бағамы</li><li>Пікір: көше неге үнсіз</li></ol>"),
		sub("<h2>Қорғаушы тараптың уәжі</h2>", "<h3 class=\"wsw__h3\">Қорғаушы тараптың уәжі</h3>"),
		sub("17 қараша, 2020</time>", "Қараша 17, 2020</time> <span>Жаңартылған уақыты 18:05</span>"))
	// The Latin switch puts a menu, not the article, into the other script.
	s.Noise("latin-switch-in-menu", between(`<nav id="nav">`, "</nav>", "<a href=\"/z/330\">Jańalyqtar</a><a href=\"/z/341\">Saıasat</a><a href=\"/z/348\">Adam quqyqtary</a><b>Кирилл</b> | <a href=\"/lat/a/30951817.html\">Latyn</a> | <a>توتە</a>"),
		sub("Барлық құқықтары қорғалған", "Barlyq quqyqtary qorǵalǵan"))
	s.Noise("video-not-in-your-country", above("<h2>Қорғаушы тараптың уәжі</h2>", "<div class=\"media-holder\"><div class=\"c-sticky-element\"><p>Бұл видео сіздің еліңізде қолжетімсіз. Контент бұғатталған немесе плеер қате берді.</p><a>Қайта жүктеу</a></div></div>\n"),
		sub("<footer>", "<div class=\"follow\"><h4>Бізге жазылыңыз</h4><a>Telegram</a> <a>YouTube</a></div><footer>")).Note("only the video in it is blocked")
	s.Edit("caption-town", sub("Жаңаөзен, 17 қараша 2020 жыл.", "Ақтау, 17 қараша 2020 жыл."))
	s.Lost("number-in-the-quote", "Анықтамада ереуілге 312 адам қатысқаны және өндіріс тоқтамағаны жазылған", sub("312 адам", "231 адам"))
	s.Moved("to-https-mirror", 301, "http://azat2.example/a/30951817.html", "//azat2.example/a/30951817.html", s.Edited(
		sub("http://{{host}}/a/munaishylar-isi-sot/30951817.html", "http://azat2.example/a/30951817.html")), "moved/redirect")
	s.Wall("browser-check", with(status(403, lines(`<!DOCTYPE html><html lang="kk"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head>`,
		`<body><div class="main-wrapper"><div class="main-content"><h1>{{host}}</h1><p id="challenge-running">Сайтқа қосылымыңыздың қауіпсіздігі тексерілуде. Бұған бірнеше секунд кетуі мүмкін.</p><div id="challenge-spinner"></div>`,
		`<noscript>Жалғастыру үшін JavaScript пен cookie файлдарын қосыңыз</noscript></div></div><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8a1"></script></body></html>`)), "Server", "cloudflare", "Cf-Mitigated", "challenge"), "blocked/bot-wall").Everywhere("/")
	s.Fault("connection-reset", kit.Fault("reset"), "unreachable/reset")
	return s
}

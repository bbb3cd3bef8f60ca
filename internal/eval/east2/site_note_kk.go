package east2

// noteKK is a university's notice in Kazakh, of some sixty words.
func noteKK() *site {
	s := open(site{
		Name: "note-kk", Path: "/news/view?id=2291",
		From: `<div class="k3">`, To: `</div>
<div class="b">`,
		Quotes: []string{"Грант иегерлері демалыстан кешігіп оралған жағдайда гранттан айырылмайды, бірақ стипендия кешіккен айлары үшін төленбейді."},
	}, "/", "Солтүстік педагогикалық университеті", noteHome,
		"404", `<h3>404</h3><p>Бұл мекенжайда ештеңе жоқ.</p>`)

	s.Noise("bare-counter-and-masthead-date", sub(`<span class="k5">204</span>`, `<span class="k5">1877</span>`), sub("19 наурыз 2026", "22 сәуір 2026, 30-апта, алымы"), below("<body>", `<div>Тұңғыш Президент стипендиясына байқау жарияланды!</div>`))
	s.Noise("menu-longer-than-the-note", sub(`<a href="/canvas">Canvas</a>`, `<a href="/canvas">Canvas</a><a>Оқу процесінің кестесі</a><a>Сессия</a><a>Электив пәндер каталогы</a><a>Ақылы қызметтер прейскуранты</a><a>Жатақхана</a><a>Әскери кафедра</a><a>Кітапхана</a><a>Диссертациялық кеңес</a><a>Этика кодексі</a><a>Омбудсмен</a><a>Сыбайлас жемқорлыққа қарсы комплаенс</a><a>Бос жұмыс орындары</a><a>Мемлекеттік сатып алу</a><a>Түлектер қауымдастығы</a><a>Эндаумент-қор</a><a>Спорт кешені</a><a>Ректор блогы</a><a>Виртуалды тур</a>`),
		sub(`<span>Сенім телефоны</span>`, `<span>Сенім телефоны</span><p>Рейтингтер: QS Asia 601–650, IAAR 7-орын. Серіктестер: 64 шетелдік университет. Лицензия № 0137406</p>`))
	s.Noise("older-news-under-it", above("<div class=\"b\">", `<div class="k9"><h4>Тағы да</h4><p>Студенттік көктем байқауының жеңімпаздары анықталды. Бас жүлдені физика-математика факультетінің командасы иеленді.</p><p>Университетте ашық есік күні өтеді. Талапкерлерге зертханалар мен жатақхана көрсетіледі, кәсіби бағдар тесті тегін.</p><p>Түлектер кездесуіне 1986 жылғы түлектер шақырылады.</p></div>
`), sub(`<span class="k4">18.03.2026</span><span class="k5">204</span>`, `<span class="k4">18 наурыз, сәрсенбі</span>`)).Note("Three other notices, each a third of its length, come after.")
	s.Noise("faces-styles-and-look-alikes", letters("ң", "ң", "і", "i", "№ 58", "№\u00a058"), letterless("<p>", `<p class="MsoNormal" style="text-indent:35.4pt"><span lang="KZ">`, "</p>", "<o:p></o:p></span></p>")).Note("Pasted anew from a word processor, with the Latin i.")

	s.Edit("month-of-the-deadline", sub("Енді өтініш 1 тамызға дейін", "Енді өтініш 1 маусымға дейін"), sub(`k5">204`, `k5">377`))
	s.Lost("grants-are-lost-now", s.Quotes[0], sub("гранттан айырылмайды, бірақ", "гранттан айырылады, сондай-ақ"))

	s.Replaced("next-notice-under-its-number", s.Answer(s.Inside("Жазғы семестрге тіркелу", `
<h3>Жазғы семестрге тіркелу</h3>
<span class="k4">20.04.2026</span><span class="k5">31</span>
<p>Жазғы семестрге тіркелу 4 мамырда басталып, 22 мамырда аяқталады. Бір студент ең көбі үш пән таңдай алады, оқу ақысы шарт бойынша бөлек төленеді.</p>
<p>Тіркелу Platonus жүйесінде жеке кабинет арқылы жүреді. Топқа кемінде он адам жиналмаса, пән ашылмайды, төленген қаражат толық қайтарылады.</p>
`))).Note("The same site, another notice at the same number.")
	s.Wall("single-sign-on", redirect(302, "/sso/auth?back=%2Fnews%2Fview%3Fid%3D2291"), "blocked/login-wall").Also("/sso/auth?back=%2Fnews%2Fview%3Fid%3D2291", html(`<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>Бірыңғай кіру</title></head><body><form method="post"><h2>Корпоративтік аккаунт</h2><p>Бұл бөлім университет қызметкерлері мен студенттеріне арналған.</p><input name="iin" placeholder="ЖСН"><input name="p" type="password" placeholder="Құпиясөз"><button>Кіру</button><a>ЭЦҚ арқылы кіру</a></form></body></html>`))
	return s
}

const noteHome = `
<h3>Көктемгі жәрмеңке</h3><p>25 сәуірде кампуста түлектерге арналған бос орындар жәрмеңкесі өтеді.</p>
<h3>Жеңімпаздар марапатталды</h3><p>Республикалық олимпиадада студенттеріміз екі алтын алды.</p>
<h3>Ректор оқырмандармен кездесті</h3><p>Кітапханада жаңа оқу залы ашылды.</p>
`

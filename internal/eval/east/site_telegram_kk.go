package east

// telegramKK is a channel's post in a messenger's embed shell: ninety words and
// hardly any furniture.
func telegramKK() *site {
	const three = "Біз татуластыру комиссиясына үш рет жүгіндік, жұмыс беруші бірде-бір отырысқа келмеді"
	s := open(site{
		Name: "telegram-kk", Path: "/enbek_habar/2291?embed=1",
		From: "<!--msg-->", To: "<!--/msg-->",
		Quotes: []string{three},
	}, "/", "Тикер: арналар", "Тикер: арналар")
	views := []edit{sub(">4.1K<", ">18.9K<"), sub("Пікірлер: 57", "Пікірлер: 311"), sub("dl?tme=0e51a7c390", "dl?tme=c4b7"), sub("widget-frame.css?66", "widget-frame.css?71")}

	s.Noise("views-and-comment-count", views...)
	s.Noise("dark-theme-reactions-and-link-preview", sub(`<body class="widget_frame_base tgme_widget">`, `<body class="widget_frame_base tgme_widget body_widget_post nodark">`),
		above(`<div class="tgme_widget_message_footer">`, `<div class="tgme_widget_message_reactions"><span>👍 412</span> <span>🔥 96</span> <span>😢 40</span></div>`+"\n"), sub("Sep 30, 2021 at 19:08", "30 қыр. 2021, 19:08"))
	s.Noise("paragraphs-for-line-breaks", all("<br/><br/>", "</p><p>"), sub(`dir="auto"><b>Кеншілердің`, `dir="auto"><p><b>Кеншілердің`), sub("шығарылғандар жоқ.</div>", "шығарылғандар жоқ.</p></div>"), views[0])

	s.Edit("wage-digits-swapped", sub("жалақы 187 мың", "жалақы 178 мың"), sub("at 19:08</time>", "at 19:08</time> edited"))
	s.Edit("joq-becomes-bar", sub("Жұмыстан шығарылғандар жоқ.", "Жұмыстан шығарылғандар бар."), views[0])
	s.Edit("illegal-in-headline-only", sub("<b>Кеншілердің ереуілі заңсыз деп танылды</b>", "<b>Кеншілердің ереуілі заңды деп танылды</b>")).
		Note("The headline was turned; the text below still says the opposite.")

	s.Lost("did-not-come-becomes-came", three, sub("бірде-бір отырысқа келмеді", "бірде-бір отырысқа келді"))

	post := part(s.Page, `<div class="tgme_widget_message_text js-message_text" dir="auto">`, "</div>")
	s.Replaced("post-rewritten", html(apply(s.Page, []edit{sub(post, "<b>Арнада үзіліс</b><br/><br/>Құрметті оқырман, редакция он күнге демалысқа шығады. Осы уақытта сұрақтарыңызды ботқа жазып қалдырыңыз, заңгерлер қазанның ортасынан бастап жауап береді.<br/><br/>Ұжымдық шарт жасасу бойынша үлгілерді бекітілген хабарламадан жүктеп алуға болады. Оларды тегін таратуға рұқсат.")}))).
		Note("The author used the old post's place for another announcement.")

	gone := html(s.Inside("Тикер: арналар", s.File("deleted.html")))
	s.Dead("post-not-found-at-200", gone, "dead/soft-404").Elsewhere(gone)
	s.Dead("only-the-channel-card", html(s.Inside("Тикер: Еңбек құқығы | Хабар", s.File("channel.html"))), "dead/soft-404", "changed/replaced").
		Note("A deleted post's address shows the channel's name and an invitation to open it.")
	s.Wall("phone-and-password", html(s.Inside("Тикер: кіру", s.File("restricted.html"))), "blocked/login-wall")
	s.Wall("provider-redirects", redirect(302, "http://zapret.toya-telecom.example/?u=enbek_habar"), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").
		Elsewhere(redirect(302, "http://zapret.toya-telecom.example/?u=enbek_habar")).
		Also("//zapret.toya-telecom.example/*", html(read("walls/isp-ru-short.html")))
	return s
}

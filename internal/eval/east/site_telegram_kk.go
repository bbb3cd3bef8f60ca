package east

// telegramKK is a channel's post in a messenger's embed shell: ninety words and
// hardly any furniture.
func telegramKK() *site {
	const three = "Біз татуластыру комиссиясына үш рет жүгіндік, жұмыс беруші бірде-бір отырысқа келмеді"
	s := site{
		name: "telegram-kk", path: "/enbek_habar/2291?embed=1",
		from: "<!--msg-->", to: "<!--/msg-->",
		quotes: []string{three},
	}.open("/", "Тикер: арналар", "Тикер: арналар")
	views := []edit{sub(">4.1K<", ">18.9K<"), sub("Пікірлер: 57", "Пікірлер: 311"), sub("dl?tme=0e51a7c390", "dl?tme=c4b7"), sub("widget-frame.css?66", "widget-frame.css?71")}

	s.noise("views-and-comment-count", views...)
	s.noise("dark-theme-reactions-and-link-preview", sub(`<body class="widget_frame_base tgme_widget">`, `<body class="widget_frame_base tgme_widget body_widget_post nodark">`),
		above(`<div class="tgme_widget_message_footer">`, `<div class="tgme_widget_message_reactions"><span>👍 412</span> <span>🔥 96</span> <span>😢 40</span></div>`+"\n"), sub("Sep 30, 2021 at 19:08", "30 қыр. 2021, 19:08"))
	s.noise("paragraphs-for-line-breaks", all("<br/><br/>", "</p><p>"), sub(`dir="auto"><b>Кеншілердің`, `dir="auto"><p><b>Кеншілердің`), sub("шығарылғандар жоқ.</div>", "шығарылғандар жоқ.</p></div>"), views[0])

	s.edit("wage-digits-swapped", sub("жалақы 187 мың", "жалақы 178 мың"), sub("at 19:08</time>", "at 19:08</time> edited"))
	s.edit("joq-becomes-bar", sub("Жұмыстан шығарылғандар жоқ.", "Жұмыстан шығарылғандар бар."), views[0])
	s.edit("illegal-in-headline-only", sub("<b>Кеншілердің ереуілі заңсыз деп танылды</b>", "<b>Кеншілердің ереуілі заңды деп танылды</b>")).
		note("The headline was turned; the text below still says the opposite.")

	s.lost("did-not-come-becomes-came", three, sub("бірде-бір отырысқа келмеді", "бірде-бір отырысқа келді"))

	post := part(s.page, `<div class="tgme_widget_message_text js-message_text" dir="auto">`, "</div>")
	s.replaced("post-rewritten", html(apply(s.page, []edit{sub(post, "<b>Арнада үзіліс</b><br/><br/>Құрметті оқырман, редакция он күнге демалысқа шығады. Осы уақытта сұрақтарыңызды ботқа жазып қалдырыңыз, заңгерлер қазанның ортасынан бастап жауап береді.<br/><br/>Ұжымдық шарт жасасу бойынша үлгілерді бекітілген хабарламадан жүктеп алуға болады. Оларды тегін таратуға рұқсат.")}))).
		note("The author used the old post's place for another announcement.")

	gone := html(s.inside("Тикер: арналар", s.file("deleted.html")))
	s.dead("post-not-found-at-200", gone, "dead/soft-404").elsewhere(gone)
	s.dead("only-the-channel-card", html(s.inside("Тикер: Еңбек құқығы | Хабар", s.file("channel.html"))), "dead/soft-404", "changed/replaced").
		note("A deleted post's address shows the channel's name and an invitation to open it.")
	s.wall("phone-and-password", html(s.inside("Тикер: кіру", s.file("restricted.html"))), "blocked/login-wall")
	s.wall("provider-redirects", redirect(302, "http://zapret.toya-telecom.example/?u=enbek_habar"), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").
		elsewhere(redirect(302, "http://zapret.toya-telecom.example/?u=enbek_habar")).
		also("//zapret.toya-telecom.example/*", html(read("walls/isp-ru-short.html")))
	return s
}

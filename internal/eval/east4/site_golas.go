package east4

// golas is a Belarusian news site on a WordPress block theme, blocked at home.
func golas() *site {
	s := newSite("golas-be", "/2022/03/nastaunik/", "Я вучыў дзяцей правяраць крыніцы. Тут ніхто нічога не правяраў", "Настаўнік правёў у следчым ізалятары 112 дзён")
	s.Healthy(s.Inside("Голас краю", "<h1>Апошнія навіны</h1><ul><li>Затрыманні ў Мазыры</li><li>Як перадаць ліст</li></ul>\n"), s.Inside("Старонка не знойдзена", "<h1>Старонка не знойдзена</h1><p>Здаецца, тут нічога няма. Паспрабуйце пошук.</p>\n"))

	s.Noise("extremist-label-and-safety", above(`<div class="entry-content wp-block-post-content">`, "<div class=\"wp-block-group has-background\"><p>Увага! Улады прызналі нас «экстрэмісцкім фармаваннем». Не рэпосціце і не лайкайце, калі вы ў Беларусі. Выдаліце гісторыю браўзера.</p></div>\n"),
		sub("WordPress 5.9", "WordPress 6.7"), sub("<time datetime=\"2022-03-15\">15 сакавіка 2022</time>", "<time datetime=\"2022-03-15\">Сакавік 15, 2022</time>"))
	s.Noise("related-and-patreon", above("<p>Праваабаронцы назвалі", "<p class=\"has-small-font-size\"><strong>Чытайце таксама:</strong> <a href=\"/2022/02/listy/\">Як пісаць лісты за краты</a></p>\n<!-- wp:patreon --><p class=\"patreon\">Падтрымайце рэдакцыю на Patreon</p>\n"),
		sub("<figcaption>Будынак суда. Здымак чытача</figcaption>", "<figcaption>Будынак суда. Ілюстрацыйны здымак</figcaption>"), letters("’", "ʼ"))
	s.Noise("mirror-popup-and-reader", below("<main class=\"wp-block-group\">", "\n<div class=\"reader\">Чытаць 2 хвіліны · Паслухаць · Друкаваць</div>"), above("<footer", "<div class=\"popup\">Сайт заблакаваны ў Беларусі. Спампуйце дадатак з люстэркамі або ўключыце VPN.</div>\n"),
		rewrite(`<blockquote class="wp-block-quote"><p>`, `<blockquote class="wp-block-quote is-style-large"><p>`))
	s.Edit("count-updated", sub("у вобласці іх ужо 39", "у вобласці іх ужо 52"))
	s.Edit("sentence-served", sub("Яму прызначылі два гады абмежавання волі без накіравання ў папраўчую ўстанову.", "Яму прызначылі два гады абмежавання волі з накіраваннем у папраўчую ўстанову."))
	s.Wall("ministry-block", html(lines("<html><head><title>Доступ закрыт</title><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head>",
		"<body><table width=100% height=100%><tr><td align=center><h3>Доступ к информационному ресурсу ограничен на основании решения Министерства информации Республики Беларусь в соответствии с Законом «О средствах массовой информации»</h3>",
		"<p>Доступ да інфармацыйнага рэсурсу абмежаваны</p></td></tr></table></body></html>")), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").Everywhere("/")
	return s
}

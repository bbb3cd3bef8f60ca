package east4

// hronika is a court chronicle that came to carry the banner of a "foreign agent"
// and to beg for money within its texts.
func hronika() *site {
	const word = "Я писал о том, что видел сам: рыба всплыла за два дня до того, как приехала комиссия"
	s := newSite("hronika-ru", "/news/2020/10/06/ecolog", word, "Досов провёл под домашним арестом 74 дня")
	s.Healthy(s.Inside("Хроника", "<section><h1>Главное</h1><p>Что происходит в судах и колониях.</p><ul><li>В Актобе оштрафовали блогера</li><li>Суд продлил арест водителю</li><li>Онлайн: процесс над строителями</li></ul></section>\n"),
		s.Inside("404", "<section><h1>404</h1><p>Такой страницы у нас нет. Возможно, её и не было.</p></section>\n"))

	const agent = "<div class=\"mz-note\">ДАННОЕ СООБЩЕНИЕ (МАТЕРИАЛ) СОЗДАНО И (ИЛИ) РАСПРОСТРАНЕНО ИНОСТРАННЫМ СРЕДСТВОМ МАССОВОЙ ИНФОРМАЦИИ, ВЫПОЛНЯЮЩИМ ФУНКЦИИ ИНОСТРАННОГО АГЕНТА</div>\n"
	const donate = "<div class=\"mz-donate\"><b>Нас признали, а мы работаем</b><p>У «Хроники» больше нет рекламы. Если вы можете, оформите ежемесячный платёж: даже сто рублей помогут нам дожить до следующего суда.</p><a>Поддержать</a></div>\n"
	s.Noise("agent-banner-and-donation", above(`<section class="mz-publish__title">`, agent), above("<p>Дело возбудили в марте", donate), glue)
	s.Noise("read-also-inside-and-meta", above("<p>Досов провёл", "<aside class=\"mz-inset\"><p>Читайте также</p><a href=\"/text/2020/08/11/fenol\">«Пахнет аптекой». Как посёлок у Урала полгода добивался пробы воды</a></aside>\n"),
		sub("6 октября 2020, 17:25", "6 октября 2020, 17:25 · 2 минуты чтения · Текст: редакция"),
		sub("<h4>Ещё новости</h4><ul><li><a href=\"/news/1\">В Актобе оштрафовали блогера</a></li>", "<h4>Самое читаемое</h4><ul><li><a href=\"/news/71\">Колония ответила на жалобу</a></li>"), letters("ё", "е"))
	s.Noise("blocked-mirror-hint", below("<body>", "\n<div class=\"vpn\">Роскомнадзор заблокировал наш сайт. Читайте нас через VPN, в приложении и в телеграме: подпишитесь, чтобы не потерять.</div>"),
		sub(`<img data-src="/img/dosov.jpg" alt="">`, `<picture><source srcset="/img/dosov.webp" type="image/webp"><img loading="lazy" src="/img/dosov.jpg" alt=""></picture>`),
		sub("Фото: Анна Кель / Хроника", "Фото: А. Кель")).
		Note("the words of blocking are about the site, and the article stands")
	s.Intact("behind-a-shield", with(s.Edited(above("</body>", "<script>(function(){var d=document.createElement('script');d.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';document.head.appendChild(d)})();</script>\n"),
		sub("info@hronika.example</a>", "[email&#160;protected]</a>"), sub("mailto:info@hronika.example", "/cdn-cgi/l/email-protection#a1c8"), above("<footer>", "<div class=\"mz-donate\"><p>Подпишитесь на рассылку: раз в неделю письмо о главных процессах.</p></div>\n")), "Server", "cloudflare", "Cf-Ray", "8a1f00aa-FRA")).
		Note("the shield's scripts and headers are on every page, and this one is whole")
	s.Edit("correction-term", sub("к трём годам ограничения свободы", "к двум годам ограничения свободы"),
		above("</section>\n</main>", "<p><i>Исправлено 7 октября: в первой версии заметки был неверно указан срок наказания.</i></p>\n"))
	s.Edit("verb-softened", sub("Правозащитники признали эколога преследуемым", "Правозащитники называли эколога преследуемым"))
	s.Edit("last-sentence-out", drop(" По её словам, на это у защиты есть шесть месяцев."))
	s.Moved("new-domain", 301, "http://hronika.mirror.example/2020/10/06/ecolog", "//hronika.mirror.example/2020/10/06/ecolog", s.Edited(glue), "moved/redirect")
	s.Wall("isp-block", html(lines(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Доступ ограничен</title></head>`,
		`<body style="font-family:sans-serif;text-align:center"><h2>Уважаемый абонент!</h2>`,
		`<p>Доступ к запрашиваемому ресурсу ограничен по решению суда или по иным основаниям, установленным законодательством.</p>`,
		`<p>Причины можно посмотреть в <a href="http://eais.rkn.gov.ru/">Едином реестре</a>. Ваш оператор связи.</p></body></html>`)), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").Everywhere("/")
	return s
}

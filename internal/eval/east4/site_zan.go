package east4

// zan is a state database of laws, with numbered paragraphs and a table, in Kazakh.
func zan() *site {
	const delay = "Мекеме әкімшілігі кеңесшінің келуін он бес минуттан артық кідіртуге құқылы емес"
	s := newSite("zan-kk", "/kaz/docs/P1900000411", delay,
		"Қоғамдық кеңесші мекемеге алдын ала ескертусіз баруға және қамаудағы адаммен оңаша сөйлесуге құқылы")
	s.Healthy(s.Inside("«Заңнама» АҚЖ", "<h2>Нормативтік құқықтық актілер</h2><p>Базада 214 300 құжат бар. Соңғы жаңарту: бүгін.</p><form><input name=\"t\" /><input type=\"submit\" value=\"Іздеу\" /></form>\n"),
		s.Inside("Қате 404", "<p>Сұратылған құжат дерекқорда жоқ.</p>\n"))

	s.Noise("table-scroll-and-status", sub(`<table border="1" class="doc">`, `<div class="table-responsive" tabindex="0"><table class="doc table table-bordered">`),
		sub("<td>5</td></tr></table>", "<td>5</td></tr></table></div>"), all("      ", "&nbsp;&nbsp;&nbsp;"),
		above(`<table class="frame"`, "<div class=\"status\">Құжат күйі: <b>қолданыстағы</b> · Word форматында жүктеу · PDF · Басып шығару · QR</div>\n"))
	s.Noise("paragraph-links-and-mobile", rewrite(`<p id="(z\d+)">`, `<p class="para" id="$1"><a class="anch" href="#$1" title="Сілтемені көшіру"></a>`),
		below("<body>", "\n<div class=\"app-ad\">«Заңнама» мобильді қосымшасын жүктеп алыңыз <a href=\"#\">Жабу</a></div>"),
		sub("© 2012.", "© 2012–2025."))
	s.Noise("russian-version-beside", above(`<div id="bot">`, "<div class=\"tools\"><a href=\"#\">Екі тілде қатар көрсету</a> <a href=\"#\">Салыстыру</a> <a href=\"#\">Сүйікті құжаттарға қосу</a></div>\n"),
		sub("| <a href=\"/rus/docs/P1900000411\">Русский</a>", "| <a href=\"/rus/docs/P1900000411\">Рус</a> | <b>Қаз</b> | <a href=\"/eng/docs/P1900000411\">Eng</a>"),
		sub(`<td class="tree">`, `<td class="tree"><b>Мазмұны</b><br />`))
	s.Intact("print-view", s.Answer(lines("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><title>P1900000411</title><link rel=\"stylesheet\" media=\"print\" href=\"/css/print.css\"></head>", "<body onload=\"window.print()\">", s.Main(), "<p align=\"right\">zan.example · 1-бет</p>", "</body></html>")))
	s.Edit("new-edition-table-cell", sub("<td>Басқа облысқа бару</td><td>8</td>", "<td>Басқа облысқа бару</td><td>6</td>"),
		sub("№ 411 қаулысы.", "№ 411 қаулысы. (2023.04.11 берілген өзгерістермен)"))
	s.Edit("point-repealed", sub("8. Бас тарту сотқа шағым жасалуы мүмкін. Шағым беру мерзімі үш ай.", "8. Алып тасталды - Үкіметтің 11.04.2023 № 288 қаулысымен."))
	s.Lost("right-with-notice", "Қоғамдық кеңесші мекемеге алдын ала ескертусіз баруға және қамаудағы адаммен оңаша сөйлесуге құқылы",
		sub("мекемеге алдын ала ескертусіз баруға және қамаудағы адаммен оңаша сөйлесуге құқылы.", "мекемеге әкімшілікті кемінде бір тәулік бұрын жазбаша хабардар етіп баруға құқылы."))
	s.Replaced("another-act", s.Answer(s.Inside("Мемлекеттік мүлікті жалға беру қағидалары - «Заңнама» АҚЖ", lines(
		"<p class=\"hdr\"><b>Мемлекеттік мүлікті жалға беру қағидаларын бекіту туралы</b></p>", "<p class=\"sub\">Үкіметтің 2024 жылғы 5 ақпандағы № 60 қаулысы.</p>",
		"<p id=\"z1\">      1. Мүлікті жалға беру тендер арқылы немесе тікелей жүзеге асырылады.</p>", "<p id=\"z2\">      2. Тендерді облыстың мүлік басқармасы ұйымдастырады және хабарламаны тізілімде орналастырады.</p>",
		"<p id=\"z3\">      3. Жалға алушы төлемді ай сайын, айдың 25-күніне дейін аударады. Мерзімі өткен әр күн үшін өсімпұл есептеледі.</p>",
		"<p id=\"z4\">      4. Шарт бір жылға дейінгі мерзімге жасалады және екі рет ұзартылуы мүмкін.</p>"))))
	return s
}

package east

// lawKK is a law in a legal database: numbered articles, clauses and an annexed
// table.
func lawKK() *site {
	const (
		enter = "Комиссияның кемінде екі мүшесі мәжбүрлеп ұстау орнына тәуліктің кез келген уақытында, алдын ала ескертусіз кіруге құқылы"
		hear  = "Мекеме қызметкерлері әңгімелесуді көре алады, бірақ естімеуге тиіс"
	)
	s := open(site{
		Name: "law-kk", Path: "/kaz/docs/Z1500000418",
		From: "<!--text-->", To: "<!--/text-->",
		Quotes: []string{enter, hear},
	}, "/kaz", "«Құқық» ақпараттық-құқықтық жүйесі", "Қате 404 - «Құқық» ақпараттық-құқықтық жүйесі")
	base := []edit{sub("2019 жылғы 12 наурызда жаңартылды. Барлығы 184 206 құжат", "2021 жылғы 5 шілдеде жаңартылды. Барлығы 221 940 құжат"), sub("Қаралған саны: 18 422", "Қаралған саны: 40 017"), all("?v=31", "?v=44")}
	links := rewrite(`(?s)<p><a href="/kaz/docs/K1400000231">.*?</a></p><p><a.*?</a></p>`, `<p><a href="/kaz/docs/K1400000234">Қылмыстық-атқару кодексі</a></p><p><a href="/kaz/docs/P1700000660">Уәкіл туралы ереже</a></p><p><a href="/kaz/docs/V2000021340">Арнайы көлік нысанын бекіту туралы бұйрық</a></p>`)

	s.Noise("database-date-and-counter", base...)
	s.Noise("toolbar-contents-and-links", links,
		span(`<div id="toc">`, "</div>", `<nav class="toc toc_fixed"><button>Мазмұны</button><ol><li><a href="#z1">Жалпы ережелер</a></li><li><a href="#z12">Құқықтар мен міндеттер</a></li><li><a href="#z30">Қорытындылар</a></li></ol></nav>`),
		sub(`<a href="/kaz/docs/Z1500000418/download">Жүктеп алу</a>`, `<a href="/kaz/docs/Z1500000418.doc">DOC</a> <a href="/kaz/docs/Z1500000418.pdf">PDF</a> <a href="/kaz/docs/Z1500000418/compare">Салыстыру</a> <a href="#">Бақылауға алу</a>`))
	s.Noise("headings-anchors-and-dashes",
		rewrite(`<p><b>(\d+)-бап\. ([^<]*)</b></p>`, `<h4 id="art$1"><a name="art$1"></a>$1-бап. $2</h4>`),
		rewrite(`<p>(\d)\. `, `<p class="pt"><a id="p$1"></a>$1.&nbsp;`), letters(" — ", " – "), sub("№ 418-V", "№&nbsp;418-V"))
	s.Noise("notice-of-the-new-site", above(`<div id="header">`, `<div class="newver">Жүйенің жаңа нұсқасы іске қосылды. <a href="https://new.kukyk.example">Өту</a> <a href="#">Жабу</a></div>`+"\n"), base[0])

	s.Edit("article-excluded", sub("<p>Тұрғын және қосалқы үй-жайлардың жай-күйін, ұсталған адамның келісімімен оның денесіндегі жарақаттарды бейнежазбаға және фотоға түсіруге рұқсат етіледі.</p>", `<p class="note">7-бап алып тасталды - ҚР 12.03.2019 № 231-VI Заңымен.</p>`), base[0]).
		Note("One article of twelve is repealed; its number and heading stay.")
	s.Edit("clause-softened", sub("отыз минуттан кешіктірмей кіргізуге міндетті", "отыз минуттан кешіктірмей кіргізуі мүмкін")).
		Note("Shall let in became may let in.")
	s.Edit("negative-suffix-dropped", sub("ұзақтығы шектелмейді.", "ұзақтығы шектеледі."))
	s.Edit("two-rows-of-annex-swapped", sub("мекемесі</td><td>6</td>", "мекемесі</td><td>4</td>"), sub("қабылдау орны</td><td>4</td>", "қабылдау орны</td><td>6</td>"), links)
	s.Edit("clause-inserted", below("уақытқа кейінге қалдырылуы мүмкін.</p>\n", "<p>4. Комиссия мүшелерінің үй-жайларға өз аудио- және бейнеаппаратурасын алып кіруіне мекеме бастығының жазбаша рұқсатымен ғана жол беріледі.</p>\n"))
	s.Edit("sentence-removed", drop("<p>Мемлекеттік органдардың комиссия қызметіне араласуына жол берілмейді.</p>\n"), base[0], base[1], base[2])

	s.Lost("without-notice-becomes-with-notice", enter, sub("уақытында, алдын ала ескертусіз кіруге құқылы", "уақытында, алдын ала ескертіп кіруге құқылы")).
		Note("One suffix: unannounced visits became announced ones.")
	s.Lost("clause-excluded", enter, sub("1. Комиссияның кемінде екі мүшесі мәжбүрлеп ұстау орнына тәуліктің кез келген уақытында, алдын ала ескертусіз кіруге құқылы.", "1. (алып тасталды)"))
	s.Kept("anchor-and-link-inside", enter, sub("мүшесі мәжбүрлеп ұстау орнына тәуліктің", `мүшесі <a href="/kaz/docs/Z1500000418#z1" title="1-бап, 2) тармақша">мәжбүрлеп ұстау орнына</a><a id="z14"></a> тәуліктің`), base[0])

	s.Replaced("other-law-same-number", html(s.Inside("Кинематография туралы заңнамаға өзгерістер енгізу туралы - «Құқық» ақпараттық-құқықтық жүйесі", s.File("other.html"))))

	soft := html(s.Inside("«Құқық» ақпараттық-құқықтық жүйесі", "<p class=\"doc_info\">Сұралған құжат деректер базасында жоқ немесе оған қол жеткізу шектелген.</p>\n<p><a href=\"/kaz/search/docs\">Іздеу бетіне өту</a></p>\n"))
	s.Dead("document-not-in-database-at-200", soft, "dead/soft-404").Elsewhere(soft)
	s.Dead("asp-net-yellow-page", status(404, read("errors/aspnet404.html")), "dead/http-404").Everywhere()

	s.Fault("refused", fault("refused"), "unreachable/refused")
	return s
}

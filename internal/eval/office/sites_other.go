package office

import (
	"net/http"

	"archiver/internal/eval/set"
)

// judgment is a Russian court decision with running heads, on a Bitrix site.
func judgment() *site {
	missing := bitrix("Страница не найдена", `<h1>Ошибка 404</h1><p>Страница не существует или была перемещена. Воспользуйтесь <a href="/search/map.php">картой сайта</a>.</p>`)
	s := newSite("judgment-ru", "/upload/iblock/5d1/2-1874_2021.pdf", "judgment-ru.pdf",
		bitrix("Заречный районный суд", `<h1>Заречный районный суд города Новореченска</h1><p>Приём граждан: понедельник, среда, с 14:00 до 17:30, кабинет 104.</p><p><a href="/sudoproizvodstvo/">Судебное делопроизводство</a></p>`),
		missing,
		"Другое место или время заявителю предложено не было.",
		"Признать незаконным отказ акимата Заречного района от 24 августа 2021 года № 03-15/488 в согласовании мирного собрания.")

	s.Intact("hyphenated-letter", file("judgment-ru-hyphens.pdf")).
		Note("Exported anew on Letter paper: another face, hyphens, other running heads.")
	s.Intact("watermark", file("judgment-ru-copy.pdf"))
	s.Intact("printed-from-web", file("judgment-ru-web.pdf")).
		Note("The court's web version printed by a browser, with date and address in the margins.")
	s.Changed("surname", file("judgment-ru-name.pdf"))
	s.Changed("page-missing", file("judgment-ru-page.pdf")).
		Note("The second page of three is gone; both quotes stand on the others.")
	lost(s, "page-missing", "Бремя доказывания того, что ограничение было необходимым, лежит на органе, который его установил.",
		file("judgment-ru-page.pdf"), "gone")
	lost(s, "negation", "в письме от 24 августа 2021 года этот довод не приводился", file("judgment-ru-negation.pdf"), "gone", "unclear")
	kept(s, "page-break", "никаких работ у здания водоканала не велось, техника стояла на базе", file("judgment-ru-web.pdf")).
		Note("When it was cited, a page break with a running foot and head stood in the sentence.")
	kept(s, "hyphens", "Ответчик не представил доказательств того, что ремонтные работы в день собрания действительно велись", file("judgment-ru-hyphens.pdf"))
	s.Add("dead", "not-available-pdf", file("none-ru.pdf"), "dead/soft-404")
	s.Add("dead", "error-page-as-pdf", set.Answer{Header: http.Header{"Content-Type": {pdf}}, Body: []byte(missing)}, "dead/soft-404").
		Also("*", set.Answer{Body: []byte(missing)}).
		Note("The site's error page, sent with status 200 under the type that goes with the file's name.")
	s.Add("wall", "login", redirect(302, "/auth/?backurl=%2Fupload%2Fiblock%2F5d1%2F2-1874_2021.pdf"), "blocked/login-wall").
		Also("/auth/?backurl=%2Fupload%2Fiblock%2F5d1%2F2-1874_2021.pdf", html(bitrix("Авторизация", `<h1>Авторизация</h1><p class="errortext">Доступ к материалам дела предоставляется участникам процесса после входа в личный кабинет.</p>
<form name="form_auth" method="post" action="/auth/?login=yes"><input type="hidden" name="AUTH_FORM" value="Y"><label>Логин или ИИН <input type="text" name="USER_LOGIN" maxlength="255"></label><label>Пароль <input type="password" name="USER_PASSWORD" maxlength="255"></label><label><input type="checkbox" name="USER_REMEMBER" value="Y"> Запомнить меня</label><input type="submit" name="Login" value="Войти"></form><p><a href="/auth/?forgot_password=yes">Забыли пароль?</a> <a href="/auth/?register=yes">Регистрация</a></p>`)))
	return s
}

func bitrix(title, main string) string {
	return `<!DOCTYPE html>
<html xml:lang="ru" lang="ru">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>` + title + `</title>
<link href="/bitrix/cache/css/s1/court/template_0e1f.css?1630487" type="text/css" rel="stylesheet" />
<script>if(!window.BX)window.BX={};if(!window.BX.message)window.BX.message=function(mess){};</script>
</head>
<body>
<div id="page-wrapper"><div id="header"><a class="logo" href="/">Заречный районный суд</a><a href="?special=Y">Версия для слабовидящих</a></div>
<ul id="horizontal-multilevel-menu"><li><a href="/o-sude/">О суде</a></li><li><a href="/sudoproizvodstvo/">Судопроизводство</a></li><li><a href="/press/">Пресс-служба</a></li><li><a href="/kontakty/">Контакты</a></li></ul>
<div id="workarea">
` + main + `
</div>
<div id="footer">Телефон канцелярии: 8 (3000) 22-14-07. Работает на «1С-Битрикс»</div></div>
</body>
</html>
`
}

// memorandum is a French memorandum typeset with pdfTeX.
func memorandum() *site {
	s := newSite("memo-fr", "/fr/web/commissaire/-/asset/memorandum-valombre-2023.pdf", "memo-fr.pdf",
		liferay("Commissaire aux libertés publiques", `<h1 class="portlet-title">À la une</h1><p>La Commissaire présentera son rapport annuel devant l’Assemblée le 24 mai.</p>`),
		liferay("Introuvable", `<h1 class="portlet-title">Introuvable</h1><p>La ressource demandée n’a pas été trouvée.</p><p><code>/fr/web/commissaire</code></p>`),
		"la crainte d’une procédure longue et coûteuse suffit à dissuader une rédaction de trois personnes de traiter un sujet d’intérêt général",
		"L’effet dissuasif ne se mesure pas au nombre des condamnations, mais au nombre des articles qui n’ont pas été écrits.")

	s.Intact("other-face-no-hyphens", file("memo-fr-lmodern.pdf")).
		Note("Another face on Letter paper, without hyphens, processed by Ghostscript.")
	s.Intact("office-export", file("memo-fr-office.pdf")).
		Note("The same text exported by an office program in place of TeX.")
	s.Add("type", "same-text-docx", attached(docx, "memo-fr.docx"), "ok/*").States("verbatim").
		Note("The same text as DOCX, at the old address.")
	s.Add("type", "other-text-docx", served(docx, "memo-fr-reply.docx"), "changed/type", "changed/replaced").States("gone").
		Note("The prefect's reply, a DOCX, in place of the memorandum.")
	s.Changed("number-word", file("memo-fr-number.pdf"))
	s.Changed("list-item", file("memo-fr-item.pdf"))
	kept(s, "page-break", "Le tribunal régional l’a annulée le 30 novembre 2022, mais le serveur n’avait toujours pas été restitué au moment de la visite.",
		file("memo-fr-lmodern.pdf")).
		Note("When it was cited, a page break with footnotes, number and running head stood in the sentence.")
	s.Add("fault", "half-a-file", cut(file("memo-fr.pdf"), 40), "unreachable/truncated", "unreachable/protocol").
		Note("The file on the server ends in the middle, before its table of pages.")
	s.Add("dead", "parked", html(`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Ce nom de domaine est à vendre</title><meta name="robots" content="noindex"></head><body><div id="sale"><h1>Ce domaine est à vendre !</h1><p>Le propriétaire de ce nom de domaine le propose à la vente au prix de 1 450 EUR.</p><a href="//parking.example/offre?d={{host}}">Faire une offre</a></div><div class="ads"><h2>Recherches associées</h2><ul><li><a href="/?q=assurance+auto">Assurance auto</a></li><li><a href="/?q=credit+rapide">Crédit rapide</a></li><li><a href="/?q=avocat+en+ligne">Avocat en ligne</a></li></ul></div></body></html>
`), "dead/parked").Everywhere("/")
	return s
}

func liferay(title, main string) string {
	return `<!DOCTYPE html>
<html class="ltr" dir="ltr" lang="fr-FR">
<head>
<title>` + title + ` - Commissaire aux libertés publiques</title>
<meta content="text/html; charset=UTF-8" http-equiv="content-type" />
<script data-senna-track="permanent" src="/o/frontend-js-web/liferay/global.bundle.js"></script>
</head>
<body class="controls-visible signed-out public-page site">
<nav class="quick-access-nav"><a href="#main-content">Saut au contenu</a></nav>
<div id="wrapper"><header id="banner"><a class="logo" href="/fr">Commissaire aux libertés publiques</a><ul><li><a href="/fr/visites">Visites</a></li><li><a href="/fr/rapports">Rapports</a></li><li><a href="/fr/presse">Presse</a></li></ul></header>
<section id="content"><div class="portlet-body" id="main-content">` + main + `</div></section>
<footer id="footer"><a href="/fr/mentions-legales">Mentions légales</a> <a href="/en">English</a></footer></div>
</body>
</html>
`
}

// order is a Kazakh order with rules and a table, on a regional office's site.
func order() *site {
	s := newSite("order-kk", "/docs/orders/2020/46.pdf", "order-kk.pdf",
		gov("Басты бет", `<h2>Жаңалықтар</h2><p>Өңірде жаңа оқу жылына дайындық басталды.</p><p><a href="/docs/">Құжаттар</a></p>`),
		gov("Бет табылмады", `<h2>404 – бет табылмады</h2><p>Сіз іздеген бет жойылған немесе мекенжайы өзгерген. <a href="/">Басты бетке өтіңіз</a>.</p>`),
		"Алып тастау туралы шешім жазбаша түрде қабылданады және мектептің сайтында жарияланады.",
		"Әр оқушыға кемінде жеті көркем кітаптан келуге тиіс.")

	s.Intact("other-face-letter", file("order-kk-serif.pdf"))
	s.Intact("watermark", attached(octets, "order-kk-copy.pdf"))
	s.Add("type", "full-text-web-page", file("order-kk.html"), "ok/*").States("verbatim").
		Note("The whole text as a web page, at the PDF's old address.")
	s.Changed("table-cell", file("order-kk-cell.pdf"))
	s.Changed("negation", file("order-kk-negation.pdf"))
	lost(s, "negation", "Мектеп директорының кітапты тізімнен негіздемесіз алып тастауға құқығы жоқ.", file("order-kk-negation.pdf"), "gone", "unclear")
	s.Add("dead", "blank", file("blank.pdf"), "dead/empty").
		Note("A good PDF of one page with nothing on it.")
	s.Add("dead", "section-list", html(gov("Бұйрықтар", `<h2>Бұйрықтар</h2><form action="/docs/"><input name="y" placeholder="Жылы"><button>Іздеу</button></form><ul><li><a href="/docs/orders/2024/12">Мектеп асханаларын ұйымдастыру туралы</a>, 05.03.2024</li><li><a href="/docs/orders/2024/9">Педагогтерді аттестаттау кестесі туралы</a>, 19.02.2024</li><li><a href="/docs/orders/2023/131">Қысқы демалыс мерзімі туралы</a>, 11.12.2023</li></ul><p>Барлығы: 38 құжат</p>`)), "dead/soft-404").
		Note("The list of newer orders answers at the old address.")
	return s
}

func gov(title, main string) string {
	return `<!DOCTYPE html>
<html lang="kk">
<head>
<meta charset="utf-8">
<title>` + title + ` – Ертіс өңірінің Білім басқармасы</title>
<link rel="stylesheet" href="/static/bootstrap.min.css">
</head>
<body>
<div class="navbar navbar-inverse"><div class="container"><a class="navbar-brand" href="/">Ертіс өңірінің Білім басқармасы</a><ul class="nav navbar-nav"><li><a href="/about/">Басқарма туралы</a></li><li><a href="/docs/">Құжаттар</a></li><li><a href="/contacts/">Байланыс</a></li></ul><div class="pull-right"><a href="/kz">ҚАЗ</a> <a href="/ru">РУС</a></div></div></div>
<div class="container">
` + main + `
</div>
<footer class="container"><p>Сенім телефоны: 8 (7000) 55-44-33</p></footer>
</body>
</html>
`
}

package east3

import (
	"net/http"

	"archiver/internal/eval/set"
)

// akimat is a district's portal on ASP.NET WebForms.
func akimat() *site {
	s := newSite("akimat-kk", "/News.aspx?id=611&lang=kk",
		"Жұмыс 15 қарашаға дейін аяқталуы тиіс.",
		"Балаларымыз құмдауыт су ішіп отыр, ал бізге тек уәде береді")
	s.Healthy(
		s.Inside("Тасбұлақ ауданы әкімдігінің ресми порталы", `<h1>Қош келдіңіздер!</h1><div id="ctl00_ContentPlaceHolder1_dlNews"><a href="News.aspx?id=612&amp;lang=kk">Егін орағы аяқталуға жақын</a><br /><a href="News.aspx?id=611&amp;lang=kk">Ауыз су құбыры туралы</a><br /><a href="News.aspx?id=608&amp;lang=kk">Мектеп бітірушілер жиналысы</a></div>
`),
		s.Inside("Қате", `<h1>Бет табылмады</h1><p>Сіз іздеген бет жойылған немесе мекенжайы өзгерген. <a href="/Default.aspx?lang=kk">Басты бетке өту</a></p>
`))

	s.Noise("viewstate-and-counter",
		sub("/wEPDwUKLTYyNjk0NDg1Mg9kFgJmD2QWAgIDD2QWBgIBDw8WAh4EVGV4dAUEMjAxNmRk", "/wEPDwUJNzE0MDI5OTg3D2QWAmYPZBYCAgMPZBYIAgEPDxYCHgRUZXh0BQQyMDE3ZGRk"),
		sub("/wEWBAKe0sHDCQLw1pWcDQ==", "/wEdAAUq9wK1mZ8="),
		sub("2016 жылғы 14 қыркүйек, сәрсенбі", "2017 жылғы 22 ақпан, сәрсенбі"),
		sub("40871", "58213"),
		sub(`<li><a href="/Ads.aspx?id=90">Бос лауазымға конкурс</a></li><li><a href="/Ads.aspx?id=88">Жер учаскелерінің аукционы</a></li>`,
			`<li><a href="/Ads.aspx?id=131">Тұқым сатып алу тендері</a></li><li><a href="/Ads.aspx?id=127">Су тасқыны: есте сақтаңыз</a></li><li><a href="/Ads.aspx?id=126">Әскерге шақыру комиссиясы</a></li>`),
		sub("2010–2016", "2010–2017"),
	)

	s.Noise("responsive-theme",
		span(`<!DOCTYPE html PUBLIC`, `<head id="Head1">`, "<!DOCTYPE html>\n<html lang=\"kk\">\n<head id=\"Head1\">"),
		sub("App_Themes/Akimat/style.css", "/Content/site.min.css?v=3"),
		all(` align="justify"`, ""),
		sub(`<table id="ctl00_ContentPlaceHolder1_gvWater" cellspacing="0" rules="all" border="1" style="border-collapse:collapse;">`, `<table class="table table-striped">`),
		all("«", `"`), all("»", `"`),
		span(`<div id="ctl00_RadMenu1"`, `</ul></div>`, `<nav class="navbar"><button>Мәзір</button><a href="/Akim.aspx">Әкім</a><a href="/News.aspx">Баспасөз қызметі</a><a href="/OpenBudget.aspx">Ашық бюджет</a><a href="/Reception.aspx">Виртуалды қабылдау</a></nav>
<div class="special"><a href="?special=1">Нашар көретіндерге арналған нұсқа</a></div>`),
		above(`<a id="ctl00_ContentPlaceHolder1_hlBack"`, `<div class="share">Бөлісу: <a href="#">Facebook</a> <a href="#">ВКонтакте</a> <a href="#">Басып шығару</a></div>
`),
		sub(`<span id="ctl00_ContentPlaceHolder1_lblNewsDate" class="date">14.09.2016</span>`, `<span class="date">14 қыркүйек 2016 ж. | Қаралды: 733</span>`),
	)

	s.Edit("contract-after-all", sub("келісімшарт бұзылмайтынын, бірақ айыппұл салынатынын ескертті", "келісімшарт бұзылатынын, әрі айыппұл салынатынын ескертті")).
		Note("The contract will not be ended became: it will be.")

	s.Quote("deadline-put-off", "Жұмыс 15 қарашаға дейін аяқталуы тиіс.", []string{"unclear", "gone"}, "changed/quote-lost",
		sub("Жұмыс 15 қарашаға дейін аяқталуы тиіс.", "Жұмыс 30 желтоқсанға дейін аяқталуы тиіс."))

	s.Dead("one-platform", html(`<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Назар аударыңыз!</title><style>body{text-align:center;font-family:Calibri;padding-top:80px}</style></head>
<body><img src="gerb.png" width="120" alt=""><h2>Құрметті пайдаланушылар!</h2>
<p>Әкімдіктің ресми интернет-ресурсы мемлекеттік органдардың бірыңғай платформасына көшірілді.</p>
<p>Жаңа мекенжай: <a href="https://birlik.example/tasbulaq">birlik.example/tasbulaq</a></p>
<hr><h2>Уважаемые пользователи!</h2><p>Официальный интернет-ресурс акимата перенесён на единую платформу.</p></body></html>
`), "dead/soft-404").Everywhere("/").Note("One notice for the whole old site.")

	s.Add("fault", "works-in-progress", set.Answer{Status: 503, Header: http.Header{"Retry-After": {"7200"}}, Body: []byte(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>Техникалық жұмыстар</title></head><body><h1>Порталда техникалық жұмыстар жүргізілуде</h1><p>Уақытша қолайсыздық үшін кешірім сұраймыз. Жұмыс бүгін сағат 20:00-де аяқталады.</p></body></html>
`)}, "unreachable/http-5xx").Everywhere("/")
	return s
}

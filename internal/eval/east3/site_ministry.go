package east3

// ministry is a committee's news page on Bitrix.
func ministry() *site {
	s := newSite("ministry-ru", "/press/news/4417/",
		"В трёх учреждениях проживающие не имели доступа к телефону и не могли самостоятельно подать жалобу.",
		"Всего проверено 46 домов-интернатов и центров реабилитации, в которых проживают 5 318 человек.")
	s.Healthy(
		s.Inside("Комитет социального надзора", `<div class="main-slider"><h1>Комитет социального надзора</h1><p>Контроль за соблюдением прав граждан в специальных социальных учреждениях.</p>
<div class="news-list"><p class="news-item"><span>18.07.2019</span> <a href="/press/news/4420/">График приёма граждан руководством</a></p><p class="news-item"><span>17.07.2019</span> <a href="/press/news/4417/">О результатах проверки специальных социальных учреждений</a></p></div></div>
`),
		s.Inside("Страница не найдена", `<div class="bx-404-container"><h1>404</h1><p>Запрашиваемая страница не существует. Неправильно набран адрес или такой страницы на сайте больше нет.</p><p>Перейдите на <a href="/">главную</a> или воспользуйтесь <a href="/search/map.php">картой сайта</a>.</p></div>
`))

	retheme := func(body string) string {
		return `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>О результатах проверки специальных социальных учреждений — Комитет социального надзора</title>
<link rel="stylesheet" href="/local/templates/gov2021/assets/app.css?169"><script>(function(w,l){w[l]=w[l]||[];w[l].push({'gtm.start':0})})(window,'dataLayer');</script></head>
<body class="page page_inner">
<div class="a11y-panel" hidden><button>А</button><button>А+</button><button>Ч/Б</button></div>
<header class="header"><a href="/"><svg width="48" height="48"></svg>Комитет социального надзора</a><button class="burger" aria-label="Меню"></button>
<nav><a href="/o-komitete/">О комитете</a><a href="/press/">Новости</a><a href="/dokumenty/">Документы</a><a href="/otkrytye-dannye/">Открытые данные</a><a href="/obrascheniya/">Обращения граждан</a></nav></header>
<main class="inner">
` + body + `
<div class="tools"><button onclick="window.print()">Распечатать</button> <a href="?pdf=y">Скачать PDF</a> <span>Поделиться:</span> <a href="#">ВК</a> <a href="#">ТГ</a></div>
<section class="also"><h2>Другие новости</h2><a href="/press/news/6120/">Запущен личный кабинет заявителя</a><a href="/press/news/6118/">Итоги аппаратного совещания</a><a href="/press/news/6111/">Молодёжная практика: набор открыт</a></section>
</main>
<footer class="footer"><p>Комитет социального надзора, 2021</p><p>Нашли ошибку? Выделите её и нажмите Ctrl + Enter</p></footer>
<div class="cookie-alert">Мы используем файлы cookie, чтобы улучшить работу сайта. <button>Понятно</button></div>
</body></html>
`
	}
	body := apply(s.Main(), []edit{
		sub(`Количество просмотров: 1204`, `<i class="eye"></i> 8 911`),
		sub("5 318 человек", "5&nbsp;318 человек"),
		sub(`<table class="table table-bordered">`, `<div class="table-scroll"><table>`),
		sub("</table>", "</table></div>"),
		sub(`<h1 class="bx-title dbg_title" id="pagetitle">`, `<h1>`),
		sub(`<i class="fa fa-calendar-o"></i> 17.07.2019 11:20`, `17 июля 2019 года`),
		all("«", "“"), all("»", "”"),
	})
	s.Add("noise", "new-template", html(retheme(glue(body))), "ok/*").Verbatim().
		Note("Another template, print and PDF buttons, a cookie bar, other quotation marks; the text stands.")

	s.Edit("orders-in-table", sub("<td>12</td><td>8</td><td>4</td>", "<td>12</td><td>5</td><td>4</td>"),
		sub("просмотров: 1204", "просмотров: 2260")).
		Note("The number of orders for one region was lowered.")

	to := "/ru/press-center/novosti/o-rezultatakh-proverki-spetsialnykh-uchrezhdeniy/"
	s.Add("moved", "readable-address", redirect(301, to), "moved/redirect").Verbatim().
		Also(to, html(retheme(apply(s.Main(), []edit{sub("просмотров: 1204", "просмотров: 3077")}))))

	s.Dead("element-not-found", html(s.Inside("Новости", `<h1 class="bx-title" id="pagetitle">Новости</h1>
<p><font class="errortext">Элемент не найден!</font></p>
`)), "dead/soft-404").Note("Bitrix with its 404 status switched off.")
	return s
}

package east3

import "strings"

// longread is an anonymous long read on a publishing platform.
func longread() *site {
	s := newSite("longread-ru", "/Pisma-iz-devyatogo-baraka-03-18",
		"осуждённый зарабатывал 412 рублей в месяц при норме выработки, которую на воле делят на троих",
		"Я прошу, чтобы у нас был фельдшер.")
	s.Healthy(
		s.Inside("Рукопись", `<header class="tl_article_header"><h1></h1><address></address></header><article id="_tl_editor" class="tl_article_content"><p data-placeholder="Title"></p><p data-placeholder="Your story..."><br></p></article>
`),
		`<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>404 Not Found</title><link href="/css/core.min.css?47" rel="stylesheet"></head>
<body><div class="tl_page_wrap"><div class="tl_page tl_page_404"><h1>Page not found</h1></div></div></body></html>
`)

	s.Noise("platform-rewritten",
		span(`<article id="_tl_editor" class="tl_article_content"><h1>`, `</address>`, `<article class="rk-story"><div class="rk-story__stat">12 403 просмотра · 9 мин</div>`),
		sub(`<img src="/file/3c1b7a0f2e5d.jpg">`, `<img class="lazy" data-src="/cdn/w800/3c1b7a0f2e5d.webp" src="data:image/gif;base64,R0lGOD=="><noscript><img src="/cdn/w800/3c1b7a0f2e5d.webp"></noscript>`),
		sub(`посёлка Верхняя Ильма</figcaption>`, `посёлка Верхняя Ильма <small>Фото предоставлено автором</small></figcaption>`),
		func(p string) string { return strings.ReplaceAll(p, "</p><p>", "</p>\n<p class=\"rk-p\">") },
		all(` dir="auto"`, ""),
		sub("March 18, 2020", "18 марта 2020"),
		span(`<aside class="tl_article_buttons">`, `</aside>`, `<div class="rk-after"><button>Мне нравится <b>318</b></button><button>Скопировать ссылку</button><p>Подписывайтесь на канал автора, чтобы не пропустить новые тексты</p></div>`),
		sub(`Report content on this page`, `Пожаловаться`),
	)

	s.Edit("softened-order", sub("Бывший бригадир Егор Латышев утверждает, что начальник участка запретил выдавать рабочим рукавицы.",
		"Бывший бригадир Егор Латышев предполагает, что рукавиц рабочим не хватало.")).
		Note("An accusation became a guess.")

	s.Quote("pay-refigured", "осуждённый зарабатывал 412 рублей в месяц при норме выработки, которую на воле делят на троих",
		[]string{"unclear", "gone"}, "changed/quote-lost",
		sub("зарабатывал 412 рублей в месяц", "зарабатывал 1 412 рублей в месяц"))

	s.Dead("emptied-by-author", html(apply(s.Page, []edit{
		all("Письма из девятого барака", "Удалено"),
		sub(`<meta property="og:description" content="Как осуждённые колонии-поселения два года писали одну и ту же жалобу.">`, `<meta property="og:description" content="">`),
		between(`</a><br></address>`, `</article>`, `<p>Текст снят автором.</p>`),
	})), "dead/soft-404", "dead/empty", "changed/replaced").
		Note("The platform has no delete button: the author put one sentence in the text's place.")
	return s
}

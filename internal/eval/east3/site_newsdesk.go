package east3

import "archiver/internal/eval/set"

// newsdesk is an independent news site on a WordPress block theme.
func newsdesk() *site {
	s := newSite("newsdesk-ru", "/2021/11/baraki-vyselenie/",
		"Городской суд обязал жителей четырёх бараков на улице Складской освободить комнаты до 1 декабря.",
		"Суд не выяснил, куда пойдут эти люди, хотя мы просили об этом дважды.")
	s.Keep = `<script type="application/ld+json"`
	s.Healthy(
		s.Inside("Полдень — новости Каракемира", `<ul class="wp-block-post-template home"><li><h2><a href="/2021/11/baraki-vyselenie/">В Каракемире 23 жителя барачного посёлка ждут выселения</a></h2></li><li><h2><a href="/2021/11/tarify/">Кто посчитал новый тариф на воду</a></h2></li><li><h2><a href="/2021/11/veterinar/">Один ветеринар на шесть сёл</a></h2></li></ul>
`),
		s.Inside("Страница не найдена — Полдень", `<section class="error-404"><h1>Ой! Страница не найдена.</h1><p>Похоже, тут ничего нет. Может быть, попробуете поиск?</p><form role="search" class="search-form" action="/"><input type="search" name="s"></form></section>
`))

	s.Noise("classic-theme-and-pitch",
		span(`<style id="global-styles-inline-css">`, `<link rel="https://api.w.org/"`, `<link rel="stylesheet" id="newspack-css" href="/wp-content/themes/newspack-theme/style.css?ver=1.80" media="all">
<script src="https://cdn.onesignal.example/sdk.js" async></script>
<link rel="https://api.w.org/"`),
		span(`<div class="wp-site-blocks">`, `</header>`, `<div id="page" class="site"><header id="masthead" class="site-header"><div class="top-bar">Вторник | <a href="/kz/">Қазақша</a></div><p class="site-title"><a href="/">ПОЛДЕНЬ</a></p><ul id="menu-main"><li><a href="/category/news/">Лента</a></li><li><a href="/category/istorii/">Истории</a></li><li><a href="/podcast/">Подкаст</a></li></ul></header>`),
		all("<h2>", `<h3 class="subhead">`), all("</h2>", "</h3>"),
		below("подал иски о выселении.</p>", `
<p class="read-also"><strong>Читайте также:</strong> <a href="/2021/10/podstanciya/?utm_source=inline">Почему на левом берегу отключают свет</a></p>`),
		below("письменных предложений никто не получал.</p>", `
<div class="donate-inline"><p><b>Этот текст бесплатный, потому что за него уже заплатили читатели.</b></p><p>Подпишитесь на ежемесячное пожертвование от 500 тенге.</p><a href="/donate/">Поддержать «Полдень»</a></div>`),
		sub(`<time datetime="2021-11-09T08:12:41+00:00">9 ноября 2021</time>`, `<span>09.11.2021</span> <span class="reading">Время чтения: 2 мин.</span>`),
		between(`<section class="wp-block-query related">`, `</section>`, `<h3>Самое читаемое</h3><ol><li>Как уволиться и не остаться должным</li><li>Где в городе бесплатно проверяют слух</li></ol>`),
	)

	s.Noise("comments-and-typographer",
		func(p string) string { return apply(p, []edit{sub(s.Main(), glue(s.Main()))}) },
		all("«", "&laquo;"), all("»", "&raquo;"),
		sub(`Фото: Илья Руднев`, `<span class="credit">© Илья Руднев / «Полдень»</span>`),
		sub("2 комментария", "9 комментариев"),
		below(`Держитесь, люди.</li>`, `
<li id="comment-1002"><b>Сосед</b>: А где депутаты?</li>
<li id="comment-1011"><b>Асель</b>: Собираем тёплые вещи, пишите в личку.</li>`),
		above(`<div class="wp-block-group post-tags">`, `<figure class="wp-block-embed"><div class="tg-embed"><script async src="https://telegram.example/widget.js" data-telegram-post="polden_example/2207"></script></div></figure>
<div class="author-box"><img src="/a/kim.jpg" alt=""><p><b>Дарина Ким</b>, корреспондент «Полдня». Пишет о городе и жилье.</p></div>
`),
	)

	s.Edit("corrected-count",
		all("23 жителя", "27 жителей"),
		sub("Решение касается 23 человек, в том числе девяти детей.", "Решение касается 27 человек, в том числе одиннадцати детей."),
		above("</div>\n</article>", `<p class="has-small-font-size"><em>Исправлено 10 ноября. В первой версии материала было указано неверное число жителей.</em></p>
`)).Note("A correction note, and the figures it changes.")

	s.Wall("provider-stub", set.Answer{Status: 302, Location: "http://zaglushka.svyaz.example/"},
		"blocked/legal-451", "blocked/geo-block", "blocked/forbidden").
		Everywhere("/").Also("//zaglushka.svyaz.example/", html(`<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Ресурс недоступен</title><style>body{font:16px Arial;margin:60px auto;width:600px}</style></head>
<body><img src="/logo.png" alt="СвязьИнвестЛайн"><h2>Уважаемый абонент!</h2>
<p>Доступ к запрашиваемому ресурсу ограничен по решению уполномоченного государственного органа.</p>
<p>По вопросам ограничения обращайтесь в уполномоченный орган. Оператор связи не вправе самостоятельно открыть доступ.</p></body></html>
`)).Note("The reader's provider sends everybody to its own notice.")
	return s
}

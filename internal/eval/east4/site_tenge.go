package east4

import "archiver/internal/eval/kit"

// tenge is a popular portal with tickers, polls and comments, which change at every
// look.
func tenge() *site {
	const pipe = "За последний год на этом участке произошло 19 аварий"
	s := newSite("tenge-ru", "/news/semey-vodokanal-452210/", pipe, "Ремонт проведут на участке дюкера под Иртышом, который не меняли с 1978 года")
	s.Healthy(s.Inside("Новости Казахстана", "<h1>Главные новости</h1><ul><li>Что изменится с декабря</li><li>Где купить ёлку</li><li>Синоптики обещают мороз</li></ul>\n"),
		s.Inside("404", "<h1>404</h1><p>Такой страницы не существует. Зато есть много других новостей.</p>\n"))

	s.Noise("tickers-and-date", span(`<span class="usd">`, `Алматы +8°</span>`, `<span class="usd">$ 472.1 ▲</span><span class="eur">€ 511.3 ▼</span><span class="rub">₽ 5.12</span><span class="cny">¥ 65.0</span><span class="btc">₿ 64 210</span><span class="weather">Астана −17°, ветер 9 м/с</span>`),
		sub("<span>Сегодня, 09:12</span>", "<span>10 ноября 2021, 09:12</span>"), sub("👁 3 412", "👁 48 903"), sub("💬 14", "💬 61"))
	s.Noise("comments-closed-poll-in", span(`<div class="comments">`, "отключать?</div></div>", `<div class="comments"><p>Комментарии отключены по требованию закона об онлайн-платформах</p></div>`),
		sub("</table>", "</table>\n<div class=\"tn-poll\"><b>Опрос</b><p>Устраивает ли вас качество воды из крана?</p><button>Да</button><button>Нет</button><button>Покупаю бутилированную</button><small>Проголосовали: 2 114</small></div>"),
		sub("<li>Курс доллара на выходные</li>", "<li>Названы самые популярные имена</li>"))
	s.Noise("inset-and-typograph", letters(` "`, " «", `"`, "»", " - ", " — ", "ё", "е"), above("<p>Больницы и роддом", "<div class=\"tn-inset\"><span>Читайте также:</span> <a>Вода с привкусом железа: что показали пробы</a></div>\n"),
		rewrite(`«Арман»`, "«Арман»"), above("</main>", "<p>Подписывайтесь на наш Telegram-канал и читайте самые важные новости первыми!</p>\n<p>Нашли ошибку? Выделите её и нажмите Ctrl + Enter</p>\n"))
	amp := `<!doctype html><html amp lang="ru"><head><meta charset="utf-8"><title>В Семее водоканал отключит воду</title><script async src="https://cdn.ampproject.example/v0.js"></script><style amp-custom>body{font:16px serif}</style></head>
<body><amp-sidebar id="sb" layout="nodisplay"><a href="/">Главная</a></amp-sidebar><header>TENGELIK</header>
<article>
@BODY@
</article><amp-ad width=300 height=250 type="yandex"></amp-ad><h4>Рекомендуем</h4><amp-list><a>Почему дорожает мясо</a></amp-list><footer>Полная версия сайта</footer></body></html>
`
	s.Intact("amp-for-all", html(kit.Fill(amp, kit.Apply(s.Main(), []edit{rewrite(`<img src="([^"]*)" alt="">`, `<amp-img src="$1" width="16" height="9" layout="responsive"></amp-img>`), drop(` <span class="comm">💬 14</span>`)}))))
	s.Intact("behind-ddos-guard", with(s.Edited(sub("<span>Сегодня, 09:12</span>", "<span>10.11.2021</span>"), sub("Свидетельство о постановке на учёт № 11-ИА", "Свидетельство № KZ00VPY00000000"),
		sub("<li>Гороскоп на неделю</li>", "<li>Доступ ограничен: что делать, если не открывается сайт банка</li><li>Ошибка 404: куда исчез памятник</li>"), letters("ё", "е")), "Server", "ddos-guard", "Set-Cookie", "__ddg1_=Xy; Path=/; HttpOnly")).
		Note("a guard's header and headlines with words of walls; the article stands")
	s.Edit("hours-in-table", sub("15:00-18:00", "16:00-18:00"))
	s.Edit("update-heating-off", sub("отключать отопление не будут, уточнили в акимате", "но отопление в двух кварталах отключат, уточнили в акимате"))
	s.Wall("ddos-guard", with(status(403, lines(`<!DOCTYPE html><html><head><title>DDoS-Guard</title><meta charset="utf-8"><link rel="stylesheet" href="/.well-known/ddos-guard/css/l.css"></head>`,
		`<body><div class="main"><h1 id="ddg-l10n-title">Проверка браузера перед переходом на {{host}}</h1><p id="ddg-l10n-description">Пожалуйста, подождите несколько секунд. Если страница не обновилась, проверьте, включён ли JavaScript.</p>`,
		`<p>Request ID: 5f2c-11a9</p></div><script src="/.well-known/ddos-guard/js-challenge/index.js"></script></body></html>`)), "Server", "ddos-guard"), "blocked/bot-wall").Everywhere("/")
	s.Dead("redirect-home", redirect(302, "/"), "dead/redirected-home").Elsewhere(redirect(302, "/"))
	return s
}

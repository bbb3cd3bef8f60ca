package east

import "strings"

// agencyRU is a regional news agency of the table-layout age, in windows-1251,
// with rates, weather, a ticker, related items and readers' comments.
func agencyRU() *site {
	const (
		number = "В 2020 году к нам поступило 1 460 жалоб из мест лишения свободы, и больше половины из них касались медицины"
		store  = "лекарства лежали на складе, но не были внесены в электронную систему учёта"
		inText = "поступило 1\u00a0460 жалоб"
	)
	s := open(site{
		Name: "agency-ru", Path: "/news/society/2021/03/18/48213.html",
		Charset: "windows-1251", Type: "text/html; charset=windows-1251",
		From: "<!-- content -->", To: "<!-- /content -->",
		Quotes: []string{number, store},
	}, "/", "Заречье-Инфо — новости Зареченской области", "Страница не найдена — Заречье-Инфо")
	title := part(s.Page, "<h1>", "</h1>")
	text := part(s.Page, `<div class="text" id="article">`, "</div>\n"+s.To)
	home := s.Rest["/"]
	comments := between(`<div class="comments">`, "</td>", strings.TrimPrefix(s.File("comments2.html"), `<div class="comments">`))
	others := between(`<div class="related"><h3>Читайте также</h3><ul>`, "</ul>",
		`<li><a href="/news/politics/2021/04/05/48990.html">Депутаты спорили об автобусах сорок минут</a></li><li><a href="/news/society/2021/04/05/48977.html">Роддом в Нижней Тое закроют на плановую дезинфекцию</a></li><li><a href="/news/culture/2021/04/04/48950.html">Хор ветеранов отметил полувековой юбилей</a></li><li><a href="/news/sport/2021/04/04/48944.html">«Металлург» остался без главного тренера</a></li><li><a href="/news/incidents/2021/04/03/48915.html">Рыбаков сняли с дрейфующей льдины</a></li>`)
	top := rewrite(`(?s)<div class="ticker">.*?<div class="weather">.*?</div>`,
		`<div class="ticker"><b>Молния:</b> <a href="/news/49011.html">Режим повышенной готовности продлён до 1 мая</a></div>
 <ul class="rates"><li>USD ЦБ 76,74</li><li>EUR ЦБ 90,01</li><li>Нефть Brent 62,15</li><li>Биткоин 58 790</li></ul>
 <div class="weather">Заречинск: +7 °C, дождь, ветер 9 м/с</div>`)
	views := sub("Просмотров: 1\u00a0204", "Просмотров: 3\u00a0877")

	s.Noise("rates-weather-ticker-views", top, views,
		sub("<i>48</i>", "<i>61</i>"), sub("<i>112</i>", "<i>240</i>"), sub("t52.6;r;0.5812", "t52.6;r;0.0934"))
	s.Noise("comments-and-related-all-new", comments, others,
		between(`<div class="box popular"><h3>Популярное</h3><ol>`, "</ol>", `<li><a href="/news/48960.html">Дачный сезон: когда пустят речные трамваи</a></li><li><a href="/news/48933.html">Сколько стоит кулич в разных районах</a></li><li><a href="/news/48902.html">Медведь вышел к остановке</a></li>`)).
		Note("The furniture is longer than the article and none of it is left; the article is untouched.")
	s.Add("noise", "moved-to-utf-8", with(html(apply(s.Page, []edit{
		sub("charset=windows-1251", "charset=utf-8"), views,
		letters("\u00a0", "&nbsp;", "«", "&laquo;", "»", "&raquo;", " — ", "&nbsp;&mdash; "),
	})), "Content-Type", "text/html; charset=utf-8"), "ok/*").States("verbatim").
		Note("The site left windows-1251 behind and writes its typography as entities.")
	s.Add("noise", "charset-label-wrong", with(s.Answer(apply(s.Page, []edit{views, top})), "Content-Type", "text/html; charset=utf-8"), "ok/*").States("verbatim").
		Note("A new server labels everything UTF-8; the bytes are still windows-1251, as the page itself says.")
	s.Add("noise", "charset-label-missing", with(s.Answer(apply(s.Page, []edit{
		drop(`<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">` + "\n"), views,
	})), "Content-Type", "text/html"), "ok/*").States("verbatim").
		Note("Neither header nor page names the charset; every browser guesses it from the letters.")
	s.Add("noise", "redesign", with(html(strings.NewReplacer("@TITLE@", title, "@BODY@", text).Replace(s.File("redesign.html"))),
		"Content-Type", "text/html; charset=utf-8"), "ok/*").States("verbatim").
		Note("A new engine, new menus, no comments; every word of the article is kept.")
	s.Noise("updated-line-and-byline",
		sub(`18.03.2021, 14:05</span>`, `18 марта 2021 года, 14:05</span> <span class="upd">Обновлено: 19.03.2021, 09:12</span> <span class="author">Автор: Ольга Чернова</span>`),
		sub("Фото: Заречье-Инфо", "Фото: архив Заречье-Инфо")).
		Note("The updated line says a date and nothing more; the text below is the same.")
	s.Noise("without-yo", withoutYo).Note("ё is written е throughout: the same words.")
	s.Noise("typewriter-quotes-and-dashes", straight, letters("\u00a0", " "))
	s.Add("noise", "ddos-guard-headers-on-good-page", with(s.Answer(apply(s.Page, []edit{top, all("a71c0e9d4b22f8", "e90d17c3f4a5b6")})),
		"Server", "ddos-guard", "Set-Cookie", "__ddg1_=kQ0v; Domain=.zarechye.example; HttpOnly; Path=/"), "ok/*").States("verbatim")
	s.Noise("everything-at-once", top, views, comments, others, all("a71c0e9d4b22f8", "0014be77aa"), all("?v=217", "?v=301"),
		swap(`<li><a href="/news/politics/">Политика</a></li>`, `<li><a href="/news/sport/">Спорт</a></li>`),
		sub(`<div class="banner b-top"><a href="/adv/click?id=771"><img src="/adv/771.gif" alt="Пластиковые окна от завода. Замер бесплатно, рассрочка 0 %"></a></div>`, `<div id="adfox_16" class="banner b-top"></div><div class="cookie-bar">Сайт использует cookie. <a href="/cookie">Подробнее</a> <button>Принять</button></div>`),
		all(`<img src="/i/`, `<img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/i/`),
		sub("2008–2021. 18+", "2008–2022. Сетевое издание. 18+"))
	s.Add("noise", "article-at-status-404", s.Status(404, apply(s.Page, []edit{top, views})), "ok/*").States("verbatim").
		Note("A broken rewrite rule sends 404 with the article in full, which a reader sees as ever.")

	s.Edit("statistic-elsewhere-on-page", sub(inText, "поступило 1\u00a0640 жалоб")).Resting(store).
		Note("The article's figure changed; the related headline still says 1 460.")
	s.Edit("negation-dropped", sub("осуждённым не выдавали назначенные", "осуждённым выдавали назначенные"))
	s.Edit("two-numbers-swapped", sub("в компенсации пятерым заявителям, а трём присудил", "в компенсации трём заявителям, а пятерым присудил")).
		Note("The same words in another order: five won and three lost.")
	s.Edit("sentence-removed-commenter-quotes-it",
		drop(" По его словам, суд отказал в компенсации пятерым заявителям, а трём присудил от 5 до 12 тыс. рублей."),
		sub("<p>Пятерым отказали, троим дали по пять тысяч.", "<p>«По его словам, суд отказал в компенсации пятерым заявителям, а трём присудил от 5 до 12 тыс. рублей». Эту фразу убрали?")).
		Note("The sentence is gone from the article; only a reader repeats it.")
	s.Edit("lawyer-renamed-under-noise", sub("Адвокат Павел Скворцов, представляющий", "Адвокат Павел Дроздов, представляющий"), top, views, comments, others).
		Note("One surname, under a page of new furniture that still has the old one.")
	s.Edit("response-rewritten",
		span("<p>В областном управлении исполнения наказаний", "ведомства.</p>", "<p>В областном управлении исполнения наказаний признали, что в двух учреждениях лекарства действительно выдавались с опозданием. Начальники медсанчастей получили выговоры, сообщили агентству в пресс-службе ведомства.</p>"))

	s.Kept("moved-to-the-end", number,
		move(part(s.Page, "для которых перерыв в приёме лекарств может закончиться смертью», — подчёркивается в документе.</p>\n", "<p>25 февраля"), "<p>Областное собрание рассмотрит доклад 30 марта.</p>\n"),
		move("<p>«В 2020 году к нам "+inText+" из мест лишения свободы, и больше половины из них касались медицины», — сказала Ланская на встрече с журналистами. Годом ранее жалоб было 1\u00a0127.</p>\n", "<p>Областное собрание рассмотрит доклад 30 марта.</p>\n")).
		Or("changed/edited").Note("Two paragraphs went to the end of the article, word for word.")
	s.Lost("number-in-quote-transposed", number, sub(inText, "поступило 1\u00a0406 жалоб"), top).
		Note("1 406 for 1 460, which the related headline keeps.")
	s.Kept("latin-look-alikes", store,
		sub("лекарства лежали на складе, но не были внесены", "лекapства лeжaли на cклaдe, но не были внeceны")).
		Note("Some letters are Latin now (a, c, e, p): nobody can see it.")
	s.Lost("removed-but-commenter-quotes-it", store,
		sub("В трёх из них осуждённым не выдавали назначенные препараты: лекарства лежали на складе, но не были внесены в электронную систему учёта.", "В трёх из них осуждённым не выдавали назначенные препараты."),
		sub("Лекарства лежали на складе, но их не внесли в электронную систему — вот", "«Лекарства лежали на складе, но не были внесены в электронную систему учёта» — вот")).
		Note("The article no longer says it; a reader's comment does, which is no source.")

	s.Replaced("other-article-same-address", s.Answer(s.Inside("На набережной Заречинска высадят двести лип — Заречье-Инфо", s.File("other.html"))))
	s.Replaced("text-new-furniture-kept", s.Answer(apply(s.Page, []edit{
		sub(text, `<p class="lead">Медсанчасти колоний Зареченской области объявили набор сотрудников. Кадровая служба принимает документы до 1 июня, рассказали в региональном ведомстве.</p>
<p>Требуются терапевты, рентгенолог, восемь фельдшеров и медсёстры. Молодым специалистам обещают служебное жильё и доплату за стаж, иногородним оплатят переезд.</p>
<p>Собеседования пройдут в Заречинске на улице Садовой, 40. С собой нужны диплом, трудовая книжка и справка об отсутствии судимости. Работать предстоит посменно, с продлённым отпуском.</p>
<p>В прошлом году такой же набор закончился тем, что пришли четыре человека. Начальник кадровой службы связывает это с удалённостью посёлков и советует кандидатам сначала съездить на место и познакомиться с коллегами.</p>
<p>Подробные условия опубликованы на сайте ведомства в разделе «Вакансии».</p>
`),
	}))).Note("Headline, date, picture, comments and menus are the same; of the text nothing is left.")

	s.Moved("new-host", 301, "http://zarechye-media.example/a/48213", "//zarechye-media.example/a/48213", s.Edited(top), "moved/redirect")
	s.Moved("tracking-parameters", 302, s.Path+"?utm_source=self&utm_medium=redirect", s.Path+"?utm_source=self&utm_medium=redirect", s.Edited(top, views), "ok/*")

	soft := s.Answer(s.Inside("Заречье-Инфо", s.File("soft.html")))
	s.Dead("own-404-template", s.Rest["*"], "dead/http-404")
	s.Dead("soft-404-with-similar-title", soft, "dead/soft-404").Elsewhere(soft).
		Note("The page apologises and offers next year's article, whose headline is nearly the cited one.")
	s.Dead("home-with-teaser-of-it", redirect(302, "/"), "dead/redirected-home").Elsewhere(redirect(302, "/")).Also("/", home).
		Note("Everything goes to the home page, where the headline and first sentence still stand.")
	s.Dead("casino", html(read("parked/casino-ru.html")), "dead/hijacked").Everywhere()

	s.Wall("cloudflare-challenge", with(status(403, read("walls/cloudflare.html")), "Server", "cloudflare", "Cf-Mitigated", "challenge", "CF-Ray", "8a1f0b2c3d4e5f60-DME"), "blocked/bot-wall").Everywhere()
	s.Wall("smartcaptcha-at-200", html(read("walls/smartcaptcha.html")), "blocked/bot-wall").Everywhere()
	s.Wall("registration-teaser", s.Answer(apply(s.Page, []edit{
		between("который опубликован в четверг, 18 марта.</p>\n", s.To, `<div class="paywall"><h2>Чтобы читать дальше, войдите или зарегистрируйтесь</h2><p>Это бесплатно и займёт минуту. Зарегистрированные читатели видят статьи целиком и могут оставлять комментарии.</p><form action="/auth" method="post"><input type="email" name="email" placeholder="Почта"><input type="password" name="pass" placeholder="Пароль"><button>Войти</button></form><a href="/auth/new">Регистрация</a></div>
</div>
`),
	})), "blocked/login-wall", "changed/replaced", "changed/quote-lost").
		Note("Headline, date and first paragraph are for everybody, the rest for the registered: the quotes can't be seen.")

	s.Fault("timeout", fault("timeout"), "unreachable/timeout")
	head, _, _ := strings.Cut(s.Page, s.From)
	s.Fault("truncated-before-the-article", truncated(s.Answer(head)), "unreachable/truncated")
	return s
}

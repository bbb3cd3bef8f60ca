package east4

import "archiver/internal/eval/kit"

// portal is a committee's own Bitrix site, which a common portal of all state
// bodies swallows in the end.
func portal() *site {
	const checks = "По 214 обращениям назначены выездные проверки, и ни одно из них не оставлено без ответа"
	s := newSite("portal-ru", "/press/1842", checks,
		"к дисциплинарной ответственности привлечены 63 должностных лица, трое уволены")
	s.Healthy(s.Inside("Комитет по приёму обращений граждан", "<h1>Комитет по приёму обращений граждан</h1><p>Добро пожаловать на официальный сайт комитета. График приёма, бланки, ответы на частые вопросы.</p><ul><li>Как подать обращение</li><li>Где находится приёмная</li></ul>"),
		s.Inside("Страница не найдена", "<h1>404</h1><p>К сожалению, запрошенная Вами страница не найдена. Перейдите на <a href=\"/\">главную</a> или воспользуйтесь поиском.</p>"))

	body := s.Part(`<div class="news-detail">`+"\n", "</div>\n</main>")
	shell := `<!doctype html><html lang="ru"><head><meta charset="utf-8"/><title data-rh="true">@T@</title><link rel="icon" href="/favicon.ico"/><script defer="defer" src="/static/js/main.8f1c2.js"></script></head>
<body><noscript>Для работы портала включите JavaScript.</noscript><div id="root"><div class="sc-bdVaJa hXmPq"><div class="sc-htpNat"><a href="/"><span>Единая платформа интернет-ресурсов государственных органов</span></a>
<button class="sc-ifAKCX">ҚАЗ</button><button class="sc-ifAKCX active">РУС</button><button class="sc-ifAKCX">ENG</button><button aria-label="Версия для слабовидящих">А</button></div>
<nav class="sc-EHOje"><a href="/about">О ведомстве</a><a href="/press">Пресс-центр</a><a href="/documents">Документы</a><a href="/services">Услуги</a><a href="/vacancies">Вакансии</a><a href="/procurement">Госзакупки</a><a href="/anticorr">Противодействие коррупции</a></nav>
@BODY@
<aside class="sc-bZQynM"><p>Читайте ещё</p><a href="/press/n/2210">Изменён порядок личного приёма</a><a href="/press/n/2207">Поздравление с Днём Республики</a></aside>
<div class="sc-gzVnrw"><p>Эта страница была полезной?</p><button>Да</button><button>Нет</button></div>
<footer class="sc-dnqmqq"><p>1414 — единый контакт-центр</p><p>Любое использование материалов допускается при наличии гиперссылки на источник</p></footer></div></div></body></html>
`
	page := func(title, body string) string { return kit.Fill(sub("@T@", title)(shell), body) }
	article := `<div class="sc-jTzLTM"><h1 class="sc-fjdhpX">Ведомство подвело итоги приёма обращений за первое полугодие</h1><p class="sc-jzJRlG">14 июля 2021, 11:40</p><p>4 мин на чтение</p><div class="sc-cSHVUG">` +
		letters("ё", "е")(body) + `</div><div>Просмотров: 1 204</div><div>Поделиться: <a>Telegram</a> <a>WhatsApp</a> <a>Facebook</a></div></div>`
	s.Intact("common-portal", html(page("Ведомство подвело итоги", article))).
		Elsewhere(status(404, page("404", "<p>Страница не найдена</p>"))).
		Also("/", html(page("Портал", "<p>Новости ведомства</p><p>Популярные услуги</p>"))).
		Note("the site moved into the common shell of all state bodies; the article is whole")
	s.Noise("nbsp-and-counter", glue, sub("Посетителей сегодня: 412", "Посетителей сегодня: 9 077"),
		sub("© 2014–2021", "© 2014–2024"), between("Последние новости</h3>", "<h3>Полезные", "<ul><li><a href=\"/press/3310\">Объявлен конкурс на занятие вакантных должностей</a></li><li><a href=\"/press/3309\">Итоги аппаратного совещания</a></li></ul>"))
	s.Noise("mourning-banner-and-poll", below(`<body class="inner">`, "\n<div class=\"mourning\" style=\"filter:grayscale(1)\"><p>Общенациональный траур. Выражаем соболезнования родным и близким погибших.</p></div>"),
		above(`<div class="footer">`, "<div class=\"poll\"><h3>Опрос</h3><p>Удобно ли вам пользоваться нашим сайтом?</p><label><input type=radio>Да, удобно</label><label><input type=radio>Нет</label><p>Проголосовало: 318</p></div>\n"))
	s.Noise("login-window-hidden", below(`<body class="inner">`, "\n<div class=\"modal fade\" id=\"loginModal\"><h4>Вход на портал</h4><p>Для продолжения войдите в систему по ЭЦП, логину и паролю.</p><form action=\"/auth/\"><input name=\"login\"><input type=\"password\" name=\"pass\"><button>Войти</button> <a>Забыли пароль?</a></form></div>")).Note("a login form in a window that opens on demand")
	s.Edit("list-figure", sub("1 264 обращения", "1 246 обращений"))
	s.Edit("town-out", sub("в Атырау, Кызылорде и Петропавловске", "в Атырау и Кызылорде"))
	s.Lost("checks-fewer", checks, sub("По 214 обращениям назначены", "По 124 обращениям назначены"))
	s.Dead("portal-shell-empty", html(page("Портал", `<div class="sc-jTzLTM"><p>По вашему запросу материалов не найдено</p><a href="/press">Все материалы пресс-центра</a></div>`)), "dead/soft-404", "dead/empty").
		Also("/", html(page("Портал", "<p>Новости ведомства</p><p>Популярные услуги</p>"))).
		Elsewhere(html(page("Портал", `<div class="sc-jTzLTM"><p>По вашему запросу материалов не найдено</p><a href="/press">Все материалы пресс-центра</a></div>`)))
	s.Dead("moved-to-portal-notice", s.Answer(lines("<!DOCTYPE html>", `<html lang="ru"><head><meta charset="utf-8"><title>Сайт переехал</title></head>`,
		`<body style="text-align:center;padding-top:120px;font-family:Arial"><img src="/img/gerb.png" alt="">`,
		"<p>Уважаемые посетители!</p><p>Сообщаем, что с 1 февраля 2022 года официальный интернет-ресурс комитета размещён на единой платформе интернет-ресурсов государственных органов.</p>",
		`<p><a href="https://www.portal.example/memleket/entities/kog">Перейти на новый сайт</a></p></body></html>`)), "dead/soft-404", "dead/redirected-home").Everywhere("/")
	return s
}

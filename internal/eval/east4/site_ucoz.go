package east4

import "archiver/internal/eval/kit"

// ucoz is a prisoners' committee on a free site builder.
func ucoz() *site {
	s := newSite("ucoz-ru", "/news/obrashhenie_zhitelej/2012-03-18-41",
		"Осуждённые спят в бушлатах, вода в умывальнике замерзает",
		"Мы просим печку, тёплую одежду и врача хотя бы раз в неделю")
	s.Healthy(s.Inside("Комитет за права заключённых - Главная страница", "<div class=\"eTitle\">Добро пожаловать</div><p>Мы собираем сообщения о нарушениях прав в местах лишения свободы.</p>\n"),
		s.Inside("Ошибка 404", "<div class=\"eTitle\">HTTP 404: Страница не найдена</div><p>Запрашиваемой вами страницы не существует. <a href=\"/\">Вернуться на главную</a></p>\n"))

	s.Noise("chat-clock-and-status", sub("Среда, 21.03.2012, 10:44", "Суббота, 09.11.2019, 03:12"), sub("Онлайн всего: <b>1</b> Гостей: <b>1</b>", "Онлайн всего: <b>4</b> Гостей: <b>3</b> Ботов: <b>1</b>"),
		sub("Просмотров: 118", "Просмотров: 4071"), sub("Рейтинг: 5.0/3", "Рейтинг: 4.3/19"), sub("© 2012", "© 2019"),
		above(`<div class="boxTable"><b>Статистика</b>`, "<div class=\"boxTable\"><b>Мини-чат</b><p>200</p><p>Айка: салам всем</p><p>Гость: админ тут есть?</p></div>\n"))
	s.Noise("reconstruction-marquee", above(`<table width="100%">`, "<marquee>Внимание! Сайт на реконструкции, часть разделов временно недоступна. Приносим извинения!</marquee>\n"),
		letters("ё", "е"), sub("<div class=\"comm\">Всего комментариев: <b>0</b>", "<div class=\"comm\">Всего комментариев: <b>2</b><p>1 Роза • 11:40, 25.03.2012: Передала свитера, спасибо комитету</p><p>2 spam77: Раскрутка сайтов недорого</p>")).
		Note("says the site is being rebuilt, but the appeal stands")
	s.Noise("mobile-template", rewrite(`(?s)<table width="100%"><tr><td class="sidebar">(.*?)</td>\s*<td id="content">`, `<div class="u-row"><div id="content" class="u-col">`), sub("</td></tr></table>", "</div></div>"),
		sub(`src="http://s54.ucoz.example/src/jquery-1.7.2.js"`, `src="//s54.ucoz.example/src/jquery-3.6.0.js"`), letters(" - ", " — ", `"`, "”"))
	s.Edit("digit-of-signatures", sub("стоят 37 подписей", "стоят 73 подписи"))
	s.Edit("answer-added", above("<p>Сбор тёплых вещей", "<p>Дополнено 12 апреля: департамент ответил, что факты не подтвердились, отряд № 4 отапливается.</p>\n"))
	blocked := html(lines("<!DOCTYPE html>", `<html><head><meta charset="utf-8"><title>Сайт заблокирован</title></head>`,
		`<body class="block-page"><div class="c"><h1>Этот сайт заблокирован</h1>`, "<p>Сайт удалён или заблокирован за неактивность. Если вы его владелец, войдите в панель управления и оплатите любой из тарифов в течение 30 дней.</p>",
		`<a href="https://www.ucoz.example/">Создать сайт бесплатно</a></div></body></html>`))
	s.Dead("builder-idle-site", blocked, "dead/parked", "dead/soft-404").Everywhere("/")
	s.Dead("builder-no-entry", s.Answer(s.Inside("Комитет за права заключённых - Новости", "<div class=\"eTitle\">Материал удалён</div><p>Запрашиваемый материал был удалён администратором либо ещё не прошёл проверку.</p>\n")), "dead/soft-404")
	s.Fault("database-gone", kit.Status(500, "<html><head><title>500 Internal Server Error</title></head><body><h1>Внутренняя ошибка сервера</h1><p>Не удалось соединиться с базой данных. Попробуйте обновить страницу позже.</p></body></html>"), "unreachable/http-5xx").Everywhere("/")
	return s
}

package east2

// answersRU is a site where lawyers answer questions.
func answersRU() *site {
	s := open(site{
		Name: "answers-ru", Path: "/q/4417820-uvolili-na-bolnichnom/",
		From: `<div class="l1">`, To: `</div>
<div class="sd">`,
		Quotes: []string{
			"если её нет, обращайтесь сразу в суд: вы вправе сделать это в течение двух месяцев",
			"сам по себе непоказанный больничный не делает отсутствие прогулом",
		},
	}, "/", "ЮрСовет — консультации юристов", `<h1>Спросите юриста</h1><form><textarea>Опишите ситуацию</textarea><button>Отправить</button></form><p>Популярное: развод, алименты, наследство, банкротство</p>`,
		"404 — ЮрСовет", `<h1>Здесь ничего нет</h1><p>Но вы можете <a href="/ask">задать вопрос</a>.</p>`)

	s.Noise("ratings-views-and-lawyers-online", sub("Юристов онлайн: 218", "Юристов онлайн: 94"), sub("Просмотров 96", "Просмотров 2 204"), sub("рейтинг 8.9", "рейтинг 9.1 · 1 402 отзыва"), sub("рейтинг 9.7", "рейтинг 9.6 · 388 отзывов"),
		sub("14 ноября 2025, 21:37", "5 месяцев назад"), sub("Вопросов за сутки: 1 731", "Вопросов за сутки: 1 508"), sub("Сократили в декрете</a>", "Сократили в декрете</a><a href=\"/q/4499120\">Штраф за опоздание законен?</a>"))
	s.Noise("lead-forms-within-an-answer", below("<p>Порядок действий такой:</p>\n", `<div class="lead"><p>Бесплатная консультация юриста за 15 минут. Оставьте телефон, и дежурный специалист перезвонит вам сегодня.</p><input placeholder="Телефон"><button>Жду звонка</button><small>Нажимая кнопку, вы соглашаетесь с офертой</small></div>
`), above(`<div class="l5"><div class="l6"><b>Ким`, `<div class="vote">Ответ помог? <a>Да 31</a> <a>Нет 2</a></div>
`))
	s.Noise("names-cities-and-ranks-reworked", sub(`<b>Тимофеев Арсен</b><span>юрист, г. Лесной</span>`, `<b>Арсен Т.</b><span>Юрист. На сайте с 2017 года. Стаж 14 лет</span>`), sub(`<b>Ким Эльвира</b><span>адвокат, г. Костылёв</span>`, `<b>Эльвира Ким</b><span>Адвокат. Лучший ответ месяца</span>`),
		sub("<span>г. Костылёв</span>", "<span>Костылёв</span><span>Алия</span><span>Вопрос закрыт</span>"), sub("<h2>Ответы юристов</h2>", "<h2>2 ответа юристов</h2>")).Note("What the site says of its users, not what they wrote.")
	s.Noise("microdata-and-folded-answers", letterless(`<div class="l5">`, `<div itemscope itemtype="https://schema.org/Answer" class="css-1a2b" data-open="0">`, `<div class="l6">`, `<div class="css-9z">`, `<div class="l2">`, `<div class="css-q">`),
		sub("<p>Невыплата", `<button>Показать полностью</button><p hidden data-more>Невыплата`), sub(`<p>Здравствуйте! Я`, `<p itemprop="text">Здравствуйте!<br><br>Я`), letters(" — ", " – ")).Note("The last paragraph is folded until a click.")

	s.Noise("glossary-tips-in-the-text", sub("подайте заявление в согласительную комиссию;", `подайте заявление в <span class="g">согласительную комиссию<span class="gt" role="tooltip" style="display:none">Постоянный орган, который создают работодатель и работники на равных началах</span></span>;`),
		sub("Госпошлину по трудовым", `<a class="g" href="/slovar/gosposhlina" title="Сбор за обращение в суд">Госпошлину</a> по трудовым`), sub("Юристов онлайн: 218", "Юристов онлайн: 301"), sub("Просмотров 96", "740"), sub(`<a href="/enter">Вход</a>`, `<a href="/enter">Вход</a><a href="/pro">Для бизнеса</a>`))
	s.Edit("article-number-of-the-code", sub("пунктом 1 статьи 54 Кодекса", "пунктом 1 статьи 52 Кодекса"))
	s.Edit("month-became-ten-days-in-a-list", sub("в течение одного месяца со дня", "в течение десяти дней со дня"), sub("рейтинг 8.9", "рейтинг 8.8"))
	s.Lost("answer-struck-out", s.Quotes[1], span(`<div class="l5"><div class="l6"><b>Ким`, "уважительной причине.</p></div>", `<div class="l5"><p class="del">Ответ удалён автором</p></div>`))

	s.Dead("moderator-took-it", s.Answer(s.Inside("Вопрос № 4417820 — ЮрСовет", `<h1>Вопрос № 4417820</h1><p>Скрыт модератором как дубликат. Посмотрите, что отвечали другим, или задайте свой вопрос — это бесплатно.</p>`)), "dead/soft-404")
	s.Wall("answers-for-members", s.Edited(between("<h2>Ответы юристов</h2>", "</div>\n<div class=\"sd\">", `<div class="blur"><p>Два юриста ответили на этот вопрос.</p><p><b>Чтобы увидеть ответы, представьтесь:</b></p><button>Войти через eGov</button><button>Продолжить с Google</button><button>По номеру телефона</button></div>
`)), "blocked/login-wall").Note("The question shows, the answers the citation rests on wait for an account.")
	s.Wall("robots-are-not-served", status(403, `<html><head><meta charset="utf-8"><title>403</title></head><body>Автоматический сбор материалов сайта запрещён пользовательским соглашением (п. 4.7).</body></html>`), "blocked/forbidden", "blocked/bot-wall").Everywhere()
	return s
}

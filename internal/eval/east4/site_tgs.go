package east4

// tgs is a post in a messenger channel's web preview.
func tgs() *site {
	s := newSite("tgs-ru", "/s/dvorpravo/812", "Суд в Павлодаре арестовал активистку Жанну Ерубаеву на 15 суток", "Свидетели защиты выслушаны не были")
	landing := `<div class="tgme_page"><div class="tgme_page_title"><span>Двор и право</span></div><div class="tgme_page_extra">2 310 subscribers</div><div class="tgme_page_description">Новости из судов Павлодара. Связь: @dvorbot</div><div class="tgme_page_action"><a>View in Telegram</a></div><p>If you have <b>Telegram</b>, you can view and join <b>Двор и право</b> right away.</p></div>
`
	s.Healthy(s.Inside("Telegram Messenger", "<h1>Telegram</h1><p>a new era of messaging</p>\n"), s.Inside("Telegram: Contact", landing))
	s.Rest["*"] = s.Answer(s.Inside("Telegram: Contact", landing)) // the service has no 404

	s.Noise("views-and-reactions", sub("2.31K subscribers", "9.07K subscribers"), sub(`views">1.1K`, `views">14.6K`),
		above(`<div class="tgme_widget_message_footer">`, "<div class=\"tgme_widget_message_reactions js-message_reactions\"><span class=\"tgme_reaction\">😢210</span><span class=\"tgme_reaction\">🤬96</span></div>\n"),
		sub(`<a class="tgme_widget_message_date"`, `<span>edited</span> &nbsp;<a class="tgme_widget_message_date"`))
	next := `<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="dvorpravo/813"><div class="tgme_widget_message_text" dir="auto">Доброе утро. Расписание заседаний на сегодня: 10:00 дело о клевете, 14:30 апелляция водителя автобуса, 16:00 продление ареста.</div></div></div>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="dvorpravo/814"><div class="tgme_widget_message_text" dir="auto">Ищем волонтёра, который умеет расшифровывать аудио. Пишите в бот.</div></div></div>
`
	s.Noise("next-posts-below", above(`<div class="tgme_footer">`, next)).Note("the preview shows later posts too")
	s.Edit("post-edited-detail", sub("ушла через десять минут", "ушла через полчаса"), sub(`<a class="tgme_widget_message_date"`, `<span>edited</span> &nbsp;<a class="tgme_widget_message_date"`))
	s.Lost("term-cut", "Суд в Павлодаре арестовал активистку Жанну Ерубаеву на 15 суток", sub("на 15 суток", "на 5 суток"))
	s.Dead("post-deleted-others-shown", s.Answer(s.Inside("Двор и право – Telegram", next)), "dead/soft-404", "changed/quote-lost", "changed/replaced").
		Note("the preview shows what came after; the cited post is gone")
	s.Dead("channel-contact-card", redirect(302, "/dvorpravo"), "dead/soft-404", "dead/redirected-home").Also("/dvorpravo", s.Answer(s.Inside("Telegram: Contact @dvorpravo",
		`<div class="tgme_page"><div class="tgme_page_icon"></div><div class="tgme_page_extra">If you have <strong>Telegram</strong>, you can contact <a>@dvorpravo</a> right away.</div><div class="tgme_page_action"><a>Send Message</a></div></div>`+"\n")))
	return s
}

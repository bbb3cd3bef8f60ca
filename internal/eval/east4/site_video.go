package east4

import "archiver/internal/eval/kit"

// video is a video host's page, of which the description is cited.
func video() *site {
	const typo = "апелляция отменила вердикт из-за опечатки в вопросном листе"
	s := kit.Open(files, "video-ru.html", site{Name: "video-ru", Path: "/watch?v=pS1kOq", From: "<!-- w -->\n", To: "<!-- /w -->",
		Quotes: []string{typo, "Второй состав вынес обвинительный приговор за 50 минут"}})
	s.Healthy(s.Inside("Вьюер", "<div><h2>Рекомендуем</h2><a>Как выбрать адвоката</a> <a>Плов на костре</a></div>\n"), s.Inside("404 Not Found", "<div><p>Эта страница недоступна. Попробуйте найти что-нибудь ещё.</p></div>\n"))

	s.Noise("views-chapters-comments", sub("12 408 просмотров", "301 775 просмотров"), sub("9 сент. 2021 г.", "Премьера состоялась 9 сент. 2021 г."), sub("6,1 тыс.", "48,2 тыс."),
		sub(`<span>Следующее</span><a href="/watch?v=1">Как выбрать адвоката</a> <a href="/watch?v=2">Дорога на Балхаш, 4K</a>`, `<span>Все</span> <span>Похожие</span> <a href="/watch?v=7">Чемпионат по кокпару. Прямой эфир</a> <a href="/watch?v=8">Лекция: что такое вердикт</a>`),
		above("<!-- /w -->", "<div id=\"comments\"><h2>214 комментариев</h2><p>@user-kz7x: Очень сильный фильм</p><p>@marat: смотрю второй раз</p></div>\n"), sub(`<p>00:00 Начало<br>`, `<p><a href="/watch?v=pS1kOq&amp;t=0">00:00</a> Начало<br>`))
	s.Edit("description-reworded-fact", sub("Мы сняли троих из них: учительницу, сварщика и продавца.", "Мы сняли двоих из них: учительницу и сварщика."))
	unavailable := func(reason, status string) edit {
		return func(string) string {
			p := s.Inside("Вьюер", "<div id=\"player-unavailable\"><p>"+reason+"</p></div>\n")
			p = kit.Sub(`{"status":"OK","playableInEmbed":true}`, `{"status":"`+status+`","reason":"`+reason+`"}`)(p)
			return kit.Sub(`,"videoDetails":{"videoId":"pS1kOq","lengthSeconds":"2292"}`, "")(p)
		}
	}
	s.Dead("video-unavailable", s.Edited(unavailable("Видео недоступно. Аккаунт автора удалён.", "ERROR")), "dead/soft-404")
	s.Wall("sign-in-for-age", s.Edited(unavailable("Войдите в аккаунт, чтобы подтвердить свой возраст. Это видео может быть неприемлемо для некоторых пользователей.", "LOGIN_REQUIRED")), "blocked/login-wall", "blocked/consent-wall")
	return s
}

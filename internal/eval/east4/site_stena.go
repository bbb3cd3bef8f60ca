package east4

import "archiver/internal/eval/kit"

// stena is a post on a community's wall in a social network, which shows a login
// form beside everything.
func stena() *site {
	const counted = "По нашему подсчёту проголосовали 389 человек, в протоколе записано 1 214"
	s := kit.Open(files, "stena-vk-ru.html", site{Name: "stena-vk-ru", Path: "/wall-98110_4471", From: "<!-- post -->\n", To: "<!-- /post -->",
		Quotes: []string{counted, "Копию протокола выдали без печати"}})
	s.Healthy(s.Inside("ВСети", "<h1>Добро пожаловать</h1><p>Общайтесь с друзьями с телефона и компьютера.</p>\n"),
		s.Inside("Ошибка | ВСети", "<div class=\"message_page\"><h3>Ошибка</h3><p>Страница удалена либо ещё не создана.</p></div>\n"))

	s.Noise("hashed-classes-and-likes", rewrite(`class="(wall_post_text|wall_text|post_author|like_wrap)"`, `class="vkuiDiv__host--k2n9 $1-x7"`), sub(`like_button_count">41`, `like_button_count">1 902`), sub("<span>7</span>", "<span>388</span>"), sub("2,3K", "151K"),
		sub("20 ноя 2022</span>", "20 ноября 2022</span> <span>Изменено</span>"), above("<!-- /post -->", "<div class=\"replies\"><div>Сначала интересные</div><div><b>Айдос К.</b> У нас на 51-м то же самое</div><div><b>Лариса</b> Спасибо вам!</div><a>Показать следующие комментарии</a></div>\n"))
	s.Noise("login-promo-over-post", above(`<div id="footer_wrap">`, "<div class=\"PageBottomBanner\" role=\"dialog\"><h4>Войдите, чтобы видеть больше</h4><p>Вы не сможете писать комментарии и ставить отметки без входа.</p><button>Войти</button><button>Создать аккаунт</button></div>\n"),
		all("<br>", "<br/>\n")).Note("the network begs for a login, and shows the post")
	s.Edit("time-in-first-line", sub("высыпали на стол в 20:20", "высыпали на стол в 20:50"))
	s.Dead("post-removed", s.Answer(s.Inside("Ошибка | ВСети", "<div class=\"message_page\"><h3>Ошибка</h3><p>Запись удалена или скрыта настройками приватности.</p><a>Перейти назад</a></div>\n")), "dead/soft-404", "blocked/login-wall").
		Note("gone or hidden, the network doesn't say which")
	s.Wall("community-blocked-in-country", s.Answer(s.Inside("Сообщество заблокировано | ВСети", "<div class=\"groups_blocked\"><h3>Материал недоступен на территории вашей страны</h3><p>Доступ к сообществу ограничен на основании предписания уполномоченного органа.</p></div>\n")), "blocked/geo-block", "blocked/legal-451")
	return s
}

package east4

import "archiver/internal/eval/kit"

// zhurnal is an entry of a diary with comments.
func zhurnal() *site {
	s := kit.Open(files, "zhurnal-ru.html", site{Name: "zhurnal-ru", Path: "/91337.html", From: "<!-- e -->\n", To: "<!-- /e -->",
		Quotes: []string{"В выдаче дела отказано, поскольку в нём содержатся сведения о третьих лицах", "в описи 1 126 дел, из них выдают 340"}})
	s.Healthy(s.Inside("stepnyak — LiveJournal", "<h1>stepnyak</h1><div><a href=\"/91544.html\">Про дороги</a><p>Весна, распутица, трасса закрыта.</p><a href=\"/91337.html\">Как нас не пустили в архив</a></div>\n"),
		s.Inside("Page not found", "<h1>Страница не найдена</h1><p>Ой! Такой записи в этом журнале нет. Может быть, автор её удалил.</p>\n"))

	gate := "<div class=\"b-msgsystem-warningbox b-adult\" style=\"display:none\"><p>Возможно, содержимое не подходит для просмотра лицами младше 18 лет. Вам исполнилось 18 лет?</p><button>Да</button><button>Нет</button></div>\n"
	s.Noise("hidden-age-box-and-comments", above(`<div class="b-singlepost-nav">`, gate), sub("<h3>12 comments</h3>", "<h3>187 comments</h3><div class=\"b-leaf\"><b>frank_link</b> Здравствуйте! Ваша запись попала в топ-25 популярных записей LiveJournal для Средней Азии.</div>"),
		sub("Tags: архив", "Метки: архив"), sub("© 1999–2017", "© 1999–2024"))
	s.Noise("promo-and-donate", above("<b>Что можно сделать.</b>", "<div class=\"ljsale\">Реклама. ООО «Ромашка», erid: 2SDnjc. Скидки на лыжи до 40 %</div>"),
		above("</div>\n<!-- /e -->", "<br><br><div class=\"lj-like\">Posts from this journal by “архив” tag: <a>Где искать списки этапов</a>, <a>Карта отделений</a></div>"), sub("<time>2017-02-11 22:14:00</time>", "<time>February 11 2017, 22:14</time>"), glue)
	s.Quote("hedged", "В выдаче дела отказано, поскольку в нём содержатся сведения о третьих лицах", []string{"unclear", "gone"}, "changed/quote-lost",
		sub("«В выдаче дела отказано, поскольку в нём содержатся сведения о третьих лицах»", "«Дело может быть выдано после обезличивания»"))
	s.Wall("adult-gate", s.Answer(s.Inside("Возрастное ограничение", "<div class=\"b-adult-page\"><h1>Просмотр этого журнала ограничен</h1><p>Вы собираетесь просмотреть материалы, предназначенные только для взрослых. Чтобы продолжить, подтвердите, что вам больше 18 лет, или войдите в свой аккаунт.</p><a>Мне есть 18 лет</a> <a>Уйти отсюда</a></div>\n")), "blocked/consent-wall", "blocked/login-wall", "blocked/forbidden").Everywhere("/")
	s.Wall("friends-only", s.Status(403, s.Inside("Доступ закрыт", "<h1>Доступ к записи ограничен</h1><p>Автор открыл эту запись только для друзей. Если вы в их числе, войдите, чтобы её прочесть.</p><form action=\"/login\"><input name=\"user\"><input type=\"password\"><button>Войти</button></form>\n")), "blocked/login-wall", "blocked/forbidden")
	s.Dead("journal-purged", s.Status(410, "<!DOCTYPE html><html><head><title>Deleted Account</title></head><body><h1>Журнал удалён</h1><p>Этот журнал был удалён и очищен. Если вы stepnyak, восстановить его уже нельзя.</p></body></html>"), "dead/http-410").Everywhere("/")
	return s
}

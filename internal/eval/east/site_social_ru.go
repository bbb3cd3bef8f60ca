package east

import "strings"

// socialRU is a community's post on a social network's wall.
func socialRU() *site {
	const (
		seven = "В камере № 214, рассчитанной на четырёх человек, мы застали семерых"
		force = "Жалобы на применение силы не поступали"
	)
	s := open(site{
		Name: "social-ru", Path: "/wall-118204417_5523",
		From: "<!-- post -->", To: "<!-- /post -->",
		Quotes: []string{seven, force},
	}, "/", "Вместе — общение без границ", "Ошибка | Вместе")
	hashes := []edit{sub("5b2e91c7d0", "77af0c12e9"), sub("c41f8d7b20", "09e4b6a1dd"), sub("1622540412", "1639000777"), sub("a0d9e2c1", "b33f"), sub("common.7c41e0.css", "common.e01c92.css")}
	likes := rewrite(`(?s)<div class="like_wrap">.*?</div>`, `<div class="like_wrap _like_wall"><span class="PostBottomAction">1,4K</span> <span class="PostBottomAction">203</span> <span class="PostBottomAction">388</span> <span class="like_views">96K</span></div>`)
	talk := between(`<div class="replies">`, `<a class="replies_next"`, strings.Repeat(`<div class="reply"><a class="author" href="/id77">Олеся Тихая</a><div class="wall_reply_text">Подскажите, как передать вентилятор? В приёмной говорят, что нужна справка от врача, а врач принимает раз в две недели.</div><span class="rel_date">2 июн 2021</span></div>
<div class="reply"><a class="author" href="/id301">Руслан К.</a><div class="wall_reply_text">Горячей воды и у нас в доме нет с мая, и никто актов не пишет.</div><span class="rel_date">3 июн 2021</span></div>
`, 4))
	message := func(file string) string { return s.Inside("Вместе", s.File(file)) }

	s.Noise("likes-and-comments-all-new", likes, talk)
	s.Noise("hashes-and-dates", append(hashes, sub("31 мая в 19:42", "31 мая 2021"), sub("Вместе © 2021", "Вместе © 2022"))...)
	s.Noise("new-classes-and-emoji-bar", all("wall_post_text", "vkuiText--body PostText-module__root"), sub(`<div class="post_header">`, `<header class="PostHeader-module__x2">`), sub("31 мая в 19:42</span></a></div></div>", "31 мая в 19:42</span></a></div></header>"),
		below(`alt="Изображение: акт посещения"></a></div>`, `<div class="reactions"><i>❤</i>120 <i>😢</i>77 <i>😡</i>15</div>`))
	s.Noise("install-app-banner", above(`<div id="page_body">`, `<div class="mobile_app_bar">Смотрите записи в приложении — так удобнее <a href="/mobile">Установить</a> <button>Не сейчас</button></div>`+"\n"), likes)

	s.Edit("negation-inserted", sub("в этом нам отказали", "в этом нам не отказали"))
	s.Edit("deadline-and-everything-else", append(hashes, likes, talk, sub("до 30 июня, опубликуем", "до 30 июля, опубликуем"))...)
	s.Edit("postscript-added", sub("опубликуем его здесь же.", "опубликуем его здесь же.<br><br>UPD от 14 июня. Воду дали, в камере остались пятеро. Прокурор внёс представление."))

	s.Lost("seven-becomes-six", seven, sub("мы застали семерых", "мы застали шестерых"), likes)
	s.Kept("emoji-and-line-break", seven, sub("рассчитанной на четырёх человек, мы застали семерых.", `рассчитанной на четырёх человек,<br>мы застали семерых.<img class="emoji" src="/emoji/e/f09f98a1.png" alt="😡">`))

	s.Dead("post-deleted-at-200", html(message("deleted.html")), "dead/soft-404").Elsewhere(html(message("deleted.html")))

	s.Wall("login-redirect", redirect(302, "/login?act=to&to=L3dhbGwtMTE4MjA0NDE3XzU1MjM"), "blocked/login-wall").
		Also("/login?act=to&to=L3dhbGwtMTE4MjA0NDE3XzU1MjM", html(s.File("login.html")))
	s.Wall("429", with(status(429, read("walls/toomany.html")), "Retry-After", "600"), "blocked/rate-limited").Everywhere()
	s.Fault("reset", fault("reset"), "unreachable/reset")
	return s
}

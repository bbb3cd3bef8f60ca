package east3

// stena is a public post in a social network's shell.
func stena() *site {
	s := newSite("stena-ru", "/wall-5810377_2264",
		"За третий квартал нам выдали в среднем по 90.",
		"Один флакон полосок в розницу стоит 1 150 рублей, и его хватает на восемь дней.")
	s.Healthy(
		s.Inside("Стена: добро пожаловать", `<div class="LoginMobilePromo"><h2>Стена для мобильных устройств</h2><p>Установите официальное мобильное приложение и оставайтесь в курсе новостей Ваших друзей, где бы Вы ни находились.</p></div>
`),
		s.Inside("404 Not Found", `<div class="message_page page_block"><div class="message_page_title">Ошибка</div><div class="message_page_body">Страница удалена либо ещё не создана.</div></div>
`))

	s.Noise("bundles-and-reactions",
		rewrite(`css-[0-9a-z]{3,5}`, "vkitP__x${0}__8fQ2"),
		all("runtime.9c1f.js", "runtime.e07b.js"),
		sub("common.2aa71.css", "common.f9930.css"),
		sub(`data-reaction-count="212"><span>212</span>`, `data-reaction-count="301"><span>❤ 240</span><span>😢 61</span>`),
		sub("<span>58</span>", "<span>77</span>"),
		sub(`title="9 402 просмотра">9,4K`, `title="14 118 просмотров">14K`),
		sub("7 окт 2020 в 12:15", "7 октября 2020"),
		below(`Мать и дитя Заречный</a></h5>`, `<button class="subscribe">Подписаться</button>`),
		above(`<div id="footer_wrap"`, `<div class="UnauthActionBox"><p>Войдите, чтобы видеть больше записей сообщества</p><button>Войти</button></div>
`),
	)

	s.Noise("other-comments",
		between(`<div class="replies_list">`, `</div><a class="replies_next"`, `
<div class="reply css-pp0"><a class="author" href="/id2211">DELETED</a><div class="reply_text">Комментарий удалён пользователем или руководителем страницы</div><div class="reply_date">8 окт 2020</div></div>
<div class="reply css-pp0"><a class="author" href="/id2213">Олеся Боровая</a><div class="reply_text">Сегодня в аптеке на Мира привезли, но только по списку! Звоните заранее</div><div class="reply_date">21 ноя 2020</div></div>
<div class="reply css-pp0"><a class="author" href="/id2290">Рамиль Х.</a><div class="reply_text">Чем закончилось?</div><div class="reply_date">3 мар 2021</div></div>
`),
		sub("<span>31</span>", "<span>64</span>"),
		sub(`href="/wall-5810377_2264?offset=2">Показать следующие комментарии`, `href="/wall-5810377_2264?offset=3">Показать ещё 61 комментарий`),
	)

	s.Edit("signatures", sub("подписей уже 43.", "подписей уже 61."), sub("7 окт 2020 в 12:15</span>", "7 окт 2020 в 12:15</span> <span class=\"edited\">(ред.)</span>")).
		Note("The community edited its own post: another number of signatures.")

	s.Wall("login", redirect(302, "/login?to=d2FsbC01ODEwMzc3XzIyNjQ-"), "blocked/login-wall").
		Also("/login?to=d2FsbC01ODEwMzc3XzIyNjQ-", html(s.Inside("Вход | Стена", `<div id="login_message"></div><div class="login_wrap page_block"><h2>Вход</h2><p>Чтобы просматривать эту страницу, нужно зайти на сайт.</p><form method="post" action="/login"><input name="email" placeholder="Телефон или почта"><input type="password" name="pass" placeholder="Пароль"><button>Продолжить</button></form><a href="/restore">Забыли пароль?</a> <a href="/join">Регистрация</a></div>
`)))

	s.Dead("post-removed", html(s.Inside("Ошибка | Стена", `<div class="message_page page_block"><div class="message_page_title">Ошибка</div><div class="message_page_body">Запись удалена или не существует.<button id="msg_back_button">Назад</button></div></div>
`)), "dead/soft-404")
	return s
}

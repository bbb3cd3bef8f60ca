package east4

// sot is a database of court decisions behind ASP.NET forms.
func sot() *site {
	const refused = "Причинная связь между публикацией и расторжением договоров истцом не подтверждена, в этой части в иске следует отказать"
	s := newSite("sot-ru", "/Case.aspx?id=44172018", refused,
		"утверждение о сбросе отходов в русло подтверждено актом проверки от 2 февраля 2018 года")
	const search = `<h2>Поиск судебных актов</h2>
<table><tr><td>Регион</td><td><select><option>Все</option><option>г. Астана</option><option>Абайская область</option></select></td></tr><tr><td>Номер дела</td><td><input name="num" /></td></tr><tr><td>Участник</td><td><input name="p" /></td></tr></table>
<input type="submit" value="Найти" />
`
	s.Healthy(s.Inside("Поиск - Банк судебных актов", search+"<p>Всего актов в базе: 4 118 220</p>\n"),
		s.Inside("Ошибка - Банк судебных актов", "<h2>Ошибка 404</h2><p>Запрошенный ресурс не существует.</p>\n"))

	s.Noise("responsive-rows", rewrite(`<tr><th>([^<]*)</th><td>([^<]*)</td></tr>`, `<div class="row"><div class="col-md-4"><strong>$1</strong></div><div class="col-md-8">$2</div></div>`),
		sub(`<table class="k-grid">`, `<div class="case-card">`), sub("</table>", "</div>"), sub("/wEPDwUKLTk2Mjk4OTk0NGRkq8z1", "/wEPDwULLTEyMzQ1Njc4OTBkZA=="),
		below("</h2>", "\n<div class=\"btns\"><a>Скачать PDF</a> <a>Печать</a> <a>Проверить ЭЦП</a> <img alt=\"QR\" src=\"/qr/1\" /></div>"))
	s.Noise("outage-notice-on-top", above(`<div id="UpdatePanel1">`, "<div class=\"alert\">Уважаемые пользователи! В связи с техническими работами 14 и 15 июня возможны перебои в работе сервиса. Приносим извинения за неудобства. Страница может быть недоступна.</div>\n"),
		sub("© 2018", "© 2018-2025"), sub("1401", "1401, 8 (7172) 71-00-00")).
		Note("a banner that speaks of outage, over a whole decision")
	s.Noise("date-format-and-yo", sub("11.04.2018", "11.04.2018 00:00:00"), letters("ё", "е"), sub("Ахметкалиева Р.Т.", "Ахметкалиева Р. Т."), sub("<h3>", "<hr /><h3 class=\"act\">"))
	s.Noise("module-error-beside", above(`<div class="foot">`, "<div class=\"widget\"><h4>Похожие дела</h4><p>Ошибка загрузки: ничего не найдено. Попробуйте позже.</p></div>\n"), sub(`<div id="UpdatePanel1">`, `<div id="UpdatePanel1"><div class="session">Ваша сессия истекает через 14:59. Войдите заново, чтобы сохранить поиск.</div>`)).
		Note("a box beside the decision fails, the decision doesn't")
	s.Edit("state-of-appeal", sub("<td>Иск удовлетворён частично</td>", "<td>Отменено апелляционной инстанцией</td>"))
	s.Edit("anonymised", sub("ТОО «Жарық-Инвест»", "ТОО «Ж***»"), sub("ОФ «Открытая степь»", "ОФ «О***»"), sub("Ахметкалиева Р.Т.", "А*** Р.Т.")).Or("ok/*").
		Note("names of the parties are masked in the card; the decision's text stands")
	s.Dead("search-shell", s.Answer(s.Inside("Поиск - Банк судебных актов", search+"<p>По Вашему запросу ничего не найдено</p>\n")), "dead/soft-404", "dead/redirected-home", "dead/empty")
	s.Dead("object-null", s.Answer(s.Inside("Карточка дела - Банк судебных актов", "<h2>Дело №</h2><table class=\"k-grid\"><tr><th>Суд</th><td></td></tr><tr><th>Дата поступления</th><td>01.01.0001</td></tr><tr><th>Судья</th><td></td></tr><tr><th>Истец</th><td></td></tr><tr><th>Ответчик</th><td></td></tr></table>\n")), "dead/soft-404", "dead/empty")
	s.Wall("captcha-form", s.Answer(s.Inside("Проверка - Банк судебных актов", "<h2>Подтвердите, что вы не робот</h2><p>Для просмотра судебного акта введите код с картинки.</p><img src=\"/Captcha.ashx?t=9\" alt=\"captcha\" /><input name=\"code\" autocomplete=\"off\" /><input type=\"submit\" value=\"Продолжить\" />\n")), "blocked/bot-wall")
	s.Wall("digital-signature", redirect(302, "/Login.aspx?ReturnUrl=%2fCase.aspx"), "blocked/login-wall").
		Also("/Login.aspx?ReturnUrl=%2fCase.aspx", s.Answer(s.Inside("Вход - Судебный кабинет", "<h2>Вход в систему</h2><p>Просмотр актов доступен авторизованным пользователям. Выберите сертификат ЭЦП или введите ИИН и пароль.</p><input name=\"iin\" placeholder=\"ИИН\" /><input type=\"password\" name=\"pwd\" /><input type=\"submit\" value=\"Войти\" /><a>Выбрать ключ NCALayer</a> <a>Регистрация</a>\n")))
	return s
}

package east3

// tabloid is a weekly's site of 2003, all tables, in windows-1251.
func tabloid() *site {
	s := newSite("tabloid-ru", "/view.php?id=8831",
		"Между тем техосмотр машина прошла всего за 11 дней до аварии.",
		"Колодки просил поменять трижды.")
	s.Charset, s.Type = "windows-1251", "text/html; charset=windows-1251"
	s.Healthy(
		s.Inside("Вечерний Тракт - городская газета", `<table width="100%" cellpadding="8"><tr><td><font size="4"><b>Свежий номер</b></font><br><br><a href="/view.php?id=8831">Маршрутка №14 осталась без тормозов</a><br><a href="/view.php?id=8830">Тёща заказала зятю гроб на юбилей</a><br><a href="/view.php?id=8827">Где в городе дешевле солярка</a></td></tr></table>
`),
		s.Inside("Вечерний Тракт: ошибка", `<table width="100%" cellpadding="8"><tr><td><font size="4" color="#CC0000"><b>Нет такой страницы!</b></font><br><br>Видимо, её съела редакционная кошка. Начните с <a href="/">первой полосы</a>.</td></tr></table>
`))

	s.Add("noise", "utf8-and-phones", html(apply(s.Page, []edit{
		sub("<html>\n", "<!DOCTYPE html>\n<html lang=\"ru\">\n"),
		sub("text/html; charset=windows-1251", "text/html; charset=utf-8"),
		below("</title>\n", "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"),
		sub(`width="980" border="0"`, `class="outer" border="0"`),
		rewrite(`(?m)^- Я давил`, "— Я давил"),
		sub("в пол, - рассказал", "в пол, — рассказал"),
		sub("фамилию. - Колодки", "фамилию. — Колодки"),
		sub(`"Попутчик"`, "«Попутчик»"),
		sub("USD 331,42<br>EUR 390,17<br>RUB 5,31", "USD 427,50<br>EUR 471,02<br>RUB 6,02"),
		sub("+7 ... +9, дождь", "−18, метель"),
		sub("2003-2017", "2003–2022"),
	})), "ok/*").Verbatim().Note("The charset went from windows-1251 to UTF-8, with proper dashes and quotation marks.")

	s.Noise("adverts-and-poll",
		above("Шестерых пассажиров увезли", `</font><table width="100%" bgcolor="#E8FFE8"><tr><td><font size="2"><b>РЕКЛАМА</b> Натяжные потолки от 900 тг/кв.м. Пенсионерам скидка! 44-18-18</font></td></tr></table><br><font face="Tahoma" size="2">
`),
		between("Вы боитесь ездить в маршрутках?<br>", "</font></td>", `Да: 812 (77%)<br>Нет: 243 (23%)<br>Всего проголосовало: 1055`),
		sub("USD 331,42", "USD 334,10"), sub("EUR 390,17", "EUR 393,88"),
		sub("Обсудить на форуме (12)", "Обсудить на форуме (47)"),
		between("<b>ЧИТАЙТЕ В НОМЕРЕ</b><br>", "</font></td>", `<a href="/view.php?id=8902">Участковый нашёл клад и сдал его</a><br><a href="/view.php?id=8899">Кто украл ёлку с площади</a><br><a href="/view.php?id=8895">Диета на капусте: мнение врача</a>`),
		sub(`<body bgcolor="#FFFFFF"`, `<body onload="showPopup('subscribe',15)" bgcolor="#FFFFFF"`),
	)

	s.Add("replaced", "number-used-again", s.Answer(apply(s.Page, []edit{
		sub("<title>Вечерний Тракт: Маршрутка №14 осталась без тормозов</title>", "<title>Вечерний Тракт: Кабачок-рекордсмен вырос на балконе</title>"),
		sub("маршрутка, авария", "дача, урожай"),
		sub(s.Main(), `<table width="100%" cellpadding="8"><tr><td>
<font face="Tahoma" size="1" color="#999999">22.08.2019 // Дача // № 66 (1402)</font><br>
<font face="Georgia" size="5"><b>Кабачок-рекордсмен вырос на балконе</b></font><br><br>
<font face="Tahoma" size="2"><b>Пенсионерка с улицы Гоголя собрала на пятом этаже урожай, которому позавидуют дачники.</b></font><br><br>
<font face="Tahoma" size="2">
Семена Валентина Петровна посадила в старую ванну, которую дети собирались вывезти на свалку. Поливала дождевой водой и подкармливала банановой кожурой. К середине августа один кабачок потянул на 11 килограммов 200 граммов.<br><br>
- Соседи сначала смеялись, а теперь ходят за рассадой, - говорит хозяйка. - В следующем году попробую арбуз.<br><br>
Агроном питомника объясняет успех южной стороной и отсутствием ветра. По его словам, на балконе хорошо вызревают и перцы, и физалис, если ёмкость не мельче сорока сантиметров.<br><br>
Из рекордсмена сварили 23 банки икры. Одну Валентина Петровна принесла в редакцию. Проверено: вкусно.<br><br>
<div align="right"><b>Ольга ПЧЁЛКИНА</b></div>
</font>
</td></tr></table>
`)})), "changed/replaced", "changed/quote-lost").States("gone", "unclear").
		Note("After the database was lost the numbers were given out anew: another story stands at the address.")

	s.Dead("registrar-page", html(`<!DOCTYPE html>
<html lang="ru"><head><meta charset="UTF-8"><title>Срок регистрации домена {{host}} истёк</title>
<link rel="stylesheet" href="https://parking.example/static/expired.css"></head>
<body class="b-expired"><div class="b-expired__in"><h1>{{host}}</h1><p>Срок регистрации домена истёк.</p>
<p>Если вы администратор домена, продлите его в личном кабинете. Если домен нравится вам, оставьте заявку: мы попробуем зарегистрировать его на ваше имя, как только он освободится.</p>
<a class="btn" href="https://parking.example/backorder?d={{host}}">Перехватить домен</a></div>
<ul class="b-links"><li>Хостинг от 99 ₽</li><li>Конструктор сайтов</li><li>SSL-сертификаты</li></ul></body></html>
`), "dead/parked").Everywhere("/")
	return s
}

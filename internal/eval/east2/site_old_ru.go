package east2

import (
	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

// oldRU is a human-rights bureau's site of 2005: tables, font tags, windows-1251.
func oldRU() *site {
	s := open(site{
		Name: "old-ru", Path: "/st/st0417.htm", Charset: "windows-1251", Type: "text/html; charset=windows-1251",
		From: "<TD WIDTH=480>", To: "</TD>\n<TD WIDTH=140",
		Quotes: []string{
			"По подсчётам наших наблюдателей, задержано 63 человека, среди них 9 несовершеннолетних и двое журналистов районной газеты.",
			"Отсутствие уведомления само по себе не оправдывает ни разгона, ни ареста.",
		},
	}, "/", "Бюро по правам человека", `<FONT SIZE=3><B>Добро пожаловать!</B></FONT><P><FONT SIZE=2>На нашем сайте вы найдёте доклады, заявления и адреса общественных приёмных.</FONT></P>`,
		"Ошибка 404", `<FONT SIZE=3><B>Ошибка 404</B></FONT><P><FONT SIZE=2>Файл не найден на сервере.</FONT></P>`)

	s.Noise("counter-gifs-and-date-line", sub("Сегодня 2 мая 2026 г.", "Сегодня 11 июня 2026 г."), sub("counter.gif?n=104418", "counter.gif?n=109002"),
		sub("Семинар для адвокатов<BR>", "Поздравляем с днём рождения нашего бухгалтера!<BR><BR>Новый номер бюллетеня<BR><BR>Вакансия: водитель<BR>"),
		sub(`<B>Горячая линия</B><BR>8 (000) 27-27-27`, `<B>Горячая линия</B><BR>8 (000) 27-27-28<BR>(с 10 до 17)`))
	s.Noise("charset-only-in-the-label-and-yo-lost", withoutYo, sub(`<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">`+"\n", ""), sub(`TOPMARGIN=0>`, `TOPMARGIN=0 onload="window.status='Добро пожаловать'">`), sub("двое журналистов районной", "двое журналистов&nbsp;районной"))
	s.Noise("table-for-print-and-marquee", below("<TD WIDTH=480>", `<MARQUEE SCROLLAMOUNT=3><FONT COLOR=RED SIZE=2>Внимание! Общественная приёмная переехала: ул. Садовая, 14, вход со двора</FONT></MARQUEE>
`), letterless("<P><FONT SIZE=2>", `<P ALIGN=JUSTIFY><FONT SIZE="2" FACE="Verdana, Tahoma">`, "</FONT></P>", "</FONT></P>\n"), above("<P ALIGN=RIGHT>", `<FONT SIZE=1><A HREF="/st/print.php?f=st0417">Версия для печати</A> | <A HREF="mailto:?subject=st0417">Отправить другу</A> | Прочитано 1318 раз</FONT>
`))
	s.Noise("archive-list-and-english-links", above(`<P ALIGN=RIGHT>`, `<HR SIZE=1><FONT SIZE=1><A HREF="/eng/st0417.htm">In English</A> | Архив заявлений: <A HREF="st0303.htm">03.03</A> <A HREF="st0211.htm">11.02</A> <A HREF="st0127.htm">27.01</A> <A HREF="../2025/">2025</A> <A HREF="../2024/">2024</A> <A HREF="../2023/">2023</A></FONT>
`), sub(`<A HREF="/p3.htm">Беженцы</A>`, `<A HREF="/p3.htm">Беженцы</A><BR><A HREF="/p4.htm">Пытки: ноль терпимости</A><BR><BR><B>Погода</B><BR>+24, без осадков<BR><B>Курс</B><BR>1 USD = 481`), sub("1024x768", "1280x1024")).Note("The foot of the statement, above the signature, holds links to others.")
	wp := s.Noise("whole-site-rebuilt-in-utf8", func(p string) string {
		b := letterless(`<FONT SIZE=3><B>`, `<h1>`, `</B></FONT><BR>`, `</h1>`, `<FONT SIZE=1 COLOR="#666666">`, `<time>`, "г.</FONT>", "г.</time>", `<FONT SIZE=2>`, "", `<FONT SIZE=1>`, "", "</FONT>", "", "<UL><LI>", "<ul><li>", "<LI>", "</li><li>", "</UL>", "</li></ul>")(part(p, s.From, s.To))
		return `<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>О разгоне схода в посёлке Рудный Лог — Бюро</title></head><body>
<header><a href="/">Бюро</a><nav><a>Что мы делаем</a><a>Получить помощь</a><a>Стать волонтёром</a><a>Пожертвовать</a></nav></header>
<div class="hero"><span>Заявление</span></div><main>` + b + `</main><section><h2>Поддержите нас</h2><p>Мы существуем на ваши пожертвования. Даже 500 рублей в месяц помогают оплачивать адвокатов.</p><button>Помочь</button></section>
<section><h2>Читайте также</h2><a>Как вести себя при задержании: памятка</a><a>Мы проиграли суд и идём дальше</a></section>
<footer>Разработано с любовью. Политика обработки персональных данных. Мы используем cookie</footer></body></html>`
	})
	page := wp.After[s.Path]
	page.Body, page.Header = []byte(kit.Decode("windows-1251", page.Body)), nil
	wp.After[s.Path] = page

	s.Edit("force-was-used", sub("Полиция утверждает, что физическая сила не применялась. Это опровергают", "Полиция признаёт, что физическая сила применялась. Это подтверждают"), sub("2 мая 2026", "30 мая 2026"))
	s.Lost("count-revised-downwards", s.Quotes[0], sub("задержано 63 человека, среди них 9 несовершеннолетних", "задержано 62 человека, среди них 8 несовершеннолетних"))

	s.Dead("account-suspended", with(html(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>Аккаунт заблокирован</title></head><body style="text-align:center;font-family:Arial"><h1>Аккаунт заблокирован</h1><p>Обслуживание этого сайта приостановлено. Владельцу необходимо связаться с отделом расчётов хостинг-провайдера.</p></body></html>`), "Server", "nginx"), "dead/parked", "dead/soft-404", "blocked/forbidden").Everywhere()
	s.Dead("farewell", s.Answer(apply(s.Page, []edit{span("<TABLE WIDTH=770", "</TABLE>\n</BODY>", `<CENTER><P><B>Дорогие друзья!</B></P><P>Наш сайт закрыт. Спасибо всем, кто был с нами двадцать семь лет. Архив заявлений передан в областную библиотеку.</P></CENTER></BODY>`)})), "dead/soft-404", "changed/replaced", "dead/redirected-home").Everywhere()
	s.Dead("zero-bytes", set.Answer{Body: []byte{}}, "dead/empty")
	s.Wall("provider-page-by-court-order", html(`<html><head><meta charset="utf-8"><title>Ограничение доступа</title></head><body><img src="//isp.example/logo.png"><p>Уважаемый абонент! Запрашиваемая страница включена в перечень ресурсов, доступ к которым закрыт по решению суда. Оператор связи обязан исполнить решение.</p><p>Проверить основание можно по номеру записи 2-1184/26.</p></body></html>`), "blocked/legal-451", "blocked/forbidden").Everywhere()
	return s
}

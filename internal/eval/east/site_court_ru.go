package east

import "strings"

// courtRU is a district court's case card and judgment in the courts' old module
// system: windows-1251 that only the page itself declares.
func courtRU() *site {
	const (
		order = "Объяснение от работника до применения взыскания ответчик не затребовал, чем нарушил порядок, установленный статьёй 193 Трудового кодекса"
		award = "Взыскать с МУП «Тойский лесхоз» в пользу ФИО1 заработную плату за время вынужденного прогула в размере 63 963 рубля"
	)
	s := open(site{
		Name: "court-ru", Path: "/modules.php?name=sud_delo&srv_num=1&name_op=case&case_id=48213377&delo_id=1540005",
		Charset: "windows-1251", Type: "text/html",
		From: "<!-- begin module -->", To: "<!-- end module -->",
		Quotes: []string{order, award},
	}, "/", "Верхнетойский районный суд Зареченской области", "Верхнетойский районный суд - Ошибка 404")
	clock := []edit{sub("Среда, 16 октября 2019 г.", "Понедельник, 3 февраля 2020 г."), sub("посещений страницы: 218", "посещений страницы: 1 046"), sub("2012–2019", "2012–2020")}

	s.Noise("day-and-counter", clock...)
	s.Add("noise", "redesign-in-utf-8", with(html(strings.Replace(s.File("redesign.html"), "@BODY@", s.Main(), 1)), "Content-Type", "text/html; charset=utf-8"), "ok/*").States("verbatim")
	s.Add("noise", "latin-1-by-default", with(s.Edited(clock...), "Content-Type", "text/html; charset=ISO-8859-1"), "ok/*").States("verbatim").
		Note("Apache's default label contradicts the page's own, which is right.")
	s.Noise("dates-in-words", within("<div id=\"cont1\">", "<div id=\"cont4\"",
		all("22.05.2019", "22 мая 2019 года"), sub("23.05.2019", "23 мая 2019 года"), sub("27.05.2019", "27 мая 2019 года"), sub("13.06.2019", "13 июня 2019 года"),
		sub("28.06.2019", "28 июня 2019 года"), all("09.07.2019", "9 июля 2019 года"), sub("15.07.2019", "15 июля 2019 года")), clock[1]).
		Note("Nine dates of the card are written another way; each is the same day.")
	s.Noise("menu-and-hours", sub("<li><a href=\"/modules.php?name=zakupki\">Государственные закупки</a></li>", "<li><a href=\"/modules.php?name=anticorr\">Противодействие коррупции</a></li><li><a href=\"/modules.php?name=sonly\">Электронное правосудие</a></li>"),
		rewrite(`(?s)<p class="box"><b>Режим работы</b>.*?</p>`, `<p class="box"><b>Приём граждан временно прекращён.</b><br>Документы подаются почтой или через ящик у входа.</p>`)).
		Note("The court is closed to visitors; the case is what it was.")

	s.Edit("outcome-cell", sub("<td>Иск удовлетворён частично</td>", "<td>Иск удовлетворён</td>")).Note("A cell of the card, one word shorter.")
	s.Edit("hearing-date-in-table", sub("<td>Судебное заседание</td><td>28.06.2019</td>", "<td>Судебное заседание</td><td>26.06.2019</td>"))
	s.Edit("appeal-row-added", sub("<td>15.07.2019</td><td>17:20</td><td></td></tr>\n", "<td>15.07.2019</td><td>17:20</td><td></td></tr>\n<tr><td>Решение отменено судом апелляционной инстанции</td><td>24.10.2019</td><td>10:00</td><td>Принято новое решение об отказе в иске</td></tr>\n")).
		Note("The judgment below stands as it did, but the card now says that it was quashed.")
	s.Edit("ten-times-the-damages", sub("компенсацию морального вреда в размере 7\u00a0000 рублей", "компенсацию морального вреда в размере 70\u00a0000 рублей"), clock[1]).
		Note("In the operative part only; the reasoning still says 7 000.")

	s.Lost("sum-in-operative-part", award, sub("вынужденного прогула в размере 63\u00a0963 рубля", "вынужденного прогула в размере 36\u00a0963 рубля")).
		Note("The reasoning keeps 63 963.")
	s.Add("quote", "act-withdrawn-card-stays", s.Edited(
		between(`<div id="cont4" class="act">`, s.To, "\n<p>Текст судебного акта не подлежит размещению в сети «Интернет».</p>\n</div>\n")),
		"changed/quote-lost", "changed/replaced").States("gone", "unclear").
		Note("The card and its tables stand; the text of the judgment has been taken down.")

	s.Dead("no-data-for-request", s.Answer(s.Inside("Верхнетойский районный суд Зареченской области - Судебное делопроизводство",
		"<div class=\"title\">РЕЗУЛЬТАТЫ ПОИСКА</div>\n<p>Данных по запросу не обнаружено.</p>\n<p><a href=\"/modules.php?name=sud_delo&amp;name_op=sf\">Новый поиск</a></p>\n")), "dead/soft-404")
	s.Dead("aspx-error-path", redirect(302, "/Error/NotFound.aspx?aspxerrorpath=/modules.php"), "dead/soft-404", "dead/http-404").
		Elsewhere(redirect(302, "/Error/NotFound.aspx?aspxerrorpath=/modules.php")).
		Also("/Error/NotFound.aspx?aspxerrorpath=/modules.php", html("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Ошибка</title></head><body><form method=\"post\" action=\"./NotFound.aspx\" id=\"form1\"><input type=\"hidden\" name=\"__VIEWSTATE\" value=\"/wEPDwUK\"><h2>Запрошенный ресурс не найден</h2><p>Возможно, адрес устарел в связи с переходом на новую версию интернет-портала судов.</p><a href=\"/\">На главную</a></form></body></html>\n"))

	browser := s.Edited(clock...)
	refused := status(403, read("walls/nginx403.html"))
	refused.Browserlike = &browser
	s.Wall("403-to-robots", refused, "blocked/forbidden", "blocked/bot-wall", "ok/*").Everywhere().
		Note("Who comes with a browser's name sees the case as ever.")

	s.Fault("redirect-loop", redirect(302, s.Path), "unreachable/redirect-loop")
	return s
}

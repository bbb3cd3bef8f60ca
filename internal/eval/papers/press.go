package papers

import (
	"strings"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

const (
	quoteStrikeRU = "По состоянию на 9 часов утра 4 декабря в медицинскую часть обратились 57 человек, 12 из них отказываются от пищи седьмые сутки"
	quoteAccessRU = "Членам наблюдательной комиссии не разрешили пройти дальше комнаты для свиданий"
)

func pressRU() paper {
	return paper{lang: "ru", title: "Заявление о положении в колонии № 6", blocks: []block{
		p("ЦЕНТР ЗАЩИТЫ ЗАКЛЮЧЁННЫХ «МОСТ»"),
		p("Пресс-релиз № 48"),
		p("4 декабря 2018 года, 11:30"),
		p("О ПОЛОЖЕНИИ В КОЛОНИИ № 6"),
		p("Центр «Мост» обеспокоен сообщениями, которые вторые сутки поступают из исправительной колонии № 6 города Северска-на-Ишиме. Информация получена от родственников, двух адвокатов и одного сотрудника учреждения, пожелавшего остаться неназванным."),
		p(quoteStrikeRU + ". Поводом стали, по словам заключённых, отмена длительных свиданий и отключение отопления в третьем отряде, где температура не поднимается выше 13 градусов."),
		p("1 декабря в колонию было введено подразделение охраны численностью до 80 человек. Начальник учреждения полковник Р. Жданович заявил журналистам, что проводились плановые учения и что жалоб от осуждённых не поступало."),
		p(quoteAccessRU + ". Председатель комиссии Л. Аверина провела там сорок минут, после чего ей предложили прийти в понедельник. Между тем закон не связывает посещение с днём недели."),
		p("Центр «Мост» напоминает, что за последние три года из этой колонии поступило 214 обращений, по 9 из которых были возбуждены уголовные дела. Ни одно из них не дошло до суда."),
		p("Хронология событий, насколько её удалось восстановить к этому часу."),
		p("28 ноября, среда. Около 15 часов в третьем отряде отключают отопление. Дежурный объясняет это прорывом трубы, однако в соседних отрядах батареи остаются тёплыми. Вечером заключённые просят вызвать врача к двум больным; фельдшер приходит только утром."),
		p("29 ноября, четверг. Администрация объявляет, что длительные свидания отменяются до конца месяца. Родственники, приехавшие из трёх областей, ночуют в гостинице при вокзале. Шестеро из них подписывают жалобу на имя областного прокурора."),
		p("30 ноября, пятница. Первые отказы от пищи. По словам адвоката К. Туманяна, его подзащитный сообщил об этом в письменном виде и получил подпись дежурного, но второго экземпляра ему не отдали."),
		p("1 и 2 декабря, выходные дни. В колонию входит подразделение охраны. С 10 до 18 часов обыскивают все четыре отряда. Людей выводят на плац без верхней одежды; температура воздуха в эти дни не превышала минус 17 градусов. Связь с учреждением прерывается."),
		p("3 декабря, понедельник. Прокуратура сообщает, что проверка назначена и продлится до 30 дней. Копию постановления адвокатам не выдают, ссылаясь на отсутствие печати."),
		p("Мы требуем:"),
		p("- немедленно допустить в колонию независимых врачей;"),
		p("- обеспечить отопление во всех помещениях;"),
		p("- опубликовать записи камер наблюдения за 1 и 2 декабря;"),
		p("- не наказывать тех, кто обратился с жалобами."),
		p("Следующее сообщение будет распространено сегодня вечером. Просим редакции при цитировании указывать источник."),
		p("Контакты для прессы: Наталья Вольская, press@most-centre.example, +7 000 555-01-48"),
	}}
}

func pressShelfRU() *shelf {
	d := pressRU()
	wide := sheetOfText{columns: 76, indent: "   "}
	file := sent("text/plain; charset=windows-1251", kit.EncodeAll("windows-1251", d.Text(wide)), "Last-Modified", "Tue, 04 Dec 2018 08:41:00 GMT")
	s := &shelf{
		site: "papers-press-ru", path: "/press/2018/48.txt",
		before: file, was: d.words(),
		portal: portal{
			lang: "ru", name: "Центр «Мост»", about: "Помощь заключённым и их близким", skin: "tables",
			menu: []string{"Новости", "Пресс-релизы", "Юридическая помощь", "Пожертвовать"}, links: []string{"/news/", "/press/", "/help/", "/donate/"},
			search: "искать", cookies: "Сайт не собирает персональные данные.|Закрыть", foot: []string{"Центр защиты заключённых «Мост»", "При перепечатке ссылка обязательна"},
			news:    []string{"04.12.2018: Пресс-релиз № 48: о положении в колонии № 6", "27.11.2018: Пресс-релиз № 47", "19.11.2018: Открыт приём заявок на школу юристов"},
			section: "/press/", document: "№ 48. О положении в колонии № 6",
			lost: [2]string{"нет такой страницы", "<h3>Такой страницы нет</h3><p>Ссылка устарела, либо в адресе опечатка. Все пресс-релизы лежат в <a href=\"/press/\">архиве</a>.</p>"},
		},
	}

	s.add("noise-other-charset-and-line-ends", sent("text/plain; charset=utf-8", []byte("\ufeff"+d.Text(sheetOfText{columns: 64, eol: "\r\n"})), "Last-Modified", "Sat, 15 Jan 2022 10:00:00 GMT"), d.words(), "ok/*").
		quote(quoteStrikeRU, "verbatim").quote(quoteAccessRU, "verbatim").
		note("UTF-8 with a mark, CRLF, other line lengths, no indents.")

	s.add("noise-charset-no-longer-named", sent("text/plain", kit.EncodeAll("koi8-r", strings.NewReplacer("«", `"`, "»", `"`, "№", "N").Replace(d.Text(sheetOfText{columns: 70, eol: "\r\n"})))), d.words(), "ok/*").
		quote(quoteStrikeRU, "verbatim").
		note("KOI8-R, which has no «», and the header doesn't say so: an editor's browser guesses it.")

	s.add("noise-sixteen-bits-a-letter", sent("text/plain", utf16le(d.Text(sheetOfText{eol: "\r\n"}))), d.words(), "ok/*").
		quote(quoteAccessRU, "verbatim").
		note("Saved from Notepad as Unicode, a line for each paragraph.")

	cold := d.with("не поднимается выше 13 градусов", "не поднимается выше 18 градусов")
	s.add("edit-digit-under-another-charset", sent("text/plain; charset=utf-8", []byte(cold.Text(wide))), cold.words(), "changed/edited").
		quote(quoteStrikeRU, "verbatim")

	let := d.with("не разрешили пройти дальше комнаты", "разрешили пройти дальше комнаты")
	s.add("quote-negation-dropped", sent("text/plain; charset=windows-1251", kit.EncodeAll("windows-1251", let.Text(wide))), let.words(), "changed/quote-lost").
		quote(quoteAccessRU, "unclear", "gone").quote(quoteStrikeRU, "verbatim")

	s.add("type-web-page-of-the-same-release", htmlPage(s.portal.page("Пресс-релиз № 48", d.HTML(false))), d.words(), "ok/*").
		quote(quoteStrikeRU, "verbatim").quote(quoteAccessRU, "verbatim").
		note("text/plain became text/html in the site's frame; every sentence is there.")

	s.add("dead-only-a-mark-is-left", sent("text/plain; charset=utf-8", []byte("\ufeff\r\n\r\n")), "", "dead/empty").
		quote(quoteStrikeRU, "gone").
		note("A byte-order mark and two line ends: somebody emptied the file.")
	return s
}

const (
	quoteLicenceEN = "The Commission has not renewed the licence of any of the four stations, and no hearing has been scheduled before 30 September"
	quoteFundEN    = "a fund of 1.8 million for the legal costs of local journalists"
)

func pressEN() paper {
	return paper{lang: "en", title: "Media council calls for hearing", blocks: []block{
		p("MEDIA COUNCIL OF THE ISLES"),
		p("PRESS RELEASE 2021/19"),
		p("FOR IMMEDIATE RELEASE: 24 August 2021"),
		p("COUNCIL CALLS FOR A PUBLIC HEARING ON RADIO LICENCES"),
		p("PORT ELLEN, 24 August. The Media Council today called on the Broadcasting Commission to hold a public hearing on the licences of four local radio stations that went off the air on 1 July."),
		p(quoteLicenceEN + ". Staff of the stations, 46 people in all, have been without pay for seven weeks."),
		p("\"A station that cannot broadcast cannot appeal either: it has no money left,\" said Council chair Moira Tennant. \"We are asking for a date, nothing more.\""),
		p("The Commission said in a letter of 18 August that the applications were incomplete. According to the Council, none of the stations was told which document was missing, and two of them hold receipts for the full set."),
		p("The four stations share a history. Each began as a volunteer project in the years after the ferry company closed its own service, and each depends on subscriptions of listeners for more than half of its income. Together they reach some 38,000 households, among them nearly all of those on the outer islands, where there is no daily newspaper and where mobile coverage ends at the harbour wall."),
		p("Since 1 July the frequencies have carried nothing but a recorded announcement. Ferry warnings, which Radio Harbour read out every hour, are now posted on a notice board at the pier. In the night of 9 August two boats left in spite of a gale warning; both came back safely, and the skippers told the coastguard that they had heard of the warning only afterwards."),
		p("Members of the Council visited the studios between 12 and 16 August. They found the transmitters in working order and sealed by an inspector of the Commission. The seals bear a date, but no reference to a decision. Asked under which provision they had been put on, the inspector referred the visitors to the press office, which referred them to the inspector."),
		p("Listeners have collected 11,260 signatures for a hearing. The petition was handed in on 20 August; a receipt was given for the box, and not for its contents."),
		p("The Council also announced " + quoteFundEN + ". Applications are open until 15 October; a decision will be taken within 20 days."),
		p("The stations concerned are Radio Harbour (97.1), North Shore FM (101.4), The Voice of Kilmory (88.6) and Student Radio (106.0)."),
		p("NOTES TO EDITORS"),
		p("1. The Media Council is a self-regulatory body with 31 members. 2. The Broadcasting Act requires a decision on renewal within 60 days of receipt. 3. Photographs of the studios are available on request."),
		p("Contact: press desk, press@mediacouncil.example"),
	}}
}

func pressOtherEN() paper {
	return paper{lang: "en", title: "Annual awards", blocks: []block{
		p("MEDIA COUNCIL OF THE ISLES"),
		p("PRESS RELEASE 2021/20"),
		p("9 September 2021"),
		p("SHORTLIST FOR THE LOCAL REPORTING AWARDS"),
		p("Seventeen entries by reporters from eleven newspapers have reached the shortlist of this year's Local Reporting Awards, the jury announced in Port Ellen."),
		p("The investigation category drew a record number of candidates: a series on sewage in bathing waters, a podcast about the sale of school playing fields, and the story of an island post office that closed twice."),
		p("\"Judging took us three weekends and a great deal of tea,\" said jury member Callum Baird, who edited a weekly for twenty-eight years. \"What struck me was how many of these stories began with one reader's phone call.\""),
		p("Winners will be named on 5 November at the Corn Exchange. Tickets cost 35, or 15 for students, and are on sale from next Monday."),
		p("Contact: awards office, awards@mediacouncil.example"),
	}}
}

func pressShelfEN() *shelf {
	d := pressEN()
	wide := sheetOfText{columns: 72}
	file := sent("text/plain; charset=us-ascii", []byte(d.Text(wide)))
	s := &shelf{
		site: "papers-press-en", path: "/releases/latest.txt",
		before: file, was: d.words(),
		portal: portal{
			lang: "en", name: "Media Council of the Isles", about: "Self-regulation for a free press", skin: "wordpress",
			menu: []string{"Releases", "Complaints", "Code of practice", "Members"}, links: []string{"/releases/", "/complaints/", "/code/", "/members/"},
			search: "Search", cookies: "We only use necessary cookies.|Close", foot: []string{"© Media Council of the Isles, 3 Pier Road, Port Ellen"},
			news:    []string{"24 August 2021: Council calls for a public hearing on radio licences", "11 August 2021: Complaint upheld against weekly", "2 August 2021: New members of the jury"},
			section: "/releases/", document: "2021/19",
			lost: [2]string{"Page not found", "<h1>Not found</h1>\n<p>Sorry, no posts matched your criteria.</p>"},
		},
	}

	quoted := d.with("\"A station that", "“A station that", "money left,\" said", "money left,” said", "\"We are asking", "“We are asking", "nothing more.\"", "nothing more.”")
	s.add("noise-unwrapped-with-curly-quotation-marks", sent("text/plain; charset=utf-8", []byte("\ufeff"+quoted.Text(sheetOfText{eol: "\r\n", indent: "\t"}))), quoted.words(), "ok/*").
		quote(quoteLicenceEN, "verbatim")

	licence := d.with("none of the stations was told which document was missing", "each of the stations was told which document was missing")
	s.add("edit-none-became-each", sent("text/plain; charset=us-ascii", []byte(licence.Text(wide))), licence.words(), "changed/edited").
		quote(quoteFundEN, "verbatim")

	other := pressOtherEN()
	s.add("replaced-by-the-next-release", sent("text/plain; charset=us-ascii", []byte(other.Text(wide))), other.words(), "changed/replaced", "changed/quote-lost").
		quote(quoteLicenceEN, "gone")

	s.add("moved-to-a-web-page-of-the-same-text", redirect(301, "/releases/2021/19-radio-licences/"), d.words(), "moved/redirect").
		at("/releases/2021/19-radio-licences/", htmlPage(s.portal.page("Council calls for a public hearing on radio licences", d.HTML(true)))).
		quote(quoteFundEN, "verbatim").
		note("Another kind of file at another address, with the very same text.")

	s.add("wall-incident-page-with-status-200", set.Answer{Header: httpHeader("Content-Type", "text/html", "Cache-Control", "no-cache, no-store", "X-Iinfo", "9-41002214-0 0NNN RT(1662000000000 11)", "Set-Cookie", "visid_incap_991=x0; path=/"), Body: []byte(`<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"><meta name="format-detection" content="telephone=no"><meta name="viewport" content="initial-scale=1.0"><meta http-equiv="X-UA-Compatible" content="IE=edge,chrome=1"></head><body style="margin:0px;height:100%"><iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=9-41002214-0%200NNN&incident_id=818000410230110&edet=12&cinfo=04000000" frameborder=0 width="100%" height="100%" marginheight="0px" marginwidth="0px">Request unsuccessful. Incapsula incident ID: 818000410230110-41002214</iframe></body></html>`)}, "", "blocked/bot-wall").
		quote(quoteLicenceEN, "gone", "unclear")

	s.add("fault-connection-reset", set.Answer{Fault: "reset"}, "", "unreachable/reset").
		quote(quoteFundEN, "gone", "unclear")
	return s
}

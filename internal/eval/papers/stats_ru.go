package papers

import "archiver/internal/eval/set"

const (
	quotePrisonsRU = "На 1 января 2021 года в учреждениях закрытого типа содержалось 31 706 человек, что на 4,8 процента меньше, чем годом ранее"
	quoteDeathsRU  = "за год зарегистрировано 212 случаев смерти, из них 39 не получили медицинского объяснения"
)

var regionsRU = []string{
	"Акбулакская область", "Береговой край", "Верхнеозёрская область", "Горный округ", "Долинская область", "Ертайская область", "Заречная область", "Ильменский округ",
	"Каменская область", "Ленская область", "Мугалжарская область", "Низовая область", "Озёрный край", "Приморская область", "Речная область", "Сарытауская область",
	"Таловская область", "Уральская степь", "Холмогорье", "город Столичный", "город Южный",
}

func statsRU() paper {
	fill := statsPhrasesRU.paragraphs(2021, 6, 3)
	d := paper{lang: "ru", title: "Учреждения закрытого типа: статистический бюллетень за 2020 год"}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(
		mid("СТАТИСТИЧЕСКИЙ БЮЛЛЕТЕНЬ"), mid("Учреждения закрытого типа в 2020 году"),
		p("Серия 14. Правовая статистика. Выпуск 3 (87). Подписано в печать 26 марта 2021 года."),
		h("Основные показатели"),
		p(quotePrisonsRU+". Сокращение отмечено в 17 регионах из 21."),
		p("По данным медицинских служб, "+quoteDeathsRU+". Сведения о причинах представляются раз в полугодие."),
	)
	for _, f := range fill[:3] {
		add(p(f))
	}
	add(h("Численность по регионам"),
		figures(2021, "Регион | Поступило | Освобождено | Более пяти лет | Заполненность, %", regionsRU, " ", ","),
		p("Таблица 1. Движение численности по регионам за 2020 год. Данные по городу Южному предварительные."),
		h("Обращения и жалобы"),
		figures(14, "Предмет | Поступило | Рассмотрено | Удовлетворено | Доля письменных, %", []string{"Питание", "Медицинская помощь", "Свидания и переписка", "Условия труда", "Применение силы", "Перевод в другое учреждение", "Прочее"}, " ", ","),
		p("Таблица 2. Жалобы лиц, содержащихся в учреждениях, по предмету.¤", "Одна жалоба может быть учтена по двум предметам."))
	for _, f := range fill[3:] {
		add(p(f))
	}
	add(h("Методологические пояснения"),
		p("Показатели сформированы на основе ведомственной отчётности по форме № 9-ЗТ. Расхождения между итогом и суммой слагаемых объясняются округлением."),
		p("При использовании данных ссылка на бюллетень обязательна."))
	return d
}

var statsPhrasesRU = phrasebook{
	sentences: []string{
		"Наибольший прирост показали {region} и {region}: соответственно {5-20} и {25-30} процентов к уровню 2019 года.",
		"Средний возраст содержащихся составил {35-40} лет, доля женщин — {5-9} процентов.",
		"На одного медицинского работника приходилось {45-50} человек, тогда как норматив предусматривает {25-30}.",
		"Численность персонала сократилась на {112-119} единиц, главным образом за счёт вакансий, открытых более {5-9} месяцев.",
		"Среднее время ожидания планового приёма врача достигло {11-20} дней, а в регионе «{region}» — {25-30} дней.",
		"Площадь на одного человека колебалась от {2-3},{5-9} до {5-6},{5-9} квадратного метра.",
		"В течение года отремонтировано {5-20} зданий, ещё {5-9} признаны аварийными.",
		"Проверки прокуратуры проводились {45-50} раз; в {5-15} случаях внесены представления.",
		"Оплачиваемым трудом было занято {35-40} процентов трудоспособных, средний заработок вырос на {5-9} процентов.",
		"К общественным наблюдателям поступило {115-120} обращений, причём {65-70} из них — по телефону.",
		"Переписка с родственниками увеличилась на {15-20} процентов на фоне отмены свиданий, действовавшей {5-9} месяцев.",
		"Отчётность с опозданием представили {5-9} регионов, среди них {region}.",
		"Среднегодовые расходы на одного содержащегося составили {115-120} тысяч, включая питание — {35-40} тысяч.",
		"Из {65-70} несовершеннолетних школу посещали {45-50}, остальные занимались по индивидуальному плану.",
	},
	slots: map[string][]string{"region": regionsRU},
}

func statsShelfRU() *shelf {
	d := statsRU()
	bulletin := look{
		size: 11, margin: 74, font: composite, justify: true, hyphen: '-', words: asGaps,
		header: [2]string{"Учреждения закрытого типа в 2020 году", "Статистический бюллетень"}, footer: [2]string{"%p", "%p"},
		producer: "Microsoft® Word для Office 365", created: "D:20210326093000+06'00'", id: "bul",
	}
	file := pdfFile(d.PDF(bulletin), "Content-Disposition", "attachment; filename=bulletin_2020.pdf")
	s := &shelf{
		site: "papers-stats-ru", path: "/download.php?id=10417&type=file",
		before: file, was: d.words(),
		portal: portal{
			lang: "ru", name: "Комитет правовой статистики", about: "Официальный интернет-портал", skin: "bitrix",
			menu: []string{"О комитете", "Статистика", "Публикации", "Открытые данные", "Контакты"}, links: []string{"/about/", "/stat/", "/pub/", "/opendata/", "/contacts/"},
			search: "Поиск по сайту", cookies: "Мы используем файлы cookie для анализа посещаемости.|Хорошо", foot: []string{"© Комитет правовой статистики, 2009–2022", "Разработка и поддержка: Центр цифровых решений"},
			news: []string{"26.03.2021: Вышел бюллетень «Учреждения закрытого типа»", "15.03.2021: О графике публикаций", "01.03.2021: Обновлены наборы открытых данных"},
			lost: [2]string{"Страница не найдена", "<h1>404</h1>\n<p>Страница не найдена. Возможно, она устарела, была удалена или введён неверный адрес.</p><p><a href=\"/\">На главную</a> <a href=\"/sitemap/\">Карта сайта</a></p>"},
		},
	}

	copied := bulletin
	copied.watermark, copied.stamp = "КОПИЯ", "Скачано с портала 17.10.2022 в 14:06, страница %p из %n"
	copied.hyphen, copied.margin, copied.id, copied.font, copied.breakIn = 0, 66, "copy", subset, quoteDeathsRU
	s.add("noise-watermark-and-download-line", pdfFile(d.PDF(copied)), d.words(), "ok/*").
		quote(quotePrisonsRU, "verbatim").quote(quoteDeathsRU, "verbatim")

	cell := d.cell("Применение силы", 3, d.value("Применение силы", 3, 40))
	s.add("edit-cell-while-the-quote-stands", pdfFile(cell.PDF(copied)), cell.words(), "changed/edited").
		quote(quoteDeathsRU, "verbatim").
		note("One figure of 140, under a watermark that is new as well.")

	silent := d.with(", из них 39 не получили медицинского объяснения", "")
	s.add("quote-second-half-dropped", pdfFile(silent.PDF(bulletin)), silent.words(), "changed/quote-lost").
		quote(quoteDeathsRU, "unclear", "gone").quote(quotePrisonsRU, "verbatim")

	s.add("dead-error-of-the-script-with-status-200", pdfFile([]byte("<br />\n<b>Warning</b>:  filesize(): stat failed for /var/www/portal/upload/files/10417/bulletin_2020.pdf in <b>/var/www/portal/download.php</b> on line <b>61</b><br />\n<br />\n<b>Warning</b>:  readfile(/var/www/portal/upload/files/10417/bulletin_2020.pdf): failed to open stream: No such file or directory in <b>/var/www/portal/download.php</b> on line <b>64</b><br />\n")), "", "dead/soft-404", "dead/empty").
		quote(quotePrisonsRU, "gone").
		note("200 and application/pdf, but the script says that the file isn't there.")

	s.add("wall-page-of-the-state-filter", htmlPage([]byte(`<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Доступ ограничен</title><style>body{background:#fff;font:15px Tahoma}div{width:620px;margin:80px auto}</style></head>
<body><div><h2>Доступ к информационному ресурсу ограничен</h2><p>Уважаемый абонент! Доступ к запрашиваемому сайту закрыт на основании решения уполномоченного органа.</p><p>Проверить основание можно в <a href="http://eais.rkn.gov.ru/">едином реестре</a>.</p></div></body></html>
`)), "", "blocked/legal-451", "blocked/geo-block", "blocked/forbidden").
		quote(quotePrisonsRU, "gone", "unclear")

	s.add("fault-certificate-of-another-name", set.Answer{Fault: "tls"}, "", "unreachable/tls").
		quote(quotePrisonsRU, "gone", "unclear")
	return s
}

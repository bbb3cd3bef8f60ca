package east2

// billRU is a bill's card on a parliament's site, with a table of its stages.
func billRU() *site {
	s := open(site{
		Name: "bill-ru", Path: "/bills/card.php?id=1187&conv=8",
		From: `<div class="x-center">`, To: `</div></div>
<footer`,
		Quotes: []string{
			"Предлагается установить, что отказ должен содержать ссылку на конкретную норму закона и указание на порядок обжалования.",
			"Плата за копирование документов объёмом до двадцати страниц не взимается.",
		},
	}, "/", "Палата народных представителей", `<h1>Палата народных представителей</h1><p>Новости</p><ul><li>Председатель принял делегацию</li><li>Комитет обсудил бюджет</li><li>Открыт приём на стажировку</li></ul>`,
		"Страница не существует — Палата", `<h1>Страница не существует</h1><p>Проверьте адрес или перейдите к <a href="/ru/bills">списку законопроектов</a>.</p>`)

	s.Noise("agenda-of-the-day-and-visitors", sub("Сегодня, 14 апреля: 10:00 пленарное заседание; 15:00 заседание комитета по аграрным вопросам", "Сегодня, 12 мая: 09:30 правительственный час о подготовке к отопительному сезону; 11:00 встреча со студентами; 16:00 рабочая группа по законопроекту № 1201-VIII"),
		sub("Посетителей сегодня: 1 204. Сейчас на сайте: 37", "Посетителей сегодня: 418. Сейчас на сайте: 5"))
	s.Noise("stages-without-a-table", within(`<table class="table stages">`, "</table>", span("<thead>", "</thead>", `<tr class="h"><td>Этап</td><td>Дата</td><td>Результат</td><td>Документ</td></tr>`),
		letterless("<tr><td>", `<div class="st"><div class="st-n">`, "<tr class=\"h\"><td>", `<div class="st h"><div>`, "</td><td>", "</div><div>", "</td></tr>", "</div></div>", "<tbody>", "", "</tbody>", "")),
		sub(`<table class="table stages">`, `<div class="timeline">`), sub("</table>", "</div>"),
		letterless(`">Заключение</a>`, `">Заключение</a> <small>PDF, 412 КБ</small>`, `">Постановление</a>`, `">Постановление</a> <small>PDF, 96 КБ</small>`)).
		Note("Same cells as divs; file sizes are furniture.")
	s.Noise("subscription-qr-and-print", below(`<div class="x-center">`, `<div class="tools"><a>Печать</a> <a>QR-код</a> <a>Следить за законопроектом</a> <span>Подписано: 312</span></div>`),
		above("<h2>Прохождение</h2>", `<div class="poll"><p>Поддерживаете ли вы законопроект?</p><label><input type="radio">Да</label> <label><input type="radio">Нет</label> <label><input type="radio">Затрудняюсь ответить</label><button>Голосовать</button></div>`),
		sub(`<li><a href="/ru/calendar">Календарь</a></li>`, `<li><a href="/ru/calendar">Календарь</a></li><li><a href="/ru/archive">Архив созывов</a></li><li><a href="/ru/expert">Экспертиза</a></li>`))

	s.Noise("kindred-bills-with-their-votes", above("<h2>Рабочая группа</h2>", `<div class="kin"><h4>Смотрите также</h4><p>№ 1190-VIII. О внесении изменений в некоторые законодательные акты по вопросам архивного дела. Второе чтение: отклонён (за — 31, против — 52)</p><p>№ 1192-VIII. О внесении изменений в некоторые законодательные акты по вопросам доступа к связи. Отозван инициаторами</p></div>
`), sub("<span>Палата народных представителей</span>", `<span>Палата народных представителей</span> <span>РУ</span> <a>КЗ</a> <a>EN</a> <b>Год чтения и права</b>`), drop(`<a href="/ru/live">Трансляции</a>`),
		letters("Инициаторы", "Инициаторы\u00a0", "—", "–")).Note("Other bills were voted down, in a box between this one's sections.")

	s.Edit("stage-row-added", sub(`<td>На рассмотрении рабочей группы</td><td>—</td></tr>`, `<td>На рассмотрении рабочей группы</td><td>—</td></tr>
<tr><td>Второе чтение</td><td>13.05.2026</td><td>Отклонён (за — 39, против — 47, воздержались — 5)</td><td><a href="/files/1187-4.pdf">Постановление</a></td></tr>`)).Note("The bill was voted down; its card grew a row.")
	s.Edit("vote-in-a-cell", sub("за — 74, против — 11", "за — 64, против — 21"))
	s.Edit("sponsor-withdrew", sub("депутаты Абишев Н. К., Войтенко Л. П., Сапарова Ж. Т.", "депутаты Абишев Н. К., Сапарова Ж. Т."), sub("Посетителей сегодня: 1 204", "Посетителей сегодня: 977"))
	s.Lost("pages-in-the-genitive", s.Quotes[1], sub("объёмом до двадцати страниц не взимается", "объёмом до двенадцати страниц не взимается"))

	s.Moved("scripts-to-readable-addresses", 308, "/ru/bills/8/1187", "/ru/bills/8/1187", s.Edited(sub(`<body class="inner">`, `<body class="inner v2">`), sub("Сейчас на сайте: 37", "Сейчас на сайте: 61")), "moved/redirect")
	missing := `<h1>Карточка законопроекта</h1><form><input name="n" placeholder="Номер"><select><option>VIII созыв</option><option>VII созыв</option></select><button>Найти</button></form><div class="alert">По вашему запросу записей: 0</div>`
	s.Dead("card-search-finds-nothing", s.Answer(s.Inside("Карточка законопроекта — Законодательная деятельность", missing)), "dead/soft-404", "dead/empty").
		Elsewhere(s.Answer(s.Inside("Карточка законопроекта — Законодательная деятельность", missing)))
	s.Wall("captcha-at-an-odd-status", status(418, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Проверка</title></head><body><form method="post" action="/__chk"><p>Введите символы с картинки, чтобы перейти на сайт Палаты</p><img src="/__chk/img?s=91c" width="160" height="60" alt="код"><input name="code" autocomplete="off"><button>Продолжить</button><a href="#">Обновить картинку</a></form></body></html>`), "blocked/bot-wall").Everywhere()
	s.Wall("refused-with-an-incident-number", status(200, `<html><head><meta charset="windows-1251"><meta charset="utf-8"><title>Запрос отклонён</title></head><body><center><h2>Ваш запрос отклонён средствами защиты информации</h2><p>Если вы считаете, что это ошибка, сообщите администратору номер инцидента: 1429-55-870031.</p></center></body></html>`), "blocked/forbidden", "blocked/bot-wall").Everywhere()
	return s
}

package east2

// baseRU is a legal database, with amendments shown in footnotes.
func baseRU() *site {
	s := site{
		Name: "base-ru", Path: "/doc/?doc_id=39184417",
		From: `<div id="rt">`, To: `</div>
<div id="bt">`,
		Quotes: []string{
			"Жалоба регистрируется в день подачи и в течение трёх рабочих дней направляется прокурору, если в ней сообщается о применении силы.",
			"Заявитель вправе обжаловать его прокурору или в суд без пересылки через администрацию учреждения.",
		},
	}
	b := open(s, "/", "НОРМА Онлайн", `<h1>Новое в законодательстве</h1><p>О порядке ведения реестра</p><p>О ставках сборов</p><p>О типовых договорах</p>`,
		"НОРМА Онлайн", `<h1>Нет такого адреса</h1><p>Код 404. Начните с <a href="/">поиска</a>.</p>`)

	b.Noise("as-of-date-and-base-size", sub("по состоянию на 01.02.2026", "по состоянию на 01.03.2026"), sub("Документов в базе: 418 210", "Документов в базе: 419 977"),
		above(`<p class="c">`, `<div class="pr">Заказать консультацию эксперта</div><div class="pr">Ответы на вопросы по теме (12)</div>
`)).Note("The data base stamps each document with the day it was brought up to date; no rule changed.")
	b.Noise("demo-mode-frames-everywhere", within(`<h3 id="z2">`, `<h3 id="z3">`, letterless("<p>4.", `<div class="dm">Вы используете ознакомительную версию. Полная версия включает судебную практику, сравнение редакций и формы документов. <a>Получить доступ на 3 дня</a></div><p>4.`)),
		letterless("<p>1)", `<p style="padding-left:2em">1)`, "<p>2)", `<p style="padding-left:2em">2)`, "<p>3)", `<p style="padding-left:2em">3)`),
		sub(`<a>Редакции</a>`, `<a>Редакции (3)</a> <a>Сравнить</a> <a>На контроль</a> <a>ҚАЗ/РУС</a>`))
	b.Noise("points-as-table-rows-with-links", within(`<h3 id="z1">`, `<p>10.`, letterless("<p>", `<table width="100%"><tr><td class="a"><a name="p"></a><span class="pl" title="Поставить закладку">◦</span></td><td>`, "</p>", "</td></tr></table>", `<p class="sn">`, `<table><tr><td></td><td class="sn">`,
		"национального превентивного механизма", `<a href="/doc/?doc_id=31000218#sub40">национального превентивного механизма</a>`)), letters("рабочих дней", "рабочих\u00a0дней", "№ ", "№\u00a0"))
	b.Noise("footnotes-collapsed-and-see-also", sub(`<p class="sn">Сноска. Пункт 3 в редакции приказа Министра от 20.12.2025 № 702.</p>`, `<details class="sn"><summary></summary>Сноска. Пункт 3 в редакции приказа Министра от 20.12.2025 № 702.</details>
<p class="sa"><small>См. также: письмо Комитета «О типичных ошибках при регистрации обращений»; комментарий эксперта; образец заполнения журнала</small></p>`),
		sub("Документ показан по состоянию на 01.02.2026", "Открыт из подборки «Права осуждённых»"), withoutYo).Or("changed/edited").
		Note("The publisher's pointers, not the act's words.")

	b.Edit("no-longer-in-force", sub(`<div class="sg">Действующий</div>`, `<div class="sg x">Утратил силу с 15.03.2026</div>`), sub("01.02.2026", "20.03.2026")).
		Note("Not a word of the rules differs, but they are rules no more.")
	b.Edit("working-days-became-calendar", sub("в течение пятнадцати рабочих дней. Если", "в течение пятнадцати календарных дней. Если"), sub("01.02.2026", "01.04.2026"))
	b.Edit("may-became-shall", sub("Администрация учреждения вправе приложить", "Администрация учреждения обязана приложить"))
	b.Edit("cited-point-renumbered", sub("<p>8. Решение", "<p>9. Решение"), sub("<p>9. <i>Исключён приказом Министра от 20.12.2025 № 702.</i></p>\n", ""),
		above("<p>9. Решение", "<p>8. До вынесения решения заявителю предоставляется возможность ознакомиться с материалами проверки и сделать из них выписки.</p>\n<p class=\"sn\">Сноска. Правила дополнены пунктом 8 приказом Министра от 02.03.2026 № 88.</p>\n")).
		Note("The quoted sentence stands, under another number.")
	b.Lost("term-lengthened-and-footnoted", b.Quotes[0], sub("в течение трёх рабочих дней направляется", "в течение тридцати рабочих дней направляется"),
		sub("от 20.12.2025 № 702.</p>\n<p>4.", "от 20.12.2025 № 702; с изменением, внесённым приказом от 02.03.2026 № 88.</p>\n<p>4."))
	b.Dead("removed-from-the-base", b.Answer(b.Inside("НОРМА Онлайн", `<div class="st">Документ 39184417</div><p>Карточка документа удалена из базы данных. Найти другие документы можно через расширенный поиск.</p><form><input name="t"><select><option>Приказ</option><option>Закон</option></select></form>`)), "dead/soft-404")
	b.Wall("too-many-documents-today", html(`<html><head><meta charset="utf-8"><title>НОРМА Онлайн</title></head><body><div id="tb"><a href="/">НОРМА Онлайн</a></div><h2>Лимит просмотров исчерпан</h2><p>С вашего адреса за последние сутки открыто слишком много документов. Доступ возобновится автоматически через 6 ч. 12 мин.</p></body></html>`), "blocked/rate-limited").Everywhere()
	return b
}

package east3

// lawbase is a document of a commercial law database.
func lawbase() *site {
	s := newSite("lawbase-ru", "/doc/?doc_id=30641208",
		"Аппарат акима не вправе отказать в принятии заявления, поданного в установленный срок.",
		"Отказ в проведении собрания может быть обжалован в суд в течение одного месяца со дня его получения.")
	s.Healthy(
		s.Inside("ИС ПАРАГРАФ-ЛЕКС - законодательство", `<div id="text"><h1>Законодательство</h1><ul><li><a href="/doc/?doc_id=1005029">Кодексы</a></li><li><a href="/new/">Новые поступления</a></li><li><a href="/review/">Обзор за неделю</a></li></ul><p>В базе 241 806 документов.</p></div>
`),
		s.Inside("Ошибка 404", `<div id="text" class="err"><p><b>Документ с указанным номером в базе отсутствует.</b></p><p>Проверьте адрес или воспользуйтесь <a href="/search.aspx">поиском</a>.</p></div>
`))

	s.Noise("viewer-five",
		span(`<!DOCTYPE html PUBLIC`, `<head>`, "<!DOCTYPE html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">"),
		sub(`/css/document.css?v=118`, `/static/viewer5/doc.5f0e.css`),
		span(`<div id="doc_toolbar">`, `Печать</a></div>`, `<div class="viewer-bar"><button>Оглавление</button><button>В избранное</button><button>Поставить на контроль</button><button>Сравнить редакции</button><button>Скачать DOCX</button><button>A−</button><button>A+</button></div>
<div class="viewer-promo">Попробуйте ПАРАГРАФ-ЛЕКС 5 бесплатно 3 дня. <a href="/trial?utm_source=doc&amp;utm_medium=top">Оставить заявку</a></div>`),
		all(`<p style="text-align:center"`, `<p class="pC"`),
		all(`<b>Статья`, `<b class="art">Статья`),
		below(`<b class="art">Статья 4. Обжалование</b>`, ` <a class="cmt" href="/cmt/?id=77">См. комментарии</a>`),
		sub("Корреспонденты на документ: 14. Респонденты: 9.", "Связанные документы: 31. Судебная практика: 5."),
		sub("2001–2018", "2001–2023"),
	).Note("A new viewer with its own buttons around the same redaction.")

	s.Noise("adverts-between-articles",
		above(`<p><a name="SUB200">`, `<div class="ban_center"><p>Реклама</p><a href="https://ad.example/c?b=771"><img src="/b/771.gif" width="728" height="90" alt="Бухгалтерские курсы: скидка до пятницы"></a></div>
`),
		above(`<p><a name="SUB400">`, `<div class="inline-note"><i class="ico"></i>Есть вопрос по документу? <a href="/ask">Спросите юриста онлайн</a>, ответ в течение часа.</div>
`),
		rewrite(`<p>(\d)\) `, `<p class="li">${1}) `),
		sub(`<a href="/login">Вход</a> | <a href="/tariff">Купить доступ</a>`, `<a href="/login">Личный кабинет</a> <a href="/tariff">Тарифы</a> <a href="/kaz/doc/?doc_id=30641208">Қазақша</a>`),
		sub(`Служба поддержки: +7 (727) 000-33-44`, `Служба поддержки: support@lex.example`),
	)

	s.Edit("not-suspended", sub("Подача жалобы не приостанавливает действие отказа.", "Подача жалобы приостанавливает действие отказа.")).
		Note("One word of negation went.")

	s.Edit("fine-doubled",
		sub("Данная редакция действовала с 25 апреля 2018 года", "Данная редакция действовала с 14 января 2020 года"),
		sub("по состоянию на 25.04.2018 г.", "по состоянию на 14.01.2020 г."),
		sub("<p>4) возместить расходы на уборку территории в размере до 50 месячных", `<p><i>Подпункт 4 изложен в редакции решения маслихата от 27.12.19 г. № 51/3-VI (<a href="?mode=old2">см. стар. ред.</a>)</i></p>
<p>4) возместить расходы на уборку территории в размере до 100 месячных`)).
		Note("The act was amended: a fine of up to 100 units in place of 50.")

	s.Quote("item-repealed", "Аппарат акима не вправе отказать в принятии заявления, поданного в установленный срок.",
		[]string{"gone"}, "changed/quote-lost",
		sub("<p>3. Аппарат акима не вправе отказать в принятии заявления, поданного в установленный срок.</p>",
			"<p><i>Пункт 3 исключён в соответствии с решением маслихата от 27.12.19 г. № 51/3-VI</i></p>"))

	s.Wall("subscribers-only", html(s.Inside("О порядке проведения мирных собраний на территории города - ИС ПАРАГРАФ-ЛЕКС",
		`<div id="text" class="document_text doc_closed">
<p class="pC"><b>Решение маслихата города Каракемир от 2 апреля 2015 года № 38/4-V</b></p>
<div class="paybox"><p>Текст документа доступен только зарегистрированным пользователям с действующей подпиской.</p>
<form action="/login" method="post"><label>Логин <input name="login"></label> <label>Пароль <input type="password" name="pwd"></label> <input type="submit" value="Войти"></form>
<p><a href="/tariff">Оформить подписку</a> | <a href="/sms">Получить доступ на сутки через SMS</a></p></div></div>
`)), "blocked/login-wall")
	return s
}

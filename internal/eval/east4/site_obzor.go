package east4

import "archiver/internal/eval/kit"

// obzor is a press-freedom fund's monthly survey on a windows-1251 site of 2005.
func obzor() *site {
	const beaten = "У подъезда своего дома неизвестные избили фотографа Тимура Алпысова и отобрали камеру"
	s := newSite1251("obzor-ru", "/monitor/0505.htm", "В мае фонд зафиксировал 23 случая нарушения прав журналистов и средств массовой информации", beaten)
	s.Healthy(s.Inside("Фонд защиты слова", "<P CLASS=h>Новости фонда</P><P>Приглашаем журналистов на семинар по медиаправу. Заявки принимаются до конца месяца.</P>\n"),
		"<HTML><HEAD><TITLE>Ошибка 404</TITLE></HEAD><BODY><H1>Файл не найден</H1><P>Проверьте адрес. <A HREF=\"/\">На первую страницу</A></P></BODY></HTML>")

	utf8 := sub("charset=windows-1251", "charset=utf-8")(s.Page)
	s.Intact("utf8-at-last", html(utf8)).Note("the host recoded its old files to UTF-8")
	wp := `<!DOCTYPE html>
<html lang="ru-RU"><head><meta charset="UTF-8"><title>Нарушения прав журналистов. Обзор за май 2005 года – Фонд защиты слова</title><meta name="generator" content="WordPress 6.4.2"><link rel="stylesheet" id="astra-css" href="/wp-content/themes/astra/style.css"></head>
<body class="post-template-default single ast-separate-container"><a class="skip-link" href="#content">Перейти к содержимому</a>
<header><nav><ul><li><a href="/">Главная</a></li><li><a href="/monitor/">Мониторинг</a></li><li><a href="/school/">Школа медиаправа</a></li><li><a href="/donate/">Поддержать</a></li></ul></nav></header>
<div id="content"><article class="post"><div class="entry-meta">Оставьте комментарий / Архив / От admin</div><div class="entry-content">
@BODY@
</div></article><nav class="post-navigation"><a>← Предыдущая запись</a> <a>Следующая запись →</a></nav>
<div id="respond"><h3>Оставьте комментарий</h3><p>Ваш адрес email не будет опубликован. Обязательные поля помечены *</p><form><textarea></textarea><button>Отправить</button></form></div></div>
<aside><h2>Свежие записи</h2><ul><li>Заявление фонда о новом законе</li><li>Вебинар для редакторов</li></ul><h2>Свежие комментарии</h2></aside><footer>Copyright © 2024 Фонд защиты слова | Powered by Astra WordPress Theme</footer></body></html>
`
	body := kit.Apply(s.Main(), []edit{all("<P CLASS=h>", "<h3>"), rewrite("(<h3>[^<]*)</P>", "$1</h3>"), all("<P>", "<p>"), all("</P>", "</p>"), letters("«", "“", "»", "”")})
	s.Intact("wordpress", html(kit.Fill(wp, body)))
	s.Noise("yo-gone-year-links", letters("ё", "е"), sub("2000-2005", "2000-2019"), sub(`<A HREF="/monitor/0504.htm">Апрель</A><BR>`, `<A HREF="/monitor/0506.htm">Июнь</A><BR><A HREF="/monitor/0504.htm">Апрель</A><BR>`),
		sub("хиты: 11402", "хиты: 884120"), above("<TR><TD COLSPAN=3 ALIGN=CENTER>", "<TR><TD COLSPAN=3 ALIGN=CENTER>Сайт открыт при поддержке посольства. Мнение авторов может не совпадать с позицией доноров.</TD></TR>\n"))
	s.Edit("fine-digit", sub("500 тысяч тенге", "300 тысяч тенге"))
	s.Edit("suit-not-withdrawn", sub("24 мая. Отозван иск бывшего акима к телеканалу «Алау»: стороны подписали мировое соглашение, опровержение давать не потребовалось.",
		"24 мая. Рассмотрен иск бывшего акима к телеканалу «Алау»: суд обязал канал дать опровержение."))
	// Names that were written from hearing, put right in the quote.
	s.Quote("name-put-right", beaten, []string{"unclear", "gone"}, "changed/quote-lost", all("Алпысов", "Алпысбаев")).
		Note("the quote names another man now, or the same one rightly; a person must look")
	casino := lines(`<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Казино онлайн — играть на тенге, бонус 100% за регистрацию</title><meta name="description" content="Лучшие слоты 2024"></head>`,
		`<body><header><a href="/">KZ·Slots</a><nav><a href="/register">Регистрация</a> <a href="/mirror">Зеркало</a> <a href="/app">Скачать APK</a></nav></header>`,
		`<h1>Играй в лучшие слоты и выводи выигрыш за 5 минут</h1><p>Более 4 000 лицензионных автоматов, рулетка, блэкджек и живые дилеры. Вносите депозит от 500 тенге с карты любого банка.</p>`,
		`<h2>Почему выбирают нас</h2><ul><li>Приветственный пакет до 1 000 000 ₸ и 250 фриспинов</li><li>Кэшбэк каждый понедельник</li><li>Круглосуточная поддержка</li></ul>`,
		`<h2>Вопросы и ответы</h2><p>Как войти через зеркало? Откройте рабочее зеркало и введите логин и пароль.</p><p>Можно ли играть бесплатно? Да, в демо-режиме.</p><footer>18+ Азартные игры вызывают зависимость.</footer></body></html>`)
	s.Dead("casino", html(casino), "dead/hijacked", "dead/parked").Everywhere("/")
	return s
}

package gone

import "archiver/internal/eval/set"

// blog is a Joomla blog in Russian; its cited article is about 404 pages.
func blog() *site {
	s := newSite("blog-ru", "/stati/17-404.html",
		"1 016 ссылок ответили ошибкой 404.",
		"Перенаправление настроил только один подрядчик из девяти.")
	s.Keep = `<base `
	s.Healthy(s.Inside("Записки смотрителя", `<div class="blog"><h2 class="contentheading"><a href="/stati/17-404.html">Куда пропадают страницы ведомств</a></h2><p>Я взял несколько тысяч ссылок и открыл каждую.</p><h2 class="contentheading"><a href="/stati/12-pdf.html">Как умирают PDF</a></h2><p>О файлах, которые не открыть.</p></div>
`), `<!DOCTYPE html><html><head><meta charset="utf-8"><title>404 - Статья не найдена</title><link rel="stylesheet" href="/templates/system/css/error.css" /></head>
<body><div id="outline"><div id="errorboxheader">404 - Статья не найдена</div><div id="errorboxbody"><p><strong>Вы не можете посетить эту страницу, потому что:</strong></p><ol><li>просроченная закладка</li><li>ошибка в адресе</li><li>у вас нет прав доступа</li></ol><p><a href="/">Домашняя страница</a></p></div></div></body></html>
`)

	s.Intact("captcha-comments", html(apply(s.Page, []edit{
		sub("#2 Гость: а веб-архив смотрели?</div>", `#2 Гость: а веб-архив смотрели?</div><div class="comment">#3 Пётр: тоже страница не найдена :)</div>
<form id="jc-form" action="/addcomment" method="post"><h4>Добавить комментарий</h4><p>Чтобы оставить комментарий, войдите или подтвердите, что вы не робот.</p><input name="name" /><textarea name="t"></textarea><img src="/captcha.php?s=81" alt="Код на картинке" /><input name="captcha" placeholder="Введите код с картинки" /><div class="g-recaptcha" data-sitekey="6Lc0aTEST"></div><script src="https://www.google.com/recaptcha/api.js" async></script><button>Отправить</button></form>`),
		sub(`ja_purity/css/template.css`, `beez5/css/general.css`),
		sub("Прощай, флеш", "Двенадцать способов потерять сайт"),
	}))).Note("An article about lost pages with a captcha on its comment form.")

	s.Dead("category-empty", html(s.Inside("Статьи", `<div class="blog"><h2 class="contentheading">Статьи</h2><p>В этой категории нет материалов. Если есть подкатегории, они могут содержать материалы.</p></div>
`)), "dead/soft-404", "dead/empty")
	s.Dead("suspended", with(set.Answer{Body: windows1251(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>Сайт заблокирован</title></head>
<body bgcolor="#ffffff"><table width="100%" height="100%"><tr><td align="center"><h2>Работа сайта приостановлена</h2><p>Аккаунт заблокирован хостинг-провайдером за неуплату либо за нарушение условий договора.</p><p>Владельцу аккаунта следует обратиться в службу поддержки.</p></td></tr></table></body></html>
`)}, "Content-Type", "text/html; charset=windows-1251"), "dead/parked", "dead/soft-404").Everywhere("/")
	s.Dead("seo-blog", html(`<!DOCTYPE html><html lang="ru-RU"><head><meta charset="UTF-8"><title>Полезные советы для дома и ремонта</title><link rel="stylesheet" href="/wp-content/themes/reboot/style.css"><meta name="generator" content="WordPress 6.2"></head>
<body><header class="site-header"><a href="/">Домовёнок</a><nav><a href="/remont/">Ремонт</a><a href="/kuhnya/">Кухня</a><a href="/dacha/">Дача</a></nav></header>
<main><div class="post-cards"><article><h2>Как выбрать натяжной потолок: 7 советов мастера</h2><p>Глянцевый или матовый? Разбираемся, какое полотно подойдёт для маленькой комнаты и сколько стоит монтаж.</p></article><article><h2>Чем отмыть духовку за десять минут</h2><p>Проверенные народные средства и бытовая химия: что работает, а что портит эмаль.</p></article><article><h2>Рассада томатов: сроки посева по лунному календарю</h2><p>Таблица благоприятных дней и ошибки начинающих.</p></article><article><h2>Кредит на ремонт без справок</h2><p>Сравниваем предложения и считаем переплату.</p></article></div></main><footer>Копирование материалов разрешено с активной ссылкой</footer></body></html>
`), "dead/hijacked").Everywhere("/").Note("The lapsed domain was bought for its links; every address shows the new owner's front page.")
	s.Dead("landing", html(`<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Смотритель. Аудит сайтов и аналитика</title><link rel="stylesheet" href="/assets/app.3f1c.css"></head>
<body><header class="hero"><a href="#uslugi">Услуги</a> <a href="#kontakty">Контакты</a><h1>Помогаем организациям не терять свои сайты</h1><p>Проверка ссылок, перенос содержимого, хранение копий.</p><a class="btn" href="#kontakty">Обсудить задачу</a></header>
<section id="uslugi"><div class="card"><h3>Аудит</h3><p>Найдём всё, что не открывается.</p></div><div class="card"><h3>Перенос</h3><p>Сохраним старые адреса.</p></div><div class="card"><h3>Сопровождение</h3><p>Отвечаем в тот же день.</p></div></section>
<section id="kontakty"><form><input name="name" placeholder="Как к вам обращаться"><input name="phone" placeholder="Телефон"><button>Перезвоните мне</button></form></section><footer>© Смотритель, 2023</footer></body></html>
`), "dead/soft-404", "dead/redirected-home").Everywhere("/").
		Note("The blog's owner has put up a one-page site; every old address shows it, with no redirect.")

	s.Wall("too-many", with(status(429, `<html><head><meta charset="utf-8"><title>Слишком много запросов</title></head><body><h1>Помедленнее!</h1><p>С вашего адреса за последнюю минуту пришло больше 20 запросов. Подождите немного и обновите страницу.</p></body></html>
`), "Retry-After", "120"), "blocked/rate-limited", "blocked/bot-wall").Everywhere("/")
	check := html(`<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Ой!</title><style>.Spacer{margin:auto}</style></head><body><div class="Spacer"><h1>Вы не робот?</h1>
<p>Нам очень жаль, но запросы с вашего устройства похожи на автоматические. Поставьте отметку, чтобы продолжить.</p><form method="post" action="/check"><label><input type="checkbox" name="ok"> Я не робот</label><input type="hidden" name="ret" value="/stati/17-404.html"></form>
<p><small>Почему это могло произойти? Возможно, запросы отправляете не вы, а другой пользователь, выходящий в сеть с того же адреса.</small></p></div></body></html>
`)
	s.Wall("robot-check-elsewhere", redirect(302, "http://proverka.zapiski-host.example/showcaptcha?ret=17"), "blocked/bot-wall").
		Also("/", redirect(302, "http://proverka.zapiski-host.example/showcaptcha?ret=17")).
		Also("*", redirect(302, "http://proverka.zapiski-host.example/showcaptcha?ret=17")).
		Also("//proverka.zapiski-host.example/*", check)
	return s
}

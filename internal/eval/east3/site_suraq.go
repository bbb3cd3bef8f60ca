package east3

import "archiver/internal/eval/set"

// suraq is the e-government portal's questions and answers.
func suraq() *site {
	s := newSite("suraq-kk", "/kk/faq/waqytsha-tirkeu",
		"Иесінің келісімінсіз тіркеу жүргізілмейді.",
		"Бір жыл ішінде қайталанса, 7 айлық есептік көрсеткіш мөлшерінде айыппұл салынады.")
	s.Healthy(
		s.Inside("Электрондық үкімет", `<h1>Азаматтарға арналған қызметтер</h1><ul class="tiles"><li>Отбасы</li><li>Денсаулық сақтау</li><li>Білім</li><li>Жылжымайтын мүлік</li><li>Азаматтық және көші-қон</li></ul>
`),
		s.Inside("404 — Электрондық үкімет", `<h1>404 қатесі</h1><p>Сұралған бет порталда жоқ. Мекенжайды тексеріңіз немесе іздеуді пайдаланыңыз.</p>
`))

	s.Noise("accordion",
		sub(`<dl class="faq">`, `<div class="accordion" id="faqAcc">`), sub("</dl>", "</div>"),
		rewrite(`<dt id="(q\d)">([^<]*)</dt>`, `<div class="accordion-item"><h3 class="accordion-header" id="${1}"><button type="button" aria-expanded="false">${2}</button></h3>`),
		all("<dd>", `<div class="accordion-collapse"><div class="accordion-body">`), all("</dd>", "</div></div></div>"),
		sub("Бет 2021 жылғы 2 қарашада жаңартылды", "Соңғы жаңарту: 14.02.2022"),
		all(" – ", " — "),
		sub("main.css?20211102", "main.css?20220214"),
		sub("© 2006–2021", "© 2006–2022"),
	).Note("The definition list became an accordion.")

	s.Noise("helper-and-votes",
		sub(`<button>Иә</button> <button>Жоқ</button>`, `<button>Иә (1 204)</button> <button>Жоқ (311)</button> <textarea placeholder="Не жетіспейді?"></textarea>`),
		above(`<dl class="faq">`, `<nav class="toc"><b>Осы бетте</b> <a href="#q1">Анықтама</a> <a href="#q3">Құжаттар</a> <a href="#q7">Жауапкершілік</a> <button>Тыңдау</button> <button>PDF</button></nav>
`),
		above("</body>", `<div id="chatbot"><p>Сәлеметсіз бе! Мен виртуалды көмекшімін. Сұрағыңызды жазыңыз.</p><input></div>
`),
		sub(`<a class="signin" href="/kk/login">Жеке кабинетке кіру</a>`, `<a href="/ru/faq/waqytsha-tirkeu">РУС</a> <a href="/en/faq/waqytsha-tirkeu">ENG</a> <a class="signin" href="/kk/login">Кіру</a>`),
		sub("<aside><h2>Тақырып бойынша қызметтер</h2>", `<aside><div class="banner">Цифрлық куәлік енді қосымшада!</div><h2>Тақырып бойынша қызметтер</h2>`),
	)

	s.Edit("term-of-registration", sub("Тіркеу бір жылға дейінгі мерзімге ресімделеді.", "Тіркеу үш жылға дейінгі мерзімге ресімделеді.")).
		Note("The term became three years.")

	s.Dead("new-portal-landing", set.Answer{Status: 302, Location: "/"}, "dead/redirected-home").
		Also("/", html(`<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>Жаңа eGov порталы</title><script type="module" src="/assets/index-5bd1.js"></script></head><body><div id="app"><header>eGov</header><section class="hero"><h1>Не іздеп жүрсіз?</h1><input type="search" placeholder="Қызмет атауы"></section><section class="cards"><a href="/c/1">Бала туды</a><a href="/c/2">Үй сатып алу</a><a href="/c/3">Жұмыстан айырылдым</a><a href="/c/4">Көлік тіркеу</a></section><footer>1414 · Кері байланыс</footer></div></body></html>
`)).Also("*", set.Answer{Status: 302, Location: "/"}).Note("The new portal sends every old address to its front page.")

	s.Wall("picture-code", html(`<!DOCTYPE html>
<html lang="kk"><head><meta charset="utf-8"><title>Тексеру</title></head>
<body><div class="chk"><p>Сіздің желіңізден тым көп сұраныс түсті. Робот емес екеніңізді растаңыз.</p>
<form method="post"><img src="/captcha.ashx?t=71" alt=""><br><label>Суреттегі таңбаларды енгізіңіз <input name="code" autocomplete="off"></label> <button>Растау</button> <a href="#" onclick="location.reload()">Басқа сурет</a></form></div></body></html>
`), "blocked/bot-wall", "blocked/rate-limited").Everywhere("/")
	return s
}

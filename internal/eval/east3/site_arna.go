package east3

// arna is a broadcaster's news on Next.js.
func arna() *site {
	s := newSite("arna-kk", "/kk/news/48112",
		"газ датчиктерінің жартысы апатқа дейін алты күн бойы жұмыс істемеген",
		"Екеуі де кінәсін мойындамайды.")
	s.Healthy(
		s.Inside("Тұғыр телеарнасы", `<section class="Home_grid__2b"><a href="/kk/news/48112"><h2>Шахтадағы апат: комиссия қорытындысы жарияланды</h2></a><a href="/kk/news/48110"><h2>Жаңа пойыз бағыты ашылды</h2></a><a href="/kk/news/48108"><h2>Күріштің бағасы неге өсті?</h2></a></section>
`),
		s.Inside("404 | Tuğyr TV", `<div class="Error_box__1"><h1>404</h1><p>Өкінішке қарай, мұндай бет жоқ</p><a href="/kk">Басты бетке</a></div>
`))

	s.Noise("next-build",
		rewrite(`([A-Z][A-Za-z]+_[a-z]+)__[A-Za-z0-9]+`, "${1}__n7Gk"),
		sub("q7Yx0bTz1", "wE91_kkLpA0cs"), sub(`"views":5120`, `"views":20418`),
		sub("Шұғыл: Астанада ауа райына байланысты мектептер қашықтан оқуға көшті", "Тікелей эфир: Үкімет отырысы"),
		below("алайда басшылық жұмысты тоқтатпаған.</p>", `
<p><a href="/kk/news/48077?from=inline"><em>Тағы оқыңыз: Облыста аза тұту күні жарияланды</em></a></p>`),
		below("тексеріс жүргізгенін айтты.</p>", `
<div class="Video_v__n7Gk"><iframe src="https://player.example/embed/9xk2" title="video"></iframe></div>`),
		between(`<h3>Ұқсас жаңалықтар</h3>`, `</section>`, `<a href="/kk/news/50311">Бенефис кеші өтті</a><a href="/kk/news/50307">Қар көшкіні қаупі бар аудандар</a><a href="/kk/news/50299">Допинг-дау: федерация түсініктемесі</a>`),
		sub("6 қараша 2023, 10:30", "6.11.2023 | 10:30"),
		sub("© 2023", "© 2024"),
	)

	s.Noise("credits-and-consent",
		all("«", "“"), all("»", "”"),
		all(" – ", "\u00a0— "),
		sub("<h2>Кім жауап береді?</h2>", "<h4><strong>Кім жауап береді?</strong></h4>"),
		sub("Сурет: Тұғыр</figcaption>", `<span>Фото: “Тұғыр” архиві</span></figcaption>`),
		sub(`<div id="__next">`, `<div id="__next"><div class="Cookie_bar__x1">Сайт cookie файлдарын пайдаланады. <button>Келісемін</button><button>Баптау</button></div>`),
		above("<div class=\"Share_row__oo\">", `<div class="Tags_row__t"><a href="/kk/tag/shahta">#шахта</a><a href="/kk/tag/kenshi">#кенші</a></div><div class="React_row__q">👍 84 😡 411</div><section class="Comments_c__2"><h3>Пікірлер (3)</h3><p>Марқұмдардың жаны жәннатта болсын</p><p>Датчикті кім тексеруі керек еді?</p></section>
`),
	)

	s.Edit("one-more-at-home", sub("<li>бес адам үйқамақта отыр;</li>", "<li>алты адам үйқамақта отыр;</li>"),
		sub("<li>төрт адамнан ешқайда", "<li>үш адамнан ешқайда"), sub(`"views":5120`, `"views":7702`)).
		Note("Two items of a list have other numbers.")

	geo := html(`<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>Tuğyr TV</title><link rel="stylesheet" href="/static/region.css"></head>
<body><main class="region"><img src="/logo.svg" alt="Тұғыр"><h1>Бұл материал сіздің аймағыңызда қолжетімсіз</h1><p>Құқық иесінің шарттарына байланысты сайт тек Қазақстан аумағынан ашылады. VPN қолданып отырсаңыз, оны өшіріп, бетті жаңартыңыз.</p><p>Контент недоступен в вашем регионе.</p></main></body></html>
`)
	geo.Status = 403
	s.Wall("outside-the-country", geo, "blocked/geo-block").Everywhere("/")
	return s
}

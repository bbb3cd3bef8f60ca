package east

// latinKK is a magazine that prints Kazakh in the Latin alphabet of 2021.
func latinKK() *site {
	const (
		pipes = "Qūjat boiynşa 14 auylğa 62 şaqyrym qūbyr tartylyp, 1 460 üige su kırgızıluı kerek edı"
		air   = "Ekı jyldan berı şümektı aşsaq, aua ğana şyğady"
	)
	s := open(site{
		Name: "latin-kk", Path: "/2023/19/su",
		From: "<main>", To: "</main>",
		Quotes: []string{pipes, air},
	}, "/", "«Jaña ärıp» jurnaly", "Mūndai bet joq — «Jaña ärıp» jurnaly")
	issue := rewrite(`(?s)<h2>Osy nömırde</h2><ul>.*?</ul>`, `<h2>Jaña nömırde</h2><ul><li><a href="/2024/27/kopir">Özen üstındegı ekı köpır</a></li><li><a href="/2024/27/nan">Nan bağasy</a></li></ul>`)

	s.Noise("new-issue-and-price", issue, sub("aiyna 900 teñge", "aiyna 1 200 teñge"), sub(`value="b1f0c9"`, `value="77e2da"`), sub("Taralymy 2\u00a0400 dana", "Taralymy 2\u00a0650 dana"))
	s.Noise("decomposed-letters", decomposed).Note("ä, ş, ğ come as a letter and a mark now; they look the same.")
	s.Noise("dotless-i-dotted", within("<main>", "</main>", letters("ı", "i"))).States("verbatim", "edited").
		Or("changed/edited").Note("The magazine gave up the dotless i: a spelling, not a statement.")
	s.Add("noise", "redesign", html(`<!doctype html>
<html lang="kk"><head><meta charset="utf-8"><title>Auylğa taza su qaşan keledı? | jaña ärıp</title><link rel="stylesheet" href="/v2/a.css"></head>
<body><div class="strip">Jurnaldyñ qosymşasyn jüktep alyñyz</div><nav><a href="/">jaña ärıp</a> <a href="/v2/bölım/reportaj">reportajdar</a> <a href="/v2/podkast">podkast</a> <a href="/v2/düken">düken</a></nav>
<article><h1>Auylğa taza su qaşan keledı?</h1><p>17.05.2023. Mätın: Aigül Seitqali</p><section>`+part(s.Page, `<div class="story">`, "</div>\n")+`</section></article>
<section><h2>Keñes beremız</h2><a href="/v2/m/88">Köl jağasyndağy mektep</a><a href="/v2/m/91">Temırjolşy äjeler</a></section>
<footer>«Oqyrman» qory. Barlyq qūqyqtar qorğalğan.</footer></body></html>
`), "ok/*").States("verbatim")

	s.Edit("fully-done-becomes-not-done", sub("joba tolyq oryndaldy dep", "joba tolyq oryndalmady dep"))
	s.Edit("negative-suffix-dropped", sub("eşqaisysy auylğa barmağanyn", "eşqaisysy auylğa barğanyn"), issue)

	s.Lost("length-transposed", pipes, sub("62 şaqyrym qūbyr", "26 şaqyrym qūbyr"))

	s.Moved("index-page", 301, "/2023/19/su/index.html", "/2023/19/su/index.html", s.Edited(issue), "ok/*")

	soft := html(s.Inside("Bet tabylmady — «Jaña ärıp» jurnaly", s.File("soft.html")))
	s.Dead("soft-404-echoing-the-path", soft, "dead/soft-404").Elsewhere(soft)
	s.Wall("subscribers-only", html(apply(s.Page, []edit{
		between("Su ekı sağat qana ağady.</p>\n", "</main>", `</div><div class="lock"><h2>Ary qarai tek jazylğan oqyrmanğa</h2><p>Jurnalğa jazylsañyz, kırıp oqi alasyz.</p><form method="post" action="/kiru"><input type="email" name="e"><input type="password" name="p"><button>Kıru</button></form></div>`+"\n"),
	})), "blocked/login-wall", "changed/replaced", "changed/quote-lost").
		Note("Title and first paragraph are free, the rest for subscribers.")
	s.Fault("too-large", fault("too-large"), "unreachable/too-large")
	return s
}

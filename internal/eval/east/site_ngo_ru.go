package east

import "strings"

// ngoRU is a human-rights group's long report in WordPress: a table, a numbered
// list, footnotes.
func ngoRU() *site {
	const (
		hours = "Среднее время от доставления в отдел до первой встречи с адвокатом составило 9 часов 20 минут"
		court = "вынужденное ожидание защитника не является отказом в защите"
	)
	s := site{
		name: "ngo-ru", path: "/2018/11/zakrytaya-dver/",
		from: "<!-- primary -->", to: "<!-- /primary -->",
		quotes: []string{hours, court},
	}.open("/", "Центр «Гласная защита»", "Страница не найдена | Центр «Гласная защита»")
	content := part(s.page, `<div class="entry-content">`, "</div>\n</article>")
	nonce := all("5e9a1b70c2", "b7720fd41e")
	widgets := rewrite(`(?s)<h3>Свежие записи</h3><ul>.*?</ul>`, `<h3>Свежие записи</h3><ul><li><a href="/2020/06/ekzamen/">Экзамен на адвоката: что изменилось</a></li><li><a href="/2020/05/karantin/">Суды на карантине: как подать жалобу</a></li><li><a href="/2020/05/dezhurstvo/">Дежурства переходят в онлайн</a></li></ul>`)

	s.noise("widgets-nonce-and-versions", widgets, nonce, all("ver=4.9.8", "ver=5.4.2"), sub("ver=1.12.4", "ver=3.5.1"), sub("2014–2018", "2014–2020"))
	s.add("noise", "redesign-static-site", html(strings.Replace(s.file("redesign.html"), "@BODY@", content, 1)), "ok/*").states("verbatim")
	s.noise("table-and-footnotes-rebuilt",
		rewrite(`<td>(\d+)</td>`, `<td class="has-text-align-right" data-align="right">$1</td>`),
		rewrite(`<sup><a href="#fn(\d)" id="r\d">\d</a></sup>`, `<a class="easy-footnote" href="#fn$1" title="примечание $1"><sup>[$1]</sup></a>`),
		rewrite(`<p id="fn(\d)"><sup>\d</sup> `, `<p id="fn$1">[$1] `), widgets).
		note("The same cells and the same notes in other marks.")
	s.noise("comments-flood", nonce, sub("Один комментарий", "Двенадцать комментариев"),
		sub("нам сказали, что его нет.</p></li>", "нам сказали, что его нет.</p></li>"+strings.Repeat("<li><b>Анатолий</b><p>У нас в районе то же самое, только крыльца нет, стоишь прямо на дороге. Писал в палату, ответили через полгода, что вопрос изучается.</p></li><li><b>Юлия</b><p>Памятку вашу распечатала и повесила в подъезде, через день сорвали.</p></li>", 5)+"<li><b>Игорь</b><p>А в городе можно дождаться и за час, смотря кто дежурит.</p></li>"))
	s.noise("typewriter-quotes-without-yo", straight, withoutYo)

	s.edit("paragraph-removed-from-long-page",
		span("<p>Несовершеннолетние оказались в худшем положении.", "впервые.</p>\n", "")).
		note("One paragraph of thirty is gone.")
	s.edit("number-only-in-table", sub("<td>71</td><td>12</td><td>27</td>", "<td>71</td><td>12</td><td>37</td>"))
	s.edit("two-table-cells-swapped", sub("<td>9</td><td>24</td><td>16</td>", "<td>24</td><td>9</td><td>16</td>"), nonce).
		note("No figure is new on the page.")
	s.edit("recommendation-removed", drop("<li>Запретить любые беседы с задержанным до прихода защитника.</li>\n"), widgets)
	s.edit("recommendation-softened", sub("Хранить записи камер у входа и в коридорах не менее шести месяцев", "Рассмотреть возможность хранить записи камер у входа и в коридорах до шести месяцев"))
	s.edit("footnote-figure", sub("дежурных частей на 27 адвокатских запросов", "дежурных частей на 17 адвокатских запросов"))
	s.edit("case-endings-swap-the-roles", sub("дежурный звонит следователю", "дежурному звонит следователь")).
		note("Two endings, and another person makes the call.")

	s.lost("always-inserted", court, sub("защитника не является отказом в защите", "защитника не всегда является отказом в защите")).
		note("One word that turns a denial into a half-denial.")
	s.quote("split-by-markup-and-footnote-mark", hours,
		sub("до первой встречи с адвокатом составило 9 часов 20 минут", `до первой встречи <span class="hl">с адвокатом</span><sup class="fn"><a href="#fn3">3</a></sup> составило <b>9&nbsp;часов 20&nbsp;минут</b>`),
		sub(`27 адвокатских запросов.</p></div>`, `27 адвокатских запросов.</p><p id="fn3"><sup>3</sup> См. таблицу 1.</p></div>`)).
		or("changed/edited").note("A footnote mark and two inline elements stand in the sentence now; its words are the same.")
	s.quote("commas-in-quote", court, sub("что вынужденное ожидание защитника не является", "что «вынужденное ожидание» защитника — не является")).
		or("changed/edited").note("Only marks were added around two words.")
	first, second, _ := strings.Cut(content, "<h2>Что говорят суды</h2>")
	pages := `<div class="page-links">Страницы: <span>1</span> <a href="` + s.path + `2/">2</a></div>` + "\n"
	s.lost("turned-paginated", court, sub(content, first+pages)).
		also(s.path+"2/", s.edited(sub(content, "<h2>Что говорят суды</h2>"+second+pages))).
		note("Two thirds of the report stay; the passage cited is on page 2 now, under another address.")

	s.add("moved", "and-edited", redirect(301, "/doklady/zakrytaya-dver/"), "changed/edited").states("verbatim").
		also("/doklady/zakrytaya-dver/", s.edited(
			sub("Прокуратура к моменту публикации не ответила.", "Прокуратура ответила 3 декабря: нарушений закона не выявлено."))).
		note("A page that moved and changed is changed.")
	s.moved("slash-dropped", 301, strings.TrimSuffix(s.path, "/"), strings.TrimSuffix(s.path, "/"), s.edited(nonce), "ok/*")
	s.moved("new-permalinks", 301, "/doklady/zakrytaya-dver/", "/doklady/zakrytaya-dver/", s.edited(nonce, widgets), "moved/redirect")

	search := html(s.inside("Вы искали zakrytaya dver | Центр «Гласная защита»", s.file("search.html")))
	s.dead("soft-404-as-search", search, "dead/soft-404").elsewhere(search)

	s.wall("isp-register-page", html(read("walls/isp-ru.html")), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").everywhere().
		note("The provider's page, at status 200: it says nothing of the report.")
	s.wall("451", with(status(451, "<html><head><title>451 Unavailable For Legal Reasons</title><meta charset=\"utf-8\"></head><body><h1>Недоступно по юридическим причинам</h1></body></html>"),
		"Link", `<https://eais.rkn.gov.ru>; rel="blocked-by"`), "blocked/legal-451").everywhere()

	s.fault("dns-temporary", fault("dns-temporary"), "unreachable/dns-temporary")
	return s
}

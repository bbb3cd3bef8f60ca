package east

import "strings"

// ngoRU is a human-rights group's long report in WordPress: a table, a numbered
// list, footnotes.
func ngoRU() *site {
	const (
		hours = "Среднее время от доставления в отдел до первой встречи с адвокатом составило 9 часов 20 минут"
		court = "вынужденное ожидание защитника не является отказом в защите"
	)
	s := open(site{
		Name: "ngo-ru", Path: "/2018/11/zakrytaya-dver/",
		From: "<!-- primary -->", To: "<!-- /primary -->",
		Quotes: []string{hours, court},
	}, "/", "Центр «Гласная защита»", "Страница не найдена | Центр «Гласная защита»")
	content := part(s.Page, `<div class="entry-content">`, "</div>\n</article>")
	nonce := all("5e9a1b70c2", "b7720fd41e")
	widgets := rewrite(`(?s)<h3>Свежие записи</h3><ul>.*?</ul>`, `<h3>Свежие записи</h3><ul><li><a href="/2020/06/ekzamen/">Экзамен на адвоката: что изменилось</a></li><li><a href="/2020/05/karantin/">Суды на карантине: как подать жалобу</a></li><li><a href="/2020/05/dezhurstvo/">Дежурства переходят в онлайн</a></li></ul>`)

	s.Noise("widgets-nonce-and-versions", widgets, nonce, all("ver=4.9.8", "ver=5.4.2"), sub("ver=1.12.4", "ver=3.5.1"), sub("2014–2018", "2014–2020"))
	s.Add("noise", "redesign-static-site", html(strings.Replace(s.File("redesign.html"), "@BODY@", content, 1)), "ok/*").States("verbatim")
	s.Noise("table-and-footnotes-rebuilt",
		rewrite(`<td>(\d+)</td>`, `<td class="has-text-align-right" data-align="right">$1</td>`),
		rewrite(`<sup><a href="#fn(\d)" id="r\d">\d</a></sup>`, `<a class="easy-footnote" href="#fn$1" title="примечание $1"><sup>[$1]</sup></a>`),
		rewrite(`<p id="fn(\d)"><sup>\d</sup> `, `<p id="fn$1">[$1] `), widgets).
		Note("The same cells and the same notes in other marks.")
	s.Noise("comments-flood", nonce, sub("Один комментарий", "Двенадцать комментариев"),
		sub("нам сказали, что его нет.</p></li>", "нам сказали, что его нет.</p></li>"+strings.Repeat("<li><b>Анатолий</b><p>У нас в районе то же самое, только крыльца нет, стоишь прямо на дороге. Писал в палату, ответили через полгода, что вопрос изучается.</p></li><li><b>Юлия</b><p>Памятку вашу распечатала и повесила в подъезде, через день сорвали.</p></li>", 5)+"<li><b>Игорь</b><p>А в городе можно дождаться и за час, смотря кто дежурит.</p></li>"))
	s.Noise("typewriter-quotes-without-yo", straight, withoutYo)

	s.Edit("paragraph-removed-from-long-page",
		span("<p>Несовершеннолетние оказались в худшем положении.", "впервые.</p>\n", "")).
		Note("One paragraph of thirty is gone.")
	s.Edit("number-only-in-table", sub("<td>71</td><td>12</td><td>27</td>", "<td>71</td><td>12</td><td>37</td>"))
	s.Edit("two-table-cells-swapped", sub("<td>9</td><td>24</td><td>16</td>", "<td>24</td><td>9</td><td>16</td>"), nonce).
		Note("No figure is new on the page.")
	s.Edit("recommendation-removed", drop("<li>Запретить любые беседы с задержанным до прихода защитника.</li>\n"), widgets)
	s.Edit("recommendation-softened", sub("Хранить записи камер у входа и в коридорах не менее шести месяцев", "Рассмотреть возможность хранить записи камер у входа и в коридорах до шести месяцев"))
	s.Edit("footnote-figure", sub("дежурных частей на 27 адвокатских запросов", "дежурных частей на 17 адвокатских запросов"))
	s.Edit("case-endings-swap-the-roles", sub("дежурный звонит следователю", "дежурному звонит следователь")).
		Note("Two endings, and another person makes the call.")

	s.Lost("always-inserted", court, sub("защитника не является отказом в защите", "защитника не всегда является отказом в защите")).
		Note("One word that turns a denial into a half-denial.")
	s.Kept("split-by-markup-and-footnote-mark", hours,
		sub("до первой встречи с адвокатом составило 9 часов 20 минут", `до первой встречи <span class="hl">с адвокатом</span><sup class="fn"><a href="#fn3">3</a></sup> составило <b>9&nbsp;часов 20&nbsp;минут</b>`),
		sub(`27 адвокатских запросов.</p></div>`, `27 адвокатских запросов.</p><p id="fn3"><sup>3</sup> См. таблицу 1.</p></div>`)).
		Or("changed/edited").Note("A footnote mark and two inline elements stand in the sentence now; its words are the same.")
	s.Kept("commas-in-quote", court, sub("что вынужденное ожидание защитника не является", "что «вынужденное ожидание» защитника — не является")).
		Or("changed/edited").Note("Only marks were added around two words.")
	first, second, _ := strings.Cut(content, "<h2>Что говорят суды</h2>")
	pages := `<div class="page-links">Страницы: <span>1</span> <a href="` + s.Path + `2/">2</a></div>` + "\n"
	s.Lost("turned-paginated", court, sub(content, first+pages)).
		Also(s.Path+"2/", s.Edited(sub(content, "<h2>Что говорят суды</h2>"+second+pages))).
		Note("Two thirds of the report stay; the passage cited is on page 2 now, under another address.")

	s.Add("moved", "and-edited", redirect(301, "/doklady/zakrytaya-dver/"), "changed/edited").States("verbatim").
		Also("/doklady/zakrytaya-dver/", s.Edited(
			sub("Прокуратура к моменту публикации не ответила.", "Прокуратура ответила 3 декабря: нарушений закона не выявлено."))).
		Note("A page that moved and changed is changed.")
	s.Moved("slash-dropped", 301, strings.TrimSuffix(s.Path, "/"), strings.TrimSuffix(s.Path, "/"), s.Edited(nonce), "ok/*")
	s.Moved("new-permalinks", 301, "/doklady/zakrytaya-dver/", "/doklady/zakrytaya-dver/", s.Edited(nonce, widgets), "moved/redirect")

	search := html(s.Inside("Вы искали zakrytaya dver | Центр «Гласная защита»", s.File("search.html")))
	s.Dead("soft-404-as-search", search, "dead/soft-404").Elsewhere(search)

	s.Wall("isp-register-page", html(read("walls/isp-ru.html")), "blocked/legal-451", "blocked/forbidden", "blocked/geo-block").Everywhere().
		Note("The provider's page, at status 200: it says nothing of the report.")
	s.Wall("451", with(status(451, "<html><head><title>451 Unavailable For Legal Reasons</title><meta charset=\"utf-8\"></head><body><h1>Недоступно по юридическим причинам</h1></body></html>"),
		"Link", `<https://eais.rkn.gov.ru>; rel="blocked-by"`), "blocked/legal-451").Everywhere()

	s.Fault("dns-temporary", fault("dns-temporary"), "unreachable/dns-temporary")
	return s
}

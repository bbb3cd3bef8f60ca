package west

// unCommittee is a treaty body's page in a Drupal template: menus, a sidebar, a
// table of figures, a list of recommendations.
func unCommittee() *site {
	const (
		held   = "1,204 persons were held in pre-trial detention for longer than two years, although the Code of Criminal Procedure sets a limit of eighteen months"
		police = "complaints of ill-treatment are examined by the same directorate whose officers are accused"
	)
	s := newSite("un-committee-en", "/en/committees/cfd/veldania/concluding-observations", held, police)
	missing := s.Inside("Page not found | Treaty Bodies", s.File("notfound.html"))
	home := s.Inside("Treaty Bodies Secretariat", s.File("home.html"))
	s.Rest["/"] = html(home)
	s.Rest["*"] = status(404, missing)
	body := s.Part(`<div class="field--name-body text-formatted">`, `</div><!-- /body -->`)

	s.Noise("sidebar-and-last-updated",
		between(`<h2>Upcoming sessions</h2><ul>`, `</ul>`, `<li>71st session, 4 to 22 July 2022</li><li>72nd session, 7 to 25 November 2022</li><li>Informal meeting with States, 9 November 2022</li>`),
		between(`<h2>Latest from the Committee</h2><ul>`, `</ul>`, `<li><a href="/en/news/2022/06/aldmark">Aldmark: experts ask about overcrowding after fire in northern prison</a></li><li><a href="/en/news/2022/06/guidelines">New reporting guidelines enter into force</a></li>`),
		sub("Page last updated: 29 March 2021", "Page last updated: 14 June 2022"),
		sub("Secretariat 2021.", "Secretariat 2022."))
	s.Noise("asset-hashes-and-form-token",
		sub("css_8Qn2m0Yk3VbT7aGfP1xR", "css_pR4vK8sW0nTzY2cB6dLm"),
		sub("js_aT4pXq9sWm2LrVc7", "js_M8uCz1bXeW5tGk03"),
		sub("form-q2N7xT0cV8dRk1", "form-Y7wL3sB9pQa0Zt"),
		sub(`"permissionsHash":"4c1f0b7d2e"`, `"permissionsHash":"b08e55c1fa"`),
		sub(`<body class="path-node `, `<body class="js-off path-node node-20418 `))
	s.Add("noise", "redesign-without-drupal", html(fill(s.File("redesign.html"), body)), "ok/*").Verbatim().
		Note("Every word of the observations is there; only the site around them is new.")
	s.Noise("table-markup-rebuilt",
		sub(`<tr><th>Year</th>`, `<thead><tr><th scope="col">Year</th>`),
		sub(`<th>Over 2 years</th><th>Total</th></tr>`, `<th>Over 2&nbsp;years</th><th>Total</th></tr></thead><tbody>`),
		rewrite(`<td>(\d,\d{3})</td>`, `<td class="num"><span style="white-space:nowrap">$1</span></td>`),
		sub("\n</table>\n<h2>Recommendations", "\n</tbody></table>\n<h2>Recommendations")).
		Note("The same figures in new cells.")
	s.Noise("adoption-date-in-other-format",
		sub(`<time datetime="2021-03-26T12:00:00Z">26 March 2021</time>`, `<time datetime="2021-03-26">Friday, March 26, 2021</time>`)).
		Note("The same day, written the American way.")
	s.Add("noise", "cloudflare-headers-on-good-page", with(html(apply(s.Page, []edit{
		sub("Page last updated: 29 March 2021", "Page last updated: 2 May 2021"),
		above("</body>", `<script defer src="https://static.cloudflareinsights.com/beacon.min.js/v84" data-cf-beacon='{"rayId":"7f3b0e5c1a2d"}'></script>`+"\n"),
	})), "Server", "cloudflare", "CF-Ray", "7f3b0e5c1a2d4b6e-ZRH", "Set-Cookie", "__cf_bm=Zt0; path=/; HttpOnly"), "ok/*").Verbatim()

	s.Edit("digit-in-table", sub("<td>467</td><td>1,204</td>", "<td>467</td><td>1,264</td>")).
		Note("One cell differs, while the same figure still stands in the text above.")
	s.Edit("two-cells-swapped", sub("<td>1,502</td><td>431</td>", "<td>431</td><td>1,502</td>")).
		Note("No figure is new; two have changed places.")
	s.Edit("shall-becomes-may", sub("the State party shall provide, within one year,", "the State party may provide, within one year,"))
	s.Edit("negation-added", sub("It is satisfied that legal aid", "It is not satisfied that legal aid"))

	s.Quote("moved-into-summary-box", held, []string{"verbatim"}, "ok/*",
		drop("<p>The Committee remains concerned that 1,204 persons were held in pre-trial detention for longer than two years, although the Code of Criminal Procedure sets a limit of eighteen months.</p>\n"),
		below("<div class=\"field--name-body text-formatted\">\n", "<div class=\"summary-box\"><p>The Committee remains concerned that 1,204 persons were held in pre-trial detention for longer than two years, although the Code of Criminal Procedure sets a limit of eighteen months.</p></div>\n")).
		Or("changed/edited").
		Note("The sentence stands unchanged at the head of the page instead of in the middle.")
	s.Quote("number-in-quote", held, []string{"unclear", "gone"}, "changed/quote-lost",
		sub("concerned that 1,204 persons", "concerned that 1,024 persons")).
		Note("The sentence stands but for two digits changing places; what was cited is no longer said there, though the table keeps it.")
	s.Quote("footnote-mark-inside", police, []string{"verbatim", "edited"}, "ok/*",
		sub("by the same directorate whose", `by the same directorate<sup class="footnote"><a href="#fn1" id="ref1">1</a></sup> whose`),
		sub("\n</div><!-- /body -->", "\n<p class=\"footnotes\" id=\"fn1\"><sup>1</sup> CFD/C/VLD/3, para. 88.</p>\n</div><!-- /body -->")).
		Or("changed/edited").
		Note("A footnote mark now stands inside the sentence, which says the same.")

	s.Add("replaced", "became-country-index", html(s.Inside("Concluding observations by country | Committee on Fair Detention", s.File("index.html"))), "changed/replaced").
		States("gone").
		Note("The address answers with a list of countries.")

	s.Add("moved", "new-path", redirect(301, "/en/countries/veldania/cfd/cycle-3"), "moved/redirect").Verbatim().
		Also("/en/countries/veldania/cfd/cycle-3", html(s.Page))
	s.Add("moved", "trailing-slash", redirect(301, s.Path+"/"), "ok/*").Verbatim().
		Also(s.Path+"/", html(s.Page))

	s.Add("dead", "drupal-404", status(404, missing), "dead/http-404")
	gone := html(s.Inside("Treaty Bodies", s.File("soft.html")))
	s.Add("dead", "soft-404-moved-things-around", gone, "dead/soft-404").Also("*", gone).
		Note("An apology at status 200, echoing the address, with the site's whole furniture.")

	s.Add("wall", "cloudflare-challenge", with(status(403, read("walls/cloudflare-challenge.html")),
		"Server", "cloudflare", "CF-Mitigated", "challenge", "CF-Ray", "81aa0c6d9b2f1e55-FRA"), "blocked/bot-wall").Everywhere()

	s.Add("fault", "timeout", fault("timeout"), "unreachable/timeout").Everywhere()
	return s
}

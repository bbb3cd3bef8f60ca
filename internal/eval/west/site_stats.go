package west

// stats is a statistics office's page of key figures, in ASP.NET: little text,
// a table, notes on how to read it.
func stats() *site {
	const (
		stock = "Au 1er janvier 2020, la région de Vallonne compte 1 284 600 logements, dont 8,3 % sont vacants."
		rent  = "Le loyer médian est de 9,20 euros par mètre carré dans le parc privé, contre 5,60 euros dans le parc social."
	)
	s := newSite("stats-fr", "/Publications/Chiffres-cles/Logement-2020.aspx", stock, rent)
	const office = " | Institut de statistique de Vallonne"
	missing := s.Inside("Page introuvable"+office, s.File("notfound.html"))
	s.Rest["/"] = html(s.Inside("Accueil"+office, s.File("home.html")))
	s.Rest["/Themes/Logement.aspx"] = html(s.Inside("Logement"+office, s.File("theme.html")))
	s.Rest["*"] = status(404, missing)
	body := s.Part(`<div class="publication">`, `</div><!-- /publication -->`)

	s.Noise("viewstate-and-latest",
		sub("/wEPDwUKLTI2NzY5OTg4Mg9kFgJmD2QWAgID", "/wEPDwUKMTQ5MDIyNzU0Nw9kFgJmD2QWAgIBD2QW"),
		sub("/wEdAAUx0c9pLq", "/wEdAAW7Yt02mZ"), sub("ZkqX0pT7&amp;t=16f3c2", "PmB81xQa&amp;t=1a09ff"),
		sub("<li>Les prix à la consommation en juin</li><li>Créations d’entreprises au deuxième trimestre</li>", "<li>Les prix à la consommation en novembre</li><li>Bilan démographique : moins de naissances, plus de centenaires</li>"))
	s.Noise("thin-and-no-break-spaces",
		all(" %", "\u202f%"), sub("1 284 600 logements", "1\u202f284\u202f600 logements"), all(" :", "&nbsp;:"), all("1er janvier", "1<sup>er</sup>&nbsp;janvier"))
	s.Noise("publication-date-in-words", sub("Paru le : 12/07/2022", "Paru le 12 juillet 2022"), sub("xlsx, 24 Ko", "xlsx, 26 Ko"))
	s.Noise("table-as-divs",
		all("<td>", `<div role="cell" class="c">`), all("</td>", "</div>"), all("<tr>", `<div role="row">`), all("</tr>", "</div>"),
		all("<th>", `<div role="columnheader">`), all("</th>", "</div>"), all("<thead>", ""), all("</thead>", ""), all("<tbody>", ""), all("</tbody>", ""),
		sub("<caption>", `<p class="titre-tab">`), sub("</caption>", "</p>"), sub(`<table class="tableau" id="tab1">`, `<div role="table" class="grille">`), sub("</table>", "</div>")).
		Note("The same cells, no longer in a table.")
	s.Noise("table-sorted-by-stock",
		between("<tbody>", "</tbody>", `
<tr><td>Vallonne centrale</td><td>412,8</td><td>7,4</td><td>1,2</td></tr>
<tr><td>Côte-d’Ambre</td><td>391,2</td><td>6,1</td><td>12,4</td></tr>
<tr><td>Basse-Orne</td><td>214,7</td><td>9,6</td><td>3,8</td></tr>
<tr><td>Varenne</td><td>167,4</td><td>10,8</td><td>2,6</td></tr>
<tr><td>Haut-Plateau</td><td>98,5</td><td>12,9</td><td>7,7</td></tr>
`)).Or("changed/edited").Note("The same rows in another order.")
	s.Add("noise", "redesign-in-next", html(fill(s.File("next.html"), body)), "ok/*").Verbatim()

	s.Edit("cells-swapped", sub("<td>98,5</td><td>12,9</td><td>7,7</td>", "<td>98,5</td><td>7,7</td><td>12,9</td>"))
	s.Edit("unit-in-table-head", sub("Logements (en milliers)", "Logements (en centaines)"))
	s.Edit("scope-turned", sub("hors logements de fonction", "y compris les logements de fonction"))
	s.Edit("growth-figure-in-redesign", func(string) string {
		return fill(s.File("next.html"), sub("s’est accru de 11,4 %", "s’est accru de 14,1 %")(body))
	})
	s.Edit("row-removed", drop("<tr><td>Varenne</td><td>167,4</td><td>10,8</td><td>2,6</td></tr>\n"))

	s.Quote("one-decimal", stock, []string{"unclear", "gone"}, "changed/quote-lost", sub("dont 8,3 % sont vacants", "dont 8,8 % sont vacants"))
	s.Quote("rents-swapped", rent, []string{"unclear", "gone"}, "changed/quote-lost",
		sub("est de 9,20 euros par mètre carré dans le parc privé, contre 5,60 euros dans", "est de 5,60 euros par mètre carré dans le parc privé, contre 9,20 euros dans")).
		Note("All the same words and figures, in another order, say the opposite.")
	s.Quote("figures-of-the-next-year", stock, []string{"unclear", "gone"}, "changed/quote-lost",
		all("2020", "2021"), sub("1 284 600", "1 297 100"), sub("8,3 %", "8,1 %"), sub("11,4 %", "11,2 %"), sub("7,9 %", "7,6 %"),
		sub("5,1 %", "5,0 %"), sub("9,20 euros", "9,40 euros"), sub("5,60 euros", "5,70 euros"), sub("40 centimes", "50 centimes"),
		sub("214,7", "216,0"), sub("391,2", "396,8"), sub("98,5", "98,4"), sub("412,8", "417,1"), sub("167,4", "168,8"),
		sub("<td>9,6</td>", "<td>9,5</td>"), sub("9,6 % des", "9,5 % des"), sub("12/07/2022", "11/07/2023")).
		Or("changed/replaced").
		Note("The page rolls: each year the figures are written over, and the words stay.")
	s.Quote("tags-inside-the-number", stock, []string{"verbatim"}, "ok/*",
		sub("compte 1 284 600 logements, dont 8,3 % sont", `compte <span class="nombre">1&nbsp;284&nbsp;600</span> logements, dont <strong>8,3&nbsp;%</strong> sont`))

	s.Add("moved", "lower-case", redirect(301, "/publications/chiffres-cles/logement-2020.aspx"), "ok/*").Verbatim().
		Or("moved/redirect").
		Also("/publications/chiffres-cles/logement-2020.aspx", html(s.Page)).
		Note("The same address in lower case.")

	s.Add("dead", "aspx-error-path", redirect(302, "/Erreur404.aspx?aspxerrorpath=/Publications/Chiffres-cles/Logement-2020.aspx"), "dead/soft-404").
		Also("/Erreur404.aspx?aspxerrorpath=/Publications/Chiffres-cles/Logement-2020.aspx", html(s.Inside("Erreur"+office, s.File("notfound200.html")))).
		Also("*", redirect(302, "/Erreur404.aspx?aspxerrorpath=/")).
		Also("/Erreur404.aspx?aspxerrorpath=/", html(s.Inside("Erreur"+office, s.File("notfound200.html"))))
	s.Add("dead", "empty-main-part", html(s.Inside("Institut de statistique de Vallonne", "")), "dead/empty", "dead/soft-404").
		Note("Menus and footer around nothing.")

	s.Add("wall", "captcha-at-404", status(404, s.File("captcha.html")), "blocked/bot-wall").Everywhere().
		Note("The status says not found, the page asks for a captcha.")
	gone := refuseRobots(status(404, missing))
	s.Add("wall", "robots-refused-while-browsers-get-404", gone, "blocked/forbidden", "dead/http-404").
		Also("/", refuseRobots(s.Rest["/"])).Also("*", gone)

	return s
}

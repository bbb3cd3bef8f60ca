package west4

import "archiver/internal/eval/kit"

// seminar is a university's page of an event, whose day passes.
func seminar() *site {
	s := newSite("seminar-en", "/events/2019/11/who-audits-the-auditors.php",
		"In six of the nine, no reason need be given.",
		"spent 88 million crowns on bridges that were never built")
	s.Healthy(s.Inside("Hartwell School of Public Affairs", "<h1>Think in public</h1><p>Applications for the autumn open in January.</p>\n"),
		s.Inside("Page not found | Hartwell School of Public Affairs", "<h1>Sorry, we can't find that page</h1><p>Try the A to Z, or tell the web team.</p>\n"))
	s.Noise("event-over", span(`<div class="cta">`, `</div>`, `<div class="cta past"><strong>This event has ended.</strong> Booking is closed. <iframe src="https://video.example/embed/x81" title="Recording"></iframe></div>`),
		between(`<h2>Upcoming events</h2><ul>`, `</ul>`, `<li>3 March: Budgets in wartime</li><li>9 March: Reading a balance sheet</li>`),
		sub(`<div class="mourning-band" hidden></div>`, `<div class="notice">Our campus is closed. All teaching is online until further notice.</div>`))
	s.Edit("postponed", sub("Thursday 14 November 2019, 17:00 to 18:30", "Thursday 5 December 2019, 17:30 to 19:00"))
	s.Dead("events-home", redirect(302, "/events"), "dead/soft-404", "dead/redirected-home").
		Also("/events", html(s.Inside("Events | Hartwell School of Public Affairs", "<h1>Events</h1><p>Choose a month.</p><ul><li>Open day</li><li>Graduation</li><li>Alumni dinner</li></ul><p>Events before 2022 are no longer listed.</p>\n")))
	return s
}

// abstract is an article's page in a French journal, behind a DOI's address.
func abstract() *site {
	s := kit.Open(files, "abstract-fr.html", site{Name: "abstract-fr", Path: "/doi/10.99999/res.2011.0417", Charset: "windows-1252", Type: "text/html",
		Quotes: []string{"le panache avance vers le captage communal de 41 mètres par an", "Aucun des relevés transmis à l’exploitant entre 1996 et 2004 ne figure dans les rapports annuels remis à la préfecture."}})
	s.Healthy(s.Inside("Revue des eaux souterraines", "<h1>Vol. 38, n° 1</h1><p>Sommaire du numéro en cours.</p>\n"),
		s.Inside("Revue des eaux souterraines - erreur", "<h1>Document absent</h1><p>L’identifiant demandé n’est attribué à aucun article (404).</p>\n"))
	portal := `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>La nappe sous la décharge | Revues ouvertes</title><link rel="stylesheet" href="/lodel.css"></head><body><header><a href="/">Revues ouvertes</a><form><input placeholder="Rechercher dans 612 revues"></form></header><div class="onglets">Résumé | Plan | Texte | Bibliographie | Citation</div>
@BODY@
<div class="cite"><h4>Référence électronique</h4><p>DOI : https://doi.example/10.99999/res.2011.0417</p></div><footer>Accès ouvert Freemium. Plan du site, flux de syndication</footer></body></html>
`
	s.Intact("unicode", html(kit.Apply(s.Page, []kit.Edit{sub("charset=windows-1252", "charset=utf-8"), kit.Letters("n° ", "nᵒ ", " : ", "\u00a0: ", "’", "'"), sub("Vol. 38", "Vol. 44"), sub("Karst et réseaux", "Sécheresses")})))
	s.Intact("temporary-redirect-to-mobile-host", redirect(302, "http://m.revue.example/a/417")).
		Also("//m.revue.example/a/417", html("<!doctype html><html lang=fr><head><meta charset=utf-8><meta name=viewport content='width=device-width'><title>La nappe sous la décharge</title></head><body><a href=#menu>Menu</a>\n"+s.Main()+"\n<a href=http://{{host}}/>Version classique</a></body></html>\n")).
		Or("moved/redirect").Note("For the time being the journal sends everybody to its pages for telephones.")
	s.Moved("open-portal", 301, "http://revues.example/res/4170", "//revues.example/res/4170", html(kit.Fill(portal, s.Main())), "moved/redirect")
	s.Lost("retracted-speed", "le panache avance vers le captage communal de 41 mètres par an",
		sub("communal de 41 mètres par an", "communal de 14 mètres par an"), sub("by 41 metres", "by 14 metres"),
		below(`p. 417-439</p>`, `<p class="erratum">Erratum : vol. 38, n° 2, p. 211.</p>`))
	s.Fault("refused", kit.Fault("refused"), "unreachable/refused")
	return s
}

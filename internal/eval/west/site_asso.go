package west

import "strings"

// asso is an association's field report on a SPIP site: notes, a list, a caption,
// and an address that is a query.
func asso() *site {
	const (
		still   = "Trois ans plus tard, 94 familles vivent encore dans les bungalows du terrain des Salines, dont 41 avec des enfants de moins de six ans."
		promise = "les cent vingt logements promis seront livrés avant la fin de 2018, et les familles de la Pointe y seront prioritaires"
	)
	s := newSite("asso-fr", "/spip.php?article214", still, promise)
	missing := s.inside("Erreur 404 - Un toit sur le littoral", s.file("notfound.html"))
	s.rest["/"] = html(s.inside("Un toit sur le littoral", s.file("home.html")))
	s.rest["*"] = status(404, missing)
	body := s.part(`<div class="texte">`, `</div><!-- texte -->`)

	s.noise("visits-agenda-forum",
		sub("Visites : 1 204", "Visites : 38 777"), sub("2010-2017", "2010-2019"),
		sub("Permanence le jeudi de 17 h à 19 h, salle des Voiles.", "Pas de permanence en août. Fête de l’association le 7 septembre."),
		between(`<h2>Messages</h2><ul class="forum">`, `</ul>`, `<li><strong>Fil</strong> le 2 mars 2017 : <p>Merci pour ce travail. Je peux prêter un thermomètre enregistreur.</p></li><li><strong>Une voisine</strong> le 9 mars 2017 : <p>Chez nous il faisait 11 degrés dimanche, et l’eau coulait le long de la porte. La dame de l’office est venue, elle a gardé son manteau.</p></li><li><strong>Le bureau</strong> le 10 mars 2017 : <p>Écrivez-nous, nous joindrons votre relevé au dossier.</p></li>`),
		between("<h2>Dans la même rubrique</h2><ul>", "</ul>", `<li><a href="spip.php?article241">Digue : le nouveau tracé</a></li>`))
	s.add("noise", "redesign-other-skeleton", html(fill(s.file("escal.html"), body)), "ok/*").verbatim()
	s.noise("note-marks-in-other-style",
		sub(`[<a href="#nb1" class="spip_note" rel="appendix" title="Chiffres communiqués au conseil municipal." id="nh1">1</a>]`, `(<a href="#n1" role="doc-noteref"><sup>1</sup></a>)`),
		sub(`[<a href="#nb2" class="spip_note" rel="appendix" title="Lettre du 6 février 2017." id="nh2">2</a>]`, `(<a href="#n2" role="doc-noteref"><sup>2</sup></a>)`),
		sub(`[<a href="#nh1">1</a>]`, `(1)`), sub(`[<a href="#nh2">2</a>]`, `(2)`))
	s.noise("date-in-text-in-figures", sub("Dans la nuit du 3 février 2014,", "Dans la nuit du 3/02/2014,")).
		or("changed/edited").
		note("The same night, written in figures.")
	s.noise("signatories-sorted",
		between(`<ul class="spip signataires">`, "</ul>", "\n<li>Amicale des locataires de la Pointe</li>\n<li>Collectif Digue</li>\n<li>Comité des Salines</li>\n<li>Secours marin</li>\n")).
		or("changed/edited").
		note("The same four names in the order of the alphabet.")
	s.noise("indented-and-commented", func(p string) string {
		return strings.NewReplacer("<p>", "\n\t\t\t<p>\n\t\t\t\t", "</p>", "\n\t\t\t</p>\n\t\t\t<!-- /p -->", "<li>", "\n\t<li>  ", " ;", "&nbsp;;", " :", "&nbsp;:").Replace(p)
	})

	s.edit("date-of-breach", sub("Dans la nuit du 3 février 2014,", "Dans la nuit du 3 mars 2014,"))
	s.edit("negation-removed-in-list", sub("Le fossé qui borde le terrain n’est pas curé ; il a débordé", "Le fossé qui borde le terrain est curé ; il a débordé"))
	s.edit("caption-figure", sub("94 bungalows, deux points d’eau.", "94 bungalows, dix points d’eau."))
	s.edit("note-date", sub("au conseil municipal du 14 décembre 2016", "au conseil municipal du 14 novembre 2016"))
	s.edit("per-month-becomes-per-year", sub("740 euros par mois", "740 euros par an"))
	s.edit("paragraph-rewritten",
		sub("Le permis de construire n’a pas été attaqué. Le terrain appartient à la commune. Le prêt est signé. Rien, à notre connaissance, ne s’oppose à l’ouverture du chantier.",
			"Deux riverains ont attaqué le permis de construire en janvier. L’office assure que leur requête ne suspend pas les travaux, mais aucune entreprise n’a encore été choisie."))

	s.quote("name-of-place", still, []string{"unclear", "gone"}, "changed/quote-lost", sub("les bungalows du terrain des Salines, dont 41", "les bungalows du terrain des Sablons, dont 41")).
		note("Another place is named.")
	s.quote("two-sentences-joined", still, []string{"edited", "verbatim"}, "changed/edited",
		sub("devait durer dix-huit mois. Trois ans plus tard, 94 familles vivent encore", "devait durer dix-huit mois ; or, trois ans plus tard, 94 familles vivent encore")).
		or("ok/*").
		note("A full stop became a semicolon and a particle; the sense stands.")

	s.add("replaced", "cms-reset-to-site-map", html(s.inside("Plan du site", s.file("plan.html"))), "changed/replaced", "dead/soft-404").states("gone").
		note("The site was installed anew; its map answers at the old number.")

	s.add("moved", "readable-address", redirect(301, "/Trois-ans-apres-la-tempete-les-reloges-attendent-toujours.html"), "moved/redirect").verbatim().
		also("/Trois-ans-apres-la-tempete-les-reloges-attendent-toujours.html", html(s.page))
	s.add("dead", "no-longer-online-200", html(s.inside("Un toit sur le littoral", s.file("soft.html"))), "dead/soft-404").
		note("An apology at status 200: the article is no longer online.")
	s.add("dead", "slots", html(s.file("slots.html")), "dead/hijacked").everywhere()
	symfony := html(read("errors/symfony.html"))
	s.add("dead", "framework-404-at-200", symfony, "dead/soft-404").also("*", symfony)

	s.add("wall", "cloudflare-1020", with(status(403, read("walls/cloudflare-block.html")), "Server", "cloudflare", "CF-Ray", "7c02fe6e1a93b4d0-CDG"), "blocked/bot-wall", "blocked/forbidden").everywhere()
	s.add("wall", "basic-auth-401", with(status(401, "<html><head><title>401 Authorization Required</title></head><body><h1>Site en travaux</h1><p>Accès réservé aux membres du bureau.</p></body></html>\n"), "WWW-Authenticate", `Basic realm="Travaux"`), "blocked/login-wall").everywhere()

	return s
}

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
	missing := s.Inside("Erreur 404 - Un toit sur le littoral", s.File("notfound.html"))
	s.Rest["/"] = html(s.Inside("Un toit sur le littoral", s.File("home.html")))
	s.Rest["*"] = status(404, missing)
	body := s.Part(`<div class="texte">`, `</div><!-- texte -->`)

	s.Noise("visits-agenda-forum",
		sub("Visites : 1 204", "Visites : 38 777"), sub("2010-2017", "2010-2019"),
		sub("Permanence le jeudi de 17 h à 19 h, salle des Voiles.", "Pas de permanence en août. Fête de l’association le 7 septembre."),
		between(`<h2>Messages</h2><ul class="forum">`, `</ul>`, `<li><strong>Fil</strong> le 2 mars 2017 : <p>Merci pour ce travail. Je peux prêter un thermomètre enregistreur.</p></li><li><strong>Une voisine</strong> le 9 mars 2017 : <p>Chez nous il faisait 11 degrés dimanche, et l’eau coulait le long de la porte. La dame de l’office est venue, elle a gardé son manteau.</p></li><li><strong>Le bureau</strong> le 10 mars 2017 : <p>Écrivez-nous, nous joindrons votre relevé au dossier.</p></li>`),
		between("<h2>Dans la même rubrique</h2><ul>", "</ul>", `<li><a href="spip.php?article241">Digue : le nouveau tracé</a></li>`))
	s.Add("noise", "redesign-other-skeleton", html(fill(s.File("escal.html"), body)), "ok/*").Verbatim()
	s.Noise("note-marks-in-other-style",
		sub(`[<a href="#nb1" class="spip_note" rel="appendix" title="Chiffres communiqués au conseil municipal." id="nh1">1</a>]`, `(<a href="#n1" role="doc-noteref"><sup>1</sup></a>)`),
		sub(`[<a href="#nb2" class="spip_note" rel="appendix" title="Lettre du 6 février 2017." id="nh2">2</a>]`, `(<a href="#n2" role="doc-noteref"><sup>2</sup></a>)`),
		sub(`[<a href="#nh1">1</a>]`, `(1)`), sub(`[<a href="#nh2">2</a>]`, `(2)`))
	s.Noise("date-in-text-in-figures", sub("Dans la nuit du 3 février 2014,", "Dans la nuit du 3/02/2014,")).
		Or("changed/edited").
		Note("The same night, written in figures.")
	s.Noise("signatories-sorted",
		between(`<ul class="spip signataires">`, "</ul>", "\n<li>Amicale des locataires de la Pointe</li>\n<li>Collectif Digue</li>\n<li>Comité des Salines</li>\n<li>Secours marin</li>\n")).
		Or("changed/edited").
		Note("The same four names in the order of the alphabet.")
	s.Noise("indented-and-commented", func(p string) string {
		return strings.NewReplacer("<p>", "\n\t\t\t<p>\n\t\t\t\t", "</p>", "\n\t\t\t</p>\n\t\t\t<!-- /p -->", "<li>", "\n\t<li>  ", " ;", "&nbsp;;", " :", "&nbsp;:").Replace(p)
	})

	s.Edit("date-of-breach", sub("Dans la nuit du 3 février 2014,", "Dans la nuit du 3 mars 2014,"))
	s.Edit("negation-removed-in-list", sub("Le fossé qui borde le terrain n’est pas curé ; il a débordé", "Le fossé qui borde le terrain est curé ; il a débordé"))
	s.Edit("caption-figure", sub("94 bungalows, deux points d’eau.", "94 bungalows, dix points d’eau."))
	s.Edit("note-date", sub("au conseil municipal du 14 décembre 2016", "au conseil municipal du 14 novembre 2016"))
	s.Edit("per-month-becomes-per-year", sub("740 euros par mois", "740 euros par an"))
	s.Edit("paragraph-rewritten",
		sub("Le permis de construire n’a pas été attaqué. Le terrain appartient à la commune. Le prêt est signé. Rien, à notre connaissance, ne s’oppose à l’ouverture du chantier.",
			"Deux riverains ont attaqué le permis de construire en janvier. L’office assure que leur requête ne suspend pas les travaux, mais aucune entreprise n’a encore été choisie."))

	s.Quote("name-of-place", still, []string{"unclear", "gone"}, "changed/quote-lost", sub("les bungalows du terrain des Salines, dont 41", "les bungalows du terrain des Sablons, dont 41")).
		Note("Another place is named.")
	s.Quote("two-sentences-joined", still, []string{"edited", "verbatim"}, "changed/edited",
		sub("devait durer dix-huit mois. Trois ans plus tard, 94 familles vivent encore", "devait durer dix-huit mois ; or, trois ans plus tard, 94 familles vivent encore")).
		Or("ok/*").
		Note("A full stop became a semicolon and a particle; the sense stands.")

	s.Add("replaced", "cms-reset-to-site-map", html(s.Inside("Plan du site", s.File("plan.html"))), "changed/replaced", "dead/soft-404").States("gone").
		Note("The site was installed anew; its map answers at the old number.")

	s.Add("moved", "readable-address", redirect(301, "/Trois-ans-apres-la-tempete-les-reloges-attendent-toujours.html"), "moved/redirect").Verbatim().
		Also("/Trois-ans-apres-la-tempete-les-reloges-attendent-toujours.html", html(s.Page))
	s.Add("dead", "no-longer-online-200", html(s.Inside("Un toit sur le littoral", s.File("soft.html"))), "dead/soft-404").
		Note("An apology at status 200: the article is no longer online.")
	s.Add("dead", "slots", html(s.File("slots.html")), "dead/hijacked").Everywhere()
	symfony := html(read("errors/symfony.html"))
	s.Add("dead", "framework-404-at-200", symfony, "dead/soft-404").Also("*", symfony)

	s.Add("wall", "cloudflare-1020", with(status(403, read("walls/cloudflare-block.html")), "Server", "cloudflare", "CF-Ray", "7c02fe6e1a93b4d0-CDG"), "blocked/bot-wall", "blocked/forbidden").Everywhere()
	s.Add("wall", "basic-auth-401", with(status(401, "<html><head><title>401 Authorization Required</title></head><body><h1>Site en travaux</h1><p>Accès réservé aux membres du bureau.</p></body></html>\n"), "WWW-Authenticate", `Basic realm="Travaux"`), "blocked/login-wall").Everywhere()

	return s
}

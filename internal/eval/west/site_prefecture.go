package west

// prefecture is a short press notice on a government portal: the furniture is
// longer than the notice, and one digit is all that may change in it.
func prefecture() *site {
	const (
		nights = "L’irrigation agricole est limitée à quatre nuits par semaine, de 20 heures à 8 heures."
		towns  = "Il concerne 42 communes, dont la liste figure en annexe."
	)
	s := newSite("prefecture-fr", "/Actualites/Communiques-de-presse/2021/Secheresse-restriction-des-usages-de-l-eau", nights, towns)
	const name = "Les services de l’État en Haute-Varenne"
	missing := s.Inside("Page non trouvée - "+name, s.File("notfound.html"))
	s.Rest["/"] = html(s.Inside("Accueil - "+name, s.File("home.html")))
	s.Rest["/Actualites/Communiques-de-presse"] = html(s.Inside("Communiqués de presse - "+name, s.File("list.html")))
	s.Rest["*"] = status(404, missing)

	cookies := above(`<header role="banner"`, `<div id="tarteaucitronRoot" role="dialog" aria-labelledby="tac-title"><strong id="tac-title">Gestion de vos préférences sur les cookies</strong><p>Certaines fonctionnalités de ce site (partage de contenus sur les réseaux sociaux, lecture directe de vidéos) s’appuient sur des services proposés par des sites tiers. Ces fonctionnalités déposent des cookies permettant notamment à ces sites de tracer votre navigation. Ces cookies ne sont déposés que si vous donnez votre accord.</p><button>Tout accepter</button><button>Tout refuser</button><button>Personnaliser</button></div>
`)
	s.Noise("cookie-dialog-longer-than-notice", cookies).
		Note("The dialog has as many words as the notice; it says nothing of water.")
	s.Noise("design-system-upgrade",
		all("?v=1.2.1", "?v=1.8.5"), all("fr-text--xs date", "fr-text--xs fr-mb-3w date"),
		sub(`class="fr-h1"`, `class="fr-h2 titre"`), sub("4b0a7712e3.js", "c0ffee91d2.js"),
		sub(`<div class="texteCourant">`, `<div class="fr-my-3w"><div class="ezxmltext-field">`),
		sub("</div>\n<div class=\"telecharger\">", "</div></div>\n<div class=\"telecharger\">"))
	s.Noise("update-line-and-related",
		sub("Mis à jour le 09/08/2021", "Mis à jour le 14/03/2022"),
		between("« Communiqués de presse »</h2><ul>", "</ul>", `<li><a href="/a">Influenza aviaire : le département en zone réglementée</a></li><li><a href="/b">Élection présidentielle : où voter ?</a></li><li><a href="/c">Ukraine : accueil des personnes déplacées, numéro unique</a></li>`),
		sub("Météo : vigilance jaune canicule", "Météo : pas de vigilance particulière"))
	s.Noise("everything-around-it",
		cookies,
		between("« Communiqués de presse »</h2><ul>", "</ul>", `<li><a href="/x">Vœux du préfet</a></li>`),
		sub("vigilance jaune canicule", "vigilance rouge crues"),
		swap(`<li><a href="/Actions-de-l-Etat">Actions de l’État</a></li>`, `<li><a href="/Demarches">Démarches</a></li>`),
		sub("Accueil du public du lundi au vendredi de 8 h 30 à 12 h.", "Accueil du public sur rendez-vous uniquement."),
		sub("Accessibilité : non conforme", "Accessibilité : partiellement conforme"),
		sub("Partager sur Twitter", "Partager sur X (anciennement Twitter)"),
		sub("format : PDF - 1,21 Mb", "format : PDF - 1,2 Mo - nouvelle fenêtre"))
	s.Noise("notice-inside-accordion",
		sub("<p>Le débit de la Varenne", `<section class="fr-accordion"><h3 class="fr-accordion__title"><button class="fr-accordion__btn" aria-expanded="false" aria-controls="acc-1"></button></h3><div class="fr-collapse" id="acc-1"><p>Le débit de la Varenne`),
		sub("fixé à 0,60.</p>", "fixé à 0,60.</p></div></section>"))

	s.Edit("flow-one-digit", sub("de 0,84 mètre cube", "de 0,34 mètre cube")).
		Note("One digit in a notice of a hundred words, and it puts the river below the threshold.")
	s.Edit("flow-one-digit-under-noise", sub("un seuil de crise fixé à 0,60", "un seuil de crise fixé à 0,80"), cookies,
		sub("Mis à jour le 09/08/2021", "Mis à jour le 11/08/2021"), sub("vigilance jaune canicule", "vigilance orange canicule"))
	s.Edit("forbidden-becomes-advised-against", sub("hors des stations professionnelles sont interdits.", "hors des stations professionnelles sont déconseillés."))
	s.Edit("sentence-added", below("une amende de 1 500 euros.", " Les collectivités peuvent demander une dérogation pour les stades."))

	s.Quote("four-becomes-three", nights, []string{"unclear", "gone"}, "changed/quote-lost", sub("quatre nuits par semaine", "trois nuits par semaine"))
	s.Quote("four-written-as-figure", nights, []string{"edited", "verbatim"}, "changed/edited", sub("quatre nuits par semaine, de 20 heures à 8 heures", "4 nuits par semaine, de 20 h à 8 h")).
		Or("ok/*").
		Note("The same rule in figures and abbreviations.")
	s.Quote("sentence-gone", nights, []string{"gone"}, "changed/quote-lost", drop(" L’irrigation agricole est limitée à quatre nuits par semaine, de 20 heures à 8 heures."))

	s.Add("replaced", "hunting-season", html(s.Inside("Ouverture de la chasse - "+name, s.File("chasse.html"))), "changed/replaced").States("gone").
		Note("All furniture stands, and it is most of the words; the notice is another.")

	s.Add("moved", "index-page", redirect(301, s.Path+"/index.html"), "ok/*").Verbatim().
		Also(s.Path+"/index.html", html(s.Page))

	s.Add("dead", "404-page-at-200", html(missing), "dead/soft-404").Also("*", html(missing))
	search := html(s.Inside("Rechercher - "+name, s.File("search.html")))
	s.Add("dead", "search-page-at-200", search, "dead/soft-404").Also("*", search).
		Note("Unknown addresses are taken for search terms, without result.")
	s.Add("dead", "to-section", redirect(302, "/Actualites/Communiques-de-presse"), "dead/redirected-home", "dead/soft-404").
		Also("*", redirect(302, "/Actualites/Communiques-de-presse"))

	s.Add("wall", "403-on-this-page-alone", status(403, s.Inside("Accès refusé - "+name, "<h1>Accès refusé</h1><p>Vous n’avez pas les droits nécessaires pour consulter cette page. Si vous disposez d’un compte agent, connectez-vous.</p>\n")), "blocked/forbidden", "dead/withdrawn", "blocked/login-wall").
		Note("One look shows a refusal; that the rest of the host is open makes it a withdrawal in time.")
	s.Add("wall", "f5-rejected-200", html(read("walls/f5.html")), "blocked/bot-wall", "blocked/forbidden").Everywhere()

	s.Add("fault", "maintenance-503", with(status(503, s.File("maintenance.html")), "Retry-After", "3600"), "unreachable/http-5xx").Everywhere()
	s.Add("fault", "dns-temporary", fault("dns-temporary"), "unreachable/dns-temporary").Everywhere()
	return s
}

package west3

// regional is a French regional daily with metered access.
func regional() *site {
	s := newSite("regional", "/communes/port-lannec/la-criee-fermera-le-30-juin-5698112",
		"le comité syndical s’est prononcé par huit voix contre sept pour l’arrêt de l’activité",
		"Le déficit atteint 310 000 euros sur le dernier exercice")
	s.Healthy(
		s.Inside("L’Écho des Côtes. L’actualité en direct", `<main class="une"><h1 class="sr">À la une</h1><section><a href="/communes/lorzac">Lorzac. Un sanglier dans la médiathèque</a><a href="/economie/ble">Moissons. « Une année correcte »</a><a href="/sports/voile">Voile. Départ ce midi du tour des Îles</a></section><section><h2>En continu</h2><ul><li>14h02 Accident sur la RN 165</li><li>13h47 Grève des facteurs à Lorzac</li></ul></section></main>
`),
		s.Inside("Page introuvable", `<main><h1>Oups ! Cette page a pris le large.</h1><p>L’adresse que vous avez saisie n’existe pas ou n’existe plus. <a href="/">Revenir à la une</a></p></main>
`))

	s.Noise("compteur-d-articles-et-direct",
		below(`<div class="art__corps">`, `<div class="metre">Il vous reste 2 articles offerts ce mois-ci. <a href="/abonnement?at_medium=metre">Lire en illimité</a></div>`),
		above(`<h2>« Personne n’a cherché de repreneur »</h2>`, `<div class="pub" data-format="inread"><span>Publicité</span></div><p class="lirecom"><strong>Lire aussi :</strong> <a href="/economie/quotas-2019">Quotas : Bruxelles annonce une baisse du merlu</a></p>
`),
		between(`<h2>Les plus lus</h2><ol>`, "</ol>", `<li><a href="/a">Plougarn. Le maire démissionne</a></li><li><a href="/b">Recette. Le far de Mamie Jo</a></li><li><a href="/c">Bac. Les sujets de philo</a></li>`),
		above(`<footer class="pied">`, `<section class="reactions"><h2>14 commentaires</h2><p><b>Bigoudène29</b> Et les élus, ils mangent du poisson pané ?</p><p><b>jpl</b> On l’avait vu venir.</p></section>
`),
		all("app.2f81", "app.90cc"))

	s.Noise("refonte-et-typographie",
		all("art__", "article-"), all(`<h2>«`, `<h3>«`), sub("repreneur »</h2>", "repreneur »</h3>"),
		all("« ", "«\u00a0"), all(" »", "\u00a0»"), sub("310 000", "310\u202f000"), sub("1 840 tonnes", "1\u202f840 tonnes"),
		sub("Publié le 13/04/2018 à 21h35", "Publié le vendredi 13 avril 2018, mis à jour le 13 avril 2018 à 21 h 35"),
		sub("<span>Yann Le Quéméner</span>", "<span>L’Écho des Côtes, Yann LE QUÉMÉNER.</span>"),
		sub("| L’ÉCHO DES CÔTES</figcaption>", "© Photo : archives L’Écho des Côtes</figcaption>"),
		sub("</article>", `<div class="partage"><button>Facebook</button><button>WhatsApp</button><button>Copier le lien</button></div><div class="nl"><h2>La newsletter Mer</h2><p>Chaque mercredi, l’essentiel de l’économie maritime.</p><input type="email" placeholder="Votre adresse e-mail"><button>Je m’inscris</button></div><ul class="motscles"><li><a href="/tag/peche">Pêche</a></li><li><a href="/tag/port-lannec">Port-Lannec</a></li></ul></article>`))

	s.Edit("titre-et-date-de-fermeture",
		all("La criée fermera le 30 juin", "La criée fermera le 31 août"),
		sub("à partir de juillet, acheter", "à partir de septembre, acheter"),
		below("Publié le 13/04/2018 à 21h35</time>", " <em>Article rectifié le 16 avril : la fermeture est fixée au 31 août.</em>"))

	s.Wall("reserve-aux-abonnes-sans-texte", html(s.Inside("Article réservé aux abonnés - L’Écho des Côtes", `<main><section class="paywall"><p class="paywall__cadenas"></p><h1>Pour lire la suite, abonnez-vous</h1><p>Cet article est réservé à nos abonnés.</p><ul><li>Tous les articles en illimité</li><li>Le journal numérique dès 22 h la veille</li><li>Sans engagement</li></ul><a class="btn" href="/abonnement?offre=decouverte">Je m’abonne : 1 € le premier mois</a><p>Déjà abonné ? <a href="/connexion">Se connecter</a></p></section></main>
`)), "blocked/login-wall")

	s.Dead("article-expire-apres-cinq-ans", html(s.Inside("L’Écho des Côtes", `<main><section class="vide"><h1>Cet article n’est plus en ligne</h1><p>Nos articles restent consultables cinq ans. Les archives du journal peuvent être consultées aux Archives départementales ou dans nos agences.</p><a href="/communes/port-lannec">Toute l’actualité de Port-Lannec</a></section></main>
`)), "dead/soft-404")
	return s
}

package west4

import "archiver/internal/eval/kit"

// quotidien is a local daily's article.
func quotidien() *site {
	s := newSite("quotidien-fr", "/brevieres/cantine-214-repas-jetes-chaque-semaine-22-11-2019-8811.php",
		"l'équivalent de 214 repas par semaine, soit 13 % de ce qui est cuisiné",
		"ce marché de 460 000 euros par an a été reconduit deux fois sans mise en concurrence")
	s.Healthy(s.Inside("La Gazette du Bocage", `<h1>À la une</h1><ul class="une"><li>Le marché de Noël change de place</li><li>Handball : Brévières s'incline</li><li>Neuf communes sans médecin</li></ul>
`), s.Inside("Page non trouvée - La Gazette du Bocage", `<h1>Oups !</h1><p>L'article que vous cherchez n'existe pas ou plus (erreur 404).</p><p>Nos archives remontent à 2008.</p>
`))
	s.Noise("read-also-inside", above(`<h2>Un marché`, `<p class="a-lire"><strong>À lire aussi :</strong> <a href="/9">Cantines : ce que change la loi au 1er janvier</a></p><div class="pub">Publicité. La suite après cette annonce</div>`+"\n"),
		between(`<h3>Les plus lus</h3><ol>`, `</ol>`, `<li><a href="/7">Météo : alerte orange au vent</a></li><li><a href="/8">Il retrouve son chat après six ans</a></li>`),
		sub("Réactions (3)", "Réactions (31)"), sub("Brévières 11 °C", "Brévières 27 °C"),
		sub("Par Gwenaël Tréhorel. Publié le 22/11/2019 à 06h30", `Par <a rel="author" href="/gt">Gwenaël Tréhorel</a> | Publié le 22 novembre 2019 à 6h30 | Temps de lecture : 2 min`))
	s.Noise("consent-over-the-text", above(`<header class="tpl-header">`, `<div id="didomi-host" class="didomi-popup-open"><div role="dialog"><h2>Votre vie privée compte</h2><p>Avec nos 843 partenaires, nous utilisons des cookies pour mesurer l'audience et afficher des annonces adaptées. Vous pouvez accepter, ou vous abonner pour lire sans publicité.</p><button>Accepter et fermer</button><button>S'abonner pour refuser</button></div></div>`+"\n"),
		sub(`class="page-article"`, `class="page-article no-scroll"`)).
		Note("A banner lies over the article, which is all there.")
	s.Intact("amp", html(`<!doctype html><html ⚡ lang="fr"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script><title>Cantine de Brévières : 214 repas jetés chaque semaine</title><style amp-custom>body{font-family:serif}</style></head><body><amp-sidebar id="sb" layout="nodisplay"><ul><li>Accueil</li><li>Brévières</li></ul></amp-sidebar><header><button on="tap:sb.toggle">☰</button> La Gazette du Bocage</header>
`+kit.Apply(s.Main(), []kit.Edit{sub(`<img src="/photos/cantine.jpg" alt="">`, `<amp-img src="/photos/cantine.jpg" width="16" height="9" layout="responsive"></amp-img>`)})+`
<amp-ad width="300" height="250" type="doubleclick"></amp-ad><footer><a href="/app">Téléchargez notre application</a></footer></body></html>
`))
	s.Edit("caption", sub("sert 380 enfants", "sert 308 enfants"))
	s.Wall("cookies-or-subscription", html(`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>La Gazette du Bocage</title></head><body class="mur"><img src="/logo.svg" alt="La Gazette du Bocage"><h1>Pour accéder à notre site, choisissez</h1><div class="choix"><h2>Accepter les cookies</h2><p>Nos partenaires et nous déposons des traceurs à des fins publicitaires. L'accès est alors gratuit.</p><button>J'accepte</button></div><div class="choix"><h2>Ou s'abonner</h2><p>1 € le premier mois, puis 5,99 €, sans traceur publicitaire.</p><a href="/abonnement">Je m'abonne</a></div></body></html>
`), "blocked/consent-wall", "blocked/login-wall").Everywhere("/")
	s.Dead("section-list", redirect(301, "/brevieres"), "dead/soft-404", "dead/redirected-home").
		Also("/brevieres", html(s.Inside("Brévières - actualités - La Gazette du Bocage", `<h1>Brévières</h1><ul><li>La piscine rouvre lundi</li><li>Deux listes pour une mairie</li><li>Le cinéma fête ses cent ans</li><li>Travaux rue du Four : ce qui change</li></ul>
`)))
	return s
}

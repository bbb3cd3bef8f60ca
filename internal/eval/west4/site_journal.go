package west4

import "archiver/internal/eval/kit"

// journal is an order in a French official gazette.
func journal() *site {
	s := newSite("journal-fr", "/affichTexte.do?cidTexte=BOTEXT000099817&dateTexte=&categorieLien=id",
		"Le silence gardé pendant deux mois vaut rejet de la demande.",
		"Il est porté à 6 200 euros lorsque le ravitaillement n'est possible que par hélicoptère ou à dos de mulet.")
	dsfr := func(title, main string) string {
		return `<!doctype html><html lang="fr" data-fr-scheme="system"><head><meta charset="utf-8"><title>` + title + `</title><link rel="stylesheet" href="/resources/dsfr/dsfr.min.css"><script type="module" src="/resources/dsfr/dsfr.module.min.js"></script></head>
<body><div class="fr-skiplinks"><a class="fr-link" href="#main">Contenu</a><a class="fr-link" href="#footer">Pied de page</a></div>
<header role="banner" class="fr-header"><div class="fr-header__service"><a href="/">Bulletin officiel</a><p>Le service public de la diffusion du droit</p></div><div class="fr-search-bar"><input class="fr-input" placeholder="Rechercher un texte, un NOR…"><button class="fr-btn">Rechercher</button></div><nav class="fr-nav"><a href="/liste/code">Droit en vigueur</a><a href="/bo">Bulletin officiel</a><a href="/circulaires">Circulaires</a></nav></header>
<main id="main" class="fr-container">
` + main + `
</main><footer class="fr-footer" id="footer"><ul><li>Plan du site</li><li>Accessibilité : partiellement conforme</li><li>Données personnelles et cookies</li></ul></footer></body></html>
`
	}
	s.Healthy(s.Inside("Bulletin officiel", `<h1>Bulletin officiel</h1><p>Sommaire du dernier numéro : BO n°0112 du 16 mai 2018.</p><ul><li><a href="/bo/0112/1">Lois et décrets</a></li><li><a href="/bo/0112/2">Mesures nominatives</a></li></ul>
`), s.Inside("Erreur 404 - Bulletin officiel", `<h1>Page introuvable</h1><p>L'adresse demandée ne correspond à aucun texte. Vérifiez-en la saisie ou utilisez la <a href="/rechercher">recherche</a>.</p>
`))
	s.Intact("dsfr", html(dsfr("Arrêté du 9 février 2018 - Bulletin officiel", `<div class="fr-callout"><p>Version initiale. Naviguer dans le sommaire : « article 1 à article 5 ».</p></div><ul class="fr-btns-group"><li><button class="fr-btn--secondary">Copier le lien</button></li><li><button>Télécharger en RTF (12 Ko)</button></li></ul>
`+s.Main()+`<div class="fr-share"><p>Partager la page</p><ul><li>Facebook</li><li>Mastodon</li><li>Copier dans le presse-papier</li></ul></div>`)))
	s.Noise("typography", kit.Letters("'", "’", " ;", "\u00a0;", " :", "\u00a0:", "n°", "n° "),
		all(`<h2>Article `, `<h3 class="art">Article `), all(`</h2><p>`, `</h3><p>`),
		above(`<div id="outils">`, `<p class="liens"><a href="/cite">Cité par (3)</a> · <a href="/vise">Textes visés (2)</a></p>`+"\n"))
	s.Edit("consolidated-amount", sub("fixé à 4 500 euros", "fixé à 4 950 euros"),
		sub(`<p class="nor">`, `<p class="maj">Version en vigueur au 1er janvier 2021</p><p class="nor">`))
	s.Edit("article-repealed", sub("L'aide n'est pas versée lorsque le refuge a fait l'objet d'une fermeture administrative au cours de la saison. Elle est restituée si la fermeture est prononcée après le versement.", "(Abrogé)"))
	s.Lost("silence-means-yes", "Le silence gardé pendant deux mois vaut rejet de la demande.",
		sub("deux mois vaut rejet", "trois mois vaut acceptation"))
	s.Wall("datadome", with(status(403, `<html lang="fr"><head><title>{{host}}</title><style>#cmsg{animation: A 1.5s;}</style></head><body style="margin:0"><p id="cmsg">Merci d'activer JavaScript et de désactiver tout bloqueur de publicité</p><script data-cfasync="false">var dd={'rt':'c','cid':'AHrlqAAAAAMA','hsh':'A55','t':'fe','s':17434,'host':'geo.captcha-delivery.com'}</script><script src="https://ct.captcha-delivery.com/c.js"></script></body></html>
`), "X-DataDome", "protected", "Server", "DataDome"), "blocked/bot-wall").Everywhere("/")
	s.Dead("text-not-found", html(dsfr("Bulletin officiel", `<h1 class="fr-h3">Le texte recherché n’a pas été trouvé</h1><p>Il se peut que son identifiant ait changé lors de la refonte. Pour le retrouver, utilisez la recherche avancée avec son numéro NOR.</p>`)), "dead/soft-404").
		Elsewhere(status(404, dsfr("Erreur 404", `<h1>Erreur 404</h1><p>Cette page n’existe pas.</p>`)))
	return s
}

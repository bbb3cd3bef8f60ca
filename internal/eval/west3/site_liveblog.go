package west3

import (
	"net/http"

	"archiver/internal/eval/set"
)

// liveblog is a press agency's live blog in AMP.
func liveblog() *site {
	s := newSite("liveblog", "/direct/proces-barrage-sorvenne-jour-3.amp.html",
		"« J’ai signé, je n’ai pas lu, et j’y pense chaque nuit », déclare l’ancien directeur technique.",
		"La cour rejette la demande après dix minutes de délibéré.")
	s.Healthy(
		s.Inside("Agence Transalpine", `<div class="une"><h1>L’information des deux côtés des Alpes</h1><a href="/monde/sommet.html">Un sommet sous tension</a><a href="/videos/neige.html">EN IMAGES. Première neige au col</a><a href="/justice/">Justice : tous nos directs</a></div>
`),
		s.Inside("Erreur 404", `<div class="err"><h1>404</h1><p>Nous n’avons pas trouvé ce que vous cherchez. La dépêche a peut-être été retirée du fil.</p></div>
`))

	s.Noise("direct-clos-et-ordre-inverse",
		sub(`<amp-live-list id="live" data-poll-interval="15000" data-max-items-per-page="20">`, `<p class="clos">Ce direct est terminé.</p><amp-live-list id="live" disabled data-poll-interval="60000" data-max-items-per-page="50">`),
		drop("<button update on=\"tap:live.update\">Nouveaux messages</button>\n"),
		swap(s.Part(`<section id="p9"`, `</section>`), s.Part(`<section id="p3"`, `</section>`)),
		swap(s.Part(`<section id="p8"`, `</section>`), s.Part(`<section id="p4"`, `</section>`)),
		swap(s.Part(`<section id="p7"`, `</section>`), s.Part(`<section id="p5"`, `</section>`)),
		rewrite(`<h2>(\d\d):(\d\d)</h2>`, `<h2><time>$1 h $2</time> <a class="partager" href="#">Partager</a></h2>`)).
		Note("A finished live blog is turned round to be read from the morning on; every entry stands.")

	s.Noise("consentement-et-tweet-integre",
		above(`<amp-sidebar id="menu"`, `<amp-consent id="consent" layout="nodisplay"><div id="ui">Avec nos 613 partenaires, nous utilisons des traceurs. <button on="tap:consent.accept">J’accepte</button> <button on="tap:consent.reject">Continuer sans accepter</button></div></amp-consent>
`),
		below("Merci de nous avoir suivis.</p>", `<amp-twitter width="375" height="472" data-tweetid="1182012345678901234"><blockquote placeholder><p>Fin de la 3e journée. À demain !</p>— Agence Transalpine (@transalpine)</blockquote></amp-twitter>`),
		above(`<section id="p5"`, `<amp-ad width="320" height="100" type="adsense"></amp-ad><div class="sponsor">Contenu sponsorisé : Isolation à 1 €, ce que les installateurs ne disent pas</div>
`),
		between(`<h3>Sur le même sujet</h3>`, `</section>`, `<a href="/justice/sorvenne-verdict.html">Sorvenne : le jugement attendu en janvier</a> <a href="/monde/barrages.html">Barrages : que valent les contrôles ?</a>`))

	s.Edit("nombre-de-drains", sub("23 des 40 drains étaient bouchés", "32 des 40 drains étaient bouchés"))

	s.Quote("citation-retiree-du-fil",
		"« J’ai signé, je n’ai pas lu, et j’y pense chaque nuit », déclare l’ancien directeur technique.",
		[]string{"gone", "unclear"}, "changed/quote-lost",
		sub("« J’ai signé, je n’ai pas lu, et j’y pense chaque nuit », déclare l’ancien directeur technique. Il avait eu", "L’ancien directeur technique dit sa peine aux familles des victimes. Il avait eu"))

	s.Dead("domaine-a-vendre", html(`<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{{host}} - Ce nom de domaine est à vendre</title><script src="https://img.sedoparking.com/js/jquery-1.11.3.custom.min.js"></script></head><body><div id="container-domain"><h1>{{host}}</h1><p>Ce nom de domaine est peut-être à vendre par son propriétaire !</p><a href="https://sedo.com/search/details/?domain={{host}}">Faire une offre</a></div><div class="rellinks"><h2>Recherches associées</h2><ul><li><a href="/?ts=1">Assurance habitation</a></li><li><a href="/?ts=2">Agence de presse</a></li><li><a href="/?ts=3">Location Alpes</a></li></ul></div></body></html>
`), "dead/parked").Everywhere("/")

	s.Wall("datadome-en-quatre-cent-trois", set.Answer{Status: 403, Header: http.Header{"Server": {"DataDome"}, "X-Datadome": {"protected"}},
		Body: []byte(`<html lang="fr"><head><title>{{host}}</title><style>#cmsg{animation: A 1.5s;}</style></head><body style="margin:0"><p id="cmsg">Veuillez activer JavaScript et désactiver tout bloqueur de publicité</p><script data-cfasync="false">var dd={'rt':'c','cid':'AHrlqAAAAAMA','hsh':'2211F522','t':'fe','s':17434,'host':'geo.captcha-delivery.com'}</script><script data-cfasync="false" src="https://ct.captcha-delivery.com/c.js"></script></body></html>`)},
		"blocked/bot-wall").Everywhere("/")
	return s
}

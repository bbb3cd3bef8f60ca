package west2

import "strings"

func wire() *site {
	const litres = "« Nous distribuons deux litres par personne et par jour, en priorité aux écoles et aux maisons de retraite »"
	s := newSite("wire-fr", "/depeche-889120", litres)
	s.Healthy(s.Inside("Agence Continent - Le fil de l'actualité", `<div class="mosaique"><h2>A la une</h2><a href="/d/889300">Budget : le vote repoussé à jeudi</a><a href="/d/889298">Deux alpinistes secourus</a><a href="/depeche-889120">Crue de la Besbre</a></div>
`), s.Inside("Page introuvable - Agence Continent", "<h1>Oups</h1><p>Cette dépêche n'existe pas.</p>\n"))

	s.Noise("fil-and-elapsed-time",
		span("<b>EN DIRECT</b>", "</div>", "<b>EN DIRECT</b> <span>19:04 Séisme au large, pas d'alerte</span> <span>18:57 Cyclisme : échappée à dix</span> <span>18:40 La crue de la Besbre a coûté 6 millions d'euros, selon une étude</span></div>"),
		sub("publié il y a 2 heures", "publié le 8 mars 2025 à 11h45"),
		between(`<h3>A lire aussi</h3>`, "</section>", `<a href="/d/890412">Besbre : l'eau de nouveau potable dans les quatorze communes</a><a href="/d/890399">Les barrages sont pleins</a><a href="/d/890210">Une vanne, trois syndicats et beaucoup de questions</a>`))
	s.Noise("typography-of-new-desk-rules",
		all("'", "’"), all("« ", "«\u202f"), all(" »", "\u202f»"), sub("9.300", "9\u202f300"), sub("04H00", "04h00"), sub("l’Etat", "l’État"), sub("A lire aussi", "À lire aussi"),
		sub(`{"slug":"889120","abo":false}`, `{"slug":"889120","abo":true,"v":4}`)).
		Note("Apostrophes, thin spaces and accents on capitals alone.")
	s.Noise("advert-labels-between-paragraphs", func(p string) string {
		parts := strings.Split(p, "</p>\n<p>")
		return parts[0] + "</p>\n<div class=\"k7\"><span>Publicité</span><div id=\"ad-a\">La suite après cette annonce</div></div>\n<p>" + strings.Join(parts[1:], "</p>\n<div class=\"k7\"><span>Publicité</span><div>Votre article continue ci-dessous</div></div>\n<p>")
	}, above(`<p class="slug">`, `<div class="nl">Chaque matin, l’essentiel en cinq dépêches. <input type="email" placeholder="Votre adresse"><button>Je m'inscris</button></div>
`))
	s.Noise("subscribers-banner-over-full-text",
		below("<main>", `
<div class="veil" role="dialog"><h2>Plus que 2 dépêches gratuites ce mois-ci</h2><p>Abonnez-vous pour lire sans limite : 1 € le premier mois, puis 9,90 €. Déjà abonné ? Connectez-vous.</p><a href="/abo">Je m'abonne</a> <a href="/compte">J'ai déjà un compte</a> <button>Continuer ma lecture</button></div>`),
		sub(`<img src="/img/889120-1.jpg" alt="">`, `<picture><source srcset="/img/889120-1.avif" type="image/avif"><img src="/img/889120-1.jpg?w=1200" loading="lazy" alt="Pont inondé"></picture>`)).
		Note("A counter of free articles hangs over the page, and all of the text is under it.")

	s.Noise("hidden-copy-for-small-screens", func(p string) string {
		_, text, _ := strings.Cut(s.Main(), "</figure>\n")
		text, _, _ = strings.Cut(text, `<p class="slug">`)
		return below("</article>\n", `<div class="only-s" style="display:none" aria-hidden="true"><div class="t">Crue de la Besbre</div>`+strings.ReplaceAll(text, "<h2>", "<h2 class=\"s\">")+"</div>\n")(p)
	}, span("<span>11:42", "</div>", "<span>06:15 Météo : éclaircies à l'ouest</span></div>"), sub("il y a 2 heures", "il y a 34 jours")).
		Note("The same text is sent twice, once for telephones.")

	s.Edit("municipalities-updated", all("Quatorze communes", "Dix-sept communes"), all("quatorze communes", "dix-sept communes"))
	s.Edit("caption-place", sub("Un pont inondé à Dompierre, le 8 mars.", "Un pont inondé à Lapalisse, le 7 mars."))

	s.Quote("ration-raised", litres, []string{"unclear", "gone"}, "changed/quote-lost", sub("deux litres par personne", "six litres par personne"))

	s.Dead("kill-notice", html(s.Inside("ANNULATION - Agence Continent", `<article><h1>ANNULATION</h1><div class="sig">Par Agence Continent</div>
<p>Nous prions nos lecteurs de ne pas tenir compte de la dépêche mise en ligne sous ce numéro, qui a été retirée du fil. Aucune version de remplacement n'est prévue.</p></article>
`)), "dead/soft-404", "changed/replaced").Note("The agency took the story down; the notice says so and nothing of it is left.")

	s.Wall("reste-aux-abonnes", html(apply(s.Page, []edit{
		span("<p>« Nous distribuons", `<p class="slug">abc/de/fg</p>`, `<div class="coupe"><h3>Il vous reste 88 % de cet article à découvrir</h3><p>La suite est réservée à nos abonnés.</p><a href="/abo">Voir les offres</a><p>Vous avez un compte ? <a href="/compte">Identifiez-vous</a></p></div>
`)})), "blocked/login-wall").Note("Headline and first paragraph are left, the rest is for subscribers.")
	return s
}

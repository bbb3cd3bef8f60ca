package west4

// petition is a petition on a platform, with a counter.
func petition() *site {
	s := newSite("petition-fr", "/p/rouvrir-la-maternite-de-saint-aubrac",
		"La maternité a fermé avec un préavis de neuf jours, sans que le conseil de surveillance ait été réuni.",
		"à 71 kilomètres par une route que la neige coupe en moyenne dix-huit jours par hiver")
	other := func(title, main string) string {
		return `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>` + title + `</title></head><body><div id="__next"><header><a href="/">MaVoix</a><a href="/start">Lancer une pétition</a></header><div class="sc-x">` + main + `</div><footer>© MaVoix · 548 Market Street</footer></div></body></html>
`
	}
	s.Healthy(other("MaVoix · La plateforme des pétitions", `<h1>Le changement commence ici</h1><p>512 804 112 personnes en action.</p><h2>Tendances</h2><ul><li>Sauver le bac de la Loudre</li><li>Des trains de nuit</li></ul>`),
		other("Page introuvable · MaVoix", `<h1>Oups, nous ne trouvons pas cette page</h1><p>Erreur 404. <a href="/">Retour à l’accueil</a></p>`))
	s.Noise("counter-and-signers", sub("<strong>18 412</strong>", "<strong>41 077</strong>"), sub("<b>25 000</b>", "<b>50 000</b>"), sub(`"total":18412,"goal":25000`, `"total":41077,"goal":50000`),
		sub("Camille vient de signer il y a 2 minutes", "Soizic vient de signer il y a 4 heures"),
		sub("Jeanne · il y a 3 jours", "Jeanne · il y a 8 mois"), rewrite(`sc-[a-zA-Z]{6} `, "css-1q2w3e "))
	s.Noise("closed", span(`<aside class="sign-form">`, "</aside>", `<aside class="closed"><h2>Pétition fermée</h2><p>Cette pétition avait 52 310 signataires</p><button>Partager</button></aside>`),
		sub("<strong>18 412</strong>", "<strong>52 310</strong>"), sub(" Prochain objectif : <b>25 000</b> !", ""),
		sub("Actualités (0)</h3>", "Actualités (1)</h3><p>4 ans plus tard : merci à toutes et à tous, la collecte est close.</p>")).
		Note("Nobody can sign any more; the demand reads as it did.")
	s.Noise("donations-and-machine-translation", above(`<section class="sc-eCYdqJ reasons">`, `<div class="promote"><p>12 € suffisent pour montrer cette pétition à 120 autres personnes.</p><button>Je contribue</button></div>`+"\n"),
		sub(`<div class="sc-bczRLJ eLmtQa">`, `<div class="sc-bczRLJ eLmtQa"><p class="mt">Ce texte peut être traduit automatiquement. <button>Translate to English</button></p>`))
	s.Edit("demand-dropped", drop("<li>la réouverture de huit lits avant l’été ;</li>"))
	s.Dead("removed-by-author", html(other("MaVoix", `<h1>Cette pétition n’est plus disponible</h1><p>Elle a été retirée par la personne qui l’avait lancée, ou elle enfreignait nos règles. Voici d’autres causes qui pourraient vous intéresser :</p><ul><li>Sauver le bac de la Loudre (3 018 signatures)</li><li>Des trains de nuit (88 412 signatures)</li></ul>`)), "dead/soft-404")
	s.Wall("suspicious-traffic", status(403, `<html lang="fr"><head><title>Vérification</title></head><body><h1>Encore un instant…</h1><p>Un trafic inhabituel nous parvient de votre réseau. Cochez la case pour montrer que vous n’êtes pas un robot.</p><div class="h-captcha" data-sitekey="10000000-ffff"></div><script src="https://js.hcaptcha.com/1/api.js" async defer></script></body></html>
`), "blocked/bot-wall").Everywhere("/")
	return s
}

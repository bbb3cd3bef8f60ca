package west

// quotidien is a regional daily in French, with comments, adverts and a paywall
// that comes later.
func quotidien() *site {
	const (
		noClosure = "Nous ne fermerons pas le site et il n’y aura aucun licenciement sans proposition de reclassement"
		bill      = "la facture d’électricité est passée de 6,2 millions d’euros en 2020 à 17,9 millions en 2022"
	)
	s := newSite("quotidien-fr", "/economie/brecy/la-fonderie-supprimera-112-postes_4821907.html", noClosure, bill)
	const paper = " - Le Courrier des Marches"
	missing := s.Inside("Page introuvable"+paper, s.File("notfound.html"))
	s.Rest["/"] = html(s.Inside("Le Courrier des Marches : l’actualité de votre commune", s.File("home.html")))
	s.Rest["*"] = status(404, missing)

	popular := between("<h2>Les plus lus</h2><ol>", "</ol>", `<li><a href="/11">Le bac de Marigny s’échoue pour son premier jour</a></li><li><a href="/12">Déserts médicaux : un bus-dentiste sur les routes</a></li><li><a href="/13">Les soldes, c’est fini</a></li>`)
	same := between("<h2>Sur le même sujet</h2><ul>", "</ul>", `<li><a href="/15"><b>Grève à la fonderie : les images de la manifestation</b> Six cents personnes ont défilé sous la neige.</a></li><li><a href="/16"><b>Ces usines qui ont choisi la coopérative</b> Reportage chez des chaudronniers qui votent leurs salaires.</a></li>`)

	s.Noise("adverts-and-most-read", popular,
		sub("Les soldes chez Meubles Gaudry : jusqu’à moins 60 %", "Pompes à chaleur : votre devis gratuit en trois minutes"),
		sub(`"abtest":"A"`, `"abtest":"C"`), sub("86 partages", "1 312 partages"),
		sub(`verglas, les cars scolaires ne rouleront pas mercredi`, `un séisme de magnitude 3,1 ressenti à Sourdeval`))
	s.Noise("reactions-all-new-and-longer", same,
		sub("5 commentaires", "34 commentaires"),
		between(`<section id="reactions">`, "</section>", `
<h2>Réactions (34)</h2>
<div class="avis"><b>MarcheurDuSoir</b><p>On oublie toujours les sous-traitants. À chaque poste perdu à la fonderie, c’en est un autre qui saute chez le transporteur, chez le traiteur, chez celui qui lave les bleus. Personne ne les compte, ceux-là.</p></div>
<div class="avis"><b>Odile</b><p>Je suis comptable et je voudrais voir les annexes. Une facture qui triple, cela se couvre, cela se négocie, cela s’étale. Cela ne se découvre pas un mardi matin.</p></div>
<div class="avis"><b>vieux moule</b><p>En 1981 on sortait deux mille culasses par jour et on rentrait chez nous à vélo. Le sable était bon. Je dis cela sans nostalgie, j’y ai laissé un poumon.</p></div>
<div class="avis"><b>Sceptique</b><p>Attendons l’expertise avant de crier. Mais je note que le groupe a acheté un siège tout neuf, avec un jardin sur le toit et des ruches.</p></div>
<div class="avis"><b>Odile</b><p>Les ruches sont amorties sur cinq ans, j’imagine.</p></div>
<div class="avis"><b>modération</b><p>Ce commentaire a été supprimé parce qu’il ne respectait pas notre charte.</p></div>
<p><a href="?reactions=2">Afficher les 28 réactions suivantes</a></p>
`)).Note("The reactions, all new, are longer than the article.")
	s.Noise("typewriter-marks", all("«&nbsp;", `"`), all("&nbsp;»", `"`), all("’", "'"), all("&nbsp;", " "), all("é", "&#233;"))
	s.Noise("updated-line-and-byline-format",
		sub("Publié le 17 janvier 2023 à 18h40", "Publié le 17/01/2023 à 18:40, mis à jour le 18/01/2023 à 07:12"),
		sub("2023-01-17T18:40:00+01:00", "2023-01-18T07:12:44+01:00"),
		sub(`<button>Offrir</button>`, `<button>Offrir</button> <span>Lecture : 2 min</span>`))
	s.Noise("cookie-bar-and-subscriber-banner",
		above(`<header class="header">`, `<div id="didomi-host"><div class="didomi-popup"><p>Avec votre accord, nos partenaires et nous utilisons des cookies ou technologies similaires pour stocker et consulter des informations personnelles comme votre visite sur ce site.</p><button>Accepter et fermer</button><button>Paramétrer</button><a>Continuer sans accepter</a></div></div>
`),
		above("</article>\n<section id=\"reactions\">", "<div class=\"bandeau-abo\"><p>Cet article vous est offert. Pour lire les suivants, la suite est réservée aux abonnés : <a href=\"/abonnement\">abonnez-vous</a> ou <a href=\"/connexion\">connectez-vous</a>.</p></div>\n")).
		Note("Speaks of subscribers and cookies, and shows the whole article.")
	s.Noise("lazy-images-new-classes",
		sub(`<img src="/photos/2023/01/17/fonderie-800.jpg" alt="L’entrée de la fonderie" />`, `<picture><source data-srcset="/cdn/i/fonderie.avif" type="image/avif" /><img loading="lazy" class="lazy" data-src="/cdn/i/fonderie.jpg" alt="" /></picture>`),
		all(`<div class="avis">`, `<div class="reaction reaction--v2" data-id="x">`), sub(`<div class="corps">`, `<div class="o-article__corps c-text" data-testid="corps">`))
	s.Noise("advert-and-read-also-between-paragraphs", same,
		below("qui a duré moins d’une heure.</p>\n", "<div class=\"pub pub--inread\"><p>Publicité</p><p>Votre voiture électrique pour 99 € par mois, entretien compris</p></div>\n"),
		between(`<div class="encart-lire">`, "</div>", `<b>À lire aussi :</b> <a href="/economie/soudeurs">On cherche des soudeurs, même débutants</a>`))

	s.Edit("digit-in-first-paragraph", sub("112 des 430 postes du site, lors", "112 des 480 postes du site, lors")).
		Note("The caption still says 430.")
	s.Edit("court-now-seized", sub("Le tribunal de commerce n’a pas été saisi.", "Le tribunal de commerce a été saisi."))
	s.Edit("title-of-person", sub("Claire Delmotte, directrice générale du groupe", "Claire Delmotte, directrice financière du groupe"))
	s.Edit("sentence-removed-under-new-comments", popular, same,
		drop("«&nbsp;Le groupe oublie les 5&nbsp;millions d’aides reçues de l’État&nbsp;», affirme Yann Le Bihan, délégué de l’intersyndicale, qui réclame une expertise indépendante avant toute décision."),
		sub("<h2>Réactions (5)</h2>\n", "<h2>Réactions (6)</h2>\n<div class=\"avis\"><b>Odile</b><p>Tiens, plus un mot sur les aides de l’État.</p></div>\n"))
	s.Edit("correction-note", above("</div><!-- fin corps -->", "<p><em>Rectificatif : contrairement à ce que nous avons écrit dans une première version, Étienne Roussel est maire de Brécy depuis 2014 et non depuis 2020.</em></p>\n"))

	s.Quote("figure", bill, []string{"unclear", "gone"}, "changed/quote-lost", sub("à 17,9&nbsp;millions en 2022", "à 11,9&nbsp;millions en 2022"))
	s.Quote("paraphrase-with-layoffs", noClosure, []string{"gone", "unclear"}, "changed/quote-lost",
		sub("Nous ne fermerons pas le site et il n’y aura aucun licenciement sans proposition", "Nous ne fermerons pas le site mais il y aura des licenciements, avec proposition"))
	s.Quote("glossary-links-inside", bill, []string{"verbatim"}, "ok/*",
		sub("de 6,2&nbsp;millions d’euros en 2020", `de <strong>6,2&nbsp;millions d’euros</strong> en <a class="lexique" href="/lexique/2020">2020</a>`))

	s.Add("replaced", "other-article", html(s.Inside("À Tessy, le bal des pompiers aura lieu dans l’église"+paper, s.File("other.html"))), "changed/replaced").States("gone")

	s.Add("dead", "410-withdrawn", status(410, s.Inside("Contenu supprimé"+paper, "<div class=\"erreur\"><h1>Ce contenu a été supprimé</h1><p>L’article a été retiré à la demande de la rédaction ou d’un ayant droit.</p></div>\n")), "dead/http-410")
	soft := html(s.Inside("Le Courrier des Marches", s.File("soft.html")))
	s.Add("dead", "soft-404-offers-follow-up", soft, "dead/soft-404").Also("*", soft).
		Note("Offers a later article with nearly the same headline.")
	s.Add("dead", "registrar-page", html(read("parked/registrar-fr.html")), "dead/parked").Everywhere()

	s.Add("wall", "paywall-keeps-first-paragraph", html(s.Inside("La fonderie de Brécy supprimera 112 postes d’ici à l’été"+paper, s.File("teaser.html"))), "blocked/login-wall").
		Resting(bill).
		Note("The article went behind the paywall; headline and first paragraph stand, the cited figures do not show.")
	s.Add("wall", "cookie-wall", html(s.File("consent.html")), "blocked/consent-wall", "blocked/login-wall").Everywhere()

	return s
}

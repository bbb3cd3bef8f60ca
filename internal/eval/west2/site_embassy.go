package west2

func embassy() *site {
	const paid = "Les rendez-vous annulés en janvier seront honorés sans nouveau paiement."
	s := newSite("embassy-fr", "/spip.php?article214", paid)
	s.Healthy(s.Inside("Ambassade de Lusanie à Nantua", `<div class="une"><h1>Bienvenue</h1><p>L’ambassadeur et son équipe vous souhaitent la bienvenue sur ce site. Vous y trouverez les informations utiles à vos démarches et à la vie de la communauté lusanienne.</p>
<ul><li><a href="/spip.php?article214">Réouverture du service des visas</a></li></ul></div>
`), s.Inside("Erreur 404 - Ambassade de Lusanie à Nantua", `<h1>Erreur 404</h1><p>Cette page n’existe pas.</p>
`))

	s.Noise("travel-alert-longer-than-note",
		below(`<div id="conteneur">`, `<div class="bandeau"><strong>Avis aux voyageurs.</strong> En raison d’un mouvement social dans les transports, des retards sont à prévoir du 3 au 9 mars sur toutes les lignes au départ de Nantua. Il est conseillé de se présenter à l’aéroport quatre heures avant le départ, de garder sur soi une copie de ses documents et de consulter le site de sa compagnie. Le numéro d’urgence de l’ambassade est joignable la nuit et les jours fériés, pour les seuls cas de détresse. Les demandes de visas ne sont pas traitées à ce numéro.</div>`),
		sub("mis à jour le 3 février 2025", "mis à jour le 27 février 2025")).
		Note("The alert stands on every page and is longer than the note, which is untouched.")
	s.Noise("agenda-and-social-feed",
		below(`<div id="navigation">`, `<div class="menu"><h2>Agenda</h2><ul><li>14 mars : concert de chorale à la salle des Arts</li><li>20 mars : permanence consulaire à Oyonnax</li><li>2 avril : conférence sur la soie</li></ul></div><div class="rs"><h2>Suivez-nous</h2><blockquote>Belle rencontre ce matin avec les élèves du collège ! Merci pour vos questions sur notre pays.</blockquote><blockquote>Le service des visas vous accueille à nouveau depuis trois semaines, du lundi au vendredi.</blockquote></div>`),
		between(`<h2>Dans la même rubrique</h2><ul>`, "</ul>", `<li><a href="/spip.php?article219">Fête nationale : invitation</a></li><li><a href="/spip.php?article217">Bourses d’études 2025-2026</a></li>`))
	note := s.Part(`<div class="texte">
<p>`, "</p>")
	s.Add("noise", "state-design-system", html(`<!doctype html><html lang="fr" data-scheme="system"><head><meta charset="utf-8"><title>Réouverture du service des visas | Lusanie en France</title>
<link rel="stylesheet" href="/dsl/1.11/dsl.min.css"></head><body>
<div class="dsl-skip"><a href="#m">Contenu</a><a href="#f">Pied de page</a></div>
<div class="dsl-h"><p class="dsl-logo">République<br>de Lusanie</p><p>Lusanie en France</p><ul><li><a href="/demarches">Démarches</a></li><li><a href="/actualites">Actualités</a></li><li><a href="/annuaire">Annuaire</a></li></ul></div>
<div id="m"><div class="dsl-g"><p class="dsl-tag">Note de presse</p><h1>Note de presse : réouverture du service des visas</h1><p class="dsl-xs">3 février 2025 · Temps de lecture : 1 minute</p><p class="dsl-lead">`+note+`</p></div>
<div class="dsl-fb"><p>Cette page vous a-t-elle été utile ?</p><button>Oui</button><button>Non</button><button>Signaler une erreur dans la page</button></div></div>
<div id="f"><p>Sauf mention contraire, tous les contenus de ce site sont sous licence ouverte.</p><a href="/a11y">Accessibilité : non conforme</a></div></body></html>
`), "ok/*").Verbatim()
	s.Noise("entities-and-plain-apostrophes", entities, all("&rsquo;", "'"),
		sub(`<div id="pied">`, `<div class="stats">Visiteurs connect&eacute;s : 3</div>
<div id="pied">`))

	s.Edit("reopening-a-week-later", sub("rouvrira le lundi 10 février", "rouvrira le lundi 17 février"), sub("mis à jour le 3 février 2025", "mis à jour le 7 février 2025"))
	s.Edit("passports-damaged", sub("n’ont pas été endommagés et peuvent", "ont été endommagés mais peuvent"))

	s.Quote("one-small-word-more", paid, []string{"edited"}, "changed/edited", sub("seront honorés sans nouveau", "seront bien honorés sans nouveau"))

	s.Dead("splash-moved-no-link", html(`<html><head><meta charset="utf-8"><title>Ambassade de Lusanie</title></head><body bgcolor="#ffffff"><center><img src="blason.gif" alt="">
<p>Mesdames, Messieurs,</p><p>depuis le 1er mars, les représentations de Lusanie disposent d’un portail unique. Le présent site n’est plus alimenté et ses contenus ont été retirés.</p><p>L’ambassade</p></center></body></html>
`), "dead/soft-404").Everywhere("/").Note("The splash has no link and says that the contents were taken off.")
	s.Dead("article-not-published", html(s.Inside("Ambassade de Lusanie à Nantua", `<div class="cartouche"><h1 class="titre">Pas d’article à cette adresse</h1></div>
<div class="texte"><p>L’article 214 est en cours de rédaction, a été remis à la corbeille ou n’a jamais été proposé à la publication. Vous pouvez parcourir la rubrique Presse ou écrire au webmestre, qui vous répondra dans les meilleurs délais.</p></div>
`)), "dead/soft-404")

	return s
}

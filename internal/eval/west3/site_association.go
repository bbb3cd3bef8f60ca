package west3

import (
	"net/http"

	"archiver/internal/eval/set"
)

// association is an association's short statement in Joomla.
func association() *site {
	s := newSite("association", "/communiques/88-fermeture-du-centre-de-la-rue-basse",
		"Aucune solution d’hébergement n’a été proposée aux familles avant l’évacuation.")
	s.Healthy(
		s.Inside("Le Seuil", `<div class="blog-featured"><h2>Bienvenue</h2><p>Le Seuil tient une permanence les mardis et jeudis de 14 h à 17 h, 3 rue des Tanneurs.</p><h2><a href="/communiques/87">Collecte de vêtements chauds</a></h2><p>Nous manquons de manteaux d’enfants et de chaussures.</p></div>
`),
		s.Inside("404 - Erreur : 404", `<div id="errorbox"><h2>La page demandée n’a pas pu être trouvée.</h2><p>Vous ne pouvez pas visiter cette page car : un favori périmé, une adresse mal tapée, un moteur de recherche qui a une liste périmée de ce site.</p></div>
`))

	s.Noise("gabarit-cassiopeia-et-compteur",
		sub("/templates/beez5/css/general.css", "/media/templates/site/cassiopeia/css/template.min.css?92ee1c"),
		sub("/media/system/js/mootools-core.js", "/media/system/js/core.min.js?37ffe4"),
		span(`<ul class="actions">`, "</ul>\n", ""),
		sub("Publié le mardi 14 novembre 2017 18:40", "Publication : 14 novembre 2017"),
		sub("Écrit par Le bureau", "Écrit par : Le bureau"), sub("Affichages : 412", "Clics : 10877"),
		sub("<dd class=\"published\">", "<dd>Catégorie : <a href=\"/communiques\">Communiqués</a></dd><dd class=\"published\">"),
		sub("</div>\n</div>\n<div id=\"nav\">", "</div>\n<nav class=\"pagenavigation\"><a href=\"/communiques/87\">Précédent</a> <a href=\"/communiques/89\">Suivant</a></nav></div>\n<div id=\"nav\">"),
		sub("Nous avons 7 invités et aucun membre en ligne", "Il y a actuellement 213 invités et un membre en ligne"))

	s.Noise("appel-aux-dons-et-facebook",
		above("<p>L’association rappelle", `<div class="moduletable_don"><h3>L’hiver arrive</h3><p>Vingt euros paient trois nuits d’hôtel. <a href="https://dons.example/leseuil?utm_source=site">Je donne</a> (66 % déductibles de vos impôts)</p></div>
`),
		sub("<p>Contact presse : 09 99 00 12 34</p>", `<p>Contact presse : 09&nbsp;99&nbsp;00&nbsp;12&nbsp;34</p><div class="fb-like" data-href="http://{{host}}/communiques/88"></div><p class="tags">Mots-clés : <a href="/tag/hebergement">hébergement</a>, <a href="/tag/lormeuil">Lormeuil</a></p>`),
		all("’", "&#039;"),
		sub("Affichages : 412", "Affichages : 1905"))

	s.Noise("accents-decomposes",
		sub("<li class=\"item-131\">", "<li class=\"item-140\"><a href=\"/recherche\">Rechercher</a></li><li class=\"item-131\">"),
		sub("<h2>Fermeture du centre de la rue Basse</h2>", "<h1 class=\"page-header\">Fermeture du centre de la rue Basse</h1>"),
		decomposed,
		sub("Affichages : 412", "Lu 530 fois"))

	s.Edit("nombre-d-enfants-rectifie", sub("dont dix-neuf enfants", "dont neuf enfants"))

	s.Edit("phrase-sur-les-benevoles-retiree", drop(" Nos bénévoles n’ont pas été autorisés à entrer dans le bâtiment."))

	s.Dead("installation-neuve-de-l-hebergeur", html(`<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Site en construction</title><style>body{font-family:Arial;background:#0050d7;color:#fff;text-align:center;padding-top:10%}</style></head>
<body><h1>Félicitations ! Votre hébergement est bien installé.</h1><p>Déposez maintenant vos fichiers dans le répertoire www de votre espace d’hébergement.</p><p>Besoin d’aide ? Consultez nos guides ou contactez le support.</p></body></html>
`), "dead/parked", "dead/empty", "dead/soft-404").Everywhere("/")

	s.Wall("zone-reservee-aux-adherents", set.Answer{Status: 403, Header: http.Header{"Cache-Control": {"no-cache"}}, Body: []byte(s.Inside("Espace adhérents", `<div class="login"><div class="alert alert-error"><p>Vous n’êtes pas autorisé à voir cette ressource.</p></div><p>Les communiqués sont réservés aux adhérents à jour de leur cotisation. Veuillez vous identifier.</p><form action="/component/users/?task=user.login" method="post"><label>Identifiant <input name="username" type="text" /></label><label>Mot de passe <input name="password" type="password" /></label><button type="submit">Connexion</button></form><ul><li><a href="/component/users/?view=reset">Mot de passe oublié ?</a></li><li><a href="/component/users/?view=registration">Vous n’avez pas de compte ?</a></li></ul></div>
`))}, "blocked/login-wall", "blocked/forbidden")
	return s
}

package west3

// departement is a departmental council's page in SPIP.
func departement() *site {
	s := newSite("departement", "/spip.php?article231",
		"Cette règle ne s’applique pas aux élèves en situation de handicap",
		"Toute demande déposée après le 31 juillet donne lieu à une majoration de 15 euros.")
	s.Keep = `<link rel="alternate"`
	s.Healthy(
		s.Inside("Conseil départemental de la Haute-Vaure", `<div class="content" id="content"><div class="a-la-une"><h2>À la une</h2><ul class="liste-items"><li><a href="spip.php?article240">Canicule : les numéros utiles</a></li><li><a href="spip.php?article238">Festival des Granges, le programme</a></li><li><a href="spip.php?article233">Très haut débit : où en est votre commune ?</a></li></ul></div></div>
`),
		s.Inside("Erreur 404 - Conseil départemental de la Haute-Vaure", `<div class="content" id="content"><h1>Erreur 404</h1><p>Pas d’article à cette adresse.</p><p><a href="spip.php?page=plan">Consulter le plan du site</a></p></div>
`))

	s.Noise("squelette-et-notes-de-spip-quatre",
		sub("SPIP 3.2.4", "SPIP 4.2.8"),
		sub("local/cache-css/8c2e9a7f41.css?1552", "local/cache-css/f01b77de5a.css?1699"),
		all("<h2 class=\"spip\">", "<h3 class=\"spip intertitre\">"), all("familles</h2>", "familles</h3>"), all("supprimées</h2>", "supprimées</h3>"),
		sub(`<span class="spip_note_ref"> [<a href="#nb1" class="spip_note" rel="appendix" title="Délibération n° 2019-46." id="nh1">1</a>]</span>`, `<sup class="spip_note_ref"><a href="#nb1" class="spip_note" id="nh1">(1)</a></sup>`),
		sub(`<span class="spip_note_ref">[<a href="#nh1" class="spip_note" title="Notes 1" rev="appendix">1</a>] </span>`, `<sup><a href="#nh1">(1)</a></sup>&nbsp;`),
		sub("vendredi 21 juin 2019</abbr>, par", "Publié le 21 juin 2019, mis à jour le 9 novembre 2023</abbr> par"),
		sub(`<div class="texte entry-content">`, `<div class="outils"><a href="spip.php?page=imprimir_articulo&amp;id_article=231">Imprimer</a> <a href="#">Agrandir le texte</a> <a href="#">Écouter</a></div><div class="texte entry-content">`),
		sub(`<table class="table spip">`, `<div class="table-responsive"><table class="table spip">`), sub("</table>", "</table></div>"),
		sub("scolaire, selon le quotient familial :", "scolaire, selon le quotient familial&nbsp;:"),
		all(" €", "&nbsp;€"), all("’", "'"),
		sub("2008-2019 ©", "2008-2023 ©"))

	s.Noise("bandeau-cookies-et-agenda",
		above(`<div class="page">`, `<div id="tarteaucitronRoot"><div id="tarteaucitronAlertBig"><span>En poursuivant votre navigation, vous acceptez l’utilisation de services tiers pouvant installer des cookies.</span><button>OK, tout accepter</button><button>Interdire tous les cookies</button><button>Personnaliser</button></div></div>
`),
		above(`<h2 class="spip">Les lignes supprimées</h2>`, `<div class="encart"><p>À lire aussi : <a href="spip.php?article252&amp;pk_campaign=encart">Le Pass Jeunes, mode d’emploi</a></p></div>
`),
		between(`<h2>Dans la même rubrique</h2><ul>`, "</ul>", `<li><a href="spip.php?article301">Pont de Vaure : circulation alternée</a></li><li><a href="spip.php?article298">Le réseau d’autocars en un clic</a></li>`),
		below(`<div class="aside">`, `<div class="agenda"><h2>Agenda</h2><ul><li>12 oct. Séance plénière, Montbrisac</li><li>18 oct. Forum de l’emploi</li></ul></div>`),
		entities)

	s.Edit("majoration-interne-dans-le-tableau",
		sub(`<td class="numeric">68 €</td><td class="numeric">34 €</td>`, `<td class="numeric">72 €</td><td class="numeric">36 €</td>`))

	s.Dead("liste-de-la-rubrique-en-place", html(s.Inside("Routes et transports - Conseil départemental de la Haute-Vaure", `<div class="content" id="content"><div class="cartouche"><h1>Routes et transports</h1></div>
<div class="menu_articles"><h2>Articles de cette rubrique</h2><ul>
<li class="item"><h3><a href="spip.php?article301">Pont de Vaure : circulation alternée</a></h3><p>3 octobre 2022. Les travaux de reprise des joints dureront six semaines.</p></li>
<li class="item"><h3><a href="spip.php?article298">Le réseau d’autocars en un clic</a></h3><p>12 septembre 2022. Une application pour suivre son autocar en temps réel.</p></li>
<li class="item"><h3><a href="spip.php?article285">Débroussaillage des accotements</a></h3><p>2 mai 2022. Le fauchage raisonné commence.</p></li></ul>
<p class="pagination">0 | <a href="spip.php?rubrique9&amp;debut_articles=10">10</a> | <a href="spip.php?rubrique9&amp;debut_articles=20">20</a></p></div></div>
`)), "dead/soft-404").
		Note("The article was withdrawn and the template falls back on the section's list.")
	return s
}

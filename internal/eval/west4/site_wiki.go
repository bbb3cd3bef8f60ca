package west4

import "archiver/internal/eval/kit"

// wiki is an article in an encyclopaedia that everybody edits.
func wiki() *site {
	s := newSite("wiki-fr", "/wiki/Pont_de_la_Vergne",
		"ont coûté la vie à dix-neuf ouvriers, dont onze lors de l'effondrement du cintre de la troisième arche, le 6 mai 1880",
		"Aucune plaque ne rappelle leurs noms.")
	s.Healthy(s.Inside("Wikigéo", "<p>Bienvenue sur Wikigéo, 41 208 articles. Lumière sur : le phare d'Ar-Goat.</p>\n"),
		s.Inside("Page inexistante — Wikigéo", `<div class="noarticletext"><p>Wikigéo ne possède pas d'article avec ce nom. Vous pouvez le créer ou le chercher dans les pages existantes.</p></div>`+"\n"))
	s.Noise("maintenance-banner", above(`<table class="infobox_v2">`, `<div class="bandeau-container bandeau-article bandeau-niveau-modere metadata plainlinks"><div class="bandeau-cell">Cet article ne cite pas suffisamment ses sources (mai 2022).</div><div>Si vous disposez d'ouvrages de référence, merci de compléter l'article. <i>Cette page est en cours de réécriture.</i></div></div>`+"\n"),
		sub("2 avril 2021 à 18:04", "30 mai 2022 à 07:51"), sub(`"wgRevisionId":181200417`, `"wgRevisionId":194100280`)).
		Note("A banner asks for sources; the article is as it was.")
	s.Noise("vector-2022", rewrite(`<h2><span class="mw-headline" id="([^"]*)">([^<]*)</span>(.*?)</h2>`, `<div class="mw-heading mw-heading2"><h2 id="$1">$2</h2>$3</div>`),
		rewrite(`\[(\d)\]</a></sup>`, `<span class="cite-bracket">[</span>$1<span class="cite-bracket">]</span></a></sup>`),
		sub("skin-vector action-view", "skin-vector-2022 vector-feature-language-in-header-enabled action-view"),
		above(`<div id="mw-page-base"`, `<div id="siteNotice"><p>Chère lectrice, cher lecteur, 98 % de nos lecteurs ne donnent pas. Si Wikigéo vous a été utile cette année, offrez-lui 2 €.</p></div><header class="vector-header mw-header"><nav>Menu principal · masquer</nav></header><nav id="mw-panel-toc"><ul><li>Début</li><li>Histoire</li><li>Description</li><li>Notes et références</li></ul></nav>`+"\n"))
	s.Edit("length-corrected", sub("<td>214 m</td>", "<td>241 m</td>"), sub("Long de 214 mètres", "Long de 241 mètres"), sub("181200417", "188811120"))
	s.Quote("plaque-laid", "Aucune plaque ne rappelle leurs noms.", []string{"gone", "unclear"}, "changed/quote-lost",
		sub("Aucune plaque ne rappelle leurs noms.", "Une stèle à leur mémoire a été inaugurée le 6 mai 2021."))
	s.Replaced("homonyms", kit.HTML(s.Inside("Pont de la Vergne — Wikigéo", `<p><b>Pont de la Vergne</b> peut désigner :</p>
<ul><li>le <a href="/wiki/Pont_de_la_Vergne_(Lussan)">pont de la Vergne</a>, viaduc à Lussan-le-Vieux ;</li><li>le <a href="/wiki/Pont_de_la_Vergne_(Aude)">pont de la Vergne</a>, passerelle à Montferrier ;</li><li><i>Le Pont de la Vergne</i>, roman d'Élie Sarrazac paru en 1934.</li></ul>
<div class="homonymie">Cette page d'homonymie répertorie différents sujets partageant un même nom.</div>
`))).Or("dead/soft-404", "changed/quote-lost").Note("A page of homonyms stands where the article stood.")
	s.Dead("deleted", status(404, s.Inside("Pont de la Vergne — Wikigéo", `<div class="mw-warning-with-logexcerpt"><p>Cette page a été supprimée. Le journal des suppressions est affiché ci-dessous.</p><ul><li>3 mars 2024 à 10:12 : page supprimée (décision communautaire, admissibilité non démontrée)</li></ul></div>
`)), "dead/http-404")
	return s
}

package west2

import (
	"strings"

	"archiver/internal/eval/set"
)

func gazette() *site {
	const silence = "Le silence gardé au terme de ce délai vaut inscription."
	const refus = "Le greffe peut refuser l’inscription lorsque le but de l’association est contraire à la loi."
	s := newSite("gazette-fr", "/texte.do?id=2023-417&idArticle=", silence, refus)
	s.Healthy(s.Inside("Recueil officiel du Canton de Verbois", "<h1>Numéro du jour</h1><p>Arrêtés, décrets, avis et annonces légales.</p>\n"),
		s.Inside("Page inconnue - Recueil officiel", "<h1>Page inconnue</h1><p>Code 404. Vérifiez l’adresse.</p>\n"))

	s.Noise("consulted-today-and-tools",
		sub("Version consultée le 14/02/2025", "Version consultée le 17/03/2025 · 4 visiteurs"),
		sub(`<a href="#">Imprimer</a>`, `<a href="#">Imprimer</a> <a href="#">PDF</a> <a href="#">RTF</a> <a href="#">Comparer deux versions</a>`),
		all(`<div class="art"`, `<div class="art" tabindex="0"`), all("</h3>", ` <a class="pm" href="#" title="Lien permanent">¶</a> <button>Replier</button></h3>`),
		between("<h4>Textes liés</h4><ul>", "</ul>", "<li>Loi sur les associations</li><li>Règlement du greffe</li><li>Arrêt du tribunal administratif du 6 mars 2025</li><li>Circulaire 12 (abrogée)</li>"))
	s.Add("noise", "old-charset-and-entities", set.Answer{
		Header: map[string][]string{"Content-Type": {"text/html; charset=ISO-8859-1"}},
		Body:   windows1252(strings.NewReplacer(`<meta charset="utf-8">`, `<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">`, "’", "'", "50 000", "50&nbsp;000").Replace(s.Page)),
	}, "ok/*").Verbatim().Note("The site fell back to an old server; same text in another encoding, with typewriter apostrophes.")
	s.Noise("list-numbers-written-out",
		sub("<ol><li>les statuts", `<p class="al">1° les statuts`), sub("du comité ;</li><li>la liste", `du comité ;</p><p class="al">2° la liste`), sub("leur adresse ;</li><li>l’indication", `leur adresse ;</p><p class="al">3° l’indication`), sub("par an.</li></ol>", "par an.</p>"),
		all("<h3>Article ", "<h3>Art. "),
		sub(`<div id="bas">`, `<div class="av">Seule la version imprimée du Recueil fait foi.</div>
<div id="bas">`)).Note("Numbers of list items are now written in the page; they were drawn by the browser before.")
	s.Noise("columns-with-code-side-panel",
		above(`<div id="txt">`, `<div id="som"><h2>Sommaire du code</h2><ul><li>Titre I : Des personnes (articles 1 à 44)</li><li>Titre II : Des associations et fondations (articles 45 à 90)</li><li>Titre III : Du registre (articles 91 à 130)</li><li>Titre IV : Dispositions abrogées</li></ul><p>Masquer les dispositions abrogées <input type="checkbox"></p></div>
`),
		all("Émoluments", "ÉMOLUMENTS"), all(`<h3>`, `<h2 class="na">`), all(`</h3>`, `</h2>`))

	s.Add("noise", "whole-page-under-404", status(404, apply(s.Page, []edit{sub("Version consultée le 14/02/2025", "Version consultée le 02/04/2025"),
		above(`<div id="bas">`, `<div class="fb">Cette page vous est-elle utile ? 👍 👎</div>
`)})), "ok/*").Verbatim().Note("A badly set router sends the right page with a wrong status; a reader sees the decree.")

	s.Edit("deadline-shortened", sub("dans un délai de trois mois", "dans un délai de deux mois"))
	s.Edit("article-five-repealed", between(`<div class="art" id="a5"><h3>Article 5</h3>`, "</div>", `<p>[Abrogé par le décret n° 2025-88 du 3 mars 2025.]</p>`))

	none := s.Inside("Recherche - Recueil officiel", `<h1>Recherche experte</h1><p class="res">0 texte trouvé pour les critères saisis</p>
<form><label>Nature <select><option>Loi</option><option>Décret</option><option>Arrêté</option></select></label> <label>Numéro <input name="n"></label> <label>Mots du titre <input name="t"></label> <label>Du <input> au <input></label> <button>Lancer</button></form>
<p>Conseil : élargissez la période, ou essayez un synonyme. Les textes antérieurs à 1990 ne sont pas encore numérisés.</p>
`)
	s.Dead("no-text-for-these-criteria", html(none), "dead/soft-404").Also("*", html(none))
	s.Wall("robots-refused-by-charter", status(403, `<html lang="fr"><head><meta charset="utf-8"><title>Refus</title></head><body><p>403 — Votre agent ne figure pas parmi les programmes admis par la charte de réutilisation du Recueil. Les réutilisateurs s’inscrivent auprès de la chancellerie et reçoivent un jeton.</p></body></html>
`), "blocked/forbidden", "blocked/bot-wall").Everywhere("/")
	return s
}

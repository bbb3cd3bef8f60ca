package papers

import (
	"fmt"
	"strings"
)

const (
	quoteNoteFR  = "le préfet reconnaît que 19 des 44 dossiers ont été détruits avant l’expiration du délai de conservation"
	quoteOtherFR = "« la visite n’a pu avoir lieu, faute de clé », procès-verbal du 6 juin 2016"
)

// notesFR are the 90 notes of a book, on a page of their own.
func notesFR() paper {
	fill := notesPhrasesFR.paragraphs(90, 88, 1)
	d := paper{lang: "fr", title: "Notes — L’ombre des archives"}
	d.blocks = []block{mid("L’ombre des archives : notes"), p("Les notes de l’ouvrage sont données ici dans leur intégralité, avec les cotes des pièces. Abréviations : AD, archives départementales ; BM, bibliothèque municipale ; CR, compte rendu.")}
	for i := range 90 {
		text := ""
		switch i {
		case 36:
			text = "Lettre du 3 mai 2016 au collectif, AD, 4 M 217 : " + quoteNoteFR + ". Une copie se trouve au dossier de l’avocate."
		case 70:
			text = "Les deux gardiens écrivent : " + quoteOtherFR + "."
		default:
			text = fill[0]
			fill = fill[1:]
		}
		if i == 0 {
			d.blocks = append(d.blocks, h("Chapitre premier. La cave"))
		}
		if i == 45 {
			d.blocks = append(d.blocks, h("Chapitre II. Le guichet"))
		}
		d.blocks = append(d.blocks, num(fmt.Sprintf("%d.", i+1), text))
	}
	return d
}

var notesPhrasesFR = phrasebook{
	sentences: []string{
		"{Author}, {title}, {place}, 20{10-19}, p. {11-390}-{391-420}.",
		"Entretien avec une archiviste, {place}, {2-28} mars 20{14-18}, durée {40-95} minutes.",
		"AD, {1-9} W {100-980}, liasse {2-60}, feuillets {3-90} et suivants.",
		"Tribunal administratif de {place}, {2-28} octobre 20{12-19}, no {1000-1990}, considérant {3-14}.",
		"Voir {Author}, « {article} », no {12-80}, 20{10-19}, p. {11-190}.",
		"CR de la séance du {2-28} février 20{12-18}, point {2-11} de l’ordre du jour, {place}.",
		"{Author} donne le chiffre de {110-980} ; la Cour des comptes, celui de {110-980} (rapport 20{12-19}, p. {11-190}).",
		"Courriel de la direction, {place}, {2-28} juin 20{14-18}, {8-19} h {10-59}.",
		"La circulaire no {100-990} du {2-28} mai 20{10-16} n’a jamais été publiée ; voir BM, Ms {1000-1990}, {place}.",
		"Ibid., p. {11-190} ; comparer avec {Author}, p. {191-390}.",
	},
	slots: map[string][]string{
		"Author":  {"Hélène Marsault", "G. Pontviane", "Yves Lacombrade", "Nora Beldjoudi", "C. Tréhoux", "Simon d’Arcizas"},
		"title":   {"Papiers perdus", "Le dépôt et la loi", "Une histoire des guichets", "Les murs parlent peu", "L’État sans mémoire"},
		"article": {"Conserver, trier, détruire", "La salle de lecture", "Que faire des registres", "Droit d’accès et secret"},
		"place":   {"Montrelais", "Saint-Avre", "Vézins", "Castelmaurou", "Port-Lesney"},
	},
}

func notesShelfFR() *shelf {
	d := notesFR()
	o := portal{
		lang: "fr", name: "Éditions du Guichet", about: "Livres et enquêtes", skin: "wordpress",
		menu: []string{"Catalogue", "Auteurs", "Librairies", "Notes en ligne", "Contact"}, links: []string{"/catalogue/", "/auteurs/", "/librairies/", "/notes/", "/contact/"},
		search: "Rechercher", cookies: "Ce site utilise des cookies pour vous offrir le meilleur service.|D’accord", foot: []string{"Éditions du Guichet, 12 rue des Trois-Ponts, Vézins", "Mentions légales – Plan du site"},
		news:    []string{"4 octobre 2019: L’ombre des archives en librairie", "12 septembre 2019: Rencontre à Montrelais", "30 août 2019: La rentrée du Guichet"},
		section: "/catalogue/", document: "L’ombre des archives : notes",
		lost: [2]string{"Page non trouvée", "<h1>Cette page n’existe pas (ou plus)</h1>\n<p>Erreur 404. Le catalogue complet est par <a href=\"/catalogue/\">ici</a>.</p>"},
	}
	page := func(d paper, modern bool, extra string) []byte {
		return o.page(d.title, `<div class="entry-content">`+"\n"+d.HTML(modern)+"</div>\n"+extra)
	}
	share := `<div class="sharedaddy"><a href="/share/fb" rel="nofollow">Facebook</a> <a href="/share/tw" rel="nofollow">Twitter</a> <span class="count">14 partages</span></div>`
	s := &shelf{site: "papers-notes-fr", path: "/notes/ombre-des-archives/", before: htmlPage(page(d, false, share)), was: d.words(), portal: o}

	spaced := strings.NewReplacer(" :", "\u202f:", "« ", "«&#160;", " »", "&nbsp;»", " ;", "&nbsp;;", "no ", "n<sup>o</sup> ", "p. ", "p.&nbsp;", "44 dossiers", "<em>44</em> dossiers", "faute de clé", "<i>faute</i> de cl&eacute;").Replace(d.HTML(true))
	s.add("noise-typography-and-tags-within-the-quotes", htmlPage(o.page(d.title, "<div class=\"wp-block-group\">"+spaced+"</div><div class=\"related\"><h3>Vous aimerez aussi</h3><ul><li>Le dépôt et la loi</li><li>Carnets d’un greffier</li></ul></div>")), d.words(), "ok/*").
		quote(quoteNoteFR, "verbatim").quote(quoteOtherFR, "verbatim").
		note("Non-breaking spaces, raised letters and emphasis inside the quotes: a reader sees the same.")

	date := d.with("procès-verbal du 6 juin 2016", "procès-verbal du 9 juin 2016")
	s.add("quote-date-in-note-71", htmlPage(page(date, true, share)), date.words(), "changed/quote-lost").
		quote(quoteOtherFR, "unclear", "gone").quote(quoteNoteFR, "verbatim")

	fewer := d.without("12.")
	for i := range fewer.blocks {
		var n int
		if _, err := fmt.Sscanf(fewer.blocks[i].label, "%d.", &n); err == nil && n > 12 {
			fewer.blocks[i].label = fmt.Sprintf("%d.", n-1)
		}
	}
	s.add("edit-note-removed-and-the-rest-renumbered", htmlPage(page(fewer, false, share)), fewer.words(), "changed/edited").
		quote(quoteNoteFR, "verbatim").quote(quoteOtherFR, "verbatim")

	copyText := d.with("Une copie se trouve au dossier de l’avocate.", "Aucune copie ne se trouve au dossier de l’avocate.")
	s.add("edit-sentence-after-the-quote-turned-round", htmlPage(page(copyText, true, share)), copyText.words(), "changed/edited").
		quote(quoteNoteFR, "verbatim")
	return s
}

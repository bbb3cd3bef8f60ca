package papers

const (
	quoteCharterFR = "le Comité d’experts conclut que M. Ndialé a été privé de liberté en raison de l’exercice de sa liberté d’association, et que l’affaire relève de la catégorie II"
	quoteMinutesFR = "L’audience n’a duré que 14 minutes et aucun des trois avocats constitués n’y a été convoqué"
	quoteDoctorFR  = "Aucun certificat médical n’a été établi avant le 19 janvier 2019, soit douze jours après l’arrestation"
)

func opinionFR() paper {
	fill := opinionPhrasesFR.paragraphs(22, 15, 3)
	d := paper{lang: "fr", title: "Avis no 22/2019, concernant Baba Ndialé (Kassara)"}
	d.blocks = []block{
		mid("Avis adoptés par le Comité d’experts sur la détention à sa quatre-vingt-quatrième session (24 avril-3 mai 2019)"),
		mid("Avis no 22/2019, concernant Baba Ndialé (Kassara)"),
		num("1.", "Le Comité d’experts sur la détention a été créé par la Conférence des États dans sa décision 1994/17. Son mandat a été prorogé de trois ans par la décision 33/30.¤", "Voir CDP/36/38, annexe, par. 4 à 7."),
		num("2.", "Le 8 février 2019, conformément à ses méthodes de travail, le Comité a transmis au Gouvernement kassarais une communication concernant Baba Ndialé. Le Gouvernement a répondu le 5 avril 2019, dans le délai prescrit. L’État est partie au Pacte."),
		num("3.", "Le Comité estime que la privation de liberté est arbitraire lorsqu’il est manifestement impossible d’invoquer un quelconque fondement légal, lorsqu’elle résulte de l’exercice de droits garantis, ou lorsque l’inobservation des normes relatives au procès équitable est d’une gravité telle qu’elle rend la détention arbitraire."),
		h("Informations reçues"),
		h("Communication émanant de la source"),
		num("4.", "Baba Ndialé, né en 1966, est ingénieur agronome. Il préside depuis 2011 une coopérative de producteurs de karité qui compte 1 240 membres répartis dans 26 villages."),
		num("5.", "Le 7 janvier 2019, vers 5 h 30, des gendarmes se sont présentés à son domicile de Tombélé. Ils étaient onze, dont quatre en civil. L’officier qui les commandait a déclaré agir sur instruction, sans produire de mandat.¤", "La source a fourni le témoignage écrit de deux voisins."),
		num("6.", "M. Ndialé a été conduit à la brigade territoriale, puis, le soir même, au camp de la route du Nord. Sa fille, Mme Aïssa Ndialé, s’est vu refuser tout renseignement pendant cinq jours."),
	}
	d.blocks = append(d.blocks, numbered(7, fill[:5]...)...)
	d.blocks = append(d.blocks,
		num("12.", quoteDoctorFR+". Le document fait état d’ecchymoses et d’une fracture de l’index gauche, que le rapport de gendarmerie attribue à une chute."),
		num("13.", "Le 2 mars 2019, le tribunal de première instance de Tombélé l’a condamné à trois ans d’emprisonnement ferme et à une amende de 500 000 francs. "+quoteMinutesFR+"."),
	)
	d.blocks = append(d.blocks, numbered(14, fill[5:9]...)...)
	d.blocks = append(d.blocks,
		h("Réponse du Gouvernement"),
		num("18.", "Le Gouvernement soutient que M. Ndialé a été interpellé en flagrance, qu’il a été informé de ses droits et que la durée de la garde à vue n’a pas excédé le maximum fixé par la loi."),
	)
	d.blocks = append(d.blocks, numbered(19, fill[9:12]...)...)
	d.blocks = append(d.blocks,
		h("Examen"),
		num("22.", "Le Comité n’est pas convaincu par l’argument tiré de la flagrance : une réunion tenue deux mois plus tôt ne saurait en relever. Il constate que le Gouvernement n’a pas contesté la date de l’arrestation."),
		num("23.", "Au vu des éléments qui précèdent, "+quoteCharterFR+".¤", "Voir aussi l’avis no 61/2017, par. 44."),
	)
	d.blocks = append(d.blocks, numbered(24, fill[12:]...)...)
	d.blocks = append(d.blocks,
		h("Dispositif"),
		num("27.", "Compte tenu de ce qui précède, le Comité rend l’avis suivant : la privation de liberté de Baba Ndialé est arbitraire en ce qu’elle est contraire aux articles 9, 10, 19 et 20 de la Déclaration et relève des catégories I, II et III."),
		num("28.", "Le Comité estime que la mesure appropriée consisterait à libérer immédiatement M. Ndialé et à lui accorder le droit d’obtenir réparation, sous la forme notamment d’une indemnisation."),
		p("[Adopté le 2 mai 2019]"),
	)
	return d
}

var opinionPhrasesFR = phrasebook{
	sentences: []string{
		"Selon la source, il a été interrogé le {day} janvier 2019 pendant {3-11} heures, à {place}, par {3-6} enquêteurs dont l’identité ne lui a pas été communiquée.",
		"La cellule, d’environ {8-18} mètres carrés, aurait été occupée par {6-21} personnes, et la lumière y restait allumée jour et nuit.",
		"La source ajoute que {body} n’a pas répondu à la requête déposée le {day} février 2019, alors que la loi lui impartissait {8-30} jours.",
		"Les proches n’ont été autorisés à lui rendre visite qu’à {2-4} reprises, pour une durée maximale de {10-40} minutes.",
		"Il est allégué que {4-16} membres de la coopérative ont été convoqués à {place} et sommés de signer une déclaration rédigée d’avance.",
		"D’après la source, le procès-verbal d’audition comporte {3-9} pages, mais il n’en a été lu que {2-3} à l’intéressé.",
		"Le transfert à {place}, à {180-760} kilomètres de son domicile, a été décidé par {body} sans que la famille en soit avisée.",
		"La demande de mise en liberté provisoire a été rejetée le {day} février 2019 par une ordonnance de {9-25} lignes.",
		"La source relève que {body} a fait saisir {3-8} véhicules et {20-90} sacs de noix de karité, dont aucun inventaire n’a été dressé.",
		"Le Gouvernement affirme que {body} a inspecté {place} le {day} mars 2019 et n’y a relevé aucun manquement.",
		"Il précise que la réunion avait rassemblé {60-240} personnes et que {3-12} d’entre elles portaient des bâtons.",
		"Selon lui, l’association n’avait pas déposé ses comptes depuis {2-6} ans, ce que {body} avait signalé à {2-4} reprises.",
		"Le Gouvernement se réfère à l’article {41-280} du Code pénal, modifié en 201{2-7}, qui punit la participation à un attroupement.",
		"Le Comité rappelle que l’article {41-280} du Code pénal est rédigé en termes si généraux qu’il ne permet pas à chacun de régler sa conduite.",
		"Il observe que la décision du {day} février 2019 n’a été notifiée qu’après {5-19} jours, en l’absence de tout conseil.",
		"Le Comité note avec préoccupation que {body} exerce à la fois le contrôle de {place} et la conduite des enquêtes.",
		"Il ne saurait admettre qu’un délai de {9-23} jours s’écoule avant la première comparution devant un juge.",
		"Le dossier ne contient aucune trace des {2-5} témoins à décharge que la défense avait fait citer le {day} février 2019.",
	},
	slots: map[string][]string{
		"day":   {"9", "11", "12", "14", "17", "20", "21", "23", "26", "28"},
		"place": {"la brigade territoriale", "la maison d’arrêt de Tombélé", "l’annexe du camp de la route du Nord", "la prison centrale", "la caserne du troisième arrondissement"},
		"body":  {"le parquet général", "la gendarmerie nationale", "le juge d’instruction", "la chambre d’accusation", "le Ministère de l’intérieur", "l’administration pénitentiaire"},
	},
}

func opinionShelfFR() *shelf {
	d := opinionFR()
	word := look{
		size: 12, margin: 100, font: standard, hyphen: '-', justify: true, header: [2]string{"CDP/2019/22", "CDP/2019/22"}, footer: [2]string{"GE.19-09331   %p", "%p   GE.19-09331"},
		created: "D:20190606112233+02'00'", id: "ge-09331",
	}
	file := pdfFile(d.PDF(word))
	s := &shelf{
		site: "papers-opinion-fr", path: "/fr/documents/avis/cdp-2019-22.pdf",
		before: file, was: d.words(),
		portal: portal{
			lang: "fr", name: "Comité d’experts sur la détention", about: "Organe indépendant de la Conférence des États", skin: "drupal",
			menu: []string{"Avis", "Sessions", "Saisir le Comité", "Rapports annuels", "Actualités"}, links: []string{"/fr/documents/avis", "/fr/sessions", "/fr/saisir", "/fr/rapports", "/fr/actualites"},
			search: "Rechercher", cookies: "En poursuivant votre navigation, vous acceptez le dépôt de témoins de connexion.|J’ai compris",
			foot:    []string{"© Conférence des États, Palais des Bastions, 1202 Genève", "<a href=\"/fr/mentions-legales\">Mentions légales</a> — <a href=\"/fr/contact\">Nous écrire</a>"},
			news:    []string{"3 mai 2019: Clôture de la quatre-vingt-quatrième session", "24 avril 2019: Ouverture de la session de printemps", "12 mars 2019: Appel à contributions sur la garde à vue"},
			section: "/fr/documents/avis", document: "Avis no 22/2019 (Kassara)",
			lost: [2]string{"Page introuvable", "<h1>Oups ! Cette page est introuvable</h1>\n<p>La page que vous recherchez a été déplacée ou n’existe plus. <a href=\"/\">Retour à l’accueil</a></p>"},
		},
	}

	soft := word
	soft.font, soft.hyphen, soft.words, soft.margin, soft.size, soft.breakIn = composite, '\u00ad', asKerned, 85, 11, quoteMinutesFR
	soft.id, soft.producer, soft.created = "soft", "PDFium", "D:20201102090000Z"
	straight := d.all("’", "'", " :", "\u00a0:")
	s.add("noise-straight-apostrophes-and-soft-hyphens", pdfFile(straight.PDF(soft)), straight.words(), "ok/*").
		quote(quoteMinutesFR, "verbatim", "edited").
		note("Converted again from the same manuscript: other apostrophes and spaces, soft hyphens at line ends.")

	packed := word
	packed.packed, packed.order, packed.xmp, packed.id, packed.created = true, firstPageFirst, true, "fast web view", "D:20190912140000+02'00'"
	packed.font, packed.ligatures, packed.breakIn = subset, true, quoteCharterFR
	s.add("noise-saved-for-fast-web-view", pdfFile(d.PDF(packed), "Accept-Ranges", "bytes"), d.words(), "ok/*").
		quote(quoteCharterFR, "verbatim").quote(quoteDoctorFR, "verbatim")

	locked := word
	locked.locked, locked.id, locked.modified = true, "locked", "D:20200110100000+01'00'"
	s.add("noise-locked-against-changes", pdfFile(d.PDF(locked)), d.words(), "ok/*").
		quote(quoteMinutesFR, "verbatim").
		note("Encrypted with an empty password, as offices do to forbid changes: everybody reads it still.")

	key := locked
	key.password, key.id = "greffe-2019", "password"
	s.add("fault-opens-with-a-password-only", pdfFile(d.PDF(key)), "", "blocked/unreadable", "blocked/login-wall").
		quote(quoteMinutesFR, "gone", "unclear").
		note("The file is there and asks for a password: nothing can be said of what it holds.")

	name := d.with("Sa fille, Mme Aïssa Ndialé,", "Sa fille, Mme Fanta Ndialé,")
	s.add("edit-first-name-of-a-relative", pdfFile(name.PDF(packed)), name.words(), "changed/edited").
		quote(quoteCharterFR, "verbatim")

	reworded := d.with("en raison de l’exercice de sa liberté d’association, et que l’affaire relève", "en raison de l’exercice de sa liberté d’association et que son cas relève")
	s.add("quote-touched-up", pdfFile(reworded.PDF(word)), reworded.words(), "changed/edited").
		quote(quoteCharterFR, "edited").
		note("A comma and a noun: the same finding of the same category.")

	without := d.with(" "+quoteMinutesFR+".", "")
	s.add("quote-sentence-taken-out", pdfFile(without.PDF(packed)), without.words(), "changed/quote-lost").
		quote(quoteMinutesFR, "gone").quote(quoteDoctorFR, "verbatim")

	s.add("dead-410-withdrawn-at-the-source", as(410, htmlPage(s.portal.page("Document retiré", "<h1>Document retiré</h1>\n<p>Ce document a été retiré de notre site. Il ne sera pas remis en ligne.</p>"))), "", "dead/http-410").
		quote(quoteDoctorFR, "gone")

	s.add("dead-not-found-with-status-200", htmlPage(s.portal.page("Documents", `<h1>Documents</h1>
<div class="messages messages--warning" role="status">Le document demandé est introuvable ou n’est plus disponible.</div>
<form action="/fr/documents/avis" method="get" class="views-exposed-form"><label>Cote <input name="cote"></label><label>Année <select name="annee"><option>Toutes</option><option>2021</option><option>2020</option><option>2019</option></select></label><input type="submit" value="Filtrer"></form>
<p>Essayez une recherche par cote, par année ou par pays.</p>`)), "", "dead/soft-404").
		quote(quoteCharterFR, "gone")
	return s
}

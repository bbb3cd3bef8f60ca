package papers

const (
	quoteReleaseFR = "demande la libération immédiate et sans condition de toutes les personnes détenues pour avoir pris part aux rassemblements pacifiques du 10 février 2021"
	quoteFundsFR   = "rappelle que le versement de la deuxième tranche, soit 45 millions d’euros, est subordonné à des progrès vérifiables dans le domaine des droits de l’homme"
)

func resolutionFR() paper {
	recitals, demands := resolutionPhrasesFR, resolutionPhrasesFR
	recitals.sentences, demands.sentences = recitals.sentences[:7], demands.sentences[7:]
	fill := append(recitals.paragraphs(1187, 7, 1), demands.paragraphs(1188, 7, 1)...)
	d := paper{lang: "fr", title: "Résolution sur la situation des droits de l’homme en Merania"}
	add := func(bs ...block) { d.blocks = append(d.blocks, bs...) }
	add(
		mid("ASSEMBLÉE INTERPARLEMENTAIRE"),
		mid("Résolution du 11 mars 2021 sur la situation des droits de l’homme en Merania"),
		p("L’Assemblée interparlementaire,"),
		p("– vu ses résolutions antérieures sur la Merania, notamment celles du 18 avril 2017 et du 14 mars 2019,¤", "Textes adoptés, P4(2017)0211 et P4(2019)0088."),
		p("– vu l’accord de partenariat renforcé signé à Tabor le 21 décembre 2015, et en particulier ses articles 1er, 4 et 235,"),
		p("– vu l’avis no 58/2018 du Comité d’experts sur la détention,"),
		p("– vu l’article 144, paragraphe 5, et l’article 132, paragraphe 4, de son règlement intérieur,"),
		num("A.", "considérant que des élections législatives se sont tenues le 10 janvier 2021 ; que la mission d’observation a relevé l’absence de véritable concurrence et le refus d’enregistrement opposé à trois partis ;"),
		num("B.", "considérant qu’au moins 308 personnes ont été interpellées le 10 février 2021 dans sept villes, et que 23 d’entre elles étaient toujours détenues à la date du 5 mars 2021 ;¤", "Chiffres de la Ligue meranienne des droits civiques."),
		num("C.", "considérant que M. Ilyas Temirov, professeur d’histoire, est emprisonné depuis juin 2017 en dépit de l’avis rendu en sa faveur ;"),
	)
	for i, f := range fill[:7] {
		add(num(string(rune('D'+i))+".", f))
	}
	add(
		num("1.", quoteReleaseFR+" ;"),
		num("2.", "invite le gouvernement meranien à abroger l’article 174 de son code pénal, dont la formulation permet de poursuivre toute critique ;"),
		num("3.", quoteFundsFR+" ;"),
		num("4.", "prend note de la création d’une commission parlementaire d’enquête, mais s’inquiète de ce que ses travaux ne soient pas publics ;"),
	)
	for i, f := range fill[7:] {
		add(num([]string{"5.", "6.", "7.", "8.", "9.", "10.", "11."}[i], f))
	}
	add(
		num("12.", "charge son président de transmettre la présente résolution au Conseil, à la Commission ainsi qu’au gouvernement et au parlement de la Merania."),
		h("Résultat du vote"),
		tab(cells("Groupe | Pour | Contre | Abstentions"), cells("Démocrates réformateurs | 171 | 2 | 4"), cells("Progressistes | 138 | 0 | 3"), cells("Centre civique | 91 | 1 | 2"), cells("Verts et régions | 69 | 0 | 0"), cells("Souverainistes | 12 | 38 | 31"), cells("Gauche unie | 29 | 4 | 7"), cells("Total | 510 | 45 | 47")),
	)
	return d
}

var resolutionPhrasesFR = phrasebook{
	sentences: []string{
		"considérant que {3-12} journalistes de {ville} ont été condamnés à des amendes allant de {200-480} à {500-900} euros ;",
		"considérant que la loi no {100-480}-VI impose aux associations de déclarer tout financement étranger dans un délai de {5-30} jours ;",
		"considérant que l’accès à l’internet a été interrompu à {ville} pendant {4-19} heures le jour du scrutin ;",
		"considérant que {2-9} avocats ont été radiés du barreau de {ville} au cours des {6-18} derniers mois ;",
		"considérant que le centre de détention de {ville} accueille {210-690} personnes pour {110-200} places ;",
		"considérant que le syndicat indépendant des mineurs, qui compte {2-9} sections à {ville}, a été suspendu pour {3-6} mois ;",
		"considérant que {15-60} candidats indépendants de la région de {ville} n’ont pu obtenir la restitution de leur caution ;",
		"souligne que les observateurs ont été empêchés d’entrer dans {20-90} bureaux de vote de {ville} ;",
		"déplore que la plainte déposée à {ville} le {2-28} février 2021 ait été classée au bout de {2-6} jours ;",
		"se félicite de l’ouverture à {ville} d’un refuge de {20-80} places pour les femmes victimes de violences ;",
		"insiste pour que la délégation puisse se rendre à {ville} avant le {2-28} juin 2021 et y rencontrer {3-9} détenus ;",
		"encourage les États membres à délivrer des visas aux défenseurs de {ville} pour une durée de {3-12} mois ;",
		"regrette que le dialogue annuel, dont la {9-13}e session s’est tenue à {ville}, n’ait donné lieu à aucun engagement chiffré ;",
		"demande que soit publié le rapport d’expertise de {40-190} pages relatif aux événements de {ville} ;",
	},
	slots: map[string][]string{"ville": {"Tabor", "Karasai", "Belbulak", "Ustin", "Port-Méran", "Sémirek", "Talas-le-Vieux"}},
}

func resolutionShelfFR() *shelf {
	d := resolutionFR()
	first := edition{
		header: "RC-B9-0144/2021", footer: "PE 689.615v01-00", author: "KOVACS Agnes", editor: "KOVACS Agnes", app: "Microsoft Office Word",
		created: "2021-03-10T16:02:00Z", modified: "2021-03-11T09:40:00Z", revision: 4, runs: 9,
	}
	file := docxFile(d.DOCX(first), "Content-Disposition", `attachment; filename="TA-9-2021-0088_FR.docx"`)
	s := &shelf{
		site: "papers-resolution-fr", path: "/doceo/document/TA-9-2021-0088_FR.docx",
		before: file, was: d.words(),
		portal: portal{
			lang: "fr", name: "Assemblée interparlementaire", about: "Textes adoptés, questions et comptes rendus", skin: "gov",
			menu: []string{"Textes adoptés", "Séances", "Commissions", "Députés", "Presse"}, links: []string{"/doceo", "/seances", "/commissions", "/deputes", "/presse"},
			search: "Chercher dans les documents", cookies: "Nous utilisons des cookies analytiques. Votre choix est conservé six mois.|Accepter",
			foot:    []string{"<a href=\"/legal\">Avis juridique</a> - <a href=\"/cookies\">Politique relative aux cookies</a>", "Assemblée interparlementaire, rue du Parc 60, Bruges"},
			news:    []string{"11 mars 2021: Merania : l’Assemblée demande des libérations", "10 mars 2021: Budget : accord en vue", "9 mars 2021: Ordre du jour de la session"},
			section: "/doceo", document: "Droits de l’homme en Merania (P9_TA(2021)0088)",
			lost: [2]string{"Erreur 404", "<h1>La page demandée n’a pas été trouvée</h1>\n<p>Elle a pu être supprimée, renommée ou être momentanément indisponible.</p>"},
		},
	}

	split := first
	split.runs, split.smart, split.rsid, split.stored, split.backward, split.app = 1, true, "00C73B10", true, true, "LibreOffice/7.2.0.4$Linux_X86_64"
	split.editor, split.modified, split.revision = "Greffe", "2022-02-01T08:00:00Z", 11
	s.add("noise-saved-by-another-word-processor", docxFile(d.DOCX(split)), d.words(), "ok/*").
		quote(quoteReleaseFR, "verbatim").
		note("A run for each word, spelling marks and bookmarks between, parts stored in another order.")

	tracked := first
	tracked.inserted = []string{", soit 45 millions d’euros,", "toujours détenues à la date du 5 mars 2021"}
	tracked.reformatted = []string{"M. Ilyas Temirov"}
	s.add("noise-insertions-accepted", docxFile(d.DOCX(split)), d.words(), "ok/*").
		from(docxFile(d.DOCX(tracked)), d.words()).
		quote(quoteFundsFR, "verbatim").
		note("Half of the quote was marked as inserted when it was cited; the marks were accepted, the words are the same.")

	soft := first
	soft.soft, soft.header, soft.footer, soft.runs = true, "TA-9-2021-0088", "Unis dans la diversité", 0
	s.add("noise-soft-hyphens-and-other-header", docxFile(d.DOCX(soft)), d.words(), "ok/*").
		quote(quoteReleaseFR, "verbatim").quote(quoteFundsFR, "verbatim")

	vote := d.cell("Souverainistes", 3, "13").cell("Souverainistes", 2, "56").cell("Total", 2, "63").cell("Total", 3, "29")
	s.add("edit-votes-in-the-table", docxFile(vote.DOCX(split)), vote.words(), "changed/edited").
		quote(quoteReleaseFR, "verbatim")

	verb := d.with("invite le gouvernement meranien à abroger", "invite le gouvernement meranien à réexaminer")
	s.add("edit-verb-of-a-demand", docxFile(verb.DOCX(first)), verb.words(), "changed/edited").
		quote(quoteFundsFR, "verbatim")

	note := d.with("P4(2017)0211 et P4(2019)0088", "P4(2017)0211 et P4(2019)0080")
	s.add("edit-reference-in-a-footnote", docxFile(note.DOCX(first)), note.words(), "changed/edited").
		quote(quoteReleaseFR, "verbatim")

	pending := d.with("au moins 308 personnes ont été", "au moins 380 personnes ont été")
	marked := first
	marked.deleted = [][2]string{{"380 personnes ont été", "308 "}}
	marked.modified = "2021-04-02T10:10:00Z"
	s.add("edit-number-under-revision-marks", docxFile(pending.DOCX(marked)), pending.words(), "changed/edited").
		quote(quoteFundsFR, "verbatim").
		note("308 is struck through and 380 stands: both are in the file.")

	struck := d.with(quoteReleaseFR+" ;", "demande des éclaircissements sur le sort des personnes arrêtées ;")
	marked.deleted = [][2]string{{"demande des éclaircissements", quoteReleaseFR + " ; "}}
	s.add("quote-deleted-under-revision-marks", docxFile(struck.DOCX(marked)), struck.words(), "changed/quote-lost").
		quote(quoteReleaseFR, "gone").quote(quoteFundsFR, "verbatim").
		note("The cited paragraph is marked as deleted: it is in the file, but no longer in the text.")

	pdf := look{size: 12, margin: 85, font: composite, hyphen: '-', justify: true, header: [2]string{"P9_TA(2021)0088", "P9_TA(2021)0088"}, footer: [2]string{"%p", "%p"}, id: "ta", breakIn: quoteFundsFR}
	s.add("type-pdf-of-the-same-text", pdfFile(d.PDF(pdf)), d.words(), "ok/*").
		quote(quoteReleaseFR, "verbatim").quote(quoteFundsFR, "verbatim").
		note("The address ends in .docx and gives a PDF now; its text is the one that was cited.")

	s.add("type-file-of-the-procedure-as-a-page", htmlPage(s.portal.page("Procédure 2021/2544(RSP)", `<h1>2021/2544(RSP)</h1>
<p>Résolution sur les droits de l’homme en Merania</p>
<h2>Acteurs principaux</h2><ul><li>Commission des affaires étrangères</li><li>Délégation aux commissions de coopération</li></ul>
<h2>Événements clés</h2><table><tr><th>Date</th><th>Événement</th></tr><tr><td>08/03/2021</td><td>Dépôt des propositions communes</td></tr><tr><td>11/03/2021</td><td>Débat en séance, vote</td></tr><tr><td>30/06/2021</td><td>Suite donnée par l’exécutif</td></tr></table>
<p>Les textes antérieurs à 2022 sont consultables dans la salle de lecture numérique. État de la procédure : achevée.</p>`)), "", "changed/type", "changed/quote-lost").
		quote(quoteFundsFR, "gone")

	s.add("wall-sign-in-of-the-document-server", redirect(302, "/_layouts/15/Authenticate.aspx?Source=%2Fdoceo%2Fdocument%2FTA-9-2021-0088_FR.docx"), "", "blocked/login-wall").
		at("/_layouts/15/Authenticate.aspx?Source=%2Fdoceo%2Fdocument%2FTA-9-2021-0088_FR.docx", htmlPage([]byte(`<!DOCTYPE html><html dir="ltr" lang="fr"><head><meta charset="utf-8"><title>Connexion à votre compte</title><meta name="PageID" content="ConvergedSignIn"><meta name="robots" content="none"></head>
<body class="cb"><form name="f1" method="post" action="/login.srf" novalidate><div class="outer"><img src="/images/logo.svg" alt=""><div role="heading" aria-level="1">Se connecter</div>
<input type="email" name="loginfmt" placeholder="Adresse de messagerie, téléphone ou identifiant"><input name="passwd" type="password" class="moveOffScreen" autocomplete="off">
<p>Votre compte ne fonctionne pas ? <a href="#">Impossible d’accéder à votre compte</a></p><input type="submit" value="Suivant"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKMTY1NDU2MTA1Mg=="></div></form></body></html>
`))).
		quote(quoteReleaseFR, "gone", "unclear")

	s.add("dead-item-does-not-exist-with-status-200", htmlPage([]byte(`<!DOCTYPE html>
<html lang="fr"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="GENERATOR" content="Microsoft SharePoint"><title>Erreur</title><link rel="stylesheet" href="/_layouts/15/1036/styles/error.css"></head>
<body id="ms-error-body"><form method="post" action="./error.aspx" id="aspnetForm"><div id="ms-error-header"><h1>Désolé, une erreur s’est produite</h1></div><div id="ms-error"><span id="ctl00_PlaceHolderMain_LabelMessage">Ce fichier n’existe pas. Il a peut-être été renommé, déplacé ou supprimé.</span><p>ID de corrélation : 6f0a9d9f-50c4-2000-8d1c-1f7f2e0b9b6a</p><p><a href="/">Retour au site</a></p></div></form></body></html>
`)), "", "dead/soft-404").
		quote(quoteFundsFR, "gone")
	return s
}

package west4

// anfrage is a government's answer to a question in a German parliament.
func anfrage() *site {
	s := newSite("anfrage-de", "/dokumente/kleine-anfragen/detail/7-2218/",
		"In fünf der 22 länger dauernden Fälle wurde eine richterliche Anordnung eingeholt.",
		"Die Landesregierung zählt für die drei Jahre 74 Fixierungen, die 31 Jugendliche betrafen.")
	s.Healthy(s.Inside("Landtag Mittelland", `<h1>Willkommen im Landtag</h1><p>Nächste Plenarsitzung: 22. April 2020, 10 Uhr.</p>
`), s.Inside("Seite nicht gefunden: Landtag Mittelland", `<h1>Seite nicht gefunden</h1><p>Die von Ihnen aufgerufene Seite existiert leider nicht (mehr). Bitte nutzen Sie unsere Suche.</p>
`))
	s.Noise("accessible-table", sub(`<table class="contenttable">`, `<div class="table-responsive" tabindex="0"><table class="table table-striped">`), sub(`</tbody></table>`, `</tbody></table></div>`),
		rewrite(`<p><strong>(Frage \d): ([^<]*)</strong></p>`, `<h3>$1: $2</h3>`),
		above(`<aside>`, `<div class="teilen"><a>teilen</a> <a>mailen</a> <a>drucken</a> <button>Vorlesen</button></div>`+"\n"),
		between(`<h3>Zuletzt veröffentlicht</h3><ul>`, `</ul>`, `<li><a href="/8-17">Kleine Anfrage 8/17: Lehrermangel</a></li>`),
		above(`<header class="kopf">`, `<div id="cookieman-modal"><p>Diese Seite verwendet nur technisch notwendige Cookies.</p><button>Verstanden</button></div>`+"\n"))
	s.Noise("previous-term-banner", above(`<!--TYPO3SEARCH_begin-->`, `<div class="alert alert-info"><strong>Archiv.</strong> Dieses Dokument stammt aus der 7. Wahlperiode. Es wird nicht mehr aktualisiert; Verweise können ins Leere führen.</div>`+"\n"),
		sub(`merged-8c7a.css?1586433021`, `merged-11fe.css?1717000000`))
	s.Dead("moved-to-new-portal", html(s.Inside("Dokumente: Landtag Mittelland", `<h1>Dokumente</h1><p>Unsere Parlamentsdokumentation ist umgezogen. Alle Drucksachen seit 1990 finden Sie nun im Dokumentenportal. Bitte passen Sie Ihre Lesezeichen an.</p><p><a href="https://portal.landtag-mittelland.example/">Zum Dokumentenportal</a></p>
`)), "dead/soft-404")
	return s
}

// defensor is a Spanish ombudsman's news item.
func defensor() *site {
	s := newSite("defensor-es", "/noticias/412-visita-al-centro-de-internamiento",
		"había 163 personas internas, de las cuales 28 llevaban más de cincuenta días",
		"por la noche nadie puede autorizar un traslado al hospital")
	s.Healthy(s.Inside("Defensoría de las Personas", `<h1>Le escuchamos</h1><p>Presente su queja por escrito o en persona.</p>
`), s.Inside("Error: 404", `<h1>La página solicitada no se puede encontrar.</h1><p>Código de error: 404, categoría no encontrada</p>
`))
	s.Noise("wordpress-in-its-place", func(string) string {
		return fill(`<!doctype html><html lang="es"><head><meta charset="utf-8"><title>La Defensoría visita el centro de internamiento de Vallehondo - Defensoría de las Personas</title><meta name="generator" content="WordPress 6.4.3"><link rel="stylesheet" href="/wp-content/plugins/elementor/assets/css/frontend-lite.min.css"></head>
<body class="elementor-default elementor-page"><div data-elementor-type="header"><a href="/">Inicio</a><a href="/sede-electronica">Sede electrónica</a><a href="/acceso">Acceso con certificado</a></div><div class="gtranslate_wrapper">English | Català | Euskara | Galego</div>
<div class="elementor-widget-theme-post-content">@BODY@</div>
<div class="elementor-share-buttons">Compartir en: WhatsApp, X, Telegram</div><div class="elementor-posts"><h3>Otras noticias</h3><a href="/n/1">Informe anual 2023</a><a href="/n/2">Acceso denegado: las citas previas que no llegan</a></div><footer>Aviso legal · Política de cookies</footer></body></html>
`, s.Main())
	})
	s.Noise("visits-and-social", sub("Publicado: 20 Febrero 2019", "Publicado: 20 de febrero de 2019"), below("febrero de 2019</time></dd>", `<dd class="hits">Visitas: 3871</dd>`),
		sub("© 2019", "© 2021"),
		above(`<ul class="pager pagenav">`, `<div class="social"><a>Tweet</a><a>Me gusta 14</a></div>`+"\n"))
	return s
}

// comunicato is a railway's short press note, in Italian.
func comunicato() *site {
	s := newSite("comunicato-it", "/it/sala-stampa/2018/Nota_Montelupo.html",
		"per il cedimento di un muro di sostegno al chilometro 17,4")
	s.Healthy(s.Inside("Ferrovie del Crinale", `<h1>Dove vuoi andare?</h1><form><input placeholder="Da"><input placeholder="A"><button>Cerca</button></form>
`), s.Inside("Pagina non trovata - Ferrovie del Crinale", `<h1>Siamo spiacenti</h1><p>La pagina richiesta non è disponibile o è stata spostata.</p>
`))
	s.Noise("other-furniture", above(`<div class="cmp-contacts">`, `<div class="cmp-related"><h2>Altre note</h2><ul><li>Sciopero del 14 gennaio: le fasce garantite</li><li>Nuovi treni sulla linea costiera</li></ul><a>Scarica PDF</a></div>`+"\n"),
		sub("© Ferrovie del Crinale S.p.A.", "© 2023 Ferrovie del Crinale S.p.A., società con socio unico"),
		sub("<li>Biglietti</li><li>Info traffico</li>", "<li>Acquista</li><li>Traffico in tempo reale</li><li>Accedi</li>"),
		above(`<header class="cmp-header">`, `<div class="cmp-alert"><p>Avviso: domani servizio di assistenza non disponibile dalle 22 per manutenzione.</p></div>`+"\n")).
		Note("A short note stays a short note, whatever stands around it.")
	s.Noise("language-switch", sub("<li>Sala stampa</li></ul></header>", `<li>Sala stampa</li></ul><ul class="lang"><li>IT</li><li><a href="/en/press.html">EN</a></li><li><a href="/de/presse.html">DE</a></li></ul></header>`),
		sub("L'ufficio", "L’ufficio"), sub("<b>Crinale, 3 dicembre 2018.</b>", `<span class="place">Crinale</span>, <time>3 dicembre 2018</time>.`))
	s.Moved("lower-case", 301, "/it/sala-stampa/2018/nota-montelupo.html", "/it/sala-stampa/2018/nota-montelupo.html", s.Edited(sub("<li>Cookie</li>", "<li>Preferenze sui cookie</li>")), "moved/redirect")
	return s
}

package office

import (
	"net/http"

	"archiver/internal/eval/set"
)

// opinion is an opinion of an expert body, exported by LibreOffice, on a Drupal site.
func opinion() *site {
	s := newSite("opinion-en", "/sites/default/files/2020-01/TPX_OPN_2019_61.pdf", "opinion-en.pdf",
		drupal("Panel of Experts on Unlawful Confinement", `<h1 class="page-title">The Panel of Experts</h1>
<div class="field field--name-body"><p>The Panel examines individual communications, visits countries at their invitation and reports to the Assembly every year. It has five members, who serve in their personal capacity.</p>
<p><a href="/sessions">Sessions</a> · <a href="/opinions">Opinions adopted</a> · <a href="/submit">Submit a communication</a></p></div>`),
		drupal("Page not found", `<h1 class="page-title">Page not found</h1>
<div class="region-content">The requested page could not be found. <a href="/opinions">All opinions</a></div>`),
		"to hold opinions and to impart information on matters of public interest, including the state of rivers and drinking water, lies at the heart of the freedom protected by article 19 of the Covenant",
		"The hearing lasted fourteen minutes and was closed to the public.")

	s.Intact("letter-sans-hyphenated", file("opinion-en-letter.pdf")).
		Note("Typeset anew on Letter paper in another face, with other running heads; not a word differs.")
	s.Changed("negation", file("opinion-en-negation.pdf"))
	s.Changed("footnote", file("opinion-en-footnote.pdf"))
	s.Changed("corrigendum", file("opinion-en-corrigendum.pdf")).
		Note("Reissued: two figures are corrected, and a line on the first page says so.")
	s.Add("moved", "new-file-store", redirect(301, "/documents/opinions/2019/tpx-opn-2019-61"), "moved/redirect").
		Also("/documents/opinions/2019/tpx-opn-2019-61", file("opinion-en.pdf")).States("verbatim")
	s.Add("moved", "new-file-store-retypeset", redirect(308, "/media/4471/TPX-OPN-2019-61.pdf?inline"), "moved/redirect").
		Also("/media/4471/TPX-OPN-2019-61.pdf?inline", attached(octets, "opinion-en-letter.pdf")).States("verbatim")
	s.Add("type", "landing-page", html(drupal("Opinion No. 61/2019 (Tamaria)", `<h1 class="page-title">Opinion No. 61/2019</h1>
<dl class="doc-meta"><dt>Symbol</dt><dd>TPX/OPN/2019/61</dd><dt>Country</dt><dd>Tamaria</dd><dt>Session</dt><dd>Eighty-sixth</dd><dt>Languages</dt><dd>English, French</dd></dl>
<div class="abstract"><p>The case of an editor held since the spring of 2019. Nature of confinement: categories I, II, III. Follow-up: information requested.</p></div>
<ul class="downloads"><li><a href="/documents/61-2019/en">Download in English (PDF, 210 KB)</a></li><li><a href="/documents/61-2019/fr">Télécharger en français (PDF, 224 Ko)</a></li></ul>`)),
		"changed/type", "changed/replaced").States("gone").
		Note("In place of the document a catalogue page, which has none of its text.")
	s.Add("dead", "not-found", status(404, drupal("Page not found", `<h1 class="page-title">Page not found</h1>
<div class="region-content">The requested page could not be found. <a href="/opinions">All opinions</a></div>`)), "dead/http-404")
	return s
}

func drupal(title, main string) string {
	return `<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="Generator" content="Drupal 9 (https://www.drupal.org)">
<title>` + title + ` | Assembly Secretariat</title>
<link rel="stylesheet" media="all" href="/sites/default/files/css/css_Zk3.css">
</head>
<body class="path-node">
<a href="#main-content" class="visually-hidden focusable skip-link">Skip to main content</a>
<header role="banner"><a href="/" rel="home">Assembly Secretariat</a>
<nav role="navigation"><ul class="menu"><li><a href="/about">About us</a></li><li><a href="/bodies">Expert bodies</a></li><li><a href="/documents">Documents</a></li><li><a href="/news">News and events</a></li></ul></nav></header>
<main role="main"><a id="main-content" tabindex="-1"></a>
` + main + `
</main>
<footer role="contentinfo"><ul><li><a href="/contact">Contact</a></li><li><a href="/terms">Terms of use</a></li><li><a href="/privacy">Privacy</a></li></ul><p>© Assembly Secretariat</p></footer>
<script src="/core/assets/vendor/jquery/jquery.min.js?v=3.6.0"></script>
</body>
</html>
`
}

// report is a two-column report set with groff, on a WordPress site.
func report() *site {
	s := newSite("ngo-en", "/wp-content/uploads/2021/05/behind-the-fence.pdf", "ngo-en.pdf",
		wordpress("Karasu Legal Aid Network", `<h2 class="wp-block-heading">Free legal aid in three regions</h2>
<p>We answer the telephone on weekdays from nine to six. Our lawyers visit police stations, courts and pre-trial facilities.</p>
<p><a href="/reports/">Field reports</a> · <a href="/donate/">Support us</a></p>`),
		wordpress("Page not found", `<h1 class="wp-block-heading">Nothing here</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>
<form role="search" action="/"><input type="search" name="s"><button>Search</button></form>`),
		"None of the facilities could show a written guarantee that the line is not recorded.",
		"In the Steppe region, where the facility lies 74 kilometres from the court, appeals were filed out of time in at least thirteen cases.")

	s.Intact("one-column-letter", file("ngo-en-onecolumn.pdf")).
		Note("Set in one column on Letter paper, without hyphens, by way of PostScript.")
	s.Intact("second-printing", file("ngo-en-reprint.pdf")).
		Note("Another face, and a running head that names a second printing; the report is the same, and a column break now cuts a quote.")
	s.Intact("linearised-octet-stream", attached(octets, "ngo-en-linear.pdf"))
	s.Intact("watermark", file("ngo-en-copy.pdf"))
	s.Intact("repository-cover", file("ngo-en-cover.pdf")).
		Note("A repository put its cover sheet before the document.")
	s.Changed("digit", file("ngo-en-digit.pdf"))
	s.Changed("paragraph-dropped", file("ngo-en-dropped.pdf"))
	lost(s, "paragraph-dropped", "“I pressed my hand to the glass, and my lawyer copied it down, and we both kept talking about the weather so that the line would not be silent,” he said.",
		file("ngo-en-welder.pdf"), "gone")
	kept(s, "page-break", "A lawyer who comes at three must return the next day.", file("ngo-en-onecolumn.pdf")).
		Note("When it was cited, a page break with a page number and a running head stood in the sentence.")
	kept(s, "hyphens", "In practice that right depends on the facility, on the day of the week and, since the epidemic began, on the state of a telephone line.",
		file("ngo-en-reprint.pdf"))
	s.Add("replaced", "next-report", file("ngo-en-other.pdf"), "changed/replaced", "changed/quote-lost").States("gone").
		Note("The file's name was used again for another report.")
	s.Add("dead", "not-available-pdf", file("none-en.pdf"), "dead/soft-404").
		Also("*", file("none-en.pdf")).
		Note("For any address the server sends a PDF that says there is no such document.")
	s.Add("dead", "home", redirect(302, "/"), "dead/redirected-home").Also("*", redirect(302, "/"))
	s.Add("wall", "password", file("ngo-en-locked.pdf"), "blocked/unreadable", "blocked/login-wall", "blocked/forbidden").
		Note("The PDF now wants a password to open: nothing can be said of its text.")
	return s
}

func wordpress(title, main string) string {
	return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>` + title + ` &#8211; Karasu Legal Aid Network</title>
<style id="wp-block-paragraph-inline-css">.has-drop-cap:first-letter{float:left;font-size:8.4em}</style>
<link rel="https://api.w.org/" href="/wp-json/" />
</head>
<body class="wp-embed-responsive">
<div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-group is-layout-flex"><p class="wp-block-site-title"><a href="/" rel="home">Karasu Legal Aid Network</a></p>
<nav class="wp-block-navigation"><ul><li><a href="/about/">Who we are</a></li><li><a href="/reports/">Reports</a></li><li><a href="/contact/">Contact</a></li></ul></nav></div></header>
<main class="wp-block-group">
` + main + `
</main>
<footer class="wp-block-template-part"><p>Proudly powered by <a href="https://wordpress.org" rel="nofollow">WordPress</a></p></footer></div>
</body>
</html>
`
}

// bulletin is a statistics bulletin with tables, on an ASP.NET portal.
func bulletin() *site {
	s := newSite("stats-en", "/Publications/GetFile.aspx?series=11&issue=2022-3", "stats-en.pdf",
		webforms("National Bureau of Statistics", `<h2>Latest releases</h2><table class="grid"><tr><td>Consumer prices</td><td>October 2022</td></tr><tr><td>Labour market</td><td>Third quarter 2022</td></tr></table>`),
		webforms("Error", `<h2>The resource cannot be found</h2><p>Please review the address, or use the list of <a href="/Publications/">publications</a>.</p>`),
		"The share of employees without a written contract was 14.2 per cent",
		"Persons who have stopped looking because they believe that there is no work are counted outside the labour force.")

	s.Intact("tables-restyled-letter", file("stats-en-zebra.pdf")).
		Note("Tables without rules and with shaded rows, another face, Letter paper.")
	s.Intact("ghostscript-owner-password", file("stats-en-owner.pdf")).
		Note("Processed again and locked against editing; it opens and reads as before.")
	s.Intact("printed-date-linearised", attached(pdf, "stats-en-printed.pdf"))
	s.Changed("table-cell", file("stats-en-rate.pdf"))
	lost(s, "corrected-rate", "The unemployment rate in the third quarter of 2022 was 4.9 per cent, against 5.2 per cent a year earlier.",
		file("stats-en-corrected.pdf"), "gone", "unclear").
		Note("A corrected version changes the headline rate, and says so above it.")
	s.Changed("corrected-rate", file("stats-en-corrected.pdf"))
	s.Add("dead", "no-bytes", set.Answer{Header: http.Header{"Content-Type": {pdf}}}, "dead/empty").
		Note("The server says 200 and application/pdf, and sends nothing.")
	s.Add("wall", "challenge", set.Answer{Status: 403,
		Header: http.Header{"Content-Type": {"text/html; charset=UTF-8"}, "Server": {"cloudflare"}, "Cf-Mitigated": {"challenge"}, "Cf-Ray": {"8a11c2f0bd5e3a4f-FRA"}},
		Body: []byte(`<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><meta name="robots" content="noindex,nofollow"><meta http-equiv="refresh" content="390"></head><body class="no-js"><div class="main-wrapper" role="main"><div class="main-content"><noscript><div id="challenge-error-title"><div class="h2"><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></div></div></noscript></div></div><script>(function(){window._cf_chl_opt={cvId:'3',cType:'managed',cRay:'8a11c2f0bd5e3a4f'};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8a11c2f0bd5e3a4f';document.getElementsByTagName('head')[0].appendChild(a);}());</script></body></html>
`)}, "blocked/bot-wall").Everywhere("/")
	broken := cut(file("stats-en.pdf"), 55)
	broken.Fault = "truncated"
	s.Add("fault", "broken-off", broken, "unreachable/truncated")
	return s
}

func webforms(title, main string) string {
	return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head id="Head1"><title>
	` + title + `
</title><link href="/App_Themes/Blue/Blue.css" type="text/css" rel="stylesheet" /></head>
<body>
<form name="aspnetForm" method="post" action="Default.aspx" id="aspnetForm">
<div><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKMTU5MTA2ODYwOWRkq0cX" /></div>
<table width="100%" cellpadding="0" cellspacing="0"><tr><td class="top" colspan="2">National Bureau of Statistics of Orlania</td></tr>
<tr><td class="left" valign="top"><a href="/Default.aspx">Home</a><br /><a href="/Publications/">Publications</a><br /><a href="/Database/">Database</a><br /><a href="/Calendar.aspx">Release calendar</a></td>
<td id="content">` + main + `</td></tr>
<tr><td class="bottom" colspan="2">Information service: 0 800 40 40, weekdays 9 a.m. to 5 p.m.</td></tr></table>
</form>
</body>
</html>
`
}

// press is a press release printed to PDF by Chromium.
func press() *site {
	s := newSite("press-en", "/storage/press/2024/33_en.pdf", "press-en.pdf",
		next("Public Ombudsperson of Merrowland", "/", `<h1 class="css-1x8mq2">How can we help you?</h1><p class="css-9kd0a1">You can complain free of charge about any public authority or utility.</p>`),
		next("Not found", "/404", `<h1 class="css-1x8mq2">404</h1><p class="css-9kd0a1">We can’t find that page. It may have been moved when we renewed our website.</p>`),
		"had no lawful basis for cutting off homes in which children or persons over 75 were living",
		"A debt can be collected in many ways, and the law provides for most of them.")

	s.Intact("web-page-printed", file("press-en-page.pdf")).
		Note("Printed from the web page, with menu, share row, date and address in the margins.")
	s.Intact("qt-webkit", file("press-en-webkit.pdf"))
	s.Changed("number", file("press-en-number.pdf"))
	s.Changed("negation", file("press-en-negation.pdf"))
	kept(s, "page-break", "The Ombudsperson considers that neither visit included an examination of individual files.", file("press-en-page.pdf")).
		Note("A page break with the printed page's address and date now stands in the sentence.")
	lost(s, "negation", "visited the utility twice, in March and in August 2023, and reported no irregularities", file("press-en-negation.pdf"), "gone", "unclear")
	s.Add("replaced", "other-release", file("press-en-other.pdf"), "changed/replaced", "changed/quote-lost").States("gone")
	s.Add("dead", "gone", set.Answer{Status: 410, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(`{"statusCode":410,"error":"Gone","message":"This file has been retired"}` + "\n")}, "dead/http-410")
	return s
}

func next(title, page, main string) string {
	return `<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/><title>` + title + `</title><link rel="preload" href="/_next/static/css/4b1a7e0c.css" as="style"/><script defer="" src="/_next/static/chunks/main-7d8e21.js"></script></head>
<body><div id="__next"><div class="css-0p3vz7"><div class="css-hj2kq0"><a class="css-a81mz" href="/">Public Ombudsperson</a><a class="css-a81mz" href="/complain">Complain</a><a class="css-a81mz" href="/press">Press</a></div><div class="css-mn41xc">` + main + `</div><div class="css-ft77b">4 Quay Street, Port Halvard</div></div></div>
<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{}},"page":"` + page + `","query":{},"buildId":"k3Jx0Qd9"}</script></body></html>
`
}

// submission is a DOCX with a table and footnotes, on a table-built site.
func submission() *site {
	s := newSite("submission-en", "/lib/docs/session41/TV/JS4_UPR41_TAV_E_Main.docx", "submission-en.docx",
		tables("Review of States – documents", `<p><b>Forty-first session</b></p><ul><li><a href="/lib/docs/session41/TV/">Tavria</a></li><li><a href="/lib/docs/session41/MR/">Merrowland</a></li></ul>`),
		tables("404", `<p><b>File or directory not found.</b></p><p>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</p>`),
		"The commission does not hear the child in two cases out of three",
		"In four of the six institutions visited, children were held together with adults during transport.")

	s.Intact("restyled", file("submission-en-restyled.docx"))
	s.Intact("saved-by-another-program", file("submission-en-resaved.docx"))
	s.Intact("octet-stream", attached(octets, "submission-en.docx"))
	s.Intact("tracked-capital", file("submission-en-tracked-case.docx")).
		Note("A tracked change, not yet accepted, writes one word with a small letter.")
	s.Add("type", "same-text-pdf", served(pdf, "submission-en-pdf.pdf"), "ok/*").States("verbatim").
		Note("The same text as PDF, at the old address.")
	s.Changed("table-cell", file("submission-en-cell.docx"))
	s.Changed("footnote", file("submission-en-footnote.docx"))
	s.Changed("paragraph-dropped", file("submission-en-dropped.docx"))
	s.Changed("tracked-figure", file("submission-en-tracked.docx")).
		Note("A tracked change, not yet accepted, puts 46 for 64 per cent.")
	s.Add("fault", "half-a-file", cut(file("submission-en.docx"), 60), "unreachable/truncated", "unreachable/protocol").
		Note("The file on the server ends in the middle: no program opens it.")
	s.Add("dead", "directory-list", html(tables("Documents", `<p><b>Documents by session</b></p><table border="1"><tr><td><a href="/lib/docs/session44/">Session 44</a></td><td>118 files</td></tr><tr><td><a href="/lib/docs/session43/">Session 43</a></td><td>121 files</td></tr><tr><td><a href="/lib/docs/session42/">Session 42</a></td><td>109 files</td></tr></table><p>Documents of earlier sessions have been transferred to the archive and can be ordered by e-mail.</p>`)), "dead/soft-404").
		Also("*", html(tables("Documents", `<p><b>Documents by session</b></p><p>Documents of earlier sessions have been transferred to the archive and can be ordered by e-mail.</p>`)))
	return s
}

func tables(title, main string) string {
	return `<html>
<head>
<title>` + title + `</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
</head>
<body bgcolor="#FFFFFF" text="#000000" link="#003399">
<table width="760" border="0" cellspacing="0" cellpadding="4" align="center">
<tr bgcolor="#003399"><td colspan="2"><font color="#FFFFFF" size="4" face="Arial">Review of States</font></td></tr>
<tr><td width="150" valign="top" bgcolor="#EEEEEE"><font size="2" face="Arial"><a href="/">Home</a><br><a href="/calendar.htm">Calendar</a><br><a href="/lib/">Library</a></font></td>
<td valign="top"><font size="2" face="Arial">` + main + `</font></td></tr>
<tr><td colspan="2"><font size="1">Best viewed at 1024 x 768</font></td></tr>
</table>
</body>
</html>
`
}

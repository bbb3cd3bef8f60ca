package west4

import "archiver/internal/eval/kit"

// doceo is a text adopted by an assembly, in tables, behind a getDoc address.
func doceo() *site {
	s := newSite("doceo-en", "/sides/getDoc.do?pubRef=-//EP//TEXT+TA+P8-TA-2017-9171+0+DOC+XML+V0//EN&language=EN",
		"Insists that the cost of masks and training be borne by the employer, and in no case by the worker",
		"in a survey of four ports 38 % of the consignments carried no test certificate")
	page := func(title, main string) string {
		return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>` + title + `</title><link rel="stylesheet" href="/commonFrontResources/evostrap/6.1.0/lib/dist/css/evostrap.css"></head>
<body><header class="erpl_header"><div class="container"><a class="erpl_header-top-bar" href="/portal/en">Back to the portal</a><div class="erpl_header-website-title">Plenary</div></div></header><main id="website-body">
` + main + `
</main><footer class="erpl_footer"><ul><li><a href="/portal/en/legal-notice">Legal notice</a></li><li><a href="/portal/en/accessibility">Accessibility</a></li></ul></footer></body></html>
`
	}
	s.Healthy(page("Plenary | Northern Chamber", `<h1>Plenary</h1><ul><li><a href="/plenary/en/agendas.html">Agendas</a></li><li><a href="/plenary/en/texts-adopted.html">Texts adopted</a></li></ul>`),
		page("Error 404", `<h1>Sorry, the page you are looking for cannot be found</h1><p>Error 404. Use the search or the <a href="/plenary/en/home.html">home page</a>.</p>`))

	s.Noise("print-view",
		span(`<table width="100%" border="0" cellspacing="0" cellpadding="5" class="doc_box_header"`, "<!-- DOC START -->", `<div id="print"><a href="javascript:window.print()">Print</a> | <a href="./pdf">PDF</a> (148 kB) | <a href="./docx">DOCX</a></div><p class="note">Last updated: 6 September 2018</p>`),
		rewrite(`<p class="num">(\d)\.&#160;&#160;`, `<p class="num"><a name="p$1"></a><b>$1.</b>&nbsp; `),
		sub(`"Fibres in homes"`, `‘Fibres in homes’`))
	s.Intact("evostrap-tabs", html(page("Texts adopted - Labels on imported glass fibre", `<nav class="erpl_breadcrumb"><a href="/plenary/en/home.html">Plenary</a> › <a href="/plenary/en/texts-adopted.html">Texts adopted</a></nav>
<div class="btn-group"><button class="btn dropdown-toggle">Choose your language</button><ul><li>bg - български</li><li>es - español</li><li>de - Deutsch</li><li>fr - français</li></ul></div>
<div class="nav nav-tabs"><a href="#">Procedure: 2016/9033(INI)</a><a href="#">Document stages in plenary</a><a href="#">Debates</a><a href="#">Votes</a></div>
`+s.Main()+`<aside><p>This text can also be read in a machine translation into languages other than the official ones. Machine translations are not binding.</p></aside>`)))
	s.Intact("status-500-with-text", s.Status(500, kit.Apply(s.Page, []kit.Edit{sub("Legal notice", "Legal notices")}))).
		Note("The whole text stands, though the proxy says that something failed.")
	s.Edit("figure-in-recital", sub("112&#160;000", "121&#160;000"))
	s.Edit("final-edition", sub(`<td align="right" class="doc_subtitle">Provisional edition</td>`, `<td align="right" class="doc_subtitle">Final edition</td>`), sub("before the end of 2018", "before the end of 2019"), sub("one consignment in twenty", "one consignment in ten"))
	s.Lost("negation", "Insists that the cost of masks and training be borne by the employer, and in no case by the worker",
		sub("borne by the employer, and in no case by the worker", "shared fairly between employer and worker"))
	s.Moved("doceo", 301, "/doceo/document/TA-8-2017-9171_EN.html", "/doceo/document/TA-8-2017-9171_EN.html", html(page("Texts adopted - Labels on imported glass fibre", s.Main())), "moved/redirect")
	s.Dead("document-not-available", html(page("Document not available", `<h1>Texts adopted</h1><p>The requested document is not available in this language.</p><p>It has not been produced or has been removed from the register.</p><ul><li><a href="/plenary/en/texts-adopted.html">All texts adopted</a></li></ul>`)), "dead/soft-404")
	s.Wall("waf-202", with(status(202, ""), "x-amzn-waf-action", "challenge", "Server", "awselb/2.0", "Cache-Control", "no-store"), "blocked/bot-wall").Everywhere("/")
	return s
}

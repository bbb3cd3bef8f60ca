package west4

import (
	"strings"

	"archiver/internal/eval/kit"
)

const jsonType = "application/json; charset=utf-8"

// landings is a table of figures in a CSV file.
func landings() *site {
	s := newText("landings-en", "landings.csv", "/dataset/8c1f/resource/2b77/download/eel_landings.csv", "text/csv; charset=utf-8", "CC0\n", "# end",
		"Skerry Point,2014,40,76.5,15.6,scale out of order for two weeks")
	page := func(title, main string) string {
		return `<!DOCTYPE html>
<!--[if IE 9]> <html lang="en" class="ie9"> <![endif]-->
<html lang="en"><head><meta charset="utf-8" /><meta name="generator" content="ckan 2.9.5" /><title>` + title + ` - Fisheries Observatory Open Data</title><link href="/webassets/base/4f3188fa_main.css" rel="stylesheet"/></head>
<body data-site-root="/" data-locale-root="/"><header class="navbar navbar-static-top masthead"><a class="logo" href="/">Open Data</a><ul class="nav nav-pills"><li><a href="/dataset/">Datasets</a></li><li><a href="/organization/">Organizations</a></li><li><a href="/group/">Groups</a></li><li><a href="/about">About</a></li></ul></header>
<div class="main"><div class="container"><div class="toolbar"><ol class="breadcrumb"><li class="home"><a href="/">Home</a></li></ol></div>
` + main + `
</div></div><footer class="site-footer"><ul><li><a href="/about">About Open Data</a></li><li><a href="http://docs.ckan.org/en/2.9/api/">CKAN API</a></li></ul><p><strong>Powered by</strong> CKAN</p></footer></body></html>
`
	}
	s.Rest["/"] = html(page("Welcome", `<h1>Search data</h1><form action="/dataset"><input name="q" placeholder="E.g. environment"></form><h3>Popular tags</h3><a>eel</a> <a>ports</a> <a>quota</a>`))
	s.Rest["*"] = status(404, page("404 Not Found", `<h1>404 Not Found</h1><p>Dataset not found</p>`))

	s.Noise("line-ends", all("\n", "\r\n"))
	s.Intact("quoted-by-a-spreadsheet", s.Answer("\uFEFF"+kit.Apply(s.Page, []kit.Edit{
		within("CC0\n", "# end", rewrite(`(?m)^([A-Z][^,]*),(\d{4}),(\d+),`, `"$1",$2,$3,`)),
	}))).States("verbatim", "edited").Note("The same table, with the names in quotation marks.")
	s.Edit("revised-cell", rewrite(`(?m)^Mussel Bay,2016,(\d+),([\d.]+),`, `Mussel Bay,2016,$1,77.7,`)).
		Note("One figure was revised.")
	s.Add("type", "landing-page", html(page("Eel landings, small ports - eel_landings.csv", `<article class="module"><div class="actions"><a class="btn btn-primary" href="/dataset/8c1f/resource/2b77/download/v2.xlsx">Download</a></div><h1 class="page-heading">eel_landings (XLSX)</h1><p class="text-muted">URL: <a href="#">/dataset/8c1f/resource/2b77/download/v2.xlsx</a></p><blockquote class="prose">Yearly landings of eel in the small ports. The comma-separated file has been withdrawn in favour of a workbook.</blockquote><h2>Additional information</h2><table class="table"><tr><th>Last updated</th><td>14 February 2023</td></tr><tr><th>Format</th><td>XLSX</td></tr><tr><th>License</th><td>Creative Commons CCZero</td></tr><tr><th>Size</th><td>31.4 KiB</td></tr></table></article>`)),
		"changed/type", "changed/replaced", "changed/quote-lost", "dead/soft-404").States("gone", "unclear")
	s.Dead("not-found", with(status(404, `{"help": "/api/3/action/help_show?name=resource_show", "success": false, "error": {"message": "Not found", "__type": "Not Found Error"}}`), "Content-Type", jsonType), "dead/http-404")
	return s
}

// statement is a statement as a content system's interface sends it.
func statement() *site {
	s := newText("statement-en", "statement.json", "/api/v2/documents/40117?fields=all", jsonType, `"title": `, `"links": `,
		"In 58 stations our observers were asked to leave before the count began, and in 17 of these the door was then locked from within.",
		"It says that the result cannot be checked.")
	s.Rest["/"] = s.Answer(`{"name": "documents", "version": "2.3.1", "docs": "/api/v2/docs"}`)
	s.Rest["*"] = s.Status(404, `{"status": 404, "title": "Not Found", "detail": "No such document."}`)

	s.Noise("views-and-times", sub(`"views": 1204`, `"views": 9873`), sub("2020-09-20T11:02:44Z", "2023-05-02T06:40:01Z"), sub(`"took_ms": 12`, `"took_ms": 7`),
		sub(`"next": "/api/v2/documents/40118?fields=all"`, `"next": "/api/v2/documents/40121?fields=all", "prev": "/api/v2/documents/40116?fields=all"`))
	s.Intact("minified-and-wrapped", s.Answer(`{"data":`+strings.NewReplacer("\n", "", "    ", "", "  ", "", `": `, `":`).Replace(s.Page)+`,"meta":{"schema":"2.4"}}`+"\n")).
		Note("The same record without line breaks, in a wrapper.")
	s.Lost("reworded-number", "In 58 stations our observers were asked to leave before the count began, and in 17 of these the door was then locked from within.",
		sub("In 58 stations", "In 53 stations"), sub("in 17 of these", "in 12 of these"), sub(`"modified": "2020-09-14T08:30:00Z"`, `"modified": "2020-09-15T16:05:00Z"`))
	s.Wall("key-wanted", s.Status(401, `{"status": 401, "title": "Unauthorized", "detail": "An API key is required since 1 March. Register at /developers."}`),
		"blocked/login-wall", "blocked/forbidden").Everywhere("/")
	return s
}

// Package west4 holds a fourth set of evaluation cases on English and French sites,
// made apart from the others: bodies of the UN and the EU that re-launch, gazettes,
// plain letters, list archives, data files, blogs, petitions, papers. A site whose
// name ends in -de-en, -es-en or -it-en is a German, Spanish or Italian source of
// an English report. Package kit says how labels are given.
package west4

import (
	"embed"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

//go:embed sites
var files embed.FS

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type site = kit.Site

var (
	sub, all, drop, within       = kit.Sub, kit.All, kit.Drop, kit.Within
	below, above, between        = kit.Below, kit.Above, kit.Between
	span, rewrite, fill          = kit.Span, kit.Rewrite, kit.Fill
	html, status, redirect, with = kit.HTML, kit.Status, kit.Redirect, kit.With
)

// newSite reads sites/NAME.html, the cited page.
func newSite(name, path string, quotes ...string) *site {
	return kit.Open(files, name+".html", site{Name: name, Path: path, Quotes: quotes})
}

// newText reads sites/FILE, a cited file that is no web page and is served as
// kind. Its text stands between from and to.
func newText(name, file, path, kind, from, to string, quotes ...string) *site {
	return kit.Open(files, file, site{Name: name, Path: path, Quotes: quotes, Type: kind, From: from, To: to})
}

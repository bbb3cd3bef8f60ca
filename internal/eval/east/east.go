// Package east holds the evaluation cases on Russian and Kazakh sites: the pages
// under sites/, and the small edits on them that make each case. Package kit says
// how labels are given.
package east

import (
	"embed"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

//go:embed sites
var files embed.FS

// sites lists the templates; each call of one builds its cases anew.
var sites = []func() *site{
	agencyRU, prosecutorRU, ngoRU, courtRU, blogRU, socialRU,
	portalKK, lawKK, agencyKK, latinKK, telegramKK, ngoKK,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type (
	site = kit.Site
	edit = kit.Edit
)

var (
	apply, part                  = kit.Apply, kit.Part
	sub, all, drop, swap, move   = kit.Sub, kit.All, kit.Drop, kit.Swap, kit.Move
	below, above, between, span  = kit.Below, kit.Above, kit.Between, kit.Span
	rewrite, within, letters     = kit.Rewrite, kit.Within, kit.Letters
	withoutYo, straight          = kit.WithoutYo, kit.Straight
	softHyphens, decomposed      = kit.SoftHyphens, kit.Decomposed
	html, status, redirect, with = kit.HTML, kit.Status, kit.Redirect, kit.With
	fault, truncated             = kit.Fault, kit.Truncated
)

// open starts a site from sites/NAME/article.html. Its home page and its own
// error page come from home.html and notfound.html; home is where the former is.
func open(s site, home, homeTitle, missingTitle string) *site {
	o := kit.Open(files, s.Name+"/article.html", s)
	o.Rest[home] = o.Answer(o.Inside(homeTitle, o.File("home.html")))
	o.Rest["*"] = o.Status(404, o.Inside(missingTitle, o.File("notfound.html")))
	return o
}

// read returns a file under sites/.
func read(name string) string { return kit.Read(files, name) }

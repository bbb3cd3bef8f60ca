// Package east2 holds a second set of evaluation cases on Russian and Kazakh
// sites, made apart from the first: the pages under sites/, and the small edits on
// them that make each case. Package kit says how labels are given.
package east2

import (
	"embed"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

//go:embed sites
var files embed.FS

// sites lists the templates; each call of one builds its cases anew.
var sites = []func() *site{
	feedRU, dailyRU, akimatKK, billRU, radioKK, paperKK,
	baseRU, oldRU, answersRU, noteKK, landingRU,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type (
	site = kit.Site
	edit = kit.Edit
)

var (
	apply, part                  = kit.Apply, kit.Part
	sub, all, drop, move         = kit.Sub, kit.All, kit.Drop, kit.Move
	below, above, between, span  = kit.Below, kit.Above, kit.Between, kit.Span
	rewrite, within, letters     = kit.Rewrite, kit.Within, kit.Letters
	withoutYo, straight          = kit.WithoutYo, kit.Straight
	softHyphens, decomposed      = kit.SoftHyphens, kit.Decomposed
	html, status, redirect, with = kit.HTML, kit.Status, kit.Redirect, kit.With
)

// open starts a site from sites/NAME.html. home is where its home page is, whose
// title and middle follow, then those of its own error page.
func open(s site, home, homeTitle, homeBody, missingTitle, missingBody string) *site {
	o := kit.Open(files, s.Name+".html", s)
	o.Rest[home] = o.Answer(o.Inside(homeTitle, homeBody))
	o.Rest["*"] = o.Status(404, o.Inside(missingTitle, missingBody))
	return o
}

// Package west2 holds a second set of evaluation cases on English and French
// sites, made apart from package west to show whether the program generalises:
// other kinds of sites, markup habits and wording. Package kit says how labels are
// given.
package west2

import (
	"embed"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

//go:embed sites
var files embed.FS

// sites lists the templates; each call of one builds its cases anew.
var sites = []func() *site{
	assembly, briefing, embassy, wire, channel, soup,
	wiki, presse, gazette, blog, homepage, forum,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type (
	site = kit.Site
	edit = kit.Edit
)

var (
	apply, sub, all, drop       = kit.Apply, kit.Sub, kit.All, kit.Drop
	below, above, between, span = kit.Below, kit.Above, kit.Between, kit.Span
	html, status, redirect      = kit.HTML, kit.Status, kit.ObjectMoved
	entities                    = kit.Entities
)

// newSite reads sites/NAME.html, the cited page.
func newSite(name, path string, quotes ...string) *site {
	return kit.Open(files, name+".html", site{Name: name, Path: path, Quotes: quotes})
}

func windows1252(page string) []byte { return kit.EncodeAll("windows-1252", page) }

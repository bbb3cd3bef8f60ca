// Package gone holds evaluation cases of pages that died or that something
// stands before: deaths at status 200 in many wordings and none, walls of vendors
// and of home-made kinds, faults; and healthy pages that look like them. Package
// kit says how labels are given.
package gone

import (
	"embed"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

//go:embed sites
var files embed.FS

// sites lists the templates; each call of one builds its cases anew.
var sites = []func() *site{
	ngo, court, newsroom, library, vestnik, zakon, fond,
	blog, akimat, gazeta, prefecture, revue,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type (
	site = kit.Site
	edit = kit.Edit
)

var (
	apply, sub, all, below       = kit.Apply, kit.Sub, kit.All, kit.Below
	above, rewrite, html, status = kit.Above, kit.Rewrite, kit.HTML, kit.Status
	redirect, with               = kit.ObjectMoved, kit.With
)

// newSite reads sites/NAME.html, the cited page.
func newSite(name, path string, quotes ...string) *site {
	return kit.Open(files, name+".html", site{Name: name, Path: path, Quotes: quotes})
}

func windows1251(page string) []byte { return kit.EncodeAll("windows-1251", page) }

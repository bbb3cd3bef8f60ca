// Package east3 holds a third set of evaluation cases on Russian and Kazakh
// sites, made apart from the earlier ones to show whether the program generalises:
// other kinds of sites, markup habits and wording. Package kit says how labels are
// given.
package east3

import (
	"embed"
	"strings"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

//go:embed sites
var files embed.FS

// sites lists the templates; each call of one builds its cases anew.
var sites = []func() *site{
	ministry, lawbase, newsdesk, tabloid, longread, monitor, stena,
	akimat, arna, gazeti, suraq,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type (
	site = kit.Site
	edit = kit.Edit
)

var (
	apply, sub, all, below        = kit.Apply, kit.Sub, kit.All, kit.Below
	above, between, span, rewrite = kit.Above, kit.Between, kit.Span, kit.Rewrite
	html, status, redirect        = kit.HTML, kit.Status, kit.ObjectMoved
)

// newSite reads sites/NAME.html, the cited page.
func newSite(name, path string, quotes ...string) *site {
	return kit.Open(files, name+".html", site{Name: name, Path: path, Quotes: quotes})
}

// glue puts no-break spaces where a typographer does: after short words and
// before dashes. It leaves markup alone.
func glue(text string) string {
	return strings.NewReplacer(" — ", "\u00a0— ", " – ", "\u00a0– ", " в ", " в\u00a0", " на ", " на\u00a0", " не ", " не\u00a0",
		" и ", " и\u00a0", " с ", " с\u00a0", " № ", " №\u00a0").Replace(text)
}

// Package east4 holds a fourth set of evaluation cases: Russian and Kazakh sites,
// and pages in Ukrainian, Belarusian, Kyrgyz, Uzbek, Turkish, Arabic and Chinese
// that a report from there would cite. It was made apart from the earlier ones to
// show whether the program generalises. Package kit says how labels are given.
package east4

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
	portal, zan, obzor, hronika, azat, tenge, sot, sailau,
	ucoz, tgs, zhurnal, senim,
	sprava, golas, kabarchy, darak, haber, xinwen, sahifa,
	stena, video,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type (
	site = kit.Site
	edit = kit.Edit
)

var (
	sub, all, drop, below = kit.Sub, kit.All, kit.Drop, kit.Below
	above, between, span  = kit.Above, kit.Between, kit.Span
	rewrite, letters      = kit.Rewrite, kit.Letters
	html, status          = kit.HTML, kit.Status
	redirect, with        = kit.Redirect, kit.With
)

// newSite reads sites/NAME.html, the cited page.
func newSite(name, path string, quotes ...string) *site {
	return kit.Open(files, name+".html", site{Name: name, Path: path, Quotes: quotes})
}

// newSite1251 is newSite of a site that sends windows-1251 and says so.
func newSite1251(name, path string, quotes ...string) *site {
	return kit.Open(files, name+".html", site{Name: name, Path: path, Quotes: quotes,
		Charset: "windows-1251", Type: "text/html; charset=windows-1251"})
}

// glue puts no-break spaces where a typographer of Russian does. It leaves markup
// alone.
var glue = letters(" — ", "\u00a0— ", " в ", " в\u00a0", " на ", " на\u00a0", " и ", " и\u00a0", " с ", " с\u00a0", " не ", " не\u00a0", " о ", " о\u00a0")

// lines joins lines of a page.
func lines(l ...string) string { return strings.Join(l, "\n") + "\n" }

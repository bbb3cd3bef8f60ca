// Package west3 holds a third set of evaluation cases on English and French
// sites, made apart from west and west2 and in other builds still: ASP.NET
// WebForms, Drupal, Next.js, tables of 2004, WordPress blocks, SPIP, AMP. Package
// kit says how labels are given.
package west3

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
	opinion, mandate, thinktank, weekly, register, urgent, answer,
	departement, association, regional, liveblog,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type (
	site  = kit.Site
	edit  = kit.Edit
	label = kit.Label
)

var (
	apply, sub, all, drop               = kit.Apply, kit.Sub, kit.All, kit.Drop
	swap, below, above, between         = kit.Swap, kit.Below, kit.Above, kit.Between
	span, rewrite, decomposed, entities = kit.Span, kit.Rewrite, kit.Decomposed, kit.Entities
	html, redirect                      = kit.HTML, kit.ObjectMoved
)

// newSite reads sites/NAME.html, the cited page. The site's name ends in the
// page's language.
func newSite(name, path string, quotes ...string) *site {
	s := kit.Open(files, name+".html", site{Name: name + "-en", Path: path, Quotes: quotes})
	if strings.Contains(s.Page, `lang="fr`) {
		s.Name = name + "-fr"
	}
	return s
}

func windows1252(page string) []byte { return kit.EncodeAll("windows-1252", page) }

// Package west holds the evaluation cases on English and French sites: the
// pages under sites/, and the small edits on them that make each case. Package
// kit says how labels are given.
package west

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
	unCommittee, daily, campaign, caselaw, blog, social,
	resolution, prefecture, quotidien, asso, stats,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

type (
	site = kit.Site
	edit = kit.Edit
)

var (
	apply, fill                   = kit.Apply, kit.Fill
	sub, all, drop, swap          = kit.Sub, kit.All, kit.Drop, kit.Swap
	below, above, between, span   = kit.Below, kit.Above, kit.Between, kit.Span
	rewrite, decomposed, entities = kit.Rewrite, kit.Decomposed, kit.Entities
	html, status, with            = kit.HTML, kit.Status, kit.With
	fault, truncated              = kit.Fault, kit.Truncated
)

// newSite reads sites/NAME/article.html, the cited page.
func newSite(name, path string, quotes ...string) *site {
	return kit.Open(files, name+"/article.html", site{Name: name, Path: path, Quotes: quotes})
}

// read returns a file under sites/.
func read(name string) string { return kit.Read(files, name) }

func windows1252(page string) []byte { return kit.EncodeAll("windows-1252", page) }

// straight writes typographic quotation marks, dashes and ellipses as typewriters do.
func straight(page string) string {
	return strings.NewReplacer("‘", "'", "’", "'", "“", "&quot;", "”", "&quot;", " – ", " - ", "–", "-", "…", "...").Replace(page)
}

// redirect answers with a code and a Location.
func redirect(code int, to string) set.Answer {
	return set.Answer{Status: code, Location: to,
		Body: []byte("<html><head><title>Redirecting</title></head><body><a href=\"" + to + "\">here</a></body></html>\n")}
}

// refuseRobots answers a browser with a, and others with a bare 403.
func refuseRobots(a set.Answer) set.Answer {
	no := status(403, "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")
	no.Browserlike = &a
	return no
}

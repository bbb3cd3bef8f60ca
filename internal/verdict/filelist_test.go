package verdict

import (
	"strings"
	"testing"
)

// TestListForFile: a list where a document was is a dead page if the site shows it
// for documents that never were, and else another document.
func TestListForFile(t *testing.T) {
	const site = "Review of States\nHome\nCalendar\nLibrary\n"
	page := func(title string, lines ...string) Page {
		text := site + strings.Join(lines, "\n")
		return Page{Kind: "html", Title: title, Visible: text, Main: text}
	}
	const asks = "Documents of earlier sessions have been transferred to the archive."
	list := page("Documents", "Documents by session", "Session 44, 118 files", "Session 43, 121 files", "Session 42, 109 files", asks)
	other := page("Documents", "Documents by session", asks)
	home := page("Review of States", "Forty-first session", "Tavria", "Merrowland")
	title := "Children in the custody of the State"
	submission := Page{Kind: "docx", Title: title, Visible: title + "\n" + tongues[0].article[0] + "\n" + tongues[0].article[1]}
	submission.Main = submission.Visible
	own := page("Documents", title, "Session 41, document 4", "Date, 3 May 2021", "Size, 118 KB", asks)
	wall := page("Documents", "Documents by session", "Session 44, 118 files", "Session 43, 121 files", "Please log in to read the documents.")
	for name, c := range map[string]struct {
		ref           Page
		look          Page
		sibling, home *Look
		want          string
	}{
		"at any address":                  {submission, list, lookAt(200, other), lookAt(200, home), "dead/soft-404"},
		"at any address, the same":        {submission, list, lookAt(200, list), lookAt(200, home), "dead/soft-404"},
		"at this one":                     {submission, list, lookAt(404, other), lookAt(200, home), "changed/type"},
		"before the whole site":           {submission, list, lookAt(200, other), lookAt(200, list), "changed/type"},
		"no more than the menu":           {submission, other, lookAt(200, page("Documents", asks)), lookAt(200, home), "changed/type"},
		"the document's own page":         {submission, own, lookAt(200, page("Documents", "Date", "Size", asks)), lookAt(200, home), "changed/type"},
		"a wall with rows":                {submission, wall, lookAt(200, wall), lookAt(200, home), "changed/type"},
		"another title at other pages":    {submission, list, lookAt(200, page("Welcome", "Documents by session", asks)), lookAt(200, home), "changed/type"},
		"made-up addresses not looked at": {submission, list, nil, nil, "changed/type"},
	} {
		ref := refOf(c.ref)
		j := Judge(ref, lookAt(200, c.look), Probes{Sibling: c.sibling, Home: c.home}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want && !(name == "a wall with rows" && strings.HasPrefix(got, "blocked/")) {
			t.Errorf("%s: %s, want %s: %q", name, got, c.want, j.Evidence)
		}
	}
}

package passage

import (
	"archiver/internal/verdict/pages"
	"strings"
	"testing"
)

// A passage over the end of a page is read past the page's foot and the next one's
// head, word by word and where it was edited.
func TestPageBreak(t *testing.T) {
	const quote = "the Committee finds that Mr. Ndiale was deprived of his liberty because he exercised his freedom of association, and that the matter falls within category II"
	page := func(first, foot, head, second string) *pages.Prepared {
		leaves := []string{"Opinion 22\n1. For these reasons\n" + first + "\n" + foot, head + "\n" + second + "\nThe text goes on here."}
		all := strings.Join(leaves, "\n")
		return pages.Prepare(pages.Page{Kind: "pdf", Visible: all, Main: all, Pages: leaves})
	}
	const (
		first  = "the Committee finds that Mr. Ndiale was deprived of\nhis liberty because he exercised his freedom of association,"
		second = "and that the matter falls within category II."
		foot   = "GE.19-09331\n3"
		head   = "CDP/2019/22"
		note   = "1 See the letter of 3 May 2018.\n2 No answer came from Dakar.\nGE.19-09331\n3"
	)
	for _, row := range []struct {
		name  string
		now   *pages.Prepared
		state string
	}{
		{"foot and head", page(first, foot, head, second), StateVerbatim},
		{"notes at the foot", page(first, note, head, second), StateVerbatim},
		{"edited behind it", page(first, foot, head, strings.Replace(second, "the matter", "his case", 1)), StateEdited},
		{"another category behind it", page(first, foot, head, strings.Replace(second, "II", "III", 1)), StateUnclear},
		{"a negation behind it", page(first, foot, head, strings.Replace(second, "falls", "does not fall", 1)), StateUnclear},
		{"a negation before it", page(strings.Replace(first, "was", "was not", 1), foot, head, second), StateUnclear},
		{"words on the last line", page(first+" not of expression,", foot, head, second), StateUnclear},
	} {
		if q := FindQuote(row.now, quote); q.State != row.state {
			t.Errorf("%s: %s, want %s (%q)", row.name, q.State, row.state, q.Now)
		}
	}
	// The same lines in the middle of a page are a part of its text.
	one := strings.Join([]string{first, foot, head, second}, "\n")
	d := pages.Prepare(pages.Page{Kind: "pdf", Visible: one, Main: one, Pages: []string{one}})
	if q := FindQuote(d, quote); q.State != StateUnclear {
		t.Errorf("within a page: %s", q.State)
	}
}

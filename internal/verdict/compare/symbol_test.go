package compare

import (
	"archiver/internal/verdict/pages"
	"strings"
	"testing"
)

func TestIsSymbol(t *testing.T) {
	for w, want := range map[string]bool{
		"A/HRC/WGAD/2021/43": true, "A/HRC/WGAD/2021/43/Rev.1": true, "61/6380/2023": true, "1-117/2023": true, "117/2023": true, "2а-4410/2021": true,
		"12/03/2021": false, "2021/03/12": false, "03/2021": false, "3/120": false, "24/7": false, "and/or": false, "news.example/a/2021": false, "km/h": false, "2024-05-03/10": false, "43": false,
	} {
		if got := isSymbol(w); got != want {
			t.Errorf("%s: %v", w, got)
		}
	}
}

// TestSymbolEdited: another symbol is another document, also in a line of the head, which
// may else change its numbers; a date there and a counter may.
func TestSymbolEdited(t *testing.T) {
	page := func(head ...string) *pages.Prepared {
		s := strings.Join(append(append([]string{"The detention of the miners"}, head...), strings.TrimPrefix(beside, "\n")), "\n")
		return pages.Prepare(pages.Page{Kind: "html", Title: "The detention of the miners", Headings: []string{"The detention of the miners"}, Visible: s, Main: s})
	}
	for _, c := range []struct {
		old, now string
		want     bool
	}{
		{"Index number\nEUR 61/6380/2023", "Index number\nEUR 61/6308/2023", true},
		{"United Nations A/HRC/WGAD/2021/43 Human Rights Council", "United Nations A/HRC/WGAD/2021/43/Rev.1 Human Rights Council", true},
		{"United Nations A/HRC/WGAD/2021/43/Rev.1 Human Rights Council", "United Nations A/HRC/WGAD/2021/43 Human Rights Council", true},
		{"EUR 81,14 USD 74,02", "EUR 82,50 USD 75,11", false},
		{"Updated 12/03/2023", "Updated 14/11/2023", false},
	} {
		if d := Pages(page(strings.Split(c.old, "\n")...), page(strings.Split(c.now, "\n")...)); d.Significant != c.want {
			t.Errorf("%q → %q: %v: %+v", c.old, c.now, d.Significant, d.Edits)
		}
	}
}

package compare

import (
	"archiver/internal/verdict/pages"
	"slices"
	"testing"
)

// A field that says what a law or a judgment is in force of is told, and what people do
// on a site is not.
func TestState(t *testing.T) {
	for _, c := range []struct {
		was, now string
		want     bool
	}{
		{"Действующий", "Утратил силу", true},
		{"Status\tIn force", "Status\tRepealed", true},
		{"Status: Final", "Status: Referred to the Grand Chamber", true},
		{"В избранное", "Не действует", true},
		{"In force\tYes", "In force\tNo", true},
		{"В избранное", "Документ утратил силу", true},
		{"Status: online", "Status: offline", false},
		{"Posts\t1,204", "Posts\t1,311", false},
		{"Add to favourites", "Remove from favourites", false},
	} {
		page := func(line string) pages.Page {
			return ofLines(slices.Insert(slices.Clone(ofTheCourt), 1, line), []int{0, 2, 3, 4}, nil)
		}
		if got := toldOf(page(c.was), page(c.now)); got != c.want {
			t.Errorf("%q to %q: told %v", c.was, c.now, got)
		}
	}
}

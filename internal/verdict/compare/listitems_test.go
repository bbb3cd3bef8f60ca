package compare

import (
	"slices"
	"testing"
)

// Items of the text count, links and counters do not.
func TestListItems(t *testing.T) {
	list := []string{"Murder", "Rape", "Torture", "Suffocation"}
	text := append(slices.Clone(ofTheCourt), list...)
	main := []int{0, 1, 2, 3, 4, 5, 6, 7, 8}
	for _, c := range []struct {
		name   string
		now    []string
		linked []int
		want   bool
	}{
		{"the second goes", slices.Delete(slices.Clone(text), 5, 6), nil, true},
		{"the last goes", text[:7], nil, true},
		{"one is added at the end", append(slices.Clone(text), "Arson"), nil, true},
		{"one is another", append(slices.Clone(text[:7]), "Arson"), nil, true},
		{"links", append(slices.Clone(text), "Arson"), []int{4, 5, 6, 7, 8}, false},
		{"a counter", append(slices.Clone(text), "12 comments"), nil, false},
	} {
		was, is := ofLines(text, main, c.linked), ofLines(c.now, main, c.linked)
		if got := toldOf(was, is); got != c.want {
			t.Errorf("%s: told %v", c.name, got)
		}
	}
}

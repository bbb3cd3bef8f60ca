package meaning

import "testing"

// TestSpeltOut: an acronym's words may have a few small ones between them. If any
// number could, to look for as many acronyms in as many words would be cubic.
func TestSpeltOut(t *testing.T) {
	for small, want := range map[int]int{0: 2, 2: 4, 5: 7, 6: 0, 1000: 0} {
		list := []Term{{Word: "united", kind: termName, Weight: fullWeight}}
		for range small {
			list = append(list, Term{Word: "the", kind: termWord})
		}
		list = append(list, Term{Word: "nations", kind: termName, Weight: fullWeight})
		if got := spelt("un", list); got != want {
			t.Errorf("%d small words between: %d words, want %d", small, got, want)
		}
	}
}

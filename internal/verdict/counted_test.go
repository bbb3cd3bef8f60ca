package verdict

import "testing"

// TestCounted: evidence is read by people, so that one is told from many.
func TestCounted(t *testing.T) {
	for got, want := range map[string]string{
		counted(1, "word"): "1 word", counted(0, "word"): "0 words", counted(2, "word"): "2 words",
		quotesGone(1, 1): "1 of 1 quote no longer stands",
		quotesGone(1, 3): "1 of 3 quotes no longer stands",
		quotesGone(2, 3): "2 of 3 quotes no longer stand",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

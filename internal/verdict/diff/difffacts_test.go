package diff

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestWithoutEqual: what both sides have is left out, as often as both have it; of very
// many facts in a time of their number, and not of its square.
func TestWithoutEqual(t *testing.T) {
	for _, n := range []int{100, 200_000} {
		var old, now []factAt
		for i := range n {
			old = append(old, factAt{kind: NumberFact, words: fmt.Sprint(i)}, factAt{kind: NumberFact, words: "7"})
			now = append(now, factAt{kind: NumberFact, words: fmt.Sprint(i + n/2)})
		}
		begin := time.Now()
		a, b := withoutEqual(old, now)
		if len(a) != n/2+n || len(b) != n-n/2 || a[0].words != "0" || b[0].words != fmt.Sprint(n) || slices.ContainsFunc(b, func(f factAt) bool { return f.words == "7" }) {
			t.Errorf("%d: %d lost, %d gained", n, len(a), len(b))
		}
		if d := time.Since(begin); d > time.Minute {
			t.Errorf("%d facts took %v", n, d)
		}
	}
}

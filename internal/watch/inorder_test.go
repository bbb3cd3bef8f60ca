package watch

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// speech gives n words of a made-up language, as often as a language has them: the one
// of rank r is said one r-th as often as the first.
func speech(r *rand.Rand, n int) []string {
	zipf := rand.NewZipf(r, 1.2, 2, 5000)
	out := make([]string, n)
	for i := range out {
		out[i] = "w" + strings.Map(func(d rune) rune { return d - '0' + 'a' }, fmt.Sprint(zipf.Uint64()))
	}
	return out
}

// TestInOrder: of two texts of one language the longer they are the more words are
// common, and few of them in order; where words were exchanged all over, the others are
// in order still.
func TestInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	say := func(words []string) *Text { return &Text{says: strings.Join(words, " ")} }
	for _, n := range []int{60, 300, 3000, 30000} {
		old, other := speech(r, n), speech(r, n)
		if share, _ := say(old).InOrder(say(other)); share >= 0.25 {
			t.Errorf("%d words, another text: %.2f", n, share)
		}
		for rate, least := range map[int]float64{0: 1, 5: 0.85, 30: 0.5, 60: 0.25} {
			edited := append([]string{}, old...)
			for i, w := range speech(r, n) {
				if r.IntN(100) < rate {
					edited[i] = w
				}
			}
			if share, of := say(old).InOrder(say(edited)); share < least || of == 0 {
				t.Errorf("%d words, %d %% exchanged: %.2f of %d", n, rate, share, of)
			}
		}
	}
	if share, of := say([]string{"12", "34"}).InOrder(say(nil)); share != 0 || of != 0 {
		t.Errorf("figures alone: %v of %d", share, of)
	}
}

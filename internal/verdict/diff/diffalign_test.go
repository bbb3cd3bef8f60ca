package diff

import (
	"archiver/internal/verdict/lex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// An alignment gives words that are the same, ascending on both sides, and of
// two texts that differ little no more than what differs is left out.
func TestAlignWords(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 9))
		words := make([]string, 10+r.IntN(600))
		for i := range words {
			words[i] = fmt.Sprint("word", r.IntN(60))
		}
		edited := slices.Clone(words)
		cuts := r.IntN(12)
		for range cuts {
			at := r.IntN(len(edited))
			switch r.IntN(3) {
			case 0:
				edited[at] = fmt.Sprint("x", r.IntN(99))
			case 1:
				edited = slices.Insert(edited, at, fmt.Sprint("y", r.IntN(99)))
			default:
				edited = slices.Delete(edited, at, at+1)
			}
		}
		a, b := lex.Text(strings.Join(words, " "), false).Tokens, lex.Text(strings.Join(edited, " "), false).Tokens
		held, endA, endB := 0, 0, 0
		for _, s := range alignWords(a, b) {
			if s.n <= 0 || s.a < endA || s.b < endB {
				t.Fatalf("seed %d: %+v after %d, %d", seed, s, endA, endB)
			}
			for i := range s.n {
				if a[s.a+i].Hash != b[s.b+i].Hash {
					t.Fatalf("seed %d: words %d and %d are not the same", seed, s.a+i, s.b+i)
				}
			}
			held += s.n
			endA, endB = s.a+s.n, s.b+s.n
		}
		if least := len(a) - 3*cuts; held < least {
			t.Errorf("seed %d: %d edits left %d of %d words", seed, cuts, held, len(a))
		}
	}
}

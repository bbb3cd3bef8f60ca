package verdict

import (
	"math/rand/v2"
	"testing"
)

// Which words of a text stand in another is the same with and without a table, and
// from whichever end they are looked for.
func TestCoverFindsAllShingles(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		text := make([]token, r.IntN(60))
		for i := range text {
			text[i].hash = 1 + uint64(r.IntN(6)) // few words, so that they meet by chance
		}
		seq := append([]token(nil), text...)
		for range r.IntN(4) {
			if len(seq) > 0 {
				i := r.IntN(len(seq))
				seq[i].hash = 1 + uint64(r.IntN(8))
				seq = append(seq[r.IntN(i+1):], seq[:i]...)
			}
		}
		other := &stream{tok: text}
		few, many := newShingles(text), newShingles(text)
		many.asked.Store(fewAsked)
		got, found := cover(seq, other, few), 0
		in := make([]bool, len(seq))
		for i := 0; i+width <= len(seq); i++ {
			first := indexTokens(text, seq[i:i+width])
			if at := many.find(seq, i); at != first {
				t.Fatalf("shingle %d of %v stands at %d of %v, the table says %d", i, seq, first, text, at)
			}
			if first >= 0 {
				found++
				for j := i; j < i+width; j++ {
					in[j] = true
				}
			}
		}
		if len(seq) < width {
			continue // the whole of it, or nothing
		}
		if got.found != found || got.total != len(seq)-width+1 {
			t.Fatalf("%v in %v: %d of %d found, want %d", seq, text, got.found, got.total, found)
		}
		for i := range in {
			if got.in[i] != in[i] {
				t.Fatalf("%v in %v: word %d is told to be there: %v", seq, text, i, got.in[i])
			}
		}
	}
}

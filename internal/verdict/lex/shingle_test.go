package lex

import (
	"math/rand/v2"
	"testing"
)

// Which words of a text stand in another is the same with and without a table, and
// from whichever end they are looked for.
func TestCoverFindsAllShingles(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		text := make([]Token, r.IntN(60))
		for i := range text {
			text[i].Hash = 1 + uint64(r.IntN(6)) // few words, so that they meet by chance
		}
		seq := append([]Token(nil), text...)
		for range r.IntN(4) {
			if len(seq) > 0 {
				i := r.IntN(len(seq))
				seq[i].Hash = 1 + uint64(r.IntN(8))
				seq = append(seq[r.IntN(i+1):], seq[:i]...)
			}
		}
		other := &Stream{Tokens: text}
		few, many := NewShingles(text), NewShingles(text)
		many.asked.Store(fewAsked)
		got, found := Cover(seq, other, few), 0
		in := make([]bool, len(seq))
		for i := 0; i+ShingleWidth <= len(seq); i++ {
			first := IndexTokens(text, seq[i:i+ShingleWidth])
			if at := many.Find(seq, i); at != first {
				t.Fatalf("shingle %d of %v stands at %d of %v, the table says %d", i, seq, first, text, at)
			}
			if first >= 0 {
				found++
				for j := i; j < i+ShingleWidth; j++ {
					in[j] = true
				}
			}
		}
		if len(seq) < ShingleWidth {
			continue // the whole of it, or nothing
		}
		if got.Found != found || got.Total != len(seq)-ShingleWidth+1 {
			t.Fatalf("%v in %v: %d of %d found, want %d", seq, text, got.Found, got.Total, found)
		}
		for i := range in {
			if got.In[i] != in[i] {
				t.Fatalf("%v in %v: word %d is told to be there: %v", seq, text, i, got.In[i])
			}
		}
	}
}

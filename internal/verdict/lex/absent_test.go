package lex

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestLacks: what is said to be absent is absent, and most of what is absent is known.
func TestLacks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var b strings.Builder
	for b.Len() < 200<<10 {
		fmt.Fprintf(&b, "word%d of %c%c%c, ", r.IntN(5000), 'a'+rune(r.IntN(26)), 'а'+rune(r.IntN(32)), 'a'+rune(r.IntN(26)))
	}
	s := Text(b.String(), false)
	known := 0
	for i := range 3_000 {
		n := 1 + r.IntN(60)
		from := r.IntN(len(s.Norm) - n)
		want := bytes.Clone(s.Norm[from : from+n])
		if s.Lacks(want) {
			t.Fatalf("%q is there", want)
		}
		want[r.IntN(n)] = '~'
		if s.Lacks(want) {
			if known++; bytes.Contains(s.Norm, want) {
				t.Fatalf("%q is there", want)
			}
		}
		k := r.IntN(len(s.Tokens) - 30)
		words := append(Text(fmt.Sprintf("nothing of this %d", i), false).Tokens, s.Tokens[k:k+3+r.IntN(20)]...)
		if there := len(words) - 4; s.LacksMost(words, float64(there)/float64(len(words))) {
			t.Fatal("words are there that are said not to be")
		}
	}
	if known < 2_200 {
		t.Errorf("%d of 3000 known", known)
	}
	if !s.LacksMost(Text("quite other things are told about elsewhere", false).Tokens, 0.5) {
		t.Error("words that are not there may be there")
	}
	if short := Text("a short text", false); short.Lacks([]byte("quite another")) {
		t.Error("a short text is indexed")
	}
}

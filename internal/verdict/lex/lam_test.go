package lex

import (
	"strings"
	"testing"
)

// The alefs of a run come first, each kind in its order.
func TestAlefsFirst(t *testing.T) {
	word := []byte("سألاإللآم")
	if alefsFirst(word); string(word) != "سأاإآلللم" {
		t.Errorf("%s", word)
	}
}

// BenchmarkAlefsFirst is of words that a hostile PDF has: its cost is linear.
func BenchmarkAlefsFirst(b *testing.B) {
	text := strings.Repeat(strings.Repeat("ل", 1000)+strings.Repeat("ا", 1000)+" ", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Text(text, true)
	}
}

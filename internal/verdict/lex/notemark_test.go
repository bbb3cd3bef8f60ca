package lex

import "testing"

// A text may begin with a note's mark, and so may a line that is not valid UTF-8.
func TestMarkBeginsText(t *testing.T) {
	for _, text := range []string{"[12]", "[12] See the judgment.", "\xff[3] See", "¹ See", "[1][2]"} {
		if s := Text(text, false); len(s.Tokens) == 0 {
			t.Errorf("%q: no words", text)
		}
	}
}

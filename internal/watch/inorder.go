package watch

import (
	"slices"
	"strings"
	"unicode"
)

// InOrder is the share of the words of a text that another has in the same order, and of
// how many: each counts once, where it first stands, and figures do not. Two long texts
// of one language have most of their common words in common, but by chance: in no order.
func (t *Text) InOrder(o *Text) (share float64, of int) {
	mine := wordsOf(t.says)
	at := map[string]int{}
	for i, w := range wordsOf(o.says) {
		at[w] = i
	}
	// The longest ascending row: ends[n] is the least place at which one of n+1 ends.
	var ends []int
	for _, w := range mine {
		i, ok := at[w]
		if !ok {
			continue
		}
		if n, _ := slices.BinarySearch(ends, i); n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	return float64(len(ends)) / float64(max(len(mine), 1)), len(mine)
}

// wordsOf lists the different words of a text, in the order in which they first stand.
func wordsOf(s string) (words []string) {
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}

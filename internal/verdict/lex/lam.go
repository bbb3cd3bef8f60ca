package lex

import "unicode/utf8"

// lam and alef are written as one sign where they meet. A PDF holds that sign as both
// letters in either order, and nothing tells it from the same two written apart. Elsewhere
// the order tells words apart: a student and students, an example and "for example".
const lam = 'ل'

// alefsFirst puts the alefs of each run of lams and alefs in a word first, so that the
// word is the same however its joined letters were read.
func alefsFirst(word []byte) {
	var alefs, lams []byte
	for i := 0; i < len(word); {
		from := i
		alefs, lams = alefs[:0], lams[:0]
		for i < len(word) {
			r, n := utf8.DecodeRune(word[i:])
			if alef(r) {
				alefs = append(alefs, word[i:i+n]...)
			} else if r == lam {
				lams = append(lams, word[i:i+n]...)
			} else {
				break
			}
			i += n
		}
		if len(alefs) > 0 {
			copy(word[from+copy(word[from:], alefs):], lams)
		}
		if i == from {
			_, n := utf8.DecodeRune(word[i:])
			i += n
		}
	}
}

// LettersInOrder gives a word of a PDF as the lists of words have it: "no" and "and no"
// are the commonest of what alefsFirst turns.
func LettersInOrder(word string) string {
	switch word {
	case "ال":
		return "لا"
	case "وال":
		return "ولا"
	case "فال":
		return "فلا"
	}
	return word
}

func alef(r rune) bool {
	switch r {
	case 'ا', 'أ', 'إ', 'آ', 'ٱ':
		return true
	}
	return false
}

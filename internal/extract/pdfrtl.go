package extract

import (
	"slices"
	"strings"
	"unicode"
)

// pdftotext gives the letters and words of a line as they stand from left to right.
// Arabic, Hebrew and their like are read the other way, but for the figures and the
// Latin words among them.

// rightToLeft tells whether a letter is of a script that is written so.
func rightToLeft(r rune) bool {
	return r >= 0x5D0 && unicode.IsLetter(r) && unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// leftToRight tells whether a letter or figure is read the usual way.
func leftToRight(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !rightToLeft(r)
}

// inReadingOrder turns a word that was read from left to right where it is written
// from right to left.
func inReadingOrder(word string) string {
	if !strings.ContainsFunc(word, rightToLeft) {
		return word
	}
	letters := []rune(word)
	slices.Reverse(letters)
	turnRuns(letters, leftToRight, rightToLeft)
	// Hebrew writes the sign on the right of a figure, as it is read.
	for i, r := range letters {
		if r == '%' && (i == 0 || !unicode.IsDigit(letters[i-1])) {
			for ; inFigure(letters[i+1:]); i++ {
				letters[i], letters[i+1] = letters[i+1], letters[i]
			}
		}
	}
	return string(letters)
}

// inFigure tells whether a text goes on with what a figure is written with.
func inFigure(s []rune) bool {
	return len(s) > 0 && (unicode.IsDigit(s[0]) || len(s) > 1 && (s[0] == '.' || s[0] == ',') && unicode.IsDigit(s[1]))
}

// turnRuns turns each run that begins and ends with what is in, and holds nothing
// that is out.
func turnRuns[T any](s []T, in, out func(T) bool) {
	for i := 0; i < len(s); {
		if !in(s[i]) {
			i++
			continue
		}
		to := i + 1
		for j := to; j < len(s) && !out(s[j]); j++ {
			if in(s[j]) {
				to = j + 1
			}
		}
		slices.Reverse(s[i:to])
		i = to
	}
}

// wordsInOrder gives the words of a line as they are read. The line runs the way
// that most of its words are written.
func wordsInOrder(parts []pdfWord) []pdfWord {
	if parts[0].placed {
		return parts
	}
	back := func(w pdfWord) bool { return strings.ContainsFunc(w.text, rightToLeft) }
	forth := func(w pdfWord) bool {
		return !back(w) && strings.ContainsFunc(w.text, func(r rune) bool { return unicode.IsLetter(r) })
	}
	n := 0
	for _, w := range parts {
		if back(w) {
			n++
		}
	}
	if n == 0 {
		return parts
	}
	others := 0
	for _, w := range parts {
		if forth(w) {
			others++
		}
	}
	parts = slices.Clone(parts)
	if n < others {
		turnRuns(parts, back, forth)
		return parts
	}
	slices.Reverse(parts)
	turnRuns(parts, forth, back)
	for i, w := range parts { // it stands on the left of a figure there, and behind it in what is read
		for _, sign := range []string{"%", "٪"} {
			if figure, ok := strings.CutPrefix(w.text, sign); ok {
				parts[i].text = figure + sign
			}
		}
	}
	return parts
}

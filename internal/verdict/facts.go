package verdict

import (
	"strings"
	"unicode/utf8"
)

// fact tells whether a token carries a fact by itself: a number, a date, a
// negation, a name. One of them changed is an edit, however short.
func (s *stream) fact(i int) bool {
	t := s.tok[i]
	if t.flags&(tokNumber|tokSign|tokEmail) != 0 {
		return true
	}
	word := s.word(i)
	if s.numero(i) {
		return false
	}
	if lexicon().class(word)&(classNo|classNumeral|classMonth) != 0 || knowledge().of([]byte(word)).isNumeral() {
		return true
	}
	return s.name(i)
}

// name tells whether a token looks like a name: written with a large letter
// where the position does not ask for one. German nouns are names by this
// rule, which errs on the side of showing a change.
func (s *stream) name(i int) bool {
	t := s.tok[i]
	if t.flags&tokUpper == 0 || t.flags&tokFirst != 0 && !s.abbreviated(i) {
		return false
	}
	return lexicon().class(s.word(i))&(classStop|classGlue) == 0 || s.initial(i)
}

// initial tells whether a token is the letter of a first name, which may be a word too
// ("a", "и"): a large one, with a point between it and a word with a large letter.
func (s *stream) initial(i int) bool {
	if i+1 >= len(s.tok) || s.tok[i+1].flags&tokUpper == 0 || utf8.RuneCountInString(s.word(i)) != 1 {
		return false
	}
	gap := s.text[s.tok[i].end:s.tok[i+1].start]
	return strings.HasPrefix(gap, ".") && strings.Trim(gap, ". \u00a0") == ""
}

// numero tells whether a token is the sign № or one of its kind, and no negation:
// No. 12.
func (s *stream) numero(i int) bool {
	if i+1 >= len(s.tok) || s.tok[i+1].flags&tokNumber == 0 {
		return false
	}
	switch s.word(i) {
	case "no", "n", "nr", "num", "номер", "number", "nos", "numéro":
		return s.tok[i+1].start-s.tok[i].end <= 3
	}
	return false
}

// abbreviated tells whether the point before a token is that of an initial or of
// an abbreviation, and not the end of a sentence: Ms. Karimova, г. Алматы.
func (s *stream) abbreviated(i int) bool {
	if i == 0 {
		return false
	}
	before := s.tok[i-1]
	gap := s.text[before.end:s.tok[i].start]
	if len(gap) == 0 || gap[0] != '.' || strings.Trim(gap, ". \u00a0") != "" || before.flags&tokNumber != 0 {
		return false
	}
	w := s.word(i - 1)
	_, n := utf8.DecodeRuneInString(w)
	return n == len(w) && before.flags&tokUpper != 0 || abbreviations[w]
}

// abbreviations stand before names.
var abbreviations = wordSet(`mr mrs ms dr prof st gen col sgt rev hon г гг гор ул им д пос обл просп пр акад проф д м mm`)

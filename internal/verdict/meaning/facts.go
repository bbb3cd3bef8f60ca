package meaning

import (
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
)

// IsFact tells whether a token carries a fact by itself: a number, a date, a
// negation, a name. One of them changed is an edit, however short.
func IsFact(s *lex.Stream, i int) bool {
	t := s.Tokens[i]
	if t.Flags&(lex.Number|lex.Sign|lex.Email) != 0 {
		return true
	}
	word := s.Word(i)
	if IsNumero(s, i) {
		return false
	}
	if lex.Vocabulary().Class(word)&(lex.ClassNo|lex.ClassNumeral|lex.ClassMonth) != 0 || knowledge().of([]byte(word)).isNumeral() {
		return true
	}
	return IsName(s, i)
}

// IsName tells whether a token looks like a name: written with a large letter
// where the position does not ask for one. German nouns are names by this
// rule, which errs on the side of showing a change.
func IsName(s *lex.Stream, i int) bool {
	t := s.Tokens[i]
	if t.Flags&lex.Upper == 0 || t.Flags&lex.First != 0 && !abbreviated(s, i) {
		return false
	}
	return lex.Vocabulary().Class(s.Word(i))&(lex.ClassStop|lex.ClassGlue) == 0 || isInitial(s, i)
}

// isInitial tells whether a token is the letter of a first name, which may be a word too
// ("a", "и"): a large one, with a point between it and a word with a large letter.
func isInitial(s *lex.Stream, i int) bool {
	if i+1 >= len(s.Tokens) || s.Tokens[i+1].Flags&lex.Upper == 0 || utf8.RuneCountInString(s.Word(i)) != 1 {
		return false
	}
	gap := s.Text[s.Tokens[i].End:s.Tokens[i+1].Start]
	return strings.HasPrefix(gap, ".") && strings.Trim(gap, ". \u00a0") == ""
}

// IsNumero tells whether a token is the sign № or one of its kind, and no negation:
// No. 12.
func IsNumero(s *lex.Stream, i int) bool {
	if i+1 >= len(s.Tokens) || s.Tokens[i+1].Flags&lex.Number == 0 {
		return false
	}
	switch s.Word(i) {
	case "no", "n", "nr", "num", "номер", "number", "nos", "numéro":
		return s.Tokens[i+1].Start-s.Tokens[i].End <= 3
	}
	return false
}

// abbreviated tells whether the point before a token is that of an initial or of
// an abbreviation, and not the end of a sentence: Ms. Karimova, г. Алматы.
func abbreviated(s *lex.Stream, i int) bool {
	if i == 0 {
		return false
	}
	before := s.Tokens[i-1]
	gap := s.Text[before.End:s.Tokens[i].Start]
	if len(gap) == 0 || gap[0] != '.' || strings.Trim(gap, ". \u00a0") != "" || before.Flags&lex.Number != 0 {
		return false
	}
	w := s.Word(i - 1)
	_, n := utf8.DecodeRuneInString(w)
	return n == len(w) && before.Flags&lex.Upper != 0 || abbreviations[w]
}

// abbreviations stand before names.
var abbreviations = lex.WordSet(`mr mrs ms dr prof st gen col sgt rev hon г гг гор ул им д пос обл просп пр акад проф д м mm`)

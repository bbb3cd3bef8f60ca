package catalog

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a word of a text: where it stands, in bytes, and how it is compared.
type token struct {
	start, end int
	folded     string
}

// longestToken is how many runes of a word are compared.
const longestToken = 64

// unspaced are the scripts that put no space between words. Each letter of theirs is
// a token, and what is searched for a passage.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// tokens gives the words of a text: letters, digits and the marks on them. Text and
// query are cut and folded by this alone, so that they agree; the tokenizer of the
// index finds the same words in what this has made.
func tokens(text string) iter.Seq[token] {
	return func(yield func(token) bool) {
		start, plain := -1, true
		end := func(at int) bool {
			if start < 0 {
				return true
			}
			t := token{start, at, fold(text[start:at], plain)}
			start, plain = -1, true
			return t.folded == "" || yield(t)
		}
		for i, r := range text {
			if r < utf8.RuneSelf {
				if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
					if start < 0 {
						start = i
					}
				} else if !end(i) {
					return
				}
				continue
			}
			switch {
			case unicode.IsLetter(r) && unicode.In(r, unspaced...):
				if !end(i) {
					return
				}
				start, plain = i, false
			case unicode.IsLetter(r) || unicode.IsNumber(r):
				if start < 0 {
					start = i
				}
				plain = false
			case unicode.Is(unicode.M, r) || unicode.Is(unicode.Cf, r): // soft hyphens, joiners
				if start >= 0 {
					plain = false
				}
			default:
				if !end(i) {
					return
				}
			}
		}
		end(len(text))
	}
}

// fold makes a word comparable: lower case, ligatures and wide forms as usual letters,
// without accents and stress marks, ё as е. й stays, and so do the letters of Kazakh.
func fold(word string, plain bool) string {
	if plain {
		if len(word) > longestToken {
			word = word[:longestToken]
		}
		return strings.ToLower(word)
	}
	var b strings.Builder
	n := 0
	add := func(r rune) {
		if n < longestToken && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.In(r, unicode.Mn, unicode.Mc)) {
			b.WriteRune(r)
			n++
		}
	}
	for _, r := range norm.NFKC.String(word) {
		r = unicode.ToLower(r)
		switch {
		case r < utf8.RuneSelf:
			add(r)
		case r == 'ё':
			add('е')
		case r >= 0x300 && r <= 0x36f: // a mark that no letter has taken up
		case unicode.In(r, unicode.Latin, unicode.Greek):
			for _, part := range norm.NFD.String(string(r)) {
				if !unicode.Is(unicode.Mn, part) {
					add(unicode.ToLower(part))
				}
			}
		default:
			add(r)
		}
	}
	return b.String()
}

// folded is a text as the index takes it in: its words, with single spaces.
func folded(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for t := range tokens(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.folded)
	}
	return b.String()
}

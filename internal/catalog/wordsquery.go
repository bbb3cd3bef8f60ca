package catalog

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what is searched for.
const (
	MaxQuery     = 500 // bytes
	maxTerms     = 16
	shortestStem = 3  // letters of word*
	mostForms    = 40 // words that one term stands for
)

// Why a search can't be made: QueryError.Why.
const (
	QueryEmpty    = "empty"    // no word in it
	QueryLong     = "long"     // over MaxQuery bytes, or too many words
	QueryExcludes = "excludes" // it only says what is not to be there
	QueryShort    = "short"    // word* with too few letters
	QueryCursor   = "cursor"   // not one that a search gave
	QuerySlow     = "slow"     // nothing was found in time
)

// QueryError says that a search can't be made as it was asked for. It is the asker's
// to change.
type QueryError struct{ Why string }

func (e *QueryError) Error() string {
	switch e.Why {
	case QueryEmpty:
		return "search: no word is asked for"
	case QueryLong:
		return fmt.Sprintf("search: too much is asked for at once: up to %d words, in %d bytes", maxTerms, MaxQuery)
	case QueryExcludes:
		return "search: it only says what is not to be there: add a word that is"
	case QueryShort:
		return fmt.Sprintf("search: the beginning of a word needs %d letters before its *", shortestStem)
	case QueryCursor:
		return "search: there is no such page of results"
	}
	return "search: nothing was found in time: add a rarer word"
}

// term is one thing that is searched for: a word, or several in a row.
type term struct {
	words  []string // folded
	prefix bool     // the last of them is the beginning of a word
	exact  bool     // in quotation marks: no other forms of the word
	not    bool
}

const (
	inflected = 6 // letters from which on a Cyrillic word is searched with other endings
	ending    = 2 // letters that may be another ending
	longer    = 4 // letters that another form may have more
)

// stem is the beginning that other forms of a word have; "" where none are searched.
func (t *term) stem() string {
	if len(t.words) != 1 || t.exact || t.prefix {
		return ""
	}
	n := 0
	for _, r := range t.words[0] {
		if !unicode.Is(unicode.Cyrillic, r) {
			return ""
		}
		n++
	}
	if n < inflected {
		return ""
	}
	return string([]rune(t.words[0])[:n-ending])
}

// is says whether a folded word of a text is the i-th of the term.
func (t *term) is(i int, word string) bool {
	want := t.words[i]
	if word == want {
		return true
	}
	if t.prefix && i == len(t.words)-1 {
		return strings.HasPrefix(word, want)
	}
	stem := t.stem()
	return stem != "" && strings.HasPrefix(word, stem) && utf8.RuneCountInString(word) <= utf8.RuneCountInString(want)+longer
}

// parseQuery reads what a person typed. All words have to be there: "several words" in
// quotation marks as they stand, word* by its beginning, -word not at all. Nothing
// else has a meaning.
func parseQuery(text string) ([]term, error) {
	if len(text) > MaxQuery {
		return nil, &QueryError{QueryLong}
	}
	var list []term
	wanted := 0
	add := func(t term, raw string) error {
		for tok := range tokens(raw) {
			t.words = append(t.words, tok.folded)
		}
		if len(t.words) == 0 {
			return nil
		}
		if t.prefix && utf8.RuneCountInString(t.words[len(t.words)-1]) < shortestStem {
			return &QueryError{QueryShort}
		}
		if !t.not {
			wanted++
		}
		list = append(list, t)
		return nil
	}
	rest := strings.ToValidUTF8(text, " ")
	for rest != "" {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		var t term
		if after, ok := strings.CutPrefix(rest, "-"); ok {
			t.not, rest = true, after
		}
		first, size := utf8.DecodeRuneInString(rest)
		var raw string
		if isQuotation(first) {
			t.exact, rest = true, rest[size:]
			end := strings.IndexFunc(rest, isQuotation)
			if end < 0 {
				raw, rest = rest, ""
			} else {
				_, size = utf8.DecodeRuneInString(rest[end:])
				raw, rest = rest[:end], rest[end+size:]
			}
		} else {
			end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || isQuotation(r) })
			if end < 0 {
				end = len(rest)
			}
			raw, rest = rest[:end], rest[end:]
			t.prefix = strings.HasSuffix(raw, "*")
		}
		if err := add(t, raw); err != nil {
			return nil, err
		}
	}
	n := 0
	for _, t := range list {
		n += len(t.words)
	}
	switch {
	case n == 0:
		return nil, &QueryError{QueryEmpty}
	case n > maxTerms:
		return nil, &QueryError{QueryLong}
	case wanted == 0:
		return nil, &QueryError{QueryExcludes}
	}
	return list, nil
}

func isQuotation(r rune) bool { return strings.ContainsRune("\"“”„«»", r) }

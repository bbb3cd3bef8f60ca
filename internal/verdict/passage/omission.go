package passage

import (
	"regexp"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
)

// What a person who quotes leaves out, and puts in.

// Omission is where something was left out.
var Omission = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*`)
})

// insertion is the editor's own word in a quote: [sic], [the ministry], arrest[ed].
var insertion = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\[[^\[\]\n]{0,80}\pL[^\[\]\n]{0,80}\]`)
})

// How many words may stand where a quote has an omission, beside a part of fewer
// than shortPart words, which may stand anywhere; and where it has an insertion.
const (
	longestOmission  = 250
	longestInsertion = 12
	shortPart        = 4
)

// standInOrder tells whether the parts of a quote stand one after the other, with no
// more than limit words between; limit 0 asks that only of short parts.
func standInOrder(s *lex.Stream, parts []*lex.Stream, loose bool, limit int) bool {
	at, ok := Verbatim(s, parts[0], loose)
	for tries := 0; ok && tries < 64; tries++ {
		end, fits := at, true
		for k := 1; k < len(parts) && fits; k++ {
			last := s.Tokens[end.To-1]
			next, found := verbatimFrom(s, parts[k].Norm, loose, int(last.Norm)+int(last.Size))
			most := limit
			if most == 0 && (len(parts[k].Tokens) < shortPart || len(parts[k-1].Tokens) < shortPart) {
				most = longestOmission
			}
			fits = found && (most == 0 || next.From-end.To <= most)
			end = next
		}
		if fits {
			return true
		}
		at, ok = verbatimFrom(s, parts[0].Norm, loose, int(s.Tokens[at.From].Norm)+1)
	}
	return false
}

// withoutInsertions tells whether a passage stands verbatim but for the editor's
// words in it, which add to the text or stand for a part of it.
func withoutInsertions(s *lex.Stream, text string, loose bool) bool {
	cut := insertion().FindAllStringIndex(text, -1)
	if cut == nil {
		return false
	}
	if q := lex.Passage(insertion().ReplaceAllString(text, ""), loose); len(q.Tokens) > 0 {
		if _, ok := Verbatim(s, q, loose); ok {
			return true
		}
	}
	var parts []*lex.Stream
	from, words := 0, 0
	for _, c := range append(cut, []int{len(text), len(text)}) {
		q := lex.Passage(text[from:c[0]], loose)
		from = c[1]
		if len(q.Tokens) > 0 {
			parts = append(parts, q)
			words += len(q.Tokens)
		}
	}
	// An ending within a word is no part.
	for _, c := range cut {
		if r, _ := utf8.DecodeLastRuneInString(text[:c[0]]); c[0] > 0 && lex.IsSmall(r) {
			return false
		}
	}
	return words >= shortPart && len(parts) > 0 && standInOrder(s, parts, loose, longestInsertion)
}

// Parts are those of a quote with omissions, without the empty ones.
func Parts(text string) (out []string) {
	for _, part := range Omission().Split(text, -1) {
		if strings.TrimSpace(part) != "" {
			out = append(out, part)
		}
	}
	return out
}

// The most that may stand between two paragraphs of a passage, in words and in
// paragraphs: a note, a line of advertising, a link to another page.
const (
	longestBetween = 60
	mostBetween    = 4
)

// interrupted tells whether a passage of several sentences stands word by word, but
// with whole paragraphs put in between two of them. It gives the beginning.
func interrupted(s *lex.Stream, q *lex.Stream) (now string, ok bool) {
	if len(s.Blocks) == 0 || len(q.Tokens) < 2*shortWords {
		return "", false
	}
	rest, from, n := q.Tokens, 0, 0
	end := lex.Span{}
	for len(rest) > 0 && n < maxPieces {
		at, taken := longest(s, q, rest, from)
		if taken == 0 {
			return "", false
		}
		if n > 0 {
			first, last := s.BlockOf(end.To), s.BlockOf(at.From)
			if s.Blocks[last].From != at.From || at.From-end.To > longestBetween || last-first > mostBetween {
				return "", false
			}
		}
		rest = rest[taken:]
		if b := s.BlockOf(at.To - 1); len(rest) > 0 && (s.Blocks[b].To != at.To || !s.EndsSentence(b)) {
			return "", false
		}
		if n == 0 {
			now = s.Excerpt(at, MaxExcerpt)
		}
		k := s.Tokens[at.To-1]
		end, from = at, int(k.Norm)+int(k.Size)
		n++
	}
	return now, len(rest) == 0 && n > 1
}

// longest finds the longest beginning of some words of a passage from a place on,
// and how many words it has.
func longest(s *lex.Stream, q *lex.Stream, words []lex.Token, from int) (lex.Span, int) {
	piece := func(n int) []byte {
		last := words[n-1]
		return q.Norm[words[0].Norm : last.Norm+uint32(last.Size)]
	}
	n := sort.Search(len(words), func(n int) bool {
		_, ok := verbatimFrom(s, piece(n+1), false, from)
		return !ok
	})
	if n == 0 {
		return lex.Span{}, 0
	}
	at, _ := verbatimFrom(s, piece(n), false, from)
	return at, n
}

package verdict

import (
	"regexp"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// What a person who quotes leaves out, and puts in.

// omission is where something was left out.
var omission = sync.OnceValue(func() *regexp.Regexp {
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

// inOrder tells whether the parts of a quote stand one after the other, with no
// more than limit words between; limit 0 asks that only of short parts.
func (s *stream) inOrder(parts []*stream, loose bool, limit int) bool {
	at, ok := s.verbatim(parts[0], loose)
	for tries := 0; ok && tries < 64; tries++ {
		end, fits := at, true
		for k := 1; k < len(parts) && fits; k++ {
			last := s.tok[end.to-1]
			next, found := s.verbatimFrom(parts[k].norm, loose, int(last.norm)+int(last.size))
			most := limit
			if most == 0 && (len(parts[k].tok) < shortPart || len(parts[k-1].tok) < shortPart) {
				most = longestOmission
			}
			fits = found && (most == 0 || next.from-end.to <= most)
			end = next
		}
		if fits {
			return true
		}
		at, ok = s.verbatimFrom(parts[0].norm, loose, int(s.tok[at.from].norm)+1)
	}
	return false
}

// withoutInsertions tells whether a passage stands verbatim but for the editor's
// words in it, which add to the text or stand for a part of it.
func (s *stream) withoutInsertions(text string, loose bool) bool {
	cut := insertion().FindAllStringIndex(text, -1)
	if cut == nil {
		return false
	}
	if q := lexPassage(insertion().ReplaceAllString(text, ""), loose); len(q.tok) > 0 {
		if _, ok := s.verbatim(q, loose); ok {
			return true
		}
	}
	var parts []*stream
	from, words := 0, 0
	for _, c := range append(cut, []int{len(text), len(text)}) {
		q := lexPassage(text[from:c[0]], loose)
		from = c[1]
		if len(q.tok) > 0 {
			parts = append(parts, q)
			words += len(q.tok)
		}
	}
	// An ending within a word is no part.
	for _, c := range cut {
		if r, _ := utf8.DecodeLastRuneInString(text[:c[0]]); c[0] > 0 && folds().fold(r).kind == isLetter {
			return false
		}
	}
	return words >= shortPart && len(parts) > 0 && s.inOrder(parts, loose, longestInsertion)
}

// parts are those of a quote with omissions, without the empty ones.
func parts(text string) (out []string) {
	for _, part := range omission().Split(text, -1) {
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
func (s *stream) interrupted(q *stream) (now string, ok bool) {
	if len(s.blocks) == 0 || len(q.tok) < 2*shortWords {
		return "", false
	}
	rest, from, n := q.tok, 0, 0
	end := span{}
	for len(rest) > 0 && n < maxPieces {
		at, taken := s.longest(q, rest, from)
		if taken == 0 {
			return "", false
		}
		if n > 0 {
			first, last := s.blockOf(end.to), s.blockOf(at.from)
			if s.blocks[last].from != at.from || at.from-end.to > longestBetween || last-first > mostBetween {
				return "", false
			}
		}
		rest = rest[taken:]
		if b := s.blockOf(at.to - 1); len(rest) > 0 && (s.blocks[b].to != at.to || !s.endsSentence(b)) {
			return "", false
		}
		if n == 0 {
			now = s.excerpt(at, maxNow)
		}
		k := s.tok[at.to-1]
		end, from = at, int(k.norm)+int(k.size)
		n++
	}
	return now, len(rest) == 0 && n > 1
}

// longest finds the longest beginning of some words of a passage from a place on,
// and how many words it has.
func (s *stream) longest(q *stream, words []token, from int) (span, int) {
	piece := func(n int) []byte {
		last := words[n-1]
		return q.norm[words[0].norm : last.norm+uint32(last.size)]
	}
	n := sort.Search(len(words), func(n int) bool {
		_, ok := s.verbatimFrom(piece(n+1), false, from)
		return !ok
	})
	if n == 0 {
		return span{}, 0
	}
	at, _ := s.verbatimFrom(piece(n), false, from)
	return at, n
}

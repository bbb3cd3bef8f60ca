package passage

import (
	"slices"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// A sentence that runs over the end of a page has the page's foot and the next
// one's head in between, in the text of a PDF: whole lines that say nothing of it.

// So many lines at the foot of a page, with its notes, and at its head may stand
// between the halves of a sentence.
const (
	footLines = 12
	headLines = 5
)

// breakIn gives the first page's start within a range.
func breakIn(s *lex.Stream, r lex.Span) (int, bool) {
	i, _ := slices.BinarySearch(s.Breaks, r.From)
	if i < len(s.Breaks) && s.Breaks[i] <= r.To {
		return s.Breaks[i], true
	}
	return 0, false
}

// foot tells whether a range is nothing but whole lines around the end of a page.
func foot(s *lex.Stream, r lex.Span) bool {
	at, ok := breakIn(s, r)
	if !ok || r.Len() > maxGap {
		return false
	}
	if r.Len() == 0 {
		return true
	}
	first, last := s.BlockOf(r.From), s.BlockOf(r.To-1)
	if s.Blocks[first].From != r.From || s.Blocks[last].To != r.To {
		return false
	}
	mid := s.BlockOf(min(at, len(s.Tokens)-1))
	return mid-first <= footLines && last-mid < headLines
}

// feet marks the terms on the lines at the ends of pages within a text; nil if no
// page ends in it.
func feet(s *lex.Stream, text []meaning.Term) []bool {
	if len(text) == 0 || len(s.Breaks) == 0 {
		return nil
	}
	from, to := text[0].At.From, text[len(text)-1].At.To
	var out []bool
	first, _ := slices.BinarySearch(s.Breaks, from+1)
	for _, at := range s.Breaks[first:min(len(s.Breaks), first+maxPieces)] {
		if at >= to {
			break
		}
		if out == nil {
			out = make([]bool, len(text))
		}
		mid := s.BlockOf(at)
		for i, k := range text {
			b := s.BlockOf(k.At.From)
			out[i] = out[i] || b >= mid-footLines && b < mid+headLines
		}
	}
	return out
}

// withoutFeet leaves out those of the marked lines of which no word is taken,
// between lines of which one is.
func withoutFeet(s *lex.Stream, text []meaning.Term, feet, taken []bool) []meaning.Term {
	first, last := -1, -1
	keep := map[int]bool{}
	for i, k := range text {
		if taken != nil && taken[i] {
			keep[s.BlockOf(k.At.From)] = true
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	out := make([]meaning.Term, 0, len(text))
	for i, k := range text {
		if feet[i] && i > first && i < last && !keep[s.BlockOf(k.At.From)] {
			continue
		}
		out = append(out, k)
	}
	return out
}

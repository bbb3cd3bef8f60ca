package verdict

import (
	"slices"
	"sort"
	"strings"
)

// A sentence that runs over the end of a page has the page's foot and the next
// one's head in between, in the text of a PDF: whole lines that say nothing of it.

// So many lines at the foot of a page, with its notes, and at its head may stand
// between the halves of a sentence.
const (
	footLines = 12
	headLines = 5
)

// pageStarts are the tokens that pages begin with, the first page's aside.
func (s *stream) pageStarts(pages []string) []int {
	var out []int
	pos := 0
	for k, page := range pages {
		page = strings.TrimSpace(compose(page))
		if page == "" {
			continue
		}
		i := strings.Index(s.text[pos:], page)
		if i < 0 {
			return nil
		}
		start := pos + i
		pos = start + len(page)
		if k > 0 {
			out = append(out, sort.Search(len(s.tok), func(t int) bool { return int(s.tok[t].start) >= start }))
		}
	}
	return out
}

// breakIn gives the first page's start within a range.
func (s *stream) breakIn(r span) (int, bool) {
	i, _ := slices.BinarySearch(s.breaks, r.from)
	if i < len(s.breaks) && s.breaks[i] <= r.to {
		return s.breaks[i], true
	}
	return 0, false
}

// foot tells whether a range is nothing but whole lines around the end of a page.
func (s *stream) foot(r span) bool {
	at, ok := s.breakIn(r)
	if !ok || r.len() > maxGap {
		return false
	}
	if r.len() == 0 {
		return true
	}
	first, last := s.blockOf(r.from), s.blockOf(r.to-1)
	if s.blocks[first].from != r.from || s.blocks[last].to != r.to {
		return false
	}
	mid := s.blockOf(min(at, len(s.tok)-1))
	return mid-first <= footLines && last-mid < headLines
}

// feet marks the terms on the lines at the ends of pages within a text; nil if no
// page ends in it.
func (s *stream) feet(text []term) []bool {
	if len(text) == 0 || len(s.breaks) == 0 {
		return nil
	}
	from, to := text[0].at.from, text[len(text)-1].at.to
	var out []bool
	first, _ := slices.BinarySearch(s.breaks, from+1)
	for _, at := range s.breaks[first:min(len(s.breaks), first+maxPieces)] {
		if at >= to {
			break
		}
		if out == nil {
			out = make([]bool, len(text))
		}
		mid := s.blockOf(at)
		for i, k := range text {
			b := s.blockOf(k.at.from)
			out[i] = out[i] || b >= mid-footLines && b < mid+headLines
		}
	}
	return out
}

// withoutFeet leaves out those of the marked lines of which no word is taken,
// between lines of which one is.
func (s *stream) withoutFeet(text []term, feet, taken []bool) []term {
	first, last := -1, -1
	keep := map[int]bool{}
	for i, k := range text {
		if taken != nil && taken[i] {
			keep[s.blockOf(k.at.from)] = true
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	out := make([]term, 0, len(text))
	for i, k := range text {
		if feet[i] && i > first && i < last && !keep[s.blockOf(k.at.from)] {
			continue
		}
		out = append(out, k)
	}
	return out
}

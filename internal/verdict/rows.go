package verdict

import "strings"

// rowsLeft is the share of a text that stands in rows of tables of which the other
// holds each whole, wherever: a table says in another order what it said. Words that
// follow one another across rows are lost when it is sorted.
func rowsLeft(s, other *stream) float64 {
	if len(s.tok) == 0 {
		return 0
	}
	rows := map[uint64]int{}
	for _, x := range other.blocks {
		if other.isRow(x) {
			rows[other.hashOf(x.span)]++
		}
	}
	if len(rows) == 0 {
		return 0
	}
	left := 0
	for _, x := range s.blocks {
		if !s.isRow(x) {
			continue
		}
		if h := s.hashOf(x.span); rows[h] > 0 {
			rows[h]--
			left += x.len()
		}
	}
	return float64(left) / float64(len(s.tok))
}

// isRow tells that a block has cells.
func (s *stream) isRow(x block) bool {
	return x.len() > 1 && strings.IndexByte(s.text[x.start:x.end], '\t') >= 0
}

// hashOf is the hash of a run of tokens, in their order.
func (s *stream) hashOf(r span) uint64 {
	h := uint64(fnvOffset)
	for _, t := range s.tok[r.from:r.to] {
		h = (h ^ t.hash) * mixPrime
	}
	return h
}

// cellsApart writes a passage that was copied from the source of a table as the table
// is read: what stands between two cells without a blank is no part of them.
func cellsApart(text string) string {
	out := []rune(text)
	for i, r := range out {
		if (r == ',' || r == ';' || r == '|') && i+1 < len(out) && out[i+1] != ' ' || r == '"' {
			out[i] = '\t'
		}
	}
	return string(out)
}

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

const (
	mostAsked    = 4 // rows with the same cell that are looked at
	mostRowWords = 400
	leastCells   = 3 // of a row
)

// cellsLeft is the share of a text that stands in cells of rows which the other has too,
// with a column less or more, or in another order: each row counts with the cells that
// the most alike of the other's has, if they are two and no cell that many rows have.
func cellsLeft(s, other *stream) float64 {
	if len(s.tok) == 0 {
		return 0
	}
	where := map[uint64][]int{} // rows of the other, by their cells
	var rows [][]uint64
	for _, x := range other.blocks {
		if !other.isRow(x) || x.len() > mostRowWords {
			continue
		}
		cells := other.cells(x)
		if len(cells) < 2 {
			continue
		}
		list := make([]uint64, len(cells))
		for i, c := range cells {
			h := other.hashOf(c)
			list[i] = h
			if at := where[h]; len(at) <= mostAsked && (len(at) == 0 || at[len(at)-1] != len(rows)) {
				where[h] = append(at, len(rows))
			}
		}
		rows = append(rows, list)
	}
	if len(rows) == 0 {
		return 0
	}
	used := make([]bool, len(rows))
	left := 0
	for _, x := range s.blocks {
		if !s.isRow(x) || x.len() > mostRowWords {
			continue
		}
		cells := s.cells(x)
		if len(cells) < leastCells {
			continue
		}
		best, most := -1, 0
		for _, c := range cells {
			at := where[s.hashOf(c)]
			if len(at) > mostAsked {
				continue
			}
			for _, k := range at {
				if n := s.shared(cells, rows[k]); !used[k] && n > most {
					best, most = k, n
				}
			}
		}
		if best >= 0 {
			used[best] = true
			left += most
		}
	}
	return float64(left) / float64(len(s.tok))
}

// shared counts the words of the cells that stand in a row; 0 for one cell alone.
func (s *stream) shared(cells []span, row []uint64) int {
	taken := make([]bool, len(row))
	n, words := 0, 0
	for _, c := range cells {
		h := s.hashOf(c)
		for i := range row {
			if row[i] == h && !taken[i] {
				taken[i] = true
				n, words = n+1, words+c.len()
				break
			}
		}
	}
	if n < 2 {
		return 0
	}
	return words
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

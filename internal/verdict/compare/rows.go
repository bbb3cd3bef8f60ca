package compare

import (
	"archiver/internal/verdict/lex"
)

// rowsLeft is the share of a text that stands in rows of tables of which the other
// holds each whole, wherever: a table says in another order what it said. Words that
// follow one another across rows are lost when it is sorted.
func rowsLeft(s, other *lex.Stream) float64 {
	if len(s.Tokens) == 0 {
		return 0
	}
	rows := map[uint64]int{}
	for _, x := range other.Blocks {
		if isRow(other, x) {
			rows[hashOfRun(other, x.Span)]++
		}
	}
	if len(rows) == 0 {
		return 0
	}
	left := 0
	for _, x := range s.Blocks {
		if !isRow(s, x) {
			continue
		}
		if h := hashOfRun(s, x.Span); rows[h] > 0 {
			rows[h]--
			left += x.Len()
		}
	}
	return float64(left) / float64(len(s.Tokens))
}

const (
	mostAsked    = 4 // rows with the same cell that are looked at
	mostRowWords = 400
	leastCells   = 3 // of a row
)

// cellsLeft is the share of a text that stands in cells of rows which the other has too,
// with a column less or more, or in another order: each row counts with the cells that
// the most alike of the other's has, if they are two and no cell that many rows have.
func cellsLeft(s, other *lex.Stream) float64 {
	if len(s.Tokens) == 0 {
		return 0
	}
	where := map[uint64][]int{} // rows of the other, by their cells
	var rows [][]uint64
	for _, x := range other.Blocks {
		if !isRow(other, x) || x.Len() > mostRowWords {
			continue
		}
		cells := cellsOf(other, x)
		if len(cells) < 2 {
			continue
		}
		list := make([]uint64, len(cells))
		for i, c := range cells {
			h := hashOfRun(other, c)
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
	for _, x := range s.Blocks {
		if !isRow(s, x) || x.Len() > mostRowWords {
			continue
		}
		cells := cellsOf(s, x)
		if len(cells) < leastCells {
			continue
		}
		best, most := -1, 0
		for _, c := range cells {
			at := where[hashOfRun(s, c)]
			if len(at) > mostAsked {
				continue
			}
			for _, k := range at {
				if n := shared(s, cells, rows[k]); !used[k] && n > most {
					best, most = k, n
				}
			}
		}
		if best >= 0 {
			used[best] = true
			left += most
		}
	}
	return float64(left) / float64(len(s.Tokens))
}

// shared counts the words of the cells that stand in a row; 0 for one cell alone.
func shared(s *lex.Stream, cells []lex.Span, row []uint64) int {
	taken := make([]bool, len(row))
	n, words := 0, 0
	for _, c := range cells {
		h := hashOfRun(s, c)
		for i := range row {
			if row[i] == h && !taken[i] {
				taken[i] = true
				n, words = n+1, words+c.Len()
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
func isRow(s *lex.Stream, x lex.Block) bool {
	return x.Len() > 1 && x.Cells
}

// hashOfRun is the hash of a run of tokens, in their order.
func hashOfRun(s *lex.Stream, r lex.Span) uint64 {
	h := uint64(lex.HashSeed)
	for _, t := range s.Tokens[r.From:r.To] {
		h = (h ^ t.Hash) * lex.HashPrime
	}
	return h
}

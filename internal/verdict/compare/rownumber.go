package compare

import (
	"strconv"
	"strings"

	"archiver/internal/verdict/lex"
)

// A template may count the rows of a table, or stop counting them: a first column
// with 1, 2, 3, and what stands over it, is none of the table's matter.

const leastCounted = 3 // rows that are

// rowNumber tells whether a change is the first cell of a row in such a column,
// which the other page does without.
func (d *Side) rowNumber(c Change) bool {
	if !c.paired || !d.isRow(c.block) {
		return false
	}
	own, there := d.apart(c)
	s, r, o, at := d.Stream, own, d.other, there
	if own.Len() == 0 {
		s, r, o, at = d.other, there, d.Stream, own
	}
	if r.Len() == 0 || at.Len() > 0 || r.Len() > 2 {
		return false
	}
	bi := s.BlockOf(r.From)
	row := s.Blocks[bi].Span
	if r.From != row.From || r.To == row.To || !isCell(s, row, r) || !d.mayLook() {
		return false
	}
	if countCells(s, row) > 2 && r.Len() == 1 && countSigns[s.Word(r.From)] && (bi == 0 || strings.IndexByte(s.BlockText(bi-1), '\t') < 0) {
		return true // the numbers may be the style sheet's
	}
	return countsRows(s, bi) && !countsRows(o, o.BlockOf(min(at.From, len(o.Tokens)-1)))
}

// countSigns stand over such a column. №, #, nº are no letters or become these.
var countSigns = map[string]bool{"no": true, "n": true, "nr": true, "nº": true, "lp": true, "п": true}

// countsRows tells whether the first cells of the table around a row are counted
// from 1 on, but for that of its first row.
func countsRows(s *lex.Stream, bi int) bool {
	row := func(i int) bool { return i >= 0 && i < len(s.Blocks) && strings.IndexByte(s.BlockText(i), '\t') >= 0 }
	if !row(bi) {
		return false
	}
	for row(bi - 1) {
		bi--
	}
	next := 1
	for i := bi; row(i); i++ {
		first := cellsOf(s, s.Blocks[i])[0]
		if n, err := strconv.Atoi(s.Word(first.From)); err == nil && first.Len() == 1 && n == next {
			next++
		} else if i > bi {
			return false
		}
	}
	return next > leastCounted
}

// recounted drops the rows of d that o has word for word behind such a column, and
// those.
func recounted(d, o *Side) {
	var rows map[uint64]int
	for _, t := range tables(o.Stream) {
		if !countsRows(o.Stream, t.first) {
			continue
		}
		if rows == nil {
			rows = map[uint64]int{}
		}
		for i, r := range t.rows {
			if len(r) > 2 {
				rows[hashTokens(join(o.Stream, r[1:]...))] = t.first + i
			}
		}
	}
	if rows == nil {
		return
	}
	for _, t := range tables(d.Stream) {
		if countsRows(d.Stream, t.first) {
			continue
		}
		for i, r := range t.rows {
			if at, ok := rows[hashTokens(join(d.Stream, r...))]; ok {
				d.dropBlocks(t.first+i, t.first+i+1)
				o.dropBlocks(at, at+1)
			}
		}
	}
}

package verdict

import (
	"strconv"
	"strings"
)

// A template may count the rows of a table, or stop counting them: a first column
// with 1, 2, 3, and what stands over it, is none of the table's matter.

const leastCounted = 3 // rows that are

// rowNumber tells whether a change is the first cell of a row in such a column,
// which the other page does without.
func (d *side) rowNumber(c change) bool {
	if !c.paired || !d.isRow(c.block) {
		return false
	}
	own, there := d.apart(c)
	s, r, o, at := d.s, own, d.other, there
	if own.len() == 0 {
		s, r, o, at = d.other, there, d.s, own
	}
	if r.len() == 0 || at.len() > 0 || r.len() > 2 {
		return false
	}
	bi := s.blockOf(r.from)
	cells := s.cells(s.blocks[bi])
	if len(cells) < 2 || cells[0] != r || !d.mayLook() {
		return false
	}
	if len(cells) > 2 && r.len() == 1 && countSigns[s.word(r.from)] && (bi == 0 || strings.IndexByte(s.blockText(bi-1), '\t') < 0) {
		return true // the numbers may be the style sheet's
	}
	return s.countsRows(bi) && !o.countsRows(o.blockOf(min(at.from, len(o.tok)-1)))
}

// countSigns stand over such a column. №, #, nº are no letters or become these.
var countSigns = map[string]bool{"no": true, "n": true, "nr": true, "nº": true, "lp": true, "п": true}

// countsRows tells whether the first cells of the table around a row are counted
// from 1 on, but for that of its first row.
func (s *stream) countsRows(bi int) bool {
	row := func(i int) bool { return i >= 0 && i < len(s.blocks) && strings.IndexByte(s.blockText(i), '\t') >= 0 }
	if !row(bi) {
		return false
	}
	for row(bi - 1) {
		bi--
	}
	next := 1
	for i := bi; row(i); i++ {
		first := s.cells(s.blocks[i])[0]
		if n, err := strconv.Atoi(s.word(first.from)); err == nil && first.len() == 1 && n == next {
			next++
		} else if i > bi {
			return false
		}
	}
	return next > leastCounted
}

// recounted drops the rows of d that o has word for word behind such a column, and
// those.
func recounted(d, o *side) {
	var rows map[uint64]int
	for _, t := range o.s.tables() {
		if !o.s.countsRows(t.first) {
			continue
		}
		if rows == nil {
			rows = map[uint64]int{}
		}
		for i, r := range t.rows {
			if len(r) > 2 {
				rows[hashTokens(o.s.join(r[1:]...))] = t.first + i
			}
		}
	}
	if rows == nil {
		return
	}
	for _, t := range d.s.tables() {
		if d.s.countsRows(t.first) {
			continue
		}
		for i, r := range t.rows {
			if at, ok := rows[hashTokens(d.s.join(r...))]; ok {
				d.dropBlocks(t.first+i, t.first+i+1)
				o.dropBlocks(at, at+1)
			}
		}
	}
}

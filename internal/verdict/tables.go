package verdict

import "strings"

// A table says the same if it stands on its side, or if each of its rows became a
// card of names and values: what is said of what stays. So a row counts as held if
// the other page has it in such a dress, whole and word for word.

const mostCells = 5000 // of a table; larger ones are compared as they stand

// table is a run of rows, as the cells of each.
type table struct {
	first int // block of the first row
	rows  [][]span
}

// tables finds the tables of a view.
func (s *stream) tables() (out []table) {
	for bi := range s.blocks {
		text := s.blockText(bi)
		if strings.IndexByte(text, '\t') < 0 {
			continue
		}
		if n := len(out); n == 0 || out[n-1].first+len(out[n-1].rows) != bi {
			out = append(out, table{first: bi})
		}
		t := &out[len(out)-1]
		t.rows = append(t.rows, s.cells(s.blocks[bi]))
	}
	return out
}

// cells cuts a row.
func (s *stream) cells(b block) (out []span) {
	from := b.from
	for i := b.from + 1; i <= b.to; i++ {
		if i == b.to || strings.IndexByte(s.text[s.tok[i-1].end:s.tok[i].start], '\t') >= 0 {
			out = append(out, span{from, i})
			from = i
		}
	}
	return out
}

// columns gives how many cells all rows of a table have, 0 if they differ.
func (t *table) columns() int {
	n := len(t.rows[0])
	for _, r := range t.rows {
		if len(r) != n {
			return 0
		}
	}
	if len(t.rows)*n > mostCells || n < 2 || len(t.rows) < 2 {
		return 0
	}
	return n
}

func (s *stream) join(parts ...span) (out []token) {
	for _, p := range parts {
		out = append(out, s.tok[p.from:p.to]...)
	}
	return out
}

func hashTokens(list []token) uint64 {
	h := uint64(fnvOffset)
	for i := range list {
		h = (h ^ list[i].hash) * mixPrime
	}
	return h
}

// dropTables removes the rows that the other page has in another dress.
func dropTables(l, g *side) {
	if len(l.changes)+len(g.changes) == 0 {
		return
	}
	turned(l, g)
	recounted(l, g)
	recounted(g, l)
	dealt(l, g)
	dealt(g, l)
}

// turned drops the rows of tables that stand on their sides.
func turned(l, g *side) {
	a, b := l.s.tables(), g.s.tables()
	turns := map[uint64]*table{}
	for i := range b {
		t := &b[i]
		if n := t.columns(); n > 0 {
			h := uint64(fnvOffset)
			for c := range n {
				for r := range t.rows {
					h = (h ^ hashTokens(g.s.join(t.rows[r][c]))) * mixPrime
				}
			}
			turns[h] = t
		}
	}
	for i := range a {
		t := &a[i]
		n := t.columns()
		if n == 0 {
			continue
		}
		h := uint64(fnvOffset)
		for r := range t.rows {
			for c := range n {
				h = (h ^ hashTokens(l.s.join(t.rows[r][c]))) * mixPrime
			}
		}
		if o := turns[h]; o != nil && o.columns() == len(t.rows) {
			l.dropBlocks(t.first, t.first+len(t.rows))
			g.dropBlocks(o.first, o.first+len(o.rows))
		}
	}
}

// dealt drops the rows of d's tables that o has as cards, or with the name of the
// column before some of their cells, and those cards.
func dealt(d, o *side) {
	for _, t := range d.s.tables() {
		if t.columns() == 0 {
			continue
		}
		found, named := make([]span, 0, len(t.rows)), true
		used := map[int]bool{}
		for _, row := range t.rows[1:] {
			at, all := o.s.dressed(d.s, t.rows[0], row, used)
			if at.len() == 0 {
				break
			}
			found, named = append(found, at), named && all
			used[at.from] = true
		}
		if len(found) < len(t.rows)-1 {
			continue
		}
		first := t.first
		if !named {
			first++ // the names of the columns must still stand over them
		}
		d.dropBlocks(first, t.first+len(t.rows))
		for _, f := range found {
			o.dropBlocks(o.s.blockOf(f.from), o.s.blockOf(f.to-1)+1)
		}
	}
}

// dressed finds the cells of a row of d's, with the name of the column before at
// least one of them; all tells whether it stands before each but the first.
func (s *stream) dressed(d *stream, head, row []span, used map[int]bool) (at span, all bool) {
	for _, b := range s.blocks {
		if used[b.from] {
			continue
		}
		i, names := b.from, 0
		all = true
		for c := range row {
			if k := s.follow(s.follow(i, d, head[c]), d, row[c]); k >= 0 {
				i = k
				names++
				continue
			}
			all = all && c == 0
			if i = s.follow(i, d, row[c]); i < 0 {
				break
			}
		}
		if i > 0 && names > 0 && s.cellEnds(i) {
			return span{b.from, i}, all
		}
	}
	return span{}, false
}

// follow gives what comes behind the words of d's that begin at i, or -1.
func (s *stream) follow(i int, d *stream, words span) int {
	if i < 0 || i+words.len() > len(s.tok) {
		return -1
	}
	for k := range words.len() {
		if s.tok[i+k].hash != d.tok[words.from+k].hash {
			return -1
		}
	}
	return i + words.len()
}

// cellEnds tells whether a cell or a block ends before a word.
func (s *stream) cellEnds(i int) bool {
	return i == len(s.tok) || strings.ContainsAny(s.text[s.tok[i-1].end:s.tok[i].start], "\t\n")
}

// dropBlocks drops the changes of a range of blocks.
func (d *side) dropBlocks(from, to int) {
	out := map[int]bool{}
	for i, c := range d.changes {
		if c.block >= from && c.block < to {
			out[i] = true
		}
	}
	d.drop(out)
}

// rowOf gives the row of the other page that begins with the same cell as a row,
// if it is the only one on either page.
func (d *side) rowOf(bi int) (span, bool) {
	own := d.s.cells(d.s.blocks[bi])
	rows := func(s *stream) (at span, n int) {
		for i, b := range s.blocks {
			if strings.IndexByte(s.blockText(i), '\t') < 0 || s.follow(b.from, d.s, own[0]) != b.from+own[0].len() || !s.cellEnds(b.from+own[0].len()) {
				continue
			}
			at, n = b.span, n+1
		}
		return at, n
	}
	if _, n := rows(d.s); n != 1 {
		return span{}, false
	}
	at, n := rows(d.other)
	return at, n == 1 && at.len() <= 2*d.s.blocks[bi].len()+10
}

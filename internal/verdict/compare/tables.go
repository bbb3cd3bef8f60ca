package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// A table says the same if it stands on its side, or if each of its rows became a
// card of names and values: what is said of what stays. So a row counts as held if
// the other page has it in such a dress, whole and word for word.

const mostCells = 5000 // of a table; larger ones are compared as they stand

// table is a run of rows, as the cells of each.
type table struct {
	first int // block of the first row
	rows  [][]lex.Span
}

// tables finds the tables of a view.
func tables(s *lex.Stream) (out []table) {
	for bi := range s.Blocks {
		text := s.BlockText(bi)
		if strings.IndexByte(text, '\t') < 0 {
			continue
		}
		if n := len(out); n == 0 || out[n-1].first+len(out[n-1].rows) != bi {
			out = append(out, table{first: bi})
		}
		t := &out[len(out)-1]
		t.rows = append(t.rows, cellsOf(s, s.Blocks[bi]))
	}
	return out
}

// tabbed tells whether a cell begins with a word that is not a block's first.
func tabbed(s *lex.Stream, i int) bool {
	return strings.IndexByte(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start], '\t') >= 0
}

// cellsOf cuts a row.
func cellsOf(s *lex.Stream, b lex.Block) (out []lex.Span) {
	from := b.From
	for i := b.From + 1; i <= b.To; i++ {
		if i == b.To || tabbed(s, i) {
			out = append(out, lex.Span{From: from, To: i})
			from = i
		}
	}
	return out
}

// countCells is how many cells a row has.
func countCells(s *lex.Stream, row lex.Span) int {
	n := 1
	for i := row.From + 1; i < row.To; i++ {
		if tabbed(s, i) {
			n++
		}
	}
	return n
}

// isCell tells whether a run of words of a row is one of its cells.
func isCell(s *lex.Stream, row, r lex.Span) bool {
	return (r.From == row.From || tabbed(s, r.From)) && (r.To == row.To || tabbed(s, r.To)) && countCells(s, r) == 1
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

func join(s *lex.Stream, parts ...lex.Span) (out []lex.Token) {
	for _, p := range parts {
		out = append(out, s.Tokens[p.From:p.To]...)
	}
	return out
}

func hashTokens(list []lex.Token) uint64 {
	h := uint64(lex.HashSeed)
	for i := range list {
		h = (h ^ list[i].Hash) * lex.HashPrime
	}
	return h
}

// dropTables removes the rows that the other page has in another dress.
func dropTables(l, g *Side) {
	if len(l.Changes)+len(g.Changes) == 0 {
		return
	}
	turned(l, g)
	recounted(l, g)
	recounted(g, l)
	dealt(l, g)
	dealt(g, l)
}

// turned drops the rows of tables that stand on their sides.
func turned(l, g *Side) {
	a, b := tables(l.Stream), tables(g.Stream)
	turns := map[uint64]*table{}
	for i := range b {
		t := &b[i]
		if n := t.columns(); n > 0 {
			h := uint64(lex.HashSeed)
			for c := range n {
				for r := range t.rows {
					h = (h ^ hashTokens(join(g.Stream, t.rows[r][c]))) * lex.HashPrime
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
		h := uint64(lex.HashSeed)
		for r := range t.rows {
			for c := range n {
				h = (h ^ hashTokens(join(l.Stream, t.rows[r][c]))) * lex.HashPrime
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
func dealt(d, o *Side) {
	for _, t := range tables(d.Stream) {
		if t.columns() == 0 {
			continue
		}
		found, named := make([]lex.Span, 0, len(t.rows)), true
		used := map[int]bool{}
		for _, row := range t.rows[1:] {
			at, all := dressed(o.Stream, d.Stream, t.rows[0], row, used)
			if at.Len() == 0 {
				break
			}
			found, named = append(found, at), named && all
			used[at.From] = true
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
			o.dropBlocks(o.Stream.BlockOf(f.From), o.Stream.BlockOf(f.To-1)+1)
		}
	}
}

// dressed finds the cells of a row of d's, with the name of the column before at
// least one of them; all tells whether it stands before each but the first.
func dressed(s *lex.Stream, d *lex.Stream, head, row []lex.Span, used map[int]bool) (at lex.Span, all bool) {
	for _, b := range s.Blocks {
		if used[b.From] {
			continue
		}
		i, names := b.From, 0
		all = true
		for c := range row {
			if k := follow(s, follow(s, i, d, head[c]), d, row[c]); k >= 0 {
				i = k
				names++
				continue
			}
			all = all && c == 0
			if i = follow(s, i, d, row[c]); i < 0 {
				break
			}
		}
		if i > 0 && names > 0 && cellEnds(s, i) {
			return lex.Span{From: b.From, To: i}, all
		}
	}
	return lex.Span{}, false
}

// follow gives what comes behind the words of d's that begin at i, or -1.
func follow(s *lex.Stream, i int, d *lex.Stream, words lex.Span) int {
	if i < 0 || i+words.Len() > len(s.Tokens) {
		return -1
	}
	for k := range words.Len() {
		if s.Tokens[i+k].Hash != d.Tokens[words.From+k].Hash {
			return -1
		}
	}
	return i + words.Len()
}

// cellEnds tells whether a cell or a block ends before a word.
func cellEnds(s *lex.Stream, i int) bool {
	return i == len(s.Tokens) || strings.ContainsAny(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start], "\t\n")
}

// dropBlocks drops the changes of a range of blocks.
func (d *Side) dropBlocks(from, to int) {
	out := map[int]bool{}
	for i, c := range d.Changes {
		if c.block >= from && c.block < to {
			out[i] = true
		}
	}
	d.drop(out)
}

// rowOf gives the row of the other page that begins with the same cell as a row,
// if it is the only one on either page.
func (d *Side) rowOf(bi int) (lex.Span, bool) {
	own := cellsOf(d.Stream, d.Stream.Blocks[bi])
	rows := func(s *lex.Stream) (at lex.Span, n int) {
		for i, b := range s.Blocks {
			if strings.IndexByte(s.BlockText(i), '\t') < 0 || follow(s, b.From, d.Stream, own[0]) != b.From+own[0].Len() || !cellEnds(s, b.From+own[0].Len()) {
				continue
			}
			at, n = b.Span, n+1
		}
		return at, n
	}
	if _, n := rows(d.Stream); n != 1 {
		return lex.Span{}, false
	}
	at, n := rows(d.other)
	return at, n == 1 && at.Len() <= 2*d.Stream.Blocks[bi].Len()+10
}

// cellEdited tells whether the other page has the row of the same name with other words
// in fewer than all of its cells behind that name: "Karvia | yes | no". Figures have
// rules of their own, and rows that tick are the page's.
func (d *Side) cellEdited(bi int) bool {
	k := d.census(d.Stream.Blocks[bi].Span)
	if k.ticks() || k.ago > 0 || !d.mayLook() {
		return false
	}
	own := cellsOf(d.Stream, d.Stream.Blocks[bi])
	if len(own) < 3 {
		return false
	}
	at, ok := d.rowOf(bi)
	if !ok {
		return false
	}
	there := cellsOf(d.other, lex.Block{Span: at})
	if len(there) != len(own) {
		return false
	}
	same := 0
	for i := range own {
		a, b := d.Stream.Tokens[own[i].From:own[i].To], d.other.Tokens[there[i].From:there[i].To]
		if sameTokens(a, b) {
			same++
		} else if figuresIn(a)+figuresIn(b) > 0 {
			return false
		}
	}
	return same >= 2 && same < len(own)
}

func figuresIn(list []lex.Token) (n int) {
	for i := range list {
		if list[i].Flags&lex.Number != 0 {
			n++
		}
	}
	return n
}

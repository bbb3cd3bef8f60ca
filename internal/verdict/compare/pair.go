package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// context is how many words around a change tell where it stands in the other
// page.
const context = 24

// shift returns by how much the words of a range stand further on in the other
// page, as most of their shingles have it: a single one may stand elsewhere
// too. Where at is a word of the text, it has to stand there as well.
func (d *Side) shift(r lex.Span, at int) (int, bool) {
	votes := map[int]int{}
	best, most := 0, 0
	for i := max(0, r.From); i+lex.ShingleWidth <= min(r.To, len(d.Stream.Tokens)); i++ {
		p := d.set.Find(d.Stream.Tokens, i)
		if p < 0 || at >= 0 && !d.same(at, p-i) {
			continue
		}
		votes[p-i]++
		if votes[p-i] > most {
			best, most = p-i, votes[p-i]
		}
	}
	return best, most > 0
}

// same tells whether a word stands shift words further on in the other page.
func (d *Side) same(i, shift int) bool {
	j := i + shift
	return j >= 0 && j < len(d.other.Tokens) && d.Stream.Tokens[i].Hash == d.other.Tokens[j].Hash
}

// pair finds what the other page has between the words before and after a
// run: those of its paragraph where it has enough, else those next to it.
// Where the run ends its paragraph, so does what stands in its place: what
// follows came from elsewhere.
func (d *Side) pair(r, within lex.Span) (lex.Span, bool) {
	before, okBefore := d.shift(lex.Span{From: max(within.From, r.From-context), To: r.From}, -1)
	if !okBefore {
		before, okBefore = d.shift(lex.Span{From: r.From - lex.ShingleWidth, To: r.From}, -1)
	}
	after, okAfter := d.shift(lex.Span{From: r.To, To: min(within.To, r.To+context)}, -1)
	if !okAfter {
		after, okAfter = d.shift(lex.Span{From: r.To, To: r.To + lex.ShingleWidth}, -1)
	}
	from, to := r.From+before, r.To+after
	switch {
	case okBefore && okAfter:
	case okAfter && r.From == 0:
		from = 0
	case okAfter && r.From < lex.ShingleWidth && to-r.Len() >= r.From && sameTokens(d.Stream.Tokens[:r.From], d.other.Tokens[to-r.Len()-r.From:to-r.Len()]):
		from = to - r.Len() // too few words stand before it, under a short headline, to be looked up
	case okBefore && r.To == len(d.Stream.Tokens):
		to = min(len(d.other.Tokens), from+r.Len())
		if r.From > within.From && from >= 0 && from < len(d.other.Tokens) {
			to = d.other.Blocks[d.other.BlockOf(from)].To // the last words of a paragraph are others
		}
	default:
		return lex.Span{}, false
	}
	if to < from || from < 0 || to > len(d.other.Tokens) || to-from > 2*r.Len()+30 {
		return lex.Span{}, false
	}
	if okAfter && r.From == within.From && r.To < within.To && from < to && to < len(d.other.Tokens) {
		// So it is where the run begins its paragraph.
		from = max(from, min(to, d.other.Blocks[d.other.BlockOf(to)].From))
	}
	if r.To == within.To && from < to {
		next := d.other.Blocks[d.other.BlockOf(from)]
		to = min(to, next.To)
		if next.From == from && r.From > within.From && okBefore {
			to = from // there the paragraph ends before it
		}
	}
	return lex.Span{From: from, To: to}, true
}

// hidden finds a change in a paragraph all of whose words are covered: in a
// long text "do not" or "30 days" stands in many places, so that a "not" taken
// out, or another number put in, leaves every word within some shingle of the
// other page. What gives it away is a shingle that is missing.
func (d *Side) hidden(bi int) (Change, bool) {
	b := d.Stream.Blocks[bi]
	whole := b.Len() >= lex.ShingleWidth || !d.isRow(bi)
	for i := b.From; i+lex.ShingleWidth <= b.To && whole; i++ {
		whole = d.set.Find(d.Stream.Tokens, i) >= 0
	}
	if whole && (b.Len() < leastHidden || d.stands(bi)) {
		return Change{}, false
	}
	if whole {
		return d.likest(bi)
	}
	if d.isRow(bi) && !d.hasRow(bi) {
		there, ok := lex.Span{}, false
		if d.mayLook() {
			there, ok = d.rowOf(bi)
		}
		return Change{Span: b.Span, block: bi, within: true, There: there, paired: ok}, true
	}
	before, ok := d.shift(lex.Span{From: b.From - 2*lex.ShingleWidth, To: min(b.To, b.From+context)}, b.From)
	after, also := d.shift(lex.Span{From: max(b.From, b.To-context), To: b.To + 2*lex.ShingleWidth}, b.To-1)
	if !ok || !also {
		return d.likest(bi)
	}
	i, j := b.From, b.To
	for i < j && d.same(i, before) {
		i++
	}
	for j > i && j+after > i+before && d.same(j-1, after) {
		j--
	}
	there := lex.Span{From: i + before, To: j + after}
	if there.From < 0 || there.To > len(d.other.Tokens) || there.Len() < 0 || there.Len() > 2*(j-i)+30 || i == j && there.Len() == 0 {
		return d.likest(bi)
	}
	return Change{Span: lex.Span{From: i, To: j}, block: bi, within: true, There: there, paired: true}, true
}

// leastHidden is how many words a paragraph has at least in which an edit is
// looked for though all of its shingles stand somewhere on the other page.
const leastHidden = 8

// mostSearches bounds the paragraphs that are searched for through a whole page.
const mostSearches = 200

// stands tells whether the other page holds a block word for word.
func (d *Side) stands(bi int) bool {
	b := d.Stream.Blocks[bi]
	if d.whole == nil {
		d.whole = hashes(d.other)
	}
	if d.whole[d.Stream.BlockHash(b)] {
		return true
	}
	if d.searches++; d.searches > mostSearches {
		return true // a page that is cut into other paragraphs
	}
	return lex.IndexTokens(d.other.Tokens, d.Stream.Tokens[b.From:b.To]) >= 0
}

// holdsBlocks tells whether each paragraph of a view stands on a page word for word.
func holdsBlocks(p *pages.Prepared, s *lex.Stream) bool {
	d := Side{Stream: s, other: p.Visible()}
	for i, b := range s.Blocks {
		if b.Len() >= leastHidden && !d.stands(i) {
			return false
		}
	}
	return true
}

// likest compares a block that does not stand on the other page with the one that
// begins and ends most like it. In PDFs what stands between their pages parts
// paragraphs.
func (d *Side) likest(bi int) (Change, bool) {
	b := d.Stream.Blocks[bi]
	if b.Len() < leastHidden || d.Page.Page.Kind != "html" || d.otherKind() || d.stands(bi) {
		return Change{}, false
	}
	c := Change{block: bi, within: true, paired: true}
	best := b.Len() * 6 / 10
	for _, o := range d.other.Blocks {
		i, j := 0, 0
		for i < min(b.Len(), o.Len()) && d.Stream.Tokens[b.From+i].Hash == d.other.Tokens[o.From+i].Hash {
			i++
		}
		for i+j < min(b.Len(), o.Len()) && d.Stream.Tokens[b.To-1-j].Hash == d.other.Tokens[o.To-1-j].Hash {
			j++
		}
		if i+j > best && o.Len()-i-j <= 30 {
			best = i + j
			c.Span, c.There = lex.Span{From: b.From + i, To: b.To - j}, lex.Span{From: o.From + i, To: o.To - j}
		}
	}
	return c, c.Len()+c.There.Len() > 0
}

// hasRow tells whether the other page has a row of the same words in any order.
func (d *Side) hasRow(bi int) bool {
	if d.rows == nil {
		d.rows = map[uint64]bool{}
		for i, b := range d.other.Blocks {
			if strings.IndexByte(d.other.BlockText(i), '\t') >= 0 {
				d.rows[bag(d.other, b)] = true
			}
		}
	}
	return len(d.rows) == 0 || d.rows[bag(d.Stream, d.Stream.Blocks[bi])]
}

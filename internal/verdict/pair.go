package verdict

import (
	"sort"
	"strings"
)

// context is how many words around a change tell where it stands in the other
// page.
const context = 24

// shift returns by how much the words of a range stand further on in the other
// page, as most of their shingles have it: a single one may stand elsewhere
// too. Where at is a word of the text, it has to stand there as well.
func (d *side) shift(r span, at int) (int, bool) {
	votes := map[int]int{}
	best, most := 0, 0
	for i := max(0, r.from); i+width <= min(r.to, len(d.s.tok)); i++ {
		p := d.set.find(d.s.tok, i)
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
func (d *side) same(i, shift int) bool {
	j := i + shift
	return j >= 0 && j < len(d.other.tok) && d.s.tok[i].hash == d.other.tok[j].hash
}

// pair finds what the other page has between the words before and after a
// run: those of its paragraph where it has enough, else those next to it.
// Where the run ends its paragraph, so does what stands in its place: what
// follows came from elsewhere.
func (d *side) pair(r, within span) (span, bool) {
	before, okBefore := d.shift(span{max(within.from, r.from-context), r.from}, -1)
	if !okBefore {
		before, okBefore = d.shift(span{r.from - width, r.from}, -1)
	}
	after, okAfter := d.shift(span{r.to, min(within.to, r.to+context)}, -1)
	if !okAfter {
		after, okAfter = d.shift(span{r.to, r.to + width}, -1)
	}
	from, to := r.from+before, r.to+after
	switch {
	case okBefore && okAfter:
	case okAfter && r.from == 0:
		from = 0
	case okBefore && r.to == len(d.s.tok):
		to = min(len(d.other.tok), from+r.len())
	default:
		return span{}, false
	}
	if to < from || from < 0 || to > len(d.other.tok) || to-from > 2*r.len()+30 {
		return span{}, false
	}
	if okAfter && r.from == within.from && r.to < within.to && from < to && to < len(d.other.tok) {
		// So it is where the run begins its paragraph.
		from = max(from, min(to, d.other.blocks[d.other.blockOf(to)].from))
	}
	if r.to == within.to && from < to {
		next := d.other.blocks[d.other.blockOf(from)]
		to = min(to, next.to)
		if next.from == from && r.from > within.from && okBefore {
			to = from // there the paragraph ends before it
		}
	}
	return span{from, to}, true
}

// hidden finds a change in a paragraph all of whose words are covered: in a
// long text "do not" or "30 days" stands in many places, so that a "not" taken
// out, or another number put in, leaves every word within some shingle of the
// other page. What gives it away is a shingle that is missing.
func (d *side) hidden(bi int) (change, bool) {
	b := d.s.blocks[bi]
	whole := b.len() >= width || !d.isRow(bi)
	for i := b.from; i+width <= b.to && whole; i++ {
		whole = d.set.find(d.s.tok, i) >= 0
	}
	if whole && (b.len() < leastHidden || d.stands(bi)) {
		return change{}, false
	}
	if whole {
		return d.likest(bi)
	}
	if d.isRow(bi) && !d.hasRow(bi) {
		there, ok := span{}, false
		if d.mayLook() {
			there, ok = d.rowOf(bi)
		}
		return change{span: b.span, block: bi, within: true, there: there, paired: ok}, true
	}
	before, ok := d.shift(span{b.from - 2*width, min(b.to, b.from+context)}, b.from)
	after, also := d.shift(span{max(b.from, b.to-context), b.to + 2*width}, b.to-1)
	if !ok || !also {
		return d.likest(bi)
	}
	i, j := b.from, b.to
	for i < j && d.same(i, before) {
		i++
	}
	for j > i && j+after > i+before && d.same(j-1, after) {
		j--
	}
	there := span{i + before, j + after}
	if there.from < 0 || there.to > len(d.other.tok) || there.len() < 0 || there.len() > 2*(j-i)+30 || i == j && there.len() == 0 {
		return d.likest(bi)
	}
	return change{span: span{i, j}, block: bi, within: true, there: there, paired: true}, true
}

// leastHidden is how many words a paragraph has at least in which an edit is
// looked for though all of its shingles stand somewhere on the other page.
const leastHidden = 8

// mostSearches bounds the paragraphs that are searched for through a whole page.
const mostSearches = 200

// stands tells whether the other page holds a block word for word.
func (d *side) stands(bi int) bool {
	b := d.s.blocks[bi]
	if d.whole == nil {
		d.whole = hashes(d.other)
	}
	if d.whole[d.s.blockHash(b)] {
		return true
	}
	if d.searches++; d.searches > mostSearches {
		return true // a page that is cut into other paragraphs
	}
	return indexTokens(d.other.tok, d.s.tok[b.from:b.to]) >= 0
}

// holdsBlocks tells whether each paragraph of a view stands on a page word for word.
func holdsBlocks(p *Prepared, s *stream) bool {
	d := side{s: s, other: p.visible()}
	for i, b := range s.blocks {
		if b.len() >= leastHidden && !d.stands(i) {
			return false
		}
	}
	return true
}

// likest compares a block that does not stand on the other page with the one that
// begins and ends most like it. In PDFs what stands between their pages parts
// paragraphs.
func (d *side) likest(bi int) (change, bool) {
	b := d.s.blocks[bi]
	if b.len() < leastHidden || d.page.page.Kind != "html" || d.otherKind() || d.stands(bi) {
		return change{}, false
	}
	c := change{block: bi, within: true, paired: true}
	best := b.len() * 6 / 10
	for _, o := range d.other.blocks {
		i, j := 0, 0
		for i < min(b.len(), o.len()) && d.s.tok[b.from+i].hash == d.other.tok[o.from+i].hash {
			i++
		}
		for i+j < min(b.len(), o.len()) && d.s.tok[b.to-1-j].hash == d.other.tok[o.to-1-j].hash {
			j++
		}
		if i+j > best && o.len()-i-j <= 30 {
			best = i + j
			c.span, c.there = span{b.from + i, b.to - j}, span{o.from + i, o.to - j}
		}
	}
	return c, c.len()+c.there.len() > 0
}

// blockOf returns the index of the block that holds a token.
func (s *stream) blockOf(tok int) int {
	return sort.Search(len(s.blocks), func(i int) bool { return s.blocks[i].to > tok })
}

// hasRow tells whether the other page has a row of the same words in any order.
func (d *side) hasRow(bi int) bool {
	if d.rows == nil {
		d.rows = map[uint64]bool{}
		for i, b := range d.other.blocks {
			if strings.IndexByte(d.other.blockText(i), '\t') >= 0 {
				d.rows[d.other.bag(b)] = true
			}
		}
	}
	return len(d.rows) == 0 || d.rows[d.s.bag(d.s.blocks[bi])]
}

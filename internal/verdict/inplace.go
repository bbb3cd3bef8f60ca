package verdict

import "strings"

// Where the text ends and the page's surroundings begin is a guess, so what stands
// outside of the column that was found is not silent about everything: a block that
// stands on both pages, between the same neighbours, but for a figure, a name or a
// few words, was edited. Boxes that come and go beside the text stay noise, and so
// does what ticks: counters, rates, dates.

// Bounds of an edit in place.
const (
	mostInPlace  = 4   // words that are others
	leastInPlace = 5   // words of a sentence
	mostAligned  = 80  // words of a block
	mostPlaced   = 400 // blocks that are looked at
	mostHeld     = 20  // per cent of a line inside links
	leastTable   = 4   // rows
)

// place is an edit in place, in the words of the visible texts.
type place struct {
	old, now span
	weak     bool // a line of a few words that came, see putIn
}

// inPlace compares the blocks of two pages that have the same neighbours.
type inPlace struct {
	l, g   side // of the visible texts
	f, h   flow // where their blocks stand
	a, b   []uint64
	inA    map[uint64]int // blocks of the old page
	inB    map[uint64]int
	main   map[uint32]bool // where blocks of the main text begin
	told   map[uint32]bool // where blocks begin of which something is told already
	new    map[uint32]bool // and those of the new page
	places []place
	came   span // a line near the text that was taken for the site's, see putIn

	noticesOnly bool // see takenAway
}

// editedInPlace finds the edits that the rules for noise set aside, and a line that
// came near the text and stays set aside.
func editedInPlace(a, b *Prepared, l, g *side) (places []place, came span) {
	if b.page.Kind != "html" || a.page.Kind != "html" || !a.page.Layout.complete() || !b.page.Layout.complete() {
		return nil, span{}
	}
	x := &inPlace{
		l: side{page: a, s: a.visible(), other: b.visible(), set: b.set(), peer: b},
		g: side{page: b, s: b.visible(), other: a.visible(), set: a.set(), peer: a, gain: true},
		f: flow{lay: &a.page.Layout, vis: a.visible()}, h: flow{lay: &b.page.Layout, vis: b.visible()},
		told: l.toldBlocks(), new: g.toldBlocks(), main: map[uint32]bool{},
	}
	for _, bl := range a.base().blocks {
		x.main[bl.start] = true
	}
	x.a, x.inA = blockHashes(x.l.s)
	x.b, x.inB = blockHashes(x.g.s)
	x.compare()
	x.shortOnes()
	x.ofItself()
	x.listItems()
	x.putIn()
	x.takenAway()
	for _, r := range rowsGone(x.l, &x.f, x.a, x.b, x.inB) {
		if !x.told[x.l.s.blocks[x.l.s.blockOf(r.from)].start] {
			x.places = append(x.places, place{old: r})
		}
	}
	return x.places, x.came
}

// toldBlocks tells where the blocks begin of which a change counts by itself, or
// which are of new items of a feed.
func (d *side) toldBlocks() map[uint32]bool {
	m := map[uint32]bool{}
	if d == nil {
		return m
	}
	for _, c := range d.changes {
		if c.within || c.strong {
			m[d.s.blocks[c.block].start] = true
		}
	}
	for start := range d.grown {
		m[start] = true
	}
	return m
}

// complete tells whether a layout tells of each line what it is.
func (l *Layout) complete() bool {
	return len(l.Line) > 0 && len(l.Site) == len(l.Line) && len(l.Linked) == len(l.Line) && len(l.Flow) == len(l.Parent)
}

func blockHashes(s *stream) ([]uint64, map[uint64]int) {
	list, count := make([]uint64, len(s.blocks)), make(map[uint64]int, len(s.blocks))
	for i, b := range s.blocks {
		list[i] = s.blockHash(b)
		count[list[i]]++
	}
	return list, count
}

// pairOf is a block of the old page and the one of the new page in its place.
type pairOf struct {
	i, j   int
	change change
	box    int32 // around the list or table that it is in
	figure bool  // a label and a figure, or a row
}

func (x *inPlace) compare() {
	where := map[uint64][]int{}
	for j, h := range x.b {
		if len(where[h]) < 4 {
			where[h] = append(where[h], j)
		}
	}
	x.l.in = make([]bool, len(x.l.s.tok))
	var found []pairOf
	taken := map[int]bool{}
	left := mostPlaced
	for i, h := range x.a {
		b := x.l.s.blocks[i]
		if x.inB[h] >= x.inA[h] || b.len() == 0 || b.len() > mostAligned || x.told[b.start] {
			continue
		}
		if left--; left < 0 {
			break
		}
		j := x.placeOf(i, where)
		if j < 0 || taken[j] || x.new[x.g.s.blocks[j].start] {
			continue
		}
		if p, ok := x.pair(i, j); ok {
			taken[j] = true
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return
	}
	for _, f := range []*flow{&x.f, &x.h} {
		f.place()
		f.readSites()
	}
	ticking := map[int32]int{}
	for k := range found {
		p := &found[k]
		p.figure, p.box = x.isFigure(p), x.f.listAround(p.i)
		if p.figure {
			ticking[p.box]++
		}
	}
	for _, p := range found {
		if x.matter(p, ticking[p.box]) {
			x.places = append(x.places, place{old: p.change.span, now: p.change.there})
		}
	}
}

// placeOf gives the block of the new page that stands in the place of one of the
// old page: between the same neighbours, or beside one of them if it is a sentence.
func (x *inPlace) placeOf(i int, where map[uint64][]int) int {
	fresh := func(j int) bool {
		return j >= 0 && j < len(x.b) && x.inB[x.b[j]] > x.inA[x.b[j]] && x.g.s.blocks[j].len() <= mostAligned && x.l.s.hasCells(i) == x.g.s.hasCells(j)
	}
	best := -1
	if i > 0 {
		for _, k := range where[x.a[i-1]] {
			if j := k + 1; fresh(j) {
				if i+1 == len(x.a) && j+1 == len(x.b) || i+1 < len(x.a) && j+1 < len(x.b) && x.a[i+1] == x.b[j+1] {
					return j
				}
				best = j
			}
		}
	}
	if best < 0 && i+1 < len(x.a) {
		for _, k := range where[x.a[i+1]] {
			if fresh(k - 1) {
				best = k - 1
			}
		}
	}
	if best >= 0 && min(x.l.s.blocks[i].len(), x.g.s.blocks[best].len()) < leastInPlace {
		return -1
	}
	return best
}

// pair tells whether two blocks are the same but for a few words.
func (x *inPlace) pair(i, j int) (pairOf, bool) {
	a, b := x.l.s.blocks[i], x.g.s.blocks[j]
	c := change{span: a.span, block: i, within: true, there: b.span, paired: true}
	c.span, c.there = x.l.apart(c)
	common := sharedWords(x.l.s.tok[c.from:c.to], x.g.s.tok[c.there.from:c.there.to])
	if max(c.len(), c.there.len())-common > mostInPlace {
		return pairOf{}, false
	}
	held := a.len() - c.len() + common
	if a.len() > 4 && held*10 < max(a.len(), b.len())*6 || held == 0 && !(a.len() == 1 && b.len() == 1) {
		return pairOf{}, false
	}
	return pairOf{i: i, j: j, change: c}, true
}

// sharedWords is how many words two runs share in the same order.
func sharedWords(a, b []token) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			up := row[j+1]
			if a[i].hash == b[j].hash {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

// readSites finds which blocks are certainly the site's.
func (f *flow) readSites() {
	f.site = make([]bool, len(f.vis.blocks))
	line, at := 0, 0
	for i, b := range f.vis.blocks {
		line += strings.Count(f.vis.text[at:b.start], "\n")
		at = int(b.start)
		f.site[i] = line >= len(f.lay.Site) || f.lay.Site[line]
	}
}

// listAround gives the box around the list or table that a block is in, or the
// box of the block.
func (f *flow) listAround(i int) int32 {
	n := f.box[i]
	for n >= 0 && f.lay.Flow[n] && f.lay.Parent[n] >= 0 && f.lay.Flow[f.lay.Parent[n]] {
		n = f.lay.Parent[n]
	}
	return n
}

// isFigure tells whether two blocks are a label with a figure each, or what stands
// behind such a label, or rows.
func (x *inPlace) isFigure(p *pairOf) bool {
	if x.l.s.hasCells(p.i) {
		return true
	}
	return x.labelled(p.i) && x.g.s.labelledFigure(p.j)
}

func (x *inPlace) labelled(i int) bool { return x.l.s.labelledFigure(i) }

// labelledFigure tells whether a block is a label with a figure, or a figure behind
// a block that is its label.
func (s *stream) labelledFigure(i int) bool {
	const most = 6
	b := s.blocks[i]
	if b.len() == 0 || b.len() > most || s.hasCells(i) || s.endsSentence(i) {
		return false
	}
	numbers, words := 0, 0
	for k := b.from; k < b.to; k++ {
		if s.tok[k].flags&tokNumber != 0 {
			numbers++
		} else if s.tok[k].flags&tokSign == 0 {
			words++
		}
	}
	return numbers == 1 && (words > 0 || i > 0 && s.isLabel(i-1))
}

// isLabel tells whether a block may be a label: a few words without a number.
func (s *stream) isLabel(i int) bool {
	b := s.blocks[i]
	if b.len() == 0 || b.len() > 5 || s.endsSentence(i) {
		return false
	}
	for k := b.from; k < b.to; k++ {
		if s.tok[k].flags&(tokNumber|tokSign) != 0 {
			return false
		}
	}
	return true
}

package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

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

// Place is an edit in place, in the words of the visible texts.
type Place struct {
	Old, Now lex.Span
	weak     bool // a line of a few words that came, see putIn
}

// inPlace compares the blocks of two pages that have the same neighbours.
type inPlace struct {
	l, g   Side // of the visible texts
	f, h   Flow // where their blocks stand
	a, b   []uint64
	inA    map[uint64]int // blocks of the old page
	inB    map[uint64]int
	main   map[uint32]bool // where blocks of the main text begin
	told   map[uint32]bool // where blocks begin of which something is told already
	new    map[uint32]bool // and those of the new page
	places []Place
	came   lex.Span // a line near the text that was taken for the site's, see putIn

	noticesOnly bool // see takenAway
}

// half is one of the two pages, with what is asked of its blocks.
type half struct {
	*Side
	flow *Flow
	main map[uint32]bool // where blocks of the main text begin
	told map[uint32]bool // where blocks begin of which something is told already
	own  []uint64
	// there are the blocks of the other page.
	there map[uint64]int
	now   bool // it is the new page
}

// halves are the old page and the new one.
func (x *inPlace) halves() [2]half {
	main := map[uint32]bool{}
	for _, b := range x.g.Page.Base().Blocks {
		main[b.Start] = true
	}
	return [2]half{
		{Side: &x.l, flow: &x.f, main: x.main, told: x.told, own: x.a, there: x.inB},
		{Side: &x.g, flow: &x.h, main: main, told: x.new, own: x.b, there: x.inA, now: true},
	}
}

// eachLone notes as a place each block of the main text that the other page has not, of
// which nothing is told yet, and of which both questions are answered with yes: the first
// is cheap and asked of all, the second of mostPlaced.
func (h half) eachLone(x *inPlace, may, is func(i int, b lex.Block) bool) {
	left := mostPlaced
	for i, b := range h.Stream.Blocks {
		if h.there[h.own[i]] > 0 || !h.main[b.Start] || h.told[b.Start] || !may(i, b) {
			continue
		}
		if left--; left < 0 {
			break
		}
		switch {
		case !is(i, b):
		case h.now:
			x.places = append(x.places, Place{Now: b.Span})
		default:
			x.places = append(x.places, Place{Old: b.Span})
		}
	}
}

// laid is the flow of a half, with its blocks placed.
func (h half) laid() *Flow {
	if h.flow.site == nil {
		h.flow.Place()
		h.flow.readSites()
	}
	return h.flow
}

// editedInPlace finds the edits that the rules for noise set aside, and a line that
// came near the text and stays set aside.
func editedInPlace(a, b *pages.Prepared, l, g *Side) (places []Place, came lex.Span) {
	if b.Page.Kind != "html" || a.Page.Kind != "html" || !a.Page.Layout.Complete() || !b.Page.Layout.Complete() {
		return nil, lex.Span{}
	}
	x := &inPlace{
		l: Side{Page: a, Stream: a.Visible(), other: b.Visible(), set: b.Set(), Peer: b},
		g: Side{Page: b, Stream: b.Visible(), other: a.Visible(), set: a.Set(), Peer: a, gain: true},
		f: Flow{Layout: &a.Page.Layout, Visible: a.Visible()}, h: Flow{Layout: &b.Page.Layout, Visible: b.Visible()},
		told: l.toldBlocks(), new: g.toldBlocks(), main: map[uint32]bool{},
	}
	for _, bl := range a.Base().Blocks {
		x.main[bl.Start] = true
	}
	x.a, x.inA = blockHashes(x.l.Stream)
	x.b, x.inB = blockHashes(x.g.Stream)
	x.compare()
	x.shortOnes()
	x.ofItself()
	x.listItems()
	x.putIn()
	x.takenAway()
	for _, r := range rowsGone(x.l, &x.f, x.a, x.b, x.inB) {
		if !x.told[x.l.Stream.Blocks[x.l.Stream.BlockOf(r.From)].Start] {
			x.places = append(x.places, Place{Old: r})
		}
	}
	return x.places, x.came
}

// toldBlocks tells where the blocks begin of which a change counts by itself, or
// which are of new items of a feed.
func (d *Side) toldBlocks() map[uint32]bool {
	m := map[uint32]bool{}
	if d == nil {
		return m
	}
	for _, c := range d.Changes {
		if c.within || c.strong {
			m[d.Stream.Blocks[c.block].Start] = true
		}
	}
	for start := range d.grown {
		m[start] = true
	}
	return m
}

func blockHashes(s *lex.Stream) ([]uint64, map[uint64]int) {
	list, count := make([]uint64, len(s.Blocks)), make(map[uint64]int, len(s.Blocks))
	for i, b := range s.Blocks {
		list[i] = s.BlockHash(b)
		count[list[i]]++
	}
	return list, count
}

// pairOf is a block of the old page and the one of the new page in its place.
type pairOf struct {
	i, j   int
	change Change
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
	x.l.in = make([]bool, len(x.l.Stream.Tokens))
	var found []pairOf
	taken := map[int]bool{}
	left := mostPlaced
	for i, h := range x.a {
		b := x.l.Stream.Blocks[i]
		if x.inB[h] >= x.inA[h] || b.Len() == 0 || b.Len() > mostAligned || x.told[b.Start] {
			continue
		}
		if left--; left < 0 {
			break
		}
		j := x.placeOf(i, where)
		if j < 0 || taken[j] || x.new[x.g.Stream.Blocks[j].Start] {
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
	for _, f := range []*Flow{&x.f, &x.h} {
		f.Place()
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
			x.places = append(x.places, Place{Old: p.change.Span, Now: p.change.There})
		}
	}
}

// placeOf gives the block of the new page that stands in the place of one of the
// old page: between the same neighbours, or beside one of them if it is a sentence.
func (x *inPlace) placeOf(i int, where map[uint64][]int) int {
	fresh := func(j int) bool {
		return j >= 0 && j < len(x.b) && x.inB[x.b[j]] > x.inA[x.b[j]] && x.g.Stream.Blocks[j].Len() <= mostAligned && hasCells(x.l.Stream, i) == hasCells(x.g.Stream, j)
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
	if best >= 0 && min(x.l.Stream.Blocks[i].Len(), x.g.Stream.Blocks[best].Len()) < leastInPlace {
		return -1
	}
	return best
}

// pair tells whether two blocks are the same but for a few words.
func (x *inPlace) pair(i, j int) (pairOf, bool) {
	a, b := x.l.Stream.Blocks[i], x.g.Stream.Blocks[j]
	c := Change{Span: a.Span, block: i, within: true, There: b.Span, paired: true}
	c.Span, c.There = x.l.apart(c)
	common := sharedWords(x.l.Stream.Tokens[c.From:c.To], x.g.Stream.Tokens[c.There.From:c.There.To])
	if max(c.Len(), c.There.Len())-common > mostInPlace {
		return pairOf{}, false
	}
	held := a.Len() - c.Len() + common
	if a.Len() > 4 && held*10 < max(a.Len(), b.Len())*6 || held == 0 && !(a.Len() == 1 && b.Len() == 1) {
		return pairOf{}, false
	}
	return pairOf{i: i, j: j, change: c}, true
}

// sharedWords is how many words two runs share in the same order.
func sharedWords(a, b []lex.Token) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			up := row[j+1]
			if a[i].Hash == b[j].Hash {
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
func (f *Flow) readSites() {
	f.site = make([]bool, len(f.Visible.Blocks))
	line, at := 0, 0
	for i, b := range f.Visible.Blocks {
		line += strings.Count(f.Visible.Text[at:b.Start], "\n")
		at = int(b.Start)
		f.site[i] = line >= len(f.Layout.Site) || f.Layout.Site[line]
	}
}

// listAround gives the box around the list or table that a block is in, or the
// box of the block.
func (f *Flow) listAround(i int) int32 {
	n := f.box[i]
	for n >= 0 && f.Layout.Flow[n] && f.Layout.Parent[n] >= 0 && f.Layout.Flow[f.Layout.Parent[n]] {
		n = f.Layout.Parent[n]
	}
	return n
}

// isFigure tells whether two blocks are a label with a figure each, or what stands
// behind such a label, or rows.
func (x *inPlace) isFigure(p *pairOf) bool {
	if hasCells(x.l.Stream, p.i) {
		return true
	}
	return x.labelled(p.i) && labelledFigure(x.g.Stream, p.j)
}

func (x *inPlace) labelled(i int) bool { return labelledFigure(x.l.Stream, i) }

// labelledFigure tells whether a block is a label with a figure, or a figure behind
// a block that is its label.
func labelledFigure(s *lex.Stream, i int) bool {
	const most = 6
	b := s.Blocks[i]
	if b.Len() == 0 || b.Len() > most || hasCells(s, i) || s.EndsSentence(i) {
		return false
	}
	numbers, words := 0, 0
	for k := b.From; k < b.To; k++ {
		if s.Tokens[k].Flags&lex.Number != 0 {
			numbers++
		} else if s.Tokens[k].Flags&lex.Sign == 0 {
			words++
		}
	}
	return numbers == 1 && (words > 0 || i > 0 && isLabel(s, i-1))
}

// isLabel tells whether a block may be a label: a few words without a number.
func isLabel(s *lex.Stream, i int) bool {
	b := s.Blocks[i]
	if b.Len() == 0 || b.Len() > 5 || s.EndsSentence(i) {
		return false
	}
	for k := b.From; k < b.To; k++ {
		if s.Tokens[k].Flags&(lex.Number|lex.Sign) != 0 {
			return false
		}
	}
	return true
}

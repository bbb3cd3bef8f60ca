package verdict

import (
	"slices"
	"strings"
)

// comparison is what changed from an old page to a new one.
type comparison struct {
	same        bool    // the visible words are the same, in the same order
	share       float64 // of the old main text's shingles that the new page holds
	lost        int     // words of the old main text, noise aside
	gained      int     // words of the new main text, noise aside
	significant bool    // more than noise
	edits       []edit  // what makes it significant, lost first
	noise       int     // changes that were set aside
	places      []place // edits outside of what is measured
	came        string  // a line near the text that is not told of, and taken for the site's
	weak        bool    // all that makes it significant is lines of a few words, see putIn
}

// edit is one change of the text.
type edit struct {
	old, now string // as the pages write it; one may be empty
	fact     bool   // a number, date, name or negation is concerned
	words    int
}

// The least whole paragraphs that count as a change, in words. A change
// within a paragraph counts from the first word on: templates add and drop
// paragraphs, but do not rewrite sentences.
const (
	leastLost   = 5
	leastGained = 10
)

// compare measures b against a. What came of it is kept with b: a look is judged
// against its source's newest snapshot, and then asked whether another is due.
func compare(a, b *Prepared) comparison {
	if m := b.measured.Load(); m != nil && m.against == a {
		return m.comparison
	}
	c, _, _ := contrast(a, b)
	b.measured.Store(&measured{a, c})
	return c
}

type measured struct {
	against *Prepared
	comparison
}

// contrast measures b against a, and gives the changes that the measure is made
// of: what a has lost, and what b has gained. Both are nil where there are none.
func contrast(a, b *Prepared) (comparison, *side, *side) {
	var c comparison
	b.readLike(a)
	if from, to, ok := addressChanged(a, b); ok {
		c.significant = true
		c.edits = append(c.edits, edit{old: from, now: to, fact: true, words: 1})
	}
	c.tellSigns(a, b)
	if a.visible().hash == b.visible().hash && len(a.visible().tok) == len(b.visible().tok) {
		c.same, c.share = !c.significant, 1
		return c, nil, nil
	}
	old, now := a.base(), b.base()
	lost := cover(old.tok, b.visible(), b.set())
	gained := cover(now.tok, a.visible(), a.set())
	oldCards, newCards := setFeedAside(a, b, &lost, &gained)
	c.share = lost.share()
	if c.share < alive {
		c.share = max(c.share, rowsLeft(old, b.visible()), cellsLeft(old, b.visible()))
	}
	left := leftArticle(a, b, &lost)
	if lost.found == lost.total && gained.found == gained.total && !left && holdsBlocks(b, old) && holdsBlocks(a, now) {
		c.tellInPlace(a, b, nil, nil)
		return c, nil, nil
	}
	l := side{page: a, s: old, in: lost.in, other: b.visible(), set: b.set(), peer: b, aside: oldCards}
	g := side{page: b, s: now, in: gained.in, other: a.visible(), set: a.set(), peer: a, gain: true, aside: newCards}
	l.sift()
	g.sift()
	dropTwins(&l, &g)
	dropTitles(&l, &g)
	dropFrame(&l, &g)
	dropLeaf(&l, &g)
	dropTables(&l, &g)
	dropRefrains(&l, &g)
	dropBoxes(&l, &g, c.share)
	if g.grown = dropGrown(&g); g.grown != nil {
		// Which of its items are the main text is a guess.
		all := cover(a.visible().tok, b.visible(), b.set())
		c.share = max(c.share, all.share())
	}
	tellHeadline(&l, &g)
	tellSwapped(&l, &g)
	dropStamps(&l, &g)
	dropSections(&l, &g)

	c.noise = l.noise + g.noise
	var wholeLost, wholeGained int
	for _, ch := range l.changes {
		c.lost += ch.span.len()
		if ch.within || ch.strong {
			c.significant = true
		} else {
			wholeLost += ch.span.len()
		}
	}
	for _, ch := range g.changes {
		c.gained += ch.span.len()
		if ch.within || ch.strong {
			c.significant = true
		} else {
			wholeGained += ch.span.len()
		}
	}
	if wholeLost >= leastLost || wholeGained >= leastGained {
		c.significant = true
	}
	c.edits = append(c.edits, edits(&l, &g)...)
	c.tellInPlace(a, b, &l, &g)
	return c, &l, &g
}

// tellInPlace adds the edits in place to what is told.
func (c *comparison) tellInPlace(a, b *Prepared, l, g *side) {
	var came span
	c.places, came = editedInPlace(a, b, l, g)
	c.places = withoutSections(a, b, c.places)
	if came.len() > 0 {
		c.came = b.visible().excerpt(came, 80)
	}
	c.weak = !c.significant && len(c.places) > 0
	for _, p := range c.places {
		c.weak = c.weak && p.weak
		c.significant = true
		e := edit{old: a.visible().excerpt(p.old, 80), now: b.visible().excerpt(p.now, 80), words: p.old.len(), fact: true}
		if slices.ContainsFunc(c.edits, func(t edit) bool { return t.old == e.old && t.now == e.now }) {
			continue // it is counted among what the text lost and gained
		}
		c.lost += p.old.len()
		c.gained += p.now.len()
		c.edits = append(c.edits, e)
	}
}

// change is a run of words that the other page does not hold.
type change struct {
	span
	block  int  // index in stream.blocks
	within bool // the paragraph around it stands on both pages
	strong bool // a whole short block that counts all the same
	kept   bool // what it says tells that it is of the text, wherever it stands
	there  span // what the other page has in its place, if known
	paired bool
}

// side is one direction of a comparison.
type side struct {
	page    *Prepared
	s       *stream
	in      []bool
	other   *stream
	set     *shingles
	peer    *Prepared
	changes []change
	noise   int

	gain      bool   // what is new, not what is lost
	aside     []bool // for each block, see setFeedAside; may be nil
	head      int    // see headEnd
	headKnown bool
	end       int // see bodyEnd
	endKnown  bool
	rows      map[uint64]bool // see hasRow
	whole     map[uint64]bool // see stands
	searches  int             // of stands
	copies    map[uint64]int  // see takenOut
	last      int             // 2 + what lastHeld gives
	speaks    [2]int8         // see addresses: 1 for yes, -1 for no
	grown     map[uint32]bool // where blocks of new items of a feed begin
	cards     int             // lines that card has looked at
	looks     int             // through a whole page, see mayLook
}

// mostLooks bounds how often rules for few lines look through a whole page.
const mostLooks = 500

// mayLook tells whether one may still do so: pages may be made to be slow.
func (d *side) mayLook() bool {
	d.looks++
	return d.looks <= mostLooks
}

// sift finds the runs of words that the other page does not hold, and drops
// those that pages change by themselves.
func (d *side) sift() {
	shade := shadow{}
	for bi, b := range d.s.blocks {
		if d.aside != nil && d.aside[bi] {
			shade = shadow{}
			d.noise++
			continue
		}
		missing := 0
		for i := b.from; i < b.to; i++ {
			if !d.in[i] {
				missing++
			}
		}
		if missing == 0 {
			shade = shadow{}
			if c, ok := d.hidden(bi); ok {
				if d.idle(c) {
					d.noise++
				} else {
					d.changes = append(d.changes, c)
				}
			} else if d.takenOut(bi) {
				d.changes = append(d.changes, change{span: b.span, block: bi, strong: true})
			}
			continue
		}
		runs := d.runs(bi)
		held := b.len() - missing
		whole := held < width && !(len(runs) == 1 && runs[0].paired && held > 0)
		if whole {
			d.wholeBlock(bi, &shade)
			continue
		}
		shade = shadow{}
		for _, r := range runs {
			r.within = true
			if !d.due(r) && d.idle(r) {
				d.noise++
				continue
			}
			d.changes = append(d.changes, r)
		}
	}
}

// runs returns the runs of missing words of a block, with what stands in
// their place on the other page.
func (d *side) runs(bi int) []change {
	b := d.s.blocks[bi]
	var out []change
	for i := b.from; i < b.to; i++ {
		if d.in[i] {
			continue
		}
		j := i
		for j < b.to && !d.in[j] {
			j++
		}
		c := change{span: span{i, j}, block: bi}
		c.there, c.paired = d.pair(c.span, b.span)
		out = append(out, c)
		i = j
	}
	return out
}

// wholeBlock judges a paragraph that the other page does not hold.
func (d *side) wholeBlock(bi int, shade *shadow) {
	listed := d.inTable(bi)
	b := d.s.blocks[bi]
	c := change{span: b.span, block: bi}
	c.there, c.paired = d.pair(b.span, b.span)
	if there, ok := d.figureThere(bi); ok {
		if sameTokens(d.s.tok[b.from:b.to], d.other.tok[there.from:there.to]) {
			return // it only stands among other figures
		}
		c.there, c.paired, listed = there, true, true
	}
	if d.due(c) {
		c.strong, c.kept = true, true
		d.changes = append(d.changes, c)
		return
	}
	if !d.fate(bi) && !listed && !d.isRecord(bi) && d.furniture(bi, shade) {
		d.noise++
		return
	}
	if d.idle(c) {
		d.noise++
		return
	}
	if d.fate(bi) || d.isRecord(bi) {
		c.strong = true
		d.changes = append(d.changes, c)
		return
	}
	sentence := d.s.endsSentence(bi) && b.len() >= 3
	row := d.isRow(bi)
	heading := d.isHeading(bi)
	if b.len() < leastGained && (listed || d.betweenHeld(bi) || d.renamed(c) || d.replaced(c) || !d.gain && c.paired && c.there.len() > 0 && d.isTitle(bi)) {
		c.strong = true
		d.changes = append(d.changes, c)
		return
	}
	if b.len() < leastLost && !sentence && !row && !heading && !d.inBody(bi) {
		d.noise++
		return
	}
	if (sentence || row || heading) && b.len() < leastLost {
		for i := b.from; i < b.to && !c.strong && !d.gain; i++ {
			c.strong = d.s.fact(i)
		}
	}
	if (d.gain && b.len() >= 3 || !d.gain && b.len() >= 2 && !d.otherKind() && d.s.endsSentence(bi)) && d.inBody(bi) {
		c.strong = true
	}
	d.changes = append(d.changes, c)
}

func (s *stream) blockText(i int) string {
	b := s.blocks[i]
	return s.text[b.start:min(int(b.end), len(s.text))]
}

// isRow tells whether a block is a row of a table: there a figure needs no
// sentence around it.
func (d *side) isRow(bi int) bool { return strings.IndexByte(d.s.blockText(bi), '\t') >= 0 }

func (d *side) isHeading(bi int) bool {
	b := d.s.blocks[bi]
	h := uint64(fnvOffset)
	for i := b.from; i < b.to; i++ {
		h = (h ^ d.s.tok[i].hash) * mixPrime
	}
	return d.page.headings()[h]
}

func (d *Prepared) isHeadingHash(h uint64) bool { return d.headings()[h] }

// endsSentence tells whether a block ends as sentences do.
func (s *stream) endsSentence(i int) bool { return s.endsAsSentence(s.blocks[i]) }

func (s *stream) endsAsSentence(b block) bool {
	t := strings.TrimRight(s.text[b.start:min(int(b.end), len(s.text))], " \t\u00a0\"'»”’)]")
	return t != "" && strings.ContainsAny(t[len(t)-1:], ".!?") || strings.HasSuffix(t, "…") || strings.HasSuffix(t, "。")
}

// prose tells whether a block is running text.
func (d *side) prose(bi int) bool {
	n := d.s.blocks[bi].len()
	return n >= 20 || n >= 6 && d.s.endsSentence(bi)
}

// dropTwins removes changes that are the same words on both sides after all:
// words joined or split ("web site", "website"), or moved within a short
// paragraph.
func dropTwins(l, g *side) {
	have := map[string]int{}
	for i, c := range g.changes {
		have[g.compact(c.span)] = i + 1
	}
	drop := map[int]bool{}
	keep := l.changes[:0]
	for _, c := range l.changes {
		if k := have[l.compact(c.span)]; k > 0 && !drop[k-1] && !l.turns(c.span) && !exchanged(l, g, c, g.changes[k-1]) && sameFigures(l.s, c.span, g.s, g.changes[k-1].span) {
			drop[k-1] = true
			l.noise++
			continue
		}
		keep = append(keep, c)
	}
	l.changes = keep
	kept := g.changes[:0]
	for i, c := range g.changes {
		if !drop[i] {
			kept = append(kept, c)
		} else {
			g.noise++
		}
	}
	g.changes = kept
}

// exchanged tells whether the figures of one row of a table stand in another
// now: the same words, but said of something else. In the same row they may
// stand in any order.
func exchanged(l, g *side, lost, gained change) bool {
	if !lost.within || !gained.within || !l.isRow(lost.block) || !g.isRow(gained.block) {
		return false
	}
	return l.s.bag(l.s.blocks[lost.block]) != g.s.bag(g.s.blocks[gained.block])
}

// bag is a hash of a block's words in any order.
func (s *stream) bag(b block) (h uint64) {
	for i := b.from; i < b.to; i++ {
		h += s.tok[i].hash * mixPrime
	}
	return h
}

// turns tells whether a run is a fact that changes what is said by where it
// stands: a "not" that moved is an edit, a name that swapped places too.
func (d *side) turns(r span) bool {
	if r.len() > 2 {
		return false
	}
	for i := r.from; i < r.to; i++ {
		if d.s.fact(i) {
			return true
		}
	}
	return false
}

// compact is the letters of a run without anything between.
func (d *side) compact(r span) string { return d.s.compact(r) }

// addressChanged tells whether an e-mail address of the main text became
// another, which the words cannot tell: all addresses are one token. Where a
// page hides one from robots nothing can be said.
func addressChanged(a, b *Prepared) (from, to string, ok bool) {
	if a.visible().masked || b.visible().masked {
		return "", "", false
	}
	from = moreOften(a.main().emails, b.visible().emails)
	to = moreOften(b.main().emails, a.visible().emails)
	return from, to, from != "" && to != ""
}

// moreOften gives the first string that a list holds more often than another.
func moreOften(list, other []string) string {
	left := map[string]int{}
	for _, s := range other {
		left[s]++
	}
	for _, s := range list {
		if left[s]--; left[s] < 0 {
			return s
		}
	}
	return ""
}

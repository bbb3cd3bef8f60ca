package compare

import (
	"slices"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
	"archiver/internal/verdict/pages"
)

// Result is what changed from an old page to a new one.
type Result struct {
	Same        bool    // the visible words are the same, in the same order
	Share       float64 // of the old main text's shingles that the new page holds
	Lost        int     // words of the old main text, noise aside
	Gained      int     // words of the new main text, noise aside
	Significant bool    // more than noise
	Edits       []Edit  // what makes it significant, lost first
	Noise       int     // changes that were set aside
	Places      []Place // edits outside of what is measured
	Came        string  // a line near the text that is not told of, and taken for the site's
	Weak        bool    // all that makes it significant is lines of a few words, see putIn
}

// Edit is one change of the text.
type Edit struct {
	Old, Now string // as the pages write it; one may be empty
	fact     bool   // a number, date, name or negation is concerned
	words    int
}

// Alive is how much of the text is left where the source is there, as a share of the
// reference's shingles.
const Alive = 0.5

// LeastGained and leastLost are the least whole paragraphs that count as a change, in
// words. A change within a paragraph counts from the first word on: templates add and drop
// paragraphs, but do not rewrite sentences.
const (
	leastLost   = 5
	LeastGained = 10
)

// Pages measures b against a. What came of it is kept with b: a look is judged
// against its source's newest snapshot, and then asked whether another is due.
func Pages(a, b *pages.Prepared) Result {
	if m, ok := b.Kept().(*measured); ok && m.against == a {
		return m.Result
	}
	c, _, _ := Contrast(a, b)
	b.Keep(&measured{a, c})
	return c
}

type measured struct {
	against *pages.Prepared
	Result
}

// Contrast measures b against a, and gives the changes that the measure is made
// of: what a has lost, and what b has gained. Both are nil where there are none.
func Contrast(a, b *pages.Prepared) (Result, *Side, *Side) {
	var c Result
	b.ReadLike(a)
	if from, to, ok := AddressChanged(a, b); ok {
		c.Significant = true
		c.Edits = append(c.Edits, Edit{Old: from, Now: to, fact: true, words: 1})
	}
	c.tellSigns(a, b)
	if a.Visible().Hash == b.Visible().Hash && len(a.Visible().Tokens) == len(b.Visible().Tokens) {
		c.Same, c.Share = !c.Significant, 1
		return c, nil, nil
	}
	old, now := a.Base(), b.Base()
	lost := lex.Cover(old.Tokens, b.Visible(), b.Set())
	gained := lex.Cover(now.Tokens, a.Visible(), a.Set())
	oldCards, newCards := setFeedAside(a, b, &lost, &gained)
	if oldCards == nil {
		oldCards, newCards = setSwapsAside(a, b, &lost, &gained)
	}
	c.Share = lost.Share()
	if c.Share < Alive {
		c.Share = max(c.Share, rowsLeft(old, b.Visible()), cellsLeft(old, b.Visible()))
	}
	left := leftArticle(a, b, &lost)
	if lost.Found == lost.Total && gained.Found == gained.Total && !left && holdsBlocks(b, old) && holdsBlocks(a, now) {
		c.tellInPlace(a, b, nil, nil)
		return c, nil, nil
	}
	l := Side{Page: a, Stream: old, in: lost.In, other: b.Visible(), set: b.Set(), Peer: b, aside: oldCards}
	g := Side{Page: b, Stream: now, in: gained.In, other: a.Visible(), set: a.Set(), Peer: a, gain: true, aside: newCards}
	l.sift()
	g.sift()
	dropTwins(&l, &g)
	dropTitles(&l, &g)
	dropFrame(&l, &g)
	dropLeaf(&l, &g)
	dropTables(&l, &g)
	dropRefrains(&l, &g)
	dropBoxes(&l, &g, c.Share)
	if g.grown = dropGrown(&g); g.grown != nil {
		// Which of its items are the main text is a guess.
		all := lex.Cover(a.Visible().Tokens, b.Visible(), b.Set())
		c.Share = max(c.Share, all.Share())
	}
	tellHeadline(&l, &g)
	tellSwapped(&l, &g)
	dropStamps(&l, &g)
	dropSections(&l, &g)

	c.Noise = l.noise + g.noise
	var wholeLost, wholeGained int
	for _, ch := range l.Changes {
		c.Lost += ch.Span.Len()
		if ch.within || ch.strong {
			c.Significant = true
		} else {
			wholeLost += ch.Span.Len()
		}
	}
	for _, ch := range g.Changes {
		c.Gained += ch.Span.Len()
		if ch.within || ch.strong {
			c.Significant = true
		} else {
			wholeGained += ch.Span.Len()
		}
	}
	if wholeLost >= leastLost || wholeGained >= LeastGained {
		c.Significant = true
	}
	c.Edits = append(c.Edits, edits(&l, &g)...)
	c.tellInPlace(a, b, &l, &g)
	return c, &l, &g
}

// tellInPlace adds the edits in place to what is told.
func (c *Result) tellInPlace(a, b *pages.Prepared, l, g *Side) {
	var came lex.Span
	c.Places, came = editedInPlace(a, b, l, g)
	c.Places = withoutSections(a, b, c.Places)
	if came.Len() > 0 {
		c.Came = b.Visible().Excerpt(came, 80)
	}
	c.Weak = !c.Significant && len(c.Places) > 0
	for _, p := range c.Places {
		c.Weak = c.Weak && p.weak
		c.Significant = true
		e := Edit{Old: a.Visible().Excerpt(p.Old, 80), Now: b.Visible().Excerpt(p.Now, 80), words: p.Old.Len(), fact: true}
		if slices.ContainsFunc(c.Edits, func(t Edit) bool { return t.Old == e.Old && t.Now == e.Now }) {
			continue // it is counted among what the text lost and gained
		}
		c.Lost += p.Old.Len()
		c.Gained += p.Now.Len()
		c.Edits = append(c.Edits, e)
	}
}

// Change is a run of words that the other page does not hold.
type Change struct {
	lex.Span
	block  int      // index in Stream.Blocks
	within bool     // the paragraph around it stands on both pages
	strong bool     // a whole short block that counts all the same
	kept   bool     // what it says tells that it is of the text, wherever it stands
	There  lex.Span // what the other page has in its place, if known
	paired bool
}

// Side is one direction of a comparison.
type Side struct {
	Page    *pages.Prepared
	Stream  *lex.Stream
	in      []bool
	other   *lex.Stream
	set     *lex.Shingles
	Peer    *pages.Prepared
	Changes []Change
	noise   int

	gain      bool   // what is new, not what is lost
	aside     []bool // for each block, see setFeedAside; may be nil
	head      int    // see headEnd
	headKnown bool
	end       int // see bodyEnd
	endKnown  bool
	words     map[string]bool    // see said
	rows      map[uint64]bool    // see hasRow
	whole     map[uint64]bool    // see stands
	searches  int                // of stands
	copies    map[uint64]int     // see takenOut
	last      int                // 2 + what lastHeld gives
	speaks    [2]int8            // see addresses: 1 for yes, -1 for no
	grown     map[uint32]bool    // where blocks of new items of a feed begin
	cards     int                // lines that card has looked at
	looks     int                // through a whole page, see mayLook
	told      map[place]*telling // see unlike
	known     []uint8            // see once
	tables    []int32            // of each block that is a row, see countRows
	held      map[rowsOf]int     // see countRows
}

// mostLooks bounds how often rules for few lines look through a whole page.
const mostLooks = 500

// mayLook tells whether one may still do so: pages may be made to be slow.
func (d *Side) mayLook() bool {
	d.looks++
	return d.looks <= mostLooks
}

// sift finds the runs of words that the other page does not hold, and drops
// those that pages change by themselves.
func (d *Side) sift() {
	shade := shadow{}
	for bi, b := range d.Stream.Blocks {
		if d.aside != nil && d.aside[bi] {
			shade = shadow{}
			d.noise++
			continue
		}
		missing := 0
		for i := b.From; i < b.To; i++ {
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
					d.Changes = append(d.Changes, c)
				}
			} else if d.takenOut(bi) {
				d.Changes = append(d.Changes, Change{Span: b.Span, block: bi, strong: true})
			}
			continue
		}
		runs := d.runs(bi)
		held := b.Len() - missing
		if held == 0 && len(runs) == 1 && d.figureApart(bi, &runs[0]) {
			held = b.Len() - runs[0].Len()
		}
		whole := held < lex.ShingleWidth && !(len(runs) == 1 && runs[0].paired && held > 0)
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
			d.Changes = append(d.Changes, r)
		}
	}
}

// figureApart narrows a line that is missing whole to its figure, where the other page has
// the line with another one: below a headline of few words no other word of it is looked
// up, and it is the same edit as below a long one.
func (d *Side) figureApart(bi int, c *Change) bool {
	if !c.paired || d.isRow(bi) || d.isKeyFigure(bi) || c.There.To > len(d.other.Tokens) {
		return false
	}
	r := *c
	r.Span, r.There = d.apart(*c)
	if r.Len() == 0 || r.Len() == c.Len() || r.There.Len() != r.Len() || !d.onlyNumbers(r) {
		return false
	}
	*c = r
	return true
}

// runs returns the runs of missing words of a block, with what stands in
// their place on the other page.
func (d *Side) runs(bi int) []Change {
	b := d.Stream.Blocks[bi]
	var out []Change
	for i := b.From; i < b.To; i++ {
		if d.in[i] {
			continue
		}
		j := i
		for j < b.To && !d.in[j] {
			j++
		}
		c := Change{Span: lex.Span{From: i, To: j}, block: bi}
		c.There, c.paired = d.pair(c.Span, b.Span)
		out = append(out, c)
		i = j
	}
	return out
}

// wholeBlock judges a paragraph that the other page does not hold.
func (d *Side) wholeBlock(bi int, shade *shadow) {
	listed := d.inTable(bi)
	b := d.Stream.Blocks[bi]
	c := Change{Span: b.Span, block: bi}
	c.There, c.paired = d.pair(b.Span, b.Span)
	if there, ok := d.figureThere(bi); ok {
		if sameTokens(d.Stream.Tokens[b.From:b.To], d.other.Tokens[there.From:there.To]) {
			return // it only stands among other figures
		}
		c.There, c.paired, listed = there, true, true
	}
	if d.due(c) {
		c.strong, c.kept = true, true
		d.Changes = append(d.Changes, c)
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
		d.Changes = append(d.Changes, c)
		return
	}
	sentence := d.Stream.EndsSentence(bi) && b.Len() >= 3
	row := d.isRow(bi)
	heading := d.isHeading(bi)
	if b.Len() < LeastGained && (listed || row && d.cellEdited(bi) || d.betweenHeld(bi) || d.renamed(c) || d.replaced(c) || !d.gain && c.paired && c.There.Len() > 0 && d.IsTitle(bi)) {
		c.strong = true
		d.Changes = append(d.Changes, c)
		return
	}
	if b.Len() < leastLost && !sentence && !row && !heading && !d.inBody(bi) {
		d.noise++
		return
	}
	if (sentence || row || heading) && b.Len() < leastLost {
		for i := b.From; i < b.To && !c.strong && !d.gain; i++ {
			c.strong = meaning.IsFact(d.Stream, i)
		}
	}
	if (d.gain && b.Len() >= 3 || !d.gain && b.Len() >= 2 && !d.otherKind() && d.Stream.EndsSentence(bi)) && d.inBody(bi) {
		c.strong = true
	}
	d.Changes = append(d.Changes, c)
}

// isRow tells whether a block is a row of a table: there a figure needs no
// sentence around it.
func (d *Side) isRow(bi int) bool { return d.Stream.Blocks[bi].Cells }

func (d *Side) isHeading(bi int) bool {
	return d.once(bi, knownHeading, func() bool {
		b := d.Stream.Blocks[bi]
		h := uint64(lex.HashSeed)
		for i := b.From; i < b.To; i++ {
			h = (h ^ d.Stream.Tokens[i].Hash) * lex.HashPrime
		}
		return d.Page.Headings()[h]
	})
}

// What is known of a block; the bit above says whether it is so.
const (
	knownHeading uint8 = 1 << 2
	knownWrote   uint8 = 1 << 4 // see worksCounted
)

// once asks of a block but once what takes a look at all of it: it may be a whole page,
// with a change at every other word.
func (d *Side) once(bi int, what uint8, is func() bool) bool {
	if d.known == nil {
		d.known = make([]uint8, len(d.Stream.Blocks))
	}
	if d.known[bi]&what == 0 {
		d.known[bi] |= what
		if is() {
			d.known[bi] |= what << 1
		}
	}
	return d.known[bi]&(what<<1) != 0
}

func isHeadingHash(d *pages.Prepared, h uint64) bool { return d.Headings()[h] }

// prose tells whether a block is running text.
func (d *Side) prose(bi int) bool {
	n := d.Stream.Blocks[bi].Len()
	return n >= 20 || n >= 6 && d.Stream.EndsSentence(bi)
}

// compact is the letters of a run without anything between.
func (d *Side) compact(r lex.Span) string { return d.Stream.Compact(r) }

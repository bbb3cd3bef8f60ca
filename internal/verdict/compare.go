package verdict

import (
	"sort"
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

// compare measures b against a.
func compare(a, b *Prepared) comparison {
	var c comparison
	if from, to, ok := addressChanged(a, b); ok {
		c.significant = true
		c.edits = append(c.edits, edit{old: from, now: to, fact: true, words: 1})
	}
	if a.visible.hash == b.visible.hash && len(a.visible.tok) == len(b.visible.tok) {
		c.same, c.share = !c.significant, 1
		return c
	}
	old, now := a.base(), b.base()
	lost := cover(old.tok, b.visible, b.set)
	gained := cover(now.tok, a.visible, a.set)
	c.share = lost.share()
	if lost.found == lost.total && gained.found == gained.total {
		return c
	}
	l := side{page: a, s: old, in: lost.in, other: b.visible, set: b.set, peer: b}
	g := side{page: b, s: now, in: gained.in, other: a.visible, set: a.set, peer: a}
	l.sift()
	g.sift()
	dropFeeds(&l, &g)
	dropTwins(&l, &g)

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
		if ch.within {
			c.significant = true
		} else {
			wholeGained += ch.span.len()
		}
	}
	if wholeLost >= leastLost || wholeGained >= leastGained {
		c.significant = true
	}
	c.edits = append(c.edits, edits(&l, &g)...)
	return c
}

// change is a run of words that the other page does not hold.
type change struct {
	span
	block  int  // index in stream.blocks
	within bool // the paragraph around it stands on both pages
	strong bool // a whole short sentence that carries a fact
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
}

// sift finds the runs of words that the other page does not hold, and drops
// those that pages change by themselves.
func (d *side) sift() {
	shade := shadow{}
	for bi, b := range d.s.blocks {
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
			if d.idle(r) {
				d.noise++
				continue
			}
			r.within = true
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
		p := d.set.find(shingleAt(d.s.tok, i))
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
	if r.to == within.to && from < to {
		to = min(to, d.other.blocks[d.other.blockOf(from)].to)
	}
	return span{from, to}, true
}

// hidden finds a change in a paragraph all of whose words are covered: in a
// long text "do not" or "30 days" stands in many places, so that a "not" taken
// out, or another number put in, leaves every word within some shingle of the
// other page. What gives it away is a shingle that is missing.
func (d *side) hidden(bi int) (change, bool) {
	b := d.s.blocks[bi]
	whole := true
	for i := b.from; i+width <= b.to && whole; i++ {
		whole = d.set.find(shingleAt(d.s.tok, i)) >= 0
	}
	if whole {
		return change{}, false
	}
	before, ok := d.shift(span{b.from - 2*width, min(b.to, b.from+context)}, b.from)
	after, also := d.shift(span{max(b.from, b.to-context), b.to + 2*width}, b.to-1)
	if !ok || !also {
		return change{}, false
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
		return change{}, false
	}
	return change{span: span{i, j}, block: bi, within: true, there: there, paired: true}, true
}

// blockOf returns the index of the block that holds a token.
func (s *stream) blockOf(tok int) int {
	return sort.Search(len(s.blocks), func(i int) bool { return s.blocks[i].to > tok })
}

// wholeBlock judges a paragraph that the other page does not hold.
func (d *side) wholeBlock(bi int, shade *shadow) {
	if d.furniture(bi, shade) {
		d.noise++
		return
	}
	b := d.s.blocks[bi]
	c := change{span: b.span, block: bi}
	c.there, c.paired = d.pair(b.span, b.span)
	if d.idle(c) {
		d.noise++
		return
	}
	sentence := d.s.endsSentence(bi) && b.len() >= 3
	row := d.isRow(bi)
	if b.len() < 5 && !sentence && !row && !d.isHeading(bi) {
		d.noise++
		return
	}
	if (sentence || row) && b.len() < leastLost {
		for i := b.from; i < b.to && !c.strong; i++ {
			c.strong = d.s.fact(i)
		}
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
	return d.page.headings[h]
}

// endsSentence tells whether a block ends as sentences do.
func (s *stream) endsSentence(i int) bool {
	t := strings.TrimRight(s.blockText(i), " \t\u00a0\"'»”’)]")
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
		if k := have[l.compact(c.span)]; k > 0 && !drop[k-1] && !l.turns(c.span) {
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

// addressChanged tells whether the main text's e-mail address became another.
// Where a page hides one from robots nothing can be said.
func addressChanged(a, b *Prepared) (from, to string, ok bool) {
	if a.visible.masked || b.visible.masked {
		return "", "", false
	}
	from = missingFrom(a.main.emails, b.visible.emails)
	to = missingFrom(b.main.emails, a.visible.emails)
	return from, to, from != "" && to != ""
}

func missingFrom(list, other []string) string {
next:
	for _, e := range list {
		for _, o := range other {
			if e == o {
				continue next
			}
		}
		return e
	}
	return ""
}

// edits puts changes into words, those with facts first.
func edits(l, g *side) []edit {
	var facts, rest []edit
	told := map[[2]string]bool{}
	add := func(e edit) {
		if k := [2]string{e.old, e.now}; told[k] {
			return
		} else {
			told[k] = true
		}
		if e.fact {
			facts = append(facts, e)
		} else {
			rest = append(rest, e)
		}
	}
	for _, c := range l.changes {
		e := edit{words: c.span.len(), fact: l.anyFact(c.span)}
		own, there := c.span, c.there
		if c.paired && there.len() <= 40 {
			own, there = l.widen(c)
			e.now = l.other.excerpt(there, 80)
		}
		e.old = l.s.excerpt(own, 80)
		add(e)
	}
	for _, c := range g.changes {
		if c.paired && c.there.len() > 0 && len(l.changes) > 0 {
			continue // told from the other side
		}
		e := edit{words: c.span.len(), fact: g.anyFact(c.span)}
		own, there := c.span, c.there
		if c.paired && c.within && there.len() <= 40 {
			own, there = g.widen(c)
			e.old = g.other.excerpt(there, 80)
		}
		e.now = g.s.excerpt(own, 80)
		add(e)
	}
	return append(facts, rest...)
}

// widen adds the words around a change of which one side is empty: "not" by
// itself tells a person nothing.
func (d *side) widen(c change) (own, there span) {
	own, there = c.span, c.there
	if !c.within || own.len() > 0 && there.len() > 0 {
		return own, there
	}
	b := d.s.blocks[c.block]
	left := min(2, own.from-b.from, there.from)
	right := min(2, b.to-own.to, len(d.other.tok)-there.to)
	return span{own.from - left, own.to + right}, span{there.from - left, there.to + right}
}

func (d *side) anyFact(r span) bool {
	for i := r.from; i < r.to; i++ {
		if d.s.fact(i) {
			return true
		}
	}
	return false
}

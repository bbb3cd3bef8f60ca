package verdict

import "slices"

// firstLines bounds the blocks in which a page's headline is looked for.
const firstLines = 12

// tellHeadline undoes what the rules for noise did to a headline: where another
// heading stands over the text than before, it was changed, though its words may
// stand elsewhere on the page (in the path that leads to it, in a list of other
// documents) and are few. What came before or behind its words is the template's,
// unless it turns what they say.
func tellHeadline(l, g *side) {
	i, j := l.headlineBlock(), g.headlineBlock()
	if i < 0 || j < 0 {
		return
	}
	a, b := l.s.blocks[i], g.s.blocks[j]
	own, there := l.s.blockHash(a), g.s.blockHash(b)
	old, now := l.page.visible(), g.page.visible()
	if own == there || !sameNeighbours(l.s, g.s, i, j) || countBlocks(now, own) >= countBlocks(old, own) || countBlocks(old, there) >= countBlocks(now, there) {
		return
	}
	told := func(d *side, block int) bool {
		return slices.ContainsFunc(d.changes, func(c change) bool { return c.block == block && (c.within || c.strong) })
	}
	if told(l, i) || told(g, j) {
		return
	}
	at := slices.IndexFunc(now.blocks, func(x block) bool { return now.blockHash(x) == there })
	c := change{span: a.span, block: i, within: true, paired: true, there: now.blocks[at].span}
	c.span, c.there = l.apart(c)
	if (c.len() == 0 || c.there.len() == 0) && !l.status(c.span) && !statusIn(now, c.there) || l.idle(c) {
		return
	}
	g.changes = slices.DeleteFunc(g.changes, func(x change) bool { return x.block == j })
	l.changes = append(slices.DeleteFunc(l.changes, func(x change) bool { return x.block == i }), c)
}

// headlineBlock is the first heading of the text, or -1.
func (d *side) headlineBlock() int {
	for i, b := range d.s.blocks {
		if i == firstLines {
			break
		}
		if b.len() >= 2 && d.isHeading(i) {
			return i
		}
	}
	return -1
}

// sameNeighbours tells whether the same blocks stand before and behind two others.
// One behind may be a line with a date.
func sameNeighbours(a, b *stream, i, j int) bool {
	same := func(i, j int) bool {
		in, also := i >= 0 && i < len(a.blocks), j >= 0 && j < len(b.blocks)
		return in == also && (!in || a.blockHash(a.blocks[i]) == b.blockHash(b.blocks[j]))
	}
	return same(i-1, j-1) && (same(i+1, j+1) || same(i+2, j+2))
}

package compare

import (
	"slices"

	"archiver/internal/verdict/lex"
)

// firstLines bounds the blocks in which a page's headline is looked for.
const firstLines = 12

// tellHeadline undoes what the rules for noise did to a headline: where another
// heading stands over the text than before, it was changed, though its words may
// stand elsewhere on the page (in the path that leads to it, in a list of other
// documents) and are few. What came before or behind its words is the template's,
// unless it turns what they say.
func tellHeadline(l, g *Side) {
	i, j := l.headlineBlock(), g.headlineBlock()
	if i < 0 || j < 0 {
		return
	}
	a, b := l.Stream.Blocks[i], g.Stream.Blocks[j]
	own, there := l.Stream.BlockHash(a), g.Stream.BlockHash(b)
	old, now := l.Page.Visible(), g.Page.Visible()
	if own == there || !sameNeighbours(l.Stream, g.Stream, i, j) || countBlocks(now, own) >= countBlocks(old, own) || countBlocks(old, there) >= countBlocks(now, there) {
		return
	}
	told := func(d *Side, block int) bool {
		return slices.ContainsFunc(d.Changes, func(c Change) bool { return c.block == block && (c.within || c.strong) })
	}
	if told(l, i) || told(g, j) {
		return
	}
	at := slices.IndexFunc(now.Blocks, func(x lex.Block) bool { return now.BlockHash(x) == there })
	c := Change{Span: a.Span, block: i, within: true, paired: true, There: now.Blocks[at].Span}
	c.Span, c.There = l.apart(c)
	if (c.Len() == 0 || c.There.Len() == 0) && !l.status(c.Span) && !StatusIn(now, c.There) || l.idle(c) {
		return
	}
	g.Changes = slices.DeleteFunc(g.Changes, func(x Change) bool { return x.block == j })
	l.Changes = append(slices.DeleteFunc(l.Changes, func(x Change) bool { return x.block == i }), c)
}

// headlineBlock is the first heading of the text, or -1.
func (d *Side) headlineBlock() int {
	for i, b := range d.Stream.Blocks {
		if i == firstLines {
			break
		}
		if b.Len() >= 2 && d.isHeading(i) {
			return i
		}
	}
	return -1
}

// sameNeighbours tells whether the same blocks stand before and behind two others.
// One behind may be a line with a date.
func sameNeighbours(a, b *lex.Stream, i, j int) bool {
	same := func(i, j int) bool {
		in, also := i >= 0 && i < len(a.Blocks), j >= 0 && j < len(b.Blocks)
		return in == also && (!in || a.BlockHash(a.Blocks[i]) == b.BlockHash(b.Blocks[j]))
	}
	return same(i-1, j-1) && (same(i+1, j+1) || same(i+2, j+2))
}

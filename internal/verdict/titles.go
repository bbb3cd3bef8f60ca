package verdict

// A page has its title in several places: over the text, over a box of facts,
// in the path that leads to it. A template builds these anew without a word of
// them changing.

// dropTitles removes the changes of a line that is the page's title and stands
// on the other page by itself, at least as often. So a title whose words change
// is one, though a caption still has the old words: they stand once less.
func dropTitles(l, g *side) {
	for _, d := range []*side{l, g} {
		out := map[int]bool{}
		for i, c := range d.changes {
			if d.onlyTitled(c) {
				out[i] = true
			} else if b := d.s.blocks[c.block]; !d.isRow(c.block) && d.names(c.block) && countBlocks(d.other, d.s.blockHash(b)) >= countBlocks(d.page.visible(), d.s.blockHash(b)) {
				out[i] = true
			}
		}
		d.drop(out)
	}
}

// names tells whether the words of a block are the title of both pages: they
// stand in the one that each declares, and are a heading on one. A name that is
// only part of a title may stand under another label now.
func (d *side) names(bi int) bool {
	b := d.s.blocks[bi]
	tok := d.s.tok[b.from:b.to]
	return indexTokens(d.page.title().tok, tok) >= 0 && indexTokens(d.peer.title().tok, tok) >= 0 &&
		(d.isHeading(bi) || d.peer.isHeadingHash(d.s.blockHash(b)))
}

// countBlocks counts the blocks of the same words.
func countBlocks(s *stream, h uint64) (n int) {
	for _, b := range s.blocks {
		if s.blockHash(b) == h {
			n++
		}
	}
	return n
}

// onlyTitled tells whether a change is a heading that is the title of both pages,
// which the new one, without a heading of its own, shows no more.
func (d *side) onlyTitled(c change) bool {
	b := d.s.blocks[c.block]
	if d.gain || c.within || b.len() < 4 || !d.isHeading(c.block) || indexTokens(d.page.title().tok, d.s.tok[b.from:b.to]) < 0 || indexTokens(d.peer.title().tok, d.s.tok[b.from:b.to]) < 0 || !d.mayLook() {
		return false
	}
	have := hashes(d.page.visible())
	for h := range hashes(d.peer.base()) {
		if d.peer.isHeadingHash(h) && !have[h] {
			return false // another headline
		}
	}
	return true
}

package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// A page has its title in several places: over the text, over a box of facts,
// in the path that leads to it. A template builds these anew without a word of
// them changing.

// dropTitles removes the changes of a line that is the page's title and stands
// on the other page by itself, at least as often. So a title whose words change
// is one, though a caption still has the old words: they stand once less.
func dropTitles(l, g *Side) {
	for _, d := range []*Side{l, g} {
		out := map[int]bool{}
		for i, c := range d.Changes {
			if d.onlyTitled(c) {
				out[i] = true
			} else if b := d.Stream.Blocks[c.block]; !d.isRow(c.block) && d.names(c.block) && countBlocks(d.other, d.Stream.BlockHash(b)) >= countBlocks(d.Page.Visible(), d.Stream.BlockHash(b)) {
				out[i] = true
			}
		}
		d.drop(out)
	}
}

// names tells whether the words of a block are the title of both pages: they
// stand in the one that each declares, and are a heading on one. A name that is
// only part of a title may stand under another label now.
func (d *Side) names(bi int) bool {
	b := d.Stream.Blocks[bi]
	tok := d.Stream.Tokens[b.From:b.To]
	return lex.IndexTokens(d.Page.Title().Tokens, tok) >= 0 && lex.IndexTokens(d.Peer.Title().Tokens, tok) >= 0 &&
		(d.isHeading(bi) || isHeadingHash(d.Peer, d.Stream.BlockHash(b)))
}

// countBlocks counts the blocks of the same words.
func countBlocks(s *lex.Stream, h uint64) (n int) {
	for _, b := range s.Blocks {
		if s.BlockHash(b) == h {
			n++
		}
	}
	return n
}

// onlyTitled tells whether a change is a heading that is the title of both pages,
// which the new one, without a heading of its own, shows no more.
func (d *Side) onlyTitled(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if d.gain || c.within || b.Len() < 4 || !d.isHeading(c.block) || lex.IndexTokens(d.Page.Title().Tokens, d.Stream.Tokens[b.From:b.To]) < 0 || lex.IndexTokens(d.Peer.Title().Tokens, d.Stream.Tokens[b.From:b.To]) < 0 || !d.mayLook() {
		return false
	}
	have := hashes(d.Page.Visible())
	for h := range hashes(d.Peer.Base()) {
		if isHeadingHash(d.Peer, h) && !have[h] {
			return false // another headline
		}
	}
	return true
}

// TitleSegments splits a title where sites put their own name.
func TitleSegments(title string) []string {
	for _, sep := range []string{" – ", " — ", " | ", " · ", " :: ", " » ", " « ", " • ", ": ", " / "} {
		title = strings.ReplaceAll(title, sep, " - ")
	}
	var out []string
	for _, s := range strings.Split(title, " - ") {
		if n := lex.Normalise(s); n != "" {
			out = append(out, n)
		}
	}
	return out
}

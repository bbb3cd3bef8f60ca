package compare

import "archiver/internal/verdict/lex"

// An item of a list within the text counts however short it is: a crime, a town, a
// metal. Such a list is one of lines without links, some of which both pages have;
// lists of links, tags and menus are the site's.

const (
	mostItem    = 8 // words
	leastOfList = 2 // that both pages have
	farItems    = 12
)

// listItems finds the items that came or went.
func (x *inPlace) listItems() {
	for k, h := range x.halves() {
		h.eachLone(x, func(i int, b lex.Block) bool { return h.isListItem(i) }, func(i int, b lex.Block) bool {
			f := h.laid()
			return !f.site[i] && f.Linked[i] == 0 && !h.placed(x, k, b.Span) && f.inList(h.Side, i, h.own, h.there)
		})
	}
}

// isListItem tells whether a block may be an item: a few words that say something.
func (d *Side) isListItem(i int) bool {
	b := d.Stream.Blocks[i]
	if b.Len() == 0 || b.Len() > mostItem || hasCells(d.Stream, i) || d.isHeading(i) || hasParts(d.Stream.BlockText(i)) || d.ticks(i) {
		return false
	}
	words := 0
	for k := b.From; k < b.To; k++ {
		if d.Stream.Tokens[k].Flags&(lex.Number|lex.Sign|lex.Email) == 0 {
			words++
		}
		if lex.Vocabulary().Class(d.Stream.Word(k))&(lex.ClassByline|lex.ClassRelated|lex.ClassCounter|lex.ClassDated|lex.ClassMonth|lex.ClassDay|lex.ClassConsent|lex.ClassAdvert|lex.ClassLegal|lex.ClassFile) != 0 {
			return false
		}
	}
	return words > 0 && !isAgo(d, b.Span) && !Appeals(d.Stream, b.Span) && !lex.Hints()[phrase(d.Stream, b.Span)]
}

// inList tells whether a block stands in a list of such items.
func (f *Flow) inList(d *Side, i int, own []uint64, there map[uint64]int) bool {
	held, linked, all := 0, 0, 0
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(own) && (j-i)*step <= farItems && f.kin(i, j); j += step {
			all++
			if f.Linked[j] > 0 {
				linked++
			} else if there[own[j]] > 0 && d.isListItem(j) {
				held++
			}
		}
	}
	return held >= leastOfList && linked == 0 && 2*held >= all-held
}

// kin tells whether two blocks are items of one list: in boxes of one kind side by
// side, or in the cells of rows side by side.
func (f *Flow) kin(i, j int) bool {
	a, b := f.box[i], f.box[j]
	if a < 0 || b < 0 || a == b || f.Layout.Look[a] != f.Layout.Look[b] {
		return false
	}
	p, q := f.Layout.Parent[a], f.Layout.Parent[b]
	if p == q {
		return true
	}
	return p >= 0 && q >= 0 && f.Layout.Look[p] == f.Layout.Look[q] && f.Layout.Parent[p] == f.Layout.Parent[q] && f.Layout.Flow[a] && f.Layout.Flow[b]
}

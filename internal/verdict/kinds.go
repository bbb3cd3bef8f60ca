package verdict

// What changes by itself where a document is served in another form: a PDF as a
// web page, a word processor's file as a PDF. The words are the same, but a page
// has the site's frame around them, and each form shows the numbers of notes and
// of paragraphs in its own way, or not at all.

// otherKind tells whether the two documents are of different kinds.
func (d *side) otherKind() bool { return d.page.page.Kind != d.peer.page.Kind }

// numbering tells whether a run that one form of a document has and the other
// has not is a lone mark: the number of a note where it is called or stands, of
// a paragraph, a letter before an item.
func (d *side) numbering(c change) bool {
	if !d.otherKind() {
		return false
	}
	b := d.s.blocks[c.block]
	atEdge := (c.span.from == b.from || c.span.to == b.to) && c.span.len() < b.len()
	switch {
	case c.span.len() == 0 && c.paired:
		return d.other.marks(c.there)
	case c.paired && c.there.len() == 0, atEdge && !c.paired:
		return d.s.marks(c.span)
	}
	return false
}

// marks tells whether a run is a lone number of up to three digits, or a letter.
func (s *stream) marks(r span) bool {
	if r.len() != 1 {
		return false
	}
	w := s.word(r.from)
	if s.tok[r.from].flags&tokNumber != 0 {
		return len(w) <= 3
	}
	return len([]rune(w)) == 1 && s.tok[r.from].flags&tokSign == 0 && s.blocks[s.blockOf(r.from)].from == r.from
}

// frameWords bounds the paragraphs that a site puts around a document, in words.
const frameWords = 25

// dropFrame removes the whole paragraphs of a web page that stand before or after
// the text that it shares with a document of another kind, and the short ones
// between: menus, buttons, the site's name and footer.
func dropFrame(l, g *side) {
	for _, d := range []*side{l, g} {
		if d.otherKind() && d.page.page.Kind == "html" {
			d.drop(d.frame())
		}
	}
}

// frame returns the changes that are no part of the text.
func (d *side) frame() map[int]bool {
	first, last := len(d.s.blocks), -1
	for bi, b := range d.s.blocks {
		held := 0
		for i := b.from; i < b.to; i++ {
			if d.in[i] {
				held++
			}
		}
		if held >= 2*width && 10*held >= 8*b.len() {
			first, last = min(first, bi), bi
		}
	}
	out := map[int]bool{}
	for i, c := range d.changes {
		if last < 0 {
			break
		}
		n := d.s.blocks[c.block].len()
		prose := n >= 8 && d.s.endsSentence(c.block)
		outside := c.block < first || c.block > last
		if outside && (n <= frameWords || !prose && !c.within) || !c.within && !prose && !d.isRow(c.block) && n <= frameWords {
			out[i] = true
		}
	}
	return out
}

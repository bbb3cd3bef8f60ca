package compare

import "archiver/internal/verdict/lex"

// What changes by itself where a document is served in another form: a PDF as a
// web page, a word processor's file as a PDF. The words are the same, but a page
// has the site's frame around them, and each form shows the numbers of notes and
// of paragraphs in its own way, or not at all.

// otherKind tells whether the two documents are of different kinds.
func (d *Side) otherKind() bool { return d.Page.Page.Kind != d.Peer.Page.Kind }

// numbering tells whether a run that one form of a document has and the other
// has not is a lone mark: the number of a note where it is called or stands, of
// a paragraph, a letter before an item.
func (d *Side) numbering(c Change) bool {
	if !d.otherKind() {
		return false
	}
	b := d.Stream.Blocks[c.block]
	atEdge := (c.Span.From == b.From || c.Span.To == b.To) && c.Span.Len() < b.Len()
	switch {
	case c.Span.Len() == 0 && c.paired:
		return marks(d.other, c.There)
	case c.paired && c.There.Len() == 0, atEdge && !c.paired:
		return marks(d.Stream, c.Span)
	}
	return false
}

// marks tells whether a run is a lone number of up to three digits, or a letter.
func marks(s *lex.Stream, r lex.Span) bool {
	if r.Len() != 1 {
		return false
	}
	w := s.Word(r.From)
	if s.Tokens[r.From].Flags&lex.Number != 0 {
		return len(w) <= 3
	}
	return len([]rune(w)) == 1 && s.Tokens[r.From].Flags&lex.Sign == 0 && s.Blocks[s.BlockOf(r.From)].From == r.From
}

// frameWords bounds the paragraphs that a site puts around a document, in words.
const frameWords = 25

// dropFrame removes the whole paragraphs of a web page that stand before or after
// the text that it shares with a document of another kind, and the short ones
// between: menus, buttons, the site's name and footer.
func dropFrame(l, g *Side) {
	for _, d := range []*Side{l, g} {
		if d.otherKind() && d.Page.Page.Kind == "html" {
			d.drop(d.frame())
		}
	}
}

// frame returns the changes that are no part of the text.
func (d *Side) frame() map[int]bool {
	first, last := len(d.Stream.Blocks), -1
	for bi, b := range d.Stream.Blocks {
		held := 0
		for i := b.From; i < b.To; i++ {
			if d.in[i] {
				held++
			}
		}
		if held >= 2*lex.ShingleWidth && 10*held >= 8*b.Len() {
			first, last = min(first, bi), bi
		}
	}
	out := map[int]bool{}
	for i, c := range d.Changes {
		if last < 0 {
			break
		}
		n := d.Stream.Blocks[c.block].Len()
		prose := n >= 8 && d.Stream.EndsSentence(c.block)
		outside := c.block < first || c.block > last
		if outside && (n <= frameWords || !prose && !c.within) || !c.within && !prose && !d.isRow(c.block) && n <= frameWords {
			out[i] = true
		}
	}
	return out
}

package verdict

// Behind a text a template may put a box about who wrote it. It is known by its
// place, by being a box of its own, and by beginning with the name that stands in
// the byline.

// Bounds of such a box.
const (
	mostAuthor      = 80 // words
	mostAuthorLine  = 8  // of its first line
	mostAuthorLines = 6
)

// aboutAuthor tells whether a paragraph stands in such a box. One that tells what
// became of something, denies, or has a date or a figure in it is told.
func (d *side) aboutAuthor(f *flow, c change) bool {
	at := f.at[c.block]
	if at < 0 || c.within || d.isRow(c.block) || d.isTitle(c.block) || f.box[at] < 0 {
		return false
	}
	own := f.own(f.box[at])
	if own < 0 || f.tally[own].words > mostAuthor || f.tally[own].row || f.tally[own].news {
		return false
	}
	first := at
	for first > 0 && at-first < mostAuthorLines && f.around(own, f.box[first-1]) {
		first--
	}
	if first > 0 && f.around(own, f.box[first-1]) || !d.bylined(f.vis, f.vis.blocks[first]) {
		return false
	}
	for i := first; i < len(f.vis.blocks); i++ {
		if f.around(own, f.box[i]) {
			if !f.vis.introduces(f.vis.blocks[i].span) {
				return false
			}
		} else if f.held[i] && f.isProse(i) && f.around(f.column, f.box[i]) {
			return false // more of the text follows
		}
	}
	return f.column >= 0
}

// bylined tells whether a short line begins with a name that stands in the head
// of the other page's text.
func (d *side) bylined(s *stream, b block) bool {
	if b.len() > mostAuthorLine {
		return false
	}
	n := b.from
	for n < b.to && s.tok[n].flags&tokUpper != 0 {
		n++
	}
	peer := side{page: d.peer, s: d.peer.base(), peer: d.page}
	head := peer.headEnd()
	if n-b.from < 2 || head == 0 {
		return false
	}
	for i, x := range peer.s.blocks[:head] {
		if !peer.isTitle(i) && x.len() <= 2*mostAuthorLine && indexTokens(peer.s.tok[x.from:x.to], s.tok[b.from:n]) >= 0 {
			return true
		}
	}
	return false
}

// introduces tells whether a paragraph has nothing in it that a person would
// check: no figure, date, negation, or word of what became of something.
func (s *stream) introduces(r span) bool {
	if statusIn(s, r) {
		return false
	}
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&(tokNumber|tokSign) != 0 || lexicon().class(s.word(i))&(classNo|classMonth|classNumeral|classDay) != 0 {
			return false
		}
	}
	return true
}

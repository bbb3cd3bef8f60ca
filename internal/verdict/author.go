package verdict

import "strings"

// Before a text or behind it a template may say who wrote it. It is known by its
// place, by being a box of its own, and by saying of those in the byline who they
// are, and nothing else.

// Bounds of such a box, and of a byline.
const (
	mostAuthor = 80 // words
	mostByline = 16
)

// aboutAuthor tells whether a paragraph is such a box.
func (d *side) aboutAuthor(f *flow, c change) bool {
	at := f.at[c.block]
	if at < 0 || c.within || d.isRow(c.block) || d.isTitle(c.block) || f.box[at] < 0 {
		return false
	}
	own := f.own(f.box[at])
	return own >= 0 && f.tally[own].lines == 1 && !f.kinds[f.lay.Look[own]] && f.tally[own].words <= mostAuthor && d.aboutAuthors(f, at)
}

// aboutAuthors tells whether a paragraph before the first or behind the last one of
// the text says of those in the byline who they are, each sentence of one of them:
// "Olga Weir is a fellow of the institute. Anna Berg was one until 2023."
func (d *side) aboutAuthors(f *flow, at int) bool {
	b := f.vis.blocks[at]
	before, after := false, false
	for i := range f.vis.blocks {
		if f.held[i] && f.isProse(i) && f.around(f.column, f.box[i]) {
			before, after = before || i < at, after || i > at
		}
	}
	if f.column < 0 || before && after || statusIn(f.vis, b.span) || !f.vis.endsSentence(at) {
		return false
	}
	for r := (span{b.from, b.from}); r.to < b.to; {
		r = span{r.to, r.to + 1}
		for r.to < b.to && f.vis.tok[r.to].flags&tokFirst == 0 {
			r.to++
		}
		n := d.byName(f.vis, r)
		if n == r.from || n == r.to || !f.vis.introducesUntil(span{n, r.to}) {
			return false
		}
		if !copulas()[f.vis.word(n)] && !strings.ContainsAny(f.vis.text[f.vis.tok[n-1].end:f.vis.tok[n].start], "—–") {
			return false
		}
	}
	return true
}

// copulas join a name and what somebody is.
var copulas = phraseSet("is", "was", "является", "был", "была", "est", "était")

// terms stand beside the year in which somebody came to a place or left it.
var terms = phraseSet("until", "since", "till", "до", "с", "по", "дейін", "бері", "depuis", "jusqu", "jusqu'en", "jusqu’en")

// introducesUntil is introduces, but for the year since or until when somebody was
// something.
func (s *stream) introducesUntil(r span) bool {
	for i := r.from; i < r.to; i++ {
		w := s.word(i)
		if s.tok[i].flags&tokNumber == 0 || len(w) != 4 || w[:2] != "19" && w[:2] != "20" {
			if !s.introduces(span{i, i + 1}) {
				return false
			}
			continue
		}
		termed := false
		for k := max(r.from, i-2); k < min(r.to, i+3); k++ {
			termed = termed || terms()[s.word(k)]
		}
		if !termed {
			return false
		}
	}
	return true
}

// byName gives where a name ends that a run begins with and that stands in the head
// of the other page's text; where the run begins if there is none.
func (d *side) byName(s *stream, b span) int {
	n := b.from
	for n < b.to && s.tok[n].flags&tokUpper != 0 {
		n++
	}
	peer := side{page: d.peer, s: d.peer.base(), peer: d.page}
	head := peer.headEnd()
	if n-b.from < 2 || head == 0 {
		return b.from
	}
	for i, x := range peer.s.blocks[:head] {
		if !peer.isTitle(i) && x.len() <= mostByline && indexTokens(peer.s.tok[x.from:x.to], s.tok[b.from:n]) >= 0 {
			return n
		}
	}
	return b.from
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

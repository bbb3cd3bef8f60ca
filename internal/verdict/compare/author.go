package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// Before a text or behind it a template may say who wrote it. It is known by its
// place, by being a box of its own, and by saying of those in the byline who they
// are, and nothing else.

// Bounds of such a box, and of a byline.
const (
	mostAuthor = 80 // words
	mostByline = 16
)

// aboutAuthor tells whether a paragraph is such a box.
func (d *Side) aboutAuthor(f *Flow, c Change) bool {
	at := f.At[c.block]
	if at < 0 || c.within || d.isRow(c.block) || d.IsTitle(c.block) || f.box[at] < 0 {
		return false
	}
	own := f.own(f.box[at])
	return own >= 0 && f.tally[own].lines == 1 && !f.kinds[f.Layout.Look[own]] && f.tally[own].words <= mostAuthor && d.aboutAuthors(f, at)
}

// aboutAuthors tells whether a paragraph before the first or behind the last one of
// the text says of those in the byline who they are, each sentence of one of them:
// "Olga Weir is a fellow of the institute. Anna Berg was one until 2023."
func (d *Side) aboutAuthors(f *Flow, at int) bool {
	b := f.Visible.Blocks[at]
	before, after := false, false
	for i := range f.Visible.Blocks {
		if f.held[i] && f.isProse(i) && f.around(f.column, f.box[i]) {
			before, after = before || i < at, after || i > at
		}
	}
	if f.column < 0 || before && after || StatusIn(f.Visible, b.Span) || !f.Visible.EndsSentence(at) {
		return false
	}
	for r := (lex.Span{From: b.From, To: b.From}); r.To < b.To; {
		r = lex.Span{From: r.To, To: r.To + 1}
		for r.To < b.To && f.Visible.Tokens[r.To].Flags&lex.First == 0 {
			r.To++
		}
		n := d.byName(f.Visible, r)
		if n == r.From || n == r.To || !introducesUntil(f.Visible, lex.Span{From: n, To: r.To}) {
			return false
		}
		if !copulas()[f.Visible.Word(n)] && !strings.ContainsAny(f.Visible.Text[f.Visible.Tokens[n-1].End:f.Visible.Tokens[n].Start], "—–") {
			return false
		}
	}
	return true
}

// copulas join a name and what somebody is.
var copulas = lex.PhraseSet("is", "was", "является", "был", "была", "est", "était")

// terms stand beside the year in which somebody came to a place or left it.
var terms = lex.PhraseSet("until", "since", "till", "до", "с", "по", "дейін", "бері", "depuis", "jusqu", "jusqu'en", "jusqu’en")

// introducesUntil is introduces, but for the year since or until when somebody was
// something.
func introducesUntil(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		w := s.Word(i)
		if s.Tokens[i].Flags&lex.Number == 0 || len(w) != 4 || w[:2] != "19" && w[:2] != "20" {
			if !introduces(s, lex.Span{From: i, To: i + 1}) {
				return false
			}
			continue
		}
		termed := false
		for k := max(r.From, i-2); k < min(r.To, i+3); k++ {
			termed = termed || terms()[s.Word(k)]
		}
		if !termed {
			return false
		}
	}
	return true
}

// byName gives where a name ends that a run begins with and that stands in the head
// of the other page's text; where the run begins if there is none.
func (d *Side) byName(s *lex.Stream, b lex.Span) int {
	n := b.From
	for n < b.To && s.Tokens[n].Flags&lex.Upper != 0 {
		n++
	}
	peer := Side{Page: d.Peer, Stream: d.Peer.Base(), Peer: d.Page}
	head := peer.headEnd()
	if n-b.From < 2 || head == 0 {
		return b.From
	}
	for i, x := range peer.Stream.Blocks[:head] {
		if !peer.IsTitle(i) && x.Len() <= mostByline && lex.IndexTokens(peer.Stream.Tokens[x.From:x.To], s.Tokens[b.From:n]) >= 0 {
			return n
		}
	}
	return b.From
}

// introduces tells whether a paragraph has nothing in it that a person would
// check: no figure, date, negation, or word of what became of something.
func introduces(s *lex.Stream, r lex.Span) bool {
	if StatusIn(s, r) {
		return false
	}
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 || lex.Vocabulary().Class(s.Word(i))&(lex.ClassNo|lex.ClassMonth|lex.ClassNumeral|lex.ClassDay) != 0 {
			return false
		}
	}
	return true
}

package compare

import (
	"slices"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// Some templates write the day of an article as a heading over its title,
// others in a line of small letters below, or not at all.

// mostDateline is how many words a line with the date of an article has.
const mostDateline = 30

// dateHeading tells whether a heading above the text is a whole date and nothing
// else, in whose place the other page has no other one: it tells the same day in
// another line, or the heading stood over the title, where no event is dated.
func (d *Side) dateHeading(bi int) bool {
	own, ok := OnlyDate(d.Stream, bi)
	if !ok || bi >= d.headEnd() || !d.isHeading(bi) {
		return false
	}
	mine := datelines(d.Page.Base())
	for _, t := range datelines(d.Peer.Base()) {
		if !slices.ContainsFunc(mine, t.Same) {
			return false
		}
	}
	count := func(s *lex.Stream) (n int) {
		for _, t := range datelines(s) {
			if own.Same(t) {
				n++
			}
		}
		return n
	}
	return count(d.other) >= count(d.Page.Visible()) || d.overTitle(bi)
}

// OnlyDate reads a block that is a day, a month and a year and nothing else.
func OnlyDate(s *lex.Stream, bi int) (meaning.Stamp, bool) {
	b := s.Blocks[bi]
	if b.Len() < 1 || b.Len() > 8 {
		return meaning.Stamp{}, false
	}
	t, ok := meaning.ReadStamp(s, b.Span)
	return t, ok && t.Whole()
}

// datelines are the whole dates of the short lines that are no sentences.
func datelines(s *lex.Stream) (out []meaning.Stamp) {
	for i, b := range s.Blocks {
		if b.Len() > mostDateline {
			continue
		}
		if t, ok := OnlyDate(s, i); ok { // "17 октября 2024 г."
			out = append(out, t)
			continue
		}
		if s.EndsSentence(i) {
			continue
		}
		for _, t := range MetaOf(s, b.Span).Dates {
			if t.Whole() {
				out = append(out, t)
			}
		}
	}
	return out
}

// overTitle tells whether the page's title follows a block, and no text between.
func (d *Side) overTitle(bi int) bool {
	for i := bi + 1; i < min(len(d.Stream.Blocks), d.headEnd()); i++ {
		if d.IsTitle(i) {
			return true
		}
	}
	return false
}

// sameDate tells whether a change puts the same date in another format: "12
// мая 2019 года" for "12.05.2019", "Friday, March 26" for "26 March". The
// numbers around the change within its paragraph belong to the dates.
func (d *Side) sameDate(c Change) bool {
	if !c.paired {
		return false
	}
	b := d.Stream.Blocks[c.block]
	if d.isRow(c.block) && c.There.Len() > 0 {
		c.Span, c.There = d.apart(c) // a row is held against a row
	}
	own := meaning.WidenDate(d.Stream, c.Span, b.Span)
	there := c.There
	if there.From > len(d.other.Tokens) || len(d.other.Tokens) == 0 {
		return false
	}
	within := d.other.Blocks[d.other.BlockOf(min(there.From, len(d.other.Tokens)-1))]
	if there.Len() == 0 && there.From == within.From && there.From > 0 && c.To == b.To {
		within = d.other.Blocks[d.other.BlockOf(there.From-1)] // it stands where a block ends
	}
	there = meaning.WidenDate(d.other, there, within.Span)
	if own.Len() == 0 || there.Len() == 0 || own.Len() > 12 || there.Len() > 12 || c.Len() > 8 || c.There.Len() > 8 {
		return false
	}
	x, ok := meaning.ReadStamp(d.Stream, own)
	y, also := meaning.ReadStamp(d.other, there)
	return ok && also && x.Same(y)
}

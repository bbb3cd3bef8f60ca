package verdict

import "slices"

// Some templates write the day of an article as a heading over its title,
// others in a line of small letters below, or not at all.

// mostDateline is how many words a line with the date of an article has.
const mostDateline = 30

// dateHeading tells whether a heading above the text is a whole date and nothing
// else, in whose place the other page has no other one: it tells the same day in
// another line, or the heading stood over the title, where no event is dated.
func (d *side) dateHeading(bi int) bool {
	own, ok := d.s.onlyDate(bi)
	if !ok || bi >= d.headEnd() || !d.isHeading(bi) {
		return false
	}
	mine := d.page.base().datelines()
	for _, t := range d.peer.base().datelines() {
		if !slices.ContainsFunc(mine, t.same) {
			return false
		}
	}
	count := func(s *stream) (n int) {
		for _, t := range s.datelines() {
			if own.same(t) {
				n++
			}
		}
		return n
	}
	return count(d.other) >= count(d.page.visible()) || d.overTitle(bi)
}

// onlyDate reads a block that is a day, a month and a year and nothing else.
func (s *stream) onlyDate(bi int) (stamp, bool) {
	b := s.blocks[bi]
	if b.len() < 1 || b.len() > 8 {
		return stamp{}, false
	}
	t, ok := readStamp(s, b.span)
	return t, ok && t.whole()
}

func (t stamp) whole() bool { return t.year > 0 && t.month > 0 && t.day > 0 }

// datelines are the whole dates of the short lines that are no sentences.
func (s *stream) datelines() (out []stamp) {
	for i, b := range s.blocks {
		if b.len() > mostDateline {
			continue
		}
		if t, ok := s.onlyDate(i); ok { // "17 октября 2024 г."
			out = append(out, t)
			continue
		}
		if s.endsSentence(i) {
			continue
		}
		for _, t := range s.says(b.span).dates {
			if t.whole() {
				out = append(out, t)
			}
		}
	}
	return out
}

// overTitle tells whether the page's title follows a block, and no text between.
func (d *side) overTitle(bi int) bool {
	for i := bi + 1; i < min(len(d.s.blocks), d.headEnd()); i++ {
		if d.isTitle(i) {
			return true
		}
	}
	return false
}

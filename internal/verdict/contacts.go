package verdict

import "strings"

// loneRow tells whether a row is all of its table: such a table lays out a page's
// top or foot, and tabulates nothing.
func (s *stream) loneRow(bi int) bool {
	return s.hasCells(bi) && !(bi > 0 && s.hasCells(bi-1)) && !(bi+1 < len(s.blocks) && s.hasCells(bi+1))
}

func (s *stream) hasCells(bi int) bool { return strings.IndexByte(s.blockText(bi), '\t') >= 0 }

// contacts tells whether a change puts one way to reach the site in place of
// another: a telephone number, an e-mail address. Beside the text such a line is
// the site's; in the text it is told.
func (d *side) contacts(c change) bool {
	return c.paired && c.there.to <= len(d.other.tok) && d.s.isContact(c.span) && d.other.isContact(c.there)
}

// leastPhone is how many digits a telephone number has.
const leastPhone = 6

// isContact tells whether a run is a telephone number or an e-mail address.
func (s *stream) isContact(r span) bool {
	if r.len() == 0 {
		return false
	}
	if r.len() == 1 && s.tok[r.from].flags&tokEmail != 0 {
		return true
	}
	// The rest of the number stands around it.
	for r.from > 0 && s.dialled(r.from) {
		r.from--
	}
	for r.to < len(s.tok) && s.dialled(r.to) {
		r.to++
	}
	if r.len() > 8 {
		return false
	}
	digits := 0
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokNumber == 0 {
			return false
		}
		digits += len(strings.Trim(s.word(i), "."))
	}
	if digits < leastPhone || dateish(s, r) {
		return false
	}
	// As such numbers are written: with a plus, or in groups.
	text := s.text[s.tok[r.from].start:s.tok[r.to-1].end]
	return strings.HasSuffix(s.text[:s.tok[r.from].start], "+") || strings.ContainsAny(text, "()") || strings.Count(text, "-") >= 2
}

// dialled tells whether a word is a number that goes on with the one before it as
// those of a telephone number do.
func (s *stream) dialled(i int) bool {
	return s.tok[i].flags&s.tok[i-1].flags&tokNumber != 0 && strings.Trim(s.text[s.tok[i-1].end:s.tok[i].start], " -()\u00a0") == ""
}

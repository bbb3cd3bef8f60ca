package verdict

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// A byline gives the author's first name in full or by its letter, and names the
// site beside it or not: "Anna Kell / The Herald", "A. Kell".

// shortName tells whether a change in the head of a page or in a credit is one name
// in two lengths.
func (d *side) shortName(c change) bool {
	if !c.paired || c.len() == 0 || c.there.len() == 0 || c.len() > 6 || c.there.len() > 6 || !d.inHead(c.block) && !d.besideByline(c) {
		return false
	}
	// Where the first name alone differs, the family name stands behind it on both.
	b, t := d.s.blocks[c.block], d.other.blocks[d.other.blockOf(c.there.from)]
	for range 2 {
		if c.to < b.to && c.there.to < t.to && d.s.tok[c.to].hash == d.other.tok[c.there.to].hash && d.s.tok[c.to].flags&tokUpper != 0 {
			c.to, c.there.to = c.to+1, c.there.to+1
		}
	}
	return d.shortens(d.s, c.span, d.other, c.there) || d.shortens(d.other, c.there, d.s, c.span)
}

// besideByline tells whether a change stands right behind a word for who wrote it or
// took the picture.
func (d *side) besideByline(c change) bool {
	b := d.s.blocks[c.block]
	return c.to == b.to && c.from > b.from && lexicon().class(d.s.word(c.from-1))&classByline != 0
}

// shortens tells whether a run is another one with first names by their letters, and
// without the name of the site.
func (d *side) shortens(s *stream, short span, o *stream, long span) bool {
	if !namesOnly(s, short) || !namesOnly(o, long) || short.len() > long.len() {
		return false
	}
	i, whole, letters := short.from, 0, 0
	for k := long.from; k < long.to; k++ {
		w := o.word(k)
		switch {
		case i < short.to && s.word(i) == w:
			whole += int(b2u(utf8.RuneCountInString(w) > 1))
			i++
		case i < short.to && utf8.RuneCountInString(s.word(i)) == 1 && strings.HasPrefix(w, s.word(i)):
			letters++
			i++
		case !d.namesSite(w):
			return false
		}
	}
	return i == short.to && whole > 0 && (letters > 0 || short.len() < long.len())
}

// namesSite tells whether a word stands in the titles of both pages behind the
// headline, or in the lines that both have before the text.
func (d *side) namesSite(word string) bool {
	for _, p := range []*Prepared{d.page, d.peer} {
		parts := titleSegments(p.page.Title)
		found := false
		for _, t := range parts[min(1, len(parts)):] {
			found = found || strings.Contains(" "+t+" ", " "+word+" ")
		}
		if !found {
			return false
		}
	}
	return true
}

// generated tells whether a change puts another moment, told to the second, in a
// short line before or behind the text: that at which a program made the page.
func (d *side) generated(c change) bool {
	b := d.s.blocks[c.block]
	const mostWords, mostBeside = 14, 5
	if !c.paired || c.len() == 0 || c.there.len() == 0 || d.isRow(c.block) || c.block > d.headEnd() && c.block < d.lastHeld() {
		return false
	}
	line := b.span
	if d.s.endsSentence(c.block) {
		// The last words of the page: "Reported as of 12/05/2020 06:00:14."
		for line.from = c.from; line.from > b.from && d.s.tok[line.from].flags&tokFirst == 0; {
			line.from--
		}
		if c.block+1 < len(d.s.blocks) || c.to < b.to || line.len()-c.len() > mostBeside {
			return false
		}
	}
	if line.len() > mostWords || d.status(line) {
		return false
	}
	there := d.other.blocks[d.other.blockOf(c.there.from)]
	mine, theirs := d.apart(c) // the first words of a page are among what differs with them
	x, ok := d.s.momentAt(mine, b.span)
	y, also := d.other.momentAt(theirs, there.span)
	return ok && also && x != y
}

// momentAt is moment of a run with what stands around it and is of a date.
func (s *stream) momentAt(r, within span) (string, bool) {
	if r.len() == 0 {
		return "", false
	}
	start, end := int(s.tok[r.from].start), int(s.tok[r.to-1].end)
	for start > 0 && !strings.ContainsRune(" \t\n\"", rune(s.text[start-1])) {
		start--
	}
	for end < len(s.text) && !strings.ContainsRune(" \t\n\"", rune(s.text[end])) {
		end++
	}
	if text := strings.Trim(s.text[start:end], ".,;()"); isoMoment().MatchString(text) {
		return text, true
	}
	return s.moment(widenDate(s, r, within))
}

// isoMoment is how programs write a date with a time, with or without its zone.
var isoMoment = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?$`)
})

// moment tells whether a run is a date with a time to the second and nothing else.
func (s *stream) moment(r span) (string, bool) {
	if r.len() == 0 || r.len() > 8 {
		return "", false
	}
	text := s.text[s.tok[r.from].start:s.tok[r.to-1].end]
	if strings.Count(text, ":") != 2 {
		return "", false
	}
	t, ok := readStamp(s, r)
	return text, ok && t.whole() && len(t.rest) >= 3
}

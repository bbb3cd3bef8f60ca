package verdict

import (
	"slices"
	"strings"
)

// What a site says of those who write on it, and what they say to it.

// Bounds of such lines.
const (
	mostCard   = 16 // words of a line with somebody's name and rating
	mostVoices = 20
	mostCards  = 100 // that are looked at
	mostNamed  = 4   // words of the name before what somebody says
)

// card tells whether a short line is about one who writes on the site: a name
// beside a counter or a rating, as the other page has them with the same name in
// other words.
func (d *side) card(bi int) bool {
	if bi < d.headEnd() || d.cards == mostCards || !d.s.isCard(bi) || d.isHeading(bi) || d.isTitle(bi) || d.status(d.s.blocks[bi].span) {
		return false
	}
	b := d.s.blocks[bi]
	d.cards++
	for i, x := range d.other.blocks {
		if x.len() > mostCard || !d.other.isCard(i) || statusIn(d.other, x.span) {
			continue
		}
		if sameName(d.s.nameAhead(b), d.other.nameAhead(x)) {
			return true
		}
	}
	return false
}

// nameAhead are the words that a line begins with as a name does.
func (s *stream) nameAhead(b block) (words []string) {
	for i := b.from; i < b.to && s.tok[i].flags&tokUpper != 0 && len(words) < mostNamed; i++ {
		words = append(words, s.word(i))
	}
	return words
}

// sameName tells whether all words of one name are in the other, whole or by their
// first letters, in any order: the longer one may go on with what the person is.
func sameName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range a {
		if !slices.ContainsFunc(b, func(v string) bool { return v == w || initial(v, w) || initial(w, v) }) {
			return false
		}
	}
	return len(a) >= 2
}

// isCard tells whether a block is short, no sentence, and has a counter's word
// beside a number.
func (s *stream) isCard(bi int) bool {
	b := s.blocks[bi]
	if b.len() < 3 || b.len() > mostCard || s.endsSentence(bi) || strings.IndexByte(s.blockText(bi), '\t') >= 0 {
		return false
	}
	for i := b.from; i < b.to; i++ {
		if lexicon().class(s.word(i))&classCounter != 0 && (i > b.from && s.tok[i-1].flags&tokNumber != 0 || i+1 < b.to && s.tok[i+1].flags&tokNumber != 0) {
			return true
		}
	}
	return false
}

// voice tells whether a paragraph that came under the text is one of several in
// which people who are not named in it say something, each behind a name and a
// colon.
func (d *side) voice(bi int) bool {
	if !d.gain || bi <= d.headEnd() {
		return false
	}
	if d.s.speaker(bi) == "" {
		return false
	}
	if bi < d.lastHeld() {
		return false
	}
	from := bi
	for from > 0 && bi-from < mostVoices && d.s.speaker(from-1) != "" && d.isFresh(from-1) {
		from--
	}
	if from == 0 || !d.isFresh(from-1) || d.s.blocks[from-1].len() > 8 || d.s.endsSentence(from-1) {
		return false // nothing names them
	}
	seen := map[string]bool{}
	for i := from; i < min(len(d.s.blocks), from+mostVoices) && d.s.speaker(i) != "" && d.isFresh(i); i++ {
		name := d.s.speaker(i)
		if seen[name] {
			return false // they talk with each other
		}
		seen[name] = true
		first := d.s.tok[d.s.blocks[i].from].hash
		for k := range d.other.tok {
			if d.other.tok[k].hash == first {
				return false
			}
		}
	}
	return len(seen) >= 2
}

// speaker is the name that a block begins with, before a colon and what is said.
func (s *stream) speaker(bi int) string {
	b := s.blocks[bi]
	for i := b.from; i < b.to && i < b.from+mostNamed; i++ {
		if s.tok[i].flags&tokUpper == 0 {
			return ""
		}
		rest := strings.TrimLeft(s.text[s.tok[i].end:], " \u00a0\u202f")                                  // the French put a space before it
		if i+1 < b.to && strings.HasPrefix(rest, ":") && b.to-i > 4 && !namesOnly(s, span{i + 1, b.to}) { // "Podcast: Apple Spotify …" says nothing
			return s.phrase(span{b.from, i + 1})
		}
	}
	return ""
}

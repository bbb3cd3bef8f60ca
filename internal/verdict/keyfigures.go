package verdict

import (
	"slices"
	"strings"
)

// Pages of figures set them large, each in a line of its own above or below what it
// counts, or beside it: "Confirmed / 71,204 / Deaths / 1,118". A lone number between a headline and
// the text is a counter of readers, as a rule; two or more that take turns with their
// names are what the page is there for.

const (
	mostCaptioned = 6  // words of the name of a figure
	mostTurn      = 40 // lines that are looked through on either side
)

// keyFigure tells whether a line is a number that takes turns with names, below a
// heading, with none among them that names a counter of readers or a rate. It gives the
// line that names it.
func (d *side) keyFigure(bi int) (name int, ok bool) {
	if !d.s.loneNumber(bi) {
		return 0, false
	}
	turns := func(i int, number bool) bool {
		return i >= 0 && i < len(d.s.blocks) && (number && d.s.loneNumber(i) || !number && d.figureName(i))
	}
	from, to := bi, bi
	for number := false; bi-from < mostTurn && turns(from-1, number); number = !number {
		from--
	}
	for number := false; to-bi < mostTurn && turns(to+1, number); number = !number {
		to++
	}
	if to-from < 3 { // two figures, two names
		return 0, false
	}
	if name = bi - 1; d.s.loneNumber(from) {
		name = bi + 1
	}
	if name > to {
		return 0, false
	}
	return name, d.tellFigures(from, to)
}

// tellFigures tells whether lines with figures stand below a heading, and none of them
// names a counter of readers, a rate, or the weather.
func (d *side) tellFigures(from, to int) bool {
	for i := from; i <= to; i++ {
		b := d.s.blocks[i]
		for k := b.from; k < b.to; k++ {
			w := d.s.word(k)
			if signed := k == b.from && strings.HasPrefix(d.s.blockText(i), "+"); w == "°" || (w == "-" || signed) && !d.s.hasUnit(b) {
				return false // the weather
			}
			if lexicon().class(w)&(classCounter|classRate|classMonth|classDay|classDated|classAgo|classByline|classRelated|classFile|classAdvert) != 0 || tickWords().class(w)&(3|4|16) != 0 || platformNames[w] {
				return false
			}
		}
	}
	for i := max(0, from-mostTurn); i <= from; i++ {
		if d.isHeading(i) || d.isTitle(i) {
			return true
		}
	}
	return false
}

// figureLine tells whether a line is one number, with its sign or unit, and its name,
// and stands among others that are.
func (d *side) figureLine(bi int) bool {
	is := func(i int) bool {
		return i >= 0 && i < len(d.s.blocks) && !d.isTitle(i) && !d.isHeading(i) && d.s.nameAndNumber(i)
	}
	if !is(bi) {
		return false
	}
	from, to := bi, bi
	for bi-from < mostTurn && is(from-1) {
		from--
	}
	for to-bi < mostTurn && is(to+1) {
		to++
	}
	return to > from && d.tellFigures(from, to)
}

// nameAndNumber tells whether a line is a few words and a number behind or before them.
func (s *stream) nameAndNumber(bi int) bool {
	b := s.blocks[bi]
	if b.len() < 2 || b.len() > mostCaptioned+2 || s.endsSentence(bi) {
		return false
	}
	numbers, names, turns := 0, 0, 0
	for i := b.from; i < b.to; i++ {
		number := s.tok[i].flags&(tokNumber|tokSign) != 0
		if s.tok[i].flags&tokNumber != 0 {
			numbers++
		} else if !number {
			names++
		}
		if i > b.from && number != (s.tok[i-1].flags&(tokNumber|tokSign) != 0) {
			turns++
		}
	}
	return numbers == 1 && names > 0 && turns == 1
}

func (d *side) isKeyFigure(bi int) bool {
	_, ok := d.keyFigure(bi)
	return ok || d.figureLine(bi)
}

// figureThere finds the figure that the other page gives under the name of this one.
func (d *side) figureThere(bi int) (there span, ok bool) {
	name, ok := d.keyFigure(bi)
	if !ok && d.figureLine(bi) {
		return d.lineThere(bi)
	}
	if !ok || !d.mayLook() {
		return span{}, false
	}
	own := d.s.blocks[name]
	for i, b := range d.other.blocks {
		at := i + bi - name
		if b.len() != own.len() || at < 0 || at >= len(d.other.blocks) || !sameTokens(d.s.tok[own.from:own.to], d.other.tok[b.from:b.to]) {
			continue
		}
		if t := d.other.blocks[at]; d.other.loneNumber(at) {
			return t.span, true
		}
	}
	return span{}, false
}

// lineThere finds the line that the other page has with the same name.
func (d *side) lineThere(bi int) (there span, ok bool) {
	if !d.mayLook() {
		return span{}, false
	}
	own := d.s.blocks[bi]
	for _, b := range d.other.blocks {
		if b.len() == own.len() && slices.EqualFunc(d.s.tok[own.from:own.to], d.other.tok[b.from:b.to], func(x, y token) bool {
			return x.hash == y.hash || x.flags&y.flags&tokNumber != 0
		}) {
			return b.span, true
		}
	}
	return span{}, false
}

func sameTokens(a, b []token) bool {
	return slices.EqualFunc(a, b, func(x, y token) bool { return x.hash == y.hash })
}

// loneNumber tells whether a line is one number, with its sign or unit.
func (s *stream) loneNumber(bi int) bool {
	b := s.blocks[bi]
	numbers := 0
	for i := b.from; i < b.to; i++ {
		switch {
		case s.tok[i].flags&tokNumber != 0:
			numbers++
		case s.tok[i].flags&tokSign == 0 && (i == b.from || lexicon().class(s.word(i))&classUnit == 0):
			return false
		}
	}
	return numbers > 0 && b.len() <= 3
}

// hasUnit tells whether a line names a unit, or has its sign, but for that of degrees.
func (s *stream) hasUnit(b block) bool {
	for i := b.from; i < b.to; i++ {
		w := s.word(i)
		if lexicon().class(w)&classUnit != 0 || s.tok[i].flags&tokSign != 0 && w != "-" && w != "°" {
			return true
		}
	}
	return false
}

// figureName tells whether a line can be the name of a figure.
func (d *side) figureName(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() == 0 || b.len() > mostCaptioned || d.s.endsSentence(bi) || d.isTitle(bi) {
		return false
	}
	for i := b.from; i < b.to; i++ {
		if d.s.tok[i].flags&(tokNumber|tokSign) != 0 {
			return false
		}
	}
	return true
}

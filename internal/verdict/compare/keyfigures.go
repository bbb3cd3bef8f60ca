package compare

import (
	"slices"
	"strings"

	"archiver/internal/verdict/lex"
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
func (d *Side) keyFigure(bi int) (name int, ok bool) {
	if !loneNumber(d.Stream, bi) {
		return 0, false
	}
	turns := func(i int, number bool) bool {
		return i >= 0 && i < len(d.Stream.Blocks) && (number && loneNumber(d.Stream, i) || !number && d.figureName(i))
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
	if name = bi - 1; loneNumber(d.Stream, from) {
		name = bi + 1
	}
	if name > to {
		return 0, false
	}
	return name, d.tellFigures(from, to)
}

// tellFigures tells whether lines with figures stand below a heading, and none of them
// names a counter of readers, a rate, or the weather.
func (d *Side) tellFigures(from, to int) bool {
	for i := from; i <= to; i++ {
		b := d.Stream.Blocks[i]
		for k := b.From; k < b.To; k++ {
			w := d.Stream.Word(k)
			if signed := k == b.From && strings.HasPrefix(d.Stream.BlockText(i), "+"); w == "°" || (w == "-" || signed) && !hasUnit(d.Stream, b) {
				return false // the weather
			}
			if lex.Vocabulary().Class(w)&(lex.ClassCounter|lex.ClassRate|lex.ClassMonth|lex.ClassDay|lex.ClassDated|lex.ClassAgo|lex.ClassByline|lex.ClassRelated|lex.ClassFile|lex.ClassAdvert) != 0 || tickWords().Class(w)&(3|4|16) != 0 || platformNames[w] {
				return false
			}
		}
	}
	for i := max(0, from-mostTurn); i <= from; i++ {
		if d.isHeading(i) || d.IsTitle(i) {
			return true
		}
	}
	return false
}

// figureLine tells whether a line is one number, with its sign or unit, and its name,
// and stands among others that are.
func (d *Side) figureLine(bi int) bool {
	is := func(i int) bool {
		return i >= 0 && i < len(d.Stream.Blocks) && !d.IsTitle(i) && !d.isHeading(i) && nameAndNumber(d.Stream, i)
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
func nameAndNumber(s *lex.Stream, bi int) bool {
	b := s.Blocks[bi]
	if b.Len() < 2 || b.Len() > mostCaptioned+2 || s.EndsSentence(bi) {
		return false
	}
	numbers, names, turns := 0, 0, 0
	for i := b.From; i < b.To; i++ {
		number := s.Tokens[i].Flags&(lex.Number|lex.Sign) != 0
		if s.Tokens[i].Flags&lex.Number != 0 {
			numbers++
		} else if !number {
			names++
		}
		if i > b.From && number != (s.Tokens[i-1].Flags&(lex.Number|lex.Sign) != 0) {
			turns++
		}
	}
	return numbers == 1 && names > 0 && turns == 1
}

func (d *Side) isKeyFigure(bi int) bool {
	_, ok := d.keyFigure(bi)
	return ok || d.figureLine(bi)
}

// figureThere finds the figure that the other page gives under the name of this one.
func (d *Side) figureThere(bi int) (there lex.Span, ok bool) {
	name, ok := d.keyFigure(bi)
	if !ok && d.figureLine(bi) {
		return d.lineThere(bi)
	}
	if !ok || !d.mayLook() {
		return lex.Span{}, false
	}
	own := d.Stream.Blocks[name]
	for i, b := range d.other.Blocks {
		at := i + bi - name
		if b.Len() != own.Len() || at < 0 || at >= len(d.other.Blocks) || !sameTokens(d.Stream.Tokens[own.From:own.To], d.other.Tokens[b.From:b.To]) {
			continue
		}
		if t := d.other.Blocks[at]; loneNumber(d.other, at) {
			return t.Span, true
		}
	}
	return lex.Span{}, false
}

// lineThere finds the line that the other page has with the same name.
func (d *Side) lineThere(bi int) (there lex.Span, ok bool) {
	if !d.mayLook() {
		return lex.Span{}, false
	}
	own := d.Stream.Blocks[bi]
	for _, b := range d.other.Blocks {
		if b.Len() == own.Len() && slices.EqualFunc(d.Stream.Tokens[own.From:own.To], d.other.Tokens[b.From:b.To], func(x, y lex.Token) bool {
			return x.Hash == y.Hash || x.Flags&y.Flags&lex.Number != 0
		}) {
			return b.Span, true
		}
	}
	return lex.Span{}, false
}

func sameTokens(a, b []lex.Token) bool {
	return slices.EqualFunc(a, b, func(x, y lex.Token) bool { return x.Hash == y.Hash })
}

// loneNumber tells whether a line is one number, with its sign or unit.
func loneNumber(s *lex.Stream, bi int) bool {
	b := s.Blocks[bi]
	numbers := 0
	for i := b.From; i < b.To; i++ {
		switch {
		case s.Tokens[i].Flags&lex.Number != 0:
			numbers++
		case s.Tokens[i].Flags&lex.Sign == 0 && (i == b.From || lex.Vocabulary().Class(s.Word(i))&lex.ClassUnit == 0):
			return false
		}
	}
	return numbers > 0 && b.Len() <= 3
}

// hasUnit tells whether a line names a unit, or has its sign, but for that of degrees.
func hasUnit(s *lex.Stream, b lex.Block) bool {
	for i := b.From; i < b.To; i++ {
		w := s.Word(i)
		if lex.Vocabulary().Class(w)&lex.ClassUnit != 0 || s.Tokens[i].Flags&lex.Sign != 0 && w != "-" && w != "°" {
			return true
		}
	}
	return false
}

// figureName tells whether a line can be the name of a figure.
func (d *Side) figureName(bi int) bool {
	b := d.Stream.Blocks[bi]
	if b.Len() == 0 || b.Len() > mostCaptioned || d.Stream.EndsSentence(bi) || d.IsTitle(bi) {
		return false
	}
	for i := b.From; i < b.To; i++ {
		if d.Stream.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 {
			return false
		}
	}
	return true
}

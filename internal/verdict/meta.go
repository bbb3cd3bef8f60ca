package verdict

import (
	"slices"
	"strings"
	"unicode"
)

// A line above the text says several things of it: who wrote it, when, how many
// have read it. One of them can come or go without the others, so a fact of such
// a line is changed only where another one of its kind stands in its place.

// metaFacts is what a part of such a line says.
type metaFacts struct {
	dates  []stamp
	names  []string
	marks  []string // numbers of cases, of questions
	counts bool     // other numbers
	other  bool     // a negation or the like
}

// otherKinds tells whether two runs of such a line differ in facts of which none
// stands in the place of another one of its kind. Its plain numbers are counters
// where the line has the look of one.
func (d *side) otherKinds(c change) bool {
	if d.s.endsSentence(c.block) || c.len() > 20 || c.there.len() > 20 || factsOf(d.s, c.span) == 0 || factsOf(d.other, c.there) == 0 {
		return false
	}
	x := d.s.says(widenDate(d.s, c.span, d.s.blocks[c.block].span))
	y := d.other.says(widenDate(d.other, c.there, d.other.blocks[d.other.blockOf(c.there.from)].span))
	if x.other || y.other || x.counts && y.counts && !d.countersLine(c) {
		return false
	}
	return !clash(x.names, y.names, func(a, b string) bool { return a == b }) &&
		!clash(x.marks, y.marks, func(a, b string) bool { return a == b }) &&
		!clash(x.dates, y.dates, stamp.same)
}

// clash tells whether each of two lists has what the other lacks.
func clash[T any](a, b []T, same func(T, T) bool) bool {
	lacks := func(x T, list []T) bool {
		return !slices.ContainsFunc(list, func(y T) bool { return same(x, y) })
	}
	return slices.ContainsFunc(a, func(x T) bool { return lacks(x, b) }) && slices.ContainsFunc(b, func(x T) bool { return lacks(x, a) })
}

// countersLine tells whether the line of a change has the look of one that
// counts: signs between its parts, a picture before a number, or a counter's
// word.
func (d *side) countersLine(c change) bool {
	return d.s.looksCounting(c.block) || c.there.from < len(d.other.tok) && d.other.looksCounting(d.other.blockOf(c.there.from))
}

func (s *stream) looksCounting(bi int) bool {
	b := s.blocks[bi]
	for i := b.from; i < b.to; i++ {
		if lexicon().class(s.word(i))&classCounter != 0 {
			return true
		}
	}
	return hasParts(s.blockText(bi))
}

// hasParts looks for a sign that parts the things a line says, or for a picture.
func hasParts(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r == '|' || r == '·' || r == '•' || r >= 0x2190 && unicode.Is(unicode.So, r)
	})
}

// says reads a run.
func (s *stream) says(r span) (t metaFacts) {
	for i := r.from; i < r.to; i++ {
		if datePart(s, i) && (s.tok[i].flags&tokNumber != 0 || monthOf(s.word(i)) > 0) {
			// The longest date from here on.
			to := i
			for j := i + 1; j <= r.to && j <= i+8 && datePart(s, j-1) && (j == i+1 || !hasParts(s.text[s.tok[j-2].end:s.tok[j-1].start])); j++ {
				if _, ok := readStamp(s, span{i, j}); ok {
					to = j
				}
			}
			if to > i {
				date, _ := readStamp(s, span{i, to})
				t.dates = append(t.dates, date)
				i = to - 1
				continue
			}
		}
		w := s.word(i)
		switch {
		case s.tok[i].flags&tokNumber != 0 && (i > 0 && (s.word(i-1) == "no" || s.word(i-1) == "n") || !plainNumbers(s, span{i, i + 1}) && !s.isShort(i)):
			t.marks = append(t.marks, w)
		case s.tok[i].flags&tokNumber != 0:
			t.counts = true
		case s.tok[i].flags&tokUpper != 0 && lexicon().class(w)&(classByline|classCounter|classDated|classDay|classMonth) == 0:
			t.names = append(t.names, w)
		case s.fact(i) && s.tok[i].flags&tokUpper == 0:
			t.other = true
		}
	}
	return t
}

// isShort tells whether a number is one cut short: 2.1K, 1,2 тыс., a rating.
func (s *stream) isShort(i int) bool {
	w := s.word(i)
	return strings.Count(w, ".") == 1 && len(w) <= 5
}

// labelledCount tells whether a change is that of a number behind a label and a
// colon, in a dateline outside of the running text: "12 May 2020. Reading: 58".
func (d *side) labelledCount(c change) bool {
	b := d.s.blocks[c.block]
	if b.len() > 20 || d.s.endsSentence(c.block) || d.isRow(c.block) || d.isTitle(c.block) || d.status(b.span) || d.headEnd() == 0 || c.block >= d.headEnd() && c.block < d.bodyEnd() {
		return false
	}
	return d.onlyNumbers(c) && plainNumbers(d.s, c.span) && plainNumbers(d.other, c.there) &&
		d.s.labelled(c.span) && d.other.labelled(c.there) && len(d.s.says(b.span).dates) > 0
}

// labelled tells whether each number of a run stands right behind a colon, which
// stands behind a word that is no part of a date.
func (s *stream) labelled(r span) bool {
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokNumber == 0 {
			continue
		}
		if i == 0 || s.tok[i-1].flags&tokNumber != 0 || datePart(s, i-1) || i+1 < len(s.tok) && monthOf(s.word(i+1)) > 0 || sums()[s.word(i-1)] || strings.TrimSpace(s.text[s.tok[i-1].end:s.tok[i].start]) != ":" {
			return false
		}
	}
	return r.len() > 0
}

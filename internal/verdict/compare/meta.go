package compare

import (
	"slices"
	"strings"
	"unicode"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// A line above the text says several things of it: who wrote it, when, how many
// have read it. One of them can come or go without the others, so a fact of such
// a line is changed only where another one of its kind stands in its place.

// Meta is what a part of such a line says.
type Meta struct {
	Dates  []meaning.Stamp
	names  []string
	marks  []string // numbers of cases, of questions
	counts bool     // other numbers
	other  bool     // a negation or the like
}

// otherKinds tells whether two runs of such a line differ in facts of which none
// stands in the place of another one of its kind. Its plain numbers are counters
// where the line has the look of one.
func (d *Side) otherKinds(c Change) bool {
	if d.Stream.EndsSentence(c.block) || c.Len() > 20 || c.There.Len() > 20 || factsOf(d.Stream, c.Span) == 0 || factsOf(d.other, c.There) == 0 {
		return false
	}
	x := MetaOf(d.Stream, meaning.WidenDate(d.Stream, c.Span, d.Stream.Blocks[c.block].Span))
	y := MetaOf(d.other, meaning.WidenDate(d.other, c.There, d.other.Blocks[d.other.BlockOf(c.There.From)].Span))
	if x.other || y.other || x.counts && y.counts && !d.countersLine(c) {
		return false
	}
	return !clash(x.names, y.names, func(a, b string) bool { return a == b }) &&
		!clash(x.marks, y.marks, func(a, b string) bool { return a == b }) &&
		!clash(x.Dates, y.Dates, meaning.Stamp.Same)
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
func (d *Side) countersLine(c Change) bool {
	return looksCounting(d.Stream, c.block) || c.There.From < len(d.other.Tokens) && looksCounting(d.other, d.other.BlockOf(c.There.From))
}

func looksCounting(s *lex.Stream, bi int) bool {
	b := s.Blocks[bi]
	for i := b.From; i < b.To; i++ {
		if lex.Vocabulary().Class(s.Word(i))&lex.ClassCounter != 0 {
			return true
		}
	}
	return hasParts(s.BlockText(bi))
}

// hasParts looks for a sign that parts the things a line says, or for a picture.
func hasParts(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return r == '|' || r == '·' || r == '•' || r >= 0x2190 && unicode.Is(unicode.So, r)
	})
}

// MetaOf reads a run.
func MetaOf(s *lex.Stream, r lex.Span) (t Meta) {
	for i := r.From; i < r.To; i++ {
		if meaning.IsDatePart(s, i) && (s.Tokens[i].Flags&lex.Number != 0 || meaning.MonthOf(s.Word(i)) > 0) {
			// The longest date from here on.
			to := i
			for j := i + 1; j <= r.To && j <= i+8 && meaning.IsDatePart(s, j-1) && (j == i+1 || !hasParts(s.Text[s.Tokens[j-2].End:s.Tokens[j-1].Start])); j++ {
				if _, ok := meaning.ReadStamp(s, lex.Span{From: i, To: j}); ok {
					to = j
				}
			}
			if to > i {
				date, _ := meaning.ReadStamp(s, lex.Span{From: i, To: to})
				t.Dates = append(t.Dates, date)
				i = to - 1
				continue
			}
		}
		w := s.Word(i)
		switch {
		case s.Tokens[i].Flags&lex.Number != 0 && (i > 0 && (s.Word(i-1) == "no" || s.Word(i-1) == "n") || !plainNumbers(s, lex.Span{From: i, To: i + 1}) && !isShort(s, i)):
			t.marks = append(t.marks, w)
		case s.Tokens[i].Flags&lex.Number != 0:
			t.counts = true
		case s.Tokens[i].Flags&lex.Upper != 0 && lex.Vocabulary().Class(w)&(lex.ClassByline|lex.ClassCounter|lex.ClassDated|lex.ClassDay|lex.ClassMonth) == 0:
			t.names = append(t.names, w)
		case meaning.IsFact(s, i) && s.Tokens[i].Flags&lex.Upper == 0:
			t.other = true
		}
	}
	return t
}

// isShort tells whether a number is one cut short: 2.1K, 1,2 тыс., a rating.
func isShort(s *lex.Stream, i int) bool {
	w := s.Word(i)
	return strings.Count(w, ".") == 1 && len(w) <= 5
}

// labelledCount tells whether a change is that of a number behind a label and a
// colon, in a dateline outside of the running text: "12 May 2020. Reading: 58".
func (d *Side) labelledCount(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if b.Len() > 20 || d.Stream.EndsSentence(c.block) || d.isRow(c.block) || d.IsTitle(c.block) || d.status(b.Span) || d.headEnd() == 0 || c.block >= d.headEnd() && c.block < d.bodyEnd() {
		return false
	}
	return d.onlyNumbers(c) && plainNumbers(d.Stream, c.Span) && plainNumbers(d.other, c.There) &&
		labelled(d.Stream, c.Span) && labelled(d.other, c.There) && len(MetaOf(d.Stream, b.Span).Dates) > 0
}

// labelled tells whether each number of a run stands right behind a colon, which
// stands behind a word that is no part of a date.
func labelled(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Number == 0 {
			continue
		}
		if i == 0 || s.Tokens[i-1].Flags&lex.Number != 0 || meaning.IsDatePart(s, i-1) || i+1 < len(s.Tokens) && meaning.MonthOf(s.Word(i+1)) > 0 || sums()[s.Word(i-1)] || strings.TrimSpace(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start]) != ":" {
			return false
		}
	}
	return r.Len() > 0
}

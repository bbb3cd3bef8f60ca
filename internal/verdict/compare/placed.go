package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// What was edited where it stands is matter or not by what it says: a sentence, a
// figure behind its label, a row of a table.

// matter tells whether an edit in place is one of the text; ticked is how many
// figures of its list are others now.
func (x *inPlace) matter(p pairOf, ticked int) bool {
	if x.f.site[p.i] || x.h.site[p.j] || x.f.Linked[p.i] > mostHeld || x.h.Linked[p.j] > mostHeld {
		return false
	}
	c := p.change
	if x.l.siteLine(p.i) && x.g.siteLine(p.j) || x.l.ticksOn(c) || x.l.countsItself(c) || x.l.readers(c) {
		return false
	}
	if hasCells(x.l.Stream, p.i) {
		return x.rowEdited(p, ticked)
	}
	if p.figure {
		return x.figureEdited(p, ticked)
	}
	return x.sentenceEdited(p, c)
}

// ticks tells whether there are words beside which figures change by themselves.
func (k *census) ticks() bool {
	return k.counters+k.rates+k.dated+k.days+k.files+k.units+k.legal+k.advert+k.consent+k.related+k.bylines > 0
}

// sentenceEdited tells whether a paragraph or a caption was edited. Beside the text
// it has to be a whole sentence.
func (x *inPlace) sentenceEdited(p pairOf, c Change) bool {
	a, b := x.l.Stream.Blocks[p.i], x.g.Stream.Blocks[p.j]
	if min(a.Len(), b.Len()) < leastInPlace || x.l.IsTitle(p.i) || x.parted(p) || x.l.sameWriting(c) || x.l.sameDate(c) || x.l.compact(c.Span) == x.g.Stream.Compact(c.There) {
		return false
	}
	ends := x.l.Stream.EndsSentence(p.i) && x.g.Stream.EndsSentence(p.j)
	k := x.l.census(a.Span)
	beside := !x.main[a.Start]
	if x.l.ageLine(p.i, &k) && a.Len() <= 14 || k.advert+k.consent > 0 ||
		k.counters+k.rates+k.legal > 0 && a.Len() <= 14 && x.l.onlyNumbers(c) && !x.l.tells(a.Span) {
		return false
	}
	if beside && (p.i == 0 || p.j == 0 || x.a[p.i-1] != x.b[p.j-1] || x.f.Linked[p.i-1] >= FullyLinked || Appeals(x.l.Stream, a.Span)) {
		return false
	}
	if !ends && (c.Len() == 0 || c.There.Len() == 0) && !x.l.status(c.Span) && !x.g.status(c.There) {
		return false
	}
	if !ends {
		return !beside && k.others >= 4 && k.months == 0 && !k.ticks() && !hasParts(x.l.Stream.BlockText(p.i))
	}
	if beside && (isMeasured(x.l.Stream, c.Span) || isMeasured(x.g.Stream, c.There) || dateish(x.l.Stream, c.Span) && dateish(x.g.Stream, c.There) && years(x.l.Stream, c.Span) && k.others < 6 || strings.Contains(x.l.Stream.BlockText(p.i), "©")) {
		return false
	}
	return !x.l.idle(c)
}

// parted tells whether what left or joined a block stands beside it now, or stood
// there, as a block of its own.
func (x *inPlace) parted(p pairOf) bool {
	hash := func(s *lex.Stream, r lex.Span) uint64 { return s.BlockHash(lex.Block{Span: r}) }
	beside := func(list []uint64, i int, h uint64) bool {
		return i > 0 && list[i-1] == h || i+1 < len(list) && list[i+1] == h
	}
	c := p.change
	return c.There.Len() == 0 && beside(x.b, p.j, hash(x.l.Stream, c.Span)) || c.Len() == 0 && beside(x.a, p.i, hash(x.g.Stream, c.There))
}

// years tells whether the numbers of a run are years.
func years(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if w := s.Word(i); s.Tokens[i].Flags&lex.Number != 0 && len(w) != 4 {
			return false
		}
	}
	return r.Len() > 0
}

// isMeasured tells whether there is a temperature, a time of day, the size of a screen or
// a fraction of seconds in a run.
func isMeasured(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		t := s.Tokens[i]
		before, after := s.Text[max(0, int(t.Start)-3):t.Start], s.Text[t.End:min(len(s.Text), int(t.End)+3)]
		if t.Flags&lex.Number != 0 && (strings.HasSuffix(before, "+") || strings.HasSuffix(before, "-") || strings.HasSuffix(before, "−") || strings.HasPrefix(after, "°") || strings.HasPrefix(after, " °")) ||
			isClock(s, i) || i > 0 && isClock(s, i-1) || isSize(s.Word(i)) || isFraction(s, i) {
			return true
		}
	}
	return false
}

// isFraction tells whether a word is a number of seconds with a fraction, in a short line:
// what a server took for its page. It counts hundreds of them or less.
func isFraction(s *lex.Stream, i int) bool {
	const most, digits = 12, 2 // words of the line, and the least digits of a fraction
	t := s.Tokens[i]
	if t.Flags&lex.Number == 0 || i+1 >= len(s.Tokens) || !inSeconds()[s.Word(i+1)] || s.Blocks[s.BlockOf(i)].Len() > most {
		return false
	}
	n := s.Text[t.Start:t.End]
	at := strings.LastIndexAny(n, ".,")
	return at >= 0 && len(n)-at > digits
}

var inSeconds = lex.PhraseSet("s", "sec", "secs", "second", "seconds", "ms", "msec", "с", "сек", "секунд", "секунды", "секунду", "мс", "seconde", "secondes", "sekunden", "segundos", "saniye", "sn", "soniya", "秒", "毫秒", "ثانية", "ثانیه")

// isSize knows 1024x768.
func isSize(w string) bool {
	x, y, ok := strings.Cut(strings.NewReplacer("х", "x", "×", "x").Replace(w), "x")
	return ok && len(x) >= 3 && len(y) >= 3 && strings.Trim(x+y, "0123456789") == ""
}

func (x *inPlace) figureEdited(p pairOf, ticked int) bool {
	c := p.change
	b := x.l.Stream.Blocks[p.i]
	k := x.l.census(b.Span)
	label := b.Span
	if b.Len() == 1 {
		label = x.l.Stream.Blocks[p.i-1].Span
		k = x.l.census(label)
		if x.f.box[p.i] < 0 || x.f.box[p.i] != x.f.box[p.i-1] || !x.f.Layout.Flow[x.f.box[p.i]] {
			return false
		}
	}
	if isAgo(&x.l, b.Span) {
		return c.Len() <= 2 && ticked == 1 && x.main[b.Start] && !k.ticks() && k.months == 0 && tellsOutcome(x.l.Stream, b.Span)
	}
	if c.Len() != 1 || c.There.Len() != 1 || x.l.Stream.Tokens[c.From].Flags&lex.Number == 0 || !plainNumbers(x.l.Stream, c.Span) || !plainNumbers(x.g.Stream, c.There) {
		return false
	}
	if isMeasured(x.l.Stream, c.Span) || isMeasured(x.g.Stream, c.There) {
		return false
	}
	if x.l.tells(label) && !k.ticks() {
		return ticked == 1 || x.figures(p) > ticked
	}
	// One of several that stand as they stood: what ticks ticks together.
	return k.others > 0 && !k.ticks() && k.months == 0 && x.figures(p) > ticked && ticked <= 2
}

// figures counts the labelled figures around one, in the same list.
func (x *inPlace) figures(p pairOf) (n int) {
	for i := range x.l.Stream.Blocks {
		if x.f.listAround(i) == p.box && x.labelled(i) {
			n++
		}
	}
	return n
}

func (x *inPlace) rowEdited(p pairOf, ticked int) bool {
	rows, k := tableAround(x.l, p.i)
	// A word more or less in a cell is its wording; a negation turns what it says around.
	if (p.change.Len() == 0 || p.change.There.Len() == 0) && !x.l.status(p.change.Span) && !x.g.status(p.change.There) {
		return false
	}
	return rows >= leastTable && 2*ticked <= rows && k.rates+k.counters+k.files == 0 && !isMeasured(x.l.Stream, p.change.Span) && !isMeasured(x.g.Stream, p.change.There) && !x.l.idle(p.change)
}

// tableAround gives how many rows there are around one, and what classes of words
// they are made of.
func tableAround(d Side, i int) (rows int, k census) {
	from, to := i, i
	for from > 0 && hasCells(d.Stream, from-1) {
		from--
	}
	for to+1 < len(d.Stream.Blocks) && hasCells(d.Stream, to+1) {
		to++
	}
	k = d.census(lex.Span{From: d.Stream.Blocks[from].From, To: d.Stream.Blocks[to].To})
	return to - from + 1, k
}

// mostRowsGone is how many rows of tables beside the text may be gone from between
// others before they are taken for such as change by themselves.
const mostRowsGone = 2

// rowsGone gives the rows of d that stand between two others which are neighbours
// on the other page.
func rowsGone(d Side, f *Flow, own, other []uint64, count map[uint64]int) (gone []lex.Span) {
	next := map[uint64]uint64{}
	for j := 0; j+1 < len(other); j++ {
		next[other[j]] = other[j+1]
	}
	left := mostPlaced
	for i := 1; i+1 < len(own) && left > 0 && len(gone) <= mostRowsGone; i++ {
		if count[own[i]] > 0 || !hasCells(d.Stream, i-1) || !hasCells(d.Stream, i) || !hasCells(d.Stream, i+1) || next[own[i-1]] != own[i+1] || d.Stream.Blocks[i].Len() < 2 {
			continue
		}
		left--
		if f.site == nil {
			f.Place()
			f.readSites()
		}
		rows, k := tableAround(d, i)
		if f.site[i] || f.Linked[i] > mostHeld || rows < leastTable || k.rates+k.counters+k.files > 0 || d.figures(i) == 0 {
			continue
		}
		gone = append(gone, d.Stream.Blocks[i].Span)
	}
	if len(gone) > mostRowsGone {
		return nil
	}
	return gone
}

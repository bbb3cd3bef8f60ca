package verdict

import "strings"

// What was edited where it stands is matter or not by what it says: a sentence, a
// figure behind its label, a row of a table.

// matter tells whether an edit in place is one of the text; ticked is how many
// figures of its list are others now.
func (x *inPlace) matter(p pairOf, ticked int) bool {
	if x.f.site[p.i] || x.h.site[p.j] || x.f.linked[p.i] > mostHeld || x.h.linked[p.j] > mostHeld {
		return false
	}
	c := p.change
	if x.l.siteLine(p.i) && x.g.siteLine(p.j) || x.l.ticksOn(c) || x.l.readers(c) {
		return false
	}
	if x.l.s.hasCells(p.i) {
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
func (x *inPlace) sentenceEdited(p pairOf, c change) bool {
	a, b := x.l.s.blocks[p.i], x.g.s.blocks[p.j]
	if min(a.len(), b.len()) < leastInPlace || x.l.isTitle(p.i) || x.parted(p) || x.l.sameWriting(c) || x.l.sameDate(c) || x.l.compact(c.span) == x.g.s.compact(c.there) {
		return false
	}
	ends := x.l.s.endsSentence(p.i) && x.g.s.endsSentence(p.j)
	k := x.l.census(a.span)
	beside := !x.main[a.start]
	if isAgo(&x.l, a.span) && a.len() <= 14 || k.advert+k.consent > 0 ||
		k.counters+k.rates+k.legal > 0 && a.len() <= 14 && x.l.onlyNumbers(c) && !x.l.tells(a.span) {
		return false
	}
	if beside && (p.i == 0 || p.j == 0 || x.a[p.i-1] != x.b[p.j-1] || x.f.linked[p.i-1] >= fullyLinked || x.l.s.appeals(a.span)) {
		return false
	}
	if !ends && (c.len() == 0 || c.there.len() == 0) && !x.l.status(c.span) && !x.g.status(c.there) {
		return false
	}
	if !ends {
		return !beside && k.others >= 4 && k.months == 0 && !k.ticks() && !hasParts(x.l.s.blockText(p.i))
	}
	if beside && (x.l.s.measured(c.span) || x.g.s.measured(c.there) || dateish(x.l.s, c.span) && dateish(x.g.s, c.there) && years(x.l.s, c.span) && k.others < 6 || strings.Contains(x.l.s.blockText(p.i), "©")) {
		return false
	}
	return !x.l.idle(c)
}

// parted tells whether what left or joined a block stands beside it now, or stood
// there, as a block of its own.
func (x *inPlace) parted(p pairOf) bool {
	hash := func(s *stream, r span) uint64 { return s.blockHash(block{span: r}) }
	beside := func(list []uint64, i int, h uint64) bool {
		return i > 0 && list[i-1] == h || i+1 < len(list) && list[i+1] == h
	}
	c := p.change
	return c.there.len() == 0 && beside(x.b, p.j, hash(x.l.s, c.span)) || c.len() == 0 && beside(x.a, p.i, hash(x.g.s, c.there))
}

// years tells whether the numbers of a run are years.
func years(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		if w := s.word(i); s.tok[i].flags&tokNumber != 0 && len(w) != 4 {
			return false
		}
	}
	return r.len() > 0
}

// measured tells whether there is a temperature, a time of day, the size of a screen or
// a fraction of seconds in a run.
func (s *stream) measured(r span) bool {
	for i := r.from; i < r.to; i++ {
		t := s.tok[i]
		before, after := s.text[max(0, int(t.start)-3):t.start], s.text[t.end:min(len(s.text), int(t.end)+3)]
		if t.flags&tokNumber != 0 && (strings.HasSuffix(before, "+") || strings.HasSuffix(before, "-") || strings.HasSuffix(before, "−") || strings.HasPrefix(after, "°") || strings.HasPrefix(after, " °")) ||
			s.isClock(i) || i > 0 && s.isClock(i-1) || isSize(s.word(i)) || s.isFraction(i) {
			return true
		}
	}
	return false
}

// isFraction tells whether a word is a number of seconds with a fraction, in a short line:
// what a server took for its page. It counts hundreds of them or less.
func (s *stream) isFraction(i int) bool {
	const most, digits = 12, 2 // words of the line, and the least digits of a fraction
	t := s.tok[i]
	if t.flags&tokNumber == 0 || i+1 >= len(s.tok) || !inSeconds()[s.word(i+1)] || s.blocks[s.blockOf(i)].len() > most {
		return false
	}
	n := s.text[t.start:t.end]
	at := strings.LastIndexAny(n, ".,")
	return at >= 0 && len(n)-at > digits
}

var inSeconds = phraseSet("s", "sec", "secs", "second", "seconds", "ms", "msec", "с", "сек", "секунд", "секунды", "секунду", "мс", "seconde", "secondes", "sekunden", "segundos", "saniye", "sn", "soniya", "秒", "毫秒", "ثانية", "ثانیه")

// isSize knows 1024x768.
func isSize(w string) bool {
	x, y, ok := strings.Cut(strings.NewReplacer("х", "x", "×", "x").Replace(w), "x")
	return ok && len(x) >= 3 && len(y) >= 3 && strings.Trim(x+y, "0123456789") == ""
}

func (x *inPlace) figureEdited(p pairOf, ticked int) bool {
	c := p.change
	b := x.l.s.blocks[p.i]
	k := x.l.census(b.span)
	label := b.span
	if b.len() == 1 {
		label = x.l.s.blocks[p.i-1].span
		k = x.l.census(label)
		if x.f.box[p.i] < 0 || x.f.box[p.i] != x.f.box[p.i-1] || !x.f.lay.Flow[x.f.box[p.i]] {
			return false
		}
	}
	if isAgo(&x.l, b.span) {
		return c.len() <= 2 && ticked == 1 && x.main[b.start] && !k.ticks() && k.months == 0 && x.l.s.tellsOutcome(b.span)
	}
	if c.len() != 1 || c.there.len() != 1 || x.l.s.tok[c.from].flags&tokNumber == 0 || !plainNumbers(x.l.s, c.span) || !plainNumbers(x.g.s, c.there) {
		return false
	}
	if x.l.s.measured(c.span) || x.g.s.measured(c.there) {
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
	for i := range x.l.s.blocks {
		if x.f.listAround(i) == p.box && x.labelled(i) {
			n++
		}
	}
	return n
}

func (x *inPlace) rowEdited(p pairOf, ticked int) bool {
	rows, k := tableAround(x.l, p.i)
	return rows >= leastTable && p.change.len() > 0 && p.change.there.len() > 0 && 2*ticked <= rows && k.rates+k.counters+k.files == 0 && !x.l.s.measured(p.change.span) && !x.g.s.measured(p.change.there) && !x.l.idle(p.change)
}

// tableAround gives how many rows there are around one, and what classes of words
// they are made of.
func tableAround(d side, i int) (rows int, k census) {
	from, to := i, i
	for from > 0 && d.s.hasCells(from-1) {
		from--
	}
	for to+1 < len(d.s.blocks) && d.s.hasCells(to+1) {
		to++
	}
	k = d.census(span{d.s.blocks[from].from, d.s.blocks[to].to})
	return to - from + 1, k
}

// mostRowsGone is how many rows of tables beside the text may be gone from between
// others before they are taken for such as change by themselves.
const mostRowsGone = 2

// rowsGone gives the rows of d that stand between two others which are neighbours
// on the other page.
func rowsGone(d side, f *flow, own, other []uint64, count map[uint64]int) (gone []span) {
	next := map[uint64]uint64{}
	for j := 0; j+1 < len(other); j++ {
		next[other[j]] = other[j+1]
	}
	left := mostPlaced
	for i := 1; i+1 < len(own) && left > 0 && len(gone) <= mostRowsGone; i++ {
		if count[own[i]] > 0 || !d.s.hasCells(i-1) || !d.s.hasCells(i) || !d.s.hasCells(i+1) || next[own[i-1]] != own[i+1] || d.s.blocks[i].len() < 2 {
			continue
		}
		left--
		if f.site == nil {
			f.place()
			f.readSites()
		}
		rows, k := tableAround(d, i)
		if f.site[i] || f.linked[i] > mostHeld || rows < leastTable || k.rates+k.counters+k.files > 0 || d.figures(i) == 0 {
			continue
		}
		gone = append(gone, d.s.blocks[i].span)
	}
	if len(gone) > mostRowsGone {
		return nil
	}
	return gone
}

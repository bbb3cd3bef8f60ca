package verdict

import (
	"strings"
	"unicode/utf8"
)

type termReader struct {
	f   *facts
	out []term
}

func readTerms(s *stream, lines bool) []term {
	f := knowWords(s, lines)
	f.scanDates()
	f.readFigures()
	t := termReader{f: f, out: make([]term, 0, len(s.tok)+8)}
	date, figure := 0, 0
	for i := 0; i < len(s.tok); {
		if n := t.clock(i); n > 0 {
			i += n
			continue
		}
		for date < len(f.dates) && f.dates[date].from < i {
			date++
		}
		for figure < len(f.figures) && (f.figures[figure].from < i || f.figures[figure].year) {
			figure++
		}
		switch {
		case date < len(f.dates) && f.dates[date].from == i:
			end := t.date(f.dates[date])
			for date++; date < len(f.dates) && f.dates[date].from < end; date++ { // 4 and 15 March
				end = max(end, t.date(f.dates[date]))
			}
			i = end
		case figure < len(f.figures) && f.figures[figure].from == i:
			i = t.figure(f.figures[figure])
		default:
			i = t.word(i)
		}
	}
	return t.out
}

func (t *termReader) add(k term) {
	k.extra = k.weight
	k.first = t.f.s.tok[k.at.from].flags&tokFirst != 0 && !t.f.s.abbreviated(k.at.from)
	t.out = append(t.out, k)
}

func (t *termReader) date(d dated) int {
	k := term{at: d.span, kind: termDate, date: d.dates[0], weight: fullWeight}
	if len(d.dates) > 1 { // 05/06/2018
		k.date = ymd{}
		k.hash = hash([]byte(t.f.s.compact(d.span)))
	} else {
		k.hash = meaningOf("date %d %d %d", k.date.y, k.date.m, k.date.d)
	}
	t.add(k)
	return d.to
}

// figure adds a number and what it counts, whichever is written first.
func (t *termReader) figure(g figure) int {
	f := t.f
	v := g.values[0]
	k := term{at: g.span, kind: termNumber, hash: meaningOf("number %d %d", v.m, v.e), weight: fullWeight}
	switch {
	case t.ordinal(g):
		k.hash = meaningOf("ordinal %d %d", v.m, v.e)
	case g.slight && v.m == 1 && g.len() == 1 && !f.number(g.from):
		k.kind, k.weight = termWord, halfWeight // one of them, un homme, один из
		k.word = f.s.word(g.from)
	}
	t.add(k)
	end := g.to
	// A unit outside of the figure's span.
	if g.unit != unitPercent && !g.unit.money() && end < len(f.s.tok) && f.near(end-1, "-.‑") {
		if m, n := t.measure(end); n > 0 {
			t.add(term{hash: m, at: span{end, end + n}, kind: termUnit, weight: fullWeight})
			return end + n
		}
		return end
	}
	if g.unit != 0 {
		u := meaningOf("unit %d", g.unit)
		if g.unit == unitPercent {
			if n := t.points(end); n > 0 {
				u, end = meaningOf("percentage points"), end+n
			}
		}
		t.add(term{hash: u, at: span{g.from, end}, kind: termUnit, weight: fullWeight})
	}
	return end
}

// clock reads a time of day: 14:05, 14h05, 14 h 05. It is given the hash of 14.05,
// which is how others write it.
func (t *termReader) clock(i int) int {
	f := t.f
	two := func(k, below int) (int, bool) {
		v, n := f.plain(k)
		return v, n > 0 && n <= 2 && v < below
	}
	hour, ok := two(i, 25)
	if !ok {
		return 0
	}
	next := i + 1
	switch {
	case f.gap(i) == ":":
	case next < len(f.s.tok) && f.s.word(next) == "h" && strings.TrimSpace(f.gap(i)+f.gap(next)) == "":
		next++
	default:
		return 0
	}
	minute, ok := two(next, 60)
	if !ok || f.s.tok[next].size != 2 || f.gap(next) == ":" {
		return 0
	}
	v := newDecimal(uint64(hour*100+minute), -2)
	t.add(term{hash: meaningOf("number %d %d", v.m, v.e), at: span{i, next + 1}, kind: termNumber, weight: fullWeight})
	return next + 1 - i
}

// ordinal tells whether a figure says which, not how many: third, 3rd, 3-й.
func (t *termReader) ordinal(g figure) bool {
	last := g.to - 1
	if t.f.at(last).numeral == numOrdinal {
		return true
	}
	if t.f.number(last) || last == g.from || !t.f.number(last-1) {
		return false
	}
	switch t.f.s.word(last) {
	case "st", "nd", "rd", "th", "er", "e", "ème", "ère", "eme", "й", "го", "я", "му", "ая", "ой", "ое", "ые", "ых", "ші", "шы", "інші", "ыншы", "нші", "ншы":
		return true
	}
	return false
}

// measure reads the unit that a number at i-1 counts.
func (t *termReader) measure(i int) (uint64, int) {
	if n := t.points(i); n > 0 && (t.f.s.word(i) != "points" && t.f.s.word(i) != "point") {
		return meaningOf("percentage points"), n
	}
	if m := measureBook()[t.f.s.word(i)]; m != 0 {
		return meaningOf("measure %d", m), 1
	}
	if u := t.f.at(i).unit; u != 0 && u != unitPeople && u != unitTimes {
		return meaningOf("unit %d", u), 1
	}
	switch t.f.s.word(i) {
	case "h", "ч", "hr", "hrs", "сағ": // 20 h
		return meaningOf("unit %d", unitHour), 1
	case "s", "сек":
		return meaningOf("unit %d", unitSecond), 1
	case "d":
		return meaningOf("unit %d", unitDay), 1
	}
	return 0, 0
}

// points reads what makes percentage points of per cent.
func (t *termReader) points(i int) int {
	w := func(k int) string {
		if k >= len(t.f.s.tok) {
			return ""
		}
		return t.f.s.word(k)
	}
	switch first := w(i); {
	case first == "points" || first == "point" || strings.HasPrefix(first, "пункт") || strings.HasPrefix(first, "тармақ") || first == "pp" || first == "пп":
		if first == "points" && w(i+1) == "de" && w(i+2) == "pourcentage" {
			return 3
		}
		return 1
	case first == "п" && w(i+1) == "п":
		return 2
	case (strings.HasPrefix(first, "процентн") || first == "percentage" || first == "пайыздық") && t.points(i+1) > 0:
		return 1 + t.points(i+1)
	}
	return 0
}

// word adds what is neither number nor date.
func (t *termReader) word(i int) int {
	s := t.f.s
	k := s.tok[i]
	w := s.word(i)
	at := span{i, i + 1}
	switch {
	case k.flags&tokEmail != 0:
		h := hash([]byte("@"))
		if a := s.address(i); a != "" {
			h = hash([]byte(a))
		}
		t.add(term{hash: h, at: at, word: "@", kind: termOther, weight: fullWeight})
		return i + 1
	case k.flags&(tokNumber|tokSign) != 0:
		kind := uint8(termNumber)
		if k.flags&tokSign != 0 {
			kind = termOther
		}
		t.add(term{hash: k.hash, at: at, kind: kind, weight: fullWeight})
		return i + 1
	case t.f.at(i).magnitude != 0 && !t.f.at(i).gluedOnly: // thousands of people
		t.add(term{hash: meaningOf("magnitude %d", t.f.at(i).magnitude), at: at, kind: termNumber, weight: fullWeight})
		return i + 1
	}
	if s.numero(i) {
		t.add(term{hash: meaningOf("numero"), at: at, kind: termWord, weight: halfWeight})
		return i + 1
	}
	if h, n := t.idiom(i); n > 0 {
		t.add(term{hash: h, at: span{i, i + n}, kind: termWord, weight: halfWeight})
		return i + n
	}
	if u := t.f.at(i).unit; u == unitPercent {
		n := 1
		t.add(term{hash: meaningOf("unit %d", u), at: at, kind: termWord, word: w, weight: fullWeight})
		return i + n
	}
	if words := s.contraction(i); words != nil {
		for _, w := range words {
			t.plain(w, at)
		}
		return i + 1
	}
	if h, ok := t.disguised(i, w); ok {
		w = h
	}
	if s.alefs {
		w = lettersInOrder(w)
	}
	kind := uint8(termWord)
	if s.name(i) && !honorific[w] && senses().of(w).meaning == 0 && !connective(w) {
		kind = termName
	}
	t.plain(w, at)
	last := &t.out[len(t.out)-1]
	last.large = k.flags&tokUpper != 0 && last.weight == fullWeight && last.sense.meaning == 0 && !honorific[w]
	last.acronym = k.end-k.start >= 2 && k.flags&tokUpper != 0 && acronym(s.text[k.start:k.end]) != ""
	if last.kind = kind; kind == termName {
		last.weight, last.extra = fullWeight, fullWeight
	}
	return i + 1
}

// plain adds a word of a language.
func (t *termReader) plain(w string, at span) {
	k := term{hash: hash([]byte(w)), at: at, word: w, sense: senses().of(w), weight: fullWeight}
	switch c := lexicon().class(w); {
	case k.sense.strict:
		k.hash = meaningOf("sense %d", k.sense.meaning)
	case c&(classStop|classGlue) != 0 || connective(w):
		k.weight = halfWeight
	default:
		k.hash = hash([]byte(spelling(w)))
	}
	k.stem = stemHash(w)
	t.add(k)
}

// disguised gives a word of Latin letters that Cyrillic has alike in Cyrillic
// ones, where it stands among Cyrillic words: a slip of the keyboard.
func (t *termReader) disguised(i int, w string) (string, bool) {
	for _, r := range w {
		if r >= utf8.RuneSelf || lookAlike(r) == r {
			return "", false
		}
	}
	cyrillic := func(k int) bool { return k >= 0 && k < len(t.f.s.tok) && cyrillicWord(t.f.s.word(k)) }
	if !cyrillic(i-1) && i > 0 || !cyrillic(i+1) && i+1 < len(t.f.s.tok) || len(t.f.s.tok) == 1 {
		return "", false
	}
	return strings.Map(lookAlike, w), true
}

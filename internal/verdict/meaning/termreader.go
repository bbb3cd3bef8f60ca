package meaning

import (
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
)

type termReader struct {
	f   *Facts
	out []Term
}

func readTerms(s *lex.Stream, lines bool) []Term {
	f := knowWords(s, lines)
	f.scanDates()
	f.readFigures()
	t := termReader{f: f, out: make([]Term, 0, len(s.Tokens)+8)}
	date, figure := 0, 0
	for i := 0; i < len(s.Tokens); {
		if n := t.clock(i); n > 0 {
			i += n
			continue
		}
		for date < len(f.dates) && f.dates[date].From < i {
			date++
		}
		for figure < len(f.figures) && (f.figures[figure].From < i || f.figures[figure].year) {
			figure++
		}
		switch {
		case date < len(f.dates) && f.dates[date].From == i:
			end := t.date(f.dates[date])
			for date++; date < len(f.dates) && f.dates[date].From < end; date++ { // 4 and 15 March
				end = max(end, t.date(f.dates[date]))
			}
			i = end
		case figure < len(f.figures) && f.figures[figure].From == i:
			i = t.figure(f.figures[figure])
		default:
			i = t.word(i)
		}
	}
	return t.out
}

func (t *termReader) add(k Term) {
	k.Extra = k.Weight
	k.First = t.f.s.Tokens[k.At.From].Flags&lex.First != 0 && !abbreviated(t.f.s, k.At.From)
	t.out = append(t.out, k)
}

func (t *termReader) date(d dated) int {
	k := Term{At: d.Span, kind: termDate, date: d.dates[0], Weight: fullWeight}
	if len(d.dates) > 1 { // 05/06/2018
		k.date = ymd{}
		k.Hash = lex.HashOf([]byte(t.f.s.Compact(d.Span)))
	} else {
		k.Hash = meaningOf("date %d %d %d", k.date.y, k.date.m, k.date.d)
	}
	t.add(k)
	return d.To
}

// figure adds a number and what it counts, whichever is written first.
func (t *termReader) figure(g figure) int {
	f := t.f
	v := g.values[0]
	k := Term{At: g.Span, kind: termNumber, Hash: meaningOf("number %d %d", v.m, v.e), Weight: fullWeight}
	switch {
	case t.ordinal(g):
		k.Hash = meaningOf("ordinal %d %d", v.m, v.e)
	case g.slight && v.m == 1 && g.Len() == 1 && !f.number(g.From):
		k.kind, k.Weight = termWord, halfWeight // one of them, un homme, один из
		k.Word = f.s.Word(g.From)
	}
	t.add(k)
	end := g.To
	// A unit outside of the figure's span.
	if g.unit != unitPercent && !g.unit.money() && end < len(f.s.Tokens) && f.near(end-1, "-.‑") {
		if m, n := t.measure(end); n > 0 {
			t.add(Term{Hash: m, At: lex.Span{From: end, To: end + n}, kind: termUnit, Weight: fullWeight})
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
		t.add(Term{Hash: u, At: lex.Span{From: g.From, To: end}, kind: termUnit, Weight: fullWeight})
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
	case next < len(f.s.Tokens) && f.s.Word(next) == "h" && strings.TrimSpace(f.gap(i)+f.gap(next)) == "":
		next++
	default:
		return 0
	}
	minute, ok := two(next, 60)
	if !ok || f.s.Tokens[next].Size != 2 || f.gap(next) == ":" {
		return 0
	}
	v := newDecimal(uint64(hour*100+minute), -2)
	t.add(Term{Hash: meaningOf("number %d %d", v.m, v.e), At: lex.Span{From: i, To: next + 1}, kind: termNumber, Weight: fullWeight})
	return next + 1 - i
}

// ordinal tells whether a figure says which, not how many: third, 3rd, 3-й.
func (t *termReader) ordinal(g figure) bool {
	last := g.To - 1
	if t.f.at(last).numeral == numOrdinal {
		return true
	}
	if t.f.number(last) || last == g.From || !t.f.number(last-1) {
		return false
	}
	switch t.f.s.Word(last) {
	case "st", "nd", "rd", "th", "er", "e", "ème", "ère", "eme", "й", "го", "я", "му", "ая", "ой", "ое", "ые", "ых", "ші", "шы", "інші", "ыншы", "нші", "ншы":
		return true
	}
	return false
}

// measure reads the unit that a number at i-1 counts.
func (t *termReader) measure(i int) (uint64, int) {
	if n := t.points(i); n > 0 && (t.f.s.Word(i) != "points" && t.f.s.Word(i) != "point") {
		return meaningOf("percentage points"), n
	}
	if m := measureBook()[t.f.s.Word(i)]; m != 0 {
		return meaningOf("measure %d", m), 1
	}
	if u := t.f.at(i).unit; u != 0 && u != unitPeople && u != unitTimes {
		return meaningOf("unit %d", u), 1
	}
	switch t.f.s.Word(i) {
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
		if k >= len(t.f.s.Tokens) {
			return ""
		}
		return t.f.s.Word(k)
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
	k := s.Tokens[i]
	w := s.Word(i)
	at := lex.Span{From: i, To: i + 1}
	switch {
	case k.Flags&lex.Email != 0:
		h := lex.HashOf([]byte("@"))
		if a := s.Address(i); a != "" {
			h = lex.HashOf([]byte(a))
		}
		t.add(Term{Hash: h, At: at, Word: "@", kind: termOther, Weight: fullWeight})
		return i + 1
	case k.Flags&(lex.Number|lex.Sign) != 0:
		kind := uint8(termNumber)
		if k.Flags&lex.Sign != 0 {
			kind = termOther
		}
		t.add(Term{Hash: k.Hash, At: at, kind: kind, Weight: fullWeight})
		return i + 1
	case t.f.at(i).magnitude != 0 && !t.f.at(i).gluedOnly: // thousands of people
		t.add(Term{Hash: meaningOf("magnitude %d", t.f.at(i).magnitude), At: at, kind: termNumber, Weight: fullWeight})
		return i + 1
	}
	if IsNumero(s, i) {
		t.add(Term{Hash: meaningOf("numero"), At: at, kind: termWord, Weight: halfWeight})
		return i + 1
	}
	if h, n := t.idiom(i); n > 0 {
		t.add(Term{Hash: h, At: lex.Span{From: i, To: i + n}, kind: termWord, Weight: halfWeight})
		return i + n
	}
	if u := t.f.at(i).unit; u == unitPercent {
		n := 1
		t.add(Term{Hash: meaningOf("unit %d", u), At: at, kind: termWord, Word: w, Weight: fullWeight})
		return i + n
	}
	if words := s.Contraction(i); words != nil {
		for _, w := range words {
			t.plain(w, at)
		}
		return i + 1
	}
	if h, ok := t.disguised(i, w); ok {
		w = h
	}
	if s.Alefs {
		w = lex.LettersInOrder(w)
	}
	kind := uint8(termWord)
	if IsName(s, i) && !honorific[w] && senses().of(w).meaning == 0 && !connective(w) {
		kind = termName
	}
	t.plain(w, at)
	last := &t.out[len(t.out)-1]
	last.large = k.Flags&lex.Upper != 0 && last.Weight == fullWeight && last.sense.meaning == 0 && !honorific[w]
	last.acronym = k.End-k.Start >= 2 && k.Flags&lex.Upper != 0 && acronym(s.Text[k.Start:k.End]) != ""
	if last.kind = kind; kind == termName {
		last.Weight, last.Extra = fullWeight, fullWeight
	}
	return i + 1
}

// plain adds a word of a language.
func (t *termReader) plain(w string, at lex.Span) {
	k := Term{Hash: lex.HashOf([]byte(w)), At: at, Word: w, sense: senses().of(w), Weight: fullWeight}
	switch c := lex.Vocabulary().Class(w); {
	case k.sense.strict:
		k.Hash = meaningOf("sense %d", k.sense.meaning)
	case c&(lex.ClassStop|lex.ClassGlue) != 0 || connective(w):
		k.Weight = halfWeight
	default:
		k.Hash = lex.HashOf([]byte(lex.Spelling(w)))
	}
	k.Stem = stemHash(w)
	t.add(k)
}

// disguised gives a word of Latin letters that Cyrillic has alike in Cyrillic
// ones, where it stands among Cyrillic words: a slip of the keyboard.
func (t *termReader) disguised(i int, w string) (string, bool) {
	for _, r := range w {
		if r >= utf8.RuneSelf || lex.LookAlike(r) == r {
			return "", false
		}
	}
	cyrillic := func(k int) bool { return k >= 0 && k < len(t.f.s.Tokens) && cyrillicWord(t.f.s.Word(k)) }
	if !cyrillic(i-1) && i > 0 || !cyrillic(i+1) && i+1 < len(t.f.s.Tokens) || len(t.f.s.Tokens) == 1 {
		return "", false
	}
	return strings.Map(lex.LookAlike, w), true
}

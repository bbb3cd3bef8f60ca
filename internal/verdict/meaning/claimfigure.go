package meaning

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// decimal is m·10^e with m no multiple of ten: two ways to write a figure are
// equal. Zero is {0, 0}.
type decimal struct {
	m uint64
	e int8
}

func newDecimal(m uint64, e int) decimal {
	if m == 0 {
		return decimal{}
	}
	for m%10 == 0 {
		m /= 10
		e++
	}
	return decimal{m, int8(e)}
}

// times is d·10^e.
func (d decimal) times(e int) decimal { return newDecimal(d.m, int(d.e)+e) }

// whole is the value of d where it is a whole number below 10^15.
func (d decimal) whole() (uint64, bool) {
	if d.e < 0 || d.e > 15 {
		return 0, false
	}
	v := d.m
	for range d.e {
		if v > 1e15 {
			return 0, false
		}
		v *= 10
	}
	return v, v <= 1e15
}

// unit is what a figure counts, as far as it is known: two figures of different
// known units are not the same.
type unit uint8

const (
	unitPercent unit = 1 + iota
	unitEUR
	unitUSD
	unitRUB
	unitKZT
	unitGBP
	unitCHF
	unitSecond
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitYear
	unitMetre
	unitKilometre
	unitHectare
	unitKilogram
	unitTonne
	unitPeople
	unitTimes
)

func (u unit) money() bool { return u >= unitEUR && u <= unitCHF }

// figure is a number of a text with what it counts.
type figure struct {
	lex.Span
	values []decimal // several where it may be read in several ways
	unit   unit
	scaled bool // "8 million"
	year   bool // looks like a year
	place  bool // says where in a document: Article 274, or a number of a list
	slight bool // too common a word to be asked for
}

// readFigures finds the numbers that are no part of a date.
func (f *Facts) readFigures() {
	for i := 0; i < len(f.s.Tokens); {
		g, ok := figure{}, false
		switch {
		case f.used[i]:
		case f.number(i):
			g, ok = f.digits(i)
		case f.at(i).numeral != 0 && acronym(f.raw(i)) == "": // the UN
			g, ok = f.spelled(i)
		}
		if !ok {
			i++
			continue
		}
		f.scale(&g)
		g.unit = f.unitOf(&g)
		for k := g.From; k < g.To && !g.slight; k++ {
			f.used[k] = true
		}
		i = max(g.To, i+1)
		f.figures = append(f.figures, g)
	}
	f.places()
	f.yearsAsFigures()
	f.ranges()
}

// places marks the numbers of articles, pages and list items: "7. Fees" is no
// answer to "seven times".
func (f *Facts) places() {
	for i := range f.figures {
		g := &f.figures[i]
		before, after := f.at(g.From-1), f.at(g.To)
		switch {
		case before.section && f.near(g.From-1, ".(§"), strings.Contains(f.gap(g.From-1), "§") && g.From > 0:
		case before.sectionDot && strings.HasPrefix(f.gap(g.From-1), "."): // No. 7
		case after.section && (f.gap(g.To-1) == "-" || f.gap(g.To-1) == "‑"): // 274-бап
		case f.listed(g.From):
		case i > 0 && f.figures[i-1].place && g.From-f.figures[i-1].To <= 1 && f.near(g.From-1, ",-–") &&
			(g.From == f.figures[i-1].To || f.at(g.From-1).joins): // paragraphs 92 and 93
		default:
			continue
		}
		g.place = true
	}
}

// listed tells whether number i stands at the start of a paragraph, with a point
// or a bracket behind it.
func (f *Facts) listed(i int) bool {
	b := f.inBlock(i)
	g := f.gap(i)
	if !f.number(i) || i != b.From || b.To == i+1 || !strings.HasPrefix(g, ".") && !strings.HasPrefix(g, ")") {
		return false
	}
	// A line of a PDF may start in mid-sentence.
	return !f.lines || i == 0 || strings.ContainsAny(f.gap(i-1), ".:;!?") || strings.Contains(f.gap(i-1), "\n\n")
}

// glued tells whether a letter stands right before number i, as in G20 or
// COVID-19: that is a name, no figure. mid-2019 is none.
func (f *Facts) glued(i int) bool {
	if i == 0 || f.number(i-1) || f.s.Tokens[i-1].Flags&(lex.Sign|lex.Email) != 0 {
		return false
	}
	switch f.gap(i - 1) {
	case "":
		return !f.at(i - 1).unit.money()
	case "-", "‑":
		return !f.at(i-1).prefix && f.at(i-1).month == 0
	case "/", "=", "_": // of an address
		return true
	}
	return false
}

// chained tells whether number i is one of three or more with dashes between,
// as in a telephone number.
func (f *Facts) chained(i int) bool {
	from, to := i, i
	for f.number(from) && from > 0 && f.number(from-1) && f.gap(from-1) == "-" && i-from < 2 {
		from--
	}
	for f.number(to+1) && f.gap(to) == "-" && to-i < 2 {
		to++
	}
	return to-from >= 2
}

// digits reads a number that is written in digits.
func (f *Facts) digits(i int) (figure, bool) {
	if f.glued(i) || f.chained(i) {
		return figure{}, false
	}
	t := f.s.Tokens[i]
	values := f.parse(i, strings.Map(lex.PlainNumber, f.s.Text[t.Start:t.End]))
	if values == nil {
		return figure{}, false
	}
	return figure{Span: lex.Span{From: i, To: f.ending(i + 1)}, values: values}, true
}

// parse reads 1460, 1 460, 1,460, 1.460, 1'460, 14,6 and 1.460,5. A single point
// before three digits may group or divide; a comma divides unless the text is
// English.
func (f *Facts) parse(i int, raw string) []decimal {
	var groups []string
	var seps []rune
	from := 0
	for k, r := range raw {
		if r >= '0' && r <= '9' {
			continue
		}
		if lex.IsInvisible(r) {
			return nil // within a number: rare, and no reading is safe
		}
		if r > 0x7F && r != 0xA0 && r != 0x202F && r != 0x2009 && r != '’' {
			return nil // no sign of a number
		}
		groups, seps = append(groups, raw[from:k]), append(seps, r)
		from = k + len(string(r))
	}
	groups = append(groups, raw[from:])
	all := strings.Join(groups, "")
	if len(all) > 18 || groups[0] == "" {
		return nil
	}
	var m uint64
	for _, c := range []byte(all) {
		m = m*10 + uint64(c-'0')
	}
	last := groups[len(groups)-1]
	divided := func() decimal { return newDecimal(m, -len(last)) }
	if len(seps) == 0 {
		return []decimal{newDecimal(m, 0)}
	}
	sep := seps[len(seps)-1]
	threes := len(groups[0]) <= 3
	for _, g := range groups[1 : len(groups)-1] {
		threes = threes && len(g) == 3
	}
	point := sep == '.' || sep == ','
	switch {
	case len(seps) > 1 && seps[0] != sep && point: // 1,460.5
		if !threes {
			return nil
		}
		return []decimal{divided()}
	case len(seps) == 1 && point && len(last) != 3: // 14,6
		return []decimal{divided()}
	case !threes || len(last) != 3: // 1.2.3 and 21.2.20
		return nil
	case len(seps) > 1 || !point: // 1 460
		return []decimal{newDecimal(m, 0)}
	case groups[0] == "0":
		return []decimal{divided()}
	case sep == ',' && f.speech(i) == "en": // or none that is known, in Latin letters
		return []decimal{newDecimal(m, 0)}
	}
	return []decimal{newDecimal(m, 0), divided()}
}

// currencyBefore tells whether a currency stands before figure i, and not behind
// another one.
func (f *Facts) currencyBefore(i int) bool {
	return f.at(i-1).unit.money() && !f.used[i-1] && f.near(i-1, "")
}

// unitOf is what a figure counts. The figure's span takes in currencies and per
// cent.
func (f *Facts) unitOf(g *figure) unit {
	before := unit(0)
	if f.currencyBefore(g.From) {
		before = f.at(g.From - 1).unit
		g.From--
		if f.at(g.From-1).country && f.gap(g.From-1) == "" && f.s.Tokens[g.From].Flags&lex.Sign != 0 { // US$
			g.From--
		}
	}
	at := g.To
	if at >= len(f.s.Tokens) || !f.near(at-1, "-.‑") {
		return before
	}
	if f.at(at).per && (f.at(at+1).cent || f.at(at+1).unit == unitPercent) && f.near(at, "") { // per cent, pour cent
		g.To = at + 2
		return unitPercent
	}
	if f.at(at).of && f.near(at, "'’") { // 8 millions d'euros
		at++
	}
	u := f.at(at)
	switch {
	case u.unit == 0 && before != 0, u.unit.money() && before != 0:
		return before
	case u.unit == 0, u.spoken != "" && u.spoken != f.speech(at):
		return before
	case u.gluedUnit && f.gap(at-1) != "" && f.gap(at-1) != " ":
		return before
	case u.unit == unitPercent || u.unit.money():
		g.To = at + 1
	}
	return u.unit
}

// yearsAsFigures adds years that may be counts, and marks them: "1990 cases".
func (f *Facts) yearsAsFigures() {
	for _, d := range f.dates {
		y := d.dates[0]
		if y.y == 0 || y.m != 0 || d.Len() != 1 || !f.near(d.From, "") || f.at(d.From-1).beforeYear && f.near(d.From-1, "") {
			continue
		}
		next := f.s.Tokens[d.To]
		if next.Flags&(lex.Upper|lex.Number|lex.Sign) != 0 || f.at(d.To).unit == unitYear || f.at(d.To).of || lex.Vocabulary().Class(f.s.Word(d.To))&lex.ClassStop != 0 {
			continue
		}
		f.figures = append(f.figures, figure{Span: d.Span, values: []decimal{newDecimal(uint64(y.y), 0)}, year: true, slight: true})
	}
}

// ranges gives the first number of a range what the second one counts: 10–15 %,
// from 5 to 8 million euros.
func (f *Facts) ranges() {
	for i := len(f.figures) - 2; i >= 0; i-- {
		a, b := &f.figures[i], f.figures[i+1]
		if a.scaled || b.From < a.To || b.year || b.From-a.To > 1 || !f.joins(b.From) && (b.From == a.To || !f.joins(a.To)) {
			continue
		}
		if strings.TrimSpace(f.gap(a.To-1)) == "," {
			continue // a list
		}
		if a.unit == 0 {
			a.unit = b.unit
		}
		if b.scaled && b.values[0].e > 0 {
			for _, e := range []int{3, 6, 9} {
				if v, ok := b.values[0].times(-e).whole(); ok && v < 1000 && v > 0 {
					a.values = append(a.values, a.values[0].times(e))
				}
			}
		}
	}
}

// findFigure looks for a number that counts the same, or nothing that is known.
func (f *Facts) findFigure(want figure) (lex.Span, bool) {
	best, score := lex.Span{}, 0
	for i := range f.figures {
		have := &f.figures[i]
		if have.place && !want.place {
			continue
		}
		if have.unit != want.unit {
			strict := have.unit == unitPercent || want.unit == unitPercent
			if strict || have.unit != 0 && want.unit != 0 || have.year && want.unit != 0 {
				continue
			}
		}
		for k, v := range have.values {
			for n, w := range want.values {
				if v != w {
					continue
				}
				s := 8 - k - n
				if have.unit == want.unit {
					s += 4
				}
				if s > score {
					best, score = have.Span, s
				}
			}
		}
	}
	return best, score > 0
}

package meaning

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// ymd is a day, a month or a year: what is not said is 0.
type ymd struct {
	y    int16
	m, d int8
}

// dated is a date of a text: several where it may be read in several ways. Of
// one without a year, years are those written nearest before and after.
type dated struct {
	lex.Span
	dates []ymd
	years [2]int16
}

// readDates finds the dates of a text and marks their tokens as used.
func (f *Facts) readDates() {
	f.scanDates()
	f.lendYears()
}

// scanDates is readDates without the years that stand elsewhere.
func (f *Facts) scanDates() {
	for i := 0; i < len(f.s.Tokens); {
		n := i
		if !f.used[i] {
			n = f.dateAt(i)
		}
		if n == i {
			i++
			continue
		}
		for ; i < n; i++ {
			f.used[i] = true
		}
	}
}

// dateAt reads a date that starts with token i and gives the token after it; i
// if there is none.
func (f *Facts) dateAt(i int) int {
	if f.number(i) {
		if f.glued(i) {
			return i
		}
		for _, read := range []func(int) int{f.digitDate, f.yearFirst, f.dayMonth, f.yearAlone} {
			if n := read(i); n > i {
				return n
			}
		}
		return i
	}
	if f.at(i).month != 0 && f.monthWord(i) {
		return f.monthFirst(i)
	}
	return i
}

func (f *Facts) addDate(from, to int, dates ...ymd) int {
	f.dates = append(f.dates, dated{Span: lex.Span{From: from, To: to}, dates: dates})
	return to
}

// monthWord tells whether token i, which may name a month, is written as one:
// English months are large, and "may" and "march" need more than that at the
// start of a sentence.
func (f *Facts) monthWord(i int) bool {
	return !f.at(i).large || f.s.Tokens[i].Flags&lex.Upper != 0
}

// plain is the value of a number that is written in digits alone.
func (f *Facts) plain(i int) (value, digits int) {
	if !f.number(i) {
		return 0, 0
	}
	for _, r := range f.s.Text[f.s.Tokens[i].Start:f.s.Tokens[i].End] {
		if r < '0' || r > '9' || digits == 4 {
			return 0, 0
		}
		value, digits = value*10+int(r-'0'), digits+1
	}
	return value, digits
}

func (f *Facts) year(i int) int16 {
	if v, n := f.plain(i); n == 4 && v >= 1900 && v < 2100 {
		return int16(v)
	}
	return 0
}

// day reads a day of a month, with an ordinal's ending where there is one.
func (f *Facts) day(i int) (day int8, next int) {
	v, n := f.plain(i)
	if n == 0 || n > 2 || v < 1 || v > 31 {
		return 0, i
	}
	return int8(v), f.ending(i + 1)
}

// ending skips the ending of an ordinal or a case that is written to a number:
// 21st, 1er, 21-го, 5-ші.
func (f *Facts) ending(i int) int {
	if g := f.gap(i - 1); (g == "" || g == "-" || g == "‑") && f.at(i).ending {
		return i + 1
	}
	return i
}

func valid(y, m, d int) (ymd, bool) {
	if m < 1 || m > 12 || d < 0 || d > 31 {
		return ymd{}, false
	}
	return ymd{int16(y), int8(m), int8(d)}, true
}

// digitDate reads 21.02.2020, 2020-02-21, 21/02/2020, 02/21/2020, 02.2020.
func (f *Facts) digitDate(i int) int {
	t := f.s.Tokens[i]
	parts := strings.Split(f.s.Text[t.Start:t.End], ".")
	end := i + 1
	american := false
	if len(parts) == 1 {
		if !f.number(i+1) || !f.number(i+2) || f.gap(i) != f.gap(i+1) {
			return i
		}
		switch f.gap(i) {
		case "/", "-", "‑", "–", ".":
		default:
			return i
		}
		parts = append(parts, f.s.Text[f.s.Tokens[i+1].Start:f.s.Tokens[i+1].End], f.s.Text[f.s.Tokens[i+2].Start:f.s.Tokens[i+2].End])
		american = true
		end = i + 3
	}
	var v [3]int
	for k, p := range parts {
		if k > 2 || len(p) != 4 && len(p) != 1 && len(p) != 2 {
			return i
		}
		for _, r := range p {
			if r < '0' || r > '9' {
				return i
			}
			v[k] = v[k]*10 + int(r-'0')
		}
	}
	full := func(n int) bool { return n >= 1900 && n < 2100 }
	var out []ymd
	add := func(y, m, d int) {
		if got, ok := valid(y, m, d); ok {
			out = append(out, got)
		}
	}
	switch {
	case len(parts) == 2 && len(parts[0]) == 2 && full(v[1]):
		add(v[1], v[0], 0)
	case len(parts) == 3 && full(v[0]) && v[2] > 0:
		add(v[0], v[1], v[2])
	case len(parts) == 3 && (full(v[2]) || len(parts[2]) == 2 && len(parts[0]) == 2 && len(parts[1]) == 2 && !american) && v[0] > 0:
		if v[2] < 100 {
			v[2] += 2000
		}
		add(v[2], v[1], v[0])
		if american && v[0] != v[1] {
			add(v[2], v[0], v[1])
		}
	}
	if len(out) == 0 {
		return i
	}
	return f.addDate(i, end, out...)
}

// yearFirst reads the Kazakh order: 2020 жылғы 21 ақпан, 2019 ж. қараша.
func (f *Facts) yearFirst(i int) int {
	y := f.year(i)
	if y == 0 || f.at(i+1).unit != unitYear || !f.near(i, "-") {
		return i
	}
	k := i + 2
	if !f.near(i+1, ".,") {
		return i
	}
	day, next := f.day(k)
	if day != 0 {
		second, after := int8(0), next
		if f.joins(next) { // 21 мен 23 ақпан, 21–23 ақпан
			second, after = f.day(f.join(next))
		}
		if second != 0 && f.at(after).month != 0 {
			m := f.at(after).month
			f.addDate(i, after+1, ymd{y, m, day})
			return f.addDate(f.join(next), after+1, ymd{y, m, second})
		}
		if f.at(next).month != 0 && f.near(next-1, "-") {
			return f.addDate(i, next+1, ymd{y, f.at(next).month, day})
		}
		return i
	}
	if m := f.at(k).month; m != 0 {
		return f.addDate(i, k+1, ymd{y, m, 0})
	}
	return i
}

// joins tells whether what stands before token i, or token i itself, joins two
// numbers or dates: a dash, and, to.
func (f *Facts) joins(i int) bool { return f.join(i) != -1 }

// join gives the token after what joins, -1 if nothing does.
func (f *Facts) join(i int) int {
	if i < 1 || i >= len(f.s.Tokens) {
		return -1
	}
	if g := strings.TrimSpace(f.gap(i - 1)); g == "-" || g == "–" || g == "—" || g == "‑" {
		return i
	}
	if f.at(i).joins && f.near(i-1, "") && f.near(i, "") {
		return i + 1
	}
	return -1
}

// yearAfter reads the year behind a month: "February 2020", "февраля, 2020".
func (f *Facts) yearAfter(i int) (int16, int) {
	if f.at(i).of && f.near(i-1, "") { // February of 2020, декабрь месяц 2020
		i++
	}
	if y := f.year(i); y != 0 && f.near(i-1, ",.") && !f.counted(i) {
		return y, i + 1
	}
	return 0, i
}

// dayMonth reads 21 February 2020, 21–23 февраля, le 1er mars, 21 ақпан.
func (f *Facts) dayMonth(i int) int {
	day, k := f.day(i)
	if day == 0 {
		return i
	}
	first, from := int8(0), i
	if f.joins(k) {
		if second, after := f.day(f.join(k)); second != 0 && f.at(after).month != 0 {
			first, day, from, k = day, second, f.join(k), after
		}
	}
	if f.at(k).of && f.near(k-1, "") {
		k++
	}
	m := f.at(k).month
	if m == 0 || !f.near(k-1, "-.") || !f.monthWord(k) {
		return i
	}
	y, end := f.yearAfter(k + 1)
	if y == 0 {
		end = k + 1
	}
	if y == 0 && f.at(k).large && strings.Contains(f.gap(k-1), ".") { // "Article 14. April was"
		return i
	}
	if first != 0 {
		f.addDate(i, end, ymd{y, m, first})
	}
	return f.addDate(from, end, ymd{y, m, day})
}

// monthFirst reads February 21, 2020; February 2020; a month alone.
func (f *Facts) monthFirst(i int) int {
	m := f.at(i).month
	if day, k := f.day(i + 1); day != 0 && f.near(i, ".") && f.at(i).large {
		second, after := int8(0), k
		if f.joins(k) {
			if second, after = f.day(f.join(k)); second == 0 {
				after = k
			}
		}
		y, end := f.yearAfter(after)
		if y == 0 {
			end = after
		}
		if second != 0 {
			f.addDate(i, end, ymd{y, m, day})
			day = second
		}
		return f.addDate(i, end, ymd{y, m, day})
	}
	if y, end := f.yearAfter(i + 1); y != 0 {
		return f.addDate(i, end, ymd{y, m, 0})
	}
	if f.at(i).doubtful && (f.at(i).large && f.s.Tokens[i].Flags&lex.First != 0 || !f.at(i).large) {
		return i // March on. Қазан is a town too
	}
	return f.addDate(i, i+1, ymd{0, m, 0})
}

// yearAlone reads 2020; 2020 года; 2020 жылы.
func (f *Facts) yearAlone(i int) int {
	y := f.year(i)
	if y == 0 || f.counted(i) {
		return i
	}
	end := i + 1
	if f.at(end).unit == unitYear && f.near(i, "-") && f.at(end).lang != "en" {
		end++
	}
	return f.addDate(i, end, ymd{y, 0, 0})
}

// counted tells whether number i counts something: 2019 people, EUR 2,000.
func (f *Facts) counted(i int) bool {
	if k := f.at(i - 1); k.unit.money() && f.near(i-1, "") {
		return true
	}
	if !f.near(i, "-") {
		return false
	}
	next := f.at(i + 1)
	return next.magnitude != 0 && !next.gluedOnly || next.unit != 0 && next.unit != unitYear
}

// lendYears gives dates without a year one: that of the date they are joined to
// ("between January and June 2019"), else those nearest in the text.
func (f *Facts) lendYears() {
	last := -1
	for i := range f.dates {
		d := &f.dates[i]
		if d.dates[0].y != 0 {
			last = i
			continue
		}
		if i+1 < len(f.dates) {
			next := f.dates[i+1]
			if y := next.dates[0].y; y != 0 && next.dates[0].m != 0 && next.From-d.To <= 2 && f.inBlock(d.From) == f.inBlock(next.From) {
				for k := range d.dates {
					d.dates[k].y = y
				}
				d.To = next.To
				continue
			}
		}
		if last >= 0 && d.From-f.dates[last].To < nearestTokens {
			d.years[0] = f.dates[last].dates[0].y
		}
	}
	next := int16(0)
	at := 0
	for i := len(f.dates) - 1; i >= 0; i-- {
		d := &f.dates[i]
		if y := d.dates[0].y; y != 0 {
			next, at = y, d.From
		} else if next != 0 && at-d.To < nearestTokens {
			d.years[1] = next
		}
	}
}

// findDate looks for a date: the day, the month or the year, as exactly as it is
// said. A text's "21 February" is of the year that stands nearest to it.
func (f *Facts) findDate(want []ymd) (lex.Span, bool) {
	best, score := lex.Span{}, 0
	for i := range f.dates {
		have := &f.dates[i]
		for _, w := range want {
			for _, h := range have.dates {
				if s := w.match(h, have.years); s > score {
					best, score = have.Span, s
				}
			}
		}
	}
	return best, score > 0
}

// match is 0 where h says something else than w or less, and the greater the
// more alike they are.
func (w ymd) match(h ymd, years [2]int16) int {
	if w.m != 0 && h.m != w.m || w.d != 0 && h.d != w.d {
		return 0
	}
	score := 4
	switch {
	case w.y == 0:
	case h.y == w.y:
	case h.y == 0 && w.m != 0 && (years[0] == w.y || years[1] == w.y):
		score = 2
	default:
		return 0
	}
	if (w.d == 0) == (h.d == 0) && (w.m == 0) == (h.m == 0) {
		score++
	}
	return score
}

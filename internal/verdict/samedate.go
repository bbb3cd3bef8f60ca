package verdict

import (
	"slices"
	"strings"
)

// stamp is a date as a page writes it, whatever the format.
type stamp struct {
	year, month, day int   // 0: not told
	swap             bool  // day and month may be the other way round: 03/04/2021
	rest             []int // the time of day, and what else there is
	words            bool  // the month is a word
}

// sameDate tells whether a change puts the same date in another format: "12
// мая 2019 года" for "12.05.2019", "Friday, March 26" for "26 March". The
// numbers around the change within its paragraph belong to the dates.
func (d *side) sameDate(c change) bool {
	if !c.paired {
		return false
	}
	b := d.s.blocks[c.block]
	if d.isRow(c.block) && c.there.len() > 0 {
		c.span, c.there = d.apart(c) // a row is held against a row
	}
	own := widenDate(d.s, c.span, b.span)
	there := c.there
	if there.from > len(d.other.tok) || len(d.other.tok) == 0 {
		return false
	}
	within := d.other.blocks[d.other.blockOf(min(there.from, len(d.other.tok)-1))]
	if there.len() == 0 && there.from == within.from && there.from > 0 && c.to == b.to {
		within = d.other.blocks[d.other.blockOf(there.from-1)] // it stands where a block ends
	}
	there = widenDate(d.other, there, within.span)
	if own.len() == 0 || there.len() == 0 || own.len() > 12 || there.len() > 12 || c.len() > 8 || c.there.len() > 8 {
		return false
	}
	x, ok := readStamp(d.s, own)
	y, also := readStamp(d.other, there)
	return ok && also && x.same(y)
}

// widenDate draws a run out over the parts of a date on both sides.
func widenDate(s *stream, r, within span) span {
	for r.from > within.from && datePart(s, r.from-1) {
		r.from--
	}
	for r.to < within.to && datePart(s, r.to) {
		r.to++
	}
	return r
}

// datePart tells whether a word may be part of a date.
func datePart(s *stream, i int) bool {
	w := s.word(i)
	if s.tok[i].flags&tokNumber != 0 {
		return len(w) <= 10 && dateNumber(w)
	}
	return monthOf(w) > 0 || lexicon().class(w)&classDay != 0 || dateGlue[w]
}

// dateGlue are the words within dates that say nothing.
var dateGlue = map[string]bool{"г": true, "года": true, "год": true, "жылғы": true, "жылы": true, "жыл": true, "ж": true, "of": true, "the": true, "le": true,
	"du": true, "à": true, "at": true, "в": true, "h": true, "st": true, "nd": true, "rd": true, "th": true, "er": true, "am": true, "pm": true, "gmt": true, "utc": true, "сағат": true}

// dateNumber tells whether a number is one of those in dates: up to four
// digits, or several parted by points.
func dateNumber(w string) bool {
	digits := 0
	for i := range len(w) {
		switch {
		case w[i] == '.':
			digits = 0
		case !isASCIIDigit(w[i]):
			return false
		default:
			digits++
		}
		if digits > 4 {
			return false
		}
	}
	return digits > 0
}

func monthOf(word string) int {
	if k := knowledge().of([]byte(word)); k != nil {
		return int(k.month)
	}
	return 0
}

// readStamp reads a run that is a date and nothing else.
func readStamp(s *stream, r span) (stamp, bool) {
	var t stamp
	type number struct{ value, digits, at int }
	var numbers []number
	monthAt := -1
	slashed := false
	for i := r.from; i < r.to; i++ {
		w := s.word(i)
		if s.tok[i].flags&tokNumber == 0 {
			switch m := monthOf(w); {
			case m > 0 && t.month == 0:
				t.month, t.words, monthAt = m, true, len(numbers)
			case m > 0 || lexicon().class(w)&classDay == 0 && !dateGlue[w]:
				return t, false
			}
			continue
		}
		if !dateNumber(w) {
			return t, false
		}
		for part := range strings.SplitSeq(w, ".") {
			v := 0
			for k := range len(part) {
				v = v*10 + int(part[k]-'0')
			}
			numbers = append(numbers, number{v, len(part), len(numbers)})
		}
		if e := int(s.tok[i].end); e < len(s.text) && s.text[e] == '/' {
			slashed = true
		}
	}
	var small []number
	for _, n := range numbers {
		if n.digits == 4 && n.value >= 1000 && n.value < 2200 && t.year == 0 {
			t.year = n.value
			if !t.words && len(small) > 2 {
				return t, false // a time first, then a date: which is which?
			}
			continue
		}
		small = append(small, n)
	}
	switch {
	case t.words:
		// The day stands next to the month, or before the year.
		day := -1
		for i, n := range small {
			if n.value >= 1 && n.value <= 31 && n.digits <= 2 && (day < 0 || near(n.at, monthAt) < near(small[day].at, monthAt)) {
				day = i
			}
		}
		if day >= 0 {
			t.day = small[day].value
			small = slices.Delete(small, day, day+1)
		}
	case t.year > 0 && len(small) >= 2 && numbers[0].value == t.year: // 2019-05-12
		t.month, t.day, small = small[0].value, small[1].value, small[2:]
	case t.year > 0 && len(numbers) >= 3 && numbers[2].value == t.year: // 12.05.2019
		t.day, t.month, t.swap, small = small[0].value, small[1].value, slashed, small[2:]
	case t.year > 0 && len(numbers) == 2 && numbers[1].value == t.year: // 05/2019
		t.month, small = small[0].value, nil
	default:
		return t, false
	}
	for _, n := range small {
		t.rest = append(t.rest, n.value)
	}
	ok := t.month >= 1 && (t.month <= 12 || t.swap && t.month <= 31) && t.day <= 31 && (t.year > 0 || t.day > 0)
	return t, ok
}

// near is how far a number stands from a month that has that many numbers
// before it; after it is nearer than before.
func near(at, month int) int {
	if at >= month {
		return 2*(at-month) + 1
	}
	return 2 * (month - at - 1)
}

// same tells whether two dates name the same day. A time that one leaves out
// makes no other day.
func (t stamp) same(o stamp) bool {
	if t.year != o.year || len(t.rest) > 0 && len(o.rest) > 0 && !slices.Equal(t.rest, o.rest) {
		return false
	}
	if t.month == o.month && t.day == o.day {
		return true
	}
	// 03/04/2021 may be in April, if the other one writes the month as a word.
	return t.swap && o.words && t.month == o.day && t.day == o.month || o.swap && t.words && t.month == o.day && t.day == o.month
}

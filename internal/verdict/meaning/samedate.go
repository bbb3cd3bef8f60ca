package meaning

import (
	"slices"
	"strings"

	"archiver/internal/verdict/lex"
)

// Stamp is a date as a page writes it, whatever the format.
type Stamp struct {
	Year, Month, Day int   // 0: not told
	swap             bool  // day and month may be the other way round: 03/04/2021
	Rest             []int // the time of day, and what else there is
	words            bool  // the month is a word
}

// Whole tells whether the year, the month and the day are told.
func (t Stamp) Whole() bool { return t.Year > 0 && t.Month > 0 && t.Day > 0 }

// WidenDate draws a run out over the parts of a date on both sides.
func WidenDate(s *lex.Stream, r, within lex.Span) lex.Span {
	for r.From > within.From && IsDatePart(s, r.From-1) {
		r.From--
	}
	for r.To < within.To && IsDatePart(s, r.To) {
		r.To++
	}
	return r
}

// IsDatePart tells whether a word may be part of a date.
func IsDatePart(s *lex.Stream, i int) bool {
	w := s.Word(i)
	if s.Tokens[i].Flags&lex.Number != 0 {
		return len(w) <= 10 && DateNumber(w)
	}
	return MonthOf(w) > 0 || lex.Vocabulary().Class(w)&lex.ClassDay != 0 || dateGlue[w]
}

// dateGlue are the words within dates that say nothing.
var dateGlue = map[string]bool{"г": true, "года": true, "год": true, "жылғы": true, "жылы": true, "жыл": true, "ж": true, "of": true, "the": true, "le": true,
	"du": true, "à": true, "at": true, "в": true, "h": true, "st": true, "nd": true, "rd": true, "th": true, "er": true, "am": true, "pm": true, "gmt": true, "utc": true, "сағат": true}

// DateNumber tells whether a number is one of those in dates: up to four
// digits, or several parted by points.
func DateNumber(w string) bool {
	digits := 0
	for i := range len(w) {
		switch {
		case w[i] == '.':
			digits = 0
		case !lex.IsASCIIDigit(w[i]):
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

// MonthOf is the month, 1 to 12, that a normalised word names; 0 for none.
func MonthOf(word string) int {
	if k := knowledge().of([]byte(word)); k != nil {
		return int(k.month)
	}
	return 0
}

// ReadStamp reads a run that is a date and nothing else.
func ReadStamp(s *lex.Stream, r lex.Span) (Stamp, bool) {
	var t Stamp
	type number struct{ value, digits, at int }
	var numbers []number
	monthAt := -1
	slashed := false
	for i := r.From; i < r.To; i++ {
		w := s.Word(i)
		if s.Tokens[i].Flags&lex.Number == 0 {
			switch m := MonthOf(w); {
			case m > 0 && t.Month == 0:
				t.Month, t.words, monthAt = m, true, len(numbers)
			case m > 0 || lex.Vocabulary().Class(w)&lex.ClassDay == 0 && !dateGlue[w]:
				return t, false
			}
			continue
		}
		if !DateNumber(w) {
			return t, false
		}
		for part := range strings.SplitSeq(w, ".") {
			v := 0
			for k := range len(part) {
				v = v*10 + int(part[k]-'0')
			}
			numbers = append(numbers, number{v, len(part), len(numbers)})
		}
		if e := int(s.Tokens[i].End); e < len(s.Text) && s.Text[e] == '/' {
			slashed = true
		}
	}
	var small []number
	for _, n := range numbers {
		if n.digits == 4 && n.value >= 1000 && n.value < 2200 && t.Year == 0 {
			t.Year = n.value
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
			t.Day = small[day].value
			small = slices.Delete(small, day, day+1)
		}
	case t.Year > 0 && len(small) >= 2 && numbers[0].value == t.Year: // 2019-05-12
		t.Month, t.Day, small = small[0].value, small[1].value, small[2:]
	case t.Year > 0 && len(numbers) >= 3 && numbers[2].value == t.Year: // 12.05.2019
		t.Day, t.Month, t.swap, small = small[0].value, small[1].value, slashed, small[2:]
	case t.Year > 0 && len(numbers) == 2 && numbers[1].value == t.Year: // 05/2019
		t.Month, small = small[0].value, nil
	default:
		return t, false
	}
	for _, n := range small {
		t.Rest = append(t.Rest, n.value)
	}
	ok := t.Month >= 1 && (t.Month <= 12 || t.swap && t.Month <= 31) && t.Day <= 31 && (t.Year > 0 || t.Day > 0)
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

// Same tells whether two dates name the same day. A time that one leaves out
// makes no other day.
func (t Stamp) Same(o Stamp) bool {
	if t.Year != o.Year || len(t.Rest) > 0 && len(o.Rest) > 0 && !slices.Equal(t.Rest, o.Rest) {
		return false
	}
	if t.Month == o.Month && t.Day == o.Day {
		return true
	}
	// 03/04/2021 may be in April, if the other one writes the month as a word.
	return t.swap && o.words && t.Month == o.Day && t.Day == o.Month || o.swap && t.words && t.Month == o.Day && t.Day == o.Month
}

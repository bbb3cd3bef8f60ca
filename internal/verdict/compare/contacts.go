package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// loneRow tells whether a row is all of its table: such a table lays out a page's
// top or foot, and tabulates nothing.
func loneRow(s *lex.Stream, bi int) bool {
	return hasCells(s, bi) && !(bi > 0 && hasCells(s, bi-1)) && !(bi+1 < len(s.Blocks) && hasCells(s, bi+1))
}

func hasCells(s *lex.Stream, bi int) bool { return s.Blocks[bi].Cells }

// contacts tells whether a change puts one way to reach the site in place of
// another: a telephone number, an e-mail address. Beside the text such a line is
// the site's; in the text it is told.
func (d *Side) contacts(c Change) bool {
	return c.paired && c.There.To <= len(d.other.Tokens) && isContact(d.Stream, c.Span) && isContact(d.other, c.There)
}

// leastPhone is how many digits a telephone number has.
const leastPhone = 6

// isContact tells whether a run is a telephone number or an e-mail address.
func isContact(s *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 {
		return false
	}
	if r.Len() == 1 && s.Tokens[r.From].Flags&lex.Email != 0 {
		return true
	}
	// The rest of the number stands around it.
	for r.From > 0 && dialled(s, r.From) {
		r.From--
	}
	for r.To < len(s.Tokens) && dialled(s, r.To) {
		r.To++
	}
	if r.Len() > 8 {
		return false
	}
	digits := 0
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Number == 0 {
			return false
		}
		digits += len(strings.Trim(s.Word(i), "."))
	}
	if digits < leastPhone || dateish(s, r) {
		return false
	}
	// As such numbers are written: with a plus, or in groups.
	text := s.Text[s.Tokens[r.From].Start:s.Tokens[r.To-1].End]
	return strings.HasSuffix(s.Text[:s.Tokens[r.From].Start], "+") || strings.ContainsAny(text, "()") || strings.Count(text, "-") >= 2
}

// dialled tells whether a word is a number that goes on with the one before it as
// those of a telephone number do.
func dialled(s *lex.Stream, i int) bool {
	return s.Tokens[i].Flags&s.Tokens[i-1].Flags&lex.Number != 0 && strings.Trim(s.Text[s.Tokens[i-1].End:s.Tokens[i].Start], " -()\u00a0") == ""
}

// AddressChanged tells whether an e-mail address of the main text became
// another, which the words cannot tell: all addresses are one token. Where a
// page hides one from robots nothing can be said.
func AddressChanged(a, b *pages.Prepared) (from, to string, ok bool) {
	if a.Visible().Masked || b.Visible().Masked {
		return "", "", false
	}
	from = moreOften(a.Main().Emails, b.Visible().Emails)
	to = moreOften(b.Main().Emails, a.Visible().Emails)
	return from, to, from != "" && to != ""
}

// moreOften gives the first string that a list holds more often than another.
func moreOften(list, other []string) string {
	left := map[string]int{}
	for _, s := range other {
		left[s]++
	}
	for _, s := range list {
		if left[s]--; left[s] < 0 {
			return s
		}
	}
	return ""
}

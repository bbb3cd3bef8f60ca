package compare

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
)

// The symbol of a document, a case or a decree is one word with strokes in it:
// A/HRC/WGAD/2021/43, EUR 61/6380/2023, 1-117/2023. It is a name. A part of it that is
// another one names another document, wherever it stands, and is no counter, no rate
// and no word of a dateline.

const (
	leastSymbol   = 3   // parts of one, unless the second of two is a year or one has a hyphen
	longestSymbol = 500 // bytes; what is longer is none, and pages may be made to be slow
)

// inSymbol tells whether a run of words is a part of a symbol.
func inSymbol(s *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 {
		return false
	}
	glued := func(c rune) bool {
		return unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("/-._‑", c)
	}
	from, to := int(s.Tokens[r.From].Start), int(s.Tokens[r.To-1].End)
	if !strings.ContainsFunc(s.Text[from:to], unicode.IsDigit) || strings.ContainsFunc(s.Text[from:to], func(c rune) bool { return !glued(c) }) {
		return false
	}
	for from > 0 {
		c, n := utf8.DecodeLastRuneInString(s.Text[:from])
		if !glued(c) {
			break
		}
		if from -= n; to-from > longestSymbol {
			return false
		}
	}
	for to < len(s.Text) {
		if to-from > longestSymbol {
			return false
		}
		c, n := utf8.DecodeRuneInString(s.Text[to:])
		if !glued(c) {
			break
		}
		to += n
	}
	return isSymbol(strings.TrimRight(s.Text[from:to], ".-/"))
}

// isSymbol tells whether a word is a symbol: no date, no time, no address.
func isSymbol(w string) bool {
	parts := strings.Split(w, "/")
	numbers, short := 0, true
	for i, p := range parts {
		if p == "" || len(p) == len(time.DateOnly) && p[4] == '-' && p[7] == '-' {
			return false // 2024-05-03/10 is a moment
		}
		if strings.ContainsFunc(p, unicode.IsDigit) {
			numbers++
		}
		for k, c := range p {
			if c == '.' && k > 0 && k+1 < len(p) && !strings.ContainsFunc(p[k-1:k]+p[k+1:k+2], unicode.IsDigit) {
				return false // the dot of a host or a file
			}
		}
		year := i+1 == len(parts) || i == 0
		short = short && (len(p) <= 2 || year && len(p) == 4) && !strings.ContainsFunc(p, func(c rune) bool { return !unicode.IsDigit(c) })
	}
	if numbers == 0 || short {
		return false
	}
	last := parts[len(parts)-1]
	year := len(last) == 4 && (last[:2] == "19" || last[:2] == "20")
	return len(parts) >= leastSymbol || numbers == 2 && (year && len(parts[0]) > 2 || strings.ContainsAny(w, "-‑")) // 3/120 counts pictures
}

// symbolEdited tells whether a symbol became another one: both pages have one there,
// and the rest of it stands.
func (d *Side) symbolEdited(c Change) bool {
	if !c.within || !c.paired || c.Len() > mostPart || c.There.Len() > mostPart {
		return false
	}
	switch {
	case c.There.Len() == 0:
		return extends(d.Stream, c.Span)
	case c.Len() == 0:
		return c.There.To <= len(d.other.Tokens) && extends(d.other, c.There)
	}
	return c.There.To <= len(d.other.Tokens) && inSymbol(d.Stream, c.Span) && inSymbol(d.other, c.There)
}

const mostPart = 4 // words of a part of a symbol

// extends tells whether a run hangs by a stroke on a symbol that is one without it, too.
func extends(s *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 || r.From == 0 || !inSymbol(s, r) || s.Text[s.Tokens[r.From-1].End:s.Tokens[r.From].Start] != "/" {
		return false
	}
	return inSymbol(s, lex.Span{From: r.From - 1, To: r.From})
}

package verdict

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The symbol of a document, a case or a decree is one word with strokes in it:
// A/HRC/WGAD/2021/43, EUR 61/6380/2023, 1-117/2023. It is a name. A part of it that is
// another one names another document, wherever it stands, and is no counter, no rate
// and no word of a dateline.

const leastSymbol = 3 // parts of one, unless the second of two is a year or one has a hyphen

// inSymbol tells whether a run of words is a part of a symbol.
func (s *stream) inSymbol(r span) bool {
	if r.len() == 0 {
		return false
	}
	glued := func(c rune) bool {
		return unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("/-._‑", c)
	}
	from, to := int(s.tok[r.from].start), int(s.tok[r.to-1].end)
	if !strings.ContainsFunc(s.text[from:to], unicode.IsDigit) || strings.ContainsFunc(s.text[from:to], func(c rune) bool { return !glued(c) }) {
		return false
	}
	for from > 0 {
		c, n := utf8.DecodeLastRuneInString(s.text[:from])
		if !glued(c) {
			break
		}
		from -= n
	}
	for to < len(s.text) {
		c, n := utf8.DecodeRuneInString(s.text[to:])
		if !glued(c) {
			break
		}
		to += n
	}
	return isSymbol(strings.TrimRight(s.text[from:to], ".-/"))
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
func (d *side) symbolEdited(c change) bool {
	if !c.within || !c.paired || c.len() > mostPart || c.there.len() > mostPart {
		return false
	}
	switch {
	case c.there.len() == 0:
		return d.s.extends(c.span)
	case c.len() == 0:
		return c.there.to <= len(d.other.tok) && d.other.extends(c.there)
	}
	return c.there.to <= len(d.other.tok) && d.s.inSymbol(c.span) && d.other.inSymbol(c.there)
}

const mostPart = 4 // words of a part of a symbol

// extends tells whether a run hangs by a stroke on a symbol that is one without it, too.
func (s *stream) extends(r span) bool {
	if r.len() == 0 || r.from == 0 || !s.inSymbol(r) || s.text[s.tok[r.from-1].end:s.tok[r.from].start] != "/" {
		return false
	}
	return s.inSymbol(span{r.from - 1, r.from})
}

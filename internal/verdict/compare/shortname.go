package compare

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
	"archiver/internal/verdict/pages"
)

// A byline gives the author's first name in full or by its letter, and names the
// site beside it or not: "Anna Kell / The Herald", "A. Kell".

// shortName tells whether a change in the head of a page or in a credit is one name
// in two lengths.
func (d *Side) shortName(c Change) bool {
	if !c.paired || c.Len() == 0 || c.There.Len() == 0 || c.Len() > 6 || c.There.Len() > 6 || !d.inHead(c.block) && !d.besideByline(c) {
		return false
	}
	// Where the first name alone differs, the family name stands behind it on both.
	b, t := d.Stream.Blocks[c.block], d.other.Blocks[d.other.BlockOf(c.There.From)]
	for range 2 {
		if c.To < b.To && c.There.To < t.To && d.Stream.Tokens[c.To].Hash == d.other.Tokens[c.There.To].Hash && d.Stream.Tokens[c.To].Flags&lex.Upper != 0 {
			c.To, c.There.To = c.To+1, c.There.To+1
		}
	}
	return d.shortens(d.Stream, c.Span, d.other, c.There) || d.shortens(d.other, c.There, d.Stream, c.Span)
}

// besideByline tells whether a change stands right behind a word for who wrote it or
// took the picture.
func (d *Side) besideByline(c Change) bool {
	b := d.Stream.Blocks[c.block]
	return c.To == b.To && c.From > b.From && lex.Vocabulary().Class(d.Stream.Word(c.From-1))&lex.ClassByline != 0
}

// shortens tells whether a run is another one with first names by their letters, and
// without the name of the site.
func (d *Side) shortens(s *lex.Stream, short lex.Span, o *lex.Stream, long lex.Span) bool {
	if !namesOnly(s, short) || !namesOnly(o, long) || short.Len() > long.Len() {
		return false
	}
	i, whole, letters := short.From, 0, 0
	for k := long.From; k < long.To; k++ {
		w := o.Word(k)
		switch {
		case i < short.To && s.Word(i) == w:
			whole += int(lex.Bit(utf8.RuneCountInString(w) > 1))
			i++
		case i < short.To && utf8.RuneCountInString(s.Word(i)) == 1 && strings.HasPrefix(w, s.Word(i)):
			letters++
			i++
		case !d.namesSite(w):
			return false
		}
	}
	return i == short.To && whole > 0 && (letters > 0 || short.Len() < long.Len())
}

// namesSite tells whether a word stands in the titles of both pages behind the
// headline, or in the lines that both have before the text.
func (d *Side) namesSite(word string) bool {
	for _, p := range []*pages.Prepared{d.Page, d.Peer} {
		parts := TitleSegments(p.Page.Title)
		found := false
		for _, t := range parts[min(1, len(parts)):] {
			found = found || strings.Contains(" "+t+" ", " "+word+" ")
		}
		if !found {
			return false
		}
	}
	return true
}

// generated tells whether a change puts another moment, told to the second, in a
// short line before or behind the text: that at which a program made the page.
func (d *Side) generated(c Change) bool {
	b := d.Stream.Blocks[c.block]
	const mostWords, mostBeside = 14, 5
	if !c.paired || c.Len() == 0 || c.There.Len() == 0 || d.isRow(c.block) || c.block > d.headEnd() && c.block < d.lastHeld() {
		return false
	}
	line := b.Span
	if d.Stream.EndsSentence(c.block) {
		// The last words of the page: "Reported as of 12/05/2020 06:00:14."
		for line.From = c.From; line.From > b.From && d.Stream.Tokens[line.From].Flags&lex.First == 0; {
			line.From--
		}
		if c.block+1 < len(d.Stream.Blocks) || c.To < b.To || line.Len()-c.Len() > mostBeside {
			return false
		}
	}
	if line.Len() > mostWords || d.status(line) {
		return false
	}
	there := d.other.Blocks[d.other.BlockOf(c.There.From)]
	mine, theirs := d.apart(c) // the first words of a page are among what differs with them
	x, ok := momentAt(d.Stream, mine, b.Span)
	y, also := momentAt(d.other, theirs, there.Span)
	return ok && also && x != y
}

// momentAt is moment of a run with what stands around it and is of a date.
func momentAt(s *lex.Stream, r, within lex.Span) (string, bool) {
	if r.Len() == 0 {
		return "", false
	}
	start, end := int(s.Tokens[r.From].Start), int(s.Tokens[r.To-1].End)
	for start > 0 && !strings.ContainsRune(" \t\n\"", rune(s.Text[start-1])) {
		start--
	}
	for end < len(s.Text) && !strings.ContainsRune(" \t\n\"", rune(s.Text[end])) {
		end++
	}
	if text := strings.Trim(s.Text[start:end], ".,;()"); isoMoment().MatchString(text) {
		return text, true
	}
	return moment(s, meaning.WidenDate(s, r, within))
}

// isoMoment is how programs write a date with a time, with or without its zone.
var isoMoment = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?$`)
})

// moment tells whether a run is a date with a time to the second and nothing else.
func moment(s *lex.Stream, r lex.Span) (string, bool) {
	if r.Len() == 0 || r.Len() > 8 {
		return "", false
	}
	text := s.Text[s.Tokens[r.From].Start:s.Tokens[r.To-1].End]
	if strings.Count(text, ":") != 2 {
		return "", false
	}
	t, ok := meaning.ReadStamp(s, r)
	return text, ok && t.Whole() && len(t.Rest) >= 3
}

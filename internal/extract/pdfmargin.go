package extract

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

const (
	// marginPart is what part of a page's height is margin at the top and at the foot:
	// text that lies in it whole stands higher or lower than text is set.
	marginPart = 0.075
	// marginWide is what part may be, where there is more to say for it.
	marginWide = 0.1
	// headWords is how many words a running line has at most.
	headWords = 12
	// titleRows is how many rows of the first page may hold the document's title.
	titleRows = 8
)

// inMargin tells whether a row lies whole in what part of a page's height is its
// margin at the top or at the foot.
func (b rect) inMargin(p *pdfPage, part float32, foot bool) bool {
	if foot {
		return b.y0 >= p.h*(1-part)
	}
	return b.y1 <= p.h*part
}

// What browsers print in the corners of a page: when, from where, which of how
// many pages. The title is the fourth.
var (
	printClock   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(clockAt("^") + "|" + clockAt("$")) })
	printAddress = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(?:https?|file)://\S+(?:\s|$)|\s(?:https?|file)://\S+$`)
	})
	printNumber = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(?:page |стр\. |страница |seite |бет )?\d{1,4} ?(?:/|of|из|sur|von|de) ?\d{1,4}(?:\s|$)|\s\d{1,4} ?(?:/|of|из|sur|von|de) ?\d{1,4}$`)
	})
)

// clockAt is a date and a time at one end of a row.
func clockAt(end string) string {
	const date, clock = `(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})`, `\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?`
	if end == "$" {
		return `\s` + date + `,?\s+` + clock + `$`
	}
	return end + date + `,?\s+` + clock + `(?:\s|$)`
}

// dropPrinted marks what a browser prints around a page: the outermost rows, in
// the margins, with two of time, address and number, and the title beside them.
func dropPrinted(pages []*pdfPage) {
	for _, p := range pages {
		rows := rowsOf(p.lines)
		if len(rows) < 2 {
			continue
		}
		var corners []pageRow
		found := [3]bool{}
		for i, r := range []pageRow{rows[0], rows[len(rows)-1]} {
			if len(r.lines) > 3 || !r.inMargin(p, marginPart, i == 1) {
				continue
			}
			text, mine := r.whole(), false
			for k, mark := range []*regexp.Regexp{printClock(), printAddress(), printNumber()} {
				if mark.MatchString(text) {
					found[k], mine = true, true
				}
			}
			if mine {
				corners = append(corners, r)
			}
		}
		if n := 0; found[0] || found[1] {
			for _, ok := range found {
				if ok {
					n++
				}
			}
			for _, r := range corners {
				for _, l := range r.lines {
					l.running = l.running || n >= 2
				}
			}
		}
	}
}

// whole is the text of a row.
func (r pageRow) whole() string {
	parts := make([]string, len(r.lines))
	for i, l := range r.lines {
		parts[i] = l.text
	}
	return strings.Join(parts, " ")
}

// dropMargins marks running headers and footers that no other page repeats: those
// of a document of two pages, or that name each page's chapter. They are short
// rows in the margin, apart from the text, of a page after the first, and
//   - say what the document's title says, or
//   - stand where a sentence goes on from one page to the next, or
//   - lie where on no other page there is text.
func dropMargins(pages []*pdfPage) {
	if len(pages) < 2 {
		return
	}
	rows := make([][]pageRow, len(pages))
	for i, p := range pages {
		rows[i] = rowsOf(p.lines)
	}
	alone := map[*pdfLine]bool{}
	for _, e := range edgeLinesOf(pages) {
		alone[e.pdfLine] = e.alone && e.outer
	}
	candidate := func(i int, foot bool) (r pageRow, ok bool) {
		if len(rows[i]) < 2 {
			return r, false
		}
		if r = rows[i][0]; foot {
			r = rows[i][len(rows[i])-1]
		}
		words := 0
		for _, l := range r.lines {
			words += l.words
			if !alone[l] || l.sentence() || noteMark().MatchString(l.text) {
				return r, false
			}
		}
		return r, len(r.lines) <= 3 && words <= headWords && r.inMargin(pages[i], marginWide, foot)
	}
	var drop []pageRow
	for i := range pages {
		for _, foot := range []bool{false, true} {
			r, ok := candidate(i, foot)
			if !ok {
				continue
			}
			next := i // the page on which the text goes on
			if foot {
				next++
			}
			switch {
			case next > 0 && next < len(pages) && cutsSentence(pages[next-1], pages[next], r):
			case i == 0:
				continue
			case r.namesTitle(rows[0]):
			case r.inMargin(pages[i], marginPart, foot) && r.beyondText(i, foot, rows, candidate):
			default:
				continue
			}
			drop = append(drop, r)
		}
	}
	for _, r := range drop {
		for _, l := range r.lines {
			l.running = true
		}
	}
}

// namesTitle tells whether a row is the beginning of a headline on the first page.
func (r pageRow) namesTitle(first []pageRow) bool {
	text := strings.ToLower(r.whole())
	if !strings.Contains(text, " ") {
		return false
	}
	for i := range first[:min(len(first), titleRows)] {
		head := first[i].whole()
		if i+1 < len(first) {
			head += " " + first[i+1].whole()
		}
		if rest, ok := strings.CutPrefix(strings.ToLower(head), text); ok {
			after, _ := utf8.DecodeRuneInString(rest)
			return !unicode.IsLetter(after) && !unicode.IsDigit(after)
		}
	}
	return false
}

// beyondText tells whether on all other pages the text keeps off the place of a
// row: what lies there is a candidate itself.
func (r pageRow) beyondText(page int, foot bool, rows [][]pageRow, candidate func(int, bool) (pageRow, bool)) bool {
	for i, o := range rows {
		if i == page || len(o) == 0 {
			continue
		}
		edge := o[0]
		if foot {
			edge = o[len(o)-1]
		}
		if !foot && edge.y0 >= r.y1 || foot && edge.y1 <= r.y0 {
			continue
		}
		if _, ok := candidate(i, foot); !ok || i == 0 {
			return false
		}
	}
	return true
}

// cutsSentence tells whether a sentence goes on from one page to the next, a row
// between them left out.
func cutsSentence(a, b *pdfPage, r pageRow) bool {
	last, first := a.readingEdge(r, true), b.readingEdge(r, false)
	if last == nil || first == nil || last.size > 1.12*first.size || first.size > 1.12*last.size || last.words < 3 {
		return false
	}
	small, _ := utf8.DecodeRuneInString(first.text)
	return unicode.IsLower(small) && !mayEnd([]byte(last.text))
}

// readingEdge is the line that a page is read to begin or to end with, without
// those of a row.
func (p *pdfPage) readingEdge(without pageRow, last bool) *pdfLine {
	var body []*pdfLine
	for _, l := range p.lines {
		own := false
		for _, o := range without.lines {
			own = own || o == l
		}
		if !own && !l.running && !l.merged && l.upright() {
			body = append(body, l)
		}
	}
	groups := columns(body, 0)
	if len(groups) == 0 {
		return nil
	}
	if last {
		g := groups[len(groups)-1]
		return g[len(g)-1]
	}
	return groups[0][0]
}

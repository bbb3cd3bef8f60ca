package extract

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

const (
	// marginPart is what part of a page's height is margin at the top and at the foot:
	// text that lies in it whole stands higher or lower than text is set.
	marginPart = 0.075
	// marginWide is what part may be, where there is more to say for it, and
	// marginDeep of several rows.
	marginWide = 0.1
	marginDeep = 0.15
	// headWords is how many words a row of a running head has at most.
	headWords = 12
	// bandRows is how many rows it has at most, the page's number among them.
	bandRows = 4
	// fewRows is how many rows a page has at least that tells what lies between rows.
	fewRows = 6
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
			p.printed = n >= 2 && found[1]
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
// rows in the margin, apart from the text, and
//   - stand where a sentence goes on from one page to the next, or
//   - say, after the first page, what the document's title says, or
//   - lie, after the first page, where on no other page there is text.
func dropMargins(pages []*pdfPage, body float32) {
	if len(pages) < 2 {
		return
	}
	sheets := make([]sheet, len(pages))
	for i, p := range pages {
		rows := rowsOf(p.lines)
		sheets[i] = sheet{p, rows, usualGap(rows)}
	}
	var drop []*pdfLine
	for i, s := range sheets {
		for _, foot := range []bool{false, true} {
			b, ok := s.band(foot)
			if !ok {
				continue
			}
			next := i // the page on which the text goes on
			if foot {
				next++
			}
			cut, sure := false, false
			if next > 0 && next < len(pages) {
				cut, sure = cutsSentence(pages[next-1], pages[next], b)
			}
			if sure || i > 0 && b.namesTitle(sheets[0].rows) ||
				(cut || i > 0 && b.inMargin(s.pdfPage, marginPart, foot) && b.plain(body)) && b.beyondText(i, foot, sheets) {
				drop = append(drop, b.lines...)
			}
		}
	}
	for _, l := range drop {
		l.running = true
	}
}

// sheet is a page's rows.
type sheet struct {
	*pdfPage
	rows  []pageRow
	usual float32 // what lies between them
}

// band gives what may be a running head or foot by its place and form: up to
// bandRows rows of a few words in the margin, apart from the text by a gap, that are
// no sentence and no note. Its lines are in reading order.
func (s sheet) band(foot bool) (b pageRow, ok bool) {
	for n := 1; n <= bandRows && n < len(s.rows); n++ {
		at, inner := n-1, n
		if foot {
			at, inner = len(s.rows)-n, len(s.rows)-n-1
		}
		r := s.rows[at]
		words, size := 0, float32(0)
		for _, l := range r.lines {
			words += l.words
			size = max(size, l.size)
		}
		if len(r.lines) > 3 || words > headWords || n == 1 && !r.inMargin(s.pdfPage, marginWide, foot) || !r.inMargin(s.pdfPage, marginDeep, foot) {
			return b, false
		}
		b.add(r.rect)
		if foot {
			b.lines = append(r.lines[:len(r.lines):len(r.lines)], b.lines...)
		} else {
			b.lines = append(b.lines, r.lines...)
		}
		gap := s.rows[inner].y0 - r.y1
		if foot {
			gap = r.y0 - s.rows[inner].y1
		}
		if gap > max(1.2*size, 1.5*s.gap()) {
			var said []*pdfLine
			for _, l := range b.lines {
				if _, _, ok := pageNumber(l.text); !ok {
					said = append(said, l)
				}
			}
			if len(said) == 0 {
				return b, true
			}
			small, _ := utf8.DecodeRuneInString(said[0].text)
			return b, !unicode.IsLower(small) && !strings.ContainsAny(lastRune(said[len(said)-1].text), ".;:,-") && !noteMark().MatchString(said[0].text)
		}
	}
	return b, false
}

// gap is what lies between the rows of the text, as far as it can be seen.
func (s sheet) gap() float32 {
	if len(s.rows) < fewRows {
		return 0
	}
	return s.usual
}

// plain tells whether a row is in no larger letters than the text.
func (r pageRow) plain(body float32) bool {
	return !slices.ContainsFunc(r.lines, func(l *pdfLine) bool { return l.size > 1.05*body })
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
// row: what lies there may be a running head itself.
func (r pageRow) beyondText(page int, foot bool, sheets []sheet) bool {
	for i, s := range sheets {
		if i == page || len(s.rows) == 0 {
			continue
		}
		edge := s.rows[0]
		if foot {
			edge = s.rows[len(s.rows)-1]
		}
		if !foot && edge.y0 >= r.y1 || foot && edge.y1 <= r.y0 {
			continue
		}
		if _, ok := s.band(foot); !ok || i == 0 && !foot {
			return false // on the first page a title may have that form
		}
	}
	return true
}

// cutsSentence tells whether a sentence goes on from one page to the next, a row
// between them left out: it is not at its end, and had no room for the next word.
// That is sure where it goes on with a small letter.
func cutsSentence(a, b *pdfPage, r pageRow) (cut, sure bool) {
	last, edge := a.readingEdge(r, true)
	first, _ := b.readingEdge(r, false)
	if last == nil || first == nil || last.size > 1.12*first.size || first.size > 1.12*last.size || last.words < 3 {
		return false, false
	}
	small, _ := utf8.DecodeRuneInString(first.text)
	open := !mayEnd([]byte(last.text))
	if unicode.IsLower(small) && (open || strings.ContainsAny(lastRune(last.text), ";:")) {
		return true, true
	}
	return open && last.words > 4 && first.words > 4 && !beginsItem(first.text) && last.x1+0.25*last.size+first.first > edge, false
}

// readingEdge is the line that a page is read to begin or to end with, without
// those of a row, and where its column ends.
func (p *pdfPage) readingEdge(without pageRow, last bool) (*pdfLine, float32) {
	var body []*pdfLine
	for _, l := range p.lines {
		if !slices.Contains(without.lines, l) && !l.running && !l.merged && l.upright() {
			body = append(body, l)
		}
	}
	groups := columns(body, 0, p.laid)
	if len(groups) == 0 {
		return nil, 0
	}
	g, at := groups[0], 0
	if last {
		g = groups[len(groups)-1]
		at = len(g) - 1
	}
	edge := float32(0)
	for _, l := range g {
		if near(l.x0, g[at].x0) {
			edge = max(edge, l.x1)
		}
	}
	return g[at], edge
}

package extract

import (
	"regexp"
	"sync"
)

// noteMark begins a note at the foot of a page.
var noteMark = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}\s?\S|[\[(]?\d{1,3}[\])]?[.)]?\s*\pL|[\[(]?\d{1,3}[\])]?[.)]?\s+\S|[*†‡§]{1,3}\s*\S|[\[(]?[a-z][\])]\s)`)
})

// findNotes marks the notes at the foot of each page or column: rows in small
// print under the text, from the first that begins with a mark on, or that go on
// from the page before. Between the last line of one page and the first of the
// next they would cut a sentence in two.
func findNotes(pages []*pdfPage, body float32) {
	open := false // the column before ends in a note
	for _, p := range pages {
		text := false // in larger letters, on this page
		for _, g := range p.groups {
			rows := rowsOf(g)
			first := len(rows)
			for first > 0 && rows[first-1].small(body) {
				first--
			}
			text = text || first > 0
			if first == len(rows) || !text {
				continue
			}
			from := first
			if !open {
				for from < len(rows) && !noteMark().MatchString(rows[from].text()) {
					from++
				}
			}
			for _, r := range rows[from:] {
				for _, l := range r.lines {
					l.note = true
				}
			}
			open = from < len(rows)
		}
	}
}

func (r pageRow) small(body float32) bool {
	if len(r.lines) > 2 { // of a table
		return false
	}
	for _, l := range r.lines {
		if l.table > 0 || l.size > smallPrint*body {
			return false
		}
	}
	return true
}

func (r pageRow) text() string {
	s := ""
	for i, l := range r.lines {
		if i > 0 {
			s += " "
		}
		if s += l.text; len(s) > 40 {
			break
		}
	}
	return s
}

// bodySize is the size of the letters in which most of the text is written.
func bodySize(pages []*pdfPage) float32 {
	count := map[int]int{}
	best, most := 0, 0
	for _, p := range pages {
		for _, l := range p.lines {
			k := int(l.size*4 + 0.5)
			if count[k] += len(l.text); count[k] > most {
				best, most = k, count[k]
			}
		}
	}
	return float32(best) / 4
}

package source

import (
	"strings"
	"sync"

	"archiver/internal/extract"
)

// mostRoman is the highest number that is read in Roman figures.
const mostRoman = 400

var romanNumbers = sync.OnceValue(func() map[string]int {
	all := make(map[string]int, mostRoman)
	for n := 1; n <= mostRoman; n++ {
		all[numberAs("lowerRoman", n)] = n
	}
	return all
})

// endnotes are those that word processors number i, ii, iii, as they do where
// nobody asks for anything else.
type endnotes struct {
	begin map[int]string // by line: the number of the note that begins there
	last  int            // the last line with a mark
	open  *pdfNote
}

// findEndnotes finds where they begin: lines that begin with the next number, of
// which a mark stands raised in a line before.
func findEndnotes(lines []extract.LaidLine) *endnotes {
	e := &endnotes{begin: map[int]string{}, last: -1}
	marks := map[string]bool{}
	next := 1
	for i, l := range lines {
		if len(l.Words) > 1 {
			first := strings.Trim(l.Words[0].Text, "[](). ")
			if marks[first] && romanNumbers()[first] == next {
				e.begin[i] = first
				next++
				continue
			}
		}
		for k, w := range l.Words {
			if !w.Raised || k == 0 || l.Kind == extract.NoteLine {
				continue
			}
			for _, s := range strings.FieldsFunc(w.Text, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
				if romanNumbers()[s] > 0 {
					marks[s], e.last = true, i
				} else if isDigits(s) {
					e.last = i
				}
			}
		}
	}
	return e
}

// take gives the note that line i is part of; begins tells whether it is its first.
func (e *endnotes) take(i int, l extract.LaidLine) (n *pdfNote, begins bool) {
	if label, ok := e.begin[i]; ok {
		e.open = &pdfNote{label: label, page: l.Page}
		return e.open, true
	}
	if e.open == nil {
		return nil, false
	}
	first := e.open.lines[0]
	switch d := l.Size - first.Size; {
	case l.Kind == extract.NoteLine && first.Kind != extract.NoteLine:
		return nil, false // at the foot of a page with endnotes
	case l.Kind != first.Kind, d > 0.12*first.Size, -d > 0.12*first.Size, l.Join == extract.NewParagraph && i <= e.last:
		e.open = nil // the next chapter
	}
	return e.open, false
}

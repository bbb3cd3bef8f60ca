package source

import (
	"slices"
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
// which a mark stands raised in a line before. Where they begin anew, as after a
// list in the text, the longest is taken, and of two the later: endnotes stand last.
func findEndnotes(lines []extract.LaidLine) *endnotes {
	e := &endnotes{begin: map[int]string{}, last: -1}
	marks := map[string]bool{}
	var marked []int                // the lines with a mark
	waiting := map[int][]int{1: {}} // by number: the lines of those before it, where it comes next
	most := 1
	for i, l := range lines {
		if len(l.Words) > 1 {
			first := strings.Trim(l.Words[0].Text, "[](). ")
			// In some languages "i" is a word: within a paragraph it begins nothing anew.
			n := romanNumbers()[first]
			if begun, ok := waiting[n]; ok && marks[first] && (n > 1 || most == 1 || !within(lines, i)) {
				if n > 1 {
					delete(waiting, n)
				}
				waiting[n+1] = append(begun, i)
				most = max(most, n+1)
			}
		}
		for k, w := range l.Words {
			if !w.Raised || k == 0 || l.Kind == extract.NoteLine {
				continue
			}
			for _, s := range strings.FieldsFunc(w.Text, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
				all := romans(s)
				for _, label := range all {
					marks[label] = true
				}
				if len(all) > 0 || isDigits(s) {
					marked = append(marked, i)
				}
			}
		}
	}
	for n, i := range waiting[most] {
		e.begin[i] = numberAs("lowerRoman", n+1)
	}
	for _, i := range marked {
		if e.begin[i] == "" {
			e.last = i
		}
	}
	return e
}

// romans gives a number in Roman figures, or two, one after the other, that stand so
// close that they look like one.
func romans(s string) []string {
	if romanNumbers()[s] > 0 {
		return []string{s}
	}
	for cut := 1; cut < len(s) && cut < 20; cut++ {
		if n := romanNumbers()[s[:cut]]; n > 0 && romanNumbers()[s[cut:]] == n+1 {
			return []string{s[:cut], s[cut:]}
		}
	}
	return nil
}

// parted gives lines where a number stands apart from the address behind it: for a
// wide one, as viii, word processors leave no space.
func parted(lines []extract.LaidLine) []extract.LaidLine {
	lines = slices.Clone(lines)
	for i, l := range lines {
		if len(l.Words) == 0 {
			continue
		}
		word := l.Words[0]
		at := strings.Index(word.Text, "http")
		if at < 0 {
			at = strings.Index(word.Text, "www.")
		}
		if at <= 0 || romanNumbers()[word.Text[:at]] == 0 {
			continue
		}
		number := extract.LaidWord{Text: word.Text[:at], Space: word.Space}
		word.Text, word.Space = word.Text[at:], true
		lines[i].Words = append([]extract.LaidWord{number, word}, l.Words[1:]...)
	}
	return lines
}

// within tells whether line i goes on with the one above it.
func within(lines []extract.LaidLine, i int) bool {
	l := lines[i]
	return i > 0 && l.Join != extract.NewParagraph && l.Kind == lines[i-1].Kind && l.Page == lines[i-1].Page
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

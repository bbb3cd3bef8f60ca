package compare

import (
	"strings"
	"unicode/utf8"
)

// At the end of an article stand links to the one before it and the one after, which
// are others when one is published or taken away. They are known by their arrows:
// one points back, and the other, beside it, on.

// inPager tells whether a line is one of two such links.
func (d *Side) inPager(f *Flow, c Change) bool {
	at := f.At[c.block]
	if at < 0 || f.Linked[at] < FullyLinked || d.isRow(c.block) || d.IsTitle(c.block) {
		return false
	}
	way := f.points(at)
	return way != 0 && (f.points(at-1) == -way || f.points(at+1) == -way)
}

// points tells whether a line that is a link points back (-1), on (1), or neither.
func (f *Flow) points(at int) (way int) {
	if at < 0 || at >= len(f.Linked) || f.Linked[at] < FullyLinked {
		return 0
	}
	text := strings.TrimSpace(f.Visible.BlockText(at))
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	back, on := "←⟵⇐‹«◀◄<", "→⟶⇒›»▶►>"
	if strings.Count(text, "«") == strings.Count(text, "»") { // they are quotation marks
		back, on = strings.Replace(back, "«", "", 1), strings.Replace(on, "»", "", 1)
	}
	if strings.ContainsRune(back, first) {
		way--
	}
	if strings.ContainsRune(on, last) {
		way++
	}
	return way
}

package extract

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// Where one inline element follows another without white space, style sheets set
// them apart or the words go on.

// partsAt tells whether what comes next, of an inline element right behind
// another one in a box, is a word of its own: a figure or a large letter after
// anything, or several words after several, which the pieces of one word seldom
// show. In a paragraph the pieces may be those of an editor.
func (p *page) partsAt(next []byte) bool {
	for i := len(p.stack) - 1; i >= 0; i-- {
		f := &p.stack[i]
		if f.traits&(block|cell) == 0 {
			continue
		}
		switch atom.Atom(f.key) {
		case atom.Div, atom.Section, atom.Header, atom.Footer, atom.Article, atom.Li:
		default:
			return false
		}
		before, _ := utf8.DecodeLastRune(p.out)
		after, _ := utf8.DecodeRune(next)
		if p.several && bytes.IndexByte(bytes.TrimSpace(next), ' ') > 0 {
			return unicode.IsLetter(before) || unicode.IsDigit(before)
		}
		return (unicode.IsDigit(after) || unicode.IsUpper(after) || unicode.IsDigit(before) && unicode.IsLetter(after)) && (unicode.IsLetter(before) || unicode.IsDigit(before))
	}
	return false
}

// joins tells whether an element stands within a line and has room around it
// where it stands next to another one.
func joins(a atom.Atom) bool {
	switch a {
	case atom.Span, atom.B, atom.Strong, atom.Em, atom.I, atom.Time, atom.Small, atom.A:
		return true
	}
	return false
}

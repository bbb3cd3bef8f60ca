package source

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A note may stand in the text itself, as pandoc and others read it:
//
//	The sea rose.^[Gauge 4, <https://a.example/x>, p. 2.]
//
// It is taken out of its paragraph, a mark stays in its place, and its number is the
// one it is shown with.

// bracket is one that is open in the paragraph at hand.
type bracket struct {
	note   bool
	in     *block // a tag in the paragraph may begin another one
	pieces int    // how many it had before
	line   int
	from   int // its offset
}

// asides are the notes that stand in the paragraph at hand.
type asides struct {
	open  []bracket
	found []*block
}

// maxBrackets bounds how many are followed at a time.
const maxBrackets = 200

// bracketed adds a run of text, and watches its brackets.
func (w *mdWalker) bracketed(c *ast.Text) {
	from, stop := c.Segment.Start, c.Segment.Stop
	if c.Segment.Padding > 0 {
		w.plain(c.Segment.Value(w.src), false, stop)
		return
	}
	for i := from; i < stop; i++ {
		switch w.src[i] {
		case '\\':
			i++
			continue
		case '[', ']':
		default:
			continue
		}
		if i > from {
			w.plain(w.src[from:i], false, i)
		}
		if from = i; w.turn(i) {
			from++
		}
	}
	if from < stop {
		w.plain(w.src[from:stop], false, stop)
	}
}

// turn opens or closes the bracket at an offset; it reports whether that is a note's
// and no text.
func (w *mdWalker) turn(at int) bool {
	a := w.asides
	if w.src[at] == '[' {
		if !w.opensNote(at) {
			a.opened(1)
			return false
		}
		n := len(w.cur.pieces)
		last := &w.cur.pieces[n-1]
		last.text = last.text[:len(last.text)-1]
		a.open = append(a.open, bracket{note: true, in: w.cur, pieces: n, line: w.line, from: at})
		return true
	}
	n := len(a.open)
	if n == 0 {
		return false
	}
	b := a.open[n-1]
	a.open = a.open[:n-1]
	if !b.note {
		return false
	}
	if b.in != w.cur {
		b.reopen()
		return false
	}
	if w.isMark(b, at) {
		return true
	}
	inner := slices.Clone(w.cur.pieces[b.pieces:])
	w.boxes++
	label := w.unnumbered()
	note := &block{note: label, box: w.boxes, tight: true, aside: true, line: b.line, stop: at, pieces: inner, solid: true}
	a.found = append(a.found, note)
	w.cur.pieces = append(w.cur.pieces[:b.pieces], piece{kind: markPiece, text: label, line: b.line})
	return true
}

// isMark tells whether what stands in the brackets is nothing but a number, some of
// them, a sign, or the label of a note that is defined: a mark with a circumflex before
// it, as others write them. If so it is made one.
func (w *mdWalker) isMark(b bracket, at int) bool {
	shown := strings.TrimSpace(strings.ReplaceAll(string(w.src[b.from+1:at]), `\`, ""))
	mark := piece{text: shown, line: b.line, end: at + 1}
	switch {
	case w.labels()[shown]:
		mark.kind = markPiece
	case numbers().MatchString(shown), symbol().MatchString(shown):
		w.sups++
		mark.sup = w.sups
	default:
		return false
	}
	w.cur.pieces = append(w.cur.pieces[:b.pieces], mark)
	return true
}

// labels are those that the report defines notes for, as in "[^sea]: https://…".
func (w *mdWalker) labels() map[string]bool {
	if w.defined == nil {
		w.defined = map[string]bool{}
		for line := range bytes.Lines(w.src) {
			if m := noteHead().FindSubmatch(bytes.TrimLeft(line, " >\t")); m != nil {
				w.defined[string(m[1])] = true
			}
		}
	}
	return w.defined
}

// opened counts n brackets that are text.
func (a *asides) opened(n int) {
	for ; n > 0 && len(a.open) < maxBrackets; n-- {
		a.open = append(a.open, bracket{})
	}
}

// opensNote reports that a circumflex stands before a bracket, and no other note is
// open. Behind a raised link converters leave brackets that are empty.
func (w *mdWalker) opensNote(at int) bool {
	if at < 1 || w.src[at-1] != '^' || bytes.HasPrefix(w.src[at:], []byte("[]")) || w.cur == nil || len(w.asides.open) == maxBrackets {
		return false
	}
	slashes := 0
	for at-2-slashes >= 0 && w.src[at-2-slashes] == '\\' {
		slashes++
	}
	if slashes%2 == 1 || slices.ContainsFunc(w.asides.open, func(b bracket) bool { return b.note }) {
		return false
	}
	n := len(w.cur.pieces)
	last := w.cur.pieces[max(0, n-1)]
	return n > 0 && last.kind == textPiece && last.link == 0 && last.sup == 0 && len(last.text) > 0 && last.text[len(last.text)-1] == '^'
}

// closeAsides puts the notes of a paragraph behind it. What never closes is text.
func (w *mdWalker) closeAsides() {
	for _, b := range w.asides.open {
		if b.note {
			b.reopen()
		}
	}
	w.rep.blocks = append(w.rep.blocks, w.asides.found...)
	w.asides = nil
}

// reopen makes what began a note text again.
func (b bracket) reopen() {
	b.in.pieces = slices.Insert(b.in.pieces, b.pieces, piece{kind: textPiece, text: "^[", line: b.line})
}

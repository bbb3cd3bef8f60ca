package source

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A page may hold a note in the text itself, behind its mark, and show it at the
// margin or when the mark is touched:
//
//	rose<sup>1</sup><span class="footnote__note">Gauge 4, …</span> again
//	rose<label class="sidenote-number"></label><span class="sidenote">Gauge 4, …</span>
//
// It is taken out of its paragraph as a note of Markdown is (see mdWalker.turn).

var (
	// asideClass is how the class of such a note looks, and asideRole its role.
	asideClass = pattern(`(?i)(?:^|[\s_-])(?:(?:foot|side|end)note(?:s?[_-]{1,2}(?:tooltip|note|text|content|body))?|note[_-]{1,2}(?:outer|text|content|body))(?:\s|$)`)
	asideRole  = pattern(`(?i)^\s*(?:tooltip|note|doc-footnote)\s*$`)
	sideClass  = pattern(`(?i)(?:^|\s)sidenote(?:\s|$)`)
)

// aside is an element that is open and may hold a note.
type aside struct {
	in     *block
	pieces int // how many the block had before
	label  string
	line   int
	tag    atom.Atom
	depth  int
	boxes  int // how many elements were open around it
}

// openAside begins what may be a note. Its number is that of the mark right before;
// without one it needs the class of notes that a style sheet numbers.
func (w *htmlWalker) openAside(t html.Token, tag atom.Atom) {
	if w.aside != nil && w.cur != w.aside.in {
		w.aside = nil // what stands in it is no note within a paragraph
	}
	if w.aside != nil {
		if tag == w.aside.tag {
			w.aside.depth++
		}
		return
	}
	if w.cur == nil || w.cur.note != "" || w.link != 0 || len(w.boxes) > 0 && w.boxes[len(w.boxes)-1].inNote() {
		return
	}
	class := attr(t, "class")
	if !asideClass().MatchString(class) && (!asideRole().MatchString(attr(t, "role")) || !strings.Contains(strings.ToLower(class+attr(t, "id")), "note")) {
		return
	}
	a := &aside{in: w.cur, pieces: len(w.cur.pieces), line: w.line, tag: tag, depth: 1, boxes: len(w.boxes)}
	if a.label = w.markBefore(); a.label != "" || sideClass().MatchString(class) {
		w.aside = a
	}
}

// markBefore is the number or sign that is raised right before, or "".
func (w *htmlWalker) markBefore() string {
	for _, p := range slices.Backward(w.cur.pieces) {
		shown := strings.Trim(p.text, " []()")
		switch {
		case p.kind == breakPiece, p.kind == anchorPiece, p.kind == textPiece && shown == "":
		case p.kind == textPiece && p.sup > 0 && len(shown) < 5 && (isDigits(shown) || symbol().MatchString(shown)):
			return shown
		default:
			return ""
		}
	}
	return ""
}

// closeAside ends the element, and makes a note of what stood in it, if that is more
// than a mark.
func (w *htmlWalker) closeAside(tag atom.Atom) {
	a := w.aside
	if a == nil || tag != a.tag {
		return
	}
	if a.depth--; a.depth == 0 {
		w.takeAside()
	}
}

// endAside closes what was left open when an element around it ended.
func (w *htmlWalker) endAside() {
	if w.aside != nil && len(w.boxes) < w.aside.boxes {
		w.takeAside()
	}
}

func (w *htmlWalker) takeAside() {
	a := w.aside
	w.aside = nil
	if w.cur != a.in {
		return
	}
	a.ownMark()
	inner := slices.Clone(a.in.pieces[a.pieces:])
	for len(inner) > 0 && a.label != "" && strings.Trim(inner[0].text, " []().") == a.label {
		inner = inner[1:]
	}
	if text := strings.TrimSpace(said(inner)); len(text) < 3 || !strings.ContainsFunc(text, unicode.IsLetter) {
		return // a mark of its own: "a"
	}
	a.in.pieces = a.in.pieces[:a.pieces]
	for i := range inner {
		inner[i].sup = 0 // some stand within the raised mark
	}
	if a.label == "" {
		a.label = w.unnumbered()
		a.in.pieces = append(a.in.pieces, piece{kind: markPiece, text: a.label, line: a.line})
	}
	w.builder.boxes++
	w.rep.blocks = append(w.rep.blocks, &block{note: a.label, box: w.builder.boxes, tight: true, aside: true, line: a.line, pieces: inner, solid: true})
}

// ownMark takes a mark at the beginning for what it is: the element holds both mark and
// note, and the mark right before it is another note's.
func (a *aside) ownMark() {
	for i, p := range a.in.pieces[a.pieces:] {
		shown := strings.Trim(p.text, " []()")
		switch {
		case p.kind == anchorPiece, p.kind == textPiece && shown == "":
			continue
		case p.kind == textPiece && p.sup > 0 && isDigits(shown) && a.label != "" && shown != a.label:
			a.label, a.pieces = shown, a.pieces+i+1
		}
		return
	}
}

func said(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.kind == textPiece {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

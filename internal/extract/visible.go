package extract

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// hides tells whether a reader cannot see what is inside an element. Style
// sheets are not read, so only the plain cases are known.
//
// aria-hidden does not count: it hides from screen readers alone. What
// <details> holds does not count either, as a reader can open it; nor does a
// block right behind a button that shows the rest, and what another tab of the page shows. Alternative
// texts of images are no part of the text, but in a cell of a table: a reader does not see them while
// the image is there, and content systems rewrite them unasked.
func (p *page) hides(a atom.Atom, t traits, at *attrs) bool {
	tab := bytes.Equal(at.role, []byte("tabpanel"))
	if t&unseen != 0 || at.hidden && !tab && !(p.unfolds == len(p.out)+1 && t&block != 0) || len(at.style) > 0 && (styleHides(at.style) && !tab || styleStrikes(at.style)) {
		return true
	}
	switch a {
	case atom.Template:
		return !at.shadow && !p.isFrame(a, at) // a declared shadow root is shown in place
	case atom.Dialog:
		return !at.open
	case atom.Option:
		return p.hidesOption(at)
	case atom.Rt, atom.Rp:
		return true // how it is read, above what is written
	case atom.S, atom.Del, atom.Strike:
		return true
	}
	return false
}

// hidesOption tells whether a closed list leaves an option out: it shows the
// one selected, or else the first.
func (p *page) hidesOption(at *attrs) bool {
	i := p.find(key(atom.Select), 0)
	if i < 0 || p.stack[i].flags&isMultiple != 0 {
		return false
	}
	if p.chosen && !at.selected {
		return true
	}
	if p.hidden == 0 && p.chosen { // the first was shown for want of a better
		p.takeBack(p.stack[i].start)
		p.sep = ' '
	}
	p.chosen = true
	return false
}

// takeBack takes the end of view A away again, and the lines in it. Only text and options
// stand in a list, so there is nothing else.
func (p *page) takeBack(to int) {
	p.out = p.out[:to]
	n := len(p.lines)
	for n > 0 && p.lines[n-1].start >= to {
		n--
	}
	p.lines = p.lines[:n]
	if n > 0 {
		p.lines[n-1].end = min(p.lines[n-1].end, to)
	}
	p.line.start = min(p.line.start, to)
}

// styleHides looks for display:none and visibility:hidden. What has no height
// besides is a fold that a reader can open.
func styleHides(style []byte) bool {
	unseen, folded := false, false
	for len(style) > 0 {
		var decl []byte
		decl, style, _ = bytes.Cut(style, []byte(";"))
		prop, val, _ := bytes.Cut(decl, []byte(":"))
		prop, val = bytes.TrimSpace(prop), bytes.TrimSpace(val)
		switch {
		case bytes.EqualFold(prop, []byte("display")):
			if hasPrefixFold(val, "none") {
				return true
			}
		case bytes.EqualFold(prop, []byte("visibility")):
			if hasPrefixFold(val, "hidden") || hasPrefixFold(val, "collapse") {
				unseen = true
			}
		case bytes.EqualFold(prop, []byte("height")):
			folded = string(val) == "0" || hasPrefixFold(val, "0px")
		}
	}
	return unseen && !folded
}

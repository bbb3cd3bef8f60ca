package extract

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// What is written in a drawing (https://www.w3.org/TR/SVG2/text.html) stands before the
// reader's eyes like any other text: a sign that was traced, the source below a chart.
// So a passage is found there. But most of it are the figures along an axis, which change
// with the data, and labels: it is furniture, unless the drawing is the page.

var textKey = keyOf([]byte("text"))

// inDrawing tells whether an element that opens now is one of SVG.
func (p *page) inDrawing() bool { return p.svg > 0 && p.foreign == 0 }

// drawn gives the traits of an element of SVG, and sets what stands before its text.
func (p *page) drawn(name []byte, a atom.Atom, at *attrs) traits {
	switch string(name) {
	case "svg", "a":
		return 0
	case "text":
		p.lineAt = nil
		if p.titles > 0 || p.links > 0 {
			return boxed
		}
		return block
	case "tspan":
		// It may begin a line. One on the same line goes on with the word before it.
		y, dy := bytes.TrimSpace(at.y), bytes.TrimLeft(at.dy, " 0.")
		if len(y) > 0 && p.lineAt != nil && !bytes.Equal(y, p.lineAt) || len(dy) > 0 && '1' <= dy[0] && dy[0] <= '9' {
			p.gap()
		}
		if len(y) > 0 {
			p.lineAt = bytes.Clone(y)
		}
	case "desc", "metadata", "defs", "symbol", "clippath", "mask", "pattern", "marker":
		return unseen
	}
	t := traitsOf(a) & (rawText | void)
	if t != 0 || at.undrawn {
		t |= unseen
	}
	return t
}

// unread tells of what stands between the elements of a drawing, which is not shown.
func (p *page) unread() bool { return p.inDrawing() && p.texts == 0 }

// showDrawings has all drawings be text where a span is in one of them.
func (p *page) showDrawings(i int) {
	for ; i >= 0; i = p.spans[i].parent {
		if p.spans[i].guise == drawing {
			for k := range p.spans {
				if p.spans[k].guise == drawing {
					p.spans[k].guise = plain
				}
			}
			return
		}
	}
}

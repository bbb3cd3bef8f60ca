package extract

import "bytes"

// Layout tells in which boxes of an HTML page the lines of Visible stand. What
// came to a page or went can so be told by its place: a paragraph beside others
// of the text is another thing than one in a box of its own.
type Layout struct {
	// Line holds, for each line of Visible, the innermost box around it, or -1.
	Line []int32
	// Linked holds, for each line of Visible, its percentage inside links.
	Linked []uint8
	// Link holds, for each line of Visible that ends with a link or button behind
	// other words, how many bytes of its end that is.
	Link []uint16
	// Site tells, for each line of Visible, whether its element, its name, a label or
	// a form gives it away as the site's, and not only that it stands beside the
	// column of the running text.
	Site []bool
	// Parent holds, for each box, the one around it, or -1. Outer boxes come
	// before what is inside them.
	Parent []int32
	// Look holds, for each box, a hash of its element and class: boxes of one
	// kind share it.
	Look []uint32
	// Flow tells, for each box, whether it is of a kind that belongs to running
	// text: a list, an item, a quotation, a figure, a table, a cell.
	Flow []bool
	// Calls tells, for each box, whether its last words are a link or a button.
	Calls []bool
}

// layout makes the layout out of what was gathered.
func (p *page) layout() Layout {
	l := Layout{Parent: make([]int32, len(p.nodes)), Look: make([]uint32, len(p.nodes)), Flow: make([]bool, len(p.nodes)), Calls: make([]bool, len(p.nodes))}
	for i := range p.nodes {
		n := &p.nodes[i]
		l.Parent[i], l.Look[i], l.Calls[i] = n.parent, n.class, n.calls
		l.Flow[i] = n.kind == isInner || n.kind == isTable || n.kind == isCell
	}
	count := bytes.Count(p.out, []byte("\n")) + 1
	l.Line, l.Linked, l.Link, l.Site = make([]int32, count), make([]uint8, count), make([]uint16, count), make([]bool, count)
	next := 0 // of p.lines
	for i, start := 0, 0; i < count; i++ {
		end := len(p.out)
		if k := bytes.IndexByte(p.out[start:], '\n'); k >= 0 {
			end = start + k
		}
		l.Line[i] = -1
		for next < len(p.lines) && p.lines[next].end <= start {
			next++
		}
		if next < len(p.lines) && p.lines[next].start < end && end > start {
			t := &p.lines[next]
			l.Line[i] = p.around(t.node, max(start, t.start), min(end, t.end))
			l.Site[i] = t.site
			l.Linked[i] = uint8(min(100, 100*t.linked/(t.end-t.start)))
			if t.end == end {
				l.Link[i] = t.link
			}
		}
		start = end + 1
	}
	return l
}

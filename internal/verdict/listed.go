package verdict

import "strings"

// A short block is matter where its like is: a row of a table of which the other
// page has more rows, an item among items.

const (
	leastRows = 2 // that are held
	rowsApart = 4 // blocks, as a cell may have several
)

// inTable tells whether a block is a row among rows with as many cells, some of
// which the other page holds.
func (d *side) inTable(bi int) bool {
	if !d.isRow(bi) || d.s.blocks[bi].len() < 2 {
		return false
	}
	cells, held := len(d.s.cells(d.s.blocks[bi])), 0
	for _, step := range []int{-1, 1} {
		for i, last := bi+step, bi; i >= 0 && i < len(d.s.blocks) && (i-last)*step <= rowsApart && held < leastRows; i += step {
			if d.isRow(i) {
				last = i
				if !d.isFresh(i) && len(d.s.cells(d.s.blocks[i])) == cells {
					held++
				}
			}
		}
	}
	return held >= leastRows
}

// noText tells whether no running text was found.
func (d *side) noText() bool {
	return d.headEnd() == 0 && !(len(d.s.blocks) > 0 && d.s.blocks[0].len() >= 8 && d.prose(0))
}

// amongItems tells whether a block is an item with another one before and one
// behind it, or two on one side. A counter and a line of buttons are none.
func (d *side) amongItems(bi int) bool {
	item := func(i int) bool { return i >= 0 && i < len(d.s.blocks) && d.isItem(i) && !d.isFresh(i) }
	return d.isItem(bi) && !d.ticks(bi) && !strings.Contains(d.s.blockText(bi), "|") && (item(bi-1) && (item(bi+1) || item(bi-2)) || item(bi+1) && item(bi+2))
}

// amongProse tells whether a block stands between two paragraphs of the running
// text that stand side by side on the other page.
func (d *side) amongProse(bi int) bool {
	return bi > d.headEnd() && bi+1 < len(d.s.blocks) && d.prose(bi-1) && (d.prose(bi+1) || d.isHeading(bi+1)) && d.besideThere(bi)
}

// takenOut tells whether an item or a paragraph is gone from between its neighbours,
// though the same words stand elsewhere on the page as before.
func (d *side) takenOut(bi int) bool {
	const least = 4 // words
	b := d.s.blocks[bi]
	if d.gain || b.len() < least || d.page.page.Kind != "html" || d.otherKind() || d.noText() || bi <= d.headEnd() || bi+1 >= len(d.s.blocks) ||
		!(d.amongItems(bi) || d.prose(bi) && d.prose(bi-1)) || d.ticks(bi) {
		return false
	}
	if d.copies == nil {
		vis := d.page.visible()
		d.copies = make(map[uint64]int, len(vis.blocks))
		for _, x := range vis.blocks {
			d.copies[vis.blockHash(x)]++
		}
		for _, x := range d.other.blocks {
			d.copies[d.other.blockHash(x)]--
		}
	}
	return d.copies[d.s.blockHash(b)] > 0 && d.besideThere(bi)
}

// besideThere tells whether what stands before a block and what stands behind it
// are neighbours on the other page.
func (d *side) besideThere(bi int) bool {
	prev, next := d.s.blocks[bi-1], d.s.blocks[bi+1]
	before, ok := d.shift(span{prev.to - 2*width, prev.to}, prev.to-1)
	if !ok {
		return false
	}
	at := prev.to + before
	for k := range min(next.len(), width) {
		if at+k >= len(d.other.tok) || d.other.tok[at+k].hash != d.s.tok[next.from+k].hash {
			return false
		}
	}
	return true
}

// treats tells whether a page speaks of what a class of words names elsewhere
// than in a block.
func (d *side) treats(class wordClass, bi int) bool {
	const least = 4
	n := 0
	for i := range d.s.tok {
		if b := d.s.blocks[bi]; (i < b.from || i >= b.to) && lexicon().class(d.s.word(i))&class != 0 {
			n++
		}
	}
	return n >= least
}

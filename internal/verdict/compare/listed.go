package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

// A short block is matter where its like is: a row of a table of which the other
// page has more rows, an item among items.

const (
	leastRows = 2 // that are held
	rowsApart = 4 // blocks, as a cell may have several
)

// inTable tells whether a block is a row among rows with as many cells, some of
// which the other page holds.
func (d *Side) inTable(bi int) bool {
	if !d.isRow(bi) || d.Stream.Blocks[bi].Len() < 2 {
		return false
	}
	if d.tables == nil {
		d.countRows()
	}
	held := d.held[rowsOf{d.tables[bi], countCells(d.Stream, d.Stream.Blocks[bi].Span)}]
	if !d.isFresh(bi) {
		held-- // itself
	}
	return held >= leastRows
}

// rowsOf are the rows of one table that have as many cells.
type rowsOf struct {
	table int32
	cells int
}

// countRows tells the tables apart, and counts the rows of each that the other page holds.
func (d *Side) countRows() {
	d.tables, d.held = make([]int32, len(d.Stream.Blocks)), map[rowsOf]int{}
	last, table := 0, int32(0)
	for i, b := range d.Stream.Blocks {
		if !d.isRow(i) {
			continue
		}
		if i-last > rowsApart {
			table++
		}
		last, d.tables[i] = i, table
		if !d.isFresh(i) {
			d.held[rowsOf{table, countCells(d.Stream, b.Span)}]++
		}
	}
}

// noText tells whether no running text was found.
func (d *Side) noText() bool {
	return d.headEnd() == 0 && !(len(d.Stream.Blocks) > 0 && d.Stream.Blocks[0].Len() >= 8 && d.prose(0))
}

// amongItems tells whether a block is an item with another one before and one
// behind it, or two on one side. A counter and a line of buttons are none.
func (d *Side) amongItems(bi int) bool {
	item := func(i int) bool { return i >= 0 && i < len(d.Stream.Blocks) && d.isItem(i) && !d.isFresh(i) }
	return d.isItem(bi) && !d.ticks(bi) && !strings.Contains(d.Stream.BlockText(bi), "|") && (item(bi-1) && (item(bi+1) || item(bi-2)) || item(bi+1) && item(bi+2))
}

// amongProse tells whether a block stands between two paragraphs of the running
// text that stand side by side on the other page.
func (d *Side) amongProse(bi int) bool {
	return bi > d.headEnd() && bi+1 < len(d.Stream.Blocks) && d.prose(bi-1) && (d.prose(bi+1) || d.isHeading(bi+1)) && d.besideThere(bi)
}

// takenOut tells whether an item or a paragraph is gone from between its neighbours,
// though the same words stand elsewhere on the page as before.
func (d *Side) takenOut(bi int) bool {
	const least = 4 // words
	b := d.Stream.Blocks[bi]
	if d.gain || b.Len() < least || d.Page.Page.Kind != "html" || d.otherKind() || d.noText() || bi <= d.headEnd() || bi+1 >= len(d.Stream.Blocks) ||
		!(d.amongItems(bi) || d.prose(bi) && d.prose(bi-1)) || d.ticks(bi) {
		return false
	}
	if d.copies == nil {
		vis := d.Page.Visible()
		d.copies = make(map[uint64]int, len(vis.Blocks))
		for _, x := range vis.Blocks {
			d.copies[vis.BlockHash(x)]++
		}
		for _, x := range d.other.Blocks {
			d.copies[d.other.BlockHash(x)]--
		}
	}
	return d.copies[d.Stream.BlockHash(b)] > 0 && d.besideThere(bi)
}

// besideThere tells whether what stands before a block and what stands behind it
// are neighbours on the other page.
func (d *Side) besideThere(bi int) bool {
	prev, next := d.Stream.Blocks[bi-1], d.Stream.Blocks[bi+1]
	before, ok := d.shift(lex.Span{From: prev.To - 2*lex.ShingleWidth, To: prev.To}, prev.To-1)
	if !ok {
		return false
	}
	at := prev.To + before
	for k := range min(next.Len(), lex.ShingleWidth) {
		if at+k >= len(d.other.Tokens) || d.other.Tokens[at+k].Hash != d.Stream.Tokens[next.From+k].Hash {
			return false
		}
	}
	return true
}

// treats tells whether a page speaks of what a class of words names elsewhere
// than in a block.
func (d *Side) treats(class lex.WordClass, bi int) bool {
	const least = 4
	n := 0
	for i := range d.Stream.Tokens {
		if b := d.Stream.Blocks[bi]; (i < b.From || i >= b.To) && lex.Vocabulary().Class(d.Stream.Word(i))&class != 0 {
			n++
		}
	}
	return n >= least
}

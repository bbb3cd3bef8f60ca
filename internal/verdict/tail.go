package verdict

// tailStart gives the index of the first of the blocks that only the new page
// ends with, short ones and none of them a sentence, as boxes are that a
// template puts below the text: a heading and what it names, or at least three.
func (d *side) tailStart() int {
	if d.tailKnown {
		return d.tail
	}
	n := len(d.s.blocks)
	d.tailKnown, d.tail = true, n
	if !d.gain {
		return n
	}
	first, fresh := n, 0
	for i := n - 1; i >= 0 && d.boxLine(i); i-- {
		if d.isFresh(i) {
			first, fresh = i, fresh+1
		}
	}
	if fresh*2 >= n-first && (fresh >= 3 || fresh >= 2 && d.isHeading(first)) {
		d.tail = first
	}
	return d.tail
}

// boxLine tells whether a block may be a line of a box.
func (d *side) boxLine(bi int) bool {
	b := d.s.blocks[bi]
	return b.len() <= 8 && !(b.len() >= 4 && d.s.endsSentence(bi)) && !d.isRow(bi) && !d.isTitle(bi) && !d.status(b.span)
}

// isFresh tells whether the other page holds next to nothing of a block.
func (d *side) isFresh(bi int) bool {
	b := d.s.blocks[bi]
	held := 0
	for i := b.from; i < b.to; i++ {
		if d.in[i] {
			held++
		}
	}
	return held < width && 2*held < b.len()
}

// lastHeld is the last paragraph of running text that the other page holds, or -1.
func (d *side) lastHeld() int {
	if d.last == 0 {
		i := len(d.s.blocks) - 1
		for i >= 0 && !(d.prose(i) && !d.isFresh(i)) {
			i--
		}
		d.last = i + 2
	}
	return d.last - 2
}

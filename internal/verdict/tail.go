package verdict

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

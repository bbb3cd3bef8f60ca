package compare

import "archiver/internal/verdict/lex"

// isFresh tells whether the other page holds next to nothing of a block.
func (d *Side) isFresh(bi int) bool {
	b := d.Stream.Blocks[bi]
	held := 0
	for i := b.From; i < b.To; i++ {
		if d.in[i] {
			held++
		}
	}
	return held < lex.ShingleWidth && 2*held < b.Len()
}

// lastHeld is the last paragraph of running text that the other page holds, or -1.
func (d *Side) lastHeld() int {
	if d.last == 0 {
		i := len(d.Stream.Blocks) - 1
		for i >= 0 && !(d.prose(i) && !d.isFresh(i)) {
			i--
		}
		d.last = i + 2
	}
	return d.last - 2
}

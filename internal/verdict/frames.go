package verdict

// Paragraphs that came with a template: the same ones several times over.

// leastFrame is how many words a paragraph has at least that is known by its
// standing there twice.
const leastFrame = 6

// framed tells whether a paragraph that came as a whole came more than once.
func (d *side) framed(bi int) bool {
	b := d.s.blocks[bi]
	if !d.gain || b.len() < leastFrame || d.isRow(bi) || d.isHeading(bi) {
		return false
	}
	if d.times == nil {
		d.times = make(map[uint64]int, len(d.s.blocks))
		for _, other := range d.s.blocks {
			d.times[d.s.blockHash(other)]++
		}
	}
	return d.times[d.s.blockHash(b)] > 1
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

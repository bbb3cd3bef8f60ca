package verdict

// Paragraphs that came with a template: the same ones several times over.

// leastFrame is how many words a paragraph has at least that is known by its
// standing there twice.
const leastFrame = 6

// framed tells whether a paragraph that came as a whole came more than once.
func (d *side) framed(bi int) bool {
	b := d.s.blocks[bi]
	if !d.gain || b.len() == 0 {
		return false
	}
	h := d.s.blockHash(b)
	if b.len() < leastFrame || d.isRow(bi) || d.isHeading(bi) {
		return false
	}
	n := 0
	for _, other := range d.s.blocks {
		if other.len() == b.len() && d.s.tok[other.from].hash == d.s.tok[b.from].hash && d.s.blockHash(other) == h {
			n++
		}
	}
	return n > 1
}

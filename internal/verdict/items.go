package verdict

// inBody tells whether a block ends as a sentence or an item of a list does and
// stands in the running text, right after a block that the other page holds
// and that ends so too.
func (d *side) inBody(bi int) bool {
	end := func(i int) bool { return d.s.endsSentence(i) || lastSign(d.s.blockText(i)) == ";" }
	return bi > 0 && bi > d.headEnd() && !d.noText() && end(bi) && !d.isFresh(bi-1) && (end(bi-1) && d.s.blocks[bi-1].len() >= 6 || lastSign(d.s.blockText(bi-1)) == ":")
}

// betweenHeld tells whether a short block was lost from between two others of
// the running text that stand side by side on the other page: an item of a
// list, or a heading. One that is new counts between two other items alone.
func (d *side) betweenHeld(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() < 2 || bi <= d.headEnd() || d.noText() || bi+1 >= len(d.s.blocks) {
		return false
	}
	prev, next := d.s.blocks[bi-1], d.s.blocks[bi+1]
	if prev.len() < 2 || next.len() < 2 || d.ticks(bi-1) || d.ticks(bi+1) {
		return false
	}
	if d.gain && !d.amongItems(bi) {
		return false
	}
	return d.besideThere(bi)
}

// isItem tells whether a block may be an item of a list: short, and no heading.
func (d *side) isItem(bi int) bool {
	n := d.s.blocks[bi].len()
	return n >= 3 && n <= 20 && !d.isHeading(bi) && !d.isRow(bi)
}

// replaced tells whether a short block of the running text has another in its
// place, with the same neighbours: a short sentence, or a heading.
func (d *side) replaced(c change) bool {
	b := d.s.blocks[c.block]
	if !c.paired || c.there.len() == 0 || c.there.len() > 3*b.len()+6 || d.noText() || c.block <= d.headEnd() || c.block+1 >= len(d.s.blocks) || d.isFresh(c.block-1) || d.isFresh(c.block+1) {
		return false
	}
	there := d.other.blockOf(c.there.from)
	if d.other.blocks[there].span != c.there {
		return false
	}
	return d.s.endsSentence(c.block) && d.other.endsSentence(there) || d.isHeading(c.block) && d.peer.isHeadingHash(d.other.blockHash(d.other.blocks[there]))
}

// ticks tells whether a block is a counter or a date line.
func (d *side) ticks(bi int) bool {
	b := d.s.blocks[bi]
	c := d.census(b.span)
	return b.len() <= 14 && c.numbers+c.months > 0 && (c.counters+c.dated > 0 || c.others == 0)
}

// renamed tells whether a short block behind the text's beginning, right after
// one that the other page holds, has another name or another number in it: who
// signed a law, who sat in judgment, what a form costs.
func (d *side) renamed(c change) bool {
	b := d.s.blocks[c.block]
	if !c.paired || c.there.len() != b.len() || b.len() < 2 || d.noText() || c.block <= d.headEnd() || d.isFresh(c.block-1) || d.ticks(c.block) {
		return false
	}
	if d.other.blocks[d.other.blockOf(c.there.from)].span != c.there {
		return false
	}
	own, there := d.apart(c)
	if namesOnly(d.s, own) && namesOnly(d.other, there) {
		return true
	}
	k := d.census(b.span)
	return d.onlyNumbers(c) && k.others > 0 && k.counters+k.rates+k.files+k.ago+k.dated == 0
}

// apart is a change without the words that both pages begin or end it with.
func (d *side) apart(c change) (own, there span) {
	own, there = c.span, c.there
	for own.len() > 0 && there.len() > 0 && d.s.tok[own.from].hash == d.other.tok[there.from].hash {
		own.from, there.from = own.from+1, there.from+1
	}
	for own.len() > 0 && there.len() > 0 && d.s.tok[own.to-1].hash == d.other.tok[there.to-1].hash {
		own.to, there.to = own.to-1, there.to-1
	}
	return own, there
}

// namesOnly tells whether all words of a run are written as names are.
func namesOnly(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokUpper == 0 {
			return false
		}
	}
	return r.len() > 0
}

// fate tells whether a short block says what became of the document.
func (d *side) fate(bi int) bool {
	b := d.s.blocks[bi]
	for i := b.from; i < b.to && b.len() <= 25; i++ {
		if lexicon().class(d.s.word(i))&classStatus != 0 {
			return true
		}
	}
	return false
}

// status tells whether a run says what became of the document: that is never
// furniture.
func (d *side) status(r span) bool { return statusIn(d.s, r) }

func statusIn(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		if k := lexicon().class(s.word(i)); k&classStatus != 0 || k&classNo != 0 && !(i+1 < len(s.tok) && s.tok[i+1].flags&tokNumber != 0) { // not "No 19"
			return true
		}
	}
	return false
}

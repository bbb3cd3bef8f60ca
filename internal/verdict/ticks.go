package verdict

// ticking are the classes of words that dates, ages and counters are made of.
const ticking = classMonth | classDay | classDated | classGlue | classAgo | classCounter | classUnit | classRate

// onlyTicks tells whether all words that one page has more often than the other are
// numbers or such as dates and counters are made of.
func (b *bench) onlyTicks() bool {
	a, n := b.ref.Page.visible(), b.look.Page.visible()
	left := map[uint64]int{}
	mine, other := apartBlocks(a, n) // what both have is nearly all, and says nothing
	for _, x := range mine {
		for _, t := range a.tok[x.from:x.to] {
			left[t.hash]++
		}
	}
	for _, x := range other {
		for _, t := range n.tok[x.from:x.to] {
			left[t.hash]--
		}
	}
	ticks := func(s *stream, blocks []block) bool {
		for _, x := range blocks {
			for i := x.from; i < x.to; i++ {
				if left[s.tok[i].hash] != 0 && s.tok[i].flags&(tokNumber|tokSign) == 0 && lexicon().class(s.word(i))&ticking == 0 {
					return false
				}
			}
		}
		return true
	}
	return ticks(a, mine) && ticks(n, other)
}

// apartBlocks gives the blocks that one of two texts has more often than the other.
func apartBlocks(a, b *stream) (mine, other []block) {
	count := make(map[uint64]int, len(a.blocks))
	for _, x := range a.blocks {
		count[a.blockHash(x)]++
	}
	for _, x := range b.blocks {
		if h := b.blockHash(x); count[h] > 0 {
			count[h]--
		} else {
			other = append(other, x)
		}
	}
	for _, x := range a.blocks {
		if h := a.blockHash(x); count[h] > 0 {
			count[h]--
			mine = append(mine, x)
		}
	}
	return mine, other
}

package verdict

// ticking are the classes of words that dates, ages and counters are made of.
const ticking = classMonth | classDay | classDated | classGlue | classAgo | classCounter | classUnit | classRate

// onlyTicks tells whether all words that one page has more often than the other are
// numbers or such as dates and counters are made of.
func (b *bench) onlyTicks() bool {
	a, n := b.ref.Page.visible(), b.look.Page.visible()
	left := make(map[uint64]int, len(a.tok))
	for i := range a.tok {
		left[a.tok[i].hash]++
	}
	for i := range n.tok {
		left[n.tok[i].hash]--
	}
	for _, s := range []*stream{a, n} {
		for i := range s.tok {
			if left[s.tok[i].hash] != 0 && s.tok[i].flags&(tokNumber|tokSign) == 0 && lexicon().class(s.word(i))&ticking == 0 {
				return false
			}
		}
	}
	return true
}

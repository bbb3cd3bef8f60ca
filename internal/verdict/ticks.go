package verdict

import "archiver/internal/verdict/lex"

// ticking are the classes of words that dates, ages and counters are made of.
const ticking = lex.ClassMonth | lex.ClassDay | lex.ClassDated | lex.ClassGlue | lex.ClassAgo | lex.ClassCounter | lex.ClassUnit | lex.ClassRate

// onlyTicks tells whether all words that one page has more often than the other are
// numbers or such as dates and counters are made of.
func (b *bench) onlyTicks() bool {
	a, n := b.ref.Page.Visible(), b.look.Page.Visible()
	left := map[uint64]int{}
	mine, other := apartBlocks(a, n) // what both have is nearly all, and says nothing
	for _, x := range mine {
		for _, t := range a.Tokens[x.From:x.To] {
			left[t.Hash]++
		}
	}
	for _, x := range other {
		for _, t := range n.Tokens[x.From:x.To] {
			left[t.Hash]--
		}
	}
	ticks := func(s *lex.Stream, blocks []lex.Block) bool {
		for _, x := range blocks {
			for i := x.From; i < x.To; i++ {
				if left[s.Tokens[i].Hash] != 0 && s.Tokens[i].Flags&(lex.Number|lex.Sign) == 0 && lex.Vocabulary().Class(s.Word(i))&ticking == 0 {
					return false
				}
			}
		}
		return true
	}
	return ticks(a, mine) && ticks(n, other)
}

// apartBlocks gives the blocks that one of two texts has more often than the other.
func apartBlocks(a, b *lex.Stream) (mine, other []lex.Block) {
	count := make(map[uint64]int, len(a.Blocks))
	for _, x := range a.Blocks {
		count[a.BlockHash(x)]++
	}
	for _, x := range b.Blocks {
		if h := b.BlockHash(x); count[h] > 0 {
			count[h]--
		} else {
			other = append(other, x)
		}
	}
	for _, x := range a.Blocks {
		if h := a.BlockHash(x); count[h] > 0 {
			count[h]--
			mine = append(mine, x)
		}
	}
	return mine, other
}

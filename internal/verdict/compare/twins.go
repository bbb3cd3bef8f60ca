package compare

import (
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// dropTwins removes changes that are the same words on both sides after all:
// words joined or split ("web site", "website"), or moved within a short
// paragraph.
func dropTwins(l, g *Side) {
	have := map[string]int{}
	for i, c := range g.Changes {
		have[g.compact(c.Span)] = i + 1
	}
	drop := map[int]bool{}
	keep := l.Changes[:0]
	for _, c := range l.Changes {
		if k := have[l.compact(c.Span)]; k > 0 && !drop[k-1] && !l.turns(c.Span) && !exchanged(l, g, c, g.Changes[k-1]) && lex.SameFigures(l.Stream, c.Span, g.Stream, g.Changes[k-1].Span) {
			drop[k-1] = true
			l.noise++
			continue
		}
		keep = append(keep, c)
	}
	l.Changes = keep
	kept := g.Changes[:0]
	for i, c := range g.Changes {
		if !drop[i] {
			kept = append(kept, c)
		} else {
			g.noise++
		}
	}
	g.Changes = kept
}

// exchanged tells whether the figures of one row of a table stand in another
// now: the same words, but said of something else. In the same row they may
// stand in any order.
func exchanged(l, g *Side, lost, gained Change) bool {
	if !lost.within || !gained.within || !l.isRow(lost.block) || !g.isRow(gained.block) {
		return false
	}
	return bag(l.Stream, l.Stream.Blocks[lost.block]) != bag(g.Stream, g.Stream.Blocks[gained.block])
}

// bag is a hash of a block's words in any order.
func bag(s *lex.Stream, b lex.Block) (h uint64) {
	for i := b.From; i < b.To; i++ {
		h += s.Tokens[i].Hash * lex.HashPrime
	}
	return h
}

// turns tells whether a run is a fact that changes what is said by where it
// stands: a "not" that moved is an edit, a name that swapped places too.
func (d *Side) turns(r lex.Span) bool {
	if r.Len() > 2 {
		return false
	}
	for i := r.From; i < r.To; i++ {
		if meaning.IsFact(d.Stream, i) {
			return true
		}
	}
	return false
}

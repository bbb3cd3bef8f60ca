package compare

import (
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// edits puts changes into words, those with facts first.
func edits(l, g *Side) []Edit {
	var facts, rest []Edit
	told := map[[2]string]bool{}
	add := func(e Edit) {
		if k := [2]string{e.Old, e.Now}; told[k] {
			return
		} else {
			told[k] = true
		}
		if e.fact {
			facts = append(facts, e)
		} else {
			rest = append(rest, e)
		}
	}
	for _, c := range l.Changes {
		e := Edit{words: c.Span.Len(), fact: l.anyFact(c.Span)}
		own, there := c.Span, c.There
		if c.paired && there.Len() <= 40 && !l.unlike(c) {
			own, there = l.widen(c)
			e.Now = l.other.Excerpt(there, 80)
		}
		e.Old = l.Stream.Excerpt(own, 80)
		add(e)
	}
	for _, c := range g.Changes {
		apart := g.unlike(c)
		if c.paired && c.There.Len() > 0 && len(l.Changes) > 0 && !apart {
			continue // told from the other side
		}
		e := Edit{words: c.Span.Len(), fact: g.anyFact(c.Span)}
		own, there := c.Span, c.There
		if c.paired && c.within && there.Len() <= 40 && !apart {
			own, there = g.widen(c)
			e.Old = g.other.Excerpt(there, 80)
		}
		e.Now = g.Stream.Excerpt(own, 80)
		add(e)
	}
	return append(facts, rest...)
}

// widen adds the words around a change that tell a person little without them: one of
// which one side is empty, such as "not" put in, or of a word for another, such as a
// figure. To the second one word is added at each end, where it stands on both sides.
func (d *Side) widen(c Change) (own, there lex.Span) {
	own, there = c.Span, c.There
	both := own.Len() > 0 && there.Len() > 0
	if !c.within || both && max(own.Len(), there.Len()) > 2 {
		return own, there
	}
	b := d.Stream.Blocks[c.block]
	most := 2
	if both {
		most = 1
	}
	left := min(most, own.From-b.From, there.From)
	right := min(most, b.To-own.To, len(d.other.Tokens)-there.To)
	if both {
		alike := func(i, j int) bool { return d.Stream.Tokens[i].Hash == d.other.Tokens[j].Hash }
		if left > 0 && !alike(own.From-1, there.From-1) {
			left = 0
		}
		if right > 0 && !alike(own.To, there.To) {
			right = 0
		}
	}
	return lex.Span{From: own.From - left, To: own.To + right}, lex.Span{From: there.From - left, To: there.To + right}
}

func (d *Side) anyFact(r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if meaning.IsFact(d.Stream, i) {
			return true
		}
	}
	return false
}

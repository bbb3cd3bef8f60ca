package verdict

// edits puts changes into words, those with facts first.
func edits(l, g *side) []edit {
	var facts, rest []edit
	told := map[[2]string]bool{}
	add := func(e edit) {
		if k := [2]string{e.old, e.now}; told[k] {
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
	for _, c := range l.changes {
		e := edit{words: c.span.len(), fact: l.anyFact(c.span)}
		own, there := c.span, c.there
		if c.paired && there.len() <= 40 && !l.unlike(c) {
			own, there = l.widen(c)
			e.now = l.other.excerpt(there, 80)
		}
		e.old = l.s.excerpt(own, 80)
		add(e)
	}
	for _, c := range g.changes {
		apart := g.unlike(c)
		if c.paired && c.there.len() > 0 && len(l.changes) > 0 && !apart {
			continue // told from the other side
		}
		e := edit{words: c.span.len(), fact: g.anyFact(c.span)}
		own, there := c.span, c.there
		if c.paired && c.within && there.len() <= 40 && !apart {
			own, there = g.widen(c)
			e.old = g.other.excerpt(there, 80)
		}
		e.now = g.s.excerpt(own, 80)
		add(e)
	}
	return append(facts, rest...)
}

// widen adds the words around a change of which one side is empty: "not" by
// itself tells a person nothing.
func (d *side) widen(c change) (own, there span) {
	own, there = c.span, c.there
	if !c.within || own.len() > 0 && there.len() > 0 {
		return own, there
	}
	b := d.s.blocks[c.block]
	left := min(2, own.from-b.from, there.from)
	right := min(2, b.to-own.to, len(d.other.tok)-there.to)
	return span{own.from - left, own.to + right}, span{there.from - left, there.to + right}
}

func (d *side) anyFact(r span) bool {
	for i := r.from; i < r.to; i++ {
		if d.s.fact(i) {
			return true
		}
	}
	return false
}

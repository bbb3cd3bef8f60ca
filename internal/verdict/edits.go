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

// widen adds the words around a change that tell a person little without them: one of
// which one side is empty, such as "not" put in, or of a word for another, such as a
// figure. To the second one word is added at each end, where it stands on both sides.
func (d *side) widen(c change) (own, there span) {
	own, there = c.span, c.there
	both := own.len() > 0 && there.len() > 0
	if !c.within || both && max(own.len(), there.len()) > 2 {
		return own, there
	}
	b := d.s.blocks[c.block]
	most := 2
	if both {
		most = 1
	}
	left := min(most, own.from-b.from, there.from)
	right := min(most, b.to-own.to, len(d.other.tok)-there.to)
	if both {
		alike := func(i, j int) bool { return d.s.tok[i].hash == d.other.tok[j].hash }
		if left > 0 && !alike(own.from-1, there.from-1) {
			left = 0
		}
		if right > 0 && !alike(own.to, there.to) {
			right = 0
		}
	}
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

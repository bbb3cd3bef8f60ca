package verdict

// Beside an article stand cards that lead to other pages: under it, in no box that
// names them, and others at each load. Where they are as long as the article, they
// would make most of what is measured, and another page of each look.

const (
	leastCards = 3  // of one kind, side by side
	leastStory = 80 // words of running text that an article beside them has
	leastParas = 3  // paragraphs of it
)

// feed is what a page holds of cards, and beside them.
type feed struct {
	in    []bool // for each block of the base: it is of a card
	prose int    // words of running text beside the cards
	paras int    // paragraphs of it
}

// feedOf finds the cards of a page, nil where there are none.
func feedOf(p *Prepared) *feed {
	if p.page.Kind != "html" || !p.page.Layout.complete() {
		return nil
	}
	f := &flow{lay: &p.page.Layout, vis: p.visible()}
	f.place()
	f.match(p.base())
	boxes := len(f.lay.Parent)
	words, leads, titled := make([]int, boxes), make([]bool, boxes), make([]bool, boxes)
	for i, b := range f.vis.blocks {
		if n := f.box[i]; n >= 0 {
			words[n] += b.len()
			leads[n] = leads[n] || f.linked[i] >= fullyLinked && b.len() >= leastItem
			titled[n] = titled[n] || p.isTitleBlock(f.vis.tok[b.from:b.to])
		}
	}
	type kind struct {
		up   int32
		look uint32
	}
	all, cards := map[kind]int{}, map[kind]int{}
	of := func(n int32) kind { return kind{f.lay.Parent[n], f.lay.Look[n]} }
	for n := boxes - 1; n >= 0; n-- {
		if up := f.lay.Parent[n]; up >= 0 {
			words[up] += words[n]
			leads[up], titled[up] = leads[up] || leads[n], titled[up] || titled[n]
		}
		if words[n] > 0 {
			all[of(int32(n))]++
			if leads[n] && !titled[n] && words[n] <= leastItem+mostTeaser {
				cards[of(int32(n))]++
			}
		}
	}
	out := &feed{in: make([]bool, len(f.at))}
	found := false
	for i, k := range f.at {
		n := int32(-1)
		if k >= 0 {
			n = f.box[k]
		}
		for ; n >= 0 && !out.in[i]; n = f.lay.Parent[n] {
			c := of(n)
			out.in[i] = cards[c] >= leastCards && cards[c] == all[c]
		}
		found = found || out.in[i]
		if b := p.base().blocks[i]; !out.in[i] && b.len() >= prosy && p.base().endsSentence(i) {
			out.prose += b.len()
			out.paras++
		}
	}
	if !found {
		return nil
	}
	return out
}

// setFeedAside takes the cards of both pages out of the measure where most of the
// article beside them stands and hardly a card does. A list of which most is left
// is one that was edited, and a page that is little but a list is measured by it.
// It gives, for each block of the two bases, whether it was taken out.
func setFeedAside(a, b *Prepared, lost, gained *coverage) (old, now []bool) {
	if lost.share() >= leastAlike {
		return nil, nil
	}
	fa := feedOf(a)
	if fa == nil || fa.prose < leastStory || fa.paras < leastParas {
		return nil, nil
	}
	held, cards := 0, 0
	for i, bl := range a.base().blocks {
		for k := bl.from; fa.in[i] && k < bl.to; k++ {
			held += int(b2u(lost.in[k]))
			cards++
		}
	}
	left := lost.without(a.base(), fa.in)
	if 2*held > cards || left.share() < leastAlike {
		return nil, nil
	}
	*lost = left
	if fb := feedOf(b); fb != nil {
		now = fb.in
		*gained = gained.without(b.base(), now)
	}
	return fa.in, now
}

// without is a coverage without some blocks: they count as found, and the share is
// of what is left.
func (c *coverage) without(s *stream, out []bool) coverage {
	left := coverage{in: append([]bool(nil), c.in...)}
	run, found := 0, 0 // words in a row that stand in no such block, and that were found
	for i, b := range s.blocks {
		for k := b.from; k < b.to; k++ {
			if out[i] {
				left.in[k], run, found = true, 0, 0
				continue
			}
			if run++; c.in[k] {
				found++
			} else {
				found = 0
			}
			left.total += int(b2u(run >= width))
			left.found += int(b2u(run >= width && found >= width))
		}
	}
	return left
}

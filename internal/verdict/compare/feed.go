package compare

import (
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Beside an article stand cards that lead to other pages: under it, in no box that
// names them, and others at each load. Where they are as long as the article, they
// would make most of what is measured, and another page of each look.

const (
	leastCards = 3  // of one kind, side by side
	leastStory = 80 // words of running text that an article beside them has
	leastParas = 3  // paragraphs of it
)

// What a list of other pages, and a card, is made of.
const (
	LeastItem   = 3  // words of a headline
	MostTeaser  = 60 // words of a paragraph under it
	FullyLinked = 90 // per cent of a headline
)

// feed is what a page holds of cards, and beside them.
type feed struct {
	in    []bool // for each block of the base: it is of a card
	prose int    // words of running text beside the cards
	paras int    // paragraphs of it
}

// feedOf finds the cards of a page, nil where there are none.
func feedOf(p *pages.Prepared) *feed { return feedIn(p, p.Base()) }

// feedIn is feedOf for one view of a page.
func feedIn(p *pages.Prepared, view *lex.Stream) *feed {
	if p.Page.Kind != "html" || !p.Page.Layout.Complete() {
		return nil
	}
	f := &Flow{Layout: &p.Page.Layout, Visible: p.Visible()}
	f.Place()
	f.Match(view)
	boxes := len(f.Layout.Parent)
	words, leads, titled := make([]int, boxes), make([]bool, boxes), make([]bool, boxes)
	for i, b := range f.Visible.Blocks {
		if n := f.box[i]; n >= 0 {
			words[n] += b.Len()
			leads[n] = leads[n] || f.Linked[i] >= FullyLinked && b.Len() >= LeastItem
			titled[n] = titled[n] || isTitleBlock(p, f.Visible.Tokens[b.From:b.To])
		}
	}
	type kind struct {
		up   int32
		look uint32
	}
	all, cards := map[kind]int{}, map[kind]int{}
	of := func(n int32) kind { return kind{f.Layout.Parent[n], f.Layout.Look[n]} }
	for n := boxes - 1; n >= 0; n-- {
		if up := f.Layout.Parent[n]; up >= 0 {
			words[up] += words[n]
			leads[up], titled[up] = leads[up] || leads[n], titled[up] || titled[n]
		}
		if words[n] > 0 {
			all[of(int32(n))]++
			if leads[n] && !titled[n] && words[n] <= LeastItem+MostTeaser {
				cards[of(int32(n))]++
			}
		}
	}
	out := &feed{in: make([]bool, len(f.At))}
	found := false
	for i, k := range f.At {
		n := int32(-1)
		if k >= 0 {
			n = f.box[k]
		}
		for ; n >= 0 && !out.in[i]; n = f.Layout.Parent[n] {
			c := of(n)
			out.in[i] = cards[c] >= leastCards && cards[c] == all[c]
		}
		found = found || out.in[i]
		if b := view.Blocks[i]; !out.in[i] && b.Len() >= Prosy && view.EndsSentence(i) {
			out.prose += b.Len()
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
func setFeedAside(a, b *pages.Prepared, lost, gained *lex.Coverage) (old, now []bool) {
	if lost.Share() >= leastAlike {
		return nil, nil
	}
	fa := feedOf(a)
	if fa == nil || fa.prose < leastStory || fa.paras < leastParas {
		return nil, nil
	}
	held, cards := 0, 0
	for i, bl := range a.Base().Blocks {
		for k := bl.From; fa.in[i] && k < bl.To; k++ {
			held += int(lex.Bit(lost.In[k]))
			cards++
		}
	}
	left := without(lost, a.Base(), fa.in)
	if 2*held > cards || left.Share() < leastAlike {
		return nil, nil
	}
	*lost = left
	if fb := feedOf(b); fb != nil {
		now = fb.in
		*gained = without(gained, b.Base(), now)
	}
	return fa.in, now
}

// without is a coverage without some blocks: they count as found, and the share is
// of what is left.
func without(c *lex.Coverage, s *lex.Stream, out []bool) lex.Coverage {
	left := lex.Coverage{In: append([]bool(nil), c.In...)}
	run, found := 0, 0 // words in a row that stand in no such block, and that were found
	for i, b := range s.Blocks {
		for k := b.From; k < b.To; k++ {
			if out[i] {
				left.In[k], run, found = true, 0, 0
				continue
			}
			if run++; c.In[k] {
				found++
			} else {
				found = 0
			}
			left.Total += int(lex.Bit(run >= lex.ShingleWidth))
			left.Found += int(lex.Bit(run >= lex.ShingleWidth && found >= lex.ShingleWidth))
		}
	}
	return left
}

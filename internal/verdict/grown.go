package verdict

import (
	"slices"
	"strings"
)

// A feed grows: a profile, a channel, a log of days. Its items are boxes of one kind
// side by side, each with a date of its own, and new ones come on top. They take
// nothing from those that were there: what the report cites is judged as ever, and
// so is what came to the page in any other box.

const (
	leastPosts = 3 // items that both pages have
	leastPost  = 4 // words of an item's longest line
)

// dropGrown drops what stands in new items on top of a feed, and gives for each block
// of the new page whether it stands in one; nil where there are none.
func dropGrown(g *side) (in map[uint32]bool) {
	if !g.gain || len(g.changes) == 0 || !g.page.page.Layout.complete() {
		return nil
	}
	f := &flow{lay: &g.page.page.Layout, vis: g.page.visible()}
	f.place()
	posts := f.posts(g)
	if posts == nil {
		return nil
	}
	f.match(g.s)
	out := map[int]bool{}
	for i, c := range g.changes {
		if at := f.at[c.block]; at >= 0 && posts[at] {
			out[i] = true
		}
	}
	for i := range g.changes {
		g.changes[i].kept = g.changes[i].kept && !out[i]
	}
	g.drop(out)
	in = map[uint32]bool{}
	for i, b := range f.vis.blocks {
		if posts[i] {
			in[b.start] = true
		}
	}
	return in
}

// feedItem is a box that may be an item of a feed.
type feedItem struct {
	longest int  // its longest block, or -1
	dated   bool // it has a line with a date
	pinned  bool // and says that it stays on top
	titled  bool
}

// itemKind is what the items of one feed have in common.
type itemKind struct {
	up   int32
	look uint32
}

// items gives what is known of each box, and the boxes of each kind side by side that
// may be a feed: all of them have dates.
func (f *flow) items(d *side) (items []feedItem, groups [][]int32) {
	items = make([]feedItem, len(f.lay.Parent))
	for n := range items {
		items[n].longest = -1
	}
	for i, b := range f.vis.blocks {
		dated, titled := f.vis.datesItem(b), d.page.isTitleBlock(f.vis.tok[b.from:b.to])
		pinned := b.len() <= 3 && f.vis.hasOf(b.span, pinnedWords())
		for n := f.box[i]; n >= 0; n = f.lay.Parent[n] {
			t := &items[n]
			if t.longest < 0 || b.len() > f.vis.blocks[t.longest].len() {
				t.longest = i
			}
			t.dated, t.titled, t.pinned = t.dated || dated, t.titled || titled, t.pinned || pinned
		}
	}
	of := map[itemKind]int{}
	for n := range items {
		if items[n].longest < 0 {
			continue
		}
		k := itemKind{f.lay.Parent[n], f.lay.Look[n]}
		if of[k] == 0 {
			groups = append(groups, nil)
			of[k] = len(groups)
		}
		groups[of[k]-1] = append(groups[of[k]-1], int32(n))
	}
	groups = slices.DeleteFunc(groups, func(list []int32) bool {
		titled := 0
		for _, n := range list {
			if !items[n].dated {
				return true
			}
			titled += int(b2u(items[n].titled))
		}
		// Who writes may be the title; else what has it is what was cited.
		return len(list) <= leastPosts || titled > 0 && titled < len(list)
	})
	return items, groups
}

// posts tells which blocks stand in new items on top of a feed, nil for none.
func (f *flow) posts(g *side) []bool {
	items, groups := f.items(g)
	in := cover(f.vis.tok, g.other, g.set).in
	fresh := func(n int32) bool {
		b, held := f.vis.blocks[items[n].longest], 0
		for i := b.from; i < b.to; i++ {
			held += int(b2u(in[i]))
		}
		return b.len() >= leastPost && 2*held < b.len()
	}
	top := map[int32]bool{}
	for _, list := range groups {
		from := 0
		for from < len(list) && items[list[from]].pinned && !fresh(list[from]) {
			from++
		}
		to := from
		for to < len(list) && fresh(list[to]) {
			to++
		}
		if len(list)-to < leastPosts {
			continue
		}
		for _, n := range list[from:to] {
			top[n] = true
		}
	}
	if len(top) == 0 {
		return nil
	}
	posts := make([]bool, len(f.vis.blocks))
	for i := range posts {
		for n := f.box[i]; n >= 0 && !posts[i]; n = f.lay.Parent[n] {
			posts[i] = top[n]
		}
	}
	return posts
}

// pinnedWords stand over an item that stays on top of newer ones.
var pinnedWords = phraseSet("pinned", "закреплено", "закреплена", "закреплен", "закрепленная", "бекітілген", "épinglé", "épinglée", "angeheftet", "angepinnt", "fijado", "закріплено")

// datesItem tells whether a block is a short line with a date or an age.
func (s *stream) datesItem(b block) bool {
	const most = 12 // words
	if b.len() == 0 || b.len() > most || s.endsAsSentence(b) {
		return false
	}
	for i := b.from; i < b.to; i++ {
		w := s.word(i)
		if s.tok[i].flags&tokNumber != 0 && (strings.Count(w, ".") == 2 && dateNumber(w) || s.isClock(i)) {
			return true
		}
		beside := i > b.from && s.tok[i-1].flags&tokNumber != 0 || i+1 < b.to && s.tok[i+1].flags&tokNumber != 0
		if beside && lexicon().class(w)&(classMonth|classAgo) != 0 {
			return true
		}
	}
	return false
}

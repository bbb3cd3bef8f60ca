package compare

import (
	"slices"
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
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
func dropGrown(g *Side) (in map[uint32]bool) {
	if !g.gain || len(g.Changes) == 0 || !g.Page.Page.Layout.Complete() {
		return nil
	}
	f := &Flow{Layout: &g.Page.Page.Layout, Visible: g.Page.Visible()}
	f.Place()
	posts := f.posts(g)
	if posts == nil {
		return nil
	}
	f.Match(g.Stream)
	out := map[int]bool{}
	for i, c := range g.Changes {
		if at := f.At[c.block]; at >= 0 && posts[at] {
			out[i] = true
		}
	}
	for i := range g.Changes {
		g.Changes[i].kept = g.Changes[i].kept && !out[i]
	}
	g.drop(out)
	in = map[uint32]bool{}
	for i, b := range f.Visible.Blocks {
		if posts[i] {
			in[b.Start] = true
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
func (f *Flow) items(d *Side) (items []feedItem, groups [][]int32) {
	items = make([]feedItem, len(f.Layout.Parent))
	for n := range items {
		items[n].longest = -1
	}
	for i, b := range f.Visible.Blocks {
		dated, titled := datesItem(f.Visible, b), isTitleBlock(d.Page, f.Visible.Tokens[b.From:b.To])
		pinned := b.Len() <= 3 && hasOf(f.Visible, b.Span, pinnedWords())
		for n := f.box[i]; n >= 0; n = f.Layout.Parent[n] {
			t := &items[n]
			if t.longest < 0 || b.Len() > f.Visible.Blocks[t.longest].Len() {
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
		k := itemKind{f.Layout.Parent[n], f.Layout.Look[n]}
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
			titled += int(lex.Bit(items[n].titled))
		}
		// Who writes may be the title; else what has it is what was cited.
		return len(list) <= leastPosts || titled > 0 && titled < len(list)
	})
	return items, groups
}

// posts tells which blocks stand in new items on top of a feed, nil for none.
func (f *Flow) posts(g *Side) []bool {
	items, groups := f.items(g)
	in := lex.Cover(f.Visible.Tokens, g.other, g.set).In
	fresh := func(n int32) bool {
		b, held := f.Visible.Blocks[items[n].longest], 0
		for i := b.From; i < b.To; i++ {
			held += int(lex.Bit(in[i]))
		}
		return b.Len() >= leastPost && 2*held < b.Len()
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
	posts := make([]bool, len(f.Visible.Blocks))
	for i := range posts {
		for n := f.box[i]; n >= 0 && !posts[i]; n = f.Layout.Parent[n] {
			posts[i] = top[n]
		}
	}
	return posts
}

// pinnedWords stand over an item that stays on top of newer ones.
var pinnedWords = lex.PhraseSet("pinned", "закреплено", "закреплена", "закреплен", "закрепленная", "бекітілген", "épinglé", "épinglée", "angeheftet", "angepinnt", "fijado", "закріплено")

// datesItem tells whether a block is a short line with a date or an age.
func datesItem(s *lex.Stream, b lex.Block) bool {
	const most = 12 // words
	if b.Len() == 0 || b.Len() > most || s.EndsAsSentence(b) {
		return false
	}
	for i := b.From; i < b.To; i++ {
		w := s.Word(i)
		if s.Tokens[i].Flags&lex.Number != 0 && (strings.Count(w, ".") == 2 && meaning.DateNumber(w) || isClock(s, i)) {
			return true
		}
		beside := i > b.From && s.Tokens[i-1].Flags&lex.Number != 0 || i+1 < b.To && s.Tokens[i+1].Flags&lex.Number != 0
		if beside && lex.Vocabulary().Class(w)&(lex.ClassMonth|lex.ClassAgo) != 0 {
			return true
		}
	}
	return false
}

package verdict

// An item of a list within the text counts however short it is: a crime, a town, a
// metal. Such a list is one of lines without links, some of which both pages have;
// lists of links, tags and menus are the site's.

const (
	mostItem    = 8 // words
	leastOfList = 2 // that both pages have
	farItems    = 12
)

// listItems finds the items that came or went.
func (x *inPlace) listItems() {
	for k, d := range []*side{&x.l, &x.g} {
		f, main, told, own, there := &x.f, x.main, x.told, x.a, x.inB
		if k == 1 {
			f, told, own, there = &x.h, x.new, x.b, x.inA
			main = map[uint32]bool{}
			for _, b := range d.page.base().blocks {
				main[b.start] = true
			}
		}
		left := mostPlaced
		for i, b := range d.s.blocks {
			if there[own[i]] > 0 || !main[b.start] || told[b.start] || !d.isListItem(i) {
				continue
			}
			if left--; left < 0 {
				break
			}
			if f.site == nil {
				f.place()
				f.readSites()
			}
			if f.site[i] || f.linked[i] > 0 || d.placed(x, k, b.span) || !f.inList(d, i, own, there) {
				continue
			}
			if k == 0 {
				x.places = append(x.places, place{old: b.span})
			} else {
				x.places = append(x.places, place{now: b.span})
			}
		}
	}
}

// isListItem tells whether a block may be an item: a few words that say something.
func (d *side) isListItem(i int) bool {
	b := d.s.blocks[i]
	if b.len() == 0 || b.len() > mostItem || d.s.hasCells(i) || d.isHeading(i) || hasParts(d.s.blockText(i)) || d.ticks(i) {
		return false
	}
	words := 0
	for k := b.from; k < b.to; k++ {
		if d.s.tok[k].flags&(tokNumber|tokSign|tokEmail) == 0 {
			words++
		}
		if lexicon().class(d.s.word(k))&(classByline|classRelated|classCounter|classDated|classMonth|classDay|classConsent|classAdvert|classLegal|classFile) != 0 {
			return false
		}
	}
	return words > 0 && !isAgo(d, b.span) && !d.s.appeals(b.span) && !hints()[d.s.phrase(b.span)]
}

// inList tells whether a block stands in a list of such items.
func (f *flow) inList(d *side, i int, own []uint64, there map[uint64]int) bool {
	held, linked, all := 0, 0, 0
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(own) && (j-i)*step <= farItems && f.kin(i, j); j += step {
			all++
			if f.linked[j] > 0 {
				linked++
			} else if there[own[j]] > 0 && d.isListItem(j) {
				held++
			}
		}
	}
	return held >= leastOfList && linked == 0 && 2*held >= all-held
}

// kin tells whether two blocks are items of one list: in boxes of one kind side by
// side, or in the cells of rows side by side.
func (f *flow) kin(i, j int) bool {
	a, b := f.box[i], f.box[j]
	if a < 0 || b < 0 || a == b || f.lay.Look[a] != f.lay.Look[b] {
		return false
	}
	p, q := f.lay.Parent[a], f.lay.Parent[b]
	if p == q {
		return true
	}
	return p >= 0 && q >= 0 && f.lay.Look[p] == f.lay.Look[q] && f.lay.Parent[p] == f.lay.Parent[q] && f.lay.Flow[a] && f.lay.Flow[b]
}

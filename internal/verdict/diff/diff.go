package diff

import (
	"sort"

	"archiver/internal/verdict/compare"
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Changes is what stands otherwise in one page than in another.
type Changes struct {
	Similarity float64  // share of the old main text's shingles that the new page holds, as Judge has it
	Changes    []Change // in reading order; none where Judge says same or noise
	Noise      []Change // what pages change by themselves, in reading order
}

// The kinds of a change.
const (
	KindEdited = "edited" // a passage that stands on both pages, with other words in it
	KindLost   = "lost"
	KindGained = "gained"
	KindMoved  = "moved" // the same words at another place
)

// Change is one passage that is not as it was.
type Change struct {
	Kind     string
	Old, New string // the passage, as each page writes it; "" where it has none
	// PageOld and PageNew are the pages of a PDF on which it begins, from 1;
	// 0 where there are none.
	PageOld, PageNew int
	Facts            []Fact // of an edited passage: what counts however short it is
	Parts            []Part // the passage, piece by piece
	// Before and After are the words around the passage: on the new page, or
	// of a lost one on the old. Was is what stood before a moved one.
	Before, After, Was string
	Moved              bool // an edited passage that stands at another place too
}

// Part is a piece of a passage. The pieces that are the same or lost make the
// old passage, those that are the same or gained the new one.
type Part struct {
	Op   string // same, lost, gained
	Text string
	Fact string // the kind of the fact that a lost or gained piece is
}

// What becomes of a piece of a passage.
const (
	OpSame   = "same"
	OpLost   = "lost"
	OpGained = "gained"
)

// Pages tells passage by passage how the new page differs from the old. It
// agrees with Judge, whose measure decides what is noise: where Judge says
// edited there is a change, where it says same or noise there is none but in
// Noise. Nil stands for a page without text.
func Pages(old, new *pages.Prepared) Changes {
	if old == nil {
		old = pages.Prepare(pages.Page{})
	}
	if new == nil {
		new = pages.Prepare(pages.Page{})
	}
	c, l, g := compare.Contrast(old, new)
	out := Changes{Similarity: c.Share}
	if c.Same {
		return out
	}
	d := newDiffer(old, new)
	d.align()
	items := d.items()
	d.mark(l, g, c)
	was, is := pages.KindOf(old), pages.KindOf(new)
	shown := (c.Significant || c.Share < compare.Alive) && (old.HasText() || was != is && was != "" && is != "")
	if shown {
		d.settle(items)
	}
	for _, it := range items {
		if ch := d.change(it); shown && it.real {
			out.Changes = append(out.Changes, ch)
		} else {
			out.Noise = append(out.Noise, ch)
		}
	}
	if shown && len(out.Changes) == 0 {
		// What was measured stands in none of the passages that are shown: in the
		// lines that run through a PDF.
		out.Changes = told(c.Edits)
	}
	return out
}

// told makes changes of the words in which a comparison sums itself up.
func told(edits []compare.Edit) []Change {
	var out []Change
	for _, e := range edits {
		ch := Change{Kind: KindEdited, Old: e.Old, New: e.Now}
		if e.Old != "" {
			ch.Parts = append(ch.Parts, Part{Op: OpLost, Text: e.Old})
		} else {
			ch.Kind = KindGained
		}
		if e.Now != "" {
			ch.Parts = append(ch.Parts, Part{Op: OpGained, Text: e.Now})
		} else {
			ch.Kind = KindLost
		}
		out = append(out, ch)
	}
	return out
}

// differ compares two pages paragraph by paragraph.
type differ struct {
	old, new view
	words    []stretch
}

// view is the text of a page that is shown: all that is visible, or of a PDF
// its main text, which runs on from page to page.
type view struct {
	page  *pages.Prepared
	s     *lex.Stream
	base  *lex.Stream     // what the measure counts
	paras []lex.Span      // of words
	para  []int32         // by word: the index of its paragraph
	pages []int32         // by every pageStep-th word: its page
	mark  []bool          // by word: it is part of what the measure found
	names map[uint64]bool // words that are names, when first asked
}

func newDiffer(old, new *pages.Prepared) *differ {
	return &differ{old: newView(old), new: newView(new)}
}

func newView(p *pages.Prepared) view {
	v := view{page: p, s: p.Base(), base: p.Base()}
	if visible := p.Visible(); v.s != visible && v.s.Text == visible.Text {
		v.s = visible // whose words base picks from
	}
	v.para = make([]int32, len(v.s.Tokens))
	for i, b := range v.s.Blocks {
		if p.Page.Kind == "pdf" && i > 0 && v.runsOn(i) {
			v.paras[len(v.paras)-1].To = b.To
		} else {
			v.paras = append(v.paras, b.Span)
		}
		for j := b.From; j < b.To; j++ {
			v.para[j] = int32(len(v.paras) - 1)
		}
	}
	v.mark = make([]bool, len(v.s.Tokens))
	return v
}

// runsOn tells whether a line of a PDF goes on with the paragraph of the line
// before: no empty line stands between, and it is not a heading.
func (v *view) runsOn(i int) bool {
	const longest = 400 // words of a paragraph
	before, b := v.s.Blocks[i-1], v.s.Blocks[i]
	if int(b.Start)-int(before.End) > 1 || b.To-v.paras[len(v.paras)-1].From > longest {
		return false
	}
	return !(v.s.EndsSentence(i-1) && before.Len() < b.Len()/2) && v.s.Tokens[b.From].Flags&lex.Sign == 0
}

// place gives the index in the view of a word of the base.
func (v *view) place(i int) int {
	if v.s == v.base {
		return i
	}
	if i >= len(v.base.Tokens) {
		return len(v.s.Tokens)
	}
	at := v.base.Tokens[i].Start
	return sort.Search(len(v.s.Tokens), func(k int) bool { return v.s.Tokens[k].Start >= at })
}

// paint marks the words of a change.
func (v *view) paint(r lex.Span) {
	for i := max(0, r.From); i < min(r.To, len(v.mark)); i++ {
		v.mark[i] = true
	}
}

// paintVisible marks words of the visible text, and what they stand between.
func (v *view) paintVisible(r lex.Span) {
	if v.s != v.page.Visible() || r.To == 0 {
		return
	}
	if r.Len() == 0 {
		r = lex.Span{From: r.From - 1, To: r.From + 1}
	}
	v.paint(r)
}

// mark notes which words the measure counts as changed.
func (d *differ) mark(l, g *compare.Side, c compare.Result) {
	from, to, ok := compare.AddressChanged(d.old.page, d.new.page)
	if ok {
		d.old.markAddress(from)
		d.new.markAddress(to)
	}
	for _, p := range c.Places {
		d.old.paintVisible(p.Old)
		d.new.paintVisible(p.Now)
	}
	if l == nil || g == nil {
		return
	}
	note := func(own, other *view, changes []compare.Change) {
		for _, ch := range changes {
			if ch.Len() > 0 {
				own.paint(lex.Span{From: own.place(ch.From), To: own.place(ch.To-1) + 1})
				continue
			}
			// Nothing of its own: a word was put in, before which it stands.
			at := own.place(ch.From)
			own.paint(lex.Span{From: at - 1, To: at + 1})
			if other.s == other.page.Visible() {
				other.paint(ch.There)
			}
		}
	}
	note(&d.old, &d.new, l.Changes)
	note(&d.new, &d.old, g.Changes)
}

func (v *view) markAddress(address string) {
	for i := range v.s.Tokens {
		if v.s.Tokens[i].Flags&lex.Email != 0 && v.address(i) == address {
			v.mark[i] = true
		}
	}
}

// settle decides which items are more than noise: those whose words the measure
// found; where it found none of them, all.
func (d *differ) settle(items []*item) {
	found := false
	for _, it := range items {
		for _, p := range it.pieces {
			if p.op != OpSame && (d.old.near(p.a, it.a) || d.new.near(p.b, it.b)) {
				it.real = true
			}
		}
		found = found || it.real
	}
	for _, it := range items {
		// That a paragraph moved is told beside what else there is.
		it.real = it.real || !found || it.kind == KindMoved
	}
}

// near tells whether the measure found a change in a run or, within the passage,
// right beside it: of a word that stands twice, measure and alignment may take
// one each.
func (v *view) near(r, within lex.Span) bool {
	beside := lex.ShingleWidth
	if r.Len() == 0 {
		beside = 1
	}
	for i := max(within.From, r.From-beside); i < min(within.To, r.To+beside); i++ {
		if v.mark[i] {
			return true
		}
	}
	return false
}

package verdict

import "strings"

// Where a paragraph stands tells what it is, whatever it says and however its
// boxes are called. The text that two pages have in common stands in a column,
// and in boxes of a few kinds. A paragraph that came or went belongs to the text
// if it stands beside such a one, or in a box of the same kind. In a box of
// another kind outside of the column it is the site's; within the column it is if
// the box looks like an insert: it has a label, or is made of links.

// Layout tells in which boxes the lines of a page's visible text stand.
type Layout struct {
	Line   []int32  // for each line the innermost box around it, or -1
	Linked []uint8  // for each line its percentage inside links
	Link   []uint16 // for each line the bytes of a link that it ends with, behind other words
	Site   []bool   // for each line whether its box is certainly the site's
	Parent []int32  // for each box the one around it, or -1: it comes before
	Look   []uint32 // for each box its kind
	Flow   []bool   // for each box whether it is a list, a quotation, a table or the like
	Calls  []bool   // for each box whether its last words are a link or a button
}

const (
	leastHeld     = 30  // words of running text that make a column
	mostLabel     = 12  // words of a box's first line
	mostInsert    = 80  // words of a box within the text
	leastSentence = 8   // words of a sentence that may be the text's
	mostRemark    = 14  // words of one without a label and without links
	leastAlike    = 0.6 // of the old text that the new page holds
	leastColumn   = 90  // per cent of the running text that the column holds
)

// flow is how one page is laid out, as another one shows it.
type flow struct {
	lay    *Layout
	vis    *stream
	at     []int           // for each block of side.s its block in vis, or -1
	box    []int32         // for each block of vis its box
	linked []uint8         // for each block of vis
	link   []uint16        // for each block of vis
	site   []bool          // for each block of vis, see readSites
	held   []bool          // for each block of vis: the other page has it
	holds  []bool          // for each box: it has such a block
	titled []bool          // for each box: it has the title
	kinds  map[uint32]bool // of the boxes around the running text
	tally  []tally         // for each box
	column int32           // the box with the running text, or -1
}

// dropBoxes removes the whole paragraphs that stand in boxes of the site.
func dropBoxes(l, g *side, share float64) {
	if share < leastAlike {
		return
	}
	for _, d := range []*side{l, g} {
		if len(d.changes) == 0 {
			continue
		}
		f := d.flow()
		if f == nil {
			continue
		}
		out := map[int]bool{}
		for i, c := range d.changes {
			if d.boxed(f, c) || d.invited(f, c) || d.linkBehind(f, c) || d.linkPut(f, c) || d.linkedCard(f, c) || d.captionCame(f, c) || d.aboutAuthor(f, c) {
				out[i] = true
			} else if at := f.at[c.block]; !c.within && at >= 0 && d.s.blocks[c.block].len() >= 4 && d.s.endsSentence(c.block) && f.goesOn(at) {
				d.changes[i].strong = true
			}
		}
		d.drop(out)
	}
}

// flow reads the layout of a page, or gives nil where there is too little of it.
func (d *side) flow() *flow {
	f := &flow{lay: &d.page.page.Layout, vis: d.page.visible(), column: -1, kinds: map[uint32]bool{}}
	boxes := len(f.lay.Parent)
	if boxes == 0 || len(f.lay.Line) == 0 || len(f.lay.Look) != boxes || len(f.lay.Flow) != boxes || len(f.lay.Linked) != len(f.lay.Line) {
		return nil
	}
	f.place()
	f.match(d.s)
	in := cover(f.vis.tok, d.other, d.set)
	f.held, f.holds, f.titled = make([]bool, len(f.vis.blocks)), make([]bool, boxes), make([]bool, boxes)
	for i, b := range f.vis.blocks {
		n := 0
		for k := b.from; k < b.to; k++ {
			n += int(b2u(in.in[k]))
		}
		f.held[i] = 2*n >= b.len() && b.len() > 0
		if f.held[i] && b.len() >= 3 {
			f.mark(f.holds, f.box[i])
		}
		if d.page.isTitleBlock(f.vis.tok[b.from:b.to]) {
			f.mark(f.titled, f.box[i])
		}
	}
	if !f.findColumn() {
		return nil
	}
	f.count()
	return f
}

// isTitleBlock tells whether words are the page's title, or part of it.
func (d *Prepared) isTitleBlock(tok []token) bool {
	return len(tok) >= 2 && indexTokens(d.title().tok, tok) >= 0
}

// place finds the box of each block.
func (f *flow) place() {
	f.box, f.linked, f.link = make([]int32, len(f.vis.blocks)), make([]uint8, len(f.vis.blocks)), make([]uint16, len(f.vis.blocks))
	line, at := 0, 0
	for i, b := range f.vis.blocks {
		line += strings.Count(f.vis.text[at:b.start], "\n")
		at = int(b.start)
		f.box[i] = -1
		if line < len(f.lay.Line) && int(f.lay.Line[line]) < len(f.lay.Parent) {
			f.box[i], f.linked[i] = f.lay.Line[line], f.lay.Linked[line]
		}
		if line < len(f.lay.Link) {
			f.link[i] = f.lay.Link[line]
		}
	}
}

// match finds the blocks of a view among those of the visible text.
func (f *flow) match(s *stream) {
	f.at = make([]int, len(s.blocks))
	if s == f.vis {
		for i := range f.at {
			f.at[i] = i
		}
		return
	}
	where := make(map[uint64][]int, len(f.vis.blocks))
	for i, b := range f.vis.blocks {
		h := f.vis.blockHash(b)
		where[h] = append(where[h], i)
	}
	next := 0
	for i, b := range s.blocks {
		f.at[i] = -1
		h := s.blockHash(b)
		list := where[h]
		for len(list) > 0 && list[0] < next {
			list = list[1:]
		}
		if len(list) > 0 {
			f.at[i], next, list = list[0], list[0]+1, list[1:]
		}
		where[h] = list
	}
}

// mark sets a property of a box and of all around it.
func (f *flow) mark(of []bool, box int32) {
	for ; box >= 0 && !of[box]; box = f.lay.Parent[box] {
		of[box] = true
	}
}

// findColumn finds the innermost box that holds nearly all of the running text
// that stands on both pages, and the kinds of box in it.
func (f *flow) findColumn() bool {
	weight, lines := make([]int, len(f.lay.Parent)), make([]int, len(f.lay.Parent))
	total := 0
	for _, k := range f.at {
		if k < 0 || !f.held[k] || !f.isProse(k) {
			continue
		}
		total += f.vis.blocks[k].len()
		if n := f.box[k]; n >= 0 {
			weight[n] += f.vis.blocks[k].len()
			lines[n]++
			for ; n >= 0 && !f.kinds[f.lay.Look[n]]; n = f.lay.Parent[n] {
				f.kinds[f.lay.Look[n]] = true
			}
		}
	}
	for i := len(weight) - 1; i >= 0; i-- {
		if up := f.lay.Parent[i]; up >= 0 {
			weight[up] += weight[i]
			lines[up] += lines[i]
		}
	}
	if total < leastHeld {
		return false
	}
	for i, w := range weight {
		if f.lay.Parent[i] == f.column && w*100 >= total*leastColumn {
			if f.lay.Flow[i] && lines[i] < 2 {
				break
			}
			f.column = int32(i)
		}
	}
	return true
}

// isProse tells whether a block is running text, or a row of a table.
func (f *flow) isProse(k int) bool {
	text := f.vis.blockText(k)
	return f.vis.blocks[k].len() >= 8 && (f.vis.endsSentence(k) || strings.ContainsAny(lastSign(text), ";:,") || f.vis.hasCells(k) && !f.vis.loneRow(k))
}

// around tells whether a box is another one or holds it.
func (f *flow) around(outer, inner int32) bool {
	for ; inner >= 0; inner = f.lay.Parent[inner] {
		if inner == outer {
			return true
		}
	}
	return false
}

// boxed tells whether a block that the other page does not hold stands in a box
// of the site's.
func (d *side) boxed(f *flow, c change) bool {
	at := f.at[c.block]
	row := d.isRow(c.block)
	if at < 0 || row && !d.s.loneRow(c.block) || d.isTitle(c.block) {
		return false
	}
	n := f.box[at]
	if row && (n < 0 || f.column < 0 || f.around(f.column, n)) {
		return false
	}
	if n < 0 {
		// Right in the body, and the column is well inside of it.
		return !c.within && !d.fate(c.block) && f.column >= 0 && f.lay.Parent[f.column] >= 0
	}
	own := f.own(n)
	if (d.fate(c.block) || f.tally[n].news || own >= 0 && f.tally[own].news) && !d.serves(f, own) {
		return false
	}
	if f.column >= 0 && !f.around(f.column, n) && f.beside(n) {
		return !c.within || d.gain || d.contacts(c)
	}
	if c.within || row {
		return false
	}
	return own >= 0 && !f.lay.Flow[own] && !f.kinds[f.lay.Look[own]] && (f.tally[own].isInsert() && !f.amongText(at, own) || f.calls(own))
}

// own is the largest box around another one, or that itself, in which nothing is
// of the other page, or -1.
func (f *flow) own(n int32) int32 {
	own := int32(-1)
	for ; n >= 0 && n != f.column && !f.holds[n]; n = f.lay.Parent[n] {
		own = n
	}
	return own
}

// calls tells whether a box within the text ends by asking for a click.
func (f *flow) calls(n int32) bool {
	t := &f.tally[n]
	return int(n) < len(f.lay.Calls) && f.lay.Calls[n] && !t.row && !(t.dated && t.lines > 1) && t.words <= mostInsert
}

// ownWords are those by which a page speaks of itself.
var ownWords = phraseSet("this", "article", "story", "page", "version", "earlier", "previously", "статья", "статье", "статьи", "материал", "материале", "материала", "страница", "редакция", "версия", "версии", "мақала", "мақалада", "материалда", "бет", "нұсқа", "cet", "cette", "ce", "précédente")

// goesOn tells whether a block stands between two paragraphs that both pages have,
// in the same box as they: so it is text like them.
func (f *flow) goesOn(at int) bool {
	return at > 0 && at+1 < len(f.box) && f.box[at] == f.box[at-1] && f.box[at] == f.box[at+1] && f.held[at-1] && f.held[at+1] && f.isProse(at-1) && f.isProse(at+1)
}

// amongText tells whether a box is one sentence and stands right behind a
// paragraph of the text, with more of it to come: it may be one too.
func (f *flow) amongText(at int, own int32) bool {
	if at == 0 || at+1 >= len(f.vis.blocks) || f.tally[own].lines > 1 || f.linked[at] > 0 || f.vis.blocks[at].len() < leastSentence || !f.vis.endsSentence(at) {
		return false
	}
	up := f.lay.Parent[own]
	return f.held[at-1] && f.box[at-1] == up && f.vis.blocks[at-1].len() >= leastSentence && f.held[at+1] && f.around(up, f.box[at+1])
}

// beside tells whether a box outside of the column is neither around the column
// nor around the title, and no box of the same kind as the column's or one
// around it, which would go on with the text.
func (f *flow) beside(n int32) bool {
	top := n
	for ; n >= 0 && !f.around(n, f.column); n = f.lay.Parent[n] {
		if f.titled[n] {
			return false
		}
		top = n
	}
	if n == top {
		return false // right beside the column
	}
	for k := f.column; k >= 0; k = f.lay.Parent[k] {
		if f.lay.Look[k] == f.lay.Look[top] && f.lay.Parent[k] == f.lay.Parent[top] {
			return false
		}
	}
	return true
}

// tally is what is in a box.
type tally struct {
	words, linked, lines int
	label                bool // the first line is a label
	row                  bool // there is a row of a table
	news                 bool // there is word of what became of the document
	dated                bool // the first line says that what follows was added
	headline             bool // or the first line does
	own                  bool // it speaks of its page, or has a number in it
}

// count tallies what is in each box.
func (f *flow) count() {
	f.tally = make([]tally, len(f.lay.Parent))
	for i, b := range f.vis.blocks {
		news, own := false, false
		for k := b.from; k < b.to; k++ {
			w := f.vis.word(k)
			news = news || lexicon().class(w)&classStatus != 0
			own = own || ownWords()[w] || f.vis.tok[k].flags&tokNumber != 0
		}
		row := strings.IndexByte(f.vis.blockText(i), '\t') >= 0
		label := b.len() <= mostLabel && (!f.vis.endsSentence(i) || lastSign(f.vis.blockText(i)) == "?")
		for n := f.box[i]; n >= 0; n = f.lay.Parent[n] {
			t := &f.tally[n]
			if t.lines == 0 {
				t.label, t.headline = label, news
				t.dated = label && b.len() <= 4 && f.vis.saysAdded(b.span)
			}
			t.lines++
			t.words += b.len()
			t.linked += b.len() * int(f.linked[i])
			t.row, t.news, t.own = t.row || row, t.news || news, t.own || own
		}
	}
}

// isInsert tells whether a box within the text has a label of its own before
// other lines, or is made of links, or is a remark: short, and no text.
func (t *tally) isInsert() bool {
	return !t.row && t.words <= mostInsert && !(t.dated && t.lines > 1) &&
		(t.label && t.lines > 1 || t.linked*3 >= t.words*100 || t.words <= mostRemark)
}

// saysAdded tells whether a label says that what stands under it came later.
func (s *stream) saysAdded(r span) bool {
	for i := r.from; i < r.to; i++ {
		w := s.word(i)
		if w == "upd" || w == "апд" || w == "апдейт" || w == "дополнено" || w == "дополнение" || w == "толықтырылды" || w == "jour" || lexicon().class(w)&classDated != 0 && !weakDated[w] {
			return true
		}
	}
	return false
}

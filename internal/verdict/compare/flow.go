package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Where a paragraph stands tells what it is, whatever it says and however its
// boxes are called. The text that two pages have in common stands in a column,
// and in boxes of a few kinds. A paragraph that came or went belongs to the text
// if it stands beside such a one, or in a box of the same kind. In a box of
// another kind outside of the column it is the site's; within the column it is if
// the box looks like an insert: it has a label, or is made of links.

const (
	leastHeld     = 30  // words of running text that make a column
	mostLabel     = 12  // words of a box's first line
	mostInsert    = 80  // words of a box within the text
	leastSentence = 8   // words of a sentence that may be the text's
	mostRemark    = 14  // words of one without a label and without links
	leastAlike    = 0.6 // of the old text that the new page holds
	leastColumn   = 90  // per cent of the running text that the column holds
)

// Flow is how one page is laid out, as another one shows it.
type Flow struct {
	Layout  *pages.Layout
	Visible *lex.Stream
	At      []int           // for each block of Side.Stream its block in Visible, or -1
	box     []int32         // for each block of Visible its box
	Linked  []uint8         // for each block of Visible
	link    []uint16        // for each block of Visible
	site    []bool          // for each block of Visible, see readSites
	held    []bool          // for each block of Visible: the other page has it
	holds   []bool          // for each box: it has such a block
	titled  []bool          // for each box: it has the title
	kinds   map[uint32]bool // of the boxes around the running text
	tally   []tally         // for each box
	column  int32           // the box with the running text, or -1
}

// dropBoxes removes the whole paragraphs that stand in boxes of the site.
func dropBoxes(l, g *Side, share float64) {
	if share < leastAlike {
		return
	}
	for _, d := range []*Side{l, g} {
		if len(d.Changes) == 0 {
			continue
		}
		f := d.flow()
		if f == nil {
			continue
		}
		out := map[int]bool{}
		for i, c := range d.Changes {
			if d.boxed(f, c) || d.invited(f, c) || d.linkBehind(f, c) || d.linkPut(f, c) || d.linkedCard(f, c) || d.captionCame(f, c) || d.aboutAuthor(f, c) || d.inPager(f, c) {
				out[i] = true
			} else if at := f.At[c.block]; !c.within && at >= 0 && d.Stream.Blocks[c.block].Len() >= 4 && d.Stream.EndsSentence(c.block) && f.goesOn(at) {
				d.Changes[i].strong = true
			}
		}
		d.drop(out)
	}
}

// flow reads the layout of a page, or gives nil where there is too little of it.
func (d *Side) flow() *Flow {
	f := &Flow{Layout: &d.Page.Page.Layout, Visible: d.Page.Visible(), column: -1, kinds: map[uint32]bool{}}
	boxes := len(f.Layout.Parent)
	if boxes == 0 || len(f.Layout.Line) == 0 || len(f.Layout.Look) != boxes || len(f.Layout.Flow) != boxes || len(f.Layout.Linked) != len(f.Layout.Line) {
		return nil
	}
	f.Place()
	f.Match(d.Stream)
	in := lex.Cover(f.Visible.Tokens, d.other, d.set)
	f.held, f.holds, f.titled = make([]bool, len(f.Visible.Blocks)), make([]bool, boxes), make([]bool, boxes)
	for i, b := range f.Visible.Blocks {
		n := 0
		for k := b.From; k < b.To; k++ {
			n += int(lex.Bit(in.In[k]))
		}
		f.held[i] = 2*n >= b.Len() && b.Len() > 0
		if f.held[i] && b.Len() >= 3 {
			f.mark(f.holds, f.box[i])
		}
		if isTitleBlock(d.Page, f.Visible.Tokens[b.From:b.To]) {
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
func isTitleBlock(d *pages.Prepared, tok []lex.Token) bool {
	return len(tok) >= 2 && lex.IndexTokens(d.Title().Tokens, tok) >= 0
}

// Place finds the box of each block.
func (f *Flow) Place() {
	f.box, f.Linked, f.link = make([]int32, len(f.Visible.Blocks)), make([]uint8, len(f.Visible.Blocks)), make([]uint16, len(f.Visible.Blocks))
	line, at := 0, 0
	for i, b := range f.Visible.Blocks {
		line += strings.Count(f.Visible.Text[at:b.Start], "\n")
		at = int(b.Start)
		f.box[i] = -1
		if line < len(f.Layout.Line) && int(f.Layout.Line[line]) < len(f.Layout.Parent) {
			f.box[i], f.Linked[i] = f.Layout.Line[line], f.Layout.Linked[line]
		}
		if line < len(f.Layout.Link) {
			f.link[i] = f.Layout.Link[line]
		}
	}
}

// Match finds the blocks of a view among those of the visible text.
func (f *Flow) Match(s *lex.Stream) {
	f.At = make([]int, len(s.Blocks))
	if s == f.Visible {
		for i := range f.At {
			f.At[i] = i
		}
		return
	}
	where := make(map[uint64][]int, len(f.Visible.Blocks))
	for i, b := range f.Visible.Blocks {
		h := f.Visible.BlockHash(b)
		where[h] = append(where[h], i)
	}
	next := 0
	for i, b := range s.Blocks {
		f.At[i] = -1
		h := s.BlockHash(b)
		list := where[h]
		for len(list) > 0 && list[0] < next {
			list = list[1:]
		}
		if len(list) > 0 {
			f.At[i], next, list = list[0], list[0]+1, list[1:]
		}
		where[h] = list
	}
}

// mark sets a property of a box and of all around it.
func (f *Flow) mark(of []bool, box int32) {
	for ; box >= 0 && !of[box]; box = f.Layout.Parent[box] {
		of[box] = true
	}
}

// findColumn finds the innermost box that holds nearly all of the running text
// that stands on both pages, and the kinds of box in it.
func (f *Flow) findColumn() bool {
	weight, lines := make([]int, len(f.Layout.Parent)), make([]int, len(f.Layout.Parent))
	total := 0
	for _, k := range f.At {
		if k < 0 || !f.held[k] || !f.isProse(k) {
			continue
		}
		total += f.Visible.Blocks[k].Len()
		if n := f.box[k]; n >= 0 {
			weight[n] += f.Visible.Blocks[k].Len()
			lines[n]++
			for ; n >= 0 && !f.kinds[f.Layout.Look[n]]; n = f.Layout.Parent[n] {
				f.kinds[f.Layout.Look[n]] = true
			}
		}
	}
	for i := len(weight) - 1; i >= 0; i-- {
		if up := f.Layout.Parent[i]; up >= 0 {
			weight[up] += weight[i]
			lines[up] += lines[i]
		}
	}
	if total < leastHeld {
		return false
	}
	for i, w := range weight {
		if f.Layout.Parent[i] == f.column && w*100 >= total*leastColumn {
			if f.Layout.Flow[i] && lines[i] < 2 {
				break
			}
			f.column = int32(i)
		}
	}
	return true
}

// isProse tells whether a block is running text, or a row of a table.
func (f *Flow) isProse(k int) bool {
	text := f.Visible.BlockText(k)
	return f.Visible.Blocks[k].Len() >= 8 && (f.Visible.EndsSentence(k) || strings.ContainsAny(LastSign(text), ";:,") || hasCells(f.Visible, k) && !loneRow(f.Visible, k))
}

// around tells whether a box is another one or holds it.
func (f *Flow) around(outer, inner int32) bool {
	for ; inner >= 0; inner = f.Layout.Parent[inner] {
		if inner == outer {
			return true
		}
	}
	return false
}

// boxed tells whether a block that the other page does not hold stands in a box
// of the site's.
func (d *Side) boxed(f *Flow, c Change) bool {
	at := f.At[c.block]
	row := d.isRow(c.block)
	if at < 0 || row && !loneRow(d.Stream, c.block) || d.IsTitle(c.block) || c.paired && d.isKeyFigure(c.block) {
		return false // figures are set in a box each
	}
	n := f.box[at]
	if row && (n < 0 || f.column < 0 || f.around(f.column, n)) {
		return false
	}
	if n < 0 {
		// Right in the body, and the column is well inside of it.
		return !c.within && !d.fate(c.block) && f.column >= 0 && f.Layout.Parent[f.column] >= 0
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
	return own >= 0 && !f.Layout.Flow[own] && !f.kinds[f.Layout.Look[own]] && (f.tally[own].isInsert() && !f.amongText(at, own) || f.calls(own))
}

// own is the largest box around another one, or that itself, in which nothing is
// of the other page, or -1.
func (f *Flow) own(n int32) int32 {
	own := int32(-1)
	for ; n >= 0 && n != f.column && !f.holds[n]; n = f.Layout.Parent[n] {
		own = n
	}
	return own
}

// calls tells whether a box within the text ends by asking for a click.
func (f *Flow) calls(n int32) bool {
	t := &f.tally[n]
	return int(n) < len(f.Layout.Calls) && f.Layout.Calls[n] && !t.row && !(t.dated && t.lines > 1) && t.words <= mostInsert
}

// ownWords are those by which a page speaks of itself.
var ownWords = lex.PhraseSet("this", "article", "story", "page", "version", "earlier", "previously", "статья", "статье", "статьи", "материал", "материале", "материала", "страница", "редакция", "версия", "версии", "мақала", "мақалада", "материалда", "бет", "нұсқа", "cet", "cette", "ce", "précédente")

// goesOn tells whether a block stands between two paragraphs that both pages have,
// in the same box as they: so it is text like them.
func (f *Flow) goesOn(at int) bool {
	return at > 0 && at+1 < len(f.box) && f.box[at] == f.box[at-1] && f.box[at] == f.box[at+1] && f.held[at-1] && f.held[at+1] && f.isProse(at-1) && f.isProse(at+1)
}

// amongText tells whether a box is one sentence and stands right behind a
// paragraph of the text, with more of it to come: it may be one too.
func (f *Flow) amongText(at int, own int32) bool {
	if at == 0 || at+1 >= len(f.Visible.Blocks) || f.tally[own].lines > 1 || f.Linked[at] > 0 || f.Visible.Blocks[at].Len() < leastSentence || !f.Visible.EndsSentence(at) {
		return false
	}
	up := f.Layout.Parent[own]
	return f.held[at-1] && f.box[at-1] == up && f.Visible.Blocks[at-1].Len() >= leastSentence && f.held[at+1] && f.around(up, f.box[at+1])
}

// beside tells whether a box outside of the column is neither around the column
// nor around the title, and no box of the same kind as the column's or one
// around it, which would go on with the text.
func (f *Flow) beside(n int32) bool {
	top := n
	for ; n >= 0 && !f.around(n, f.column); n = f.Layout.Parent[n] {
		if f.titled[n] {
			return false
		}
		top = n
	}
	if n == top {
		return false // right beside the column
	}
	for k := f.column; k >= 0; k = f.Layout.Parent[k] {
		if f.Layout.Look[k] == f.Layout.Look[top] && f.Layout.Parent[k] == f.Layout.Parent[top] {
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
func (f *Flow) count() {
	f.tally = make([]tally, len(f.Layout.Parent))
	for i, b := range f.Visible.Blocks {
		news, own := false, false
		for k := b.From; k < b.To; k++ {
			w := f.Visible.Word(k)
			news = news || lex.Vocabulary().Class(w)&lex.ClassStatus != 0
			own = own || ownWords()[w] || f.Visible.Tokens[k].Flags&lex.Number != 0
		}
		row := strings.IndexByte(f.Visible.BlockText(i), '\t') >= 0
		label := b.Len() <= mostLabel && (!f.Visible.EndsSentence(i) || LastSign(f.Visible.BlockText(i)) == "?")
		for n := f.box[i]; n >= 0; n = f.Layout.Parent[n] {
			t := &f.tally[n]
			if t.lines == 0 {
				t.label, t.headline = label, news
				t.dated = label && b.Len() <= 4 && saysAdded(f.Visible, b.Span)
			}
			t.lines++
			t.words += b.Len()
			t.linked += b.Len() * int(f.Linked[i])
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
func saysAdded(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		w := s.Word(i)
		if w == "upd" || w == "апд" || w == "апдейт" || w == "дополнено" || w == "дополнение" || w == "толықтырылды" || w == "jour" || lex.Vocabulary().Class(w)&lex.ClassDated != 0 && !weakDated[w] {
			return true
		}
	}
	return false
}

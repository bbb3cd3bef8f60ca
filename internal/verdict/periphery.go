package verdict

import "strings"

// headEnd gives the index of the block that the running text begins with: two
// paragraphs side by side or with a heading between, a long one, or the only
// one. What stands before it (breadcrumbs, the title, byline, date, captions)
// is the head. A text without such a beginning has no head.
func (d *side) headEnd() int {
	if d.headKnown {
		return d.head
	}
	d.headKnown = true
	first, only := -1, 0
	for i, b := range d.s.blocks {
		if i > 60 {
			break
		}
		if d.isRow(i) && d.figures(i) >= 2 && d.census(b.span).files == 0 {
			return d.head // a table tells, wherever it stands
		}
		if b.len() < 8 || b.len() < 20 && !d.s.endsSentence(i) && !strings.ContainsAny(lastSign(d.s.blockText(i)), ";:,") {
			continue
		}
		beside := first >= 0 && (i-first == 1 || i-first == 2 && d.isHeading(i-1))
		if b.len() >= 30 || beside {
			d.head = i
			if beside {
				d.head = first
			}
			return d.head
		}
		if first = i; only == 0 {
			only = i
		}
	}
	d.head = only
	return d.head
}

// tailStart gives the index of the first of the blocks that only the new page
// ends with, short ones and none of them a sentence, as boxes are that a
// template puts below the text: a heading and what it names, or at least three.
func (d *side) tailStart() int {
	if d.tailKnown {
		return d.tail
	}
	n := len(d.s.blocks)
	d.tailKnown, d.tail = true, n
	if !d.gain {
		return n
	}
	first, fresh := n, 0
	for i := n - 1; i >= 0 && d.boxLine(i); i-- {
		if d.isFresh(i) {
			first, fresh = i, fresh+1
		}
	}
	if fresh*2 >= n-first && (fresh >= 3 || fresh >= 2 && d.isHeading(first)) {
		d.tail = first
	}
	return d.tail
}

// boxLine tells whether a block may be a line of a box.
func (d *side) boxLine(bi int) bool {
	b := d.s.blocks[bi]
	return b.len() <= 8 && !(b.len() >= 4 && d.s.endsSentence(bi)) && !d.isRow(bi) && !d.isTitle(bi) && !d.status(b.span)
}

// isFresh tells whether the other page holds next to nothing of a block.
func (d *side) isFresh(bi int) bool {
	b := d.s.blocks[bi]
	held := 0
	for i := b.from; i < b.to; i++ {
		if d.in[i] {
			held++
		}
	}
	return held < width && 2*held < b.len()
}

// inBody tells whether a block ends as a sentence or an item of a list does and
// stands in the running text, right after a block that the other page holds
// and that ends so too.
func (d *side) inBody(bi int) bool {
	end := func(i int) bool { return d.s.endsSentence(i) || lastSign(d.s.blockText(i)) == ";" }
	return bi > 0 && bi > d.headEnd() && d.headEnd() > 0 && end(bi) && !d.isFresh(bi-1) && (end(bi-1) && d.s.blocks[bi-1].len() >= 6 || lastSign(d.s.blockText(bi-1)) == ":")
}

// betweenHeld tells whether a short block was lost from between two others of
// the running text that stand side by side on the other page: an item of a
// list, or a heading. One that is new counts between two other items alone.
func (d *side) betweenHeld(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() < 2 || bi <= d.headEnd() || d.headEnd() == 0 || bi+1 >= len(d.s.blocks) {
		return false
	}
	prev, next := d.s.blocks[bi-1], d.s.blocks[bi+1]
	if prev.len() < 2 || next.len() < 2 || d.ticks(bi-1) || d.ticks(bi+1) {
		return false
	}
	if d.gain && (b.len() < 3 || !d.isItem(bi-1) || !d.isItem(bi) || !d.isItem(bi+1)) {
		return false
	}
	before, ok := d.shift(span{prev.to - 2*width, prev.to}, prev.to-1)
	if !ok {
		return false
	}
	at := prev.to + before
	for k := range min(next.len(), width) {
		if at+k >= len(d.other.tok) || d.other.tok[at+k].hash != d.s.tok[next.from+k].hash {
			return false
		}
	}
	return true
}

// isItem tells whether a block may be an item of a list: short, and no heading.
func (d *side) isItem(bi int) bool {
	n := d.s.blocks[bi].len()
	return n >= 3 && n <= 20 && !d.isHeading(bi) && !d.isRow(bi)
}

// replaced tells whether a short block of the running text has another in its
// place, with the same neighbours: a short sentence, or a heading.
func (d *side) replaced(c change) bool {
	b := d.s.blocks[c.block]
	if !c.paired || c.there.len() == 0 || c.there.len() > 3*b.len()+6 || d.headEnd() == 0 || c.block <= d.headEnd() || c.block+1 >= len(d.s.blocks) || d.isFresh(c.block-1) || d.isFresh(c.block+1) {
		return false
	}
	there := d.other.blockOf(c.there.from)
	if d.other.blocks[there].span != c.there {
		return false
	}
	return d.s.endsSentence(c.block) && d.other.endsSentence(there) || d.isHeading(c.block) && d.peer.isHeadingHash(d.other.blockHash(d.other.blocks[there]))
}

// ticks tells whether a block is a counter or a date line.
func (d *side) ticks(bi int) bool {
	b := d.s.blocks[bi]
	c := d.census(b.span)
	return b.len() <= 14 && c.numbers+c.months > 0 && (c.counters+c.dated > 0 || c.others == 0)
}

// renamed tells whether a short block behind the text's beginning, right after
// one that the other page holds, has another name or another number in it: who
// signed a law, who sat in judgment, what a form costs.
func (d *side) renamed(c change) bool {
	b := d.s.blocks[c.block]
	if !c.paired || c.there.len() != b.len() || b.len() < 2 || d.headEnd() == 0 || c.block <= d.headEnd() || d.isFresh(c.block-1) || d.ticks(c.block) {
		return false
	}
	if d.other.blocks[d.other.blockOf(c.there.from)].span != c.there {
		return false
	}
	if namesOnly(d.s, c.span) && namesOnly(d.other, c.there) {
		return true
	}
	k := d.census(b.span)
	return d.onlyNumbers(c) && k.others > 0 && k.counters+k.rates+k.files+k.ago+k.dated == 0
}

// namesOnly tells whether all words of a run are written as names are.
func namesOnly(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&tokUpper == 0 {
			return false
		}
	}
	return r.len() > 0
}

// inHead tells whether a block stands before the running text and is neither
// a title nor a sentence.
func (d *side) inHead(bi int) bool {
	return bi < d.headEnd() && !d.isHeading(bi) && !d.isTitle(bi) && !d.isRow(bi)
}

// figures counts the numbers of a block.
func (d *side) figures(bi int) (n int) {
	b := d.s.blocks[bi]
	for i := b.from; i < b.to; i++ {
		if d.s.tok[i].flags&tokNumber != 0 {
			n++
		}
	}
	return n
}

// onlyNumbers tells whether two runs differ in their numbers alone.
func (d *side) onlyNumbers(c change) bool {
	if !c.paired || c.len() == 0 || c.there.to > len(d.other.tok) {
		return false
	}
	i, j := c.from, c.there.from
	for {
		for i < c.to && d.s.tok[i].flags&tokNumber != 0 {
			i++
		}
		for j < c.there.to && d.other.tok[j].flags&tokNumber != 0 {
			j++
		}
		if i == c.to || j == c.there.to {
			return i == c.to && j == c.there.to
		}
		if d.s.tok[i].hash != d.other.tok[j].hash {
			return false
		}
		i, j = i+1, j+1
	}
}

// isTitle tells whether a block is the page's title, or part of it.
func (d *side) isTitle(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() < 2 {
		return false
	}
	for _, p := range []*Prepared{d.page, d.peer} {
		if indexTokens(p.title().tok, d.s.tok[b.from:b.to]) >= 0 {
			return true
		}
	}
	return false
}

// meta tells whether a block of the head is a byline, a dateline, a caption or
// a breadcrumb by its look.
func (d *side) meta(bi int) bool {
	b := d.s.blocks[bi]
	if b.len() > 30 {
		return false
	}
	text := d.s.blockText(bi)
	if strings.ContainsAny(text, "@>›»·|•©") {
		return true
	}
	for i := b.from; i < b.to; i++ {
		if d.s.tok[i].flags&tokNumber != 0 && dateNumber(d.s.word(i)) || lexicon().class(d.s.word(i))&(classMonth|classDated|classCounter|classByline) != 0 {
			return true
		}
	}
	return false
}

// idleInHead tells whether a change of a paragraph in the head says nothing:
// words that came or went in a byline, or another spelling of a handle. A
// fact in place of another one is an edit there as anywhere.
func (d *side) idleInHead(c change) bool {
	if !d.inHead(c.block) || !d.meta(c.block) || d.prose(c.block) && d.s.blocks[c.block].len() > 20 {
		return false
	}
	if d.status(c.span) {
		return false
	}
	if !c.paired || c.len() == 0 || c.there.len() == 0 {
		return true
	}
	if c.there.to > len(d.other.tok) || statusIn(d.other, c.there) {
		return false
	}
	// The same date in another format, and words beside it on one page.
	own, there := leadingDate(d.s, c.span), leadingDate(d.other, c.there)
	x, ok := readStamp(d.s, own)
	y, also := readStamp(d.other, there)
	if ok && also && x.same(y) && (own.to == c.to || there.to == c.there.to) {
		return true
	}
	// Another author: what follows the date on both pages is a byline.
	if ok && also && x.same(y) && d.s.isByline(own.to) && d.other.isByline(there.to) {
		return true
	}
	// A number or a name on one page, and something else on the other.
	return (factsOf(d.s, c.span) == 0) != (factsOf(d.other, c.there) == 0)
}

func (s *stream) isByline(i int) bool {
	return i < len(s.tok) && lexicon().class(s.word(i))&classByline != 0
}

// factsOf counts the facts of a run.
func factsOf(s *stream, r span) (n int) {
	for i := r.from; i < r.to; i++ {
		if s.fact(i) {
			n++
		}
	}
	return n
}

// leadingDate is the part of a run up to its first word that is none of a date.
func leadingDate(s *stream, r span) span {
	i := r.from
	for i < r.to && datePart(s, i) {
		i++
	}
	return span{r.from, i}
}

// lastSign is the last sign of a text, as far as it is ASCII.
func lastSign(text string) string {
	text = strings.TrimRight(text, " \t")
	return text[max(0, len(text)-1):]
}

// handleFor tells whether one name on a social network stands for another.
func (s *stream) handleFor(r span, other *stream, there span) bool {
	return r.len() == 1 && there.len() == 1 && s.handle(r.from) && other.handle(there.from)
}

// handle tells whether a word is a name on a social network: @name.
func (s *stream) handle(i int) bool {
	if i >= len(s.tok) {
		return false
	}
	at := s.tok[i].start
	return at > 0 && s.text[at-1] == '@'
}

// fate tells whether a short block says what became of the document.
func (d *side) fate(bi int) bool {
	b := d.s.blocks[bi]
	for i := b.from; i < b.to && b.len() <= 25; i++ {
		if lexicon().class(d.s.word(i))&classStatus != 0 {
			return true
		}
	}
	return false
}

// status tells whether a run says what became of the document: that is never
// furniture.
func (d *side) status(r span) bool { return statusIn(d.s, r) }

func statusIn(s *stream, r span) bool {
	for i := r.from; i < r.to; i++ {
		if k := lexicon().class(s.word(i)); k&classStatus != 0 || k&classNo != 0 && !(i+1 < len(s.tok) && s.tok[i+1].flags&tokNumber != 0) { // not "No 19"
			return true
		}
	}
	return false
}

// headFurniture tells whether a short block of the head that came or went as a
// whole is a kicker, a byline, a breadcrumb or the like.
func (d *side) headFurniture(bi int) bool {
	b := d.s.blocks[bi]
	if !d.inHead(bi) || d.status(b.span) || b.len() >= 6 && d.s.endsSentence(bi) {
		return false
	}
	c := d.census(b.span)
	return b.len() <= 14 || b.len() <= 25 && c.numbers > 0 && c.dated+c.counters+c.bylines > 1
}

package verdict

import "strings"

const leastLeading = 12 // words of a paragraph that leads to a list

// headEnd gives the index of the block that the running text begins with: two
// paragraphs side by side or with a heading between, a long one, one that leads
// to a list, or the only one. What stands before it (breadcrumbs, the title,
// byline, date, captions) is the head. A text without such a beginning has no head.
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
		if b.len() >= 30 || beside || b.len() >= leastLeading && lastSign(d.s.blockText(i)) == ":" {
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

// inHead tells whether a block stands before the running text and is neither
// a title nor a sentence.
func (d *side) inHead(bi int) bool {
	return bi < d.headEnd() && !d.isHeading(bi) && !d.isTitle(bi) && !d.isRow(bi)
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
	// A number or a name on one page, and something else on the other.
	return (factsOf(d.s, c.span) == 0) != (factsOf(d.other, c.there) == 0) || d.otherKinds(c)
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

// headFurniture tells whether a short block of the head that came or went as a
// whole is a kicker, a byline, a breadcrumb or the like.
func (d *side) headFurniture(bi int) bool {
	b := d.s.blocks[bi]
	if !d.inHead(bi) || d.status(b.span) || b.len() >= 6 && d.s.endsSentence(bi) {
		return false
	}
	return b.len() <= 14
}

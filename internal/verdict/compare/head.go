package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
	"archiver/internal/verdict/pages"
)

const leastLeading = 12 // words of a paragraph that leads to a list

// headEnd gives the index of the block that the running text begins with: two
// paragraphs side by side or with a heading between, a long one, one that leads
// to a list, or the only one. What stands before it (breadcrumbs, the title,
// byline, date, captions) is the head. A text without such a beginning has no head.
func (d *Side) headEnd() int {
	if d.headKnown {
		return d.head
	}
	d.headKnown = true
	first, only := -1, 0
	for i, b := range d.Stream.Blocks {
		if i > 60 {
			break
		}
		if d.isRow(i) && d.figures(i) >= 2 && d.census(b.Span).files == 0 {
			return d.head // a table tells, wherever it stands
		}
		if b.Len() < 8 || b.Len() < 20 && !d.Stream.EndsSentence(i) && !strings.ContainsAny(LastSign(d.Stream.BlockText(i)), ";:,") {
			continue
		}
		beside := first >= 0 && (i-first == 1 || i-first == 2 && d.isHeading(i-1))
		if b.Len() >= 30 || beside || b.Len() >= leastLeading && LastSign(d.Stream.BlockText(i)) == ":" {
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
func (d *Side) inHead(bi int) bool {
	return bi < d.headEnd() && !d.isHeading(bi) && !d.IsTitle(bi) && !d.isRow(bi)
}

// IsTitle tells whether a block is the page's title, or part of it.
func (d *Side) IsTitle(bi int) bool {
	b := d.Stream.Blocks[bi]
	if b.Len() < 2 {
		return false
	}
	for _, p := range []*pages.Prepared{d.Page, d.Peer} {
		if lex.IndexTokens(p.Title().Tokens, d.Stream.Tokens[b.From:b.To]) >= 0 {
			return true
		}
	}
	return false
}

// meta tells whether a block of the head is a byline, a dateline, a caption or
// a breadcrumb by its look.
func (d *Side) meta(bi int) bool {
	b := d.Stream.Blocks[bi]
	if b.Len() > 30 {
		return false
	}
	text := d.Stream.BlockText(bi)
	if strings.ContainsAny(text, "@>›»·|•©") {
		return true
	}
	for i := b.From; i < b.To; i++ {
		if d.Stream.Tokens[i].Flags&lex.Number != 0 && meaning.DateNumber(d.Stream.Word(i)) || lex.Vocabulary().Class(d.Stream.Word(i))&(lex.ClassMonth|lex.ClassDated|lex.ClassCounter|lex.ClassByline) != 0 {
			return true
		}
	}
	return false
}

// idleInHead tells whether a change of a paragraph in the head says nothing:
// words that came or went in a byline, or another spelling of a handle. A
// fact in place of another one is an edit there as anywhere.
func (d *Side) idleInHead(c Change) bool {
	if !d.inHead(c.block) || !d.meta(c.block) || d.prose(c.block) && d.Stream.Blocks[c.block].Len() > 20 {
		return false
	}
	if d.status(c.Span) {
		return false
	}
	if !c.paired || c.Len() == 0 || c.There.Len() == 0 {
		return true
	}
	if c.There.To > len(d.other.Tokens) || StatusIn(d.other, c.There) {
		return false
	}
	// The same date in another format, and words beside it on one page.
	own, there := leadingDate(d.Stream, c.Span), leadingDate(d.other, c.There)
	x, ok := meaning.ReadStamp(d.Stream, own)
	y, also := meaning.ReadStamp(d.other, there)
	if ok && also && x.Same(y) && (own.To == c.To || there.To == c.There.To) {
		return true
	}
	// A number or a name on one page, and something else on the other.
	return (factsOf(d.Stream, c.Span) == 0) != (factsOf(d.other, c.There) == 0) || d.otherKinds(c)
}

// factsOf counts the facts of a run.
func factsOf(s *lex.Stream, r lex.Span) (n int) {
	for i := r.From; i < r.To; i++ {
		if meaning.IsFact(s, i) {
			n++
		}
	}
	return n
}

// leadingDate is the part of a run up to its first word that is none of a date.
func leadingDate(s *lex.Stream, r lex.Span) lex.Span {
	i := r.From
	for i < r.To && meaning.IsDatePart(s, i) {
		i++
	}
	return lex.Span{From: r.From, To: i}
}

// LastSign is the last sign of a text, as far as it is ASCII.
func LastSign(text string) string {
	text = strings.TrimRight(text, " \t")
	return text[max(0, len(text)-1):]
}

// handleFor tells whether one name on a social network stands for another.
func handleFor(s *lex.Stream, r lex.Span, other *lex.Stream, there lex.Span) bool {
	return r.Len() == 1 && there.Len() == 1 && handle(s, r.From) && handle(other, there.From)
}

// handle tells whether a word is a name on a social network: @name.
func handle(s *lex.Stream, i int) bool {
	if i >= len(s.Tokens) {
		return false
	}
	at := s.Tokens[i].Start
	return at > 0 && s.Text[at-1] == '@'
}

// headFurniture tells whether a short block of the head that came or went as a
// whole is a kicker, a byline, a breadcrumb or the like.
func (d *Side) headFurniture(bi int) bool {
	b := d.Stream.Blocks[bi]
	if !d.inHead(bi) || d.status(b.Span) || b.Len() >= 6 && d.Stream.EndsSentence(bi) {
		return false
	}
	return b.Len() <= 14
}

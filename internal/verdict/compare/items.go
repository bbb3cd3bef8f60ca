package compare

import "archiver/internal/verdict/lex"

// inBody tells whether a block ends as a sentence or an item of a list does and
// stands in the running text, right after a block that the other page holds
// and that ends so too.
func (d *Side) inBody(bi int) bool {
	end := func(i int) bool { return d.Stream.EndsSentence(i) || LastSign(d.Stream.BlockText(i)) == ";" }
	return bi > 0 && bi > d.headEnd() && !d.noText() && end(bi) && !d.isFresh(bi-1) && (end(bi-1) && d.Stream.Blocks[bi-1].Len() >= 6 || LastSign(d.Stream.BlockText(bi-1)) == ":")
}

// betweenHeld tells whether a short block was lost from between two others of
// the running text that stand side by side on the other page: an item of a
// list, or a heading. One that is new counts between two other items alone.
func (d *Side) betweenHeld(bi int) bool {
	b := d.Stream.Blocks[bi]
	if b.Len() < 2 || bi <= d.headEnd() || d.noText() || bi+1 >= len(d.Stream.Blocks) {
		return false
	}
	prev, next := d.Stream.Blocks[bi-1], d.Stream.Blocks[bi+1]
	if prev.Len() < 2 || next.Len() < 2 || d.ticks(bi-1) || d.ticks(bi+1) {
		return false
	}
	if d.gain && !d.amongItems(bi) {
		return false
	}
	return d.besideThere(bi)
}

// isItem tells whether a block may be an item of a list: short, and no heading.
func (d *Side) isItem(bi int) bool {
	n := d.Stream.Blocks[bi].Len()
	return n >= 3 && n <= 20 && !d.isHeading(bi) && !d.isRow(bi)
}

// replaced tells whether a short block of the running text has another in its
// place, with the same neighbours: a short sentence, or a heading.
func (d *Side) replaced(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if !c.paired || c.There.Len() == 0 || c.There.Len() > 3*b.Len()+6 || d.noText() || c.block <= d.headEnd() || c.block+1 >= len(d.Stream.Blocks) || d.isFresh(c.block-1) || d.isFresh(c.block+1) {
		return false
	}
	there := d.other.BlockOf(c.There.From)
	if d.other.Blocks[there].Span != c.There {
		return false
	}
	return d.Stream.EndsSentence(c.block) && d.other.EndsSentence(there) || d.isHeading(c.block) && isHeadingHash(d.Peer, d.other.BlockHash(d.other.Blocks[there]))
}

// ticks tells whether a block is a counter or a date line.
func (d *Side) ticks(bi int) bool {
	b := d.Stream.Blocks[bi]
	c := d.census(b.Span)
	return b.Len() <= 14 && c.numbers+c.months > 0 && (c.counters+c.dated > 0 || c.others == 0 || hanDate().MatchString(d.Stream.BlockText(bi)))
}

// renamed tells whether a short block behind the text's beginning, right after
// one that the other page holds, has another name or another number in it: who
// signed a law, who sat in judgment, what a form costs.
func (d *Side) renamed(c Change) bool {
	b := d.Stream.Blocks[c.block]
	if !c.paired || c.There.Len() != b.Len() || b.Len() < 2 || d.noText() || c.block <= d.headEnd() || d.isFresh(c.block-1) || d.ticks(c.block) {
		return false
	}
	if d.other.Blocks[d.other.BlockOf(c.There.From)].Span != c.There {
		return false
	}
	own, there := d.apart(c)
	if namesOnly(d.Stream, own) && namesOnly(d.other, there) {
		return true
	}
	k := d.census(b.Span)
	return d.onlyNumbers(c) && k.others > 0 && k.counters+k.rates+k.files+k.ago+k.dated == 0
}

// apart is a change without the words that both pages begin or end it with.
func (d *Side) apart(c Change) (own, there lex.Span) {
	own, there = c.Span, c.There
	for own.Len() > 0 && there.Len() > 0 && d.Stream.Tokens[own.From].Hash == d.other.Tokens[there.From].Hash {
		own.From, there.From = own.From+1, there.From+1
	}
	for own.Len() > 0 && there.Len() > 0 && d.Stream.Tokens[own.To-1].Hash == d.other.Tokens[there.To-1].Hash {
		own.To, there.To = own.To-1, there.To-1
	}
	return own, there
}

// namesOnly tells whether all words of a run are written as names are.
func namesOnly(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&lex.Upper == 0 {
			return false
		}
	}
	return r.Len() > 0
}

// fate tells whether a short block says what became of the document.
func (d *Side) fate(bi int) bool {
	b := d.Stream.Blocks[bi]
	for i := b.From; i < b.To && b.Len() <= 25; i++ {
		if lex.Vocabulary().Class(d.Stream.Word(i))&lex.ClassStatus != 0 {
			return true
		}
	}
	return false
}

// status tells whether a run says what became of the document: that is never
// furniture.
func (d *Side) status(r lex.Span) bool { return StatusIn(d.Stream, r) }

// StatusIn tells whether a run has a word on what became of a document, or a negation.
func StatusIn(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		if k := lex.Vocabulary().Class(s.Word(i)); k&lex.ClassStatus != 0 || k&lex.ClassNo != 0 && !(i+1 < len(s.Tokens) && s.Tokens[i+1].Flags&lex.Number != 0) { // not "No 19"
			return true
		}
	}
	return false
}

package compare

import (
	"slices"
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// What a site says of those who write on it, and what they say to it.

// Bounds of such lines.
const (
	mostCard   = 16 // words of a line with somebody's name and rating
	mostVoices = 20
	mostCards  = 100 // that are looked at
	mostNamed  = 4   // words of the name before what somebody says
)

// card tells whether a short line is about one who writes on the site: a name
// beside a counter or a rating, as the other page has them with the same name in
// other words.
func (d *Side) card(bi int) bool {
	if bi < d.headEnd() || d.cards == mostCards || !isCard(d.Stream, bi) || d.isHeading(bi) || d.IsTitle(bi) || d.status(d.Stream.Blocks[bi].Span) {
		return false
	}
	b := d.Stream.Blocks[bi]
	d.cards++
	for i, x := range d.other.Blocks {
		if x.Len() > mostCard || !isCard(d.other, i) || StatusIn(d.other, x.Span) {
			continue
		}
		if sameName(nameAhead(d.Stream, b), nameAhead(d.other, x)) {
			return true
		}
	}
	return false
}

// nameAhead are the words that a line begins with as a name does.
func nameAhead(s *lex.Stream, b lex.Block) (words []string) {
	for i := b.From; i < b.To && s.Tokens[i].Flags&lex.Upper != 0 && len(words) < mostNamed; i++ {
		words = append(words, s.Word(i))
	}
	return words
}

// sameName tells whether all words of one name are in the other, whole or by their
// first letters, in any order: the longer one may go on with what the person is.
func sameName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range a {
		if !slices.ContainsFunc(b, func(v string) bool { return v == w || meaning.IsInitialOf(v, w) || meaning.IsInitialOf(w, v) }) {
			return false
		}
	}
	return len(a) >= 2
}

// isCard tells whether a block is short, no sentence, and has a counter's word
// beside a number.
func isCard(s *lex.Stream, bi int) bool {
	b := s.Blocks[bi]
	if b.Len() < 3 || b.Len() > mostCard || s.EndsSentence(bi) || strings.IndexByte(s.BlockText(bi), '\t') >= 0 {
		return false
	}
	for i := b.From; i < b.To; i++ {
		if lex.Vocabulary().Class(s.Word(i))&lex.ClassCounter != 0 && (i > b.From && s.Tokens[i-1].Flags&lex.Number != 0 || i+1 < b.To && s.Tokens[i+1].Flags&lex.Number != 0) {
			return true
		}
	}
	return false
}

// voice tells whether a paragraph that came under the text is one of several in
// which people who are not named in it say something, each behind a name and a
// colon.
func (d *Side) voice(bi int) bool {
	if !d.gain || bi <= d.headEnd() {
		return false
	}
	if speaker(d.Stream, bi) == "" {
		return false
	}
	if bi < d.lastHeld() {
		return false
	}
	from := bi
	for from > 0 && bi-from < mostVoices && speaker(d.Stream, from-1) != "" && d.isFresh(from-1) {
		from--
	}
	if from == 0 || !d.isFresh(from-1) || d.Stream.Blocks[from-1].Len() > 8 || d.Stream.EndsSentence(from-1) {
		return false // nothing names them
	}
	seen := map[string]bool{}
	for i := from; i < min(len(d.Stream.Blocks), from+mostVoices) && speaker(d.Stream, i) != "" && d.isFresh(i); i++ {
		name := speaker(d.Stream, i)
		if seen[name] {
			return false // they talk with each other
		}
		seen[name] = true
		first := d.Stream.Tokens[d.Stream.Blocks[i].From].Hash
		for k := range d.other.Tokens {
			if d.other.Tokens[k].Hash == first {
				return false
			}
		}
	}
	return len(seen) >= 2
}

// speaker is the name that a block begins with, before a colon and what is said.
func speaker(s *lex.Stream, bi int) string {
	b := s.Blocks[bi]
	for i := b.From; i < b.To && i < b.From+mostNamed; i++ {
		if s.Tokens[i].Flags&lex.Upper == 0 {
			return ""
		}
		rest := strings.TrimLeft(s.Text[s.Tokens[i].End:], " \u00a0\u202f")                                             // the French put a space before it
		if i+1 < b.To && strings.HasPrefix(rest, ":") && b.To-i > 4 && !namesOnly(s, lex.Span{From: i + 1, To: b.To}) { // "Podcast: Apple Spotify …" says nothing
			return phrase(s, lex.Span{From: b.From, To: i + 1})
		}
	}
	return ""
}

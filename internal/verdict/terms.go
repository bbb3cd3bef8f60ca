package verdict

import "fmt"

// term is what one word or several say, however they are written: "four" and "4",
// "12 May 2018" and "12.05.2018", "hasn't" and "has not".
type term struct {
	hash    uint64 // of what it says
	stem    uint64 // hash of its first letters; 0 where endings matter
	at      span   // tokens
	word    string // normalised; "" for what is no single word
	kind    uint8
	date    ymd
	sense   sense
	weight  int32 // what its loss costs
	acronym bool  // large letters alone
	first   bool  // starts a sentence
	large   bool  // a word with a large letter, that is no common one
	extra   int32 // and what it costs where the passage has it not
}

// The kinds of a term. All but termWord are facts.
const (
	termWord = iota
	termNumber
	termDate
	termUnit // what a number counts
	termName
	termOther // a sign, an e-mail address
)

// What the edit of one word costs: a word that says little costs half, another
// ending a quarter.
const (
	fullWeight = 4
	halfWeight = 2
	endWeight  = 1
)

// stemLetters is how many letters two forms of a word have in common at least.
const stemLetters = 4

// terms reads a range of a text. Footnote marks are left out where bare is set.
func (s *stream) terms(r span, lines, bare bool) []term {
	sub := &stream{text: s.text, norm: s.norm, tok: s.tok[r.from:r.to], blocks: s.blocksIn(r), alefs: s.alefs}
	if bare {
		sub.tok = make([]token, 0, r.len())
		back := make([]int, 0, r.len())
		for i := r.from; i < r.to; i++ {
			if s.tok[i].flags&tokMark == 0 {
				sub.tok = append(sub.tok, s.tok[i])
				back = append(back, i)
			}
		}
		if len(back) < r.len() {
			sub.blocks = nil
			out := readTerms(sub, lines)
			for i := range out {
				at := &out[i].at
				at.from, at.to = back[at.from], back[at.to-1]+1
			}
			return out
		}
	}
	out := readTerms(sub, lines)
	for i := range out {
		out[i].at.from += r.from
		out[i].at.to += r.from
	}
	return out
}

// blocksIn are the blocks of a range, as ranges of its own tokens.
func (s *stream) blocksIn(r span) (out []block) {
	if r.len() == 0 || len(s.blocks) == 0 {
		return nil
	}
	for i := s.blockOf(r.from); i < len(s.blocks) && s.blocks[i].from < r.to; i++ {
		b := s.blocks[i]
		b.span = span{max(b.from, r.from) - r.from, min(b.to, r.to) - r.from}
		out = append(out, b)
	}
	return out
}

func meaningOf(format string, args ...any) uint64 { return hash(fmt.Appendf(nil, format, args...)) }

func stemHash(w string) uint64 {
	n := 0
	for i := range w {
		if n == stemLetters {
			return hash([]byte(w[:i]))
		}
		n++
	}
	if n == stemLetters {
		return hash([]byte(w))
	}
	return 0
}

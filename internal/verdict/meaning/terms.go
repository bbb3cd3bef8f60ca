package meaning

import (
	"fmt"

	"archiver/internal/verdict/lex"
)

// Term is what one word or several say, however they are written: "four" and "4",
// "12 May 2018" and "12.05.2018", "hasn't" and "has not".
type Term struct {
	Hash    uint64   // of what it says
	Stem    uint64   // hash of its first letters; 0 where endings matter
	At      lex.Span // tokens
	Word    string   // normalised; "" for what is no single word
	kind    uint8
	date    ymd
	sense   sense
	Weight  int32 // what its loss costs
	acronym bool  // large letters alone
	First   bool  // starts a sentence
	large   bool  // a word with a large letter, that is no common one
	Extra   int32 // and what it costs where the passage has it not
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
	EndWeight  = 1
)

// stemLetters is how many letters two forms of a word have in common at least.
const stemLetters = 4

// TermsOf reads a range of a text. Footnote marks are left out where bare is set.
func TermsOf(s *lex.Stream, r lex.Span, lines, bare bool) []Term {
	sub := &lex.Stream{Text: s.Text, Norm: s.Norm, Tokens: s.Tokens[r.From:r.To], Blocks: blocksIn(s, r), Alefs: s.Alefs}
	if bare {
		sub.Tokens = make([]lex.Token, 0, r.Len())
		back := make([]int, 0, r.Len())
		for i := r.From; i < r.To; i++ {
			if s.Tokens[i].Flags&lex.Mark == 0 {
				sub.Tokens = append(sub.Tokens, s.Tokens[i])
				back = append(back, i)
			}
		}
		if len(back) < r.Len() {
			sub.Blocks = nil
			out := readTerms(sub, lines)
			for i := range out {
				at := &out[i].At
				at.From, at.To = back[at.From], back[at.To-1]+1
			}
			return out
		}
	}
	out := readTerms(sub, lines)
	for i := range out {
		out[i].At.From += r.From
		out[i].At.To += r.From
	}
	return out
}

// blocksIn are the blocks of a range, as ranges of its own tokens.
func blocksIn(s *lex.Stream, r lex.Span) (out []lex.Block) {
	if r.Len() == 0 || len(s.Blocks) == 0 {
		return nil
	}
	for i := s.BlockOf(r.From); i < len(s.Blocks) && s.Blocks[i].From < r.To; i++ {
		b := s.Blocks[i]
		b.Span = lex.Span{From: max(b.From, r.From) - r.From, To: min(b.To, r.To) - r.From}
		out = append(out, b)
	}
	return out
}

func meaningOf(format string, args ...any) uint64 {
	return lex.HashOf(fmt.Appendf(nil, format, args...))
}

func stemHash(w string) uint64 {
	n := 0
	for i := range w {
		if n == stemLetters {
			return lex.HashOf([]byte(w[:i]))
		}
		n++
	}
	if n == stemLetters {
		return lex.HashOf([]byte(w))
	}
	return 0
}

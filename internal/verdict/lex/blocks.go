package lex

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The blocks of a text: its paragraphs, headings, items and rows.

// BlockText returns block i as the page writes it, line end excluded.
func (s *Stream) BlockText(i int) string {
	b := s.Blocks[i]
	return s.Text[b.Start:min(int(b.End), len(s.Text))]
}

// EndsSentence tells whether block i ends as sentences do.
func (s *Stream) EndsSentence(i int) bool { return s.EndsAsSentence(s.Blocks[i]) }

// EndsAsSentence tells whether a block ends as sentences do.
func (s *Stream) EndsAsSentence(b Block) bool {
	t := strings.TrimRight(s.Text[b.Start:min(int(b.End), len(s.Text))], " \t\u00a0\"'»”’)]")
	last, _ := utf8.DecodeLastRuneInString(t)
	return endsSentence(last)
}

// endsSentence tells the signs that end a sentence, in every script.
func endsSentence(r rune) bool { return r == '…' || unicode.Is(unicode.STerm, r) }

// BlockOf returns the index of the block that holds a token.
func (s *Stream) BlockOf(tok int) int {
	return sort.Search(len(s.Blocks), func(i int) bool { return s.Blocks[i].To > tok })
}

// BlockHash is the hash of all tokens of a block: what Stream.Hash is of a text.
func (s *Stream) BlockHash(b Block) uint64 {
	h := uint64(HashSeed)
	for i := b.From; i < b.To; i++ {
		h = (h ^ s.Tokens[i].Hash) * HashPrime
	}
	return h
}

// Sentences cuts a paragraph that is too long for a saying where sentences begin.
func (s *Stream) Sentences(b Span) []Span {
	if b.Len() <= MaxSaying {
		return []Span{b}
	}
	return s.EachSentence(b)
}

// EachSentence cuts a paragraph where sentences begin.
func (s *Stream) EachSentence(b Span) []Span {
	var out []Span
	from := b.From
	for i := b.From + 1; i <= b.To; i++ {
		if i == b.To || s.Tokens[i].Flags&First != 0 {
			out = append(out, Span{From: from, To: i})
			from = i
		}
	}
	return out
}

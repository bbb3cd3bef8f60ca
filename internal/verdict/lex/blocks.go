package lex

import (
	"sort"
	"strings"
)

// The blocks of a text: its paragraphs, headings, items and rows.

// BlockText is a block as the page writes it.
func (s *Stream) BlockText(i int) string {
	b := s.Blocks[i]
	return s.Text[b.Start:min(int(b.End), len(s.Text))]
}

// EndsSentence tells whether a block ends as sentences do.
func (s *Stream) EndsSentence(i int) bool { return s.EndsAsSentence(s.Blocks[i]) }

// EndsAsSentence is EndsSentence for a block that need not be one of the stream's.
func (s *Stream) EndsAsSentence(b Block) bool {
	t := strings.TrimRight(s.Text[b.Start:min(int(b.End), len(s.Text))], " \t\u00a0\"'»”’)]")
	return t != "" && strings.ContainsAny(t[len(t)-1:], ".!?") || strings.HasSuffix(t, "…") || strings.HasSuffix(t, "。")
}

// BlockOf returns the index of the block that holds a token.
func (s *Stream) BlockOf(tok int) int {
	return sort.Search(len(s.Blocks), func(i int) bool { return s.Blocks[i].To > tok })
}

package lex

import "strings"

// Two looks at one page have most of their lines in common, and to cut a text into
// words is most of what comparing them costs: so the words of a line that the one has
// are taken over by the other.

// mostAhead is how many lines of the other text are passed over in search of a line.
const mostAhead = 16

// take takes the words of the line that begins at i over from the model, and gives
// where the line ends; -1 where it is none of the model's.
func (l *lexer) take(i int) int {
	line, _, _ := strings.Cut(l.Text[i:], "\n")
	m := l.model
	for k := l.ahead; k < min(len(m.Blocks), l.ahead+mostAhead); k++ {
		if m.BlockText(k) != line {
			continue
		}
		l.ahead = k + 1
		if strings.ContainsAny(line, "@[") {
			return -1 // addresses are listed, and a mark in brackets depends on what is before it
		}
		b := m.Blocks[k]
		first, last := m.Tokens[b.From], m.Tokens[b.To-1]
		if n := len(l.Tokens); n > 0 && l.Tokens[n-1].Flags&Number != 0 && first.Flags&Number != 0 {
			l.Norm = append(l.Norm, ' ') // as number does
		}
		text, norm := uint32(i)-b.Start, uint32(len(l.Norm))-first.Norm // they wrap round, and come back
		l.Norm = append(l.Norm, m.Norm[first.Norm:last.Norm+uint32(last.Size)]...)
		for _, t := range m.Tokens[b.From:b.To] {
			t.Start, t.End, t.Norm = t.Start+text, t.End+text, t.Norm+norm
			l.Tokens = append(l.Tokens, t)
		}
		l.first = false
		return i + len(line)
	}
	return -1
}

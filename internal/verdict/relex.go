package verdict

import "strings"

// Two looks at one page have most of their lines in common, and to cut a text into
// words is most of what comparing them costs: so the words of a line that the one has
// are taken over by the other.

// mostAhead is how many lines of the other text are passed over in search of a line.
const mostAhead = 16

// readLike reads the text of d, where nothing has read it yet, with the words of
// another page at hand.
func (d *Prepared) readLike(other *Prepared) {
	if d.page.Kind == "pdf" || other.page.Kind == "pdf" {
		return // whose lines are no paragraphs
	}
	d.model.Store(other.visible())
	d.visible()
	d.model.Store(nil)
}

// take takes the words of the line that begins at i over from the model, and gives
// where the line ends; -1 where it is none of the model's.
func (l *lexer) take(i int) int {
	line, _, _ := strings.Cut(l.text[i:], "\n")
	m := l.model
	for k := l.ahead; k < min(len(m.blocks), l.ahead+mostAhead); k++ {
		if m.blockText(k) != line {
			continue
		}
		l.ahead = k + 1
		if strings.ContainsAny(line, "@[") {
			return -1 // addresses are listed, and a mark in brackets depends on what is before it
		}
		b := m.blocks[k]
		first, last := m.tok[b.from], m.tok[b.to-1]
		if n := len(l.tok); n > 0 && l.tok[n-1].flags&tokNumber != 0 && first.flags&tokNumber != 0 {
			l.norm = append(l.norm, ' ') // as number does
		}
		text, norm := uint32(i)-b.start, uint32(len(l.norm))-first.norm // they wrap round, and come back
		l.norm = append(l.norm, m.norm[first.norm:last.norm+uint32(last.size)]...)
		for _, t := range m.tok[b.from:b.to] {
			t.start, t.end, t.norm = t.start+text, t.end+text, t.norm+norm
			l.tok = append(l.tok, t)
		}
		l.first = false
		return i + len(line)
	}
	return -1
}

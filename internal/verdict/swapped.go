package verdict

import "strings"

// Lines of a label and what it says, as registers and minutes have them: "Upheld:
// Ann Lee", "11:00 Bob Ray". Where two of them change places with what they say,
// each word stands where it did, nearly, and everything is said of someone else.

// mostLabelled bounds the words of such a line.
const mostLabelled = 14

// labelledLine is one of them.
type labelledLine struct {
	block        int
	label, value string
}

// tellSwapped adds the lines whose labels have each other's values on the new page.
func tellSwapped(l, g *side) {
	if l.otherKind() || l.page.page.Kind != "html" {
		return
	}
	old, now := l.s.labelledLines(), g.s.labelledLines()
	if len(old) < 2 || len(now) < 2 {
		return
	}
	said := map[string]labelledLine{}
	for _, x := range now {
		if _, again := said[x.label]; again {
			return // not labels
		}
		said[x.label] = x
	}
	var moved []labelledLine
	values := map[string]int{} // of the labels that say something else now
	for _, x := range old {
		if y, ok := said[x.label]; ok && x.value != y.value {
			moved = append(moved, x)
			values[x.value]++
			values[y.value]--
		}
	}
	for _, x := range moved {
		if values[x.value] != 0 {
			continue
		}
		r := l.s.blocks[x.block].span
		c := change{span: r, block: x.block, within: true}
		at := g.s.blocks[said[x.label].block]
		if i := indexTokens(l.other.tok, g.s.tok[at.from:at.to]); i >= 0 {
			c.there, c.paired = span{i, i + at.len()}, true
		}
		k := l.census(r)
		if k.counters+k.related+k.rates+k.ago > 0 || l.idle(c) {
			continue
		}
		l.changes = append(l.changes, c)
	}
}

// labelledLines finds them: short lines that are no rows, with a colon behind one
// to four words, or that begin with a time of day.
func (s *stream) labelledLines() (out []labelledLine) {
	for i, b := range s.blocks {
		text := s.blockText(i)
		if b.len() < 2 || b.len() > mostLabelled || strings.IndexByte(text, '\t') >= 0 {
			continue
		}
		for k := b.from; k < min(b.to-1, b.from+4); k++ {
			between := s.text[s.tok[k].end:s.tok[k+1].start]
			if strings.HasPrefix(strings.TrimLeft(between, " \u00a0"), ":") && !s.isClock(k) || k == b.from+1 && s.isClock(b.from) {
				out = append(out, labelledLine{i, s.phraseOf(span{b.from, k + 1}), s.phraseOf(span{k + 1, b.to})})
				break
			}
		}
	}
	return out
}

// phraseOf is a run of any length in words.
func (s *stream) phraseOf(r span) string {
	words := make([]string, 0, r.len())
	for i := r.from; i < r.to; i++ {
		words = append(words, s.word(i))
	}
	return strings.Join(words, " ")
}

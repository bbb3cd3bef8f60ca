package compare

import (
	"strings"

	"archiver/internal/verdict/lex"
)

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
func tellSwapped(l, g *Side) {
	if l.otherKind() || l.Page.Page.Kind != "html" {
		return
	}
	old, now := labelledLines(l.Stream), labelledLines(g.Stream)
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
		r := l.Stream.Blocks[x.block].Span
		c := Change{Span: r, block: x.block, within: true}
		at := g.Stream.Blocks[said[x.label].block]
		if i := lex.IndexTokens(l.other.Tokens, g.Stream.Tokens[at.From:at.To]); i >= 0 {
			c.There, c.paired = lex.Span{From: i, To: i + at.Len()}, true
		}
		k := l.census(r)
		if k.counters+k.related+k.rates+k.ago > 0 || l.idle(c) {
			continue
		}
		l.Changes = append(l.Changes, c)
	}
}

// labelledLines finds them: short lines that are no rows, with a colon behind one
// to four words, or that begin with a time of day.
func labelledLines(s *lex.Stream) (out []labelledLine) {
	for i, b := range s.Blocks {
		text := s.BlockText(i)
		if b.Len() < 2 || b.Len() > mostLabelled || strings.IndexByte(text, '\t') >= 0 {
			continue
		}
		for k := b.From; k < min(b.To-1, b.From+4); k++ {
			between := s.Text[s.Tokens[k].End:s.Tokens[k+1].Start]
			if strings.HasPrefix(strings.TrimLeft(between, " \u00a0"), ":") && !isClock(s, k) || k == b.From+1 && isClock(s, b.From) {
				out = append(out, labelledLine{i, phraseOf(s, lex.Span{From: b.From, To: k + 1}), phraseOf(s, lex.Span{From: k + 1, To: b.To})})
				break
			}
		}
	}
	return out
}

// phraseOf is a run of any length in words.
func phraseOf(s *lex.Stream, r lex.Span) string {
	words := make([]string, 0, r.Len())
	for i := r.From; i < r.To; i++ {
		words = append(words, s.Word(i))
	}
	return strings.Join(words, " ")
}

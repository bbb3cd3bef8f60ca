package compare

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/meaning"
)

// The number of an item that the browser used to write may come to stand in the
// text, or go from it. So it says nothing.

// dropRefrains removes such changes.
func dropRefrains(l, g *Side) {
	for _, d := range []*Side{l, g} {
		d.drop(d.ordinals())
		d.drop(d.chapterMarks())
	}
}

var ordinal = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[(\[]?(\d{1,2}|[a-z])\s*[.)°º\]]`) })

// ordinals finds the numbers before items that stand side by side and are
// counted from the first on.
func (d *Side) ordinals() map[int]bool {
	out := map[int]bool{}
	var series []int
	next := ""
	flush := func() {
		if len(series) >= 2 {
			for _, i := range series {
				out[i] = true
			}
		}
		series, next = nil, ""
	}
	last := -2
	for i, c := range d.Changes {
		b := d.Stream.Blocks[c.block]
		m := ordinal().FindStringSubmatch(d.Stream.BlockText(c.block))
		if m == nil || c.From != b.From || c.Len() == 0 || c.Len() > 2 || c.There.Len() > 0 || int(d.Stream.Tokens[c.To-1].End)-int(b.Start) > len(m[0])+1 {
			continue
		}
		apart := c.block != last+1 && !(b.Len() <= 12 && !d.Stream.EndsSentence(c.block)) // headings stand apart
		if apart || m[1] != next {
			flush()
			if m[1] != "1" && m[1] != "a" {
				continue
			}
		}
		series, last, next = append(series, i), c.block, following(m[1])
	}
	flush()
	return out
}

// following is the number or the letter after one.
func following(n string) string {
	if n[0] >= 'a' {
		return string(n[0] + 1)
	}
	v := 0
	for _, c := range n {
		v = 10*v + int(c-'0')
	}
	v++
	if v >= 10 {
		return string(rune('0'+v/10)) + string(rune('0'+v%10))
	}
	return string(rune('0' + v))
}

// hashes are those of all blocks of a view.
func hashes(s *lex.Stream) map[uint64]bool {
	out := make(map[uint64]bool, len(s.Blocks))
	for _, b := range s.Blocks {
		out[s.BlockHash(b)] = true
	}
	return out
}

// chapterMarks finds the lines that do nothing but count the chapters ("Chapter 2"),
// where the other page counts none of them and has what stands below.
func (d *Side) chapterMarks() map[int]bool {
	out := map[int]bool{}
	pattern := func(s *lex.Stream, b lex.Block) (words string, n int) {
		if b.Len() < 2 || b.Len() > 3 {
			return "", 0
		}
		for i := b.From; i < b.To; i++ {
			if s.Tokens[i].Flags&lex.Number == 0 {
				words += " " + s.Word(i)
			} else if v, err := strconv.Atoi(s.Word(i)); err == nil && n == 0 && v > 0 && v < 1000 {
				n = v
			} else {
				return "", 0
			}
		}
		return words, n
	}
	type mark struct {
		words string
		n     int
	}
	marks := func(s *lex.Stream) map[mark]bool {
		m := map[mark]bool{}
		for _, b := range s.Blocks {
			if w, n := pattern(s, b); n > 0 {
				m[mark{w, n}], m[mark{w, 0}] = true, true
			}
		}
		return m
	}
	var mine, theirs map[mark]bool
	for i, c := range d.Changes {
		own := d.Stream.Blocks[c.block]
		cell := c.within && d.isRow(c.block) && isCell(d.Stream, own.Span, c.Span)
		if cell {
			own.Span = c.Span // a tree of chapters beside the text
		}
		words, n := pattern(d.Stream, own)
		if c.within != cell || d.isRow(c.block) != cell || n == 0 || words == "" || !cell && (c.block+1 >= len(d.Stream.Blocks) || d.isFresh(c.block+1)) || d.fate(c.block) || meaning.MonthOf(strings.TrimSpace(words)) > 0 {
			continue
		}
		if mine == nil {
			mine, theirs = marks(d.Stream), marks(d.other)
		}
		if (mine[mark{words, n - 1}] && n > 1 || mine[mark{words, n + 1}]) && !theirs[mark{words, 0}] {
			out[i] = true
		}
	}
	return out
}

package extract

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// A line that is made of several links and nothing else leads elsewhere,
// whatever the elements around it are called. A row of a table does not count:
// lists of documents are made so.

// leastMenu is how many links make a line a menu.
const leastMenu = 3

// stretch is a part of view A.
type stretch struct{ start, end int }

// lineState is what is known of the line of view A that is being written.
type lineState struct {
	start  int
	link   int  // the newest link of the page, counted from 1
	last   int  // the newest link that has words on the line
	links  int  // that have words on it
	bare   bool // it has words outside of links, or cells
	told   bool // it has words, and what follows is set
	node   int32
	level  uint8
	from   int // page.linked when it began
	beside int // the newest link to the page before or behind this one, or 0
}

// noteOnLine takes in what was added to the line.
func (p *page) noteOnLine(b []byte) {
	l := &p.line
	if !l.told && hasWord(b) {
		l.told, l.node = true, p.node
	}
	if p.titles > 0 {
		l.level = p.level
	}
	switch {
	case p.links > 0 && l.last != l.link:
		l.last = l.link
		l.links++
	case p.links == 0 && !l.bare:
		l.bare = hasWord(b)
	}
}

// endLine closes the line at the end of view A.
func (p *page) endLine() {
	l := &p.line
	if l.links >= leastMenu && !l.bare && len(p.menus) < maxSpans && !hasCell(p.out[l.start:]) {
		p.menus = append(p.menus, stretch{l.start, len(p.out)})
	} else if l.links > leastMenu && l.bare && l.level == 0 && len(p.menus) < maxSpans && p.isParted(l) {
		p.menus = append(p.menus, stretch{l.start, len(p.out)})
	} else if l.beside > 0 && p.leadsBeside(l) && len(p.menus) < maxSpans {
		p.menus = append(p.menus, stretch{l.start, len(p.out)})
	}
	if l.told && len(p.lines) < maxLines {
		t := textLine{start: l.start, end: len(p.out), linked: p.linked - l.from, node: l.node, level: l.level}
		if p.called == t.end && p.linkAt > t.start && l.bare {
			t.link = uint16(min(t.end-p.linkAt, 1<<16-1))
		}
		p.lines = append(p.lines, t)
	}
	p.line = lineState{start: len(p.out), link: l.link, from: p.linked}
}

// isParted tells whether a line with words outside of links is a menu all the
// same: most of it is links, and signs stand between its parts.
func (p *page) isParted(l *lineState) bool {
	line := p.out[l.start:]
	if hasCell(line) || endsSentence(line) {
		return false
	}
	bars := bytes.Count(line, []byte("|")) + bytes.Count(line, []byte("·")) + bytes.Count(line, []byte("•"))
	return bars > 0 && 2*(p.linked-l.from) > len(line)
}

// maxNeighbours is how many addresses of pages beside this one are held.
const maxNeighbours = 8

// isNeighbour tells whether a link's relation is that to the page before this one
// or behind it.
func isNeighbour(rel []byte) bool {
	for _, f := range bytes.Fields(rel) {
		if bytes.EqualFold(f, []byte("next")) || bytes.EqualFold(f, []byte("prev")) || bytes.EqualFold(f, []byte("previous")) {
			return true
		}
	}
	return false
}

// leadsBeside tells whether a line is little else than the link to the page before
// this one or behind it, with its title: what stands there is another page's.
func (p *page) leadsBeside(l *lineState) bool {
	line := p.out[l.start:]
	return l.level == 0 && !hasCell(line) && 2*(p.linked-l.from) > len(line)
}

func hasCell(b []byte) bool {
	for _, c := range b {
		if c == '\t' {
			return true
		}
	}
	return false
}

func hasWord(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
		b = b[n:]
	}
	return false
}

// dropped lists what view B leaves out, in order, apart from each other.
func (p *page) dropped() []stretch {
	all := make([]stretch, 0, len(p.spans)+len(p.menus)+len(p.boxes))
	for i := range p.spans {
		if s := &p.spans[i]; p.outermost(s) && s.end > s.start {
			all = append(all, stretch{s.start, s.end})
		}
	}
	all = append(append(all, p.menus...), p.boxes...)
	slices.SortStableFunc(all, func(a, b stretch) int { return a.start - b.start })
	out := all[:0]
	for _, s := range all {
		if n := len(out); n > 0 && s.start < out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

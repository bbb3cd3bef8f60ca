package verdict

import (
	"slices"
	"strconv"
	"strings"
)

// A site counts in its menus what lies behind each link: "Politics 412", "Europe (98)".
// Where such a menu stands below the headline its counts look like figures of the
// text. They are told from them by what stands beside the number: a name that is a
// link from end to end, in a list of such names. A figure of the text may have a name
// that is a link too, so the counts of a menu have to grow, several at once, or to
// stand in brackets; the page has a running text, and none of them stands in it. Within
// what passes for main text a list may be what is cited: there they have to grow, and
// each by little, as what a site has published does.

const (
	mostSection   = 5  // words of the name of a section
	leastSections = 2  // of a menu
	mostMenu      = 60 // words of one in a line
)

// section is an entry of a menu and its count.
type section struct {
	name     string
	count    int
	brackets bool
	span     span // in the visible text
	block    int
	menu     int // entries that follow each other are of one
	main     bool
}

// sections finds the entries of menus with counts.
func (d *Prepared) sections() []section {
	lay := &d.page.Layout
	if d.page.Kind != "html" || !lay.complete() {
		return nil
	}
	f := &flow{lay: lay, vis: d.visible()}
	f.place()
	s := f.vis
	main := map[uint32]bool{}
	for _, b := range d.base().blocks {
		main[b.start] = true
	}
	var out []section
	for i, b := range s.blocks {
		if b.len() == 0 || s.hasCells(i) || s.endsSentence(i) {
			continue
		}
		var found []section
		if i > 0 && s.loneNumber(i) && f.linked[i-1] >= fullyLinked && s.sectionName(s.blocks[i-1].span) {
			prev := s.blocks[i-1]
			if n, ok := s.countAt(b.from); ok && b.len() == 1 {
				found = []section{{name: s.phrase(prev.span), count: n, span: span{b.from, b.to}, block: i, brackets: s.bracketed(b, b.from)}}
			}
		} else if f.linked[i] > 0 && b.len() <= mostMenu {
			found = f.entries(i)
		}
		for _, e := range found {
			if n := len(out); n > 0 && i-out[n-1].block <= 2 {
				e.menu = out[n-1].menu
			} else if n > 0 {
				e.menu = out[n-1].menu + 1
			}
			e.main = main[b.start]
			out = append(out, e)
		}
	}
	return out
}

// entries cuts a line into names, each with a number behind it; nil where it is made
// of anything else, or the names are not links.
func (f *flow) entries(i int) (out []section) {
	s, b := f.vis, f.vis.blocks[i]
	from, named := b.from, 0
	for k := b.from; k < b.to; k++ {
		if s.tok[k].flags&(tokNumber|tokSign) == 0 {
			continue
		}
		n, ok := s.countAt(k)
		if !ok || !s.sectionName(span{from, k}) {
			return nil
		}
		named += int(s.tok[k-1].end - s.tok[from].start)
		out = append(out, section{name: s.phrase(span{from, k}), count: n, span: span{from, k + 1}, block: i, brackets: s.bracketed(b, k)})
		from = k + 1
	}
	if from < b.to || 100*named > (int(f.linked[i])+2)*int(b.end-b.start) {
		return nil
	}
	return out
}

// sectionName tells whether a run may be the name of a section.
func (s *stream) sectionName(r span) bool {
	if r.len() == 0 || r.len() > mostSection {
		return false
	}
	for i := r.from; i < r.to; i++ {
		if s.tok[i].flags&(tokNumber|tokSign) != 0 {
			return false
		}
	}
	return true
}

// countAt reads a whole number.
func (s *stream) countAt(i int) (int, bool) {
	if s.tok[i].flags&tokNumber == 0 {
		return 0, false
	}
	n, err := strconv.Atoi(strings.ReplaceAll(strings.ReplaceAll(s.word(i), ",", ""), ".", ""))
	return n, err == nil && n >= 0
}

// bracketed tells whether a word of a line stands in brackets.
func (s *stream) bracketed(b block, i int) bool {
	before, after := s.text[b.start:s.tok[i].start], s.text[s.tok[i].end:min(int(b.end), len(s.text))]
	return strings.HasSuffix(strings.TrimSpace(before), "(") && strings.HasPrefix(strings.TrimSpace(after), ")") ||
		strings.HasSuffix(strings.TrimSpace(before), "[") && strings.HasPrefix(strings.TrimSpace(after), "]")
}

// grownSections gives where the words of entries begin whose counts are others now, on
// the old page and on the new one.
func grownSections(a, b *Prepared) (old, now map[uint32]bool) {
	mine, theirs := a.sections(), b.sections()
	if len(mine) < leastSections || len(theirs) < leastSections || !a.runs() || !b.runs() {
		return nil, nil
	}
	byName := map[string][]int{}
	for i, e := range theirs {
		byName[e.name] = append(byName[e.name], i)
	}
	old, now = map[uint32]bool{}, map[uint32]bool{}
	for at := 0; at < len(mine); {
		to := at
		for to < len(mine) && mine[to].menu == mine[at].menu {
			to++
		}
		var pairs [][2]int
		entries, brackets, grow, little, main := 0, true, true, true, false
		for i := at; i < to; i++ {
			there := byName[mine[i].name]
			if len(there) != 1 {
				continue
			}
			entries++
			e, t := mine[i], theirs[there[0]]
			if e.count == t.count {
				continue
			}
			brackets = brackets && e.brackets && t.brackets
			grow = grow && t.count > e.count
			little = little && 10*(t.count-e.count) <= e.count
			main = main || e.main || t.main
			pairs = append(pairs, [2]int{i, there[0]})
		}
		several := grow && len(pairs) >= leastSections
		if entries >= leastSections && (brackets || several) && (!main || grow && little) {
			for _, p := range pairs {
				if e := mine[p[0]]; !a.tellsInProse(e) {
					markWords(old, a.visible(), e.span)
					markWords(now, b.visible(), theirs[p[1]].span)
				}
			}
		}
		at = to
	}
	return old, now
}

// markWords notes where the words of a run begin.
func markWords(m map[uint32]bool, s *stream, r span) {
	for i := r.from; i < r.to; i++ {
		m[s.tok[i].start] = true
	}
}

// runs tells whether there is a running text.
func (d *Prepared) runs() bool {
	n, s := 0, d.visible()
	for i, b := range s.blocks {
		if b.len() >= prosy && s.endsSentence(i) {
			n++
		}
	}
	return n >= leastTelling
}

// tellsInProse tells whether the running text has the figure of an entry.
func (d *Prepared) tellsInProse(e section) bool {
	s := d.visible()
	want := s.tok[e.span.to-1].hash
	return slices.ContainsFunc(s.blocks, func(b block) bool {
		if b.len() < prosy {
			return false
		}
		for i := b.from; i < b.to; i++ {
			if s.tok[i].hash == want {
				return true
			}
		}
		return false
	})
}

// dropSections removes the changes that are nothing but counts of menus.
func dropSections(l, g *side) {
	counted := func(d *side) bool {
		return slices.ContainsFunc(d.changes, func(c change) bool { return factsOf(d.s, c.span) > 0 })
	}
	if !counted(l) && !counted(g) {
		return
	}
	old, now := grownSections(l.page, g.page)
	if len(old) == 0 {
		return
	}
	for _, d := range []*side{l, g} {
		at := old
		if d.gain {
			at = now
		}
		d.changes = slices.DeleteFunc(d.changes, func(c change) bool {
			if !d.s.allMarked(c.span, at) {
				return false
			}
			d.noise++
			return true
		})
	}
}

// withoutSections leaves out the edits in place that are nothing but such counts.
func withoutSections(a, b *Prepared, places []place) []place {
	if len(places) == 0 {
		return places
	}
	old, now := grownSections(a, b)
	if len(old) == 0 {
		return places
	}
	return slices.DeleteFunc(places, func(p place) bool {
		return a.visible().allMarked(p.old, old) && b.visible().allMarked(p.now, now)
	})
}

// allMarked tells whether every word of a run is marked. An empty run is.
func (s *stream) allMarked(r span, marked map[uint32]bool) bool {
	for i := r.from; i < r.to; i++ {
		if !marked[s.tok[i].start] {
			return false
		}
	}
	return true
}

package compare

import (
	"slices"
	"strconv"
	"strings"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
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
	span     lex.Span // in the visible text
	block    int
	menu     int // entries that follow each other are of one
	main     bool
}

// sectionsOf finds the entries of menus with counts.
func sectionsOf(d *pages.Prepared) []section {
	lay := &d.Page.Layout
	if d.Page.Kind != "html" || !lay.Complete() {
		return nil
	}
	f := &Flow{Layout: lay, Visible: d.Visible()}
	f.Place()
	s := f.Visible
	main := map[uint32]bool{}
	for _, b := range d.Base().Blocks {
		main[b.Start] = true
	}
	var out []section
	for i, b := range s.Blocks {
		if b.Len() == 0 || hasCells(s, i) || s.EndsSentence(i) {
			continue
		}
		var found []section
		if i > 0 && loneNumber(s, i) && f.Linked[i-1] >= FullyLinked && sectionName(s, s.Blocks[i-1].Span) {
			prev := s.Blocks[i-1]
			if n, ok := countAt(s, b.From); ok && b.Len() == 1 {
				found = []section{{name: phrase(s, prev.Span), count: n, span: lex.Span{From: b.From, To: b.To}, block: i, brackets: bracketed(s, b, b.From)}}
			}
		} else if f.Linked[i] > 0 && b.Len() <= mostMenu {
			found = f.entries(i)
		}
		for _, e := range found {
			if n := len(out); n > 0 && i-out[n-1].block <= 2 {
				e.menu = out[n-1].menu
			} else if n > 0 {
				e.menu = out[n-1].menu + 1
			}
			e.main = main[b.Start]
			out = append(out, e)
		}
	}
	return out
}

// entries cuts a line into names, each with a number behind it; nil where it is made
// of anything else, or the names are not links.
func (f *Flow) entries(i int) (out []section) {
	s, b := f.Visible, f.Visible.Blocks[i]
	from, named := b.From, 0
	for k := b.From; k < b.To; k++ {
		if s.Tokens[k].Flags&(lex.Number|lex.Sign) == 0 {
			continue
		}
		n, ok := countAt(s, k)
		if !ok || !sectionName(s, lex.Span{From: from, To: k}) {
			return nil
		}
		named += int(s.Tokens[k-1].End - s.Tokens[from].Start)
		out = append(out, section{name: phrase(s, lex.Span{From: from, To: k}), count: n, span: lex.Span{From: from, To: k + 1}, block: i, brackets: bracketed(s, b, k)})
		from = k + 1
	}
	if from < b.To || 100*named > (int(f.Linked[i])+2)*int(b.End-b.Start) {
		return nil
	}
	return out
}

// sectionName tells whether a run may be the name of a section.
func sectionName(s *lex.Stream, r lex.Span) bool {
	if r.Len() == 0 || r.Len() > mostSection {
		return false
	}
	for i := r.From; i < r.To; i++ {
		if s.Tokens[i].Flags&(lex.Number|lex.Sign) != 0 {
			return false
		}
	}
	return true
}

// countAt reads a whole number.
func countAt(s *lex.Stream, i int) (int, bool) {
	if s.Tokens[i].Flags&lex.Number == 0 {
		return 0, false
	}
	n, err := strconv.Atoi(strings.ReplaceAll(strings.ReplaceAll(s.Word(i), ",", ""), ".", ""))
	return n, err == nil && n >= 0
}

// bracketed tells whether a word of a line stands in brackets.
func bracketed(s *lex.Stream, b lex.Block, i int) bool {
	before, after := s.Text[b.Start:s.Tokens[i].Start], s.Text[s.Tokens[i].End:min(int(b.End), len(s.Text))]
	return strings.HasSuffix(strings.TrimSpace(before), "(") && strings.HasPrefix(strings.TrimSpace(after), ")") ||
		strings.HasSuffix(strings.TrimSpace(before), "[") && strings.HasPrefix(strings.TrimSpace(after), "]")
}

// grownSections gives where the words of entries begin whose counts are others now, on
// the old page and on the new one.
func grownSections(a, b *pages.Prepared) (old, now map[uint32]bool) {
	mine, theirs := sectionsOf(a), sectionsOf(b)
	if len(mine) < leastSections || len(theirs) < leastSections || !isRunning(a) || !isRunning(b) {
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
				if e := mine[p[0]]; !tellsInProse(a, e) {
					markWords(old, a.Visible(), e.span)
					markWords(now, b.Visible(), theirs[p[1]].span)
				}
			}
		}
		at = to
	}
	return old, now
}

// markWords notes where the words of a run begin.
func markWords(m map[uint32]bool, s *lex.Stream, r lex.Span) {
	for i := r.From; i < r.To; i++ {
		m[s.Tokens[i].Start] = true
	}
}

// leastRunning is how many paragraphs make a running text.
const leastRunning = 3

// isRunning tells whether there is a running text.
func isRunning(d *pages.Prepared) bool {
	n, s := 0, d.Visible()
	for i, b := range s.Blocks {
		if b.Len() >= Prosy && s.EndsSentence(i) {
			n++
		}
	}
	return n >= leastRunning
}

// tellsInProse tells whether the running text has the figure of an entry.
func tellsInProse(d *pages.Prepared, e section) bool {
	s := d.Visible()
	want := s.Tokens[e.span.To-1].Hash
	return slices.ContainsFunc(s.Blocks, func(b lex.Block) bool {
		if b.Len() < Prosy {
			return false
		}
		for i := b.From; i < b.To; i++ {
			if s.Tokens[i].Hash == want {
				return true
			}
		}
		return false
	})
}

// dropSections removes the changes that are nothing but counts of menus.
func dropSections(l, g *Side) {
	counted := func(d *Side) bool {
		return slices.ContainsFunc(d.Changes, func(c Change) bool { return factsOf(d.Stream, c.Span) > 0 })
	}
	if !counted(l) && !counted(g) {
		return
	}
	old, now := grownSections(l.Page, g.Page)
	if len(old) == 0 {
		return
	}
	for _, d := range []*Side{l, g} {
		at := old
		if d.gain {
			at = now
		}
		d.Changes = slices.DeleteFunc(d.Changes, func(c Change) bool {
			if !allMarked(d.Stream, c.Span, at) {
				return false
			}
			d.noise++
			return true
		})
	}
}

// withoutSections leaves out the edits in place that are nothing but such counts.
func withoutSections(a, b *pages.Prepared, places []Place) []Place {
	if len(places) == 0 {
		return places
	}
	old, now := grownSections(a, b)
	if len(old) == 0 {
		return places
	}
	return slices.DeleteFunc(places, func(p Place) bool {
		return allMarked(a.Visible(), p.Old, old) && allMarked(b.Visible(), p.Now, now)
	})
}

// allMarked tells whether every word of a run is marked. An empty run is.
func allMarked(s *lex.Stream, r lex.Span, marked map[uint32]bool) bool {
	for i := r.From; i < r.To; i++ {
		if !marked[s.Tokens[i].Start] {
			return false
		}
	}
	return true
}

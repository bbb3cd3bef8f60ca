package extract

import "bytes"

// further gives the stretches behind an article that go on with it inside of the
// page's main element: chapters under a heading of their own, tables of figures,
// captions. It ends where the first box begins that is none of these.
func (p *page) further(article int32) (out []stretch) {
	outer := p.nodes[article].parent
	for outer >= 0 && p.nodes[outer].kind != isMain {
		outer = p.nodes[outer].parent
	}
	if outer < 0 {
		return nil
	}
	left := maxGroups
	for i := int(article) + 1; i < len(p.nodes) && left > 0 && p.nodes[i].start < p.nodes[outer].end; i++ {
		n := &p.nodes[i]
		if n.start < p.nodes[article].end || n.end == n.start || !p.within(article, n.parent) {
			continue
		}
		left--
		if p.allSite(n) {
			continue
		}
		if !p.goesOn(n) {
			break
		}
		out = append(out, stretch{n.start, n.end})
	}
	return out
}

// allSite tells whether nothing is left of a box.
func (p *page) allSite(n *node) bool {
	for i := range p.lines {
		if l := &p.lines[i]; l.start >= n.start && l.end <= n.end && !l.dropped {
			return false
		}
	}
	return true
}

// goesOn tells whether a box behind an article is a chapter, a table of figures or
// a picture with its caption.
func (p *page) goesOn(n *node) bool {
	const leastRows, leastCaption = 3, 4
	first, rows, prose, figures := -1, 0, false, false
	for i := range p.lines {
		l := &p.lines[i]
		if l.start < n.start || l.end > n.end {
			continue
		}
		if l.dropped || l.linked*5 > l.end-l.start || l.level == 1 {
			return false
		}
		if first < 0 {
			first = i
		}
		if hasCell(p.out[l.start:l.end]) {
			rows++
			figures = figures || bytes.ContainsAny(p.out[l.start:l.end], "0123456789")
			if hasStamp(p.out[l.start:l.end]) {
				return false // a timetable of today
			}
		} else {
			prose = prose || l.weight > 0
		}
	}
	switch {
	case first < 0:
		return false
	case n.kind == isTable:
		return rows >= leastRows && figures
	case n.figure:
		return p.lines[first].words >= leastCaption
	}
	return (n.kind == isArticle || n.chapter) && p.lines[first].level >= 2 && prose
}

package extract

import (
	"bytes"
	"strings"
)

// column drops what stands outside of the column of the running text: outside
// of the article or main element if nearly all of it is inside, or else of the
// innermost box that holds nearly all of it.
func (p *page) column() {
	total := p.weigh()
	for i := range p.lines {
		p.lines[i].site = p.lines[i].dropped
	}
	if total < leastText {
		return
	}
	best, explicit := int32(-1), false
	for i := range p.nodes {
		n := &p.nodes[i]
		if n.kind == isMain && n.weight*10 >= total*8 && (best < 0 || n.weight >= p.nodes[best].weight) {
			best, explicit = int32(i), true
		}
	}
	inside := total
	if best >= 0 {
		inside = p.nodes[best].weight
	}
	for i := range p.nodes {
		if n := &p.nodes[i]; n.kind == isArticle && n.weight*10 >= inside*8 && n.weight*10 >= total*8 && p.within(int32(i), best) {
			best, explicit = int32(i), true // the innermost comes last
		}
	}
	if !explicit {
		best = p.densest(total)
	}
	if best < 0 {
		return
	}
	start, end := p.nodes[best].start, p.nodes[best].end
	p.notSite(start, end)
	near := start
	if title := p.titleBefore(start); title >= 0 && !p.hasTitle(start, end) {
		l := p.lines[title]
		if p.gapAfter(title, start) {
			start = l.start
		} else {
			p.dropOutside(0, l.start)
			p.dropOutside(l.end, start)
			start = 0
		}
	} else if title := p.titleIn(start, end); title >= 0 {
		start = p.lines[title].start // what stands before the title is not the article's
	} else if !explicit {
		start = p.before(best)
	}
	p.inserts(start, end)
	if near < start {
		p.dropOutside(0, near)
		p.keepStatus(near, start)
	} else {
		p.dropOutside(0, start)
	}
	if explicit && p.nodes[best].kind == isArticle {
		for _, s := range p.further(best) {
			p.dropOutside(end, s.start)
			end = s.end
		}
	}
	p.dropOutside(end, len(p.out))
}

// notSite undoes for asides within the column, of which nothing but the element
// says so, that they are the site's: they may as well be notes on the text.
func (p *page) notSite(start, end int) {
	for i, left := 0, maxGroups; i < len(p.nodes) && left > 0; i++ {
		n := &p.nodes[i]
		if !n.bare || n.start < start || n.end > end {
			continue
		}
		left--
		for k := range p.lines {
			if l := &p.lines[k]; l.start >= n.start && l.end <= n.end {
				l.site = false
			}
		}
	}
}

// dropOutside drops a stretch beside the column, but for lines that tell what
// became of the document.
func (p *page) dropOutside(start, end int) {
	from := start
	for i, left := 0, maxKept; i < len(p.lines) && left > 0; i++ {
		l := &p.lines[i]
		if l.start < start || l.end > end || l.dropped || l.weight == 0 || l.words >= manyWords || !tellsOfDocument(p.out[l.start:l.end]) {
			continue
		}
		p.drop(from, l.start)
		from = l.end
		left--
	}
	p.drop(from, end)
}

// keepStatus drops what stands in the column before its title, but for lines
// that tell what became of the document: above the title they need no sentence.
func (p *page) keepStatus(start, end int) {
	from := start
	for i, left := 0, maxKept; i < len(p.lines) && left > 0; i++ {
		l := &p.lines[i]
		if l.start < start || l.end > end || l.dropped || l.linked > 0 || l.words < 2 || l.words > 25 || !tellsOfDocument(p.out[l.start:l.end]) {
			continue
		}
		p.drop(from, l.start)
		from = l.end
		left--
	}
	p.drop(from, end)
}

// before gives where a column begins that has no heading: with the few lines
// that stand before it in the box around it, of which one may be its title.
func (p *page) before(best int32) int {
	const most = 4
	start := p.nodes[best].start
	up := p.nodes[best].parent
	if up < 0 {
		return start
	}
	found := start
	for i, n := len(p.lines)-1, 0; i >= 0 && p.lines[i].start >= p.nodes[up].start && n < most; i-- {
		if l := &p.lines[i]; l.end <= start && !l.dropped {
			if n++; l.words >= 3 && !bytes.ContainsAny(p.out[l.start:l.end], "0123456789") {
				found = l.start
			}
		}
	}
	return found
}

// titleIn gives the line of the title in a column, if next to no running text
// stands before it: its first heading of the first level, or one of the second
// that the page's own title has.
func (p *page) titleIn(start, end int) int {
	before, all := 0, p.weightIn(start, end)
	for i := range p.lines {
		l := &p.lines[i]
		if l.start < start || l.end > end || l.dropped {
			continue
		}
		if l.level == 1 && before > 0 && !p.isPageTitle(l) && p.headsIn(l.end, end) > 0 {
			return -1 // several chapters, the first of them behind an introduction
		}
		if l.level == 1 || l.level == 2 && p.isPageTitle(l) {
			if before*4 <= all || before*2 <= all && p.isPageTitle(l) {
				return i
			}
			return -1
		}
		if before += l.weight; before*2 > all {
			return -1
		}
	}
	return -1
}

// headsIn counts the headings of the first level in a stretch.
func (p *page) headsIn(start, end int) (n int) {
	for i := range p.lines {
		if l := &p.lines[i]; l.start >= start && l.end <= end && l.level == 1 && !l.dropped {
			n++
		}
	}
	return n
}

// isPageTitle tells whether a line is what the page's title begins with or
// holds.
func (p *page) isPageTitle(l *textLine) bool {
	text := collapse(p.out[l.start:l.end], maxTitle)
	return l.words >= 2 && strings.Contains(p.doc.Title, text)
}

// within tells whether node i is outer or stands in it; any does in -1.
func (p *page) within(i, outer int32) bool {
	for ; i >= 0; i = p.nodes[i].parent {
		if i == outer {
			return true
		}
	}
	return outer < 0
}

// fewBeside is how many bytes of running text may stand beside the column of
// a short page.
const fewBeside = 250

// densest goes from the outermost box inwards as long as nine tenths of the
// running text stay inside, or nearly so in a short page.
func (p *page) densest(total int) int32 {
	best := int32(-1)
	for i := range p.nodes {
		n := &p.nodes[i]
		if !(n.weight*10 >= total*9 || n.weight*4 >= total*3 && total-n.weight <= fewBeside) || !p.within(int32(i), best) {
			continue
		}
		switch n.kind {
		case isInner:
			return best
		case isTable: // for the layout if one cell holds the text, and several lines of it
		case isCell:
			if p.proseLines(n) < 2 {
				return best
			}
			best = int32(i)
		default:
			if p.proseLines(n) < 2 {
				return best
			}
			best = int32(i)
		}
	}
	if best >= 0 && p.nodes[best].kind == isTable {
		return -1
	}
	return best
}

func (p *page) proseLines(n *node) (count int) {
	for i := range p.lines {
		if l := &p.lines[i]; l.weight > 0 && l.start >= n.start && l.end <= n.end && !hasCell(p.out[l.start:l.end]) {
			count++
		}
	}
	return count
}

// titleBefore gives the line of the title of a column that has none itself:
// the last first-level heading before it, or the last of the second level.
func (p *page) titleBefore(start int) int {
	found, level := -1, uint8(3)
	for i := range p.lines {
		l := &p.lines[i]
		if l.end > start {
			break
		}
		if l.level > 0 && l.level <= min(level, 2) && !l.dropped {
			found, level = i, l.level
		}
	}
	return found
}

// gapAfter tells whether little stands between a title and its column: then it
// belongs to both.
func (p *page) gapAfter(title, start int) bool {
	lines := 0
	for i := title + 1; i < len(p.lines) && p.lines[i].start < start; i++ {
		if !p.lines[i].dropped {
			lines++
		}
	}
	return lines <= 4
}

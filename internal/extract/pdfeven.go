package extract

import "slices"

// joinEven joins the words of a line that were drawn so far apart, to fill its column,
// that each came as a line of its own: a short line before a long address. Each gap is
// as wide as the next, but for the one behind the number of an item, and the last word
// ends where other lines of the column do. No table has cells like that.
func (p *pdfPage) joinEven() {
	if len(p.lines) > maxStamped {
		return
	}
	type edge struct{ block, x int }
	ends := map[edge]int{} // how many lines end there
	for _, l := range p.lines {
		ends[edge{l.block, int(l.x1 + 0.5)}]++
	}
	shared := func(l *pdfLine) bool {
		x, n := int(l.x1+0.5), 0
		for d := -1; d <= 1; d++ {
			n += ends[edge{l.block, x + d}]
		}
		return n > 1
	}
	for i := 0; i < len(p.lines); i++ {
		first := p.lines[i]
		if first.merged {
			continue
		}
		to, parts := i+1, first.parts
		for to < len(p.lines) && p.lines[to].block == first.block && p.lines[to].x0 > p.lines[to-1].x1 && p.lines[to].overlapY(first.rect) > 0.8 {
			parts = slices.Concat(parts, p.lines[to].parts)
			to++
		}
		if to == i+1 || !shared(p.lines[to-1]) {
			continue
		}
		even := parts
		if itemMark().MatchString(parts[0].text) || first.raises(parts[0]) {
			even = parts[1:]
		}
		if len(even) < 3 || !sameGaps(even) {
			continue
		}
		size := first.size
		*first = *lineOf(first.block, parts)
		first.size = size
		for _, l := range p.lines[i+1 : to] {
			l.merged = true
		}
	}
	p.lines = slices.DeleteFunc(p.lines, func(l *pdfLine) bool { return l.merged })
}

// sameGaps tells whether words stand equally far apart, as far as it can be measured.
func sameGaps(words []pdfWord) bool {
	least, most := float32(1e9), float32(0)
	for i := 1; i < len(words); i++ {
		gap := words[i].x0 - words[i-1].x1
		least, most = min(least, gap), max(most, gap)
	}
	return least > 0 && most <= 1.03*least+0.3
}

// lowerRaised writes the figures of raised words as they stand on the line: some fonts
// name a small raised 2 as such, and it is the mark of note 2 all the same.
func (p *pdfPage) lowerRaised() {
	for _, l := range p.lines {
		for i, w := range l.parts {
			if low := figuresDown.Replace(w.text); low != w.text && isNumber(low) && l.raises(w) {
				l.parts[i].text = low
			}
		}
	}
}

package extract

import (
	"slices"
	"strconv"
)

// markedSize is the size of the letters in which the text is written, of a report
// whose notes may have more of them than it: marks stand in the text. Most are the
// letters of the size that most of the document has.
func markedSize(pages []*pdfPage, most float32) float32 {
	marks, letters := map[int]int{}, map[int]int{}
	best, in := 0, int(most*4+0.5)
	for _, p := range pages {
		for _, l := range p.lines {
			k := int(l.size*4 + 0.5)
			letters[k] += len(l.text)
			if !slices.ContainsFunc(l.parts[1:], func(w pdfWord) bool { return l.raises(w) && isNumber(w.text) }) {
				continue
			}
			if marks[k]++; marks[k] > marks[best] || marks[k] == marks[best] && k < best {
				best = k
			}
		}
	}
	const few, part = 2, 20 // lines with marks, of all letters: a heading may have one
	if best <= in || marks[best] < few || marks[best] < 2*marks[in] || part*letters[best] < letters[in] {
		return most
	}
	return float32(best) / 4
}

// joinStretchedNotes joins the first line of a note whose words were drawn apart to
// fill it, as where a long address had no room on it: it comes in pieces, the number
// with the first of them, which else would be a row of a table.
func (p *pdfPage) joinStretchedNotes(small float32) {
	marked := p.marked()
	for _, first := range p.lines {
		if first.merged || first.size > small || len(first.parts) < 2 || !first.raises(first.parts[0]) || !marked[first.number()] {
			continue
		}
		var right []*pdfLine
		for _, l := range p.lines {
			if l != first && !l.merged && l.x0 > first.x1 && l.overlapY(first.parts[1].rect) > 0.4 {
				right = append(right, l)
			}
		}
		slices.SortFunc(right, func(a, b *pdfLine) int { return order(a.x0, b.x0) })
		parts, joined := first.parts, right[:0]
		for _, l := range right {
			longer := slices.Concat(parts, l.parts)
			if !evenGaps(longer[1:]) {
				break // in the next column
			}
			parts, joined = longer, append(joined, l)
		}
		if len(joined) == 0 || len(parts) < 4 {
			continue
		}
		size := first.size
		*first = *lineOf(first.block, parts)
		first.size = size
		for _, l := range joined {
			l.merged = true
		}
	}
}

// evenGaps tells whether words stand about equally far apart.
func evenGaps(words []pdfWord) bool {
	least, most := float32(1e9), float32(0)
	for i := 1; i < len(words); i++ {
		gap := words[i].x0 - words[i-1].x1
		least, most = min(least, gap), max(most, gap)
	}
	return least > 0 && most <= 1.6*least+1
}

// above gives the line that the number of a note stands over by itself, as where
// an address behind it had no room on its line; nil if there is none. The number is
// put before it.
func (l *pdfLine) above(lines []*pdfLine, marked map[int]bool) *pdfLine {
	n, err := strconv.Atoi(l.text)
	if err != nil || !marked[n] {
		return nil
	}
	for _, o := range lines {
		gap, shift := o.y0-l.y1, o.x0-l.x0
		if o == l || o.merged || l.size > 0.85*o.size || gap < -0.3*o.size || gap > 0.8*o.size || shift < -2.5*o.size || shift > 2.5*o.size {
			continue
		}
		at := rect{o.x0 - l.width() - 1, o.y0, o.x0 - 1, o.y0 + l.height()}
		l.parts = []pdfWord{{at, l.parts[0].text, l.parts[0].placed}}
		return o
	}
	return nil
}

// findPlainNotes marks the notes at the foot of a page, or of a column, where they
// are in no smaller print: from the first line on that begins with a raised number
// of which a mark stands on the page before it. Marks stand close to a word, and so
// begin no line.
func (p *pdfPage) findPlainNotes() {
	for _, g := range p.groups {
		if slices.ContainsFunc(g, func(l *pdfLine) bool { return l.note }) {
			return
		}
	}
	seen := map[int]bool{}
	for _, g := range p.groups {
		var notes []*pdfLine
		for _, l := range g {
			if l.running || l.merged || l.table > 0 {
				continue
			}
			inner := l.parts[1:]
			if n := l.number(); n > 0 && l.raises(l.parts[0]) {
				if len(notes) > 0 || seen[n] {
					notes = append(notes, l)
					continue
				}
			} else if n == 0 {
				inner = l.parts
			}
			marks := false
			for _, w := range inner {
				for _, n := range l.marksIn(w) {
					seen[n], marks = true, true
				}
			}
			switch {
			case marks:
				notes = nil // the text goes on below: these were no notes at its foot
			case len(notes) == 0, isNumber(l.text) && l.y0-notes[len(notes)-1].y1 > 0.6*l.size: // a page's number
			default:
				notes = append(notes, l)
			}
		}
		for _, l := range notes {
			l.note = true
		}
	}
}

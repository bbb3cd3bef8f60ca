package extract

import (
	"slices"
)

const (
	columnLines = 4 // lines that make a column
	// columnWords is how many words a line of a column has, in the middle.
	columnWords = 3
)

// sortColumns puts the lines of a page that has columns of prose into reading
// order: down each column, what runs across them before and after. pdftotext
// reads across where the gap between them is narrow. Pages of one column stay in
// its order.
func (p *pdfPage) sortColumns() {
	var body []*pdfLine
	for _, l := range p.lines {
		if !l.running && !l.merged && l.upright() {
			body = append(body, l)
		}
	}
	sorted, ok := columns(body, 0)
	if !ok {
		return
	}
	out := make([]*pdfLine, 0, len(p.lines))
	var foot []*pdfLine
	for _, l := range p.lines {
		if l.running || l.merged || !l.upright() {
			if l.y0 < p.h/2 {
				out = append(out, l)
			} else {
				foot = append(foot, l)
			}
		}
	}
	p.lines = append(append(out, sorted...), foot...)
}

// columns sorts lines that stand in two columns or more; it reports false where
// they do not.
func columns(lines []*pdfLine, depth int) ([]*pdfLine, bool) {
	gutter, ok := gutterOf(lines)
	if !ok || depth > 3 {
		return lines, false
	}
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(a, b *pdfLine) int { return order(a.y0+a.y1, b.y0+b.y1) })
	var out, left, right []*pdfLine
	flush := func() {
		for _, side := range [][]*pdfLine{left, right} {
			sorted, _ := columns(side, depth+1)
			out = append(out, sorted...)
		}
		left, right = nil, nil
	}
	for _, l := range lines {
		switch {
		case l.x1 <= gutter:
			left = append(left, l)
		case l.x0 >= gutter:
			right = append(right, l)
		default:
			flush()
			out = append(out, l)
		}
	}
	flush()
	return out, true
}

// gutterOf finds where the right column begins: at the left end of several
// lines, to the left of which others end. Few lines may lie across.
func gutterOf(lines []*pdfLine) (float32, bool) {
	starts := map[int][]*pdfLine{}
	for _, l := range lines {
		if l.table == 0 {
			k := int(l.x0 / samePlace)
			starts[k] = append(starts[k], l)
		}
	}
	best, most := float32(0), 0
	for _, k := range sortedKeys(starts) {
		if len(starts[k]) < columnLines {
			continue
		}
		x := starts[k][0].x0
		for _, l := range starts[k] {
			x = min(x, l.x0)
		}
		if n := columnsAt(lines, x-0.1); n > most {
			best, most = x-0.1, n
		}
	}
	return best, most > 0
}

func sortedKeys(m map[int][]*pdfLine) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	const maxGutters = 40 // places that are tried on a page
	if len(keys) > maxGutters {
		slices.SortFunc(keys, func(a, b int) int { return len(m[b]) - len(m[a]) })
		keys = keys[:maxGutters]
		slices.Sort(keys)
	}
	return keys
}

// columnsAt counts the lines of the smaller column, if a page is divided at x;
// 0 if it is not.
func columnsAt(lines []*pdfLine, x float32) int {
	var left, right rect
	var words [2][]int
	across := 0
	for _, l := range lines {
		switch {
		case l.table > 0:
			across++
		case l.x1 <= x:
			left.add(l.rect)
			words[0] = append(words[0], l.words)
		case l.x0 >= x:
			right.add(l.rect)
			words[1] = append(words[1], l.words)
		default:
			across++
		}
	}
	n := min(len(words[0]), len(words[1]))
	if n < columnLines || 2*across > len(lines) || left.overlapY(right) < 0.5 {
		return 0
	}
	for _, w := range words {
		slices.Sort(w)
		if w[len(w)/2] < columnWords {
			return 0
		}
	}
	return n
}

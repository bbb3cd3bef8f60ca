package extract

import (
	"slices"
)

const (
	columnLines = 4 // lines of prose that make a column
	columnWords = 3 // words that make a line of prose
)

// sortColumns puts the lines of a page that has columns of prose into reading
// order: down each column, what runs across them before and after. pdftotext
// reads across where the gap between them is narrow. Pages of one column stay in
// its order. groups are the columns, and what runs across between them.
func (p *pdfPage) sortColumns() {
	var body []*pdfLine
	for _, l := range p.lines {
		if !l.running && !l.merged && l.upright() {
			body = append(body, l)
		}
	}
	groups := columns(body, 0)
	if len(groups) < 2 {
		p.groups = groups
		return
	}
	p.groups = groups
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
	for _, g := range groups {
		out = append(out, g...)
	}
	p.lines = append(out, foot...)
}

// columns divides lines into columns, each sorted from top to foot where there
// is more than one.
func columns(lines []*pdfLine, depth int) (groups [][]*pdfLine) {
	if len(lines) == 0 {
		return nil
	}
	gutter, ok := gutterOf(lines)
	if !ok || depth > 3 {
		return [][]*pdfLine{lines}
	}
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(a, b *pdfLine) int { return order(a.y0+a.y1, b.y0+b.y1) })
	var across, left, right []*pdfLine
	flush := func() {
		if len(across) > 0 {
			groups = append(groups, across)
		}
		for _, side := range [][]*pdfLine{left, right} {
			groups = append(groups, columns(side, depth+1)...)
		}
		across, left, right = nil, nil, nil
	}
	for _, l := range lines {
		switch {
		case l.table == 0 && l.x1 <= gutter:
			left = append(left, l)
		case l.table == 0 && l.x0 >= gutter:
			right = append(right, l)
		default:
			if len(left)+len(right) > 0 {
				flush()
			}
			across = append(across, l)
		}
	}
	flush()
	return groups
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

// columnsAt counts the lines of prose of the smaller column, if a page is divided
// at x; 0 if it is not.
func columnsAt(lines []*pdfLine, x float32) int {
	var side [2]struct {
		rect
		lines, words, prose int
	}
	across := 0
	for _, l := range lines {
		s := &side[0]
		switch {
		case l.table == 0 && l.x1 <= x:
		case l.table == 0 && l.x0 >= x:
			s = &side[1]
		default:
			across++
			continue
		}
		s.add(l.rect)
		s.words += l.words
		if l.words >= columnWords {
			s.lines++
			s.prose += l.words
		}
	}
	n := min(side[0].lines, side[1].lines)
	if n < columnLines || 2*across > len(lines) || side[0].overlapY(side[1].rect) < 0.5 {
		return 0
	}
	for _, s := range side {
		if 10*s.prose < 6*s.words {
			return 0
		}
	}
	return n
}

package extract

import "slices"

const (
	columnLines = 4  // lines of prose that make a column
	columnWords = 3  // words that make a line of prose
	longWords   = 30 // bytes in one word less that do so too
	maxGutters  = 12 // places that are tried on a page
)

// sortColumns puts the lines of a page that has columns of prose into reading
// order: down each column, what runs across them before and after. pdftotext
// reads across where the gap between them is narrow. Pages of one column stay in
// its order. groups are the columns, and what runs across between them.
func (p *pdfPage) sortColumns() {
	var body, rest []*pdfLine
	for _, l := range p.lines {
		if l.running || !l.upright() {
			rest = append(rest, l)
		} else {
			body = append(body, l)
		}
	}
	p.groups = columns(body, 0, p.laid)
	if len(p.groups) < 2 {
		return
	}
	var top, foot []*pdfLine
	for _, l := range rest {
		if l.y0 < p.h/2 {
			top = append(top, l)
		} else {
			foot = append(foot, l)
		}
	}
	p.lines = slices.Concat(top, slices.Concat(p.groups...), foot)
}

// columns divides lines into columns, each sorted from top to foot where there
// is more than one.
func columns(lines []*pdfLine, depth int, laid bool) (groups [][]*pdfLine) {
	if len(lines) == 0 {
		return nil
	}
	g, ok := gutterOf(lines, laid)
	if !ok || depth > 3 {
		return [][]*pdfLine{lines}
	}
	var across, left, right []*pdfLine
	flush := func() {
		if len(across) > 0 {
			groups = append(groups, across)
		}
		for _, side := range [][]*pdfLine{left, right} {
			groups = append(groups, columns(side, depth+1, laid)...)
		}
		across, left, right = nil, nil, nil
	}
	for _, r := range rowsOf(lines) {
		if g.crossedBy(r) {
			if len(left)+len(right) > 0 {
				flush()
			}
			across = append(across, r.lines...)
			continue
		}
		for _, l := range r.lines {
			a, b := g.cut(l)
			if a != nil {
				left = append(left, a)
			}
			if b != nil {
				right = append(right, b)
			}
		}
	}
	flush()
	return groups
}

// gutter is the strip between two columns: x1 is where the right one begins, x0
// where most lines of the left one end.
type gutter struct{ x0, x1 float32 }

// middle parts the words of the left column from those of the right.
func (g gutter) middle() float32 { return g.x1 - 1 }

// narrowed is the strip up to where the first words of the right column begin, of a
// report's: headings and the numbers of notes stand out further than most of its lines.
func (g gutter) narrowed(begins []float32) gutter {
	for _, x := range begins {
		if x >= g.x0+4 {
			return gutter{g.x0, min(x, g.x1)}
		}
	}
	return g
}

// crossedBy tells whether a row runs across the strip, or is one of a table.
func (g gutter) crossedBy(r pageRow) bool {
	m := g.middle()
	end, begin := float32(-1e9), float32(1e9)
	for _, l := range r.lines {
		if l.table > 0 {
			return true
		}
		for _, w := range l.parts {
			switch {
			case w.x0 >= m:
				begin = min(begin, w.x0)
			case w.x1 > m:
				return true
			default:
				end = max(end, w.x1)
			}
		}
	}
	return begin-end < 0.6*(g.x1-g.x0) // a space
}

// cut divides a line that was read across.
func (g gutter) cut(l *pdfLine) (left, right *pdfLine) {
	switch m := g.middle(); {
	case l.x1 <= m:
		return l, nil
	case l.x0 >= m:
		return nil, l
	default:
		n := slices.IndexFunc(l.parts, func(w pdfWord) bool { return w.x0 >= m })
		if n <= 0 {
			return l, nil
		}
		return lineOf(l.block, l.parts[:n]), lineOf(l.block, l.parts[n:])
	}
}

// gutterOf finds the strip that columns leave free. The gaps between words that
// stretch a line to the column's width do not lie under each other.
func gutterOf(lines []*pdfLine, laid bool) (gutter, bool) {
	rows := rowsOf(lines)
	type gap struct{ x0, x1 float32 }
	gaps := make([][]gap, len(rows))
	votes := map[int]int{}
	for i, r := range rows {
		var words []pdfWord
		for _, l := range r.lines {
			if l.table == 0 {
				words = append(words, l.parts...)
			}
		}
		slices.SortFunc(words, func(a, b pdfWord) int { return order(a.x0, b.x0) })
		for k := 1; k < len(words); k++ {
			g := gap{words[k-1].x1, words[k].x0}
			if g.x1-g.x0 < 0.55*words[k].height() || g.x1-g.x0 > 1000 {
				continue
			}
			gaps[i] = append(gaps[i], g)
			for x := int(g.x0) + 1; x < int(g.x1); x++ {
				votes[x]++
			}
		}
	}
	tried := make([]int, 0, len(votes))
	for x, n := range votes {
		if n >= columnLines {
			tried = append(tried, x)
		}
	}
	slices.SortFunc(tried, func(a, b int) int {
		if votes[a] != votes[b] {
			return votes[b] - votes[a]
		}
		return a - b
	})
	var best gutter
	most, last := 0, []int{}
	for _, x := range tried {
		if len(last) == maxGutters {
			break
		}
		if slices.ContainsFunc(last, func(o int) bool { return o-x < 6 && x-o < 6 }) {
			continue
		}
		last = append(last, x)
		var from, to []float32
		for _, row := range gaps {
			for _, g := range row {
				if g.x0 < float32(x) && float32(x) < g.x1 {
					from, to = append(from, g.x0), append(to, g.x1)
				}
			}
		}
		if len(from) == 0 {
			continue
		}
		slices.Sort(from)
		slices.Sort(to)
		g := gutter{from[(len(from)-1)*9/10], to[len(to)/10]}
		if g.x1-g.x0 < 4 {
			continue
		}
		if laid {
			g = g.narrowed(to)
		}
		if n := columnsAt(rows, g); n > most {
			best, most = g, n
		}
	}
	return best, most > 0
}

// columnsAt counts the lines of prose of the smaller column, if a page is divided
// at a strip; 0 if it is not.
func columnsAt(rows []pageRow, g gutter) int {
	var side [2]struct {
		rect
		lines, words, prose int
	}
	across := 0
	m := g.middle()
	for _, r := range rows {
		if g.crossedBy(r) {
			across++
			continue
		}
		var n, size [2]int
		for _, l := range r.lines {
			for _, w := range l.parts {
				k := 0
				if w.x0 >= m {
					k = 1
				}
				n[k]++
				size[k] += len(w.text)
				side[k].add(w.rect)
			}
		}
		for k := range side {
			side[k].words += n[k]
			if n[k] >= columnWords || n[k] == columnWords-1 && size[k] >= longWords {
				side[k].lines++
				side[k].prose += n[k]
			}
		}
	}
	n := min(side[0].lines, side[1].lines)
	if n < columnLines || 3*across > len(rows) || side[0].overlapY(side[1].rect) < 0.5 {
		return 0
	}
	for _, s := range side {
		if 10*s.prose < 6*s.words {
			return 0
		}
	}
	return n
}

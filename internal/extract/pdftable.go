package extract

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// pdfTable is a table, or the part of one that stands on a page.
type pdfTable struct {
	rows  []string // cells parted by "\t"
	first bool     // nothing of the text stands above it on its page
	head  string
}

const (
	maxCells  = 64 // pieces of a row: with more it is a drawing, or hostile
	wordyCell = 6  // words that make a cell of prose
	longRow   = 4  // words from which two cells beside each other are columns of prose
)

// itemMark is a number or a bullet before a paragraph that stands apart from it.
var itemMark = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[\[(]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[ivxlcIVXLC]{1,6}|\pL)[.)\]]{1,2}|\d{1,3}(?:\.\d{1,3}){1,3}|[-–—•·*◦▪■●○‣§])$`)
})

// bareMark is the number of a note that stands apart from it.
var bareMark = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:\d{1,3}|[*†‡]{1,3})$`) })

// joinRows joins what stands beside each other and is no table: words that were
// drawn apart to fill a line, and the numbers and bullets that stand before what
// they count. It gives the lines that are left.
func joinRows(lines []*pdfLine) []*pdfLine {
	for _, row := range rowsOf(lines) {
		for i := len(row.lines) - 1; i > 0 && len(row.lines) <= 4*maxCells; i-- {
			m, l := row.lines[i-1], row.lines[i]
			if m.table > 0 || l.table > 0 {
				continue
			}
			gap := l.x0 - m.x1
			mark := itemMark().MatchString(m.text) || bareMark().MatchString(m.text) && gap < 2.5*m.size && l.words >= 3
			if mark = mark && gap <= 5*m.size; !mark && gap > 1.6*max(m.size, l.size) {
				continue
			}
			// The right one goes on in the left one, which is first in order.
			joined := lineOf(m.block, append(slices.Clone(m.parts), l.parts...))
			if l.words > 3 && m.words == 1 {
				joined.size = l.size
			}
			if mark {
				joined.left = l.left
			}
			*m = *joined
			l.merged = true
		}
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l *pdfLine) bool { return l.merged })
}

// joinStretched joins the words of lines that were drawn apart to fill a column:
// they have the same gaps all along, from one end of the column to the other.
// It gives the lines that are left.
func joinStretched(lines []*pdfLine) []*pdfLine {
	var all rect
	for _, l := range lines {
		all.add(l.rect)
	}
	rows := rowsOf(lines)
	wordy := 0
	for _, r := range rows {
		n, letters := 0, 0
		for _, l := range r.lines {
			for _, w := range l.parts {
				if n++; strings.ContainsFunc(w.text, unicode.IsLetter) {
					letters++
				}
			}
		}
		if letters > 1 && 2*letters > n {
			wordy++
		}
	}
	prose := 10*wordy >= 6*len(rows)
	for _, r := range rows {
		first := r.lines[0]
		fills := r.x0 < all.x0+2.5*first.size && r.x1 > all.x1-1.5*first.size
		if len(r.lines) < 2 || !fills || !r.stretched(prose) {
			continue
		}
		var parts []pdfWord
		for _, l := range r.lines {
			parts = append(parts, l.parts...)
			l.merged = true
		}
		// In the place of the first, whichever that is in the order of the page.
		*first = *lineOf(first.block, parts)
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l *pdfLine) bool { return l.merged })
}

// stretched tells whether the words of a row have the same gaps between them, and
// are words.
func (r pageRow) stretched(prose bool) bool {
	var parts []pdfWord
	for _, l := range r.lines {
		if l.table > 0 {
			return false
		}
		parts = append(parts, l.parts...)
	}
	least, most := parts[1].x0-parts[0].x1, float32(0)
	figures := 0
	for i, w := range parts {
		if i > 0 {
			least, most = min(least, w.x0-parts[i-1].x1), max(most, w.x0-parts[i-1].x1)
		}
		if !strings.ContainsFunc(w.text, unicode.IsLetter) {
			figures++
		}
	}
	return 2*figures < len(parts) && least > 0 && most < 1.35*least+1 && (prose || len(parts) > 2 && most < 5*parts[0].height())
}

// findTables marks the lines of a page or of one of its columns that are cells of
// tables: rows of several short lines that stand under each other. Columns of
// prose have long ones. clear asks for tables that are no columns of a few words
// a line: most of their cells are numbers.
func (p *pdfPage) findTables(lines []*pdfLine, clear bool) {
	rows := rowsOf(lines)
	for i := 0; i < len(rows); {
		if !rows[i].tabular() {
			i++
			continue
		}
		cells, last := 1, i
		j := i + 1
		for j < len(rows) && rows[j].y0-rows[j-1].y1 < 2.2*rows[j].lines[0].size {
			switch {
			case rows[j].tabular() && rows[j].alignedWith(rows[last]):
				cells++
				last = j
			case hangs(rows, last, j):
			default:
				goto end
			}
			j++
		}
	end:
		if cells >= 2 && (!clear || figures(rows[i:j], p.laid)) {
			p.addTable(rows[i:j], i == 0)
		}
		i = j
	}
}

// figures tells whether rows are those of a table beyond doubt: three or more,
// most of as many cells, and these, but the first, mostly numbers. The first are
// names, and stand under each other: no lines of a column beside a table. In a report
// that is laid no address is a number.
func figures(rows []pageRow, laid bool) bool {
	n, all, most, under, names := 0, 0, 0, 0, 0
	cells := map[int]int{}
	left := rows[0].x0
	for _, r := range rows {
		left = min(left, r.x0)
	}
	for _, r := range rows {
		cells[len(r.lines)]++
		most = max(most, cells[len(r.lines)])
		if near(r.x0, left) {
			under++
		}
		names += r.lines[0].words
		for _, l := range r.lines[1:] {
			if all++; strings.ContainsAny(l.text, "0123456789") && l.words <= 2 && !(laid && mostlyLetters(l.text)) || utf8.RuneCountInString(l.text) == 1 {
				n++
			}
		}
	}
	return len(rows) >= 3 && names <= longRow*len(rows) && 5*min(most, under) >= 4*len(rows) && 2*n > all
}

// mostlyLetters tells whether a text with figures is no number with its unit: an address.
func mostlyLetters(s string) bool {
	const unit = 6
	letters, digits := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	return letters > digits+unit
}

func (p *pdfPage) addTable(rows []pageRow, first bool) {
	t := pdfTable{first: first}
	n := len(p.tables) + 1
	for _, r := range rows {
		for _, l := range r.lines {
			l.table = n
		}
	}
	rows = splitCells(rows)
	var cells []*strings.Builder
	var at []rect
	flush := func() {
		var parts []string
		for _, c := range cells {
			parts = append(parts, c.String())
		}
		if len(parts) > 0 {
			t.rows = append(t.rows, strings.Join(parts, "\t"))
		}
		cells, at = nil, nil
	}
	last := 0
	for i, r := range rows {
		if i > 0 && len(cells) > 1 && hangs(rows, last, i) {
			for _, l := range r.lines {
				for k := range at {
					if overlapX(at[k], l.rect) {
						cells[k].WriteString(" " + l.text)
						at[k].add(l.rect)
						break
					}
				}
			}
			continue
		}
		flush()
		last = i
		for _, l := range r.lines {
			b := &strings.Builder{}
			b.WriteString(l.text)
			cells = append(cells, b)
			at = append(at, l.rect)
		}
	}
	flush()
	t.head = t.rows[0]
	p.tables = append(p.tables, t)
}

// splitCells divides lines that hold several cells of a row: heads that stand close
// to each other. The columns are those of the rows that have most cells.
func splitCells(rows []pageRow) []pageRow {
	n, like := 0, map[int]int{}
	for _, r := range rows {
		like[len(r.lines)]++
		if k := len(r.lines); like[k] > like[n] || like[k] == like[n] && k > n {
			n = k
		}
	}
	if n < 2 || like[n] < 2 {
		return rows
	}
	cols := make([]rect, n)
	for _, r := range rows {
		if len(r.lines) == n {
			for i, l := range r.lines {
				cols[i].add(l.rect)
			}
		}
	}
	column := func(w pdfWord) int {
		best, most := 0, float32(-1e9)
		for i, c := range cols {
			if by := min(c.x1, w.x1) - max(c.x0, w.x0); by > most {
				best, most = i, by
			}
		}
		return best
	}
	out := slices.Clone(rows)
	for i, r := range rows {
		if len(r.lines) >= n {
			continue
		}
		var lines []*pdfLine
		for _, l := range r.lines {
			from := 0
			for k := 1; k < len(l.parts); k++ {
				if column(l.parts[k]) != column(l.parts[k-1]) {
					lines = append(lines, lineOf(l.block, l.parts[from:k]))
					from = k
				}
			}
			lines = append(lines, lineOf(l.block, l.parts[from:]))
		}
		if len(lines) <= n {
			out[i].lines = lines
		}
	}
	return out
}

func overlapX(a, b rect) bool { return min(a.x1, b.x1)-max(a.x0, b.x0) > 0 }

// tabular tells whether a row may be one of a table.
func (r pageRow) tabular() bool {
	n := len(r.lines)
	if n < 2 || n > maxCells {
		return false
	}
	words, wordy := 0, 0
	for i, l := range r.lines {
		if l.table > 0 {
			return false
		}
		if i > 0 {
			words += l.words
		}
		if l.words >= longRow {
			wordy++
		}
		if i > 0 && l.words >= wordyCell || l.words > 2*wordyCell {
			return false
		}
	}
	return wordy < 2 && words <= longRow*(n-1)
}

// alignedWith tells whether the cells of a row stand under those of the rows
// before: by their left ends, their right ends or their middles.
func (r pageRow) alignedWith(above pageRow) bool {
	aligned, inner := 0, 0
	last := len(r.lines) - 1
	for i, l := range r.lines {
		for _, o := range above.lines {
			left, right, middle := near(l.x0, o.x0), near(l.x1, o.x1), near((l.x0+l.x1)/2, (o.x0+o.x1)/2)
			if !left && !right && !middle {
				continue
			}
			aligned++
			if middle || left && i > 0 || right && i < last {
				inner++
			}
			break
		}
	}
	// The ends of lines that fill a column are under each other too.
	wide := last > 0 && r.lines[last].x0-r.lines[last-1].x1 > 1.5*r.lines[last].size
	return aligned >= 2 && (inner > 0 || wide)
}

func near(a, b float32) bool { return a-b < samePlace && b-a < samePlace }

// hangs tells whether row i goes on with cells of the row above: each of its lines
// stands close under one, and there are fewer.
func hangs(rows []pageRow, row, i int) bool {
	r, above := rows[i], rows[row]
	// Nearer to what is above it than to what is below.
	near := i+1 == len(rows) || rows[i+1].y0-r.y1 > r.y0-rows[i-1].y1+0.15*r.lines[0].size
	return r.hangsFrom(above, near)
}

func (r pageRow) hangsFrom(above pageRow, near bool) bool {
	if len(r.lines) >= len(above.lines) || r.y0-above.y1 > 1.8*r.lines[0].size {
		return false
	}
	for i, l := range r.lines {
		under := false
		for k, o := range above.lines {
			if !overlapX(l.rect, o.rect) {
				continue
			}
			under = true
			if k == 0 && i == 0 { // a new row may begin
				first, _ := utf8.DecodeRuneInString(l.text)
				under = unicode.IsLower(first) || near && len(r.lines) == 1
			}
		}
		if !under || l.words > wordyCell {
			return false
		}
	}
	return true
}

package extract

import (
	"regexp"
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
	wordyCell = 6 // words that make a cell of prose
	longRow   = 4 // words from which two cells beside each other are columns of prose
)

// itemMark is a number or a bullet before a paragraph that stands apart from it.
var itemMark = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[\[(]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[ivxlcIVXLC]{1,6}|\pL)[.)\]]{1,2}|\d{1,3}(?:\.\d{1,3}){1,3}|[-–—•·*◦▪■●○‣§])$`)
})

// bareMark is the number of a note that stands apart from it.
var bareMark = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:\d{1,3}|[*†‡]{1,3})$`) })

// joinMarks puts numbers and bullets that stand apart before what they count.
func (p *pdfPage) joinMarks() {
	for _, row := range rowsOf(p.lines) {
		for i := 0; i+1 < len(row.lines); i++ {
			m, l := row.lines[i], row.lines[i+1]
			gap := l.x0 - m.x1
			if gap > 5*m.size || l.words < 2 && utf8.RuneCountInString(l.text) < 15 {
				continue
			}
			if !itemMark().MatchString(m.text) && !(bareMark().MatchString(m.text) && gap < 2.5*m.size && l.words >= 3) {
				continue
			}
			l.text = m.text + " " + l.text
			l.left = l.x0
			l.first = m.width()
			l.rect.add(m.rect)
			l.words++
			m.merged = true
		}
	}
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
			case rows[j].hangsFrom(rows[last]):
			default:
				goto end
			}
			j++
		}
	end:
		if cells >= 2 && (!clear || figures(rows[i:j])) {
			p.addTable(rows[i:j], i == 0)
		}
		i = j
	}
}

// figures tells whether rows are those of a table beyond doubt: three or more,
// most of as many cells, and these, but the first, mostly numbers. Their first
// cells stand under each other, those of two columns' chance neighbours do not.
func figures(rows []pageRow) bool {
	n, all, most, under := 0, 0, 0, 0
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
		for _, l := range r.lines[1:] {
			if all++; strings.ContainsAny(l.text, "0123456789") && l.words <= 2 || utf8.RuneCountInString(l.text) == 1 {
				n++
			}
		}
	}
	return len(rows) >= 3 && 5*min(most, under) >= 4*len(rows) && 2*n > all
}

func (p *pdfPage) addTable(rows []pageRow, first bool) {
	t := pdfTable{first: first}
	n := len(p.tables) + 1
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
		for _, l := range r.lines {
			l.table = n
		}
		if i > 0 && len(cells) > 1 && r.hangsFrom(rows[last]) {
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

func overlapX(a, b rect) bool { return min(a.x1, b.x1)-max(a.x0, b.x0) > 0 }

// tabular tells whether a row may be one of a table.
func (r pageRow) tabular() bool {
	n := len(r.lines)
	if n < 2 {
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
	aligned := 0
	for _, l := range r.lines {
		for _, o := range above.lines {
			if near(l.x0, o.x0) || near(l.x1, o.x1) || near((l.x0+l.x1)/2, (o.x0+o.x1)/2) || overlapX(l.rect, o.rect) && len(r.lines) == len(above.lines) {
				aligned++
				break
			}
		}
	}
	return aligned >= 2
}

func near(a, b float32) bool { return a-b < samePlace && b-a < samePlace }

// hangsFrom tells whether a row goes on with cells of the row above: each of its
// lines stands close under one, and there are fewer.
func (r pageRow) hangsFrom(above pageRow) bool {
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
				under = unicode.IsLower(first)
			}
		}
		if !under || l.words > wordyCell {
			return false
		}
	}
	return true
}

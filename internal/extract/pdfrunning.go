package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

const (
	// edgeRows is how many rows at the top and at the foot of a page can be
	// running headers and footers.
	edgeRows = 3
	// samePlace is by how much the place of a running line may vary, in points.
	samePlace = 3
	// smallPrint is what part of the body's size smaller letters have at most.
	smallPrint = 0.93
	// maxStamped bounds the lines of a page on which stamps are looked for: each
	// is held against all others.
	maxStamped = 2000
)

// pageRow is what stands beside each other on a page.
type pageRow struct {
	rect
	lines []*pdfLine
}

// rowsOf sorts the lines that are part of the text into rows from top to foot.
func rowsOf(all []*pdfLine) []pageRow {
	lines := make([]*pdfLine, 0, len(all))
	for _, l := range all {
		if !l.running && !l.merged && l.upright() {
			lines = append(lines, l)
		}
	}
	slices.SortStableFunc(lines, func(a, b *pdfLine) int { return order(a.y0+a.y1, b.y0+b.y1) })
	var rows []pageRow
	for _, l := range lines {
		if n := len(rows) - 1; n >= 0 && rows[n].lines[0].overlapY(l.rect) > 0.5 {
			rows[n].add(l.rect)
			rows[n].lines = append(rows[n].lines, l)
			continue
		}
		rows = append(rows, pageRow{rect: l.rect, lines: []*pdfLine{l}})
	}
	for _, r := range rows {
		slices.SortStableFunc(r.lines, func(a, b *pdfLine) int { return order(a.x0, b.x0) })
	}
	return rows
}

func order(a, b float32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// edgeLine is a line at the top or the foot of a page.
type edgeLine struct {
	*pdfLine
	page  int
	foot  bool
	outer bool // no other row lies further out
	edge  bool // and it lies in the margin
	alone bool // apart from the text by a gap
	row   int  // how many lines stand in its row
	nums  int  // and how many of them are a number
	prose bool // beside another line of many words
}

// dropRunning marks the running headers and footers, page numbers and stamps.
func dropRunning(pages []*pdfPage, body float32) {
	dropStamps(pages, body)
	dropPrinted(pages)
	for round := range 3 { // what is marked uncovers the next row
		edges := edgeLinesOf(pages)
		if dropRepeated(edges, len(pages), round == 0)+dropNumbers(edges, len(pages)) == 0 {
			break
		}
	}
	dropAlone(edgeLinesOf(pages), body)
	dropMargins(pages, body)
}

// edgeLinesOf lists the lines of the first and last rows of each page.
func edgeLinesOf(pages []*pdfPage) (out []edgeLine) {
	for i, p := range pages {
		rows := rowsOf(p.lines)
		usual := usualGap(rows)
		for r, row := range rows {
			top, foot := r < edgeRows, r >= len(rows)-edgeRows
			if !top && !foot {
				continue
			}
			if top && foot { // a page of few rows: the half of it decides
				foot = row.y0 > p.h/2
				top = !foot
			}
			gap := float32(0)
			for k := r; foot && k > 0 && k > len(rows)-1-edgeRows; k-- {
				gap = max(gap, rows[k].y0-rows[k-1].y1)
			}
			for k := r; top && k+1 < len(rows) && k < edgeRows; k++ {
				gap = max(gap, rows[k+1].y0-rows[k].y1)
			}
			nums, prose := 0, 0
			for _, l := range row.lines {
				if l.words > 6 {
					prose++
				}
				if _, _, ok := pageNumber(l.text); ok {
					nums++
				}
			}
			for _, l := range row.lines {
				out = append(out, edgeLine{l, i, foot, r == 0 || r == len(rows)-1, (r == 0 || r == len(rows)-1) && row.inMargin(p, marginWide, foot), gap > max(1.2*l.size, 1.5*usual) || len(rows) == 1, len(row.lines), nums, prose > 0 && l.words <= 6})
			}
		}
	}
	return out
}

// usualGap is the median of what lies between the rows of a page.
func usualGap(rows []pageRow) float32 {
	if len(rows) < 2 {
		return 0
	}
	gaps := make([]float32, 0, len(rows))
	for i := 1; i < len(rows); i++ {
		gaps = append(gaps, rows[i].y0-rows[i-1].y1)
	}
	slices.Sort(gaps)
	return gaps[(len(gaps)-1)/2]
}

// dropRepeated marks the lines that stand in the same place of several pages,
// whatever numbers are in them: apart from the text, or on most pages as the
// first or the last, of two pages in the margin and word for word, but for the
// number of the page.
func dropRepeated(edges []edgeLine, pages int, outer bool) (marked int) {
	type key struct {
		text string
		foot bool
	}
	groups := map[key][]edgeLine{}
	for _, e := range edges {
		m := mask(e.text)
		letters := strings.ContainsFunc(m, unicode.IsLetter)
		number := !letters && e.edge && len(m) > 1 && m != e.text // of a telephone: the same one
		if number {
			m = e.text
		}
		if letters || number {
			k := key{m, e.foot}
			groups[k] = append(groups[k], e)
		}
	}
	need := repeated(pages)
	for _, g := range groups {
		slices.SortFunc(g, func(a, b edgeLine) int { return order(a.y0, b.y0) })
		for from := 0; from < len(g); {
			to, on := from, map[int]bool{}
			for to < len(g) && g[to].y0-g[from].y0 <= samePlace {
				on[g[to].page] = true
				to++
			}
			for _, e := range g[from:to] {
				if len(on) >= need && !e.running && (e.alone && (len(on) > 2 || !e.sentence()) || outer && e.outer && 2*len(on) > pages && (len(on) > 2 || e.edge && sameBut(g[from:to]))) {
					e.running = true
					marked++
				}
			}
			from = to
		}
	}
	return marked
}

// sameBut tells whether lines differ in no number but that of their page.
func sameBut(lines []edgeLine) bool {
	a := lines[0]
	mine := digitRuns().FindAllString(a.text, -1)
	for _, b := range lines[1:] {
		for k, s := range digitRuns().FindAllString(b.text, -1) { // as many, as their masks are equal
			n, _ := strconv.Atoi(mine[k])
			m, _ := strconv.Atoi(s)
			if s != mine[k] && m-n != b.page-a.page {
				return false
			}
		}
	}
	return true
}

var digitRuns = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9]+`) })

// sentence tells that a line is part of one, by how it begins or ends.
func (l *pdfLine) sentence() bool {
	first, _ := utf8.DecodeRuneInString(l.text)
	return unicode.IsLower(first) || strings.ContainsAny(lastRune(l.text), ".;:,-")
}

// repeated is on how many pages a line has to stand: on two of a few.
func repeated(pages int) int {
	if pages <= 6 {
		return 2
	}
	return 3
}

// dropNumbers marks page numbers: numbers at the edge that count with the
// pages, or, where there is one alone, that name their page.
func dropNumbers(edges []edgeLine, pages int) (marked int) {
	shifts := map[int]map[int]bool{} // what is added to the page, on which pages
	number := func(e edgeLine) (int, bool) {
		n, labelled, ok := pageNumber(e.text)
		return n, ok && e.row <= 3 && e.nums == 1 && !e.prose && (labelled || e.alone)
	}
	for _, e := range edges {
		if n, ok := number(e); ok {
			if shifts[n-e.page] == nil {
				shifts[n-e.page] = map[int]bool{}
			}
			shifts[n-e.page][e.page] = true
		}
	}
	for _, e := range edges {
		n, ok := number(e)
		if ok && (len(shifts[n-e.page]) >= 2 || n == e.page+1) && !e.running {
			e.running = true
			marked++
		}
	}
	return marked
}

var pageLabel = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^[\s\[(|–—-]*(page|p\.|pg\.?|стр\.?|страница|с\.|бет|seite|página|pagina|сторінка)?\s*(\d{1,4}|[ivxl]{1,7})\s*(?:(?:/|of|из|sur|de|von|ішінен)\s*\d{1,4})?\s*(-?\s?бет(?:і)?)?[\s\])|–—-]*$`)
})

// pageNumber reads a page's number, and tells whether a word says that it is one.
func pageNumber(s string) (n int, labelled, ok bool) {
	if len(s) > 40 {
		return 0, false, false
	}
	m := pageLabel().FindStringSubmatch(s)
	if m == nil {
		return 0, false, false
	}
	n, err := strconv.Atoi(m[2])
	if err != nil {
		n = roman(strings.ToLower(m[2]))
	}
	return n, m[1] != "" || m[3] != "", n > 0
}

func roman(s string) (n int) {
	values := map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	last := 0
	for _, r := range s {
		v := values[r]
		if n += v; v > last {
			n -= 2 * last
		}
		last = v
	}
	return n
}

// dropAlone marks short lines in small print that stand apart at the edge of
// one page alone: the header of a document of few pages, other on each.
func dropAlone(edges []edgeLine, body float32) {
	for _, e := range edges {
		if !e.alone || !e.outer || e.running || e.row > 2 || e.size > smallPrint*body || e.words > 12 || noteMark().MatchString(e.text) || strings.ContainsAny(lastRune(e.text), ".!?;:") {
			continue
		}
		e.running = true
	}
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// dropStamps marks what is written in the same place of most pages across the
// text or from bottom to top: watermarks, the lines of a shop or a library. In
// large letters across the text it is one on a single page as well.
func dropStamps(pages []*pdfPage, body float32) {
	type key struct {
		text string
		x, y int
	}
	on := map[key]int{}
	place := func(l *pdfLine) key { return key{mask(l.text), int(l.x0) / 4, int(l.y0) / 4} }
	for _, p := range pages {
		for _, l := range p.lines {
			on[place(l)]++
		}
	}
	sizes := map[float32]bool{} // of the large stamps
	for _, p := range pages {
		var rest []*pdfLine
		for _, l := range p.lines {
			if n := on[place(l)]; (n < 2 || 2*n <= len(pages)) && l.size < 2*body {
				rest = append(rest, l)
			}
		}
		if len(p.lines) > maxStamped {
			continue
		}
		for _, l := range p.lines {
			n := on[place(l)]
			large := l.size >= 2*body
			switch {
			case n >= 2 && 2*n > len(pages) && (large || !l.upright() || l.crosses(rest) > 0), large && (sizes[l.size] || l.crosses(rest) > 1):
				l.running = true
				if large {
					sizes[l.size] = true
				}
			}
		}
	}
}

// crosses counts the lines that a line lies across, up to two.
func (l *pdfLine) crosses(lines []*pdfLine) (n int) {
	for _, o := range lines {
		if min(l.x1, o.x1)-max(l.x0, o.x0) > 0.3*o.size && min(l.y1, o.y1)-max(l.y0, o.y0) > 0.5*o.size {
			if n++; n == 2 {
				break
			}
		}
	}
	return n
}

// mask makes lines equal that differ in their numbers alone.
func mask(line string) string {
	out := make([]byte, 0, len(line))
	for _, r := range strings.TrimSpace(line) {
		if '0' <= r && r <= '9' {
			if len(out) == 0 || out[len(out)-1] != '#' {
				out = append(out, '#')
			}
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

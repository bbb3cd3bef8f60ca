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

// setPDF sets the texts from the pages of a PDF. Main is the text as it was
// before it was cut into lines and pages: paragraphs, rows of tables, and the
// notes at the end. Visible is the same, with the running lines after it.
func (d *Document) setPDF(pages []*pdfPage) { d.setLines(pages, bodySize(pages)) }

// setLines does so where the size of the body's letters is known.
func (d *Document) setLines(pages []*pdfPage, body float32) {
	dropRunning(pages, body)
	for _, p := range pages {
		for _, l := range p.lines {
			l.running = l.running && !l.begun
		}
		p.findTables(p.lines, true)
		p.sortColumns()
	}
	for _, p := range pages {
		for i, g := range p.groups {
			g = joinStretched(g)
			p.findTables(g, false)
			p.groups[i] = joinRows(g)
		}
	}
	findNotes(pages, body)
	dropHeads(pages)

	var text, notes flow
	text.known = hyphenated(pages)
	notes.known, notes.notes = text.known, true
	var running []string
	seen := map[string]bool{}
	aside := func(s string) {
		if !seen[s] {
			seen[s] = true
			running = append(running, s)
		}
	}
	d.Pages = make([]string, 0, len(pages))
	foot := footOf(pages)
	for _, p := range pages {
		edges := p.rightEdges()
		p.foot = max(foot, 0.6*p.h)
		p.leading = p.lineGap()
		tables := make([]bool, len(p.tables)+1)
		for _, l := range p.lines {
			switch {
			case l.merged:
			case l.running:
				aside(l.text)
			case l.table > 0 && tables[l.table]:
			case l.table > 0:
				tables[l.table] = true
				for _, r := range p.tables[l.table-1].rows {
					text.row(r)
				}
				if h := p.tables[l.table-1]; len(h.rows) == 0 || h.rows[0] != h.head {
					aside(h.head)
				}
			case l.note:
				notes.line(l, edges(l), p)
			default:
				text.line(l, edges(l), p)
			}
		}
		d.Pages = append(d.Pages, p.text(text.known))
	}
	paragraphs := text.end()
	if isPrint(pages) {
		var behind []string
		paragraphs, behind = splitPrint(paragraphs)
		for _, line := range behind {
			aside(line)
		}
	}
	paragraphs = append(paragraphs, notes.end()...)
	d.Main = strings.Join(paragraphs, "\n")
	d.Visible = strings.Join(append(paragraphs, running...), "\n")
}

// dropHeads takes out the heads of tables that are repeated where a table goes
// on on the next page.
func dropHeads(pages []*pdfPage) {
	heads := map[string]bool{}
	for _, p := range pages {
		for i := range p.tables {
			t := &p.tables[i]
			if t.first && heads[t.head] {
				t.rows = t.rows[1:]
			}
			heads[t.head] = true
		}
	}
}

// footOf is how far down the text of a document's pages goes.
func footOf(pages []*pdfPage) (foot float32) {
	for _, p := range pages {
		for _, l := range p.lines {
			if !l.running {
				foot = max(foot, l.y1)
			}
		}
		for _, l := range p.lines {
			p.noted = p.noted || l.note
		}
	}
	return foot
}

// lineGap is the median of what lies between the lines of a block.
func (p *pdfPage) lineGap() float32 {
	var gaps []float32
	for i := 1; i < len(p.lines); i++ {
		if a, b := p.lines[i-1], p.lines[i]; a.block == b.block && b.y0 > a.y0 && !a.running && !b.running {
			gaps = append(gaps, b.y0-a.y1)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// rightEdges gives where the column ends that a line stands in: the longest line
// of its block, or of those that begin below each other in the same size.
func (p *pdfPage) rightEdges() func(*pdfLine) float32 {
	type column struct{ x, size int }
	blocks, lines := map[int]float32{}, map[int]int{}
	columns := map[column]float32{}
	in := func(l *pdfLine, shift int) column { return column{int(l.left/12) + shift, int(l.size + 0.5)} }
	for _, l := range p.lines {
		if l.running || l.merged || l.table > 0 {
			continue
		}
		blocks[l.block] = max(blocks[l.block], l.x1)
		lines[l.block]++
		columns[in(l, 0)] = max(columns[in(l, 0)], l.x1)
	}
	return func(l *pdfLine) float32 {
		edge := blocks[l.block]
		if lines[l.block] < 3 {
			for shift := -1; shift <= 1; shift++ {
				edge = max(edge, columns[in(l, shift)])
			}
		}
		return edge
	}
}

// flow joins lines into paragraphs.
type flow struct {
	known map[string]bool // words that are written with a hyphen
	notes bool            // each begins with its number
	count int             // of the last note
	done  []string
	open  []byte   // the paragraph that the last line is part of
	last  *pdfLine // nil where no paragraph is open
	edge  float32  // of its column
	page  *pdfPage
	// lastLink is where the last word leads, in a report that is laid.
	lastLink string
}

func (f *flow) row(text string) {
	f.close()
	f.done = append(f.done, text)
}

func (f *flow) close() {
	if len(f.open) > 0 {
		f.done = append(f.done, string(f.open))
	}
	f.open, f.last = f.open[:0], nil
}

func (f *flow) end() []string {
	f.close()
	return f.done
}

// begins tells whether a line is the first of the next note.
func (f *flow) begins(text string) bool {
	if !noteMark().MatchString(text) {
		return false
	}
	n := noteNumber(text)
	return n <= 1 || n == f.count+1 // 0: a sign
}

var figuresDown = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// noteNumber is the number that a note begins with, 0 if it is none.
func noteNumber(text string) int {
	text = figuresDown.Replace(strings.TrimLeft(text[:min(len(text), mostRaised)], "[("))
	end := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	n, _ := strconv.Atoi(text[:max(end, 0)]) // none: 0
	return n
}

func (f *flow) line(l *pdfLine, edge float32, p *pdfPage) {
	goesOn := f.last != nil && f.goesOn(l, p)
	if f.notes && (f.last == nil || f.begins(l.text)) {
		f.count = noteNumber(l.text)
	}
	switch {
	case f.last == nil:
		f.open = append(f.open, l.text...)
	case !goesOn:
		f.close()
		f.open = append(f.open, l.text...)
	default:
		f.open = joinLine(f.open, l.text, f.known)
	}
	f.last, f.edge, f.page = l, edge, p
}

// goesOn tells whether the next line goes on with the paragraph of the last one.
// A line is broken where the next word has no more room: where there was some,
// the paragraph was at its end.
func (f *flow) goesOn(l *pdfLine, p *pdfPage) bool {
	last := f.last
	if f.notes && f.begins(l.text) {
		return false
	}
	if d := l.size - last.size; d > 0.12*last.size || -d > 0.12*last.size {
		return false
	}
	first, _ := utf8.DecodeRuneInString(l.text)
	small := unicode.IsLower(first)
	if hyphenEnd(string(f.open[max(0, len(f.open)-8):])) && small {
		return true
	}
	ended := mayEnd(f.open)
	if ended && beginsItem(l.text) || l.left > l.x0 && !small {
		return false
	}
	below := p == f.page && l.y0 >= last.y0
	if below && l.block == last.block && !near(l.x0, last.x0) && near((l.x0+l.x1)/2, (last.x0+last.x1)/2) {
		return !ended // two centred lines
	}
	indented := l.x0 > last.left+0.7*last.size
	full := last.x1+0.25*last.size+l.first > f.edge-0.5
	if below {
		gap := l.y0 - last.y1
		switch {
		case gap > 1.5*last.size, indented && l.block == last.block && !small:
			return false
		case l.block != last.block && (ended || gap > 0.8*last.size), ended && gap > p.leading+0.25*last.size:
			return false
		}
		return full || small && !ended
	}
	// In the next column, or on the next page.
	if p != f.page && !small && !f.page.noted && last.y1 < f.page.foot-6*last.size {
		return false // the page was left before it was full
	}
	return !ended && (full || small)
}

// beginsItem tells whether a line begins with a number or a bullet.
func beginsItem(s string) bool {
	mark, _, ok := strings.Cut(s, " ")
	return ok && itemMark().MatchString(mark)
}

// mayEnd tells whether a paragraph may end here.
func mayEnd(b []byte) bool {
	s := strings.TrimRight(string(b[max(0, len(b)-16):]), " \"'»”’)]0123456789*†⁰¹²³⁴⁵⁶⁷⁸⁹")
	return s == "" || strings.HasSuffix(s, "…") || strings.ContainsAny(s[len(s)-1:], ".!?:;")
}

// hyphenEnd tells whether a text ends in a hyphen after a letter.
func hyphenEnd(s string) bool {
	t, ok := cutHyphen(s)
	r, _ := utf8.DecodeLastRuneInString(t)
	return ok && unicode.IsLetter(r)
}

func cutHyphen(s string) (string, bool) {
	for _, h := range [...]string{"-", "\u2010", "\u00ad"} {
		if t, ok := strings.CutSuffix(s, h); ok {
			return t, true
		}
	}
	return s, false
}

// joinLine adds a line to a paragraph. A word that was divided at the line's end
// is made whole: with its hyphen, where it is written so elsewhere, or where no
// word is divided.
func joinLine(open []byte, line string, known map[string]bool) []byte {
	tail := string(open[max(0, len(open)-maxDivided):])
	if i := strings.LastIndexAny(tail, " \t"); i >= 0 {
		tail = tail[i+1:]
	}
	stem, ok := cutHyphen(tail)
	r, _ := utf8.DecodeLastRuneInString(stem)
	first, _ := utf8.DecodeRuneInString(line)
	switch {
	case !ok || stem == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return append(append(open, ' '), line...)
	case unicode.IsLetter(r) && unicode.IsLower(first) && (strings.HasSuffix(tail, "\u00ad") || !known[compound(stem+"-"+line)]):
		return append(open[:len(open)-len(tail)+len(stem)], line...)
	}
	return append(open, line...)
}

// maxDivided bounds a word that is divided, in bytes.
const maxDivided = 80

var hyphenWord = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\pL+[-\x{2010}]\pL+`) })

// compound is the word with a hyphen that a text begins with, in small letters.
func compound(s string) string {
	return strings.ToLower(strings.ReplaceAll(hyphenWord().FindString(s[:min(len(s), 2*maxDivided)]), "\u2010", "-"))
}

// hyphenated are the words with a hyphen that stand within lines.
func hyphenated(pages []*pdfPage) map[string]bool {
	known := map[string]bool{}
	for _, p := range pages {
		for _, l := range p.lines {
			if !strings.ContainsAny(l.text, "-\u2010") {
				continue
			}
			for _, w := range hyphenWord().FindAllString(l.text, -1) {
				known[strings.ToLower(strings.ReplaceAll(w, "\u2010", "-"))] = true
			}
		}
	}
	return known
}

// text is a page by itself: its lines, the running ones too, with an empty line
// between blocks. A divided word is whole on the line that it begins on.
func (p *pdfPage) text(known map[string]bool) string {
	var lines []string
	tables := make([]bool, len(p.tables)+1)
	var last *pdfLine
	put := func(s string, l *pdfLine) {
		if last != nil && l.block != last.block {
			lines = append(lines, "")
		}
		last = l
		if n := len(lines); n > 0 && l.table == 0 && lines[n-1] != "" && hyphenEnd(lines[n-1]) {
			word, rest, _ := strings.Cut(s, " ")
			if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
				lines[n-1] = string(joinLine([]byte(lines[n-1]), word, known))
				if s = rest; s == "" {
					return
				}
			}
		}
		lines = append(lines, s)
	}
	for _, l := range p.lines {
		switch {
		case l.merged || l.table > 0 && tables[l.table]:
		case l.table > 0:
			tables[l.table] = true
			t := p.tables[l.table-1]
			if len(t.rows) == 0 || t.rows[0] != t.head {
				put(t.head, l)
			}
			for _, r := range t.rows {
				put(r, l)
			}
		default:
			put(l.text, l)
		}
	}
	return strings.Join(lines, "\n")
}

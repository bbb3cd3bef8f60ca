package extract

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
		size := p.lines[to-1].size // and not that of a number raised before it
		even := parts
		if itemMark().MatchString(parts[0].text) || first.raises(parts[0]) {
			even = parts[1:]
		}
		between := i > 0 && p.lines[i-1].fills(first, p.lines[to-1])
		if len(even) < 3 && !between || len(even) >= 3 && !sameGaps(even) {
			continue
		}
		*first = *lineOf(first.block, parts)
		first.size = size
		for _, l := range p.lines[i+1 : to] {
			l.merged = true
		}
	}
	p.lines = slices.DeleteFunc(p.lines, func(l *pdfLine) bool { return l.merged })
}

// fills tells whether a line of several words stands above these two ends of a line, and
// fills the column from one to the other: two words below it may be all of a line.
func (l *pdfLine) fills(first, last *pdfLine) bool {
	const close, words = 1.5, 3
	left := l.x0 - first.x0
	if l.words > words && itemMark().MatchString(l.parts[0].text) {
		left = l.parts[1].x0 - first.x0
	}
	right := l.x1 - last.x1
	return l.block == first.block && !l.merged && l.words > words && left < close && left > -close && right < close && right > -close && first.y0-l.y1 < 0.6*first.size
}

// sameGaps tells whether words stand equally far apart, as far as it can be measured: of
// many gaps one may be wider, behind a sign of another font.
func sameGaps(words []pdfWord) bool {
	const many = 5
	gaps := make([]float32, 0, len(words))
	for i := 1; i < len(words); i++ {
		gaps = append(gaps, words[i].x0-words[i-1].x1)
	}
	slices.Sort(gaps)
	if len(gaps) >= many {
		gaps = gaps[:len(gaps)-1]
	}
	return gaps[0] > 0 && gaps[len(gaps)-1] <= 1.03*gaps[0]+0.3
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

// firstMarked is how wide the first word of a line is, with what stands close behind it: a
// mark comes on the next line with its word.
func (l *pdfLine) firstMarked() float32 {
	if len(l.parts) > 1 && l.raises(l.parts[1]) && l.parts[1].x0-l.parts[0].x1 < 0.12*l.size && l.parts[1].x0 > l.parts[0].x0 {
		return l.parts[1].x1 - l.parts[0].x0
	}
	return l.first
}

// overPage tells whether a line begins a page within a sentence, though the page before
// ended in a full stop, that of an abbreviation: no paragraph begins with a small letter,
// and none ends in the initial of a name where the next word had no room.
func (f *flow) overPage(l *pdfLine, p *pdfPage) bool {
	first, _ := utf8.DecodeRuneInString(l.text)
	d := l.size - f.last.size
	if p == f.page || beginsItem(l.text) || !strings.HasSuffix(f.last.text, ".") || d >= 0.12*f.last.size || -d >= 0.12*f.last.size {
		return false
	}
	if unicode.IsLower(first) {
		return !unicode.Is(unicode.Georgian, first)
	}
	initial := strings.TrimSuffix(f.last.text[strings.LastIndexByte(f.last.text, ' ')+1:], ".")
	r, size := utf8.DecodeRuneInString(initial)
	return unicode.IsUpper(first) && unicode.IsUpper(r) && size == len(initial) && f.last.x1+0.25*f.last.size+l.first > f.edge
}

// dropFootNumbers marks the numbers of pages, and the few words beside them, that stand
// close below the notes, in the margin: where they count with the pages they are nothing
// else, and were they left, the notes above them would be text.
func dropFootNumbers(pages []*pdfPage) {
	const most = 8 // words
	last := make([]*pdfLine, len(pages))
	shift := make([]int, len(pages))
	shifts := map[int]int{}
	for i, p := range pages {
		for _, l := range p.lines {
			if l.upright() && (last[i] == nil || l.y1 > last[i].y1) {
				last[i] = l
			}
		}
		l := last[i]
		if l == nil {
			continue
		}
		number := l.parts[len(l.parts)-1].text
		n, err := strconv.Atoi(number)
		if err != nil {
			number = l.parts[0].text
			n, err = strconv.Atoi(number)
		}
		if err != nil || len(number) > 4 || l.words > most || l.words > 1 && !apart(l, p) || !l.inMargin(p, marginWide, true) {
			last[i] = nil
			continue
		}
		shift[i] = n - i
		shifts[shift[i]]++
	}
	for i, l := range last {
		if l != nil && (shifts[shift[i]] > 1 || shift[i] == 1) {
			l.running = true
		}
	}
}

// apart tells whether the last line of a page stands well below all others.
func apart(last *pdfLine, p *pdfPage) bool {
	for _, l := range p.lines {
		if l != last && l.y1 > last.y0-0.5*last.size {
			return false
		}
	}
	return true
}

package extract

import (
	"slices"
	"strings"
	"unicode"
)

// mirrorPages turns the pages that are written from right to left, so that what begins a
// line stands on the left of it, as everywhere else: the marks of notes are looked for
// there. The words of their lines are put in the order of reading.
func mirrorPages(pages []*pdfPage) {
	for _, p := range pages {
		back, forth := 0, 0
		for _, l := range p.lines {
			for _, w := range l.parts {
				switch {
				case strings.ContainsFunc(w.text, rightToLeft):
					back++
				case strings.ContainsFunc(w.text, unicode.IsLetter):
					forth++
				}
			}
		}
		if back <= forth {
			continue
		}
		p.mirrored = true
		full := p.foreignHeights()
		for i, l := range p.lines {
			l = full(l)
			parts := slices.Clone(wordsInOrder(markFirst(l)))
			for k := range parts {
				parts[k].rect = parts[k].mirror(p.w)
				parts[k].placed = true
				parts[k].text = stopBehind(parts[k].text)
			}
			p.lines[i] = lineOf(l.block, parts)
		}
	}
}

// mirror is where a box stands on a page of this width that is seen in a mirror.
func (b rect) mirror(width float32) rect { return rect{width - b.x1, b.y0, width - b.x0, b.y1} }

// stopBehind puts the stop that stands on the left of a number or a Latin word behind it:
// there it is read last.
func stopBehind(word string) string {
	rest := strings.TrimLeft(word, ".,:;،؛")
	if rest == "" || strings.ContainsFunc(word, rightToLeft) {
		return word
	}
	return rest + word[:len(word)-len(rest)]
}

// markFirst gives the words of a line in the order of reading where nothing else tells
// that it is read from the right, an address alone: the number of a note at its right
// edge comes first, and the stop or the arrow at its left edge last. A number is that of
// a note where it is raised, has its stop on the left, or stands apart from the words;
// else it is the last word.
func markFirst(l *pdfLine) []pdfWord {
	if len(l.parts) < 2 || slices.ContainsFunc(l.parts, func(w pdfWord) bool { return strings.ContainsFunc(w.text, rightToLeft) }) {
		return l.parts
	}
	parts := slices.Clone(l.parts)
	var mark, behind []pdfWord
	if last := len(parts) - 1; l.isMark(parts) {
		mark, parts = []pdfWord{parts[last]}, parts[:last]
	}
	if len(parts) > 1 && !strings.ContainsFunc(parts[0].text, leftToRight) {
		behind, parts = parts[:1], parts[1:]
	}
	if first := parts[0].text; len(parts) > 1 && strings.ContainsFunc(first, leftToRight) {
		bare := strings.TrimLeft(first, ".,:;")
		parts[len(parts)-1].text += first[:len(first)-len(bare)]
		parts[0].text = bare
	}
	return slices.Concat(mark, parts, behind)
}

// isMark tells whether the last of some words is the number of a note.
func (l *pdfLine) isMark(parts []pdfWord) bool {
	last := len(parts) - 1
	w := parts[last]
	number := strings.TrimPrefix(w.text, ".")
	if !bareMark().MatchString(number) {
		return false
	}
	apart := w.x0 - parts[last-1].x1
	for i := 1; i < last; i++ {
		if parts[i].x0-parts[i-1].x1 >= 0.8*apart {
			apart = 0
		}
	}
	return number != w.text || l.raises(w) || apart > 0.25*w.height()
}

// foreignHeights gives a line whose words are as high as most of its own script, but for
// those that are raised. Letters for Arabic are often higher than the figures and Latin
// words among them, which come from another font: that is known by words that are too long
// for a mark.
func (p *pdfPage) foreignHeights() func(*pdfLine) *pdfLine {
	const mostMark = 2 // figures
	usual := map[int]bool{}
	quarters := func(w pdfWord) int { return int(w.height()*4 + 0.5) }
	back := func(w pdfWord) bool { return strings.ContainsFunc(w.text, rightToLeft) }
	for _, l := range p.lines {
		for _, w := range l.parts {
			letters := strings.FieldsFunc(w.text, func(r rune) bool { return !leftToRight(r) })
			if !back(w) && len(strings.Join(letters, "")) > mostMark {
				usual[quarters(w)] = true
			}
		}
	}
	return func(l *pdfLine) *pdfLine {
		var own []pdfWord
		for _, w := range l.parts {
			if back(w) {
				own = append(own, w)
			}
		}
		if len(own) == 0 {
			return l
		}
		slices.SortFunc(own, func(a, b pdfWord) int { return order(a.height(), b.height()) })
		at := own[(len(own)-1)/2].rect
		even := *l
		even.parts = slices.Clone(l.parts)
		for i, w := range even.parts {
			if w.height() < 0.96*at.height() && (back(w) || w.height() > 0.7*at.height() && usual[quarters(w)]) {
				even.parts[i].y0, even.parts[i].y1 = at.y0, at.y1
			}
		}
		return &even
	}
}

// joinTrailing puts a mark that stands close behind a line, and was taken for a line of
// its own, at the end of it.
func (p *pdfPage) joinTrailing() {
	if len(p.lines) > maxStamped {
		return
	}
	for _, m := range p.lines {
		if m.words != 1 || !isNumber(m.text) && !isNumber(figuresDown.Replace(m.text)) {
			continue
		}
		for _, l := range p.lines {
			if gap := m.x0 - l.x1; l != m && !l.merged && gap > -0.5 && gap < 0.12*l.size && l.overlapY(m.rect) > 0.4 && m.size <= 0.85*l.size {
				*l = *lineOf(l.block, append(slices.Clone(l.parts), m.parts...))
				m.merged = true
				break
			}
		}
	}
	p.lines = slices.DeleteFunc(p.lines, func(l *pdfLine) bool { return l.merged })
}

// mirrorLinks gives the links of a page as they stand in a mirror.
func mirrorLinks(links []pdfLink, width float32) []pdfLink {
	out := slices.Clone(links)
	for i := range out {
		out[i].rect = out[i].mirror(width)
	}
	return out
}

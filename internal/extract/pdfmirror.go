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
		for i, l := range p.lines {
			parts := slices.Clone(wordsInOrder(markFirst(l)))
			for k := range parts {
				parts[k].rect = parts[k].mirror(p.w)
				parts[k].placed = true
				parts[k].text = stopBehind(parts[k].text)
			}
			p.lines[i] = lineOf(l.block, parts)
		}
		p.joinTrailing()
	}
}

// mirror is where a box stands on a page of this width that is seen in a mirror.
func (b rect) mirror(width float32) rect { return rect{width - b.x1, b.y0, width - b.x0, b.y1} }

// stopBehind puts the stop that stands on the left of a number or a Latin word behind it:
// there it is read last.
func stopBehind(word string) string {
	rest := strings.TrimLeft(word, ".,:;")
	if rest == "" || strings.ContainsFunc(word, rightToLeft) {
		return word
	}
	return rest + word[:len(word)-len(rest)]
}

// markFirst gives the words of a line with the number of a note at its right edge put
// first, where nothing else tells that the line is read from there: an address alone.
func markFirst(l *pdfLine) []pdfWord {
	last := len(l.parts) - 1
	back := func(w pdfWord) bool { return strings.ContainsFunc(w.text, rightToLeft) }
	if last < 1 || slices.ContainsFunc(l.parts, back) || !bareMark().MatchString(l.parts[last].text) {
		return l.parts
	}
	return append([]pdfWord{l.parts[last]}, l.parts[:last]...)
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

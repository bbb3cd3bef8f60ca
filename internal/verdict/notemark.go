package verdict

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A footnote's mark is no part of the sentence it stands in: pages add, move and
// renumber notes without touching a word, and who quotes leaves the mark out.

// superscript is the value of a raised figure, -1 for any other rune.
func superscript(r rune) int {
	switch {
	case r == '¹':
		return 1
	case r == '²', r == '³':
		return int(r-'²') + 2
	case r == '⁰', r >= '⁴' && r <= '⁹':
		return int(r - '⁰')
	}
	return -1
}

// raisable are words after which a raised figure is a part of a unit: m², km³.
var raisable = []string{"m", "mm", "cm", "dm", "km", "ft", "s", "м", "мм", "см", "дм", "км", "с"}

// noteMark reads a mark at i and gives its length, 0 if there is none. Raised
// figures and what is written to a word in square brackets are passed over; a
// power and the figure of a unit are numbers.
func (l *lexer) noteMark(r rune, i, n int) int {
	if r == '[' {
		end, ok := bracketed(l.text[i:])
		if !ok {
			return 0
		}
		if l.gluedAt(i) {
			return end
		}
		return 0
	}
	if superscript(r) < 0 {
		return 0
	}
	end := i
	for end < len(l.text) {
		r, n := decode(l.text, end)
		// Several marks stand beside each other with commas between.
		if superscript(r) < 0 && !(r == ',' && end > i && l.superscriptAt(end+n)) {
			break
		}
		end += n
	}
	over := strings.HasPrefix(l.text[end:], "/") || strings.HasPrefix(l.text[end:], "⁄") // of a fraction
	if k := len(l.tok) - 1; over || k >= 0 && int(l.tok[k].end) == i && l.raised(k) {
		from := len(l.norm)
		if k >= 0 && l.tok[k].flags&tokNumber != 0 {
			l.norm = append(l.norm, ' ')
			from++
		}
		for _, r := range l.text[i:end] {
			if v := superscript(r); v >= 0 {
				l.norm = append(l.norm, byte('0'+v))
			}
		}
		l.add(i, end, from, tokNumber)
	}
	return end - i
}

// raised tells whether a raised figure right behind token k belongs to it: the
// exponent of ten, or the square of a metre.
func (l *lexer) raised(k int) bool {
	t := l.tok[k]
	w := string(l.norm[t.norm : t.norm+uint32(t.size)])
	if t.flags&tokNumber != 0 {
		return w == "10"
	}
	return slices.Contains(raisable, w)
}

func (l *lexer) superscriptAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(l.text[i:])
	return superscript(r) >= 0
}

// bracketed reads a number of up to three figures in square brackets.
func bracketed(s string) (end int, ok bool) {
	k := 1
	for k < len(s) && k <= 3 && isASCIIDigit(s[k]) {
		k++
	}
	return k + 1, k > 1 && k < len(s) && s[k] == ']'
}

// gluedAt tells whether a word, or the sign that ends a sentence, stands right
// before i.
func (l *lexer) gluedAt(i int) bool {
	r, n := utf8.DecodeLastRuneInString(l.text[:i])
	if n == 0 {
		return false // the text begins with a mark
	}
	if r == ']' || strings.ContainsRune(".,;:!?»”\"'’)", r) {
		return true
	}
	return l.letterAt(i - n)
}

// flagMark flags the number that was read last if it may be a footnote's mark
// that lost its place above the line, as in the text of a PDF: up to three
// figures right behind a long word in small letters, or behind the sign that
// ends a sentence; or in square brackets.
func (l *lexer) flagMark() {
	k := len(l.tok) - 1
	t := l.tok[k]
	if t.end-t.start > 3 || l.text[t.start] == '0' || k == 0 {
		return
	}
	before, after := l.text[:t.start], l.text[t.end:]
	if strings.HasSuffix(before, "[") && strings.HasPrefix(after, "]") {
		l.tok[k].flags |= tokMark
		return
	}
	if after != "" {
		r, _ := decode(after, 0)
		if f := l.folds.fold(r); f.kind == isLetter || f.kind == isUpper || f.kind == isDigit || strings.ContainsRune("-–‑/%°", r) {
			return
		}
	}
	if strings.ContainsAny(before[len(before)-1:], ".,;:") && after != "" && after[0] != ' ' && after[0] != '\n' {
		return // 3.2:1
	}
	w := l.tok[k-1]
	gap := l.text[w.end:t.start]
	if w.flags&(tokNumber|tokSign|tokEmail|tokMark) != 0 || strings.ContainsAny(gap, " \n\t") || strings.Trim(gap, ".,;:!?»”\"’)") != "" {
		return
	}
	least := 4
	if gap != "" {
		least = 5 // стр.12 is a page
	}
	letters := 0
	for _, r := range l.text[w.start:w.end] {
		kind := l.folds.fold(r).kind
		if kind == isUpper {
			return // Covid19, Su27
		}
		if kind == isLetter {
			letters++
		}
	}
	if letters >= least {
		l.tok[k].flags |= tokMark
	}
}

// bare is a view without what may be footnote marks; s itself where there are
// none.
func (s *stream) bare() *stream {
	marks := 0
	for _, t := range s.tok {
		if t.flags&tokMark != 0 {
			marks++
		}
	}
	if marks == 0 {
		return s
	}
	return s.rebuilt()
}

// rebuilt is a view with the letters of its blocks one after the other, whatever
// stands between in the view that it was picked from, and without what may be
// footnote marks.
func (s *stream) rebuilt() *stream {
	out := &stream{text: s.text, hash: s.hash, emails: s.emails, masked: s.masked, alefs: s.alefs,
		tok: make([]token, 0, len(s.tok)), norm: make([]byte, 0, len(s.norm)), blocks: make([]block, 0, len(s.blocks))}
	for _, b := range s.blocks {
		from := len(out.tok)
		for _, t := range s.tok[b.from:b.to] {
			if t.flags&tokMark != 0 {
				continue
			}
			if n := len(out.tok); n > 0 && t.flags&out.tok[n-1].flags&tokNumber != 0 {
				out.norm = append(out.norm, ' ')
			}
			w := s.norm[t.norm : t.norm+uint32(t.size)]
			t.norm = uint32(len(out.norm))
			out.norm = append(out.norm, w...)
			out.tok = append(out.tok, t)
		}
		b.span = span{from, len(out.tok)}
		out.blocks = append(out.blocks, b)
	}
	return out
}

package lex

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
		end, ok := bracketed(l.Text[i:])
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
	for end < len(l.Text) {
		r, n := decode(l.Text, end)
		// Several marks stand beside each other with commas between.
		if superscript(r) < 0 && !(r == ',' && end > i && l.superscriptAt(end+n)) {
			break
		}
		end += n
	}
	over := strings.HasPrefix(l.Text[end:], "/") || strings.HasPrefix(l.Text[end:], "⁄") // of a fraction
	if k := len(l.Tokens) - 1; over || k >= 0 && int(l.Tokens[k].End) == i && l.raised(k) {
		from := len(l.Norm)
		if k >= 0 && l.Tokens[k].Flags&Number != 0 {
			l.Norm = append(l.Norm, ' ')
			from++
		}
		for _, r := range l.Text[i:end] {
			if v := superscript(r); v >= 0 {
				l.Norm = append(l.Norm, byte('0'+v))
			}
		}
		l.add(i, end, from, Number)
	}
	return end - i
}

// raised tells whether a raised figure right behind token k belongs to it: the
// exponent of ten, or the square of a metre.
func (l *lexer) raised(k int) bool {
	t := l.Tokens[k]
	w := string(l.Norm[t.Norm : t.Norm+uint32(t.Size)])
	if t.Flags&Number != 0 {
		return w == "10"
	}
	return slices.Contains(raisable, w)
}

func (l *lexer) superscriptAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(l.Text[i:])
	return superscript(r) >= 0
}

// bracketed reads a number of up to three figures in square brackets.
func bracketed(s string) (end int, ok bool) {
	k := 1
	for k < len(s) && k <= 3 && IsASCIIDigit(s[k]) {
		k++
	}
	return k + 1, k > 1 && k < len(s) && s[k] == ']'
}

// gluedAt tells whether a word, or the sign that ends a sentence, stands right
// before i.
func (l *lexer) gluedAt(i int) bool {
	r, n := utf8.DecodeLastRuneInString(l.Text[:i])
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
	k := len(l.Tokens) - 1
	t := l.Tokens[k]
	if t.End-t.Start > 3 || l.Text[t.Start] == '0' || k == 0 {
		return
	}
	before, after := l.Text[:t.Start], l.Text[t.End:]
	if strings.HasSuffix(before, "[") && strings.HasPrefix(after, "]") {
		l.Tokens[k].Flags |= Mark
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
	w := l.Tokens[k-1]
	gap := l.Text[w.End:t.Start]
	if w.Flags&(Number|Sign|Email|Mark) != 0 || strings.ContainsAny(gap, " \n\t") || strings.Trim(gap, ".,;:!?»”\"’)") != "" {
		return
	}
	least := 4
	if gap != "" {
		least = 5 // стр.12 is a page
	}
	letters := 0
	for _, r := range l.Text[w.Start:w.End] {
		kind := l.folds.fold(r).kind
		if kind == isUpper {
			return // Covid19, Su27
		}
		if kind == isLetter {
			letters++
		}
	}
	if letters >= least {
		l.Tokens[k].Flags |= Mark
	}
}

// Bare is a view without what may be footnote marks; s itself where there are
// none.
func (s *Stream) Bare() *Stream {
	marks := 0
	for _, t := range s.Tokens {
		if t.Flags&Mark != 0 {
			marks++
		}
	}
	if marks == 0 {
		return s
	}
	return s.Rebuilt()
}

// Rebuilt is a view with the letters of its blocks one after the other, whatever
// stands between in the view that it was picked from, and without what may be
// footnote marks.
func (s *Stream) Rebuilt() *Stream {
	out := &Stream{Text: s.Text, Hash: s.Hash, Emails: s.Emails, Masked: s.Masked, Alefs: s.Alefs,
		Tokens: make([]Token, 0, len(s.Tokens)), Norm: make([]byte, 0, len(s.Norm)), Blocks: make([]Block, 0, len(s.Blocks))}
	for _, b := range s.Blocks {
		from := len(out.Tokens)
		for _, t := range s.Tokens[b.From:b.To] {
			if t.Flags&Mark != 0 {
				continue
			}
			if n := len(out.Tokens); n > 0 && t.Flags&out.Tokens[n-1].Flags&Number != 0 {
				out.Norm = append(out.Norm, ' ')
			}
			w := s.Norm[t.Norm : t.Norm+uint32(t.Size)]
			t.Norm = uint32(len(out.Norm))
			out.Norm = append(out.Norm, w...)
			out.Tokens = append(out.Tokens, t)
		}
		b.Span = Span{from, len(out.Tokens)}
		out.Blocks = append(out.Blocks, b)
	}
	out.absent = newAbsent(out)
	return out
}

package papers

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A painter turns sheets into content streams.
type painter struct {
	look
	regular, heavy *font
}

func (q *painter) page(s *sheet, n, of int) []byte {
	var b strings.Builder
	if q.watermark != "" {
		q.text(&b, line{x: q.width * 0.2, y: q.height * 0.3, size: 54, words: strings.Fields(q.watermark), slant: true})
	}
	if !q.headerLast {
		q.edges(&b, n, of)
	}
	lines := s.lines
	if q.byRow {
		lines = slices.Clone(lines)
		slices.SortStableFunc(lines, func(a, b line) int {
			return cmp.Or(cmp.Compare(b.y, a.y), cmp.Compare(a.x, b.x))
		})
	}
	for _, l := range lines {
		q.text(&b, l)
	}
	for _, r := range s.rules {
		fmt.Fprintf(&b, "0.5 w %s %s m %s %s l S\n", pt(r.x), pt(r.y), pt(r.x+r.w), pt(r.y))
	}
	if q.headerLast {
		q.edges(&b, n, of)
	}
	return []byte(b.String())
}

// edges writes what runs over and under every page.
func (q *painter) edges(b *strings.Builder, n, of int) {
	side := (n + 1) % 2
	fill := strings.NewReplacer("%p", strconv.Itoa(n), "%n", strconv.Itoa(of))
	small := q.size * 0.85
	place := func(text string, y float64) {
		if text == "" {
			return
		}
		text = fill.Replace(text)
		x := q.margin
		if side == 0 {
			x = q.look.width - q.margin - width(text, small)
		}
		q.text(b, line{x: x, y: y, size: small, words: strings.Split(text, " ")})
	}
	place(q.header[side], q.height-q.margin+28)
	place(q.footer[side], q.margin-34)
	if q.stamp != "" {
		q.text(b, line{x: q.margin, y: 18, size: 7, words: strings.Split(fill.Replace(q.stamp), " ")})
	}
}

func (q *painter) text(b *strings.Builder, l line) {
	f, name := q.regular, "F1"
	if l.bold {
		f, name = q.heavy, "F2"
	}
	if l.slant {
		fmt.Fprintf(b, "q 0.85 g BT /%s %s Tf 0.7071 0.7071 -0.7071 0.7071 %s %s Tm %s Tj ET Q\n",
			name, pt(l.size), pt(l.x), pt(l.y), f.show(strings.Join(l.words, " "), false))
		return
	}
	if q.look.words == asWords {
		x := l.x
		for i, w := range l.words {
			if i < len(l.words)-1 {
				w += " "
			}
			fmt.Fprintf(b, "BT /%s %s Tf 1 0 0 1 %s %s Tm ", name, pt(l.size), pt(x), pt(l.y))
			q.run(b, f, name, l.size, []string{w}, 0)
			b.WriteString("ET\n")
			x += width(w, l.size) + l.gap
		}
		return
	}
	fmt.Fprintf(b, "BT /%s %s Tf %s %s Td ", name, pt(l.size), pt(l.x), pt(l.y))
	q.run(b, f, name, l.size, l.words, l.gap)
	b.WriteString("ET\n")
}

// run shows words, with the numbers of footnotes raised.
func (q *painter) run(b *strings.Builder, f *font, name string, size float64, words []string, gap float64) {
	var tj strings.Builder
	flush := func() {
		if tj.Len() > 0 {
			fmt.Fprintf(b, "[%s] TJ ", tj.String())
			tj.Reset()
		}
	}
	for i, w := range words {
		for w != "" {
			at := strings.IndexFunc(w, func(r rune) bool { return r > calls && r < calls+1000 })
			if at < 0 {
				q.string(&tj, f, w)
				break
			}
			q.string(&tj, f, w[:at])
			r := []rune(w[at:])[0]
			w = w[at+len(string(r)):]
			flush()
			fmt.Fprintf(b, "/%s %s Tf 4 Ts %s Tj 0 Ts /%s %s Tf ", name, pt(size*0.6),
				f.show(strconv.Itoa(int(r-calls)), false), name, pt(size))
		}
		if i == len(words)-1 {
			break
		}
		if q.look.words == asGaps {
			fmt.Fprintf(&tj, " %s ", pt(-(gap+width(" ", size))*1000/size))
			continue
		}
		q.string(&tj, f, " ")
		if gap != 0 {
			fmt.Fprintf(&tj, " %s ", pt(-gap*1000/size))
		}
	}
	flush()
}

// string appends a word to a TJ array, cut where a typesetter kerns.
func (q *painter) string(tj *strings.Builder, f *font, w string) {
	if w == "" {
		return
	}
	if q.look.words != asKerned {
		tj.WriteString(f.show(w, q.ligatures))
		return
	}
	from := 0
	for i, r := range w {
		if i > from && strings.ContainsRune("aoeyvwаоуте,.", r) && (i+len(w))%3 == 0 {
			tj.WriteString(f.show(w[from:i], q.ligatures))
			fmt.Fprintf(tj, " %d ", 8+(i*7)%25)
			from = i
		}
	}
	tj.WriteString(f.show(w[from:], q.ligatures))
}

func pt(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(v, 'f', 2, 64), "0"), ".")
}

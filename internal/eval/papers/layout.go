package papers

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// calls is the first of the private runes that stand for footnote numbers
// inside set text.
const calls = 0xE000

// A line is one piece of set text. Its words are parted by a space of the font
// and gap more.
type line struct {
	x, y, size float64
	bold       bool
	words      []string
	gap        float64
	slant      bool // the watermark
}

type rule struct{ x, y, w float64 }

type sheet struct {
	lines []line
	rules []rule
}

// A setter fills sheets, column by column.
type setter struct {
	look
	sheets []*sheet
	column int
	y      float64 // the baseline just written
	foot   []line  // notes of this column
	footH  float64
	called int
	broken bool
}

// typeset lays the paper out in pages.
func typeset(d paper, l look) []*sheet {
	s := &setter{look: l}
	s.page()
	for i, b := range d.blocks {
		switch b.kind {
		case table:
			s.table(b)
		case heading, centred:
			s.need(4 * s.lead())
			if i > 0 {
				s.y -= s.lead() * 0.6
			}
			s.paragraph(b)
			s.y -= s.lead() * 0.3
		default:
			s.paragraph(b)
			s.y -= s.lead() * 0.5
		}
	}
	s.endColumn()
	return s.sheets
}

func (s *setter) lead() float64 { return s.size * 1.25 }
func (s *setter) top() float64  { return s.height - s.margin }
func (s *setter) columnWidth() float64 {
	return (s.width - 2*s.margin - s.gutters()) / float64(s.columns)
}
func (s *setter) gutters() float64 { return float64(s.columns-1) * 18 }
func (s *setter) sheet() *sheet    { return s.sheets[len(s.sheets)-1] }

func (s *setter) left() float64 {
	return s.margin + float64(s.column)*(s.columnWidth()+18)
}

func (s *setter) page() {
	s.sheets = append(s.sheets, &sheet{})
	s.column, s.y = 0, s.top()
}

func (s *setter) endColumn() {
	y := s.margin + s.footH - 8
	if len(s.foot) > 0 {
		s.sheet().rules = append(s.sheet().rules, rule{s.left(), y + 2, 110})
	}
	for _, n := range s.foot {
		y -= n.size * 1.2
		n.y = y
		s.sheet().lines = append(s.sheet().lines, n)
	}
	s.foot, s.footH = nil, 0
}

func (s *setter) next() {
	s.endColumn()
	if s.column++; s.column == s.columns {
		s.page()
		return
	}
	s.y = s.top()
}

func (s *setter) need(h float64) {
	if s.y-h < s.margin+s.footH {
		s.next()
	}
}

// put writes one line under what is there.
func (s *setter) put(l line, under float64) {
	s.need(under)
	s.y -= under
	l.y = s.y
	s.sheet().lines = append(s.sheet().lines, l)
}

func (s *setter) paragraph(b block) {
	text, first := b.text, 0.0
	for strings.Contains(text, "¤") {
		s.called++
		text = strings.Replace(text, "¤", string(rune(calls+s.called)), 1)
	}
	noted := s.called - len(b.notes)
	size, bold := s.size, b.kind == heading
	if b.kind == centred {
		size, bold = s.size*1.2, true
	}
	if b.label != "" {
		first = max(30, width(b.label, size)+6)
		if s.columns > 1 {
			first = width(b.label+" ", size)
		}
	}
	cut := -1 // the word that a page must end soon after
	if i := strings.Index(b.text, s.breakIn); s.breakIn != "" && i >= 0 && !s.broken {
		cut = strings.Count(b.text[:i], " ") + 1
	}
	for i, ln := range s.lines(text, size, first) {
		calls := s.notes(ln.words, b.notes, noted)
		h := 0.0
		for _, n := range calls {
			h += n.size * 1.2
		}
		if len(s.foot) == 0 && len(calls) > 0 {
			h += 8
		}
		s.need(size*1.25 + h)
		out := line{x: s.left(), size: size, bold: bold, words: ln.words}
		room := s.columnWidth()
		if i == 0 && first > 0 {
			s.put(line{x: out.x, size: size, words: []string{b.label}}, size*1.25)
			s.y += size * 1.25
			out.x, room = out.x+first, room-first
		}
		if b.kind == centred {
			out.x += (room - ln.width) / 2
		} else if s.justify && !ln.last && len(ln.words) > 1 && b.kind == para {
			out.gap = (room - ln.width) / float64(len(ln.words)-1)
		}
		s.put(out, size*1.25)
		s.foot = append(s.foot, calls...)
		s.footH += h
		if cut >= 0 && ln.upto > cut {
			cut, s.broken = -1, true
			for at := len(s.sheets); ; {
				s.next()
				if s.breakColumn || len(s.sheets) > at {
					break
				}
			}
		}
	}
}

// notes sets the footnotes that words call. The paragraph's first is number
// noted+1.
func (s *setter) notes(words, notes []string, noted int) (ls []line) {
	size := s.size * 0.82
	for _, r := range strings.Join(words, "") {
		if r < calls || r > calls+999 {
			continue
		}
		n := int(r) - calls
		text := strconv.Itoa(n) + " " + notes[n-noted-1]
		for _, ln := range s.lines(text, size, 0) {
			ls = append(ls, line{x: s.left(), size: size, words: ln.words})
		}
	}
	return ls
}

type broken struct {
	words []string
	width float64
	upto  int // words of the paragraph that have begun by the line's end
	last  bool
}

// lines divides text at the column's width, the first line set in by first.
func (s *setter) lines(text string, size, first float64) (out []broken) {
	room := s.columnWidth() - first
	space := width(" ", size)
	var cur broken
	flush := func() {
		out = append(out, cur)
		cur = broken{upto: cur.upto}
		room = s.columnWidth()
	}
	for word := range strings.SplitSeq(text, " ") {
		for {
			w := width(word, size)
			at := 0.0
			if len(cur.words) > 0 {
				at = cur.width + space
			}
			if at+w <= room {
				cur.words, cur.width = append(cur.words, word), at+w
				break
			}
			if a, z, ok := s.divide(word, size, room-at); ok {
				cur.words, cur.width = append(cur.words, a), at+width(a, size)
				cur.upto++
				flush()
				cur.upto--
				word = z
				continue
			}
			if len(cur.words) == 0 { // too long for any line
				cur.words, cur.width = append(cur.words, word), w
				break
			}
			flush()
		}
		cur.upto++
	}
	cur.last = true
	flush()
	return out
}

const vowels = "aeiouyàâäéèêëîïôöùûüаеёиоуыэюяәіөүұ"

// divide cuts a word so that its head, with a hyphen, has room: after a hyphen
// of its own or, if words are divided, in its midst.
func (s *setter) divide(word string, size, room float64) (a, z string, ok bool) {
	if room <= 0 || strings.Contains(word, "/") {
		return "", "", false
	}
	rs := []rune(word)
	for i := len(rs) - 3; i >= 3; i-- {
		own := rs[i-1] == '-' && unicode.IsLetter(rs[i])
		if !own && (s.hyphen == 0 || !lower(rs[i-3:i+3]) || isVowel(rs[i]) || !isVowel(rs[i+1]) || !hasVowel(rs[:i])) {
			continue
		}
		a = string(rs[:i])
		if !own {
			a += string(s.hyphen)
		}
		if width(a, size) <= room {
			return a, string(rs[i:]), true
		}
	}
	return "", "", false
}

func isVowel(r rune) bool { return strings.ContainsRune(vowels, unicode.ToLower(r)) }

func hasVowel(rs []rune) bool { return slices.ContainsFunc(rs, isVowel) }

// lower tells whether a word may be divided inside rs: lower case throughout,
// so that no name, number or address is.
func lower(rs []rune) bool {
	return !slices.ContainsFunc(rs, func(r rune) bool { return !unicode.IsLower(r) })
}

func (s *setter) table(b block) {
	size := s.size * 0.9
	cols := s.columnsOf(b, size)
	s.need(4 * s.lead())
	for i := range b.rows {
		was := len(s.sheets)*10 + s.column
		h := s.rowHeight(b.rows[i], cols, size)
		s.need(h)
		if i > 0 && len(s.sheets)*10+s.column != was {
			s.row(b.rows[0], cols, size, true)
		}
		s.row(b.rows[i], cols, size, i == 0)
	}
	s.y -= s.lead() * 0.7
}

// columnsOf shares the width out: the first column has what others leave.
func (s *setter) columnsOf(b block, size float64) []float64 {
	cols := make([]float64, len(b.rows[0]))
	rest := s.columnWidth()
	for k := 1; k < len(cols); k++ {
		for _, r := range b.rows {
			cols[k] = max(cols[k], width(r[k], size)+10)
		}
		cols[k] = min(cols[k], s.columnWidth()/float64(len(cols)))
		rest -= cols[k]
	}
	cols[0] = rest
	return cols
}

func (s *setter) rowHeight(r []string, cols []float64, size float64) float64 {
	n := 1
	for k, c := range r {
		n = max(n, len(s.fit(c, cols[k]-6, size)))
	}
	return float64(n)*size*1.2 + 4
}

func (s *setter) row(r []string, cols []float64, size float64, head bool) {
	h := s.rowHeight(r, cols, size)
	x := s.left()
	for k, c := range r {
		for n, ln := range s.fit(c, cols[k]-6, size) {
			out := line{x: x, y: s.y - float64(n+1)*size*1.2, size: size, bold: head, words: ln.words}
			if k > 0 {
				out.x = x + cols[k] - 6 - ln.width
			}
			s.sheet().lines = append(s.sheet().lines, out)
		}
		x += cols[k]
	}
	s.y -= h
	s.sheet().rules = append(s.sheet().rules, rule{s.left(), s.y, s.columnWidth()})
}

// fit divides a cell's text at its width.
func (s *setter) fit(text string, w, size float64) []broken {
	cell := setter{look: s.look}
	cell.hyphen, cell.columns, cell.margin, cell.look.width = 0, 1, 0, w
	return cell.lines(text, size, 0)
}

// width is a text's in points: Times, roughly, whatever the font is called.
func width(text string, size float64) float64 {
	n := 0.0
	for _, r := range text {
		n += glyphWidth(r)
	}
	return n * size / 1000
}

const narrow = "!'(),-.:;I[]`fijlrt|‐’‘\u00a0 і·ſ¡\u202f\u2009"

func glyphWidth(r rune) float64 {
	switch {
	case r >= calls && r <= calls+999:
		return 300 * float64(utf8.RuneCountInString(strconv.Itoa(int(r-calls))))
	case strings.ContainsRune(narrow, r):
		return 290
	case strings.ContainsRune("mwMWшщжюфмЖШЩЮФМЫыœŒ%@—№…", r):
		return 780
	case unicode.IsUpper(r):
		return 690
	}
	return 480
}

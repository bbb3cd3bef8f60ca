package extract

import (
	"bufio"
	"bytes"
	"html"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPDFLine bounds one line of pdftotext's output, in bytes: one word.
const maxPDFLine = 1 << 20

// rect is a rectangle on a page, in points from its top left corner.
type rect struct{ x0, y0, x1, y1 float32 }

func (b rect) width() float32  { return b.x1 - b.x0 }
func (b rect) height() float32 { return b.y1 - b.y0 }

// add grows a box until it holds another.
func (b *rect) add(o rect) {
	if b.x1 == 0 && b.y1 == 0 {
		*b = o
		return
	}
	b.x0, b.y0, b.x1, b.y1 = min(b.x0, o.x0), min(b.y0, o.y0), max(b.x1, o.x1), max(b.y1, o.y1)
}

// overlapY is how much of the height of the lower one two boxes share, 0 to 1.
func (b rect) overlapY(o rect) float32 {
	return max(0, min(b.y1, o.y1)-max(b.y0, o.y0)) / max(0.1, min(b.height(), o.height()))
}

// pdfWord is a word and its place.
type pdfWord struct {
	rect
	text   string
	placed bool // it stands among its neighbours in the order of reading
}

// maxWords bounds the words that are taken from a PDF.
const maxWords = 2 << 20

// pdfLine is a run of words on one baseline without a wide gap.
type pdfLine struct {
	rect
	text  string
	size  float32 // height of its letters
	first float32 // width of its first word
	left  float32 // where its text begins, a number or bullet before it left aside
	block int     // lines of one block stand under each other
	words int
	parts []pdfWord

	running bool // stands on every page, and is no part of the text
	note    bool // of the notes at the page's foot
	begun   bool // of a note for sure, and so no running line
	merged  bool // its text is part of another line
	table   int  // the table of its page that it belongs to, from 1
}

// upright tells that a line is not written from bottom to top.
func (l *pdfLine) upright() bool {
	return l.height() <= 3*l.width() || utf8.RuneCountInString(l.text) <= 3
}

// pdfPage is a page: its lines in reading order.
type pdfPage struct {
	w, h    float32
	lines   []*pdfLine
	groups  [][]*pdfLine // its columns
	tables  []pdfTable
	noted   bool // there are notes at its foot
	printed bool // by a browser, from an address
	// mirrored: it is written from right to left, and was turned: see mirrorPages.
	mirrored bool
	laid     bool    // for its notes
	foot     float32 // how far down its text may go
	leading  float32 // between its lines
}

// pdfReader takes the output of pdftotext -bbox-layout.
type pdfReader struct {
	pages []*pdfPage
	line  *pdfLine
	block int
	words int
	bytes int
}

// read reports false where there is more text than is taken.
func (p *pdfReader) read(r io.Reader) bool {
	defer func() { joinTouching(p.pages) }()
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 64<<10), maxPDFLine)
	for in.Scan() {
		if p.bytes > maxOutput || p.words > maxWords {
			return false
		}
		p.take(bytes.TrimLeft(in.Bytes(), " "))
	}
	p.endLine()
	return in.Err() == nil || in.Err() != bufio.ErrTooLong
}

// take reads one line of the output: an element's tag, or a whole word.
func (p *pdfReader) take(b []byte) {
	tag, rest, _ := bytes.Cut(b, []byte(" "))
	switch string(tag) {
	case "<page":
		p.endLine()
		p.pages = append(p.pages, &pdfPage{w: attr(rest, "width"), h: attr(rest, "height")})
	case "<block":
		p.block++
	case "<line":
		p.endLine()
		if len(p.pages) > 0 {
			p.line = &pdfLine{block: p.block}
		}
	case "</line>":
		p.endLine()
	case "<word":
		if p.line != nil {
			p.word(rest)
		}
	}
}

func (p *pdfReader) word(b []byte) {
	attrs, text, ok := bytes.Cut(b, []byte(">"))
	if !ok {
		return
	}
	text, _, _ = bytes.Cut(text, []byte("</word>"))
	w := rect{attr(attrs, "xMin"), attr(attrs, "yMin"), attr(attrs, "xMax"), attr(attrs, "yMax")}
	s := inReadingOrder(cleanWord(text))
	if s == "" {
		return
	}
	p.words++
	p.bytes += len(s) + 1
	p.line.parts = append(p.line.parts, pdfWord{rect: w, text: s})
}

// lineOf is the line that words make.
func lineOf(block int, parts []pdfWord) *pdfLine {
	read := wordsInOrder(parts)
	l := &pdfLine{block: block, words: len(parts), parts: parts, first: read[0].width()}
	widest := float32(-1)
	for _, w := range parts {
		if w.width() > widest {
			widest, l.size = w.width(), w.height()
		}
		l.add(w.rect)
	}
	var text []byte
	for i, w := range read {
		switch mark, ok := w.raised(l); {
		case ok:
			text = append(text, mark...)
			continue
		case i > 0:
			text = append(text, ' ')
		}
		text = append(text, w.text...)
	}
	l.text = string(text)
	l.left = l.x0
	if !l.upright() {
		l.size = l.width()
	}
	return l
}

// cleanWord is a word as pdftotext writes it, without control characters.
func cleanWord(b []byte) string {
	s := html.UnescapeString(string(b)) // bytes that are no UTF-8 stay
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r // bytes that are no UTF-8 become U+FFFD
	}, s)
	return strings.TrimSpace(s)
}

func (p *pdfReader) endLine() {
	if p.line != nil && len(p.line.parts) > 0 {
		page := p.pages[len(p.pages)-1]
		page.lines = append(page.lines, lineOf(p.line.block, p.line.parts))
	}
	p.line = nil
}

// joinTouching makes one word of those between which there is no room, in a document
// whose words have some: pdftotext takes a letter of another font, or a pair of
// letters that is set closer, for the end of a word. Where the room is of any width,
// as between words that were read from a picture, nothing can be told from it.
func joinTouching(pages []*pdfPage) {
	const usual, few = 0.15, 10 // of the letters' height; in how many gaps one may be less
	wide, narrow := 0, 0
	var touching []*pdfLine
	for _, p := range pages {
		for _, l := range p.lines {
			meets := false
			for i := 1; i < len(l.parts); i++ {
				switch gap := l.parts[i].x0 - l.parts[i-1].x1; {
				case l.parts[i-1].touches(l.parts[i]):
					meets = true
				case gap > usual*l.size:
					wide++
				case gap > -usual*l.size:
					narrow++
				}
			}
			if meets {
				touching = append(touching, l)
			}
		}
	}
	if few*narrow > wide {
		return
	}
	for _, l := range touching {
		parts := l.parts[:1]
		for _, w := range l.parts[1:] {
			if last := &parts[len(parts)-1]; last.touches(w) {
				last.add(w.rect)
				last.text += w.text
				continue
			}
			parts = append(parts, w)
		}
		*l = *lineOf(l.block, parts)
	}
}

// touches tells whether a word ends where the next begins, on one line.
func (w pdfWord) touches(next pdfWord) bool {
	const none = 0.04 // of the letters' height
	h := min(w.height(), next.height())
	gap := next.x0 - w.x1
	return gap < none*h && gap > -none*h && w.overlapY(next.rect) > 0.8 && max(w.height(), next.height()) < 1.3*h && w.lettersMeet(next)
}

// lettersMeet tells whether a word ends in a letter and the next begins with a
// small one.
func (w pdfWord) lettersMeet(next pdfWord) bool {
	a, _ := utf8.DecodeLastRuneInString(w.text)
	b, _ := utf8.DecodeRuneInString(next.text)
	return unicode.IsLetter(a) && (unicode.IsLower(b) || unicode.IsUpper(a) && unicode.IsUpper(b))
}

// raised gives the figures of a word that stands above the line in small print: the
// mark of a note, an exponent. They are no word of their own.
func (w pdfWord) raised(l *pdfLine) (string, bool) {
	if w.height() > 0.85*l.size || w.y1 > l.y1-0.12*l.size || len(w.text) > mostRaised {
		return "", false
	}
	var out []byte
	for _, c := range []byte(w.text) {
		switch {
		case '0' <= c && c <= '9':
			out = append(out, raised[c-'0']...)
		case c != ',' && c != ' ':
			return "", false
		default:
			out = append(out, c)
		}
	}
	return string(out), len(out) > 0
}

// attr reads a number from attributes.
func attr(b []byte, name string) float32 {
	_, b, ok := bytes.Cut(b, []byte(name+`="`))
	if !ok {
		return 0
	}
	b, _, _ = bytes.Cut(b, []byte(`"`))
	v, err := strconv.ParseFloat(string(b), 32)
	if err != nil || v != v || v < -1e6 || v > 1e6 {
		return 0
	}
	return float32(v)
}

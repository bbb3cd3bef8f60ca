package extract

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Laid is a PDF as one reads it who looks for its notes: lines in the order of
// reading, with what stands above them and where they link to.
type Laid struct {
	Document // its finding tells why there are no lines
	Lines    []LaidLine
	NoLinks  string // why its links could not be read; empty: they were
}

// LaidLine is a line of a PDF's text. What stands on every page is left out.
type LaidLine struct {
	Page int // from 1
	Kind LineKind
	Join Join // to the line before of the same kind
	Size float32
	// Full tells that the next word had no room on it.
	Full  bool
	Words []LaidWord
}

// LineKind is what a line is part of.
type LineKind int

const (
	BodyLine  LineKind = iota
	NoteLine           // of the notes at the page's foot: small print
	TableLine          // a row
)

// Join is how a line goes on with the one before.
type Join int

const (
	NewParagraph Join = iota
	JoinSpace
	JoinHyphen // the last word goes on; its hyphen is its own
	JoinWord   // the last word goes on, and its hyphen goes
)

// LaidWord is a word, or the raised part of one.
type LaidWord struct {
	Text   string
	Space  bool // before it
	Raised bool // above the line, in small print
	Link   string
}

// Lay reads a PDF for its notes. Like Extract it gives an error only where this
// machine failed.
func (x *Extractor) Lay(ctx context.Context, body io.Reader) (*Laid, error) {
	ctx, cancel := context.WithTimeout(ctx, x.cfg.Timeout)
	defer cancel()
	l := &Laid{}
	l.Kind, l.MediaType = KindPDF, "application/pdf"
	return l, x.readPDF(ctx, &l.Document, body, l)
}

// joinMarks puts the numbers of notes, which stand above the line in print of
// their own and so come as lines of their own, before the lines that they begin:
// else they and the notes would be the columns of a table.
func joinMarks(pages []*pdfPage, body float32) {
	for _, p := range pages {
		p.laid = true
		p.joinEven()
		p.lowerRaised()
		p.joinTrailing()
		lines := p.lines
		if len(lines) > maxStamped {
			continue
		}
		marked := p.marked()
		for _, m := range lines {
			inRoman := isRoman(m.text)
			if m.words != 1 || !inRoman && !bareMark().MatchString(m.text) && !isNumber(figuresDown.Replace(m.text)) {
				continue
			}
			var to *pdfLine
			for _, l := range lines {
				gap := l.x0 - m.x1
				if l != m && !l.merged && gap > -max(0.5, 0.12*l.size) && gap < 2.5*l.size && l.overlapY(m.rect) > 0.4 && (to == nil || l.x0 < to.x0) {
					to = l
				}
			}
			if to == nil {
				to = m.above(lines, marked)
			}
			if to == nil || m.size > 0.85*to.size && (inRoman || to.size > smallPrint*body) {
				continue
			}
			size := to.size
			*to = *lineOf(to.block, append(slices.Clone(m.parts), to.parts...))
			to.size = size
			m.merged = true
		}
		p.joinStretchedNotes(smallPrint * body)
		p.keepNotes(lines, smallPrint*body)
		p.lines = slices.DeleteFunc(lines, func(l *pdfLine) bool { return l.merged })
		for _, l := range p.lines {
			l.words = l.wordsUnmarked()
		}
	}
	dropFootNumbers(pages)
}

// wordsUnmarked counts the words of a line but for marks of notes: else the cells of a
// table that have one are too long for it.
func (l *pdfLine) wordsUnmarked() int {
	n := len(l.parts)
	for _, w := range l.parts[1:] {
		if isNumber(w.text) && l.raises(w) {
			n--
		}
	}
	return n
}

// keepNotes marks lines in small print that are notes and so no running lines,
// whatever else speaks for it: those with the number of a mark on the page, and
// what follows them closely. A line lost here might be half of an address.
func (p *pdfPage) keepNotes(lines []*pdfLine, small float32) {
	marked := p.marked()
	var last *pdfLine
	for _, l := range lines {
		if l.merged || l.y0 < 0.4*p.h || l.size > small {
			continue
		}
		follows := last != nil && last.begun && l.block == last.block && l.y0 > last.y0 && l.y0-last.y1 < 0.6*l.size
		n := l.number()
		l.begun = follows || n > 0 && marked[n]
		last = l
	}
}

// maxTried bounds how often a word is held against a link.
const maxTried = 100 << 20

// LayXML does what Lay does, for a PDF of which poppler's programs wrote already
// what Lay asks them for: pdftotext -bbox-layout, and pdftohtml -xml.
func LayXML(text, links io.Reader) *Laid {
	var pdf pdfReader
	var at linkReader
	pdf.read(text)
	at.read(links)
	l := &Laid{}
	l.Kind, l.MediaType = KindPDF, "application/pdf"
	mirrorPages(pdf.pages)
	body := markedSize(pdf.pages, bodySize(pdf.pages))
	joinMarks(pdf.pages, body)
	l.setLines(pdf.pages, body)
	l.take(pdf.pages, at.pages)
	return l
}

// take lists the lines of pages that were put in order.
func (l *Laid) take(pages []*pdfPage, links [][]pdfLink) {
	known := hyphenated(pages)
	last := lastMark(pages)
	text := flow{known: known}
	notes := flow{known: known, notes: true}
	tried := 0
	small := smallPrint * markedSize(pages, bodySize(pages))
	var note *pdfLine // the first line of the note at the end that is open
	for n, p := range pages {
		p.findPlainNotes()
		edges := p.rightEdges()
		marked := p.marked()
		tables := make([]bool, len(p.tables)+1)
		goOn := notes.last != nil && notes.last.size <= small && len(l.Lines) > 0 && l.Lines[len(l.Lines)-1].Kind == NoteLine && p.notesAlone(notes.last.size, notes.count+1)
		var at []pdfLink
		if n < len(links) {
			at = links[n]
			if p.mirrored {
				at = mirrorLinks(at, p.w)
			}
		}
		for _, line := range p.lines {
			f, kind := &text, BodyLine
			switch {
			case line.merged || line.running || line.table > 0 && tables[line.table]:
				continue
			case line.table > 0:
				tables[line.table] = true
				text.close()
				for _, row := range p.tables[line.table-1].rows {
					l.Lines = append(l.Lines, LaidLine{Page: n + 1, Kind: TableLine, Size: line.size, Words: []LaidWord{{Text: row}}})
				}
				continue
			case line.note || goOn:
				f, kind = &notes, NoteLine
			}
			if tried += len(at) * (1 + len(line.parts)); tried > maxTried {
				at, l.NoLinks = nil, "there are too many"
			}
			out := LaidLine{Page: n + 1, Kind: kind, Size: line.size, Words: line.laid(at)}
			edge := edges(line)
			begins := false
			inLink := out.goesOnInLink(f.lastLink)
			if number := line.number(); number > 0 && !inLink {
				switch {
				case kind == NoteLine && number == notes.count && p == notes.page && number > 1: // it began above: a date
				case kind == NoteLine:
					begins = marked[number] || number == notes.count+1 || number == 1
				case n > last.page || n == last.page && line.y0 > last.y1:
					begins = number == text.count+1 || number == 1 // notes at the end
				}
				if begins {
					f.count = number
				}
			}
			sign := kind == NoteLine && line.sign()
			if f.last != nil {
				next := *line // which has its mark behind its first word
				next.first = line.firstMarked()
				before := len(f.open)
				tail := append([]byte(nil), f.open[max(0, before-2*maxDivided):]...)
				if !begins && !sign && (inLink || kind == NoteLine || f.goesOn(&next, p) || afterColon(f, line, p) || f.overPage(line, p) || note.holds(line)) {
					out.Join = joinOf(tail, line.text, known)
				}
			}
			switch {
			case kind == NoteLine:
			case begins:
				note = line
			case out.Join == NewParagraph:
				note = nil
			}
			if out.Join == NewParagraph {
				f.open = append(f.open[:0], line.text...)
			} else {
				f.open = joinLine(f.open, line.text, known)
			}
			f.last, f.edge, f.page = line, edge, p
			f.lastLink = out.Words[len(out.Words)-1].Link
			out.Full = line.x1 > edge-1.2*line.size
			l.Lines = append(l.Lines, out)
		}
	}
}

// goesOnInLink tells whether a line begins within the link that the line before ended in,
// and with no address of its own.
func (l *LaidLine) goesOnInLink(link string) bool {
	first := l.Words[0]
	return link != "" && first.Link == link && !strings.Contains(first.Text, "://") && !strings.HasPrefix(first.Text, "www.")
}

// notesAlone tells whether a page has nothing but notes that go on from the page before:
// all of it is in their print, and the next of them begins there.
func (p *pdfPage) notesAlone(size float32, next int) bool {
	begins := false
	for _, l := range p.lines {
		switch {
		case l.running || l.merged:
			continue
		case l.table > 0 || l.size > 1.1*size:
			return false
		}
		begins = begins || l.number() == next
	}
	return begins
}

// holds tells whether a line is part of the note at the end that begins with this
// one: it stands further in than the note's number does.
func (l *pdfLine) holds(next *pdfLine) bool {
	d := float32(0)
	if l != nil {
		d = next.size - l.size
	}
	return l != nil && next.x0 > l.x0+0.5*l.size && d < 0.12*l.size && -d < 0.12*l.size
}

// afterColon tells whether a sentence goes on behind a colon at the end of a full
// line: where what follows is no list, it begins at the same edge, and with a small
// letter or a quotation.
func afterColon(f *flow, l *pdfLine, p *pdfPage) bool {
	first, _ := utf8.DecodeRuneInString(l.text)
	return p == f.page && strings.HasSuffix(f.last.text, ":") && near(l.x0, f.last.x0) && l.y0 >= f.last.y0 && l.y0-f.last.y1 < f.last.size &&
		f.last.x1+l.first > f.edge && (unicode.IsLower(first) || strings.ContainsRune("\"'“‘«„", first)) && !beginsItem(l.text)
}

// joinOf tells what joinLine does.
func joinOf(open []byte, line string, known map[string]bool) Join {
	last, _ := utf8.DecodeLastRune(open)
	first, _ := utf8.DecodeRuneInString(line)
	if isWide(last) && isWide(first) {
		return JoinHyphen // no blank stands between words
	}
	switch n := len(joinLine(append([]byte(nil), open...), line, known)) - len(open) - len(line); {
	case n > 0:
		return JoinSpace
	case n == 0:
		return JoinHyphen
	}
	return JoinWord
}

// place is one on a page.
type place struct {
	page int
	y1   float32
}

// lastMark is where the last mark within a line of the text stands: notes at
// the end come after it.
func lastMark(pages []*pdfPage) place {
	at := place{page: -1}
	for n, p := range pages {
		for _, l := range p.lines {
			if l.note || l.running || l.merged {
				continue
			}
			for _, w := range l.parts[1:] {
				if l.raises(w) && isNumber(w.text) {
					at = place{n, l.y1}
				}
			}
		}
	}
	return at
}

// marked are the numbers that stand raised within the text of a page.
func (p *pdfPage) marked() map[int]bool {
	out := map[int]bool{}
	for _, l := range p.lines {
		if l.note || l.running || l.merged {
			continue
		}
		for _, w := range l.parts {
			for _, n := range l.marksIn(w) {
				out[n] = true
			}
		}
	}
	return out
}

// marksIn are the numbers in a word of a line, if it is raised.
func (l *pdfLine) marksIn(w pdfWord) (out []int) {
	if !l.raises(w) {
		return nil
	}
	for _, s := range strings.FieldsFunc(w.text, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(s); err == nil {
			out = append(out, n)
		}
	}
	return out
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789,;–- ") == "" }

// isRoman tells whether a word is a number in small Roman figures, as of an endnote.
func isRoman(s string) bool { return s != "" && len(s) <= 8 && strings.Trim(s, "ivxlc") == "" }

// raises tells whether a word of a line stands above it in small print.
func (l *pdfLine) raises(w pdfWord) bool {
	return len(w.text) <= mostRaised && w.height() <= 0.85*l.size && w.y1 <= l.y1-0.12*l.size
}

// number is the number that a line begins with and that stands apart from what
// follows, 0 if there is none.
func (l *pdfLine) number() int {
	first := l.parts[0]
	s := strings.Trim(first.text, "[](). ")
	if len(s) > 4 || !l.raises(first) && len(l.parts) < 2 {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// sign tells whether a line of small print begins with a sign for a number.
func (l *pdfLine) sign() bool {
	first, _ := utf8.DecodeRuneInString(l.parts[0].text)
	if first == '§' && len(l.parts) > 1 && l.parts[1].text[0] >= '0' && l.parts[1].text[0] <= '9' {
		return false // "§ 88"
	}
	return strings.ContainsRune("*†‡§¶", first) && strings.Trim(l.parts[0].text, "*†‡§¶") == ""
}

// laid are the words of a line with their links.
func (l *pdfLine) laid(links []pdfLink) []LaidWord {
	out := make([]LaidWord, 0, len(l.parts))
	for i, w := range l.parts {
		word := LaidWord{Text: w.text, Raised: l.raises(w), Space: i > 0}
		for k := range links {
			if links[k].holds(w.rect) {
				word.Link = links[k].to
				break
			}
		}
		if i > 0 {
			// A mark stands close to the word before it, and the words behind it
			// may stand close to it.
			gap := w.x0 - l.parts[i-1].x1
			last, _ := utf8.DecodeLastRuneInString(out[i-1].Text)
			first, _ := utf8.DecodeRuneInString(w.text)
			switch {
			case w.placed && gap < 0.05*l.size && gap > -0.1*l.size: // of another font
				word.Space = false
			case unicode.IsLetter(last) && strings.ContainsRune(".,;:!?)»”", first) && gap < 0.04*l.size && gap > -0.06*l.size: // too
				word.Space = false
			case (isWide(last) || isWide(first)) && gap < 0.19*l.size: // set so between Chinese and Latin
				word.Space = false
			}
			if (word.Raised != out[i-1].Raised) && gap < 0.12*l.size && (word.Raised || !unicode.IsDigit(last) || !isWord(w.text)) {
				word.Space = false
			}
		}
		out = append(out, word)
	}
	return out
}

// isWide tells whether a letter or a stop is of Chinese or Japanese.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3040 || r >= 0xFF00 && r < 0xFF61
}

// isWord tells whether a text begins with a letter or figure.
func isWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

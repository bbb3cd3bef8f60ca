package source

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"archiver/internal/extract"
)

// LayPDF reads a PDF in a process of its own, as extract.Extractor.Lay does.
type LayPDF func(data []byte) (*extract.Laid, error)

// layPDF is used where the caller brings none.
func layPDF(data []byte) (*extract.Laid, error) {
	return extract.New(extract.Config{}).Lay(context.Background(), bytes.NewReader(data))
}

// readPDF reads a PDF whose text and links are known. The place of a warning is
// a page.
func readPDF(name string, laid *extract.Laid) (*report, error) {
	if err := unreadable(name, laid); err != nil {
		return nil, err
	}
	p := &pdfReport{builder: builder{rep: &report{title: laid.Title, unit: "page", blank: blankPages(laid)}}, lines: parted(laid.Lines), roman: map[string]bool{}}
	if laid.Finding != "" {
		p.warn(0, "not all of it could be read: %s", laid.Detail)
	}
	if n := len(p.rep.blank); 2*n >= len(laid.Pages) && n > 0 {
		p.warn(0, "no text on %d of its %d pages, only pictures or nothing (%s): nothing is read there; for text: ocrmypdf --skip-text in.pdf out.pdf", n, len(laid.Pages), pageRanges(p.rep.blank))
	}
	if laid.NoLinks != "" {
		p.warn(0, "its links could not be read, so addresses are taken as they are printed: %s", laid.NoLinks)
	}
	p.countNotes()
	p.joinMarks()
	p.findNotes()
	p.nameNotes()
	p.write()
	return p.rep, nil
}

// unreadable says why a PDF cannot be imported, and what to do.
func unreadable(name string, laid *extract.Laid) error {
	switch {
	case laid.Finding == extract.FindingEncrypted:
		return &BrokenError{name, "a password is needed to read this PDF", "take it off: qpdf --decrypt --password=WORD in.pdf out.pdf"}
	case laid.Finding == extract.FindingNeedsOCR, laid.Finding == "" && len(laid.Lines) == 0:
		return &BrokenError{name, "there is no text in this PDF: its pages are pictures", "make text of them first: ocrmypdf in.pdf out.pdf; then read the addresses over"}
	case laid.Finding == extract.FindingNoTool:
		return &BrokenError{name, laid.Detail, ""}
	case len(laid.Lines) == 0:
		return &BrokenError{name, "this PDF cannot be read: " + laid.Detail, "print it into a new PDF, or import the file that it was made from"}
	}
	return nil
}

// pdfReport puts a PDF's lines together.
type pdfReport struct {
	builder
	lines []extract.LaidLine
	notes []*pdfNote
	byKey map[pdfKey]string // labels, where numbers start anew
	roman map[string]bool   // endnotes i, ii, iii
	count int               // the highest number that was marked
	known map[int]bool      // numbers that a note seems to begin with
	alone map[string]bool   // numbers that stand raised by themselves in the text
	body  float32           // the size of most letters
	to    string            // the address of the link at hand
}

// pdfNote is a note at the foot of a page, which may go on on the next.
type pdfNote struct {
	label string
	page  int
	lines []extract.LaidLine
}

type pdfKey struct {
	page   int
	number string
}

func (p *pdfReport) warn(page int, format string, args ...any) {
	p.rep.warns = append(p.rep.warns, Warning{Line: page, Msg: fmt.Sprintf(format, args...)})
}

// findNotes takes the notes at the feet of pages out of the lines.
func (p *pdfReport) findNotes() {
	var rest []extract.LaidLine
	ends := findEndnotes(p.lines)
	for i, l := range p.lines {
		if n, begins := ends.take(i, l); n != nil {
			if begins {
				p.roman[n.label] = true
				l.Words = slices.Clone(l.Words[1:])
				p.notes = append(p.notes, n)
			}
			n.lines = append(n.lines, l)
			continue
		}
		label := ""
		if l.Kind == extract.NoteLine && l.Join == extract.NewParagraph && len(l.Words) > 0 {
			label = noteLabel(l.Words[0].Text)
		}
		switch n := len(p.notes); {
		case label != "":
			l.Words = slices.Clone(l.Words[1:])
			p.notes = append(p.notes, &pdfNote{label, l.Page, []extract.LaidLine{l}})
		case l.Kind == extract.NoteLine && n > 0 && l.Page-p.notes[n-1].lastPage() <= 1:
			p.notes[n-1].lines = append(p.notes[n-1].lines, l)
		default:
			rest = append(rest, l)
		}
	}
	p.lines = rest
}

func (n *pdfNote) lastPage() int { return n.lines[len(n.lines)-1].Page }

// noteLabel is the number or sign that a note begins with.
func noteLabel(word string) string {
	s := strings.Trim(word, "[](). :")
	if (isDigits(s) && len(s) <= 4) || (s != "" && len(s) <= 12 && strings.Trim(s, "*†‡§¶") == "") {
		return s
	}
	return ""
}

// nameNotes gives notes whose numbers start anew on each page, or in each
// chapter, labels of their own.
func (p *pdfReport) nameNotes() {
	count := map[string]int{}
	for _, n := range p.notes {
		count[n.label]++
	}
	p.byKey = map[pdfKey]string{}
	used := map[string]bool{}
	for _, n := range p.notes {
		label := n.label
		if count[label] > 1 {
			label = fmt.Sprintf("p%d-%s", n.page, n.label)
			for k := 2; used[label]; k++ {
				label = fmt.Sprintf("p%d-%s-%d", n.page, n.label, k)
			}
			p.warn(n.page, "note %s stands on several pages: this one is called %s", n.label, label)
		}
		used[label] = true
		if key := (pdfKey{n.page, n.label}); p.byKey[key] == "" {
			p.byKey[key] = label
		}
		n.label = label
	}
}

// write makes blocks: the text of each page, then its notes.
func (p *pdfReport) write() {
	weight, best := map[float32]int{}, 0
	var largest float32
	for _, l := range p.lines {
		weight[l.Size] += len(l.Words)
		if weight[l.Size] > best {
			best, p.body = weight[l.Size], l.Size
		}
		if len(l.Words) > 1 || (len(l.Words) == 1 && len(l.Words[0].Text) > 3) {
			largest = max(largest, l.Size)
		}
	}
	notes := p.notes
	flush := func(before int) {
		for len(notes) > 0 && notes[0].page < before {
			p.writeNote(notes[0])
			notes = notes[1:]
		}
	}
	for i := 0; i < len(p.lines); {
		n := i + 1
		for n < len(p.lines) && p.lines[n].Join != extract.NewParagraph && p.lines[n].Kind == p.lines[i].Kind {
			n++
		}
		flush(p.lines[i].Page)
		next := block{}
		switch first := p.lines[i]; {
		case first.Kind == extract.TableLine:
			next.kind = row
		case first.Size > 1.15*p.body:
			next.kind, next.level = heading, 2
			if first.Size >= 0.98*largest {
				next.level = 1
			}
		}
		p.open(next)
		p.run(p.lines[i:n], false)
		i = n
	}
	flush(1 << 30)
}

func (p *pdfReport) writeNote(n *pdfNote) {
	p.boxes++
	p.open(block{note: n.label, box: p.boxes, tight: true})
	p.run(n.lines, true)
	p.open(block{})
}

// run writes the lines of one paragraph, or of one note.
func (p *pdfReport) run(lines []extract.LaidLine, note bool) {
	p.link, p.to, p.sup = 0, "", 0
	address := false // the last word is part of one
	for i, l := range lines {
		p.line = l.Page
		if i > 0 {
			p.sup = 0
			full := ""
			if lines[i-1].Full {
				full = fullLine
			}
			switch {
			case address || (note && l.Join != extract.JoinWord && l.Join != extract.JoinHyphen):
				p.add(piece{kind: breakPiece, text: full})
			case l.Join == extract.JoinSpace, l.Join == extract.NewParagraph:
				p.text(" ")
			}
		}
		for k, w := range l.Words {
			switch s := strings.ToLower(w.Text); {
			case strings.Contains(s, "://"), strings.HasPrefix(s, "www."), strings.HasPrefix(s, "doi:10."), strings.HasPrefix(s, "http") && strings.HasSuffix(strings.TrimSuffix(s, "/"), ":"):
				address = true
			case k > 0 || !address:
				address = false
			}
			text := w.Text
			if l.Kind == extract.TableLine {
				text = strings.ReplaceAll(text, "\t", " | ")
			}
			if k == len(l.Words)-1 && i+1 < len(lines) && lines[i+1].Join == extract.JoinWord && !address {
				text = strings.TrimRight(text, "-\u2010\u00ad")
			}
			if w.Space && k > 0 {
				p.space(w)
			}
			p.word(w, text, before(l.Words, k), note, endsLink(lines, i, k))
		}
	}
	p.link, p.to, p.sup = 0, "", 0
}

// endsLink tells whether a word is the last of its link.
func endsLink(lines []extract.LaidLine, i, k int) bool {
	at := lines[i].Words[k].Link
	switch {
	case at == "":
		return false
	case k+1 < len(lines[i].Words):
		return lines[i].Words[k+1].Link != at
	}
	return i+1 == len(lines) || len(lines[i+1].Words) == 0 || lines[i+1].Words[0].Link != at
}

// space stands between two words; within a link it is part of it.
func (p *pdfReport) space(next extract.LaidWord) {
	was := p.link
	if next.Link != p.to {
		p.link = 0
	}
	p.sup = 0
	p.text(" ")
	p.link = was
}

func (p *pdfReport) word(w extract.LaidWord, text, before string, note, last bool) {
	if w.Link != p.to {
		if p.to = w.Link; p.to == "" {
			p.link = 0
		} else {
			p.openLink(w.Link)
		}
	}
	// The comma behind an address may stand within the area of its link.
	if bare := strings.TrimRight(text, ".,;:)"); last && bare != "" && bare != text && !strings.HasSuffix(w.Link, text[len(bare):]) && !w.Raised {
		p.sup = 0
		p.text(bare)
		was := p.link
		p.link = 0
		p.text(text[len(bare):])
		p.link = was
		return
	}
	switch {
	case !w.Raised:
		p.sup = 0
	case !note && !exponent(before, text) && p.marks(text):
		return
	case p.sup == 0:
		p.openSup()
	}
	p.text(text)
}

// marks writes the marks of notes whose labels are not their numbers, or that
// stand too close to each other to be told apart by what they look like.
func (p *pdfReport) marks(text string) bool {
	var labels []string
	own := false // one of them is not the number
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
		if all := romans(s); all != nil && p.byKey[pdfKey{p.line, s}] == "" && !slices.ContainsFunc(all, func(s string) bool { return !p.roman[s] }) {
			labels, own = append(labels, all...), true
			continue
		}
		if label := p.labelOf(s); label != "" {
			labels, own = append(labels, label), own || label != s
			continue
		}
		// Two marks without a comma between.
		cut := 1
		for cut < len(s) && (p.labelOf(s[:cut]) == "" || p.labelOf(s[cut:]) == "") {
			cut++
		}
		switch a, b, ok := p.pair(s); {
		case isDigits(s) && cut < len(s):
			labels, own = append(labels, p.labelOf(s[:cut]), p.labelOf(s[cut:])), true
		case ok:
			labels, own = append(labels, a, b), true
		default:
			p.counted(text)
			return false
		}
	}
	p.counted(text)
	if !own {
		return false
	}
	for _, label := range labels {
		p.add(piece{kind: markPiece, text: label})
	}
	return true
}

// labelOf is the label of the note that a number on the page at hand marks: of
// that page, or of the next where it had no room.
func (p *pdfReport) labelOf(number string) string {
	if label := p.byKey[pdfKey{p.line, number}]; label != "" {
		return label
	}
	return p.byKey[pdfKey{p.line + 1, number}]
}

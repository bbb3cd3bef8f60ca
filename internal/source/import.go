package source

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"archiver/internal/extract"
)

const (
	// maxReport bounds a report in bytes, maxBinary one with pictures in it.
	maxReport = 16 << 20
	maxBinary = 64 << 20
	// maxNotes bounds its footnotes.
	maxNotes = 20000
	// maxAddresses bounds those of one footnote: each is compared with those before it.
	maxAddresses = 2000
	// maxWarnings bounds what is said of it.
	maxWarnings = 1000
)

// MaxReport bounds a report's file in bytes: Import refuses a larger one. A
// PDF or DOCX may have four times as much.
const MaxReport = maxReport

// ImportOptions is what the report itself does not tell.
type ImportOptions struct {
	ID        string    // "": from the file's name
	Published time.Time // zero: Today, with a warning
	Today     time.Time
	LayPDF    LayPDF // how a PDF is read; nil: by poppler's programs
}

// Imported is the manifest made from a report, and what looks wrong in it.
type Imported struct {
	Manifest *Manifest
	Warnings []Warning // in the order of their lines
	Tied     []Label   // footnotes that refer back to another one's source, in the order of the manifest
	Bare     int       // notes left out as they have no URL
	InText   []string  // addresses in the text, where no footnote has one
	Blank    string    // pages of a PDF without a word, where no footnote has an address: "2–6"
	unit     string    // of Warning.Line
	tiedTo   map[Label][]Label
	without  map[Label]bool // the notes that Bare counts
}

// UnsupportedError says that a report is in a format that cannot be imported.
type UnsupportedError struct {
	Name   string
	Format string // "DOC", "ODT", "binary"
}

func (e *UnsupportedError) Error() string {
	if e.Format == "DOCX" || e.Format == "PDF" { // of which OpenDraft makes none
		return fmt.Sprintf("import %s: nothing can be written into the notes of a %s; name the report's Markdown or HTML", e.Name, e.Format)
	}
	return fmt.Sprintf("import %s: %s reports cannot be read; save it as DOCX, PDF, Markdown or HTML", e.Name, e.Format)
}

// TooLargeError says that a report is larger than MaxReport, or has more
// footnotes than any.
type TooLargeError struct {
	Name string
	What string
}

func (e *TooLargeError) Error() string { return fmt.Sprintf("import %s: %s", e.Name, e.What) }

// Import finds the footnotes of a report. A DOCX or PDF is known by its bytes; else the
// name tells the format (.md, .txt, .html …), failing that the first bytes. What looks wrong in the report is a
// warning; an error means that it cannot be read at all.
func Import(name string, data []byte, o ImportOptions) (*Imported, error) {
	format, most := formatOf(name, data), maxReport
	if format == "PDF" || format == "DOCX" {
		most = maxBinary
	}
	if len(data) > most {
		return nil, &TooLargeError{name, fmt.Sprintf("%d MiB; a report may have %d MiB", len(data)>>20, most>>20)}
	}
	im := &Imported{}
	data = blankAdditions(data)
	var rep *report
	var err error
	switch format {
	case "DOCX":
		rep, err = readDOCX(name, data)
	case "PDF":
		lay := o.LayPDF
		if lay == nil {
			lay = layPDF
		}
		var laid *extract.Laid
		if laid, err = lay(data); err == nil {
			rep, err = readPDF(name, laid)
		}
	case "html":
		text, warns := utf8Text(data, true)
		rep = readHTML(text)
		rep.warns = append(rep.warns, warns...)
	case "markdown":
		text, warns := utf8Text(data, false)
		rep = readMarkdown(undented(name, text))
		rep.warns = append(rep.warns, warns...)
	default:
		return nil, &UnsupportedError{name, format}
	}
	if err != nil {
		return nil, err
	}
	im.unit = rep.unit
	im.Warnings = append(im.Warnings, rep.warns...)
	m := &Manifest{ID: o.ID, Title: rep.findTitle(name), Published: o.Published.UTC().Truncate(day)}
	if m.ID == "" {
		m.ID = idFrom(name)
	}
	if err := CheckID(m.ID); err != nil {
		return nil, fmt.Errorf("import %s: ID %q: %w", name, clip(m.ID), err)
	}
	if o.Published.IsZero() {
		m.Published = o.Today.UTC().Truncate(day)
		im.warn(0, "the date of publication is not known: %s, the day of import, is taken", m.Published.Format(time.DateOnly))
	} else if !o.Today.IsZero() && m.Published.Sub(o.Today) > day { // elsewhere it may be tomorrow
		im.warn(0, "published %s is still to come: until then sources are compared with their newest snapshot, and what was edited before it is not told", m.Published.Format(time.DateOnly))
	}
	im.Manifest = m
	l := layOut(rep)
	if len(l.notes) > maxNotes {
		return nil, &TooLargeError{name, fmt.Sprintf("%d footnotes; a report may have %d", len(l.notes), maxNotes)}
	}
	im.footnotes(l)
	if len(m.Footnotes) == 0 {
		im.warn(0, "no footnote with a URL was found")
		im.InText, im.Blank = l.inText(), pageRanges(rep.blank)
	}
	for i := range im.Warnings {
		if im.Warnings[i].Line > 0 {
			im.Warnings[i].Unit = im.unit
		}
	}
	slices.SortStableFunc(im.Warnings, func(a, b Warning) int { return a.Line - b.Line })
	if n := len(im.Warnings); n > maxWarnings {
		im.Warnings = append(im.Warnings[:maxWarnings:maxWarnings], Warning{Msg: fmt.Sprintf("%d more warnings", n-maxWarnings)})
	}
	return im, nil
}

func (im *Imported) warn(line int, format string, args ...any) {
	im.Warnings = append(im.Warnings, Warning{Line: line, Msg: fmt.Sprintf(format, args...)})
}

// markOrder tells in which order notes are first marked in the text. What points to no
// note is taken for text, or lost.
func (l *layout) markOrder() (order map[string]int, lost []tok) {
	order = map[string]int{}
	for i := range l.flow {
		p := &l.flow[i]
		ts, missing := l.restore(p.toks)
		p.toks = ts
		lost = append(lost, missing...)
		for _, t := range ts {
			if t.kind != markTok {
				continue
			}
			for _, label := range t.mark.labels {
				if _, ok := order[label]; !ok {
					order[label] = len(order)
				}
			}
		}
	}
	return order, lost
}

// footnotes puts together what was found: one footnote for each note that has
// a URL, with the sentences that carry its mark.
func (im *Imported) footnotes(l *layout) {
	order, missing := l.markOrder()
	lost := map[string]bool{}
	for _, t := range missing {
		for _, label := range l.labels(t.mark) {
			if !l.taken[label] && !lost[label] {
				lost[label] = true
				im.warn(t.line, "mark %s has no note", clip(label))
			}
		}
	}
	said := claims(l.flow, im.Manifest.Title)
	at := map[string]int{}
	first := map[string]int{}
	texts, cited, apart := make([]string, len(l.notes)), make([][]Citation, len(l.notes)), make([]backParts, len(l.notes))
	var bare []int // notes without an address
	for i, n := range l.notes {
		if msg := checkLabel(n.label); msg != "" {
			im.warn(n.line, "note %q left out: %s", clip(n.label), msg)
			continue
		}
		if n.renamed != "" {
			im.warn(n.line, "there is a note %s already: this one is called %s", clip(n.renamed), clip(n.label))
		}
		text, citations, aside := im.readWhole(l, n)
		texts[i], cited[i], apart[i] = text, citations, aside
		if line, ok := first[n.label]; ok {
			im.warn(n.line, "note %s stands in %s %d already: the sources of both are kept under it", n.label, cmp.Or(im.unit, "line"), line)
			if k, ok := at[n.label]; ok {
				f := &im.Manifest.Footnotes[k]
				f.Citations = mergeCitations(f.Citations, citations)
				continue
			}
		} else {
			first[n.label] = n.line
			if _, ok := order[n.label]; !ok {
				im.warn(n.line, "note %s is marked nowhere in the text", n.label)
			}
		}
		if len(citations) == 0 {
			bare = append(bare, i)
			continue
		}
		at[n.label] = len(im.Manifest.Footnotes)
		im.Manifest.Footnotes = append(im.Manifest.Footnotes,
			Footnote{Number: Label(n.label), Text: text, Claims: said[n.label], Citations: citations})
	}
	ties := l.tie(order, texts, cited, apart)
	for i, n := range l.notes {
		if k, ok := at[n.label]; ok && len(cited[i]) > 0 {
			im.also(&im.Manifest.Footnotes[k], n, ties[i])
		}
	}
	im.tie(l, bare, ties, texts, said)
	sortFootnotes(im.Manifest.Footnotes, order)
	for _, f := range im.Manifest.Footnotes {
		if im.tiedTo[f.Number] != nil {
			im.Tied = append(im.Tied, f.Number)
		}
	}
}

func mergeCitations(have, more []Citation) []Citation {
	for _, c := range more {
		if !slices.ContainsFunc(have, func(h Citation) bool { return h.URL == c.URL }) {
			have = append(have, c)
		}
	}
	return have
}

// sortFootnotes orders by number where all are numbered, else by first mark;
// notes that are never marked come last.
func sortFootnotes(fs []Footnote, order map[string]int) {
	numbered := !slices.ContainsFunc(fs, func(f Footnote) bool { return !f.Number.numeric() })
	rank := func(f Footnote) int {
		if numbered {
			n, _ := strconv.Atoi(string(f.Number))
			return n
		}
		if n, ok := order[string(f.Number)]; ok {
			return n
		}
		return len(order)
	}
	slices.SortStableFunc(fs, func(a, b Footnote) int { return rank(a) - rank(b) })
}

// formatOf is "markdown", "html", or what else the report is.
func formatOf(name string, data []byte) string {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 2048)], []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return "PDF"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "DOCX"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return "DOC"
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return "RTF"
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml", ".xht":
		return "html"
	case ".md", ".markdown", ".mdown", ".mkd", ".txt", ".text":
		return "markdown"
	}
	low := bytes.ToLower(head)
	if bytes.HasPrefix(low, []byte("<!doctype html")) || bytes.HasPrefix(low, []byte("<html")) || bytes.HasPrefix(low, []byte("<?xml")) {
		return "html"
	}
	if bytes.IndexByte(head, 0) >= 0 && !bytes.HasPrefix(head, []byte("\xff\xfe")) && !bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return "binary"
	}
	return "markdown"
}

// utf8Text decodes a report. Lines are kept, and what can't be read is told. So is
// what was taken for the encoding where it is no form of Unicode, unless the report may
// name it itself, as HTML does and Markdown has no way to.
func utf8Text(data []byte, named bool) ([]byte, []Warning) {
	text, charset, mark := extract.Decode(data)
	switch {
	case charset == "utf-8" && !utf8.Valid(data):
		return text, []Warning{{Line: badLine(data[mark:]), Msg: "not valid UTF-8: what can't be read is shown as \uFFFD"}}
	case !strings.HasPrefix(charset, "utf-") && !named:
		return text, []Warning{{Line: badLine(data), Msg: fmt.Sprintf("not in UTF-8: read as %s", charset)}}
	}
	return text, nil
}

var (
	sectionNumber = pattern(`^(?:(?:\d+|[IVXLC]+|[A-ZА-Я])[.)]|\d+(?:\.\d+)+|\d+\s|(?i:chapter|section|part|annex|appendix|глава|раздел|часть|приложение|chapitre|partie|бөлім|тарау)\s+[\dIVXLC]+)`)
	sectionName   = pattern(`(?i)^(?:table of )?contents:?$|^(?:abstract|summary|executive summary|introduction|foreword|preface|notes|footnotes|references|acknowledge?ments|содержание|оглавление|введение|предисловие|резюме|аннотация|мазмұны|кіріспе|sommaire|résumé|introduction générale|avant-propos|table des matières|inhalt|zusammenfassung)[.:]?$`)
)

// findTitle tells the report's title: its metadata, else the heading that
// stands before its sections, else the file's name.
func (r *report) findTitle(name string) string {
	if r.title != "" {
		return clipTitle(r.title)
	}
	best, level := "", 99
	for _, b := range r.blocks {
		if b.kind != heading {
			continue
		}
		var all strings.Builder
		for _, t := range r.tokens(b) {
			if t.kind == textTok || (t.kind == markTok && t.mark.trust == plain) {
				all.WriteString(t.text)
			}
			if t.kind == breakTok {
				all.WriteByte(' ')
			}
		}
		text := squeeze(all.String())
		if sectionNumber().MatchString(text) {
			break // what follows are sections
		}
		if text != "" && b.level < level && !sectionName().MatchString(text) {
			best, level = text, b.level
		}
	}
	if best != "" {
		return clipTitle(best)
	}
	base := filepath.Base(strings.ReplaceAll(name, "\\", "/"))
	return clipTitle(squeeze(clean(strings.TrimSuffix(base, filepath.Ext(base)))))
}

func clipTitle(s string) string {
	if r := []rune(s); len(r) > 300 {
		return string(r[:300]) + "…"
	}
	return s
}

// idFrom makes an ID of a file's name.
func idFrom(name string) string {
	base := filepath.Base(strings.ReplaceAll(name, "\\", "/"))
	id := slugify(strings.TrimSuffix(base, filepath.Ext(base)))
	if !strings.ContainsFunc(id, unicode.IsLetter) {
		id = strings.Trim("report-"+id, "-")
	}
	return strings.TrimRight(id[:min(len(id), 64)], "-")
}

// squeeze makes any run of space one blank.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

package source

import (
	"bytes"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"archiver/internal/extract"
)

// Draft is a report whose notes can be added to. What was added before counts as
// not being there.
type Draft struct {
	HTML     bool // else Markdown
	Notes    []DraftNote
	Warnings []Warning // of notes that can't be added to
	Replaced int       // how many additions stand in the report as it was read

	data  []byte // as it was read
	spans []span // the additions in it
	ascii bool   // it is not in UTF-8: what is added has to be ASCII
}

// DraftNote is a note as it stands in the report: two of one label are two.
type DraftNote struct {
	Label     string
	Line      int
	Citations []Citation
	end       int // where to add; -1: nowhere
}

// Placed says whether anything can be added to the note.
func (n DraftNote) Placed() bool { return n.end >= 0 }

// OpenDraft finds the notes of a report as Import does, and where each ends.
func OpenDraft(name string, data []byte) (*Draft, error) {
	name = filepath.Base(name)
	if len(data) > maxReport {
		return nil, &TooLargeError{name, fmt.Sprintf("%d MiB; a report may have %d MiB", len(data)>>20, maxReport>>20)}
	}
	d := &Draft{data: data, spans: additions(data)}
	d.Replaced = len(d.spans)
	blank := blankAdditions(data)
	format := formatOf(name, data)
	if format != "html" && format != "markdown" {
		return nil, &UnsupportedError{name, format}
	}
	text, place, err := d.decoded(name, blank)
	if err != nil {
		return nil, err
	}
	var rep *report
	if d.HTML = format == "html"; d.HTML {
		rep = readHTML(text)
	} else {
		rep = readMarkdown(undented(name, text))
	}
	l := layOut(rep)
	if len(l.notes) > maxNotes {
		return nil, &TooLargeError{name, fmt.Sprintf("%d footnotes; a report may have %d", len(l.notes), maxNotes)}
	}
	im := &Imported{Manifest: &Manifest{}} // its warnings are for who imports
	order, _ := l.markOrder()
	texts, cited, apart := make([]string, len(l.notes)), make([][]Citation, len(l.notes)), make([]backParts, len(l.notes))
	for i, n := range l.notes {
		texts[i], cited[i], apart[i] = im.readWhole(l, n)
		im.Warnings = nil
	}
	ties := l.tie(order, texts, cited, apart)
	for i, n := range l.notes {
		citations := mergeCitations(slices.Clone(cited[i]), ties[i].citations)
		note := DraftNote{Label: n.label, Line: n.line, Citations: citations, end: -1}
		if end := l.endOf(i); end > 0 {
			note.end = d.trimmed(blank, place(end))
		}
		if note.end < 0 && len(citations) > 0 && len(d.Warnings) < maxWarnings {
			d.Warnings = append(d.Warnings, Warning{Line: n.line, Msg: fmt.Sprintf("note %s: where it ends can't be told: nothing is added to it", clip(n.label))})
		}
		d.Notes = append(d.Notes, note)
	}
	return d, nil
}

// EncodingError says that a report is in an encoding that nothing can be added in.
type EncodingError struct{ Name, Encoding string }

func (e *EncodingError) Error() string {
	return fmt.Sprintf("annotate %s: it is written in %s; save it as UTF-8", e.Name, e.Encoding)
}

// decoded is a report as UTF-8, and tells the offset in data of one in it. The two
// are read alike where each byte is a character.
func (d *Draft) decoded(name string, data []byte) ([]byte, func(int) int, error) {
	text, charset, mark := extract.Decode(data)
	if charset == "utf-8" {
		return evened(data[mark:]), func(at int) int { return at + mark }, nil
	}
	if utf8.RuneCount(text) != len(data) || strings.HasPrefix(charset, "utf-16") {
		return nil, nil, &EncodingError{name, strings.ToUpper(charset)}
	}
	d.ascii = true
	// Where each 4096th character starts, as walking to each would be quadratic.
	const step = 4096
	var marks []int
	n := 0
	for at := range string(text) {
		if n%step == 0 {
			marks = append(marks, at)
		}
		n++
	}
	return text, func(at int) int {
		k := max(0, sort.SearchInts(marks, at+1)-1)
		if k >= len(marks) {
			return at
		}
		return k*step + utf8.RuneCount(text[marks[k]:min(at, len(text))])
	}, nil
}

// evened makes text valid UTF-8 without moving anything: a byte that is none
// becomes a question mark.
func evened(data []byte) []byte {
	if utf8.Valid(data) {
		return data
	}
	out := bytes.Clone(data)
	for i := 0; i < len(out); {
		r, size := utf8.DecodeRune(out[i:])
		if r == utf8.RuneError && size == 1 {
			out[i] = '?'
		}
		i += size
	}
	return out
}

// trimmed goes back from an offset to where no white space is before it.
func (d *Draft) trimmed(data []byte, at int) int {
	for at > 0 && at <= len(data) && isBlankByte(data[at-1]) {
		at--
	}
	if at <= 0 || at > len(data) {
		return -1
	}
	return at
}

// endOf is the offset at which note i ends; 0 where that is not known.
func (l *layout) endOf(i int) int {
	n := l.notes[i]
	var last *tok
	for k := range slices.Backward(n.toks) {
		t := &n.toks[k]
		if t.kind == textTok && strings.TrimSpace(t.text) != "" || t.kind == markTok && t.mark.trust < linked {
			last = t
			break
		}
	}
	if last == nil {
		return 0
	}
	if last.end > 0 || l.rep.src == nil {
		return last.end
	}
	stop := l.rep.blocks[n.last].stop
	if i+1 == len(l.notes) || l.notes[i+1].first != n.last {
		return stop
	}
	// Another note begins in the same paragraph: this one ends with the line before.
	next := l.notes[i+1].line
	if stop == 0 || next <= last.line || next < 2 || next-2 >= len(l.rep.starts) {
		return 0
	}
	return l.rep.starts[next-2]
}

// Write gives the report with additions[i] added to Notes[i], in the place of all
// that was added before. Nothing else is changed: it is an error if that can't be.
func (d *Draft) Write(additions [][]Fragment) ([]byte, error) {
	type insert struct {
		at   int
		text string
	}
	var list []insert
	for i, a := range additions {
		for _, f := range a {
			if d.Notes[i].end < 0 {
				continue
			}
			text := f.markup(d.HTML, d.ascii)
			if len(text) >= maxAddition-len(additionClose) {
				return nil, fmt.Errorf("annotate: note %s: %d bytes are too much to add", clip(d.Notes[i].Label), len(text))
			}
			list = append(list, insert{d.Notes[i].end, additionOpen + text + additionClose})
		}
	}
	slices.SortStableFunc(list, func(a, b insert) int { return cmp.Compare(a.at, b.at) })
	var out bytes.Buffer
	at, spans := 0, d.spans
	copyTo := func(to int) {
		for len(spans) > 0 && spans[0].start < to {
			out.Write(d.data[at:max(at, spans[0].start)])
			at, spans = max(at, spans[0].end), spans[1:]
		}
		if to > at {
			out.Write(d.data[at:to])
			at = to
		}
	}
	for _, in := range list {
		copyTo(in.at)
		out.WriteString(in.text)
	}
	copyTo(len(d.data))
	have, _ := Unannotated(out.Bytes())
	if want := without(d.data, d.spans); !bytes.Equal(have, want) {
		return nil, fmt.Errorf("annotate: the report holds what reads like an addition of this program, and is none: %s…%s; take it out", additionOpen, additionClose)
	}
	return out.Bytes(), nil
}

// Package extract turns the body of an answer into text that can be compared:
// what kind of document it is, in which encoding, and what a reader sees.
//
// It gives two views of every page, both from one pass: Visible, all that can
// be seen, in which quotes are searched; and Main, the same without the page's
// furniture, by which change is measured. It does not guess which part is
// "the article": readability rules drop tables and hide quotes.
//
// HTML, text and RTF are read in process, in time and memory that grow with the
// size read and no faster. PDF and what is packed in a ZIP are read in a process of their
// own, with limits set by the kernel, that can be killed: PDF by pdftotext
// (Debian package poppler-utils), the others by RunWorker.
//
// It fetches nothing, runs no script and applies no style sheet. What is
// broken, encrypted or too large is a finding in the Document, not an error.
package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Config says how documents are read. The zero value reads HTML, text and PDF.
type Config struct {
	// Worker is the command that runs RunWorker with the arguments appended,
	// e.g. {"/proc/self/exe", "extract-worker"}. Without it DOCX and ODT get the
	// finding "no-tool".
	Worker []string
	// Timeout bounds one extraction by the wall clock. Zero means 30 s.
	Timeout time.Duration
	// Memory bounds what such a process may allocate, in bytes. Zero means
	// 512 MiB.
	Memory int64
}

const (
	defaultTimeout = 30 * time.Second
	defaultMemory  = 512 << 20
)

// Extractor reads documents. It is safe for concurrent use.
type Extractor struct {
	cfg Config
}

// New gives an Extractor.
func New(cfg Config) *Extractor {
	if cfg.Timeout <= 0 {
		cfg.Timeout = defaultTimeout
	}
	if cfg.Memory <= 0 {
		cfg.Memory = defaultMemory
	}
	return &Extractor{cfg: cfg}
}

// Input is one body to read.
type Input struct {
	Body io.Reader // transfer and content coding removed
	Held []byte    // the same, if the caller has it in memory: read instead, and kept
	Size int64     // bytes in Body, as far as known; a hint, nothing relies on it
	// ContentType is the Content-Type header as received; may be empty or wrong.
	ContentType string
	// URL is where the body came from; relative links are resolved by it.
	URL string
	// Rendered says that Body is a document after its scripts have run: what it
	// holds for readers without scripts is not shown, and what a script would do
	// is done.
	Rendered bool
}

// Extract reads one body. Whatever is wrong with the bytes is a finding in
// the Document; an error means that ctx ended or that this machine failed
// (the spool could not be read, no space for a temporary file). A body of a
// kind without text is not read beyond its first few kilobytes.
func (x *Extractor) Extract(ctx context.Context, in Input) (*Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("extract text: %w", err)
	}
	parent := ctx
	ctx, cancel := context.WithTimeout(parent, x.cfg.Timeout)
	defer cancel()

	body := &source{ctx: ctx, r: in.Body}
	head := in.Held[:min(sniffLen, len(in.Held))]
	if len(in.Held) > 0 {
		body.r = bytes.NewReader(in.Held[len(head):])
	} else {
		head = make([]byte, sniffLen)
		n, _ := io.ReadFull(body, head)
		head = head[:n]
	}

	doc := &Document{}
	doc.Kind, doc.MediaType = sniff(head, in.ContentType)
	var err error
	switch doc.Kind {
	case KindHTML, KindText:
		x.readInProcess(ctx, doc, head, body, in)
	case KindImage:
		readPixels(doc, io.MultiReader(bytes.NewReader(head), body))
	case KindPDF:
		err = x.readPDF(ctx, doc, io.MultiReader(bytes.NewReader(head), body), nil)
	case KindOther:
		if doc.MediaType == typeRTF {
			x.readInProcess(ctx, doc, head, body, in)
		}
		// Office encrypts a DOCX by wrapping it in its older container.
		if doc.MediaType == typeOLE && mediaTypeOf(in.ContentType) == typeDOCX {
			doc.Kind, doc.MediaType = KindDOCX, typeDOCX
			doc.find(FindingEncrypted, "a password is needed to read this document")
		}
	case kindZIP:
		err = x.readZIP(ctx, doc, io.MultiReader(bytes.NewReader(head), body), mediaTypeOf(in.ContentType))
	}
	if err == nil {
		doc.bound()
	}
	switch {
	case parent.Err() != nil:
		return nil, fmt.Errorf("extract text: %w", parent.Err())
	case err != nil:
		return nil, fmt.Errorf("extract text: %w", err)
	case body.ours():
		return nil, fmt.Errorf("extract text: read body: %w", body.err)
	case ctx.Err() != nil && doc.Finding == "":
		doc.find(FindingTimeout, fmt.Sprintf("the text was not read within %v", x.cfg.Timeout))
	case body.err != nil && doc.Finding == "":
		doc.find(FindingDamaged, fmt.Sprintf("the body ends early: %v", body.err))
	}
	return doc, nil
}

// readInProcess reads HTML, text and Rich Text.
func (x *Extractor) readInProcess(ctx context.Context, doc *Document, head []byte, body io.Reader, in Input) {
	src := in.Held
	if len(src) == 0 {
		raw := bytes.NewBuffer(make([]byte, 0, max(int(min(in.Size, maxHTML)), len(head))+bytes.MinRead))
		raw.Write(head)
		// A read error is kept by the source; what came before it counts.
		_, _ = raw.ReadFrom(io.LimitReader(body, int64(maxHTML-len(head)+1)))
		src = raw.Bytes()
	}
	if len(src) > maxHTML {
		src = src[:maxHTML]
		doc.find(FindingTooLarge, fmt.Sprintf("only the first %d MiB were read as text", maxHTML>>20))
	}
	if doc.MediaType == typeRTF {
		readRTF(ctx, doc, src)
		return
	}
	c, from, skip := detect(src, in.ContentType)
	doc.Charset, doc.CharsetFrom = c.name, from
	src = c.decode(src[skip:])
	if doc.Kind == KindHTML {
		readHTML(ctx, doc, src, in.URL, in.Rendered)
	} else {
		readText(ctx, doc, src)
	}
}

// bound cuts the text of a document at maxVisible: to compare two texts takes
// some twenty times their size in memory.
func (d *Document) bound() {
	cut := false
	for _, view := range []*string{&d.Visible, &d.Main} {
		if len(*view) > maxVisible {
			*view, cut = strings.Clone((*view)[:wholeWords([]byte(*view), maxVisible)]), true
		}
	}
	left := maxVisible
	for i, page := range d.Pages {
		if left -= len(page); left < 0 {
			d.Pages, cut = slices.Clone(d.Pages[:i]), true
			break
		}
	}
	if cut {
		d.noteCut()
	}
}

func (d *Document) noteCut() {
	if d.Finding == "" || d.Finding == FindingTooLarge {
		d.find(FindingTooLarge, fmt.Sprintf("only the first %d MiB of its text were read", maxVisible>>20))
	}
}

// wholeWords is how many of the first n bytes of a text are whole lines or, in a
// very long one, words.
func wholeWords(b []byte, n int) int {
	if n >= len(b) {
		return len(b)
	}
	const back = 64 << 10
	from := max(0, n-back)
	if i := bytes.LastIndexByte(b[from:n], '\n'); i >= 0 {
		return from + i
	}
	if i := bytes.LastIndexAny(b[from:n], " \t"); i >= 0 {
		return from + i
	}
	if n < back {
		return 0
	}
	for n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}

func (d *Document) find(finding, detail string) {
	d.Finding, d.Detail = finding, detail
}

// source is a body that ends with its context, and remembers how it ended.
type source struct {
	ctx context.Context
	r   io.Reader
	err error // other than io.EOF
}

func (s *source) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	if err := s.ctx.Err(); err != nil {
		return 0, err // told by the context itself
	}
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// ours tells that the body could not be read for a fault of this machine, and
// not of the bytes (a broken compression, a limit on expansion).
func (s *source) ours() bool {
	var p *fs.PathError
	return errors.As(s.err, &p)
}

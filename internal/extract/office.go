package extract

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	maxZIP      = 256 << 20 // bytes of a DOCX or ODT, pictures included
	maxInflated = 64 << 20  // bytes of its XML
	maxNested   = 1000      // XML elements in one another

	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeODT  = "application/vnd.oasis.opendocument.text"
)

// readZIP fills doc from a ZIP: a word processor's document, or an archive.
// Its folder is as hostile as its content, so even that is read in a worker.
func (x *Extractor) readZIP(ctx context.Context, doc *Document, body io.Reader, declared string) error {
	doc.Kind = KindArchive // until it is known
	switch {
	case declared == typeDOCX:
		doc.Kind = KindDOCX
	case declared == typeODT:
		doc.Kind = KindODT
	case openDocument(declared), strings.HasPrefix(declared, "application/vnd.openxmlformats-officedocument."):
		doc.Kind = KindOther
	}
	likely := doc.Kind
	if len(x.cfg.Worker) == 0 {
		doc.find(FindingNoTool, "no worker is set up to look into ZIP files")
		return nil
	}
	f, tooLarge, err := spool(body, maxZIP)
	if err != nil {
		return err
	}
	defer f.Close()
	if tooLarge {
		doc.find(FindingTooLarge, fmt.Sprintf("the file is over %d MiB and was not looked into", maxZIP>>20))
		return nil
	}
	argv := append(x.cfg.Worker[:len(x.cfg.Worker):len(x.cfg.Worker)], strconv.FormatInt(x.cfg.Memory, 10), strconv.FormatInt(cpuSeconds(x.cfg.Timeout), 10))
	res, err := x.work(ctx, f, argv)
	if err != nil {
		return err
	}
	if line, _, _ := strings.Cut(res.notes, "\n"); strings.Contains(line, workerFailed) {
		return errors.New(strings.TrimSpace(line))
	}
	switch {
	case res.timeout:
		doc.find(FindingTimeout, fmt.Sprintf("reading it took longer than %v", x.cfg.Timeout))
	case res.cut:
		doc.find(FindingTooLarge, fmt.Sprintf("it holds over %d MiB of text", maxOutput>>20))
	case res.outOfMemory():
		doc.find(FindingTooLarge, fmt.Sprintf("reading it takes more than %d MiB of memory", x.cfg.Memory>>20))
	case res.code != 0 || json.Unmarshal(res.out, doc) != nil:
		doc.find(FindingDamaged, "it could not be read: "+lastLine(res.notes))
	}
	if doc.Finding == FindingCutShort { // what it is stands in its folder
		doc.Kind = likely
	}
	if doc.Finding != "" && likely == doc.Kind && likely != KindArchive && doc.MediaType == "application/zip" {
		doc.MediaType = declared
	}
	doc.Main = doc.Visible
	return nil
}

// openDocument tells that a media type is a text, a table or slides of OpenDocument.
func openDocument(mediaType string) bool {
	switch mediaType {
	case typeODT, "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.presentation":
		return true
	}
	return false
}

// readOffice reads a ZIP as DOCX (ECMA-376) or ODT (OASIS OpenDocument), or as the
// tables and slides of the same formats. For any other it tells the kind alone. It
// leaves Main empty: it is the same as Visible. At most limit bytes of XML are inflated.
func readOffice(r io.ReaderAt, size, limit int64) *Document {
	doc := &Document{Kind: KindArchive, MediaType: "application/zip"}
	z, err := zip.NewReader(r, size)
	switch {
	case errors.Is(err, zip.ErrFormat): // the folder is the last part of a ZIP
		doc.find(FindingCutShort, "the file ends before its end: its folder is missing")
		return doc
	case err != nil:
		doc.find(FindingDamaged, fmt.Sprintf("its folder cannot be read: %v", err))
		return doc
	}
	o := &office{files: make(map[string]*zip.File, len(z.File)), left: limit}
	for _, f := range z.File {
		if _, twice := o.files[f.Name]; !twice {
			o.files[f.Name] = f
		}
	}
	o.main.span, o.aside.span = -1, -1
	switch {
	case o.has("word/document.xml"):
		doc.Kind, doc.MediaType = KindDOCX, typeDOCX
		err = o.parts("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
		doc.Title = o.title("docProps/core.xml")
	case o.has("content.xml") && openDocument(o.firstLine("mimetype")):
		doc.Kind, doc.MediaType, o.odt = KindOther, o.firstLine("mimetype"), true
		if doc.MediaType == typeODT {
			doc.Kind = KindODT
		}
		if strings.Contains(o.firstLine("META-INF/manifest.xml"), "encryption-data") {
			doc.find(FindingEncrypted, "a password is needed to read this document")
			return doc
		}
		err = o.parts("content.xml")
		doc.Title = o.title("meta.xml")
	case o.has("xl/workbook.xml"):
		doc.Kind, doc.MediaType = KindOther, typeXLSX
		err = o.sheets()
		doc.Title = o.title("docProps/core.xml")
	case o.has("ppt/presentation.xml"):
		doc.Kind, doc.MediaType = KindOther, "application/vnd.openxmlformats-officedocument.presentationml.presentation"
		err = o.parts(o.numbered("ppt/slides")...)
		doc.Title = o.title("docProps/core.xml")
	default:
		return doc
	}
	// Headers and footers are parts of their own, and are left out: they are
	// no part of the text on any page.
	doc.Visible = string(o.main.out)
	if len(o.aside.out) > 0 {
		doc.Visible += "\n" + string(o.aside.out)
	}
	doc.Headings = o.headings
	doc.Charset, doc.CharsetFrom = "utf-8", "utf-8"
	switch {
	case errors.Is(err, errInflated):
		doc.find(FindingTooLarge, fmt.Sprintf("only the first %d MiB of its XML were read", limit>>20))
	case err != nil:
		doc.find(FindingDamaged, fmt.Sprintf("it ends early: %v", err))
	}
	return doc
}

// office is a document being read.
type office struct {
	files    map[string]*zip.File
	left     int64 // bytes that may yet be inflated
	odt      bool
	main     page // the running text
	aside    page // notes and text boxes, which would cut sentences apart
	headings []string
}

var errInflated = errors.New("too much XML")

func (o *office) has(name string) bool { return o.files[name] != nil }

// open gives a part, within what may yet be inflated.
func (o *office) open(name string) (io.ReadCloser, error) {
	f := o.files[name]
	if f == nil {
		return io.NopCloser(strings.NewReader("")), nil
	}
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &budgeted{ReadCloser: rc, left: &o.left}, nil
}

type budgeted struct {
	io.ReadCloser
	left *int64
}

func (b *budgeted) Read(p []byte) (int, error) {
	if *b.left <= 0 {
		return 0, errInflated
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), *b.left)])
	*b.left -= int64(n)
	return n, err
}

// firstLine gives up to 64 KiB of a small part.
func (o *office) firstLine(name string) string {
	rc, err := o.open(name)
	if err != nil {
		return ""
	}
	defer rc.Close()
	b, _ := io.ReadAll(io.LimitReader(rc, 64<<10)) // as far as it goes
	return strings.TrimSpace(string(b))
}

func (o *office) title(name string) string {
	s := o.firstLine(name)
	_, s, ok := strings.Cut(s, "<dc:title>")
	if !ok {
		return ""
	}
	s, _, _ = strings.Cut(s, "</dc:title>")
	if text, ok := xmlText(context.Background(), []byte(s)); ok {
		return collapse([]byte(text), maxTitle)
	}
	return ""
}

// parts reads XML parts one after the other.
func (o *office) parts(names ...string) error {
	for _, name := range names {
		rc, err := o.open(name)
		if err != nil {
			return err
		}
		err = o.part(rc)
		rc.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

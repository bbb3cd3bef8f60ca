package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

const (
	// maxParts bounds the XML of a DOCX that is inflated, in bytes.
	maxParts = 64 << 20
	// maxDepth bounds how deep its elements may stand in one another.
	maxDepth = 1000
	// maxRels bounds the links of one part.
	maxRels = 100000
)

// BrokenError says that a report's file cannot be read as what it is: it is
// damaged, locked by a password, or has no text in it.
type BrokenError struct {
	Name string
	What string
	Hint string // what to do; may be empty
}

func (e *BrokenError) Error() string { return fmt.Sprintf("import %s: %s", e.Name, e.What) }

// docx is a DOCX file (ECMA-376, ISO/IEC 29500) that is being read.
type docx struct {
	files map[string]*zip.File
	left  int64 // bytes that may yet be inflated
	rep   *report
	// What is known of its notes, by kind.
	kinds [2]docxKind
	marks []docxMark // in the order of the text
	boxes int        // how many notes were read
}

var errDOCXSize = fmt.Errorf("over %d MiB of XML", maxParts>>20)

// readDOCX reads the text of a DOCX with its footnotes and endnotes. The place
// of a warning is a paragraph of the text, counted from 1; that of one in a
// note is the paragraph with its mark.
func readDOCX(name string, data []byte) (*report, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &BrokenError{name, "the file is damaged or cut short: " + err.Error(), "open it in the program that wrote it, and save it anew"}
	}
	d := &docx{files: make(map[string]*zip.File, len(z.File)), left: maxParts, rep: &report{unit: "paragraph"}}
	for _, f := range z.File {
		if key := strings.TrimPrefix(f.Name, "/"); d.files[key] == nil {
			d.files[key] = f
		}
	}
	main := "word/document.xml"
	if root, err := d.rels(""); err == nil {
		if to := root.part("/officeDocument"); to != "" {
			main = to
		}
	}
	if d.files[main] == nil || !strings.HasPrefix(path.Base(main), "document") {
		return nil, &UnsupportedError{name, zipFormat(d.files)}
	}
	err = d.read(main)
	switch {
	case errors.Is(err, errDOCXSize):
		return nil, &TooLargeError{name, err.Error()}
	case err != nil:
		return nil, &BrokenError{name, "the file is damaged: " + clip(err.Error()), "open it in the program that wrote it, and save it anew"}
	}
	return d.rep, nil
}

// zipFormat names what a ZIP that is no DOCX may be.
func zipFormat(files map[string]*zip.File) string {
	switch {
	case files["xl/workbook.xml"] != nil:
		return "XLSX"
	case files["ppt/presentation.xml"] != nil:
		return "PPTX"
	case files["content.xml"] != nil && files["META-INF/manifest.xml"] != nil:
		return "ODT"
	case files["META-INF/container.xml"] != nil:
		return "EPUB"
	}
	return "ZIP"
}

// read fills the report: the text first, whose marks give the notes their
// numbers, then the notes that are marked.
func (d *docx) read(main string) error {
	rels, err := d.rels(main)
	if err != nil {
		return err
	}
	d.kinds = [2]docxKind{{name: "footnote", format: "decimal", start: 1}, {name: "endnote", format: "lowerRoman", start: 1}}
	if err := d.settings(rels.part("/settings")); err != nil {
		return err
	}
	lists, err := d.numbering(rels.part("/numbering"))
	if err != nil {
		return err
	}
	w := &docxWalker{builder: builder{rep: d.rep}, docx: d, rels: rels, lists: lists}
	if err := d.walk(main, w); err != nil {
		return err
	}
	d.label(w.sections)
	for k := range d.kinds {
		if err := d.notes(k, rels); err != nil {
			return err
		}
	}
	d.rep.title = d.title()
	return nil
}

// notes reads the part with the notes of one kind.
func (d *docx) notes(kind int, rels docxRels) error {
	part := rels.part("/" + d.kinds[kind].name + "s")
	if part == "" || d.files[part] == nil {
		return nil
	}
	own, err := d.rels(part)
	if err != nil {
		return err
	}
	w := &docxWalker{builder: builder{rep: d.rep, boxes: d.boxes}, docx: d, rels: own, inNotes: true, kind: kind}
	err = d.walk(part, w)
	d.boxes = w.boxes
	return err
}

// title is the one that the file's properties tell.
func (d *docx) title() string {
	var props struct {
		Title string `xml:"title"`
	}
	rc, err := d.open("docProps/core.xml")
	if err != nil {
		return ""
	}
	defer rc.Close()
	b, err := io.ReadAll(io.LimitReader(rc, 64<<10))
	if err != nil || xml.Unmarshal(b, &props) != nil {
		return ""
	}
	return squeeze(clean(props.Title))
}

// open gives a part, within what may yet be inflated; an absent one is empty.
func (d *docx) open(name string) (io.ReadCloser, error) {
	f := d.files[name]
	if f == nil {
		return io.NopCloser(strings.NewReader("")), nil
	}
	rc, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &metered{rc, &d.left}, nil
}

// metered is a part that counts what is inflated.
type metered struct {
	io.ReadCloser
	left *int64
}

func (m *metered) Read(p []byte) (int, error) {
	if *m.left <= 0 {
		return 0, errDOCXSize
	}
	n, err := m.ReadCloser.Read(p[:min(int64(len(p)), *m.left)])
	*m.left -= int64(n)
	return n, err
}

// tokens hands the elements and the text of a part to the functions. Entities
// that the file declares itself are no part of the format: they end the reading.
func (d *docx) tokens(name string, start func(xml.StartElement), end func(), text func([]byte)) error {
	rc, err := d.open(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	dec := xml.NewDecoder(rc)
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for depth := 0; ; {
		t, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			if errors.Is(err, errDOCXSize) {
				return errDOCXSize
			}
			return fmt.Errorf("%s: %w", name, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("%s: its elements are nested too deeply", name)
			}
			start(t)
		case xml.EndElement:
			depth--
			end()
		case xml.CharData:
			if text != nil {
				text(t)
			}
		}
	}
}

// docxRels are the links of a part, to other parts and to the web.
type docxRels struct {
	target map[string]string // by ID: of what lies outside
	parts  map[string]string // by the end of the type: parts of the file
}

func (r docxRels) part(kind string) string { return r.parts[kind] }

// rels reads the links of a part; those of the file itself for "".
func (d *docx) rels(part string) (docxRels, error) {
	r := docxRels{map[string]string{}, map[string]string{}}
	dir, base := path.Split(part)
	count := 0
	err := d.tokens(dir+"_rels/"+base+".rels", func(e xml.StartElement) {
		if e.Name.Local != "Relationship" || count >= maxRels {
			return
		}
		count++
		target := xmlAttr(e, "Target")
		if strings.EqualFold(xmlAttr(e, "TargetMode"), "External") {
			r.target[xmlAttr(e, "Id")] = target
			return
		}
		kind := xmlAttr(e, "Type")
		kind = kind[strings.LastIndexByte(kind, '/')+1:]
		if _, ok := r.parts["/"+kind]; !ok {
			if abs, ok := strings.CutPrefix(target, "/"); ok {
				target = abs
			} else {
				target = path.Join(dir, target)
			}
			r.parts["/"+kind] = target
		}
	}, func() {}, nil)
	return r, err
}

func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

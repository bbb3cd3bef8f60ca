package wacz

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"archiver/internal/warc"
)

// Bounds of a WARC file that is taken over from others.
const (
	// MaxUnpacked bounds what the records of a file, or the files of a package,
	// unpack to in all, in bytes.
	MaxUnpacked = 8 << 30
	maxRecords  = 100_000
	maxLines    = maxIndex / 4 // bytes of index lines
)

// GivenError is a fault of a WARC file that is to be taken over.
type GivenError struct {
	Path   string // within its package, or ""
	Offset int64  // of the record; -1: of the whole file
	Detail string
}

func (e *GivenError) Error() string {
	s := "read WARC file"
	if e.Path != "" {
		s += " " + e.Path
	}
	if e.Offset >= 0 {
		s += fmt.Sprintf(", record at %d", e.Offset)
	}
	return s + ": " + e.Detail
}

// Given is a WARC file that another program wrote, read whole once, so that it
// can be put into a package as it is.
type Given struct {
	r     io.ReaderAt
	size  int64
	gz    bool
	lines []warc.CDX // of responses, revisits and resources, in the file's order
}

// ReadGiven reads a WARC file of size bytes. It finds where each record lies,
// and gives *GivenError for a file of which that can't be said, or that unpacks
// to more than *left bytes, from which it takes what it read. Digests are not
// compared here: Verify does that of the package that the file is put into.
func ReadGiven(ctx context.Context, r io.ReaderAt, size int64, left *int64) (*Given, error) {
	return readGiven(ctx, r, size, left, "")
}

// Givens reads the WARC files of a package in the same way.
func (a *Archive) Givens(ctx context.Context, left *int64) ([]*Given, error) {
	for _, e := range a.entries {
		if *left -= int64(min(e.UncompressedSize64, 1<<62)); *left < 0 {
			return nil, &GivenError{e.Name, -1, tooMuch}
		}
	}
	var list []*Given
	for _, name := range a.warcs() {
		e := a.entries[name]
		if e.size() == 0 {
			continue
		}
		g, err := readGiven(ctx, io.NewSectionReader(a.r, e.off, e.size()), e.size(), left, name)
		if err != nil {
			return nil, err
		}
		list = append(list, g)
	}
	if len(list) == 0 {
		return nil, &GivenError{"", -1, "holds no record"}
	}
	return list, nil
}

var tooMuch = fmt.Sprintf("unpacks to more than %d GiB", MaxUnpacked>>30)

func readGiven(ctx context.Context, r io.ReaderAt, size int64, left *int64, path string) (*Given, error) {
	g := &Given{r: r, size: size}
	var magic [2]byte
	if n, err := r.ReadAt(magic[:], 0); n < 2 && err != nil && err != io.EOF {
		return nil, err
	}
	g.gz = magic == [2]byte{0x1f, 0x8b}
	in := warc.NewReader(io.NewSectionReader(r, 0, size))
	var open *warc.CDX // the line of the record before, which ends where the next begins
	var before neighbour
	last, count, index := int64(-1), 0, 0
	end := func(at int64) error {
		if open == nil {
			return nil
		}
		open.Length = at - open.Offset
		h := sha256.New()
		if _, err := io.Copy(h, io.NewSectionReader(r, open.Offset, open.Length)); err != nil {
			return err
		}
		open.RecordDigest = warc.Digest([32]byte(h.Sum(nil)))
		line := open.Line()
		if back, err := warc.ParseCDX(line); err != nil || back.URL != open.URL || back.SURT != open.SURT || line[0] == '!' { // which begins a header
			return &GivenError{path, open.Offset, "has an address that no index can hold"}
		}
		if index += len(line); index > maxLines {
			return &GivenError{path, -1, "has too many records for one index"}
		}
		g.lines = append(g.lines, *open)
		open = nil
		return nil
	}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rec, err := in.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, given(path, err)
		}
		if count++; count > maxRecords {
			return nil, &GivenError{path, -1, fmt.Sprintf("holds over %d records", maxRecords)}
		}
		if rec.Offset == last {
			return nil, &GivenError{path, rec.Offset, "is packed together with others, so that it can't be read by itself: unpack the file (gunzip)"}
		}
		last = rec.Offset
		this := neighbour{kind: rec.Type(), target: rec.Header.TargetURI()}
		if this.kind == "request" {
			rec, this.sent = peekSent(rec)
		}
		pair := this.answers(before) || before.answers(this)
		if pair && open != nil {
			this.sent.find(open)
		}
		if err := end(rec.Offset); err != nil {
			return nil, err
		}
		if open, err = lineOf(rec); err != nil {
			return nil, &GivenError{path, rec.Offset, err.Error()}
		}
		if pair && open != nil {
			before.sent.find(open)
		}
		if before = this; pair {
			before = neighbour{} // each has one other
		}
		n, err := io.Copy(io.Discard, io.LimitReader(rec.Content, *left+1))
		if err != nil {
			return nil, given(path, err)
		}
		if *left -= n; *left < 0 {
			return nil, &GivenError{path, -1, tooMuch}
		}
	}
	if count == 0 {
		return nil, &GivenError{path, -1, "holds no record"}
	}
	return g, end(size)
}

// neighbour is a record that may have its request, or its answer, right behind it.
type neighbour struct {
	kind, target string
	sent         request
}

func (n neighbour) answers(o neighbour) bool {
	return (n.kind == "response" || n.kind == "revisit") && o.kind == "request" && n.target == o.target
}

// given tells a fault of the file from an error of reading it.
func given(path string, err error) error {
	var fault *warc.ReadError
	if errors.As(err, &fault) {
		return &GivenError{path, fault.Offset, fault.Err.Error()}
	}
	return err
}

// lineOf is a record's line of the index, but for its end; nil where an index does
// not list it.
func lineOf(rec *warc.Record) (*warc.CDX, error) {
	kind := rec.Type()
	if kind != "response" && kind != "revisit" && kind != "resource" {
		return nil, nil
	}
	target := rec.Header.TargetURI()
	c := &warc.CDX{URL: warc.URI(target), Timestamp: timestamp(rec.Header.Get("WARC-Date")), Offset: rec.Offset}
	c.SURT = warc.SURT(c.URL)
	switch {
	case c.URL == "" || c.SURT == "":
		return nil, errors.New("has no address")
	case len(c.Timestamp) != 14 || parseTime(rec.Header.Get("WARC-Date")).IsZero():
		return nil, fmt.Errorf("has no date: %q", clean(rec.Header.Get("WARC-Date"), 40))
	}
	_, c.Digest, _ = strings.Cut(rec.Header.Get("WARC-Payload-Digest"), ":")
	c.Digest = clean(c.Digest, 256)
	switch kind {
	case "response":
		whole, head := peekHead(rec)
		rec.Content = whole.Content
		if head != nil {
			c.Status, c.Mime = strconv.Itoa(head.Status), mediaType(head.Header.Get("Content-Type"))
		}
	case "revisit":
		c.Mime = "warc/revisit"
	case "resource":
		c.Mime = mediaType(rec.Header.Get("Content-Type"))
	}
	return c, nil
}

// Captures lists the responses, revisits and resources in the file's order. The
// caller does not change the list.
func (g *Given) Captures() []warc.CDX { return g.lines }

// Response opens the record of a capture.
func (g *Given) Response(c warc.CDX) (*Response, error) {
	rec, err := warc.NewReader(io.NewSectionReader(g.r, c.Offset, c.Length)).Next()
	if err != nil {
		return nil, given("", err)
	}
	return responseOf(rec, c)
}

// AddGiven adds the file as it is, byte for byte, under a name of ours, and its
// records to the index. After it no record can be written.
func (w *Writer) AddGiven(g *Given) error {
	if w.err != nil {
		return w.err
	}
	if w.part != nil && !w.sealed {
		w.listed, w.sealed = append(w.listed, w.part.resource()), true
	}
	w.givens++
	name := "given"
	if w.givens > 1 {
		name += "." + strconv.Itoa(w.givens)
	}
	name += ".warc"
	if g.gz {
		name += ".gz"
	}
	p, err := w.create(archiveDir+name, zip.Store)
	var n int64
	if err == nil {
		n, err = io.Copy(p, io.NewSectionReader(g.r, 0, g.size))
	}
	if err == nil && n != g.size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		w.err = fmt.Errorf("write package: %s: %w", name, err)
		return w.err
	}
	w.listed = append(w.listed, p.resource())
	for _, c := range g.lines {
		c.Filename = name
		w.index = append(w.index, c.Line())
	}
	return nil
}

// Lists gives the files by which a package proves what it holds: its list, the
// digest of that, which may be signed, and its pages, each of at most max bytes,
// else left out.
func (a *Archive) Lists(max int64) map[string][]byte {
	files := map[string][]byte{}
	for _, name := range []string{packagePath, digestPath, pagesPath} {
		if a.entries[name] == nil {
			continue
		}
		if b, err := a.read(name, max); err == nil {
			files[name] = b
		}
	}
	return files
}

// Signed says whether a package claims to be signed, and by whom: the name of a
// domain, or "a key".
func (a *Archive) Signed() string {
	d, err := a.packageDigest()
	switch {
	case err != nil || d.SignedData == nil:
		return ""
	case d.SignedData.Domain != "":
		return clean(d.SignedData.Domain, 256)
	}
	return "a key"
}

package wacz

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/warc"
)

// Options describe a package.
type Options struct {
	Created     time.Time // required; written to the second
	Software    string    // name and version of the program
	Title       string
	Description string
	// Key signs the package; on P-384. Nil leaves it unsigned.
	Key *ecdsa.PrivateKey
}

// Writer writes one package, streaming. It is not safe for concurrent use.
// After an error nothing more can be written; Close must be called all the
// same, and tells.
type Writer struct {
	opt     Options
	created string
	out     *sink
	zip     *zip.Writer
	warc    *warc.Writer
	part    *part // archive/data.warc.gz, until Close; nil in a collection
	index   []string
	last    warc.CDX // the line of the record before, if that has one, and its ID
	lastID  string
	pages   []Page
	files   []file
	listed  []resource
	sealed  bool // no record can follow in part: see AddGiven
	givens  int
	err     error
}

type file struct {
	name string
	data []byte
}

// MaxFile bounds a file of AddFile, in bytes: it is held until Close.
const MaxFile = 32 << 20

// errClosed is the state after Close.
var errClosed = errors.New("write package: already closed")

// NewWriter begins a package in w.
func NewWriter(w io.Writer, o Options) (*Writer, error) {
	if o.Key != nil && o.Key.Curve != elliptic.P384() {
		return nil, errors.New("write package: the key is not of P-384, which viewers require")
	}
	x := newWriter(w, o)
	part, err := x.create(archiveDir+warcName, zip.Store)
	if err != nil {
		return nil, err
	}
	x.part = part
	x.warc = warc.NewWriter(part)
	return x, nil
}

// newWriter begins a ZIP with nothing in it.
func newWriter(w io.Writer, o Options) *Writer {
	x := &Writer{opt: o, created: o.Created.UTC().Format("2006-01-02T15:04:05Z"), out: newSink(w)}
	x.zip = zip.NewWriter(x.out)
	x.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return warc.NewDeflater(w), nil })
	return x
}

// part is one file in the ZIP, hashed for the list of resources.
type part struct {
	w    io.Writer
	path string
	sum  hash.Hash
	n    int64
}

func (w *Writer) create(path string, method uint16) (*part, error) {
	e, err := w.zip.CreateHeader(&zip.FileHeader{Name: path, Method: method, Modified: w.opt.Created.UTC()})
	if err != nil {
		return nil, fmt.Errorf("write package: %s: %w", path, err)
	}
	return &part{w: e, path: path, sum: sha256.New()}, nil
}

func (p *part) Write(b []byte) (int, error) {
	n, err := p.w.Write(b)
	p.sum.Write(b[:n])
	p.n += int64(n)
	return n, err
}

func (p *part) resource() resource {
	name := p.path[strings.LastIndexByte(p.path, '/')+1:]
	return resource{Name: name, Path: p.path, Hash: "sha256:" + hex.EncodeToString(p.sum.Sum(nil)), Bytes: p.n}
}

// WriteRecord adds a record to archive/data.warc.gz, and responses, revisits
// and resources to the index. Errors are those of warc.Writer.Write.
func (w *Writer) WriteRecord(r *warc.Record, opt warc.WriteOptions) error {
	if w.err != nil {
		return w.err
	}
	if w.sealed {
		return errors.New("write package: a record after a file of others")
	}
	c := warc.CDX{URL: warc.URI(r.Header.TargetURI()), Timestamp: timestamp(r.Header.Get("WARC-Date")), Filename: warcName}
	_, c.Digest, _ = strings.Cut(r.Header.Get("WARC-Payload-Digest"), ":")
	indexed := true
	switch r.Type() {
	case "response":
		var head *warc.HTTPHead
		r, head = peekHead(r)
		if head != nil {
			c.Status = strconv.Itoa(head.Status)
			c.Mime = mediaType(head.Header.Get("Content-Type"))
		}
	case "revisit":
		c.Mime = "warc/revisit"
	case "resource":
		c.Mime = mediaType(r.Header.Get("Content-Type"))
	case "request":
		indexed = false
		r = w.sent(r)
	default:
		indexed = false
	}
	w.lastID = ""
	e, err := w.warc.Write(r, opt)
	if err != nil {
		var refused *warc.HeaderError
		if !errors.As(err, &refused) { // nothing was written
			w.err = err
		}
		return err
	}
	if indexed && c.URL != "" && len(c.Timestamp) == 14 {
		c.SURT = warc.SURT(c.URL)
		c.Offset, c.Length, c.RecordDigest = e.Offset, e.Length, warc.Digest(e.Digest)
		w.index = append(w.index, c.Line())
		w.last, w.lastID = c, r.Header.Get("WARC-Record-ID")
	}
	return nil
}

// sent has the answer before a request found by what the request sent. It gives a record
// whose content is still whole.
func (w *Writer) sent(r *warc.Record) *warc.Record {
	if r.Content == nil || w.lastID == "" || r.Header.Get("WARC-Concurrent-To") != w.lastID {
		return r
	}
	whole, asked := peekSent(r)
	if c := w.last; asked.find(&c) {
		w.index[len(w.index)-1] = c.Line()
	}
	return whole
}

// request is what a request sent, as far as its answer is found by that.
type request struct{ method, query string }

// peekSent reads what a request sent, and gives a record whose content is still whole.
func peekSent(r *warc.Record) (*warc.Record, request) {
	if r.Content == nil {
		return r, request{}
	}
	var seen bytes.Buffer
	method, contentType, body := warc.SentBy(io.TeeReader(io.LimitReader(r.Content, r.Length), &seen))
	whole := *r
	whole.Content = io.MultiReader(&seen, r.Content)
	if method != "POST" && method != "PUT" { // those that viewers look up so
		return &whole, request{}
	}
	return &whole, request{method, warc.SentQuery(contentType, body)}
}

// find has the line of an answer found by what its request sent, and tells whether it is.
func (q request) find(c *warc.CDX) bool {
	if q.method == "" {
		return false
	}
	c.Method, c.RequestBody = q.method, q.query
	c.SURT = c.Key()
	return true
}

// peekHead reads the HTTP head of a record and returns a record whose content
// is still whole. The head is nil when there is none.
func peekHead(r *warc.Record) (*warc.Record, *warc.HTTPHead) {
	if r.Content == nil {
		return r, nil
	}
	var seen bytes.Buffer
	br := bufio.NewReaderSize(io.TeeReader(io.LimitReader(r.Content, r.Length), &seen), 1<<10)
	head, _ := warc.ReadHTTPHead(br, warc.MaxHTTPHead) // an error of the source comes again
	whole := *r
	whole.Content = io.MultiReader(&seen, r.Content)
	return &whole, head
}

// timestamp turns a WARC-Date into the 14 digits of an index.
func timestamp(date string) string {
	s := strings.Map(func(r rune) rune {
		if strings.ContainsRune("-:T", r) {
			return -1
		}
		return r
	}, date)
	if len(s) > 14 {
		s = s[:14]
	}
	if strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}

func mediaType(contentType string) string {
	t, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(clean(t, 256)))
}

// AddPage adds a page. The first one is the main page.
func (w *Writer) AddPage(p Page) error {
	if w.err != nil {
		return w.err
	}
	p.URL, p.Source = warc.URI(p.URL), warc.URI(p.Source)
	p.Title, p.Text, p.Mime = clean(p.Title, 64<<10), clean(p.Text, MaxText), clean(p.Mime, 256)
	if p.ID == "" {
		p.ID = strings.Trim(warc.NewID(), "<>")[len("urn:uuid:"):]
	}
	p.ID = clean(p.ID, 256)
	w.pages = append(w.pages, p)
	return nil
}

// AddFile adds a file of ours, in a folder of its own: viewers want nothing
// else in the package's own folders. It is read at once and written by Close.
func (w *Writer) AddFile(name string, r io.Reader) error {
	if w.err != nil {
		return w.err
	}
	folder, _, ok := strings.Cut(name, "/")
	if err := checkName(name); err != nil || !ok || slices.Contains([]string{"archive", "indexes", "pages"}, folder) {
		return fmt.Errorf("add file to package: bad name %q", name)
	}
	if slices.ContainsFunc(w.files, func(f file) bool { return f.name == name }) {
		return fmt.Errorf("add file to package: %q is there already", name)
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return fmt.Errorf("add file to package: %s: %w", name, err)
	}
	if len(data) > MaxFile {
		return fmt.Errorf("add file to package: %s: over %d bytes", name, MaxFile)
	}
	w.files = append(w.files, file{name, data})
	return nil
}

// Close writes index, pages, files, list and signature. The sums are those of
// every byte written, and only good without an error.
func (w *Writer) Close() (Sum, error) {
	if w.err == errClosed {
		return Sum{}, w.err
	}
	err := w.err
	if err == nil {
		err = w.finish()
	}
	w.err = errClosed
	sum, err2 := w.out.finish()
	if err == nil && err2 != nil {
		err = fmt.Errorf("write package: %w", err2)
	}
	return sum, err
}

func (w *Writer) finish() error {
	if w.part != nil && !w.sealed {
		w.listed = append(w.listed, w.part.resource())
	}
	slices.Sort(w.index) // by bytes, as LC_ALL=C sort does
	var index bytes.Buffer
	for _, line := range w.index {
		index.WriteString(line + "\n")
	}
	if err := w.add(indexPath, index.Bytes()); err != nil {
		return err
	}
	if err := w.addPages(); err != nil {
		return err
	}
	for _, f := range w.files {
		if err := w.add(f.name, f.data); err != nil {
			return err
		}
	}
	list, err := w.encodePackage()
	if err != nil {
		return err
	}
	if err := w.add(packagePath, list); err != nil {
		return err
	}
	digest, err := w.encodeDigest()
	if err != nil {
		return err
	}
	if err := w.add(digestPath, digest); err != nil {
		return err
	}
	if err := w.zip.Close(); err != nil {
		return fmt.Errorf("write package: %w", err)
	}
	return nil
}

// add writes a file and lists it.
func (w *Writer) add(path string, data []byte) error {
	p, err := w.create(path, zip.Deflate)
	if err != nil {
		return err
	}
	if _, err := p.Write(data); err != nil {
		return fmt.Errorf("write package: %s: %w", path, err)
	}
	w.listed = append(w.listed, p.resource())
	return nil
}

func (w *Writer) addPages() error {
	p, err := w.create(pagesPath, zip.Deflate)
	if err != nil {
		return err
	}
	e := json.NewEncoder(p) // writes each line at once
	e.SetEscapeHTML(false)
	hasText := slices.ContainsFunc(w.pages, func(p Page) bool { return p.Text != "" })
	if err := e.Encode(pagesHeader{pagesFormat, "pages", "All Pages", hasText}); err != nil {
		return fmt.Errorf("write package: pages: %w", err)
	}
	for _, p := range w.pages {
		l := pageLine{ID: p.ID, URL: p.URL, Source: p.Source, TS: p.At.UTC().Format(time.RFC3339Nano), Title: p.Title, Mime: p.Mime, Status: p.Status, Text: p.Text, Copied: p.CopiedFrom, Saved: clean(p.SavedBy, 1<<10)}
		if err := e.Encode(l); err != nil {
			return fmt.Errorf("write package: pages: %w", err)
		}
	}
	w.listed = append(w.listed, p.resource())
	return nil
}

func (w *Writer) encodePackage() ([]byte, error) {
	d := datapackage{Profile: "data-package", WACZVersion: "1.1.1", Title: clean(w.opt.Title, 64<<10), Description: clean(w.opt.Description, 64<<10),
		Created: w.created, Software: w.opt.Software, Resources: w.listed}
	if len(w.pages) > 0 {
		d.MainPageURL = w.pages[0].URL
		d.MainPageDate = w.pages[0].At.UTC().Format(time.RFC3339Nano)
	}
	return encodeJSON(d)
}

// encodeDigest hashes the list, which was added last, and signs the hash.
func (w *Writer) encodeDigest() ([]byte, error) {
	list := w.listed[len(w.listed)-1]
	d := packageDigest{Path: packagePath, Hash: list.Hash}
	if w.opt.Key != nil {
		signature, publicKey, err := sign(w.opt.Key, list.Hash)
		if err != nil {
			return nil, err
		}
		d.SignedData = &signedData{Hash: list.Hash, Created: w.created, Software: w.opt.Software, Version: signatureVersion,
			Signature: signature, PublicKey: publicKey}
	}
	return encodeJSON(d)
}

func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write package: %w", err)
	}
	return b.Bytes(), nil
}

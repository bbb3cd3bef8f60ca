package wacz

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"archiver/internal/warc"
)

// Bounds of the parts that are read into memory, in bytes.
const (
	maxPages = 128 << 20
	maxIndex = 64 << 20
	maxJSON  = 16 << 20
)

// minRecord is less than any record takes in a WARC file, packed or not. Index and
// pages list records: more than there is room for are made to cost memory, since a
// list of the same line again packs to nothing.
const minRecord = 64

const tooMany = "lists more than the WARC files have room for"

// Archive is an open package. It is safe for concurrent use when its source is.
type Archive struct {
	r       io.ReaderAt
	entries map[string]*entry
	names   []string      // of entries, sorted
	pages   func() []Page // read when they are first asked for: all the text is in them
	index   []warc.CDX
	room    int       // how many records the WARC files have at most
	left    int64     // of maxIndex, for all index files
	faults  []Finding // met while opening, and in the pages; Verify tells them
}

// Open opens a package of size bytes in r, our own or another program's. It
// reads the ZIP directory and the index, later the pages; nothing is verified. It
// returns *FormatError for what is no WACZ or could deceive, and passes on
// errors of r. Lines of pages and index that cannot be read are left out here,
// and told by Verify.
func Open(r io.ReaderAt, size int64) (*Archive, error) {
	entries, err := openZip(r, size)
	if err != nil {
		return nil, err
	}
	a := &Archive{r: r, entries: entries, names: slices.Sorted(maps.Keys(entries))}
	if len(a.warcs()) == 0 {
		return nil, &FormatError{archiveDir, "holds no WARC file"}
	}
	a.room, a.left = 16, maxIndex // some, so that what is wrong with a small one is told as that
	for _, name := range a.warcs() {
		a.room += int(a.entries[name].size() / minRecord)
	}
	for _, name := range a.names {
		if path.Dir(name)+"/" != indexDir {
			continue
		}
		plain := strings.TrimSuffix(name, ".gz")
		if strings.HasSuffix(plain, ".cdx") || strings.HasSuffix(plain, ".cdxj") {
			if err := a.readIndex(name); err != nil {
				return nil, err
			}
		}
	}
	a.pages = sync.OnceValue(a.readPages)
	return a, nil
}

// warcs lists the WARC files by name.
func (a *Archive) warcs() []string {
	var list []string
	for _, name := range a.names {
		if strings.HasPrefix(name, archiveDir) && (strings.HasSuffix(name, ".warc.gz") || strings.HasSuffix(name, ".warc")) {
			list = append(list, name)
		}
	}
	return list
}

// read returns a whole small file. Its fault is an error of its own kind, so
// that it can be told apart from errors of the source.
func (a *Archive) read(name string, max int64) ([]byte, error) {
	f, err := a.entries[name].Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, max+1))
	if err == nil && int64(len(b)) > max {
		err = fmt.Errorf("over %d bytes", max)
	}
	return b, err
}

func (a *Archive) fault(code, path, detail string) {
	if len(a.faults) < maxFindings {
		a.faults = append(a.faults, Finding{code, path, detail})
	}
}

func (a *Archive) readIndex(name string) error {
	b, err := a.read(name, a.left)
	if err == nil && strings.HasSuffix(name, ".gz") {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(b)); err == nil {
			b, err = io.ReadAll(io.LimitReader(z, a.left))
		}
	}
	a.left = max(0, a.left-int64(len(b))) // what fails has cost as much
	if err != nil {
		a.fault(CodeIndexMalformed, name, err.Error())
		return nil
	}
	var last []byte
	for n := 1; len(b) > 0; n++ {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte("\n"))
		if len(line) == 0 || line[0] == '!' { // "!meta" begins a header
			continue
		}
		if bytes.Compare(line, last) < 0 {
			a.fault(CodeIndexOrder, name, fmt.Sprintf("line %d is out of order", n))
		}
		last = line
		c, err := warc.ParseCDX(string(line))
		if err != nil {
			a.fault(CodeIndexMalformed, name, fmt.Sprintf("line %d: %v", n, err))
			continue
		}
		if len(a.index) >= a.room {
			a.fault(CodeIndexMalformed, name, tooMany)
			return nil
		}
		a.index = append(a.index, c)
	}
	return nil
}

func (a *Archive) readPages() (pages []Page) {
	if a.entries[pagesPath] == nil {
		return nil
	}
	b, err := a.read(pagesPath, maxPages)
	if err != nil {
		a.fault(CodePagesMalformed, pagesPath, err.Error())
		return nil
	}
	for n := 1; len(b) > 0; n++ {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte("\n"))
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		var head pagesHeader
		if n == 1 && json.Unmarshal(line, &head) == nil && head.Format != "" {
			continue
		}
		var l pageLine // not a Page, which would be read twice: there is all the text in it
		if err := json.Unmarshal(line, &l); err != nil || l.URL == "" {
			a.fault(CodePagesMalformed, pagesPath, fmt.Sprintf("line %d is no page", n))
			continue
		}
		if len(pages) >= a.room {
			a.fault(CodePagesMalformed, pagesPath, tooMany)
			return pages
		}
		pages = append(pages, l.page())
	}
	return pages
}

// Pages returns the pages; the first is the main one. The caller does not
// change them.
func (a *Archive) Pages() []Page { return a.pages() }

// Index returns the index. The caller does not change it.
func (a *Archive) Index() []warc.CDX { return a.index }

// WARC returns the bytes of the WARC file, or of all, one after the other. It
// need not be closed.
func (a *Archive) WARC() (io.ReadCloser, error) {
	var parts []io.Reader
	for _, name := range a.warcs() {
		e := a.entries[name]
		parts = append(parts, io.NewSectionReader(a.r, e.off, e.size()))
	}
	return io.NopCloser(io.MultiReader(parts...)), nil
}

// section is the bytes of the gzip member (or plain record) that c names.
func (a *Archive) section(c warc.CDX) (*io.SectionReader, error) {
	e := a.entries[archiveDir+c.Filename]
	if e == nil {
		return nil, &FormatError{archiveDir + c.Filename, "is not there, though the index names it"}
	}
	if c.Offset < 0 || c.Length <= 0 || c.Length > e.size() || c.Offset > e.size()-c.Length {
		return nil, &FormatError{e.Name, fmt.Sprintf("has no record of %d bytes at %d", c.Length, c.Offset)}
	}
	return io.NewSectionReader(a.r, e.off+c.Offset, c.Length), nil
}

// Record reads one record without the rest of the file. Closing the closer is
// good manners; nothing is held.
func (a *Archive) Record(c warc.CDX) (*warc.Record, io.Closer, error) {
	s, err := a.section(c)
	if err != nil {
		return nil, nil, err
	}
	rec, err := warc.NewReader(s).Next()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, nil, fmt.Errorf("open package: %s: %w", archiveDir+c.Filename, err)
	}
	rec.Offset += c.Offset
	return rec, io.NopCloser(nil), nil
}

// SignerSPKI returns the public key that the package says it is signed with, or
// nil. Whether the signature holds is Verify's to tell.
func (a *Archive) SignerSPKI() []byte {
	d, err := a.packageDigest()
	if err != nil || d.SignedData == nil {
		return nil
	}
	spki, err := base64.StdEncoding.DecodeString(d.SignedData.PublicKey)
	if err != nil || len(spki) == 0 {
		return nil
	}
	return spki
}

func (a *Archive) packageDigest() (*packageDigest, error) {
	if a.entries[digestPath] == nil {
		return nil, errors.New("is not there")
	}
	b, err := a.read(digestPath, maxJSON)
	if err != nil {
		return nil, err
	}
	var d packageDigest
	if err := json.Unmarshal(b, &d); err != nil {
		return nil, err
	}
	return &d, nil
}

func (a *Archive) packageList() (*datapackage, error) {
	if a.entries[packagePath] == nil {
		return nil, &FormatError{packagePath, "is not there"}
	}
	b, err := a.read(packagePath, maxJSON)
	if err != nil {
		return nil, fmt.Errorf("open package: %s: %w", packagePath, err)
	}
	var p datapackage
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, &FormatError{packagePath, err.Error()}
	}
	return &p, nil
}

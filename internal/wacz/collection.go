package wacz

import (
	"archive/zip"
	"crypto/elliptic"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"archiver/internal/warc"
)

// maxCollectionText bounds the text of a page in a collection, in bytes: it is
// there for a viewer's search, and the snapshot itself has it whole.
const maxCollectionText = 1 << 20

// Collection puts several packages into one, for viewers: the WARC files of
// each as they are, byte for byte, under names of their own, one index over all
// and one list of pages. Own files of the packages are left out. It streams and
// is not safe for concurrent use. After an error nothing more can be written;
// Close must be called all the same, and tells.
type Collection struct {
	w     *Writer
	names map[string]bool
	ids   map[string]bool
	lines int
}

// maxCollectionLines bounds the index of a collection: what Open would read.
const maxCollectionLines = 1 << 20

// NewCollection begins a collection in w.
func NewCollection(w io.Writer, o Options) (*Collection, error) {
	if o.Key != nil && o.Key.Curve != elliptic.P384() {
		return nil, errors.New("write package: the key is not of P-384, which viewers require")
	}
	return &Collection{w: newWriter(w, o), names: map[string]bool{}, ids: map[string]bool{}}, nil
}

// Add adds a package under a name for its WARC files, of letters that every
// system takes. label, if any, is told of each page in front of its title.
func (c *Collection) Add(name, label string, a *Archive) error {
	if c.w.err != nil {
		return c.w.err
	}
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") != "" || name == "" || name[0] == '.' || c.names[name] {
		return fmt.Errorf("add to collection: bad name %q", name)
	}
	c.names[name] = true
	if c.lines += len(a.index); c.lines > maxCollectionLines {
		return fmt.Errorf("add to collection: over %d captures", maxCollectionLines)
	}
	renamed := map[string]string{}
	for i, from := range a.warcs() {
		ext := ".warc.gz"
		if !strings.HasSuffix(from, ext) {
			ext = ".warc"
		}
		to := name + ext
		if i > 0 {
			to = fmt.Sprintf("%s.%d%s", name, i+1, ext)
		}
		renamed[strings.TrimPrefix(from, archiveDir)] = to
		if err := c.copy(a, from, archiveDir+to); err != nil {
			c.w.err = err
			return err
		}
	}
	for _, line := range a.index {
		if to, ok := renamed[line.Filename]; ok { // else the package is unsound, as Verify tells
			line.Filename = to
			c.w.index = append(c.w.index, line.Line())
		}
	}
	for _, p := range a.Pages() {
		if c.ids[p.ID] {
			p.ID = "" // a new one
		}
		c.ids[p.ID] = true
		if label != "" {
			p.Title = strings.TrimRight(label+" "+p.Title, " ")
		}
		p.Text = clean(p.Text, maxCollectionText)
		if err := c.w.AddPage(p); err != nil {
			return err
		}
	}
	return nil
}

func (c *Collection) copy(a *Archive, from, to string) error {
	p, err := c.w.create(to, zip.Store)
	if err != nil {
		return err
	}
	e := a.entries[from]
	n, err := io.Copy(p, io.NewSectionReader(a.r, e.off, e.size()))
	if err == nil && n != e.size() {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return fmt.Errorf("write package: %s: %w", to, err)
	}
	c.w.listed = append(c.w.listed, p.resource())
	return nil
}

// Close writes index, pages, list and signature. The sums are those of every
// byte written, and only good without an error.
func (c *Collection) Close() (Sum, error) { return c.w.Close() }

// WARCs lists the WARC files inside, with the SHA-256 of each as the package
// lists it ("sha256:…"), by name.
func (a *Archive) WARCs() (map[string]string, error) {
	p, err := a.packageList()
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for _, r := range p.Resources {
		if path.Dir(r.Path)+"/" == archiveDir && slices.Contains(a.warcs(), r.Path) {
			sums[r.Path] = r.Hash
		}
	}
	return sums, nil
}

// Place is where a record lies in a package: the file, and its member of Length
// bytes at Offset.
type Place struct {
	File           string
	Offset, Length int64
}

// PlaceOf gives the place of a record that the index lists.
func PlaceOf(c warc.CDX) Place { return Place{archiveDir + c.Filename, c.Offset, c.Length} }

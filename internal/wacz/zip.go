package wacz

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of a ZIP that is opened.
const (
	maxEntries   = 10_000
	maxDirectory = 8 << 20 // bytes read to find and read the directory
	maxName      = 1 << 10
)

// FormatError is a file that is no WACZ, or one made to deceive.
type FormatError struct {
	Path   string // the file within, or ""
	Detail string
}

func (e *FormatError) Error() string {
	if e.Path == "" {
		return "open package: " + e.Detail
	}
	return fmt.Sprintf("open package: %s: %s", e.Path, e.Detail)
}

// entry is one file of the ZIP. Its compressed bytes are at off in the package.
type entry struct {
	*zip.File
	off int64
}

func (e *entry) size() int64 { return int64(e.CompressedSize64) }

// openZip reads the directory and refuses what a harmless file never has:
// names that repeat or climb, parts that overlap, WARC files that cannot be
// read in place.
func openZip(r io.ReaderAt, size int64) (map[string]*entry, error) {
	limited := &budget{r: r, left: maxDirectory}
	z, err := zip.NewReader(limited, size)
	if err != nil {
		if limited.err != nil {
			return nil, fmt.Errorf("open package: %w", limited.err)
		}
		return nil, &FormatError{"", err.Error()}
	}
	// A ZIP is found from its end; what stands before it would go unseen.
	var magic [4]byte
	if _, err := limited.ReadAt(magic[:], 0); err != nil || string(magic[:]) != "PK\x03\x04" {
		if limited.err != nil {
			return nil, fmt.Errorf("open package: %w", limited.err)
		}
		return nil, &FormatError{"", "does not begin with a file"}
	}
	if len(z.File) > maxEntries {
		return nil, &FormatError{"", fmt.Sprintf("over %d files", maxEntries)}
	}
	entries := make(map[string]*entry, len(z.File))
	byPlace := make([]*entry, 0, len(z.File))
	limited.left = 1 << 62 // from here on reads are bounded one by one
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue // a folder
		}
		e, err := checkEntry(f, size)
		if err != nil {
			if limited.err != nil {
				return nil, fmt.Errorf("open package: %w", limited.err)
			}
			return nil, &FormatError{clean(f.Name, maxName), err.Error()}
		}
		if entries[f.Name] != nil {
			return nil, &FormatError{f.Name, "is there twice"}
		}
		entries[f.Name] = e
		byPlace = append(byPlace, e)
	}
	slices.SortFunc(byPlace, func(a, b *entry) int { return int(min(max(a.off-b.off, -1), 1)) })
	end := int64(0)
	for _, e := range byPlace {
		if e.off < end {
			return nil, &FormatError{e.Name, "overlaps another file"}
		}
		end = e.off + e.size()
	}
	return entries, nil
}

func checkEntry(f *zip.File, size int64) (*entry, error) {
	if err := checkName(f.Name); err != nil {
		return nil, err
	}
	switch {
	case f.Flags&1 != 0:
		return nil, errors.New("is encrypted")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return nil, fmt.Errorf("has the unknown compression method %d", f.Method)
	case f.Method == zip.Store && f.CompressedSize64 != f.UncompressedSize64:
		return nil, errors.New("has two sizes")
	case strings.HasPrefix(f.Name, archiveDir) && f.Method != zip.Store:
		return nil, errors.New("is compressed, so that no record can be read in place")
	}
	off, err := f.DataOffset()
	if err != nil {
		return nil, err
	}
	if off < 0 || f.CompressedSize64 > uint64(size) || off > size-int64(f.CompressedSize64) {
		return nil, errors.New("ends outside the package")
	}
	return &entry{f, off}, nil
}

// checkName refuses names that mean something else on some system.
func checkName(name string) error {
	bad := len(name) > maxName || !utf8.ValidString(name) || strings.ContainsAny(name, "\\:\x7f")
	for _, c := range []byte(name) {
		bad = bad || c < ' '
	}
	for part := range strings.SplitSeq(name, "/") {
		bad = bad || part == "" || part == "." || part == ".."
	}
	if bad {
		return errors.New("has a name that is not allowed")
	}
	return nil
}

// budget bounds what is read through it, and keeps an error of the source
// apart from the faults of the file.
type budget struct {
	r    io.ReaderAt
	left int64
	err  error
}

func (b *budget) ReadAt(p []byte, off int64) (int, error) {
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errors.New("the directory is too large")
	}
	n, err := b.r.ReadAt(p, off)
	if err != nil && err != io.EOF {
		b.err = err
	}
	return n, err
}

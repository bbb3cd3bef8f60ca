package source

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// Folder reads the manifests of a folder over and over, and parses only files whose
// bytes are others than before: of 200 reports with 100 citations each, parsing takes
// seconds, and reading takes hundredths. Sets share the manifests of files that stayed,
// so nobody may change one. It is not safe for concurrent use.
type Folder struct {
	Dir string

	files map[string]parsed // by path
	last  *Set              // that Load gave; nil: an error
}

// parsed is what a file's bytes were found to be.
type parsed struct {
	sum [sha256.Size]byte
	d   *decoded // without its root
	err error
}

// Load reads all manifests (see Files) and checks that they agree with each other. Sets
// and errors are those that reading every file anew gives. Where all is as it was, it is
// the very same set.
func (f *Folder) Load() (*Set, error) {
	last := f.last
	set, err := f.read()
	if f.last = set; err != nil {
		return nil, err
	}
	if last != nil && slices.Equal(set.Manifests, last.Manifests) {
		f.last = last
	}
	return f.last, nil
}

func (f *Folder) read() (*Set, error) {
	paths, err := Files(f.Dir)
	if err != nil {
		return nil, err
	}
	was := f.files
	f.files = make(map[string]parsed, len(paths))
	var all []*decoded
	byID := map[string]string{}
	set := &Set{}
	var first error // in the order of the files
	for _, path := range paths {
		if first != nil { // what is known of the others is kept
			if p, ok := was[path]; ok {
				f.files[path] = p
			}
			continue
		}
		d, err := f.load(path, was)
		if first = err; err != nil {
			continue
		}
		// Folders on some systems do not tell case apart.
		fold := strings.ToLower(d.manifest.ID)
		if other, ok := byID[fold]; ok {
			at := d.idAt
			first = &Error{File: d.file, Line: at.line, Column: at.column, Key: "id",
				Msg: fmt.Sprintf("%q is the ID of %s too", d.manifest.ID, other)}
			continue
		}
		byID[fold] = d.file
		all = append(all, d)
		set.Manifests = append(set.Manifests, d.manifest)
	}
	if first != nil {
		return nil, first
	}
	if err := agree(all); err != nil {
		return nil, err
	}
	return set, nil
}

// load reads one file, and parses it unless it was as it is.
func (f *Folder) load(path string, was map[string]parsed) (*decoded, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	p := parsed{sum: sha256.Sum256(data)}
	if known, ok := was[path]; ok && known.sum == p.sum {
		p = known
	} else if p.d, p.err = decode(path, data); p.d != nil {
		p.d.root = nil // the syntax tree is many times as large as what it says
	}
	f.files[path] = p
	return p.d, p.err
}

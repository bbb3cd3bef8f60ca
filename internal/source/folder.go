package source

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Folder reads the manifests of a folder over and over, and parses only files whose
// bytes are others than before: of 200 reports with 100 citations each, parsing takes
// seconds, and reading takes hundredths. Sets share the manifests of files that stayed,
// so nobody may change one. It is not safe for concurrent use.
type Folder struct {
	Dir string

	files map[string]parsed   // by path
	stood map[string]*decoded // what the last set holds, by path
	last  *Set                // that Load or Sound gave; nil: an error of Load
}

// parsed is what a file's bytes were found to be.
type parsed struct {
	sum [sha256.Size]byte
	d   *decoded // without its root
	err error
	id  string // of a report whose manifest has a mistake, by its line id
}

// Load reads all manifests (see Files) and checks that they agree with each other. Sets
// and errors are those that reading every file anew gives. Where all is as it was, it is
// the very same set.
func (f *Folder) Load() (*Set, error) {
	all, errs := f.read()
	if len(errs) == 0 {
		_, err := unlike(all, nil)
		if err == nil {
			return f.give(all, nil, nil), nil
		}
		errs = append(errs, err)
	}
	f.last, f.stood = nil, nil
	return nil, errs[0]
}

// Sound is Load without those manifests that have a mistake, and without any that
// contradict each other: in their place stands what the last set had of them, if
// anything. The error tells what is wrong with each; a missing folder matches
// fs.ErrNotExist, and comes without a set.
func (f *Folder) Sound() (*Set, error) {
	all, errs := f.read()
	if f.files == nil {
		return nil, errors.Join(errs...)
	}
	every := slices.Clone(all)
	why := map[string]string{}
	for i, n := len(all)-1, len(errs)-1; i >= 0; i-- {
		if all[i].manifest == nil { // errs has one of each, in their order
			why[all[i].file] = errs[n].Error()
			n--
			all = f.instead(all, i)
		}
	}
	for {
		which, err := unlike(all, f.stood)
		if err == nil {
			break
		}
		errs = append(errs, err)
		for _, i := range which {
			why[all[i].file] = err.Error()
			all = f.instead(all, i)
		}
	}
	return f.give(all, every, why), errors.Join(errs...)
}

// instead puts what stood in the place of a manifest, or nothing.
func (f *Folder) instead(all []*decoded, i int) []*decoded {
	if old := f.stood[all[i].file]; old != nil && old != all[i] {
		all[i] = old
		return all
	}
	return slices.Delete(all, i, i+1)
}

// give makes a set of manifests, and remembers them. Those of every that have no place
// among them are missing, and why tells of each file what is wrong with it.
func (f *Folder) give(all, every []*decoded, why map[string]string) *Set {
	set := &Set{}
	f.stood = make(map[string]*decoded, len(all))
	for _, d := range all {
		f.stood[d.file] = d
		set.Manifests = append(set.Manifests, d.manifest)
	}
	for _, d := range every {
		if f.stood[d.file] == nil {
			set.Missing = append(set.Missing, Missing{d.file, d.named(), why[d.file]})
		}
	}
	if f.last == nil || !slices.Equal(set.Manifests, f.last.Manifests) || !slices.Equal(set.Missing, f.last.Missing) {
		f.last = set
	}
	return f.last
}

// read reads all files. One with a mistake has no manifest, and an error. Where the
// folder can't be read there are none, and f.files is nil.
func (f *Folder) read() (all []*decoded, errs []error) {
	paths, err := Files(f.Dir)
	if err != nil {
		f.files = nil
		return nil, []error{err}
	}
	was := f.files
	f.files = make(map[string]parsed, len(paths))
	for _, path := range paths {
		d, err := f.load(path, was)
		if err != nil {
			d, errs = &decoded{file: path, id: f.files[path].id}, append(errs, err)
		}
		all = append(all, d)
	}
	return all, errs
}

// unlike finds manifests that can't stand beside each other, as they have one ID or want a
// source captured in two ways, and says why. which are those that have to go, from the last
// to the first: all of them, unless one of them stood so far as it is.
func unlike(all []*decoded, stood map[string]*decoded) (which []int, err error) {
	var files []string
	by := map[string]*decoded{}
	for _, d := range all {
		// Folders on some systems do not tell case apart.
		fold := strings.ToLower(d.manifest.ID)
		if by[fold] == nil {
			by[fold] = d
			continue
		}
		first := by[fold]
		for _, o := range all { // a third one is no more right than these
			if strings.ToLower(o.manifest.ID) == fold {
				files = append(files, o.file)
			}
		}
		err = &Error{File: d.file, Line: d.idAt.line, Column: d.idAt.column, Key: "id",
			Msg:  fmt.Sprintf("%q is the ID of %s too", d.manifest.ID, first.file),
			Hint: "each report has an ID of its own: change it in one of " + fileNames(files) + ", or move a copy out of the folder"}
		break
	}
	if err == nil {
		contrary, other := agree(all)
		if contrary == nil {
			return nil, nil
		}
		files, err = []string{contrary.File, other}, contrary
	}
	for i, d := range slices.Backward(all) {
		if slices.Contains(files, d.file) {
			which = append(which, i)
		}
	}
	if new := slices.DeleteFunc(slices.Clone(which), func(i int) bool { return stood[all[i].file] == all[i] }); len(new) > 0 {
		which = new
	}
	return which, err
}

// fileNames lists files without their folder.
func fileNames(paths []string) string {
	var names []string
	for _, p := range paths[:min(len(paths), 5)] {
		names = append(names, filepath.Base(p))
	}
	if more := len(paths) - len(names); more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names, ", "), more)
	}
	return strings.Join(names, ", ")
}

// idLine finds the ID in a manifest that can't be parsed.
var idLine = regexp.MustCompile(`(?m)^id:[ \t]*["']?([\w.-]+)["']?[ \t\r]*(?:#.*)?$`)

// named is the report's ID, as far as can be told.
func (d *decoded) named() string {
	if d.manifest != nil {
		return d.manifest.ID
	}
	return cmp.Or(d.id, strings.TrimSuffix(filepath.Base(d.file), filepath.Ext(d.file)))
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
	} else if m := idLine.FindSubmatch(data); m != nil {
		p.id = string(m[1])
	}
	f.files[path] = p
	return p.d, p.err
}

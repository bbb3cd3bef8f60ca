package source

import (
	"archiver/internal/store"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// MaxManifest bounds a manifest's file in bytes.
const MaxManifest = 8 << 20

// Load reads one manifest strictly. A mistake in it gives an *Error; a missing
// file matches fs.ErrNotExist.
func Load(path string) (*Manifest, error) {
	d, err := loadFile(path)
	if err != nil {
		return nil, err
	}
	if err, _ := agree([]*decoded{d}); err != nil {
		return nil, err
	}
	return d.manifest, nil
}

// Files lists the manifests (*.yaml, *.yml) of a folder, in the order of their
// names. Subfolders and hidden files are left alone. A missing folder matches
// fs.ErrNotExist.
func Files(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read manifests: %w", err)
	}
	var paths []string
	for _, e := range entries {
		name := e.Name()
		if ext := filepath.Ext(name); !e.IsDir() && !strings.HasPrefix(name, ".") && (ext == ".yaml" || ext == ".yml") {
			paths = append(paths, filepath.Join(dir, name))
		}
	}
	return paths, nil
}

// LoadSound is LoadDir without those manifests that have a mistake: see Folder.Sound.
func LoadSound(dir string) (*Set, error) {
	return (&Folder{Dir: dir}).Sound()
}

// LoadDir reads all manifests of a folder (see Files) and checks that they
// agree with each other.
func LoadDir(dir string) (*Set, error) {
	return (&Folder{Dir: dir}).Load()
}

func loadFile(path string) (*decoded, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	return decode(path, data)
}

// readFile reads a manifest's bytes, and one more than it may have where it has more.
func readFile(path string) ([]byte, error) {
	f, err := store.OpenPlain(path) // no command hangs on what is no file
	if err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("read manifest: %w", &fs.PathError{Op: "read", Path: path, Err: errors.New("is a folder")})
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxManifest+1))
	if err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	return data, nil
}

// agree checks that all citations of one URL want it captured in one way: it
// is fetched once a pass, for all of them. What says nothing disagrees with
// nothing.
func agree(all []*decoded) (err *Error, other string) {
	type said struct {
		value, file, where string
	}
	seen := map[string]said{} // key and URL
	for _, d := range all {
		for _, c := range d.settings {
			id := c.key + " " + c.url
			first, ok := seen[id]
			if !ok {
				seen[id] = said{c.value, d.file, fmt.Sprintf("%s, line %d", d.file, c.at.line)}
				continue
			}
			if first.value != c.value {
				return &Error{File: d.file, Line: c.at.line, Column: c.at.column, Key: c.path,
					Msg:  fmt.Sprintf("%q for a URL that has %q in %s", c.value, first.value, first.where),
					Hint: "a source is fetched once for all its citations: give them the same " + c.key}, first.file
			}
		}
	}
	return nil, ""
}

// reasons lists what may stand as accept.reason for each accept.verdict: the
// contract's table, without the states that need no acceptance. A fault that
// was confirmed becomes dead and keeps its reason.
func reasons(verdict string) []string {
	faults := []string{"timeout", "refused", "reset", "tls", "http-5xx", "dns-temporary"}
	switch verdict {
	case "moved":
		return []string{"redirect"}
	case "changed":
		return []string{"edited", "quote-lost", "replaced", "type"}
	case "dead":
		return append([]string{"http-404", "http-410", "soft-404", "redirected-home", "dns", "parked",
			"hijacked", "empty", "withdrawn"}, faults...)
	case "blocked":
		return []string{"bot-wall", "login-wall", "consent-wall", "forbidden", "legal-451", "geo-block",
			"rate-limited", "robots", "private-address", "unreadable"}
	case "unreachable":
		return append(faults, "redirect-loop", "too-large", "truncated", "protocol")
	}
	return nil
}

// allReasons is every reason once: what accept.archive may be narrowed by.
func allReasons() []string {
	seen := map[string]bool{}
	var all []string
	for _, v := range []string{"moved", "changed", "dead", "blocked", "unreachable"} {
		for _, r := range reasons(v) {
			if !seen[r] {
				seen[r] = true
				all = append(all, r)
			}
		}
	}
	sort.Strings(all)
	return all
}

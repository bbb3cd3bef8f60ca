package bundle

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// PlaceError says why a bundle cannot be written there.
type PlaceError struct{ Dir, Why, Hint string }

func (e *PlaceError) Error() string { return fmt.Sprintf("export to %s: %s", e.Dir, e.Why) }

// target is the folder that a bundle is made in, beside where it is to be. It is
// locked while it is worked on, so that what a killed export left can be told
// from one that is at work.
type target struct {
	dir, final string
	lock       *os.File
}

const workMark = ".export-"

// Place says whether a bundle can be written to dir: nothing is there yet, or an
// empty folder.
func Place(dir string) error {
	_, err := placeFor(dir)
	return err
}

func placeFor(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	} else if _, lerr := os.Lstat(abs); lerr == nil {
		return "", &PlaceError{dir, "it is a link that leads nowhere", "name a new folder"}
	}
	info, err := os.Stat(abs)
	switch {
	case err == nil && !info.IsDir():
		return "", &PlaceError{dir, "it is a file", "name a new folder"}
	case err == nil:
		entries, err := os.ReadDir(abs)
		if err != nil {
			return "", fmt.Errorf("export to %s: %w", dir, err)
		}
		if len(entries) > 0 {
			return "", &PlaceError{dir, "the folder is there already, and not empty", "name a new folder: a bundle is never mixed with anything else"}
		}
		if here, err := os.Getwd(); err == nil && here == abs || filepath.Dir(abs) == abs {
			return "", &PlaceError{dir, "it is the folder that this command runs in", "name a new folder in it"}
		}
	case !errors.Is(err, os.ErrNotExist):
		return "", &PlaceError{dir, err.Error(), "name a new folder"}
	}
	parent := filepath.Dir(abs)
	if info, err := os.Stat(parent); err != nil || !info.IsDir() {
		return "", &PlaceError{dir, fmt.Sprintf("there is no folder %s", parent), "make that folder first"}
	}
	return abs, nil
}

func begin(dir string) (*target, error) {
	final, err := placeFor(dir)
	if err != nil {
		return nil, err
	}
	parent, base := filepath.Split(final)
	prefix := filepath.Join(parent, "."+base+workMark)
	if left, err := filepath.Glob(escapeGlob(prefix) + "*"); err == nil {
		for _, old := range left { // what killed exports left
			if f, err := lockDir(old); err == nil {
				os.RemoveAll(old)
				f.Close()
			}
		}
	}
	var id [6]byte
	rand.Read(id[:])
	t := &target{dir: prefix + hex.EncodeToString(id[:]), final: final}
	if err := os.Mkdir(t.dir, 0o777); err != nil {
		return nil, fmt.Errorf("export to %s: %w", dir, err)
	}
	if t.lock, err = lockDir(t.dir); err != nil {
		os.RemoveAll(t.dir)
		return nil, fmt.Errorf("export to %s: %w", dir, err)
	}
	return t, nil
}

func escapeGlob(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}

func lockDir(dir string) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// finish makes the bundle appear, whole.
func (t *target) finish(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := filepath.WalkDir(t.dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncDir(p)
	})
	if err == nil {
		err = syscall.Rename(t.dir, t.final) // which takes the place of an empty folder, and of no other
	}
	if errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, syscall.EEXIST) || errors.Is(err, syscall.ENOTDIR) {
		return &PlaceError{t.final, "something came to be there meanwhile", "name a new folder"}
	}
	if err != nil {
		return fmt.Errorf("export to %s: %w", t.final, err)
	}
	t.dir = ""
	t.lock.Close()
	return syncDir(filepath.Dir(t.final))
}

// discard removes what was not finished.
func (t *target) discard() {
	if t.dir != "" {
		os.RemoveAll(t.dir)
		t.lock.Close()
	}
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

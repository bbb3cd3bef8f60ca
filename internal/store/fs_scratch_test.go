package store_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/store"
	"archiver/internal/store/storetest"
)

// placing is a folder in which each object is made of a file of its own.
type placing struct{ *store.FS }

func (p placing) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	f, err := p.Scratch()
	if err != nil {
		return err
	}
	defer f.Close()
	if err := store.CopyExactly(ctx, f, r, key, size); err != nil {
		return err
	}
	return p.Place(ctx, key, f)
}

// TestFSPlaced: what is placed obeys the contract of what is created.
func TestFSPlaced(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return placing{newFS(t, t.TempDir())} })
}

// TestFSScratch: a temporary file is read after it was placed, and nothing is left of
// one that was not.
func TestFSScratch(t *testing.T) {
	dir := t.TempDir()
	s := newFS(t, dir)
	for _, place := range []bool{true, false} {
		f, err := s.Scratch()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, "evidence"); err != nil {
			t.Fatal(err)
		}
		if place {
			if err := s.Place(t.Context(), "a/b", f); err != nil {
				t.Fatal(err)
			}
		}
		read := make([]byte, 8)
		if _, err := f.ReadAt(read, 0); err != nil || string(read) != "evidence" {
			t.Errorf("placed %t: read %q, %v", place, read, err)
		}
		if err := f.Close(); err != nil {
			t.Errorf("placed %t: %v", place, err)
		}
		left, err := os.ReadDir(filepath.Join(dir, ".tmp"))
		for _, e := range left {
			if strings.HasPrefix(e.Name(), "new-") {
				t.Errorf("placed %t: %s is left", place, e.Name())
			}
		}
		if err != nil {
			t.Error(err)
		}
	}
	if data, err := os.ReadFile(filepath.Join(dir, "a/b")); string(data) != "evidence" || err != nil {
		t.Errorf("the object holds %q, %v", data, err)
	}
}

// TestFSScratchNameless: an error tells the folder, not the name of a temporary file,
// which is gone by then.
func TestFSScratchNameless(t *testing.T) {
	dir := t.TempDir()
	s := newFS(t, dir)
	f, err := s.Scratch()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := os.Remove(f.Name()); err != nil {
		t.Fatal(err)
	}
	err = s.Place(t.Context(), "a/b", f)
	if !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), "new-") || !strings.Contains(err.Error(), "write to "+dir+"/a: ") {
		t.Errorf("%v", err)
	}
}

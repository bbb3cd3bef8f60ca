package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
)

// Scratch implements Scratcher.
func (f *FS) Scratch() (*Scratch, error) {
	root, err := f.openForWriting()
	if err != nil {
		return nil, fmt.Errorf("make temporary file: %w", err)
	}
	name := tmpDir + "/" + tmpPrefix + rand.Text()
	file, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, fmt.Errorf("make temporary file: %w", unnamed(f.dir+"/"+tmpDir, err))
	}
	return &Scratch{File: file, root: root, name: name, dir: f.dir + "/" + tmpDir}, nil
}

// unnamed is an error of a temporary file without its name, which is gone by the time that
// a person reads it: the folder says which disk is full, or what may not be written.
func unnamed(folder string, err error) error {
	var of *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &link):
		err = link.Err
	case errors.As(err, &of):
		err = of.Err
	default:
		return err
	}
	return &fs.PathError{Op: "write to", Path: folder, Err: err}
}

// Write appends to the file.
func (s *Scratch) Write(p []byte) (int, error) {
	n, err := s.File.Write(p)
	if err != nil {
		err = unnamed(s.dir, err)
	}
	return n, err
}

// Close takes the temporary name away; the bytes stay where Place gave them another.
func (s *Scratch) Close() error {
	return errors.Join(s.File.Close(), s.root.Remove(s.name))
}

// Place implements Scratcher.
func (f *FS) Place(ctx context.Context, key string, w *Scratch) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	fi, err := w.Stat()
	if err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	return f.link(ctx, w.root, key, w, fi.Size())
}

// link syncs a temporary file and gives it its name.
func (f *FS) link(ctx context.Context, root *os.Root, key string, w *Scratch, size int64) error {
	if err := w.Sync(); err != nil {
		return fmt.Errorf("create %s: %w", key, unnamed(w.dir, err))
	}
	if err := f.mkdirs(root, path.Dir(key)); err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	err := root.Link(w.name, key)
	if errors.Is(err, fs.ErrExist) {
		// It is there already, perhaps with the same bytes.
		old, _, err := f.openRegular(root, key)
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				err = ErrNotObject // a folder
			}
			return fmt.Errorf("create %s: %w", key, err)
		}
		defer old.Close()
		return f.same(ctx, root, key, old, io.NewSectionReader(w, 0, size), size)
	}
	if err != nil {
		return fmt.Errorf("create %s: %w", key, unnamed(path.Dir(f.dir+"/"+key), err))
	}
	if err := f.syncDirs(root, path.Dir(key)); err != nil {
		return fmt.Errorf("create %s: %w", key, err)
	}
	return nil
}

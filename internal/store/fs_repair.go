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

// Repair implements Repairer. What stands there, be it a link, is linked to the
// name aside before the new file takes its place; a folder is moved there, and is
// the one case in which for a moment nothing stands there.
func (f *FS) Repair(ctx context.Context, key string, r io.Reader, size int64, aside string, _ func(int) (string, error)) (Repaired, error) {
	for _, k := range []string{key, aside} {
		if err := CheckKey(k); err != nil {
			return Repaired{}, err
		}
	}
	done, err := f.repair(ctx, key, r, size, aside)
	var se *SizeError
	if err != nil && !errors.As(err, &se) {
		err = fmt.Errorf("repair %s: %w", key, err)
	}
	return done, err
}

func (f *FS) repair(ctx context.Context, key string, r io.Reader, size int64, aside string) (done Repaired, err error) {
	root, err := f.openForWriting()
	if err != nil {
		return done, err
	}
	tmp := tmpDir + "/" + tmpPrefix + rand.Text()
	w, err := root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return done, err
	}
	defer root.Remove(tmp)
	defer w.Close()
	if err := CopyExactly(ctx, w, r, key, size); err != nil {
		return done, err
	}
	if err := w.Sync(); err != nil {
		return done, err
	}
	if err := f.mkdirs(root, path.Dir(key)); err != nil {
		return done, err
	}
	there, err := root.Lstat(key)
	if err == nil {
		done.Aside = aside
		err = f.setAside(root, key, there, aside)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return done, err
	}
	if err := root.Rename(tmp, key); err != nil {
		return done, err
	}
	return done, f.syncDirs(root, path.Dir(key))
}

// setAside gives what stands under key a second name; a folder, another one.
func (f *FS) setAside(root *os.Root, key string, there fs.FileInfo, aside string) error {
	if err := f.mkdirs(root, path.Dir(aside)); err != nil {
		return err
	}
	var err error
	if there.IsDir() {
		err = root.Rename(key, aside)
	} else if err = root.Link(key, aside); errors.Is(err, fs.ErrExist) {
		// A repair that died may have done so; any other file stays what it is.
		old, lerr := root.Lstat(aside)
		if lerr != nil || !os.SameFile(old, there) {
			return errors.Join(fmt.Errorf("%s: %w", aside, ErrExists), lerr)
		}
		err = nil
	}
	if err != nil {
		return err
	}
	return f.syncDirs(root, path.Dir(aside))
}

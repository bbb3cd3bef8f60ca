package store

import (
	"bytes"
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
	if err = f.mkdirs(root, path.Dir(key)); errors.Is(err, ErrNotObject) {
		if err = f.clear(root, path.Dir(key), aside); err == nil {
			done.Aside = aside
			err = f.mkdirs(root, path.Dir(key))
		}
	}
	if err != nil {
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
		// A repair that died may have done so, or one before kept the same bytes; any
		// other file stays what it is.
		same, serr := f.kept(root, key, there, aside)
		if !same {
			return errors.Join(fmt.Errorf("%s: %w", aside, ErrExists), serr)
		}
		err = nil
	}
	if err != nil {
		return err
	}
	return f.syncDirs(root, path.Dir(aside))
}

// clear moves aside what stands where a folder is needed.
func (f *FS) clear(root *os.Root, dir, aside string) error {
	if err := f.mkdirs(root, path.Dir(aside)); err != nil {
		return err
	}
	if _, err := root.Lstat(aside); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(fmt.Errorf("%s: %w", aside, ErrExists), err)
	}
	for i := range len(dir) + 1 {
		if i < len(dir) && dir[i] != '/' || i == 0 {
			continue
		}
		if fi, err := root.Lstat(dir[:i]); err != nil {
			return err
		} else if fi.IsDir() {
			continue
		}
		if err := root.Rename(dir[:i], aside); err != nil {
			return err
		}
		return errors.Join(f.syncDirs(root, path.Dir(aside)), f.syncDirs(root, parentOf(dir[:i])))
	}
	return nil
}

// kept says whether what stands aside is what stands under key, or a copy of it.
func (f *FS) kept(root *os.Root, key string, there fs.FileInfo, aside string) (bool, error) {
	old, err := root.Lstat(aside)
	if err != nil || os.SameFile(old, there) {
		return err == nil, err
	}
	if !old.Mode().IsRegular() || !there.Mode().IsRegular() || old.Size() != there.Size() {
		return false, nil
	}
	a, fa, err := f.openRegular(root, key)
	if err != nil {
		return false, err
	}
	defer a.Close()
	b, fb, err := f.openRegular(root, aside)
	if err != nil {
		return false, err
	}
	defer b.Close()
	if fa.Size() != fb.Size() {
		return false, nil
	}
	x, y := make([]byte, 64<<10), make([]byte, 64<<10)
	for left := fa.Size(); left > 0; {
		n := min(left, int64(len(x)))
		if _, err := io.ReadFull(a, x[:n]); err != nil {
			return false, err
		}
		if _, err := io.ReadFull(b, y[:n]); err != nil {
			return false, err
		}
		if !bytes.Equal(x[:n], y[:n]) {
			return false, nil
		}
		left -= n
	}
	return true, nil
}

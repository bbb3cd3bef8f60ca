package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// SwapFile is Swap for a file outside any store: it replaces the file at path
// if its content is still old (nil: there is no file), else gives ErrConflict.
// After a nil error the new content survives a power cut. Readers see the old
// content or the new, never a mixture. Beside the file it leaves a lock file
// (path + ".lock"). The file is readable by its owner only. Unlike Swap it has
// no limit of size.
func SwapFile(ctx context.Context, path string, old, new []byte) error {
	dir, name := filepath.Split(filepath.Clean(path))
	if dir == "" {
		dir = "."
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("swap %s: %w", path, err)
	}
	if err := mkdirDurably(abs); err != nil {
		return fmt.Errorf("swap %s: %w", path, err)
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return fmt.Errorf("swap %s: %w", path, err)
	}
	defer root.Close()
	err = swapIn(ctx, root, swapNames{value: name, lock: name + ".lock", tmp: name + ".new", private: true}, old, new)
	if err == nil {
		err = fsyncDir(root, ".")
	}
	if err != nil {
		return fmt.Errorf("swap %s: %w", path, err)
	}
	return nil
}

type swapNames struct {
	value, lock, tmp string
	private          bool
}

// swapIn does the swap under a lock, all but the sync of the folder.
func swapIn(ctx context.Context, root *os.Root, n swapNames, old, new []byte) error {
	perm := os.FileMode(0o666)
	if n.private {
		perm = 0o600
	}
	lock, err := root.OpenFile(n.lock, os.O_RDWR|os.O_CREATE, perm)
	if err != nil {
		return err
	}
	defer lock.Close() // and unlocks
	if err := flock(ctx, lock); err != nil {
		return err
	}
	// Reading one byte more than expected is enough to see a difference.
	now, err := readRegular(root, n.value, int64(len(old))+1)
	if err != nil {
		return err
	}
	if (now == nil) != (old == nil) || !bytes.Equal(now, old) {
		return ErrConflict
	}
	// Under the lock nobody else uses the temporary name; a leftover goes.
	if err := root.Remove(n.tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	w, err := root.OpenFile(n.tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	_, err = w.Write(new)
	if err == nil {
		err = w.Sync()
	}
	if cerr := w.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = root.Rename(n.tmp, n.value)
	}
	if err != nil {
		root.Remove(n.tmp)
	}
	return err
}

// readRegular gives the first limit bytes of a file, nil if there is none.
func readRegular(root *os.Root, key string, limit int64) ([]byte, error) {
	fi, err := root.Lstat(key)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !fi.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file (%s): %w", key, fi.Mode().Type(), ErrNotObject)
	}
	file, err := root.Open(key)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit))
	if data == nil {
		data = []byte{}
	}
	return data, err
}

// flock waits for the lock on a file, or for the context.
func flock(ctx context.Context, file *os.File) error {
	wait := time.Millisecond
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return ctx.Err()
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return fmt.Errorf("lock %s: %w", file.Name(), err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
			wait = min(2*wait, 20*time.Millisecond)
		}
	}
}

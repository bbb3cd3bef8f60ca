package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile replaces a file in one step, making its folder: a kill leaves the
// old one or the new one.
func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return asOutput("write "+path, path, fmt.Errorf("write %s: %w", path, err))
	}
	return copyToFile(path, bytes.NewReader(data))
}

// copyToFile writes a file that is whole or not there. What is no ordinary file,
// such as /dev/null or a pipe, is written to and never replaced; a link stays,
// and what it leads to is replaced.
func copyToFile(path string, r io.Reader) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		return &usageError{msg: fmt.Sprintf("write %s: there is no folder %s", path, filepath.Dir(path)), hint: "make the folder first, or name another"}
	} else if err != nil {
		return &usageError{msg: fmt.Sprintf("write %s: %v", path, err)}
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return &usageError{msg: fmt.Sprintf("write %s: it is a folder", path), hint: "name a file"}
	case err == nil && !info.Mode().IsRegular():
		err = writeThrough(path, r)
	default:
		err = replace(path, r, nil)
	}
	if err != nil {
		return asOutput("write "+path, path, fmt.Errorf("write %s: %w", path, err))
	}
	return nil
}

func writeThrough(path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// replace writes a new file and puts it in the place of path, whose permissions
// it keeps. Ready, if any, is asked last, when the new file is durable: with its
// error, the old one stays.
func replace(path string, r io.Reader, ready func() error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := fillFor(path, f, r); err != nil {
		return err
	}
	if ready != nil {
		if err := ready(); err != nil {
			return err
		}
	}
	return putInPlace(f.Name(), path)
}

// fillFor writes what is to take the place of path, with its permissions, and closes f.
func fillFor(path string, f *os.File, r io.Reader) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	_, err := io.Copy(f, r)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// putInPlace gives a file that is durable another's place beside it.
func putInPlace(file, path string) error {
	if err := os.Rename(file, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

package store

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// OpenPlain opens a file outside a store, for reading, that has to be a plain one: to
// open a pipe would wait for whoever writes to it, for ever if nobody does. A folder is
// told of where it is read.
func OpenPlain(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if errors.Is(err, syscall.ENXIO) { // a socket, or a device that is not there
		return nil, notPlain(name)
	}
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		f.Close()
		return nil, notPlain(name)
	}
	return f, nil
}

func notPlain(name string) error {
	return &os.PathError{Op: "open", Path: name, Err: errors.New("is no plain file, but a pipe, a device or the like")}
}

// ReadPlain reads such a file.
func ReadPlain(name string) ([]byte, error) {
	f, err := OpenPlain(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

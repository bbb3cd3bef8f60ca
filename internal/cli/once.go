package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// once is a store from which one object is read over the network a single time:
// into a file, which is what is hashed and what is read after that.
type once struct {
	store.Store
	key string

	file *os.File
	size int64
	err  error // why it could not be read
}

// readOnce makes s read an object once; a folder is near enough to be read twice.
// What may not be read at all is no damage. The caller calls done.
func (s *session) readOnce(ctx context.Context, key string) (done func(), err error) {
	if _, local := s.store.(*store.FS); local {
		return func() {}, nil
	}
	o := &once{Store: s.store, key: key}
	if o.err = o.fetch(ctx); errors.Is(o.err, s3.ErrDenied) {
		return nil, o.err
	}
	s.store = o
	return o.close, nil
}

// Open implements store.Store.
func (o *once) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if key != o.key {
		return o.Store.Open(ctx, key, off, n)
	}
	if o.err != nil {
		return nil, o.err
	}
	if err := store.CheckRange(key, off); err != nil {
		return nil, err
	}
	off = min(off, o.size)
	if n < 0 || n > o.size-off {
		n = o.size - off
	}
	return piece{io.NewSectionReader(o.file, off, n)}, nil
}

func (o *once) fetch(ctx context.Context) error {
	r, err := o.Store.Open(ctx, o.key, 0, -1)
	if err != nil {
		return err
	}
	defer r.Close()
	f, err := os.CreateTemp("", "archiver-*")
	if err != nil {
		return fmt.Errorf("read %s: %w", o.key, err)
	}
	os.Remove(f.Name()) // it lives as long as it is open
	size, err := io.Copy(f, r)
	if err != nil {
		f.Close()
		return fmt.Errorf("read %s: %w", o.key, err)
	}
	o.file, o.size = f, size
	return nil
}

func (o *once) close() {
	if o.file != nil {
		o.file.Close()
	}
}

// piece is a part of the file, as a store gives it.
type piece struct{ *io.SectionReader }

func (piece) Close() error { return nil }

package watch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"sync"

	"archiver/internal/store"
)

// spoolInMemory is how large a WACZ is kept in memory until it is stored; the
// rest goes to a file.
const spoolInMemory = 4 << 20

// spool holds a WACZ between packing and storing. Where the store can make an object of
// a file without copying it, the file is the store's; else it has no name, and a kill
// leaves nothing of it.
type spool struct {
	dir   string
	store store.Scratcher // nil: cannot
	buf   *bytes.Buffer
	f     *os.File
	own   *store.Scratch // the store's file that f is of, or nil
}

var spoolBuffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// newSpool makes one for bytes that are not stored as they are.
func newSpool(dir string) *spool { return &spool{dir: dir, buf: spoolBuffers.Get().(*bytes.Buffer)} }

// newSpool makes one for an object.
func (w *Watcher) newSpool() *spool {
	s := newSpool(w.cfg.SpoolDir)
	s.store, _ = w.cfg.Store.(store.Scratcher)
	return s
}

// Write appends to the spool.
func (s *spool) Write(p []byte) (int, error) {
	if s.f == nil && s.buf.Len()+len(p) <= spoolInMemory {
		return s.buf.Write(p)
	}
	if s.f == nil {
		err := s.open()
		if err == nil {
			_, err = s.append(s.buf.Bytes())
		}
		if err != nil {
			return 0, fmt.Errorf("spool snapshot: %w", err)
		}
	}
	return s.append(p)
}

// append writes to the file.
func (s *spool) append(p []byte) (int, error) {
	if s.own != nil {
		return s.own.Write(p)
	}
	return s.f.Write(p)
}

// open makes the file.
func (s *spool) open() (err error) {
	if s.store != nil {
		if s.own, err = s.store.Scratch(); err == nil {
			s.f = s.own.File
		}
		return err
	}
	if s.f, err = os.CreateTemp(s.dir, "archiver-*.wacz"); err != nil {
		return err
	}
	return os.Remove(s.f.Name())
}

// create stores what was written under key: size bytes.
func (s *spool) create(ctx context.Context, st store.Store, key string, size int64) error {
	if s.own != nil {
		return s.store.Place(ctx, key, s.own)
	}
	return st.Create(ctx, key, s.Reader(size), size)
}

// Reader reads the spool from its beginning.
func (s *spool) Reader(size int64) io.Reader {
	if s.f != nil {
		return io.NewSectionReader(s.f, 0, size)
	}
	return bytes.NewReader(s.buf.Bytes())
}

// at reads it in any order.
func (s *spool) at() io.ReaderAt {
	if s.f != nil {
		return s.f
	}
	return bytes.NewReader(s.buf.Bytes())
}

// Close lets go of the bytes.
func (s *spool) Close() error {
	s.buf.Reset()
	spoolBuffers.Put(s.buf)
	if s.own != nil {
		return s.own.Close()
	}
	if s.f != nil {
		return s.f.Close()
	}
	return nil
}

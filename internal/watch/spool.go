package watch

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"
)

// spoolInMemory is how large a WACZ is kept in memory until it is stored; the
// rest goes to an unlinked file.
const spoolInMemory = 4 << 20

// spool holds a WACZ between packing and storing. A kill leaves nothing of it.
type spool struct {
	dir string
	buf *bytes.Buffer
	f   *os.File
}

var spoolBuffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func newSpool(dir string) *spool { return &spool{dir: dir, buf: spoolBuffers.Get().(*bytes.Buffer)} }

// Write appends to the spool.
func (s *spool) Write(p []byte) (int, error) {
	if s.f == nil && s.buf.Len()+len(p) <= spoolInMemory {
		return s.buf.Write(p)
	}
	if s.f == nil {
		f, err := os.CreateTemp(s.dir, "archiver-*.wacz")
		if err == nil {
			err = os.Remove(f.Name())
		}
		if err == nil {
			_, err = f.Write(s.buf.Bytes())
		}
		if err != nil {
			return 0, fmt.Errorf("spool snapshot: %w", err)
		}
		s.f = f
	}
	return s.f.Write(p)
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
	if s.f != nil {
		return s.f.Close()
	}
	return nil
}

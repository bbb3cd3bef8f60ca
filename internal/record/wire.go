package record

import (
	"bytes"
	"errors"
	"io"
	"sync"
)

// wireSize is one read from the socket. Buffers are lent to exchanges, not to
// connections, so idle connections cost no memory.
const wireSize = 32 << 10

var wirePool = sync.Pool{New: func() any { return new([wireSize]byte) }}

// errLineTooLong is what a line beyond its limit ends with.
var errLineTooLong = errors.New("a line is too long")

// wire reads ahead from a connection and keeps what was consumed until its
// owner decides that it belongs to the exchange:
//
//	buf[mark:r] consumed, not yet recorded
//	buf[r:w]    read ahead
type wire struct {
	src        io.Reader
	buf        []byte
	mark, r, w int
}

func newWire(src io.Reader) *wire {
	return &wire{src: src, buf: wirePool.Get().(*[wireSize]byte)[:]}
}

// free gives the buffer back. The wire may not be read afterwards.
func (w *wire) free() {
	if len(w.buf) == wireSize {
		wirePool.Put((*[wireSize]byte)(w.buf))
	}
	*w = wire{src: w.src}
}

// ahead is how many bytes were read and not consumed.
func (w *wire) ahead() int { return w.w - w.r }

// pending are the bytes consumed and not recorded.
func (w *wire) pending() []byte { return w.buf[w.mark:w.r] }

// fill reads once from the connection. It makes room by moving and, while much
// is pending, by growing: callers bound what they leave pending.
func (w *wire) fill() error {
	if w.buf == nil {
		return io.ErrClosedPipe
	}
	if w.mark == w.w {
		w.mark, w.r, w.w = 0, 0, 0
	}
	if w.w == len(w.buf) {
		if w.mark > 0 {
			n := copy(w.buf, w.buf[w.mark:w.w])
			w.r -= w.mark
			w.mark, w.w = 0, n
		} else {
			bigger := make([]byte, 2*len(w.buf))
			copy(bigger, w.buf)
			if len(w.buf) == wireSize {
				wirePool.Put((*[wireSize]byte)(w.buf))
			}
			w.buf = bigger
		}
	}
	for range 100 {
		n, err := w.src.Read(w.buf[w.w:])
		if n > 0 {
			w.w += n
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

// line consumes up to and including the next line feed, at most limit bytes.
// What it returns is valid until the next read.
func (w *wire) line(limit int) ([]byte, error) {
	seen := 0
	for {
		if i := bytes.IndexByte(w.buf[w.r+seen:w.w], '\n'); i >= 0 {
			n := seen + i + 1
			if n > limit {
				return nil, errLineTooLong
			}
			w.r += n
			return w.buf[w.r-n : w.r], nil
		}
		seen = w.ahead()
		if seen >= limit {
			return nil, errLineTooLong
		}
		if err := w.fill(); err != nil {
			return nil, err
		}
	}
}

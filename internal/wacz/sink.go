package wacz

import (
	"crypto/sha256"
	"hash"
	"io"
	"sync"
)

// Sum is what a whole file hashes to.
type Sum struct {
	SHA256 [32]byte
	Size   int64 // in bytes
}

// sink writes to w and hashes on the way, in the background: while one buffer
// is hashed and written the next is filled.
type sink struct {
	w          io.Writer
	fill, busy *[]byte // busy is being hashed and written until wait returns
	background sync.WaitGroup
	sum256     hash.Hash
	size       int64
	err        error // of w; settled after background.Wait
}

const sinkBuffer = 256 << 10

var sinkPool = sync.Pool{New: func() any { b := make([]byte, 0, sinkBuffer); return &b }}

func newSink(w io.Writer) *sink {
	s := &sink{w: w, fill: sinkPool.Get().(*[]byte), busy: sinkPool.Get().(*[]byte), sum256: sha256.New()}
	*s.fill = (*s.fill)[:0] // it may come back full
	return s
}

func (s *sink) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		free := (*s.fill)[len(*s.fill):sinkBuffer]
		k := copy(free, p)
		*s.fill = (*s.fill)[:len(*s.fill)+k]
		p = p[k:]
		if len(*s.fill) == sinkBuffer {
			if err := s.flush(); err != nil {
				return 0, err
			}
		}
	}
	s.size += int64(n)
	return n, nil
}

func (s *sink) flush() error {
	s.background.Wait()
	if s.err != nil {
		return s.err
	}
	s.fill, s.busy = s.busy, s.fill
	*s.fill = (*s.fill)[:0]
	full := *s.busy
	s.background.Go(func() {
		s.sum256.Write(full)
		_, s.err = s.w.Write(full)
	})
	return nil
}

// finish writes what is left and returns the sums. The sink is of no use after.
func (s *sink) finish() (Sum, error) {
	err := s.flush()
	s.background.Wait()
	if err == nil {
		err = s.err
	}
	sinkPool.Put(s.fill)
	sinkPool.Put(s.busy)
	s.fill, s.busy = nil, nil
	sum := Sum{Size: s.size}
	s.sum256.Sum(sum.SHA256[:0])
	return sum, err
}

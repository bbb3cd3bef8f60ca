package record

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"sync"
)

// chunkSize is the unit of memory for blocks. Most requests and many responses
// fit one.
const chunkSize = 8 << 10

var chunkPool = sync.Pool{New: func() any { return new([chunkSize]byte) }}

// ErrReleased says that a block was opened after its exchange was released.
var ErrReleased = errors.New("the exchange was released")

// Block is recorded bytes, in memory or in a file that has no name.
type Block struct {
	n   int64
	sum [32]byte

	chunks []*[chunkSize]byte // all full but the last
	file   *os.File           // instead of chunks
	kept   []byte             // instead of both: not nil, and never given back

	mu       sync.Mutex
	readers  int
	released bool
}

// Len is the block's size in bytes.
func (b *Block) Len() int64 { return b.n }

// SHA256 is the digest of the whole block.
func (b *Block) SHA256() [32]byte { return b.sum }

// Open reads the block from its start. Several readers may be open at once.
func (b *Block) Open() (io.ReadCloser, error) {
	r, err := b.open(0)
	if err != nil {
		return nil, err
	}
	return r, nil
}

func (b *Block) open(off int64) (*blockReader, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.released {
		return nil, fmt.Errorf("open block: %w", ErrReleased)
	}
	b.readers++
	return &blockReader{b: b, off: off, end: b.n}, nil
}

// release gives the storage back once the last reader is closed.
func (b *Block) release() {
	if b == nil || b.kept != nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.released = true
	b.reclaim()
}

// keep copies the block into memory that is never given back.
func (b *Block) keep() (*Block, error) {
	if b == nil {
		return nil, nil
	}
	r, err := b.open(0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	k := &Block{n: b.n, sum: b.sum, kept: make([]byte, b.n)}
	_, err = io.ReadFull(r, k.kept)
	return k, err
}

func (b *Block) reclaim() {
	if !b.released || b.readers > 0 {
		return
	}
	for _, c := range b.chunks {
		chunkPool.Put(c)
	}
	b.chunks = nil
	if b.file != nil {
		b.file.Close() // nothing to lose: the file has no name
		b.file = nil
	}
}

// at returns bytes at off without copying where they are in memory, else it
// reads into p.
func (b *Block) at(off int64, p []byte) ([]byte, error) {
	p = p[:min(int64(len(p)), b.n-off)]
	if b.file != nil {
		n, err := b.file.ReadAt(p, off)
		if n > 0 {
			err = nil
		}
		return p[:n], err
	}
	if b.kept != nil {
		return b.kept[off : off+int64(len(p))], nil
	}
	c := b.chunks[off/chunkSize][off%chunkSize:]
	return c[:min(len(c), len(p))], nil
}

type blockReader struct {
	b        *Block // nil once closed
	off, end int64
}

func (r *blockReader) Read(p []byte) (int, error) {
	if r.b == nil {
		return 0, os.ErrClosed
	}
	if r.off >= r.end {
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	p = p[:min(int64(len(p)), r.end-r.off)]
	data, err := r.b.at(r.off, p)
	n := copy(p, data)
	r.off += int64(n)
	if err != nil {
		err = fmt.Errorf("read spooled block: %w", err)
	}
	return n, err
}

// WriteTo spares io.Copy its buffer.
func (r *blockReader) WriteTo(w io.Writer) (n int64, err error) {
	if r.b == nil {
		return 0, os.ErrClosed
	}
	buf := wirePool.Get().(*[wireSize]byte)
	defer wirePool.Put(buf)
	for r.off < r.end {
		data, err := r.b.at(r.off, buf[:min(wireSize, r.end-r.off)])
		if err != nil {
			return n, fmt.Errorf("read spooled block: %w", err)
		}
		m, err := w.Write(data)
		r.off += int64(m)
		n += int64(m)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func (r *blockReader) Close() error {
	if r.b == nil {
		return nil
	}
	b := r.b
	r.b = nil
	b.mu.Lock()
	defer b.mu.Unlock()
	b.readers--
	b.reclaim()
	return nil
}

// blockWriter fills a Block. It is not safe for concurrent use.
type blockWriter struct {
	b    *Block
	hash hash.Hash
	at   int64 // bytes kept in memory
	dir  string
	err  error
}

func newBlockWriter(at int64, dir string) *blockWriter {
	return &blockWriter{b: &Block{}, hash: sha256.New(), at: at, dir: dir}
}

// Write appends p. Its error is our own failure, such as a full disk, and
// stays.
func (w *blockWriter) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	b := w.b
	if b.file == nil && b.n+int64(len(p)) > w.at {
		if w.err = w.spill(); w.err != nil {
			return 0, w.err
		}
	}
	w.hash.Write(p)
	if b.file != nil {
		n, err := b.file.Write(p)
		b.n += int64(n)
		if err != nil {
			w.err = fmt.Errorf("spool body: %w", err)
		}
		return n, w.err
	}
	for rest := p; len(rest) > 0; {
		fill := int(b.n % chunkSize)
		if fill == 0 {
			b.chunks = append(b.chunks, chunkPool.Get().(*[chunkSize]byte))
		}
		n := copy(b.chunks[len(b.chunks)-1][fill:], rest)
		rest = rest[n:]
		b.n += int64(n)
	}
	return len(p), nil
}

// spill moves what is in memory to a file that it removes at once, so that no
// crash leaves it behind.
func (w *blockWriter) spill() error {
	f, err := os.CreateTemp(w.dir, "archiver-spool-*")
	if err != nil {
		return fmt.Errorf("make spool file: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return fmt.Errorf("unlink spool file: %w", err)
	}
	b := w.b
	left := b.n
	for _, c := range b.chunks {
		n := min(left, chunkSize)
		if _, err := f.Write(c[:n]); err != nil {
			f.Close()
			return fmt.Errorf("spool body: %w", err)
		}
		left -= n
		chunkPool.Put(c)
	}
	b.chunks = nil
	b.file = f
	return nil
}

// finish closes the block to writing.
func (w *blockWriter) finish() *Block {
	w.hash.Sum(w.b.sum[:0])
	return w.b
}

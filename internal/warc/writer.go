package warc

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// level is the effort spent on what is not compressed yet. On real pages level
// 1 costs a fifth less time for 4 % more bytes, level 6 a quarter more time for
// 4 % fewer.
const level = 3

// A request or a note is compressed at the least effort: at level 3 most of its
// time goes into the compressor's larger tables, for 8 bytes.
const (
	small      = 4 << 10
	smallLevel = gzip.BestSpeed
)

// Writer writes records, each as one gzip member. It is not safe for
// concurrent use. After an error nothing more can be written.
type Writer struct {
	w   io.Writer
	off int64
	err error
}

// NewWriter returns a Writer whose first record stands at offset 0 of w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// WriteOptions tells how to write one record.
type WriteOptions struct {
	// Stored writes the member in stored deflate blocks: for content that
	// is compressed already (see Compressed).
	Stored bool
}

// Entry is where a record went.
type Entry struct {
	// Offset and Length delimit the gzip member in the file, in bytes.
	Offset, Length int64
	// Digest is the SHA-256 of the member, the recordDigest of a CDXJ line.
	Digest [32]byte
}

// LengthError is content that is not as long as the record says.
type LengthError struct {
	Want, Got int64 // Got is Want+1 when there is more
}

func (e *LengthError) Error() string {
	return fmt.Sprintf("write record: content of %d bytes announced, got %d", e.Want, e.Got)
}

// Write writes one record, reading exactly r.Length bytes of r.Content, which
// must end there. It returns *HeaderError before anything is written, else
// *LengthError or the error of the reader or the writer.
func (w *Writer) Write(r *Record, opt WriteOptions) (Entry, error) {
	if w.err != nil {
		return Entry{}, w.err
	}
	head, err := appendHead(make([]byte, 0, 1024), r)
	if err != nil {
		return Entry{}, err
	}
	m := borrow(effort(r.Length, opt))
	defer m.giveBack()
	m.reset(w.w)
	err = m.writeRecord(head, r)
	e := Entry{Offset: w.off, Length: m.n}
	m.sum.Sum(e.Digest[:0])
	w.off += m.n
	if err != nil {
		w.err = err
		return Entry{}, err
	}
	return e, nil
}

func appendHead(b []byte, r *Record) ([]byte, error) {
	if r.Length < 0 {
		return nil, &LengthError{Want: r.Length}
	}
	b = append(b, "WARC/1.1\r\n"...)
	for _, f := range r.Header {
		if strings.EqualFold(f.Name, "Content-Length") {
			continue
		}
		if err := f.check(); err != nil {
			return nil, err
		}
		b = append(b, f.Name...)
		b = append(b, ": "...)
		b = append(b, f.Value...)
		b = append(b, "\r\n"...)
	}
	b = append(b, "Content-Length: "...)
	b = strconv.AppendInt(b, r.Length, 10)
	return append(b, "\r\n\r\n"...), nil
}

// member is one gzip member being written: compressor, then a buffer (deflate
// hands out its output in crumbs), then count and hash. A compressor is large,
// so members are pooled.
type member struct {
	level int
	gz    *gzip.Writer
	buf   *bufio.Writer
	copy  []byte
	sum   hash.Hash
	w     io.Writer
	n     int64
}

var pools [level + 1]sync.Pool // of *member, by level

func effort(length int64, opt WriteOptions) int {
	switch {
	case opt.Stored:
		return gzip.NoCompression
	case length <= small:
		return smallLevel
	}
	return level
}

func borrow(level int) *member {
	if m, ok := pools[level].Get().(*member); ok {
		return m
	}
	m := &member{level: level, sum: sha256.New(), copy: make([]byte, 64<<10)}
	m.buf = bufio.NewWriterSize(m, 64<<10)
	m.gz, _ = gzip.NewWriterLevel(m.buf, level) // fails on an unknown level only
	return m
}

func (m *member) giveBack() {
	m.w = nil
	pools[m.level].Put(m)
}

func (m *member) reset(w io.Writer) {
	m.w, m.n = w, 0
	m.sum.Reset()
	m.buf.Reset(m)
	m.gz.Reset(m.buf)
}

// Write takes the finished bytes of the member.
func (m *member) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	m.sum.Write(p[:n])
	m.n += int64(n)
	return n, err
}

func (m *member) writeRecord(head []byte, r *Record) error {
	if _, err := m.gz.Write(head); err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	if err := m.writeContent(r.Content, r.Length); err != nil {
		return err
	}
	if _, err := io.WriteString(m.gz, "\r\n\r\n"); err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	if err := m.gz.Close(); err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	if err := m.buf.Flush(); err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	return nil
}

func (m *member) writeContent(content io.Reader, length int64) error {
	if content == nil {
		content = strings.NewReader("")
	}
	// The buffer is our own: io.CopyBuffer would let the source choose.
	n, err := io.CopyBuffer(struct{ io.Writer }{m.gz}, struct{ io.Reader }{io.LimitReader(content, length)}, m.copy)
	if err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	if n < length {
		return &LengthError{Want: length, Got: n}
	}
	switch extra, err := io.ReadFull(content, m.copy[:1]); {
	case extra > 0:
		return &LengthError{Want: length, Got: length + 1}
	case err != nil && !errors.Is(err, io.EOF):
		return fmt.Errorf("write record: %w", err)
	}
	return nil
}

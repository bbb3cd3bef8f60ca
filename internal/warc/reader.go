package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// Bounds of what a Reader takes.
const (
	maxHeader  = 256 << 10 // bytes of one record header
	maxLines   = 1000
	maxPadding = 4 << 10 // bytes of line ends between records
)

// Faults of a file, wrapped in a *ReadError.
var (
	ErrNotWARC        = errors.New("not a WARC record")
	ErrHeaderTooLarge = errors.New("header too large")
	ErrHeaderSyntax   = errors.New("malformed header")
	ErrContentLength  = errors.New("missing or bad content length")
	ErrTrailing       = errors.New("more bytes after the record than it announces")
)

// ReadError is a fault of the file, not of reading it.
type ReadError struct {
	// Offset is where the broken record starts in the file, in bytes.
	Offset int64
	Err    error
}

func (e *ReadError) Error() string {
	return fmt.Sprintf("read record at offset %d: %v", e.Offset, e.Err)
}
func (e *ReadError) Unwrap() error { return e.Err }

// Reader reads records one after another, from gzip members or plain text, or
// a mixture. It is not safe for concurrent use.
type Reader struct {
	count counter
	raw   *bufio.Reader // the file
	gz    *gzip.Reader  // the member, when gzipped
	dec   *bufio.Reader // what is inside it
	src   *bufio.Reader // raw or dec: where the record stands; nil between members
	start int64         // offset of the member
	body  *content      // of the current record
	lost  bool          // the last call failed: look for the next record
}

// NewReader returns a Reader of the file r.
func NewReader(r io.Reader) *Reader {
	x := &Reader{count: counter{r: r}}
	x.raw = bufio.NewReaderSize(&x.count, 16<<10)
	return x
}

// counter counts what is read and keeps an error of the source apart from the
// faults that the same error causes further up.
type counter struct {
	r   io.Reader
	n   int64
	err error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

func (r *Reader) offset() int64 { return r.count.n - int64(r.raw.Buffered()) }

// Next returns the next record, skipping what is left of the last one, and
// io.EOF after the last. A *ReadError tells of a broken record, maybe the one
// just skipped; a further call goes on with the next that can be found, and
// makes progress, so a loop ends. Other errors are those of the source.
func (r *Reader) Next() (*Record, error) {
	rec, err := r.next()
	if err != nil {
		r.src, r.body = nil, nil
		r.lost = err != io.EOF
	}
	return rec, err
}

func (r *Reader) next() (*Record, error) {
	if r.lost {
		r.lost = false
		if err := r.resync(); err != nil {
			return nil, err
		}
	}
	if err := r.finish(); err != nil {
		return nil, err
	}
	if r.src == nil {
		if err := r.open(); err != nil {
			return nil, err
		}
	}
	if r.src == r.raw {
		r.start = r.offset()
	}
	h, err := readHeader(r.src)
	if err != nil {
		return nil, r.fault(err)
	}
	// ParseUint: a sign is no digit. 63 bits: it has to fit an int64.
	n, err := strconv.ParseUint(h.Get("Content-Length"), 10, 63)
	if err != nil {
		return nil, r.fault(ErrContentLength)
	}
	r.body = &content{r: r, left: int64(n)}
	return &Record{Header: h, Content: r.body, Length: int64(n), Offset: r.start}, nil
}

// finish skips the rest of the current record and the line ends after it, and
// leaves src nil when its member is at an end.
func (r *Reader) finish() error {
	if r.body == nil {
		return nil
	}
	if _, err := io.Copy(io.Discard, r.body); err != nil {
		return err
	}
	r.body = nil
	switch err := skipPadding(r.src); {
	case err == io.EOF:
		r.src = nil // a plain file ends, or the member (checksum verified)
	case err != nil:
		return r.fault(err)
	case r.src == r.raw:
		r.src = nil // a gzip member may follow a plain record
	default:
		if b, _ := r.src.Peek(5); string(b) != "WARC/" {
			return r.fault(ErrTrailing)
		}
	}
	return nil
}

// open starts on what follows in the file: a gzip member or a plain record.
func (r *Reader) open() error {
	switch err := skipPadding(r.raw); {
	case err == io.EOF:
		return io.EOF
	case err != nil:
		r.start = r.offset()
		return r.fault(err)
	}
	r.start = r.offset()
	gzipped, plain := r.ahead()
	if plain {
		r.src = r.raw
		return nil
	}
	if !gzipped {
		return r.fault(ErrNotWARC)
	}
	var err error
	if r.gz == nil {
		r.gz, err = gzip.NewReader(r.raw)
		r.dec = bufio.NewReaderSize(nil, 4<<10)
	} else {
		err = r.gz.Reset(r.raw)
	}
	if err != nil {
		return r.fault(err)
	}
	r.gz.Multistream(false)
	r.dec.Reset(r.gz)
	r.src = r.dec
	return nil
}

// ahead tells what the file goes on with: a gzip member, a plain record or
// something else.
func (r *Reader) ahead() (gzipped, plain bool) {
	b, _ := r.raw.Peek(5) // an error of the source comes back when it is read
	return bytes.HasPrefix(b, []byte{0x1f, 0x8b, 8}), string(b) == "WARC/"
}

// resync goes to the next thing in the file that looks like a record.
func (r *Reader) resync() error {
	if r.offset() == r.start {
		r.raw.Discard(1)
	}
	for {
		if gzipped, plain := r.ahead(); gzipped || plain {
			return nil
		}
		if _, err := r.raw.Discard(1); err != nil {
			return err
		}
	}
}

// fault blames the record for an error of its bytes, but not for an error of
// the source, which is passed on as it is.
func (r *Reader) fault(err error) error {
	if r.count.err != nil {
		return fmt.Errorf("read record at offset %d: %w", r.start, r.count.err)
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return &ReadError{Offset: r.start, Err: err}
}

// content is the block of the current record.
type content struct {
	r    *Reader
	left int64
}

func (c *content) Read(p []byte) (int, error) {
	if c.left == 0 {
		return 0, io.EOF
	}
	if c.r.body != c {
		return 0, errors.New("read record: the reader has gone on to another")
	}
	if int64(len(p)) > c.left {
		p = p[:c.left]
	}
	n, err := c.r.src.Read(p)
	c.left -= int64(n)
	if err == io.EOF && c.left == 0 {
		return n, nil
	}
	if err != nil {
		return n, c.r.fault(err)
	}
	return n, nil
}

// skipPadding skips line ends. It returns io.EOF when nothing follows.
func skipPadding(br *bufio.Reader) error {
	for range maxPadding {
		b, err := br.ReadByte()
		if err != nil {
			return err
		}
		if b != '\r' && b != '\n' {
			return br.UnreadByte()
		}
	}
	return ErrTrailing
}

func readHeader(br *bufio.Reader) (Header, error) {
	left := maxHeader
	first, err := readLine(br, &left)
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(first, "WARC/") {
		return nil, ErrNotWARC
	}
	h := make(Header, 0, 16)
	for range maxLines {
		line, err := readLine(br, &left)
		switch {
		case err != nil:
			return nil, err
		case line == "":
			return h, nil
		case line[0] == ' ' || line[0] == '\t': // a folded line
			if len(h) == 0 {
				return nil, ErrHeaderSyntax
			}
			h[len(h)-1].Value += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, ErrHeaderSyntax
		}
		h = append(h, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
	return nil, ErrHeaderTooLarge
}

// readLine returns a line without its end, and takes its length off left.
func readLine(br *bufio.Reader, left *int) (string, error) {
	var long []byte
	for {
		part, err := br.ReadSlice('\n')
		if *left -= len(part); *left < 0 {
			return "", ErrHeaderTooLarge
		}
		if err == bufio.ErrBufferFull {
			long = append(long, part...)
			continue
		}
		if err != nil {
			return "", err
		}
		if long != nil {
			part = append(long, part...)
		}
		return string(bytes.TrimRight(part, "\r\n")), nil
	}
}

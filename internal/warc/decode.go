package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// ErrTooLarge is a body that unpacks to more than the limit.
var ErrTooLarge = errors.New("decoded body too large")

// UnknownCodingError is a content coding that nobody here can remove, or more
// codings in turn than any server means.
type UnknownCodingError struct{ Coding string }

func (e *UnknownCodingError) Error() string {
	return fmt.Sprintf("decode body: unknown content coding %q", e.Coding)
}

// DecodeError is a body that is not what its content coding says.
type DecodeError struct {
	Coding string
	Err    error
}

func (e *DecodeError) Error() string { return fmt.Sprintf("decode %s body: %v", e.Coding, e.Err) }
func (e *DecodeError) Unwrap() error { return e.Err }

// maxCodings bounds how often a body may be packed in turn.
const maxCodings = 4

// DecodeContent removes the content codings of a body (RFC 9110, section 8.4,
// and RFC 9659 for zstd's window of 8 MiB): gzip, x-gzip, deflate with zlib's
// frame or without, br, zstd, and several in turn. It streams, and gives at
// most limit bytes and then ErrTooLarge; limit <= 0 means no limit. A body cut
// short ends in a *DecodeError that wraps io.ErrUnexpectedEOF, after what could
// be read. As in browsers, an empty body is empty whatever its coding, and bytes
// after the end of gzip or deflate data are ignored. A body that is labelled
// gzip or zstd and does not begin like it passes unchanged.
//
// The reader returned need not be closed: it holds no goroutine, and gives its
// decoder back when it has reached its end.
func DecodeContent(h http.Header, r io.Reader, limit int64) (io.Reader, error) {
	codings, err := codings(h)
	if err != nil {
		return nil, err
	}
	for i, c := range codings {
		r = &decoder{coding: c, src: r}
		if limit > 0 && i < len(codings)-1 {
			// A layer within may be a little larger than what it holds,
			// not a bomb of its own.
			r = &limiter{r: r, left: limit + limit/8 + 64<<10}
		}
	}
	if limit > 0 {
		r = &limiter{r: r, left: limit}
	}
	return r, nil
}

// codings lists the content codings in the order in which they are removed.
func codings(h http.Header) ([]string, error) {
	var list []string
	for _, v := range h["Content-Encoding"] {
		for c := range strings.SplitSeq(v, ",") {
			c = strings.ToLower(strings.TrimSpace(c))
			switch c {
			case "", "identity", "none":
				continue
			case "x-gzip":
				c = "gzip"
			case "gzip", "deflate", "br", "zstd":
			default:
				return nil, &UnknownCodingError{c}
			}
			if len(list) == maxCodings {
				return nil, &UnknownCodingError{v}
			}
			list = append([]string{c}, list...)
		}
	}
	return list, nil
}

// limiter gives left bytes, then ErrTooLarge if there is one more.
type limiter struct {
	r    io.Reader
	left int64
}

func (l *limiter) Read(p []byte) (int, error) {
	if l.left == 0 {
		var one [1]byte
		n, err := io.ReadFull(l.r, one[:])
		if n > 0 {
			return 0, ErrTooLarge
		}
		return 0, err
	}
	if int64(len(p)) > l.left {
		p = p[:l.left]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	return n, err
}

// decoder removes one coding. What is inside is chosen at the first Read, by
// the first bytes.
type decoder struct {
	coding string
	src    io.Reader
	r      io.Reader // nil before the first Read
	free   func()    // gives r's state back for reuse
	err    error
}

func (d *decoder) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	if d.r == nil {
		if err := d.start(); err != nil {
			return 0, d.end(err)
		}
	}
	n, err := d.r.Read(p)
	if err != nil {
		err = d.end(err)
	}
	return n, err
}

func (d *decoder) end(err error) error {
	var sub *DecodeError
	if err != io.EOF && !errors.Is(err, ErrTooLarge) && !errors.As(err, &sub) {
		err = &DecodeError{d.coding, err}
	}
	d.err = err
	if d.free != nil {
		d.free()
		d.free = nil
	}
	d.r = nil
	return err
}

func (d *decoder) start() error {
	br, ok := d.src.(*bufio.Reader)
	if !ok {
		br = bufio.NewReader(d.src)
	}
	first, err := br.Peek(4)
	if len(first) == 0 {
		return err // an empty body, or an error of the source
	}
	switch d.coding {
	case "gzip":
		if !bytes.HasPrefix(first, gzipMagic) {
			d.r = br
			return nil
		}
		return d.startGzip(br)
	case "deflate":
		return d.startDeflate(br, first)
	case "zstd":
		if len(first) == 4 && !zstdMagic(first) {
			d.r = br
			return nil
		}
		return d.startZstd(br)
	default:
		return d.startBrotli(br)
	}
}

var gzipMagic = []byte{0x1f, 0x8b}

// zstdMagic tells a frame, or a skippable frame (RFC 8878, section 3.1).
func zstdMagic(b []byte) bool {
	return bytes.Equal(b, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		b[0]&0xf0 == 0x50 && bytes.Equal(b[1:4], []byte{0x2a, 0x4d, 0x18})
}

var gzipPool, zstdPool, brotliPool sync.Pool

func (d *decoder) startGzip(br *bufio.Reader) error {
	z, ok := gzipPool.Get().(*gzip.Reader)
	if !ok {
		z = new(gzip.Reader)
	}
	if err := z.Reset(br); err != nil {
		return noEOF(err)
	}
	z.Multistream(false)
	d.r = &multiGzip{z: z, br: br}
	d.free = func() { gzipPool.Put(z) }
	return nil
}

// multiGzip reads one member after another, and ends at anything else: padding
// and stray bytes after a member are common on the web.
type multiGzip struct {
	z  *gzip.Reader
	br *bufio.Reader
}

func (m *multiGzip) Read(p []byte) (int, error) {
	for {
		n, err := m.z.Read(p)
		if n > 0 && err == io.EOF {
			return n, nil
		}
		if err != io.EOF {
			return n, err
		}
		next, err := m.br.Peek(2)
		if err != nil && err != io.EOF {
			return 0, err
		}
		if !bytes.Equal(next, gzipMagic) {
			return 0, io.EOF
		}
		switch err := m.z.Reset(m.br); {
		case err == gzip.ErrHeader || err == io.EOF || err == io.ErrUnexpectedEOF:
			return 0, io.EOF // stray bytes that looked like more
		case err != nil:
			return 0, err
		}
		m.z.Multistream(false)
	}
}

func (d *decoder) startDeflate(br *bufio.Reader, first []byte) error {
	// RFC 1950, section 2.2: method 8, and a checksum of the two bytes.
	if len(first) >= 2 && first[0]&0x0f == 8 && (int(first[0])<<8|int(first[1]))%31 == 0 {
		z, err := zlib.NewReader(br)
		if err != nil {
			return noEOF(err)
		}
		d.r = z
		return nil
	}
	d.r = flate.NewReader(br)
	return nil
}

func (d *decoder) startZstd(br *bufio.Reader) error {
	z, ok := zstdPool.Get().(*zstd.Decoder)
	if !ok {
		var err error
		// With one thread it decodes within Read and starts no goroutine.
		z, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return err
		}
	}
	if err := z.Reset(br); err != nil {
		return noEOF(err)
	}
	d.r = z
	d.free = func() {
		z.Reset(nil) // let go of the source
		zstdPool.Put(z)
	}
	return nil
}

func (d *decoder) startBrotli(br *bufio.Reader) error {
	z, ok := brotliPool.Get().(*brotli.Reader)
	if !ok {
		z = brotli.NewReader(nil)
	}
	if err := z.Reset(br); err != nil {
		return err
	}
	d.r = z
	d.free = func() { brotliPool.Put(z) }
	return nil
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

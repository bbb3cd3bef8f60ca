package record

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// payloadSource yields the body of a response piece by piece. next returns at
// most limit bytes, valid until the following call, and io.EOF after the last
// ones; bytes and an error never come together.
type payloadSource interface {
	next(limit int) ([]byte, error)
}

// take consumes what is there of the next limit bytes, waiting for one at least.
func (w *wire) take(limit int) ([]byte, error) {
	if w.ahead() == 0 {
		if err := w.fill(); err != nil {
			return nil, err
		}
	}
	n := min(limit, w.ahead())
	w.r += n
	return w.buf[w.r-n : w.r], nil
}

// lengthReader is a body with a Content-Length.
type lengthReader struct {
	w    *wire
	left int64
}

func (l *lengthReader) next(limit int) ([]byte, error) {
	if l.left == 0 {
		return nil, io.EOF
	}
	p, err := l.w.take(int(min(int64(limit), l.left)))
	l.left -= int64(len(p))
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return p, err
}

// closeReader is a body that lasts until the connection is closed. Nothing tells
// a cut from an end there, except inside a TLS record: io.ErrUnexpectedEOF.
type closeReader struct{ w *wire }

func (c *closeReader) next(limit int) ([]byte, error) {
	return c.w.take(limit)
}

// maxChunkLine bounds the line before a chunk, its extensions included.
const maxChunkLine = 4 << 10

// chunkReader takes chunk framing off (RFC 9112 section 7.1), the trailer
// consumed with it.
type chunkReader struct {
	w       *wire
	trailer int64 // limit in bytes

	left    int64 // of this chunk
	begun   bool  // a chunk was read: a line end is due
	done    bool
	data    int64 // payload bytes so far
	framing int64 // other bytes so far
}

func (c *chunkReader) next(limit int) ([]byte, error) {
	if c.done {
		return nil, io.EOF
	}
	if c.left == 0 {
		if err := c.header(); err != nil {
			if err == io.EOF && !c.done {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
	}
	p, err := c.w.take(int(min(int64(limit), c.left)))
	c.left -= int64(len(p))
	c.data += int64(len(p))
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return p, err
}

// header reads up to the next chunk's data, or to the end: then io.EOF.
func (c *chunkReader) header() error {
	if c.begun {
		line, err := c.line(maxChunkLine)
		if err != nil {
			return err
		}
		if len(bytes.TrimRight(line, " \t\r\n")) > 0 {
			return errors.New("read chunk: longer than its announced size")
		}
	}
	line, err := c.line(maxChunkLine)
	if err != nil {
		return err
	}
	size, err := parseChunkSize(line)
	if err != nil {
		return err
	}
	// A server may send a body in chunks of a byte, but not gigabytes of
	// extensions around it.
	if c.framing > 8*c.data+64<<10 {
		return errors.New("read chunk: framing outweighs the data")
	}
	c.begun = true
	c.left = size
	if size > 0 {
		return nil
	}
	for {
		line, err := c.line(int(c.trailer))
		if err != nil {
			return err
		}
		c.trailer -= int64(len(line))
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			c.done = true
			return io.EOF
		}
	}
}

func (c *chunkReader) line(limit int) ([]byte, error) {
	line, err := c.w.line(limit)
	c.framing += int64(len(line))
	if err == errLineTooLong {
		err = fmt.Errorf("read chunk framing: %w", err)
	}
	return line, err
}

// parseChunkSize reads the hexadecimal size before any extension.
func parseChunkSize(line []byte) (int64, error) {
	s, _, _ := bytes.Cut(line, []byte(";"))
	s = bytes.Trim(s, " \t\r\n")
	if len(s) == 0 || len(s) > 15 {
		return 0, fmt.Errorf("read chunk: no size in %.40q", line)
	}
	var n int64
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, fmt.Errorf("read chunk: no size in %.40q", line)
		}
		n = n<<4 | int64(c)
	}
	return n, nil
}

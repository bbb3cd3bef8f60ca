package warc

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"strings"
)

// ErrChunk is a chunked body that breaks off its own framing in the middle.
var ErrChunk = errors.New("malformed chunked body")

// maxChunkLine bounds a chunk's size line and a trailer's line, in bytes.
const maxChunkLine = 4 << 10

// Unchunk removes the transfer coding "chunked" (RFC 9112, section 7.1) of a
// body whose head holds h. It is lenient: a body that does not begin with a
// chunk's size passes unchanged (some archives keep the header and not the
// framing), bare line feeds are taken, and a body cut short ends where it was
// cut, without an error: WARC-Truncated tells of that. Framing that turns into
// something else ends in ErrChunk, after what came before it.
func Unchunk(h http.Header, r io.Reader) io.Reader {
	if !chunked(h) {
		return r
	}
	br, ok := r.(*bufio.Reader)
	if !ok {
		br = bufio.NewReader(r)
	}
	return &unchunker{br: br, first: true}
}

func chunked(h http.Header) bool {
	for _, v := range h["Transfer-Encoding"] {
		for c := range strings.SplitSeq(v, ",") {
			if strings.EqualFold(strings.TrimSpace(c), "chunked") {
				return true
			}
		}
	}
	return false
}

type unchunker struct {
	br    *bufio.Reader
	left  uint64 // of the current chunk
	first bool
	plain bool // not chunked, whatever the head says
	err   error
}

func (u *unchunker) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if u.err == nil && u.left == 0 && !u.plain {
		u.err = u.next()
	}
	if u.err != nil {
		return 0, u.err
	}
	if !u.plain && uint64(len(p)) > u.left {
		p = p[:u.left]
	}
	n, err := u.br.Read(p)
	if !u.plain {
		u.left -= uint64(n)
	}
	u.err = err
	if n > 0 {
		return n, nil
	}
	return 0, err
}

// next goes to the data of the next chunk. io.EOF means the last one is past,
// or the body is cut.
func (u *unchunker) next() error {
	if u.first {
		u.first = false
		if !u.looksChunked() {
			u.plain = true
			return nil
		}
	} else if line, err := u.line(); err != nil || line != "" {
		return orElse(err, ErrChunk)
	}
	line, err := u.line()
	if err != nil {
		return err
	}
	size, ok := parseChunkSize(line)
	if !ok {
		return ErrChunk
	}
	if size == 0 {
		// The trailer is no part of the payload.
		return io.EOF
	}
	u.left = size
	return nil
}

// looksChunked looks ahead at the first size line without consuming it.
func (u *unchunker) looksChunked() bool {
	for n := 1; n <= maxChunkLine && n <= u.br.Size(); n++ {
		b, err := u.br.Peek(n)
		if err != nil {
			// Cut within the first line: nothing of the payload is there
			// if it was a size.
			_, ok := parseChunkSize(strings.TrimRight(string(b), "\r"))
			return ok || len(b) == 0
		}
		if b[n-1] == '\n' {
			_, ok := parseChunkSize(strings.TrimRight(string(b), "\r\n"))
			return ok
		}
	}
	return false
}

// line reads one line without its end. A cut is io.EOF.
func (u *unchunker) line() (string, error) {
	var b []byte
	for len(b) <= maxChunkLine {
		c, err := u.br.ReadByte()
		if err != nil {
			return "", err
		}
		if c == '\n' {
			return strings.TrimRight(string(b), "\r"), nil
		}
		b = append(b, c)
	}
	return "", ErrChunk
}

func parseChunkSize(line string) (uint64, bool) {
	s, _, _ := strings.Cut(line, ";")
	s = strings.TrimRight(s, " \t")
	if s == "" || len(s) > 15 { // 60 bits: cannot overflow
		return 0, false
	}
	var n uint64
	for _, c := range []byte(s) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		n = n<<4 | uint64(c)
	}
	return n, true
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

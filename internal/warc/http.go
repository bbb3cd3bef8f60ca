package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/textproto"
	"strings"
)

// HTTPHead is the head of an HTTP response.
type HTTPHead struct {
	Proto      string // "HTTP/1.1"
	Status     int
	StatusText string
	Header     http.Header
	// Raw is the head as it was sent, with the blank line that ends it.
	Raw []byte
}

// Faults of a head.
var (
	ErrNoHTTPHead   = errors.New("not an HTTP response")
	ErrHeadTooLarge = errors.New("HTTP head too large")
)

// ReadHTTPHead reads the head of a response block of at most max bytes and
// leaves br at the body. It takes what browsers take: bare line feeds, folded
// lines, lines that are no fields (left out of Header, kept in Raw), any
// reason phrase. A head that ends without its blank line is returned together
// with io.ErrUnexpectedEOF.
func ReadHTTPHead(br *bufio.Reader, max int) (*HTTPHead, error) {
	raw, err := readHead(br, max)
	if err != nil && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	h := &HTTPHead{Raw: raw, Header: make(http.Header)}
	first, rest, _ := bytes.Cut(raw, []byte("\n"))
	if !h.parseStatus(strings.TrimRight(string(first), "\r\n")) {
		return nil, ErrNoHTTPHead
	}
	h.parseFields(rest)
	return h, err
}

// readHead reads to the first empty line, which it includes.
func readHead(br *bufio.Reader, max int) ([]byte, error) {
	var raw []byte
	for lineStart := 0; ; {
		part, err := br.ReadSlice('\n')
		if len(raw)+len(part) > max {
			return nil, ErrHeadTooLarge
		}
		raw = append(raw, part...)
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF:
			return raw, io.ErrUnexpectedEOF
		case err != nil:
			return nil, err
		}
		if line := raw[lineStart:]; len(line) == 1 || string(line) == "\r\n" {
			return raw, nil
		}
		lineStart = len(raw)
	}
}

func (h *HTTPHead) parseStatus(line string) bool {
	proto, rest, ok := strings.Cut(line, " ")
	if !ok || !strings.HasPrefix(proto, "HTTP/") {
		return false
	}
	code, text, _ := strings.Cut(strings.TrimLeft(rest, " "), " ")
	if len(code) != 3 {
		return false
	}
	for _, c := range []byte(code) {
		if c < '0' || c > '9' {
			return false
		}
		h.Status = h.Status*10 + int(c-'0')
	}
	h.Proto, h.StatusText = proto, text
	return true
}

func (h *HTTPHead) parseFields(b []byte) {
	var name string
	var folded []string // the value of name, in pieces
	flush := func() {
		if name != "" {
			h.Header[name] = append(h.Header[name], strings.Join(folded, " "))
		}
		name, folded = "", nil
	}
	for len(b) > 0 {
		var line []byte
		line, b, _ = bytes.Cut(b, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		if len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
			folded = append(folded, string(bytes.TrimSpace(line)))
			continue
		}
		flush()
		if k, v, ok := bytes.Cut(line, []byte(":")); ok {
			name = textproto.CanonicalMIMEHeaderKey(string(bytes.TrimSpace(k)))
			folded = []string{string(bytes.TrimSpace(v))}
		}
	}
	flush()
}

// Payload returns what WARC-Payload-Digest is about: for the records of HTTP
// messages the body without its transfer coding, for others the whole block.
// It consumes r.Content. A message without a complete head has no payload.
func Payload(r *Record) (io.Reader, error) {
	if !strings.HasPrefix(strings.ToLower(r.Header.Get("Content-Type")), "application/http") {
		return r.Content, nil
	}
	br := bufio.NewReader(r.Content)
	raw, err := readHead(br, MaxHTTPHead)
	if err != nil {
		return nil, err
	}
	_, fields, _ := bytes.Cut(raw, []byte("\n"))
	h := HTTPHead{Header: make(http.Header)}
	h.parseFields(fields)
	return Unchunk(h.Header, br), nil
}

// MaxHTTPHead bounds the heads that are read from records, in bytes: four times
// what a recorder should accept.
const MaxHTTPHead = 1 << 20

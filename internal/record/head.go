package record

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// head is the parsed head of a response.
type head struct {
	minor  int // HTTP/1.minor
	status int
	text   string
	header http.Header
}

var errHeadTooLong = errors.New("the response head is too long")

// maxFields bounds the fields of one head: each takes many times the four bytes that it
// may be sent in. Servers send some dozen.
const maxFields = 2000

var errManyFields = fmt.Errorf("the response head has more than %d fields", maxFields)

// readHead consumes one head, its empty line included, of at most limit bytes.
// What it consumed is then w.pending().
func readHead(w *wire, limit int64) (*head, error) {
	for w.ahead() < len("HTTP/") {
		if err := w.fill(); err != nil {
			return nil, err
		}
	}
	if start := w.buf[w.r:w.w]; !bytes.HasPrefix(start, []byte("HTTP/")) {
		return nil, &Error{ClassProtocol, fmt.Errorf("not an HTTP/1 response: it starts with %.40q", start[:min(40, len(start))])}
	}
	for {
		line, err := w.line(int(limit))
		if err == errLineTooLong {
			err = &Error{ClassHeader, errHeadTooLong}
		}
		if err != nil {
			return nil, err
		}
		limit -= int64(len(line))
		if len(line) == 1 || len(line) == 2 && line[0] == '\r' {
			return parseHead(string(w.pending()))
		}
	}
}

// parseHead reads a status line and fields as browsers do: a line without a
// colon or with an impossible name is passed over, a folded line continues the
// one before.
func parseHead(s string) (*head, error) {
	bad := func(line string) error {
		return &Error{ClassProtocol, fmt.Errorf("malformed status line %.80q", line)}
	}
	line, rest, _ := strings.Cut(s, "\n")
	line = strings.TrimRight(line, "\r")
	version, after, ok := strings.Cut(line, " ")
	if !ok {
		return nil, bad(line)
	}
	h := &head{}
	switch version {
	case "HTTP/1.0":
	case "HTTP/1.1":
		h.minor = 1
	default:
		// HTTP/2 and up are never spoken in lines, but some servers write it.
		major, minor, ok := http.ParseHTTPVersion(version)
		if !ok && (version == "HTTP/2" || version == "HTTP/3") {
			major, ok = int(version[5]-'0'), true
		}
		if !ok || major < 1 {
			return nil, bad(line)
		}
		h.minor = min(minor, 1)
		if major > 1 {
			h.minor = 1
		}
	}
	code, text, _ := strings.Cut(strings.TrimLeft(after, " "), " ")
	n, err := strconv.Atoi(code)
	if err != nil || len(code) != 3 || n < 100 {
		return nil, bad(line)
	}
	h.status, h.text = n, text

	lines := strings.Count(rest, "\n")
	h.header = make(http.Header, min(lines, 64))
	values := make([]string, 0, min(lines, maxFields))
	var last string // the field that a folded line continues
	var folded []string
	unfold := func() { // at once: line by line it would be copied as often
		if v := h.header[last]; len(folded) > 0 && len(v) > 0 {
			v[len(v)-1] += " " + strings.Join(folded, " ")
		}
		folded = folded[:0]
	}
	fields := 0
	for rest != "" {
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimRight(line, "\r")
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			folded = append(folded, textproto.TrimString(line))
			continue
		}
		unfold()
		last = ""
		name, value, ok := strings.Cut(line, ":")
		name = strings.TrimRight(name, " \t")
		if !ok || !httpguts.ValidHeaderFieldName(name) {
			continue
		}
		if fields++; fields > maxFields {
			return nil, &Error{ClassHeader, errManyFields}
		}
		last = textproto.CanonicalMIMEHeaderKey(name)
		value = textproto.TrimString(value)
		if have := h.header[last]; have != nil {
			h.header[last] = append(have, value)
			continue
		}
		values = append(values, value)
		h.header[last] = values[len(values)-1 : len(values) : len(values)]
	}
	unfold()
	return h, nil
}

// framing says how the body of a response ends (RFC 9112 section 6.3).
type framing struct {
	none    bool
	chunked bool
	length  int64 // -1: until the connection closes, or chunked
}

// framing decides by method and head. Contradictory lengths are an error: no
// two readers would agree on what was sent.
func (h *head) framing(method string) (framing, error) {
	if method == http.MethodHead || h.status == http.StatusNoContent || h.status == http.StatusNotModified || h.status < 200 {
		return framing{none: true, length: -1}, nil
	}
	f := framing{length: -1}
	for _, v := range h.header["Transfer-Encoding"] {
		for coding := range strings.SplitSeq(v, ",") {
			switch coding = strings.ToLower(textproto.TrimString(coding)); coding {
			case "chunked":
				f.chunked = true
			case "", "identity":
			default:
				return f, &Error{ClassProtocol, fmt.Errorf("transfer coding %.40q was not asked for", coding)}
			}
		}
	}
	if f.chunked {
		return f, nil
	}
	for _, v := range h.header["Content-Length"] {
		for s := range strings.SplitSeq(v, ",") {
			n, err := strconv.ParseUint(textproto.TrimString(s), 10, 63)
			if err != nil {
				// Browsers read until the connection closes.
				return framing{length: -1}, nil
			}
			if f.length >= 0 && int64(n) != f.length {
				return f, &Error{ClassProtocol, fmt.Errorf("two Content-Length values, %d and %d", f.length, n)}
			}
			f.length = int64(n)
		}
	}
	f.none = f.length == 0
	return f, nil
}

// keepAlive tells whether the connection may serve another exchange.
func (h *head) keepAlive(f framing) bool {
	if !f.none && !f.chunked && f.length < 0 {
		return false
	}
	if f.chunked && h.header["Content-Length"] != nil {
		return false // RFC 9112: it may be an attempt to smuggle
	}
	if httpguts.HeaderValuesContainsToken(h.header["Connection"], "close") {
		return false
	}
	return h.minor >= 1 || httpguts.HeaderValuesContainsToken(h.header["Connection"], "keep-alive")
}

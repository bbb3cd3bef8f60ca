package webtest

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// ending is what happens to the connection after an answer.
type ending int

const (
	keep  ending = iota // wait for the next request
	hang                // send nothing more, keep it open
	drop                // close it
	reset               // close it with a TCP reset
)

// answer is one response before it is put on the wire.
type answer struct {
	status int
	fields []string // "Name: value", besides those that coding and framing need
	body   []byte   // as a reader sees it: no coding
	coding string   // "", gzip, x-gzip, deflate, deflate-raw, br, zstd
	frame  string   // "", a length; chunked; close
	cut    int      // bytes of the message to leave out at its end
	end    ending
	raw    []byte // instead of all of the above but end

	built func() message // wire, done once, where the answer is always the same
}

// message is an answer on the wire.
type message struct {
	raw              []byte
	head             int // its length, with the empty line
	payload, decoded [32]byte
}

// wire builds the message.
func (a answer) wire() message {
	if a.raw != nil {
		return message{raw: a.raw}
	}
	payload := encode(a.coding, a.body)
	head := 0
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\nServer: webtest\r\n", a.status, http.StatusText(a.status))
	for _, f := range a.fields {
		b.WriteString(f + "\r\n")
	}
	if a.coding != "" {
		b.WriteString("content-ENCODING: " + strings.TrimSuffix(a.coding, "-raw") + "\r\n")
	}
	switch a.frame {
	case "chunked":
		b.WriteString("Transfer-Encoding: chunked\r\n\r\n")
		head = b.Len()
		for rest, n := payload, 1; len(rest) > 0; n = min(n*3, 60_000) {
			n = min(n, len(rest))
			fmt.Fprintf(&b, "%X;part=%d\r\n", n, n) // extensions are allowed, and rare
			b.Write(rest[:n])
			b.WriteString("\r\n")
			rest = rest[n:]
		}
		b.WriteString("0\r\nX-Trailer: read\r\n\r\n")
	case "close":
		b.WriteString("Connection: close\r\n\r\n")
		head = b.Len()
		b.Write(payload)
	default:
		fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", len(payload))
		head = b.Len()
		b.Write(payload)
	}
	return message{raw: b.Bytes()[:b.Len()-a.cut], head: head, payload: sha256.Sum256(payload), decoded: sha256.Sum256(a.body)}
}

// encode applies a content coding.
func encode(coding string, body []byte) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "":
		return body
	case "gzip", "x-gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "deflate-raw": // what some servers send, against RFC 9110 section 8.4.1.2
		w, _ = flate.NewWriter(&b, flate.DefaultCompression) // the level is valid
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b) // no options, no error
	default:
		panic("webtest: unknown coding " + coding)
	}
	w.Write(body) // a Buffer takes everything
	w.Close()
	return b.Bytes()
}

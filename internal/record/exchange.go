package record

import (
	"bytes"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"time"
)

// Exchange is one request and what came of it. It does not change once handed
// to the sink.
type Exchange struct {
	URL     string // as requested, fragment included; a host beyond ASCII as xn--…
	Method  string
	Started time.Time // UTC, before the name was looked up
	// Duration runs from Started to the last byte or the failure.
	Duration time.Duration

	RemoteIP string // of the origin; empty behind a proxy, or when nothing connected
	ViaProxy string // the proxy's URL without credentials; empty without one
	// Protocol is in WARC-Protocol's words: "http/1.1" or "http/1.0" or "h2",
	// then "tls/1.3" and so on. Empty if nothing was agreed on.
	Protocol    []string
	CipherSuite string // IANA's name; empty without TLS

	// Request is as sent, except that a proxy's password is left out. Empty, not
	// nil, if nothing was sent.
	Request *Block
	// Response is as received, final head first, chunk framing kept, and cut
	// where the payload ends if Truncated. Nil without a complete final head.
	Response *Block
	// HeadLen is where in Response the body starts.
	HeadLen int64
	// Interim are the heads of 1xx responses that came before Response.
	Interim [][]byte
	// Partial is what came of a response that is not in Response: an
	// incomplete or unreadable head, at most Limits.HeaderBytes long.
	Partial []byte

	Status int // of Response; 0 without one
	// StatusText is the reason phrase.
	StatusText string
	Header     http.Header // of Response

	BlockSHA256 [32]byte // of Response; zero without one
	// PayloadSHA256 is over the body with transfer coding removed and content
	// coding kept. After 101 the bytes are no HTTP body and it is zero.
	PayloadSHA256 [32]byte
	PayloadLen    int64

	// Truncated is in WARC-Truncated's words: "length" (Limits.MaxBody), "time",
	// "disconnect", "unspecified" (cancelled, broken framing); empty if whole.
	Truncated string

	PeerCertificates []*x509.Certificate // leaf first
	// VerifyErr is why the certificate does not verify; nil if it does.
	VerifyErr error
	// Err is what ended the exchange early, an *Error; nil if it is whole.
	Err error
	// Attempts counts how often the request was sent: 2 after a connection
	// kept alive had gone stale, or after a switch to HTTP/2.
	Attempts int
	// Reused is true if the connection had served another exchange before.
	Reused bool

	chunked bool
}

// Payload opens the body with transfer coding removed: the bytes that
// PayloadSHA256 is of.
func (e *Exchange) Payload() (io.ReadCloser, error) {
	if e.Response == nil {
		return nil, errors.New("open payload: no response was recorded")
	}
	if e.PayloadLen == 0 {
		return io.NopCloser(bytes.NewReader(nil)), nil
	}
	r, err := e.Response.open(e.HeadLen)
	if err != nil {
		return nil, err
	}
	if !e.chunked {
		r.end = min(r.end, e.HeadLen+e.PayloadLen)
		return r, nil
	}
	return &payloadReader{block: r, left: e.PayloadLen, chunks: chunkReader{w: newWire(r), trailer: 1 << 20}}, nil
}

// payloadReader takes the chunk framing off a recorded body.
type payloadReader struct {
	block  *blockReader
	chunks chunkReader
	left   int64
}

func (p *payloadReader) Read(b []byte) (int, error) {
	if p.left == 0 {
		return 0, io.EOF
	}
	if len(b) == 0 {
		return 0, nil
	}
	data, err := p.chunks.next(int(min(int64(len(b)), p.left)))
	p.chunks.w.mark = p.chunks.w.r
	n := copy(b, data)
	p.left -= int64(n)
	if err == io.EOF && p.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (p *payloadReader) Close() error {
	p.left = 0
	p.chunks.w.free()
	return p.block.Close()
}

// Release gives memory and spool files back. Readers already open stay valid
// until they are closed; opening a block afterwards fails. Release may be
// called more than once.
func (e *Exchange) Release() {
	e.Request.release()
	e.Response.release()
}

// Keep gives a copy that need not be released and that Release does nothing to:
// its blocks are memory of their own, so it is for small exchanges. Several
// owners may share it.
func (e *Exchange) Keep() (*Exchange, error) {
	k := *e
	var err error
	if k.Request, err = e.Request.keep(); err != nil {
		return nil, err
	}
	if k.Response, err = e.Response.keep(); err != nil {
		return nil, err
	}
	return &k, nil
}

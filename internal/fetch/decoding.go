package fetch

import (
	"crypto/sha256"
	"hash"
	"io"
	"net/http"
	"strings"
	"sync"

	"archiver/internal/warc"
)

// decoding stands between colly and the recorder. The recorder below keeps the
// bytes as sent, whatever happens here; colly above gets the start of the
// decoded body, as much as the visit wants, under headers that give it nothing
// to be clever about. On the way the decoded body is hashed, once, as a stream.
type decoding struct {
	next  http.RoundTripper
	limit int64 // of a decoded body
}

// RoundTrip implements http.RoundTripper for requests of a visit.
func (d *decoding) RoundTrip(req *http.Request) (*http.Response, error) {
	v := req.Context().Value(visitKey{}).(*visit)
	resp, err := d.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	v.status, v.answer = resp.StatusCode, resp.Header

	// No Location: net/http would follow it, or fail on one it can't parse. No
	// charset: colly would re-encode the body, PDFs included.
	h := make(http.Header, 2)
	typ := mediaType(resp.Header)
	if typ != "" {
		h["Content-Type"] = []string{typ}
	}
	if c := resp.Header["Set-Cookie"]; c != nil {
		h["Set-Cookie"] = c
	}
	out := *resp
	out.Header = h
	out.Uncompressed = true // colly unpacks by itself otherwise, by header or by file name
	out.ContentLength = -1
	out.Body = d.body(v, resp, typ)
	return &out, nil
}

// mediaType is the Content-Type without its parameters, in lower case.
func mediaType(h http.Header) string {
	t, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(t))
}

func (d *decoding) body(v *visit, resp *http.Response, typ string) io.ReadCloser {
	b := &body{v: v, raw: &source{r: resp.Body, spend: v.spend}, closer: resp.Body}
	if v.keep != nil {
		b.keep = v.keep(typ)
	}
	b.dec = b.raw
	if len(resp.Header["Content-Encoding"]) == 0 {
		return b // the recorder's payload hash is the one wanted
	}
	dec, err := warc.DecodeContent(resp.Header, b.raw, d.limit)
	if err != nil { // a coding that nobody knows: as in browsers, bytes pass as they are
		v.decode = err
		return b
	}
	b.dec, b.sum, v.coded = dec, sha256.New(), true
	return b
}

// body is what colly reads: the first keep bytes, then the end. To colly every
// body ends well; what went wrong stands in the visit.
type body struct {
	v      *visit
	raw    *source
	closer io.Closer
	dec    io.Reader
	sum    hash.Hash // nil: the recorder's will do
	keep   int64
	ended  bool
}

func (b *body) Read(p []byte) (int, error) {
	if b.ended {
		return 0, io.EOF
	}
	if b.v.size < b.keep {
		if room := b.keep - b.v.size; int64(len(p)) > room {
			p = p[:room]
		}
		n, err := b.dec.Read(p)
		b.count(p[:n])
		if err != nil {
			b.end(err)
			b.v.whole = true
			return n, io.EOF
		}
		return n, nil
	}
	// colly has what it gets. Read on for the hash and the record alone.
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	before := b.v.size
	for {
		n, err := b.dec.Read(*buf)
		b.count((*buf)[:n])
		if err != nil {
			b.end(err)
			b.v.whole = b.v.size == before
			return 0, io.EOF
		}
	}
}

var scratch = sync.Pool{New: func() any { b := make([]byte, 32<<10); return &b }}

func (b *body) count(p []byte) {
	b.v.size += int64(len(p))
	if b.sum != nil {
		b.sum.Write(p)
	}
}

// end takes down how the body ended, and reads what the decoder left over, so
// that the record is complete though the decoding isn't.
func (b *body) end(err error) {
	b.ended = true
	if err != io.EOF && (b.raw.err == nil || b.raw.err == io.EOF) {
		b.v.decode = err
	}
	if b.raw.err == nil {
		buf := scratch.Get().(*[]byte)
		for b.raw.err == nil {
			b.raw.Read(*buf)
		}
		scratch.Put(buf)
	}
	if b.sum != nil {
		b.sum.Sum(b.v.sum[:0])
	}
}

func (b *body) Close() error { return b.closer.Close() }

// source is the body as the recorder hands it over; it remembers how it ended,
// which decoders blur.
type source struct {
	r     io.Reader
	spend func(n int64) // may be nil
	err   error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if s.spend != nil && n > 0 {
		s.spend(int64(n))
	}
	if err != nil {
		s.err = err
	}
	return n, err
}

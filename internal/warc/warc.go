// Package warc writes and reads WARC 1.1 files (ISO 28500:2017,
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/)
// and what belongs to them: the heads and codings of the HTTP messages inside,
// and CDXJ index lines.
//
// It streams: no record is ever held in memory. Every record is a gzip member
// of its own, so one can be read without the rest. Readers take any input,
// however broken or hostile: sizes are bounded and no length is believed.
//
// It does not fetch, judge or deduplicate, and it computes no digest of a
// record's content that the caller has not handed over as bytes: whoever
// recorded a stream has hashed it already.
package warc

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
)

// Record is one WARC record.
type Record struct {
	// Header holds the named fields in order. Content-Length is Length's
	// business: a Writer ignores the field, a Reader has checked it.
	Header Header
	// Content is the block, Length bytes long. From a Reader it is valid
	// until the next call of Next.
	Content io.Reader
	Length  int64
	// Offset is where the record's gzip member (or the plain record) starts
	// in the file, set by a Reader.
	Offset int64
}

// Type returns WARC-Type in lower case.
func (r *Record) Type() string { return strings.ToLower(r.Header.Get("WARC-Type")) }

// Field is one named field of a record header.
type Field struct{ Name, Value string }

// Header is the named fields of a record, in order; a name may repeat.
type Header []Field

// Get returns the first value of name, compared without regard to case, or "".
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Values returns all values of name.
func (h Header) Values(name string) []string {
	var v []string
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			v = append(v, f.Value)
		}
	}
	return v
}

// Add appends a field. An empty value adds nothing: WARC has no empty fields.
func (h *Header) Add(name, value string) {
	if value != "" {
		*h = append(*h, Field{name, value})
	}
}

// Set replaces every field of that name by one.
func (h *Header) Set(name, value string) {
	kept := (*h)[:0:0]
	for _, f := range *h {
		if !strings.EqualFold(f.Name, name) {
			kept = append(kept, f)
		}
	}
	*h = kept
	h.Add(name, value)
}

// HeaderError is a field that cannot be written: a name that is no token, or a
// value that would break the line and forge another field.
type HeaderError struct{ Name, Value string }

func (e *HeaderError) Error() string {
	return fmt.Sprintf("write record: bad header field %q: %q", e.Name, e.Value)
}

func (f Field) check() error {
	if f.Name == "" || strings.ContainsAny(f.Value, "\r\n\x00") {
		return &HeaderError{f.Name, f.Value}
	}
	for i := range len(f.Name) {
		if !isToken(f.Name[i]) {
			return &HeaderError{f.Name, f.Value}
		}
	}
	return nil
}

// isToken tells the characters of a field name (RFC 9110, section 5.6.2).
func isToken(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}

// NewID returns a fresh record ID, "<urn:uuid:…>" with a random UUID (version 4).
func NewID() string {
	var u [16]byte
	rand.Read(u[:]) // never fails: since Go 1.24 the program stops instead
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	b := make([]byte, 0, 48)
	b = append(b, "<urn:uuid:"...)
	for i, part := range [][]byte{u[:4], u[4:6], u[6:8], u[8:10], u[10:]} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, part)
	}
	return string(append(b, '>'))
}

// Date formats a WARC-Date: UTC, to the microsecond.
func Date(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// Digest formats a labelled digest, "sha256:" and the sum in hexadecimal.
func Digest(sum [32]byte) string { return "sha256:" + hex.EncodeToString(sum[:]) }

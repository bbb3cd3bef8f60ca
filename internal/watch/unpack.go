package watch

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"

	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/wacz"
)

// maxCopy caps what a copy is unpacked to here, in bytes.
const maxCopy = 64 << 20

// unpack undoes the coding in which some archives hand a copy out without saying
// so. Where there is none, the body passes as it is.
func unpack(h http.Header, body io.Reader) (plain io.Reader, coded bool, err error) {
	if !fetch.StillCoded(h) {
		return body, false, nil
	}
	br := bufio.NewReader(body)
	if magic, _ := br.Peek(3); string(magic) != "\x1f\x8b\x08" {
		return br, false, nil
	}
	z, err := gzip.NewReader(br)
	if err != nil {
		return nil, true, fmt.Errorf("unpack copy: %w", err)
	}
	return z, true, nil
}

// copyInput is the body of a copy as an extractor takes it.
func copyInput(h http.Header, body io.Reader, url string) (extract.Input, error) {
	plain, coded, err := unpack(h, body)
	if coded && err == nil {
		plain = io.LimitReader(plain, maxCopy)
	}
	return extract.Input{Body: plain, Size: -1, ContentType: h.Get("Content-Type"), URL: url}, err
}

// hashUnpacked has a look at a copy that is still coded tell the digest and
// length of what the page sent. One that can't be unpacked is not whole.
func hashUnpacked(l *fetch.Look) error {
	if l.Fault != nil || !fetch.StillCoded(l.Header) {
		return nil
	}
	body, err := l.Open()
	if err != nil {
		return err
	}
	defer body.Close()
	plain, coded, err := unpack(l.Header, body)
	if !coded {
		return nil
	}
	h := sha256.New()
	n := int64(0)
	if err == nil {
		n, err = io.Copy(h, &capped{plain, maxCopy})
	}
	if err != nil {
		l.Fault = &fetch.Fault{Reason: fetch.Protocol, Detail: err.Error()}
		return nil
	}
	l.PayloadLen = n
	h.Sum(l.PayloadSHA256[:0])
	return nil
}

// Payload is the body of a package's main document as the page sent it, without
// transfer and content coding: what payload_sha256 is of.
func Payload(a *wacz.Archive, main *wacz.Response) (io.Reader, error) {
	if pages := a.Pages(); len(pages) == 0 || pages[0].CopiedFrom == "" {
		return main.Body, nil
	}
	plain, coded, err := unpack(fetch.OriginalHeader(main.Head.Header), main.Body)
	if coded && err == nil {
		plain = &capped{plain, maxCopy}
	}
	return plain, err
}

// capped fails where there is more to read than left.
type capped struct {
	r    io.Reader
	left int64
}

func (c *capped) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if c.left -= int64(n); c.left < 0 {
		return 0, fmt.Errorf("unpack copy: more than %d MB", maxCopy>>20)
	}
	return n, err
}

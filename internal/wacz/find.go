package wacz

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"archiver/internal/warc"
)

// ErrNoPage is a package without a page, or without a record of its main page.
var ErrNoPage = errors.New("no record of the main page")

// MaxBody bounds a body of Response, decoded, in bytes; beyond it reading ends
// in warc.ErrTooLarge.
const MaxBody = 8 << 30

// Find returns the capture of a URL nearest to a time. The URL as it stands is
// better than one that is merely sorted under the same key (http for https,
// "www." or not), and what was had by asking for it is better than what was had by sending
// something there, which is the page where a form or a script led to it so.
func (a *Archive) Find(url string, at time.Time) (warc.CDX, bool) {
	best, key := -1, warc.SURT(url)
	better := func(c, than warc.CDX) bool {
		if s, t := c.Method == "", than.Method == ""; s != t {
			return s
		}
		if e, t := sameURL(c.URL, url), sameURL(than.URL, url); e != t {
			return e
		}
		return distance(c, at) < distance(than, at)
	}
	for i, c := range a.index {
		if c.Is(key) && (best < 0 || better(c, a.index[best])) {
			best = i
		}
	}
	if best < 0 {
		return warc.CDX{}, false
	}
	return a.index[best], true
}

// sameURL compares without fragments, which no server sees.
func sameURL(a, b string) bool {
	a, _, _ = strings.Cut(warc.URI(a), "#")
	b, _, _ = strings.Cut(warc.URI(b), "#")
	return a == b
}

func distance(c warc.CDX, at time.Time) time.Duration {
	t, err := time.Parse("20060102150405", c.Timestamp)
	if err != nil {
		return 1 << 62
	}
	return t.Sub(at.UTC().Truncate(time.Second)).Abs()
}

// Response is a capture that is ready to be read.
type Response struct {
	// Head is nil when the record is no HTTP response (a resource).
	Head   *warc.HTTPHead
	Record warc.Header
	CDX    warc.CDX
	// Body is the body without transfer and content coding, bounded by
	// MaxBody. For the bytes as they were sent, see Archive.Record. It need
	// not be closed.
	Body io.ReadCloser
}

// Main returns the response of the main page, which is the first. It follows
// nothing. Among several records of the page's URL it takes the one with the
// page's status, then the one of the page's very time. Without any it returns
// ErrNoPage.
func (a *Archive) Main() (*Response, error) {
	pages := a.Pages()
	if len(pages) == 0 {
		return nil, fmt.Errorf("open package: %w", ErrNoPage)
	}
	p := pages[0]
	near, ok := a.Find(p.URL, p.At)
	if !ok {
		return nil, fmt.Errorf("open package: %w: %s", ErrNoPage, p.URL)
	}
	best, bestScore := near, -1
	for _, c := range a.index {
		// An index knows seconds, a record more.
		if c.SURT != near.SURT || !sameURL(c.URL, near.URL) {
			continue
		}
		score := 0
		if p.Status != 0 && c.Status == strconv.Itoa(p.Status) {
			score += 4
		}
		if c.Timestamp == near.Timestamp {
			score += 2
			if score >= bestScore && a.recorded(c).Equal(p.At.Truncate(time.Microsecond)) {
				score++
			}
		}
		if score > bestScore {
			best, bestScore = c, score
		}
	}
	return a.Response(best)
}

// Only returns the one HTTP response of a URL that has a status. It does without the
// pages; nil where there is none such, or several.
func (a *Archive) Only(url string, status int) *Response {
	var only *warc.CDX
	for i, c := range a.index {
		if c.Status != strconv.Itoa(status) || !sameURL(c.URL, url) {
			continue
		}
		if only != nil {
			return nil
		}
		only = &a.index[i]
	}
	if only == nil {
		return nil
	}
	x, err := a.Response(*only)
	if err != nil || x.Head == nil || x.Record.Get("WARC-Type") != "response" {
		return nil
	}
	return x
}

func (a *Archive) recorded(c warc.CDX) time.Time {
	rec, _, err := a.Record(c)
	if err != nil {
		return time.Time{}
	}
	return parseTime(rec.Header.Get("WARC-Date")).Truncate(time.Microsecond)
}

// Response opens the record that c names. A body in an unknown content coding
// gives *warc.UnknownCodingError.
func (a *Archive) Response(c warc.CDX) (*Response, error) {
	rec, _, err := a.Record(c)
	if err != nil {
		return nil, err
	}
	return responseOf(rec, c)
}

func responseOf(rec *warc.Record, c warc.CDX) (x *Response, err error) {
	x = &Response{Record: rec.Header, CDX: c}
	if t := rec.Type(); t != "response" && t != "revisit" || !isHTTP(rec) {
		x.Body = io.NopCloser(rec.Content)
		return x, nil
	}
	br := bufio.NewReaderSize(rec.Content, 16<<10)
	x.Head, err = warc.ReadHTTPHead(br, warc.MaxHTTPHead)
	if err != nil && x.Head == nil {
		return nil, fmt.Errorf("open package: %s: record at %d: %w", archiveDir+c.Filename, c.Offset, err)
	}
	plain := warc.Unchunk(x.Head.Header, br)
	body, err := warc.DecodeContent(x.Head.Header, plain, MaxBody)
	var unknown *warc.UnknownCodingError
	if errors.As(err, &unknown) { // as in browsers, and as it was read when it was captured
		body, err = io.LimitReader(plain, MaxBody), nil
	}
	if err != nil {
		return nil, fmt.Errorf("open package: %s: record at %d: %w", archiveDir+c.Filename, c.Offset, err)
	}
	x.Body = io.NopCloser(body)
	return x, nil
}

func isHTTP(r *warc.Record) bool {
	return strings.HasPrefix(strings.ToLower(r.Header.Get("Content-Type")), "application/http")
}

// ViewURI names the record of how a page was shown: of its address without a
// fragment, which no record of the page has.
func ViewURI(what, url string) string {
	url, _, _ = strings.Cut(url, "#")
	return warc.URI("urn:" + what + ":" + url)
}

// View finds a record of how the first page was shown: "view" is its picture,
// "thumbnail", "text", "dom", "pdf" and "pageinfo" are the others. Of several it
// gives the first.
func (a *Archive) View(what string) (c warc.CDX, ok bool) {
	pages := a.Pages()
	if len(pages) == 0 {
		return c, false
	}
	uri := ViewURI(what, pages[0].URL)
	for _, c := range a.index {
		if c.URL == uri && c.Mime != "warc/revisit" {
			return c, true
		}
	}
	return c, false
}

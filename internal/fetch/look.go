package fetch

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"archiver/internal/browser"
	"archiver/internal/record"
	"archiver/internal/warc"
)

// Look is what one visit to a cited URL found: facts, no judgement. It belongs
// to one goroutine at a time. Release it.
type Look struct {
	// URL is the URL as cited. Unwrapped is the page behind it that was
	// visited instead, where URL was that of a login or consent wall.
	URL, Unwrapped string
	// Effort is how much was tried.
	Effort Effort
	// Started and Done enclose the visit, its waits for retries included,
	// its wait for its host's turn not.
	Started, Done time.Time
	// Hops are the redirects in order; none if URL answered itself.
	Hops []Hop
	// FinalURL is the last URL asked for, without a fragment.
	FinalURL string
	// Main is the last exchange of the page itself, one of Exchanges. Nil if
	// nothing was sent; without a Response if no answer's head came.
	Main *record.Exchange
	// Exchanges are one for each hop, then the requisites', in order.
	Exchanges []*record.Exchange
	// Attempts are the tries that a later one replaced.
	Attempts []Attempt
	// Status, Header and ContentType are the last answer's, as received. 0,
	// nil and "" without one.
	Status      int
	Header      http.Header
	ContentType string
	// Fault is why there is no sound answer. What was read before it is kept.
	Fault *Fault
	// DecodeErr is a content coding that could not be undone to its end. With
	// an unknown coding the body is taken as it came, as browsers do, and it
	// is no Fault; broken data is a Fault too, and what could be decoded is
	// the body.
	DecodeErr error
	// RetryAfter is what the last 429 or 503 asked for, if anything.
	RetryAfter time.Duration
	// PayloadSHA256 and PayloadLen are of the body with transfer and content
	// coding removed, as far as it could be read.
	PayloadSHA256 [32]byte
	PayloadLen    int64
	// Missing are the requisites that are not in Exchanges, or not whole.
	Missing []Missing
	// Memento is set where an archive's copy was looked at, not the page.
	Memento *Memento
	// Rendered is what the browser showed, where Render looked and the page could
	// be read. Body, digest and header are those of Main all the same: the
	// document as it was sent, before any script.
	Rendered *browser.Page
	// Partial is set where Rendered is cut short by a limit, or the document never
	// ended: what is missing in it says nothing.
	Partial bool
	// Troubles are the requests of the rendered page for its own content that did not
	// bring it: by its scripts, for its scripts, for its frames. Not those to other
	// sites that its own scripts do not name, nor what only counts visits.
	Troubles []Trouble
	// Shelf, if the caller sets it, is where Requisites looks first, and leaves
	// what the next look may use.
	Shelf *Shelf

	c       *Client
	session *session
	visited *url.URL // the cited URL as asked for; nil if it makes no sense
	body    []byte   // the decoded body's start
	whole   bool     // body is all of it
	hasty   bool     // see Hasty
}

var pageHeader = http.Header{
	"Accept":          {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
	"Accept-Encoding": {"gzip"}, // so that no archived page needs a rarer decoder
}

// Look visits a cited URL. An error is our own failure: ctx, or the disk.
func (c *Client) Look(ctx context.Context, rawURL string) (*Look, error) {
	return c.look(ctx, rawURL, pageHeader, Full)
}

// LookWith is Look with another effort.
func (c *Client) LookWith(ctx context.Context, rawURL string, e Effort) (*Look, error) {
	return c.look(ctx, rawURL, pageHeader, e)
}

func (c *Client) look(ctx context.Context, rawURL string, h http.Header, e Effort) (*Look, error) {
	l := &Look{URL: rawURL, Effort: e, c: c, Started: time.Now()}
	u, err := l.unwrap()
	if err != nil {
		l.Fault, l.Done = &Fault{Reason: Protocol, Detail: err.Error()}, time.Now()
		return l, nil
	}
	host := u.Hostname()
	if e == Ping { // spaced, but not in turn
		if err := c.pace.wait(ctx, host); err != nil {
			return nil, err
		}
	} else {
		if err := c.pace.enter(ctx, host); err != nil {
			return nil, err
		}
		defer c.pace.leave(host)
	}

	l.Started = time.Now()
	l.session = c.newSession(e)
	t := c.newTrip(l.session)
	t.page, t.host, t.header, t.retries, t.keep = true, host, h, e.retries(&c.cfg), keepHTML
	if err := t.run(ctx, u); err != nil {
		t.release()
		return nil, err
	}
	l.take(t)
	return l, nil
}

// unwrap finds the page to visit behind the cited URL.
func (l *Look) unwrap() (*url.URL, error) {
	target := l.URL
	for range 3 { // walls before walls
		inner := unwrap(target)
		if inner == "" {
			break
		}
		target, l.Unwrapped = inner, inner
	}
	u, err := parseURL(target)
	if err == nil {
		l.visited, l.FinalURL = u, u.String()
	}
	return u, err
}

// keepHTML: HTML is read again at once by whoever asked for it, so it is not
// unpacked twice. Other types are read from the record, if at all.
func keepHTML(mediaType string) int64 {
	if mediaType == "" || isHTML(mediaType) {
		return maxHTML
	}
	return 0
}

// take fills the look in from its trip.
func (l *Look) take(t *trip) {
	l.Done = time.Now()
	l.Hops, l.Attempts, l.Exchanges, l.Fault, l.RetryAfter = t.hops, t.attempts, t.exchanges, t.fault, t.after
	v := t.last
	if v == nil {
		return
	}
	l.FinalURL, l.Main = v.url.String(), v.ex
	l.hasty = v.status != 0 && l.Effort.retries(&l.c.cfg) < l.c.cfg.Retries && t.after <= maxRetryAfter && retryable(v)
	l.Status, l.Header, l.DecodeErr = v.status, v.answer, v.decode
	if v.answer != nil {
		l.ContentType = v.answer.Get("Content-Type")
	}
	l.body, l.whole = v.body, v.whole
	l.PayloadSHA256, l.PayloadLen = v.sum, v.size
}

// Unconnected tells whether the host can't be reached at all, by what came of
// this look: no name, nobody there, no handshake. Its other pages won't fare
// better.
func (l *Look) Unconnected() bool {
	if l.Fault == nil || l.Status != 0 {
		return false
	}
	switch l.Fault.Reason {
	case DNS, DNSTemporary, Refused, TLS:
		return true
	case Timeout:
		return l.Main == nil || l.Main.Request == nil || l.Main.Request.Len() == 0
	}
	return false
}

// Hasty tells whether a look of full effort would have asked again after this
// answer: a status that may pass, or a body that was cut.
func (l *Look) Hasty() bool { return l.hasty }

// Open gives the decoded body from its start, at most Config.MaxBody bytes, as
// far as it could be read: a cut or broken body ends early, without an error.
func (l *Look) Open() (io.ReadCloser, error) {
	if l.whole || l.Main == nil || l.Main.Response == nil {
		return io.NopCloser(bytes.NewReader(l.body)), nil
	}
	raw, err := l.Main.Payload()
	if err != nil {
		return nil, err
	}
	src := &source{r: raw}
	dec, err := warc.DecodeContent(l.Header, src, l.c.cfg.MaxBody)
	if err != nil {
		dec = src
	}
	return &reopened{io.LimitReader(dec, l.PayloadLen), src, raw}, nil
}

// reopened reads a body again that was read to PayloadLen before.
type reopened struct {
	dec io.Reader
	src *source
	io.Closer
}

func (r *reopened) Read(p []byte) (int, error) {
	n, err := r.dec.Read(p)
	if err != nil && err != io.EOF && (r.src.err == nil || r.src.err == io.EOF) {
		err = io.EOF // the coding broke here the first time too: see DecodeErr
	}
	return n, err
}

// Held gives the decoded body where all of it is in memory, else nil. It must not be
// changed; Release takes nothing from who holds it.
func (l *Look) Held() []byte {
	if !l.whole {
		return nil
	}
	return l.body
}

// Head gives the first n bytes of the decoded body, fewer if it is shorter.
func (l *Look) Head(n int) ([]byte, error) {
	if l.whole || len(l.body) >= n {
		return l.body[:min(n, len(l.body))], nil
	}
	r, err := l.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, int64(n)))
}

// After gives at most n bytes of the decoded body that stand behind mark, where it
// stands first; nil where it does not stand in what is held of the body.
func (l *Look) After(mark string, n int) []byte {
	_, rest, ok := bytes.Cut(l.body, []byte(mark))
	if !ok {
		return nil
	}
	return bytes.Clone(rest[:min(n, len(rest))])
}

// Release lets go of the recorded bytes. Facts stay; bodies are gone.
func (l *Look) Release() {
	for _, e := range l.Exchanges {
		e.Release()
	}
	l.Exchanges, l.Main, l.body, l.whole = nil, nil, nil, true
	if p := l.Rendered; p != nil {
		p.DOM, p.Screenshot, p.Thumbnail, p.PDF, p.Text = nil, nil, nil, nil, ""
	}
}

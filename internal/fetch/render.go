package fetch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"archiver/internal/browser"
	"archiver/internal/record"
	"archiver/internal/warc"
)

// BrowserError says that the browser could not show a page: it does not start,
// its renderer died, or nothing could be read from it within its ceilings. It
// says nothing of the source.
type BrowserError struct{ Err error }

func (e *BrowserError) Error() string { return "show page in browser: " + e.Err.Error() }
func (e *BrowserError) Unwrap() error { return e.Err }

// HasBrowser tells whether pages can be rendered.
func (c *Client) HasBrowser() bool { return c.cfg.Browser != nil }

// Render visits a cited URL as a reader does: in the browser, which runs the
// page's scripts. Every request of the page goes through the recorder, under the
// same guard, limits and proxies as a plain look, and the host has its turn in
// the same way. There are no retries. pictures asks for screenshot and print.
//
// Where the page could be read Look.Rendered is set, and Main is the answer that
// its document came with. Otherwise the look tells of the exchanges as a plain
// one would: a file that is no page, a fault, an error without a body.
//
// An error is a *BrowserError or our own failure.
func (c *Client) Render(ctx context.Context, rawURL string, pictures bool) (*Look, error) {
	if c.cfg.Browser == nil {
		return nil, &BrowserError{errors.New("there is none")}
	}
	l := &Look{URL: rawURL, Effort: Full, c: c, Started: time.Now()}
	u, err := l.unwrap()
	if err != nil {
		l.Fault, l.Done = &Fault{Reason: Protocol, Detail: err.Error()}, time.Now()
		return l, nil
	}
	host := u.Hostname()
	if err := c.pace.enter(ctx, host); err != nil {
		return nil, err
	}
	defer c.pace.leave(host)
	l.Started = time.Now()
	if err := c.cfg.Guard.CheckURL(u); err != nil {
		l.Fault, l.Done = refusal(err), time.Now()
		return l, nil
	}
	if l.Fault, err = c.forbids(ctx, u, Full); err != nil || l.Fault != nil {
		l.Done = time.Now()
		return l, err
	}
	t := newTap(c)
	shown := *u
	shown.Fragment, shown.RawFragment = l.fragment() // no server sees it, and scripts do
	page, err := c.cfg.Browser.Capture(ctx, shown.String(), browser.Options{Transport: t, Allow: t.allow, Pictures: pictures})
	t.stop()
	l.Exchanges, l.Missing, l.Done = t.kept(), t.missing, time.Now()
	if err == nil {
		err = l.takePage(page, t)
	} else if ctx.Err() == nil {
		err = &BrowserError{err}
	}
	if err != nil {
		l.Release()
		return nil, err
	}
	if l.RetryAfter <= maxRetryAfter {
		c.pace.hold(host, l.RetryAfter)
	}
	return l, nil
}

// fragment is that of the cited URL, or of the page behind it.
func (l *Look) fragment() (fragment, raw string) {
	target := l.URL
	if l.Unwrapped != "" {
		target = l.Unwrapped
	}
	_, ref, _ := strings.Cut(strings.TrimSpace(target), "#")
	if u, err := url.Parse("#" + ref); err == nil {
		return u.Fragment, u.RawFragment
	}
	return "", ""
}

// takePage fills the look in from what the browser saw and the exchanges that
// it made.
func (l *Look) takePage(page *browser.Page, t *tap) error {
	final := page.FinalURL
	if page.Failed != "" || page.Download {
		final = ""
	}
	list := t.list
	for i := len(list) - 1; i > 0 && page.Again; i-- {
		if list[i].isDocument() && sameDocument(list[i].ex.URL, l.visited.String()) {
			list = list[i:]
			break
		}
	}
	l.Hops, l.Main = mainFrame(l.visited.String(), final, list)
	if l.Main == nil {
		l.Fault = t.refused(l.visited.String())
		if l.Fault == nil {
			l.Fault = failed(page.Failed)
		}
		if l.Fault == nil {
			return &BrowserError{errors.New("it asked for nothing")}
		}
		return nil
	}
	m := l.Main
	l.FinalURL, _, _ = strings.Cut(m.URL, "#")
	l.Status, l.Header = m.Status, m.Header
	if m.Header != nil {
		l.ContentType = m.Header.Get("Content-Type")
	}
	if m.Status == http.StatusTooManyRequests || m.Status == http.StatusServiceUnavailable {
		l.RetryAfter = retryAfter(m.Header.Get("Retry-After"), time.Now())
	}
	rendered := page.Failed == "" && !page.Download && m.Response != nil && !isRedirect(m) &&
		(isHTML(mediaType(m.Header)) || mediaType(m.Header) == "") // of a file the browser shows a page of its own
	var broken *record.Error
	if errors.As(m.Err, &broken) {
		l.Fault = faultOf(broken)
		switch {
		case l.Fault != nil:
		case broken.Class != record.ClassCanceled:
			return m.Err
		case !rendered: // a file that the browser did not want
			l.Fault = &Fault{Reason: Truncated, Detail: "the browser did not take the file to its end"}
		}
		if rendered { // what came of it was shown
			l.Fault, l.Partial = nil, true
		}
	}
	if err := l.readMain(); err != nil {
		return err
	}
	switch {
	case l.Fault != nil:
	case m.Status == http.StatusTooManyRequests:
		l.Fault = &Fault{Reason: RateLimited, Detail: "status 429", RetryAfter: l.RetryAfter}
	case isRedirect(m): // where to, nobody went
		to := m.Header.Get("Location")
		if l.Fault = t.refused(l.Hops[len(l.Hops)-1].Location); l.Fault == nil {
			l.Fault = failed(page.Failed)
		}
		if l.Fault == nil {
			l.Fault = &Fault{Reason: Protocol, Detail: fmt.Sprintf("redirect to %q: the browser did not follow it", short(to))}
		}
	case page.Failed == errTooMany:
		l.Fault = failed(page.Failed)
	}
	switch {
	case !rendered:
		return nil
	case len(page.DOM) == 0 && page.Crashed:
		return &BrowserError{errors.New("the page's process died, twice")}
	case len(page.DOM) == 0 && len(page.Cut) > 0:
		return &BrowserError{fmt.Errorf("nothing could be read from the page within its limits (%s)", strings.Join(page.Cut, ", "))}
	case len(page.DOM) == 0:
		return &BrowserError{errors.New("nothing could be read from the page")}
	}
	if u, err := parseURL(page.FinalURL); err == nil { // also one that a script has set
		l.FinalURL = u.String()
	}
	l.Rendered = page
	l.Troubles = l.troubles(t.list, page.Read)
	l.Partial = l.Partial || page.Crashed || slices.ContainsFunc(page.Cut, func(s string) bool { return s != "height" })
	return nil
}

// readMain reads the body that the document came with: its digest, and its start
// where it is HTML.
func (l *Look) readMain() error {
	if l.Main.Response == nil {
		l.whole = true
		return nil
	}
	raw, err := l.Main.Payload()
	if err != nil {
		return err
	}
	defer raw.Close()
	src := &source{r: raw}
	dec, err := warc.DecodeContent(l.Header, src, l.c.cfg.MaxBody)
	if err != nil {
		l.DecodeErr, dec = err, src
	}
	keep := keepHTML(mediaType(l.Header))
	h := sha256.New()
	if keep > 0 {
		l.body, err = io.ReadAll(io.TeeReader(io.LimitReader(dec, keep), h))
		l.PayloadLen = int64(len(l.body))
	}
	if err == nil || keep == 0 {
		var n int64
		n, err = io.Copy(h, dec)
		l.PayloadLen += n
		l.whole = keep > 0 && n == 0
	}
	if src.err != nil && src.err != io.EOF {
		return src.err // our own disk
	}
	if err != nil {
		l.DecodeErr, l.whole = err, false
		if l.Fault == nil {
			l.Fault = &Fault{Reason: Protocol, Detail: err.Error()}
			if errors.Is(err, warc.ErrTooLarge) {
				l.Fault.Reason = TooLarge
			}
		}
	}
	h.Sum(l.PayloadSHA256[:0])
	return nil
}

const errTooMany = "net::ERR_TOO_MANY_REDIRECTS"

// failed gives the fault behind the browser's own word for a navigation that
// came to nothing; nil for none.
func failed(word string) *Fault {
	f := &Fault{Reason: Protocol, Detail: "the browser says: " + short(word)}
	switch word {
	case "":
		return nil
	case errTooMany:
		f.Reason = RedirectLoop
	case "net::ERR_TIMED_OUT", "net::ERR_CONNECTION_TIMED_OUT":
		f.Reason, f.Network = Timeout, true
	}
	return f
}

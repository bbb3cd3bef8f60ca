package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"archiver/internal/browser"
	"archiver/internal/record"
)

// maxTapMissing bounds the list of what a rendered page did not get.
const maxTapMissing = 500

// tap is the transport of one page in the browser: the recorder, with the guard
// before it and a list of the exchanges behind it.
type tap struct {
	c    *Client
	ctx  context.Context // ends with the page
	end  context.CancelFunc
	rest sync.WaitGroup // requests under way, to the last byte of their bodies

	mu      sync.Mutex
	closed  bool   // no request is taken any more
	over    bool   // no exchange either
	list    []sent // in the order of the requests, once stopped
	missing []Missing
	guarded map[string]*Fault // by URL, what was refused before anything was sent
}

func newTap(c *Client) *tap {
	t := &tap{c: c, guarded: map[string]*Fault{}}
	t.ctx, t.end = context.WithCancel(context.Background())
	return t
}

// withoutPort drops a port that says nothing: the proxy in between names it
// always.
func withoutPort(u *url.URL) *url.URL {
	if p := u.Port(); p == "443" && u.Scheme == "https" || p == "80" && u.Scheme == "http" {
		v := *u
		v.Host = strings.TrimSuffix(u.Host, ":"+p)
		return &v
	}
	return u
}

// RoundTrip implements http.RoundTripper for the browser's requests.
func (t *tap) RoundTrip(r *http.Request) (*http.Response, error) {
	u := withoutPort(r.URL)
	if err := t.allow(u); err != nil {
		return nil, err
	}
	t.mu.Lock()
	if t.closed {
		t.mu.Unlock()
		return nil, context.Canceled
	}
	t.rest.Add(1)
	t.mu.Unlock()
	s := sent{dest: r.Header.Get("Sec-Fetch-Dest"), wants: browser.WantOf(r), size: r.ContentLength,
		nav: r.Header.Get("Sec-Fetch-Mode") == "navigate" || r.Header.Get("Upgrade-Insecure-Requests") == "1"}
	ctx, cancel := context.WithCancel(r.Context())
	context.AfterFunc(t.ctx, cancel)
	ctx = record.WithSink(ctx, func(e *record.Exchange) {
		s.ex = e
		t.take(s)
	})
	out := r.Clone(ctx)
	out.URL = u
	if strings.Contains(out.Header.Get("Accept-Encoding"), "gzip") {
		out.Header.Set("Accept-Encoding", "gzip") // as plain looks do
	}
	return t.c.browsed.RoundTrip(out)
}

// take takes an exchange that is over.
func (t *tap) take(s sent) {
	defer t.rest.Done()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.over {
		s.ex.Release()
		return
	}
	t.list = append(t.list, s)
}

// allow asks the guard, and notes what it refuses.
func (t *tap) allow(u *url.URL) error {
	u = withoutPort(u)
	err := t.c.cfg.Guard.CheckURL(u)
	if err == nil {
		return nil
	}
	f := refusal(err)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.guarded[u.String()] != nil {
		return err
	}
	if len(t.missing) < maxTapMissing {
		t.missing = append(t.missing, Missing{URL: u.String(), Reason: f.Reason, Detail: f.Detail})
	}
	if len(t.guarded) < maxTapMissing {
		t.guarded[u.String()] = f
	}
	return err
}

// refused is why a URL was not asked for; nil if it was, or never came up.
func (t *tap) refused(u string) *Fault {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.guarded[u]
}

// stop ends what the page still has under way, and waits for it.
func (t *tap) stop() {
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	t.end()
	t.rest.Wait()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
	slices.SortStableFunc(t.list, func(a, b sent) int { return a.ex.Started.Compare(b.ex.Started) })
	for _, s := range t.list {
		if f := whatFailed(s.ex); f != nil && len(t.missing) < maxTapMissing {
			t.missing = append(t.missing, *f)
		}
	}
}

// whatFailed tells of an exchange that came to nothing.
func whatFailed(e *record.Exchange) *Missing {
	m := &Missing{URL: e.URL}
	switch {
	case e.Err != nil:
		m.Reason, m.Detail = "ended", short(e.Err.Error())
		if e2, ok := e.Err.(*record.Error); ok {
			if m.Reason = e2.Class; e2.Class == record.ClassCanceled {
				return nil // the page's own will, or its end
			}
		}
	case e.Status >= 400:
		m.Reason = fmt.Sprintf("http-%d", e.Status)
	default:
		return nil
	}
	return m
}

// kept are the exchanges worth keeping: not those that the page gave up before
// anything was sent.
func (t *tap) kept() []*record.Exchange {
	var list []*record.Exchange
	for _, s := range t.list {
		if s.ex.Response == nil && s.ex.Request.Len() == 0 && !s.isDocument() {
			s.ex.Release()
			continue
		}
		list = append(list, s.ex)
	}
	return list
}

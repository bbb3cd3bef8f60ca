package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"archiver/internal/record"
)

// Hop is one redirect: the answer at URL sent us to Location.
type Hop struct {
	URL       string
	Status    int
	Location  string // absolute; of one that can't be followed, the start as received
	Permanent bool   // 301 or 308
	// Via is "http", "meta" (a meta refresh) or "script" (one that sets
	// location); the last two in pages of under 2 KB alone.
	Via string
	// Sure is true of a script that leads there whatever happens.
	Sure bool
}

// Attempt is a try that a later one replaced. Its exchange is not kept.
type Attempt struct {
	URL    string
	At     time.Time
	Status int    // 0 without an answer
	Reason string // of its fault, if any
}

// trip is a URL with its redirects and retries, to an answer or a fault.
type trip struct {
	c       *Client
	session *session
	header  http.Header
	keep    func(contentType string) int64
	spend   func(int64)
	retries int
	page    bool                // a page: small ones may redirect by themselves, hosts are paced
	host    string              // held by the caller
	skip    func(u string) bool // says of a redirect target that it need not be fetched; nil: never

	exchanges []*record.Exchange // one a hop, the answer last
	hops      []Hop
	attempts  []Attempt
	last      *visit // nil if nothing was sent
	fault     *Fault
	after     time.Duration // what the last Retry-After asked for
}

func (c *Client) newTrip(s *session) *trip { return &trip{c: c, session: s} }

func (t *trip) release() {
	for _, e := range t.exchanges {
		e.Release()
	}
	t.exchanges = nil
}

// run goes from u to where it leads. An error is our own failure.
func (t *trip) run(ctx context.Context, u *url.URL) error {
	seen := make(map[string]bool)
	for {
		if err := t.c.cfg.Guard.CheckURL(u); err != nil {
			t.fault = refusal(err)
			return nil
		}
		if t.page && t.host != "" && u.Hostname() != t.host {
			if err := t.c.pace.wait(ctx, u.Hostname()); err != nil {
				return err
			}
		}
		if t.page {
			f, err := t.c.forbids(ctx, u, t.session.effort)
			if err != nil {
				return err
			}
			if f != nil {
				t.fault = f
				return nil
			}
		}
		v, err := t.persist(ctx, u)
		if err != nil {
			return err
		}
		t.last, t.fault = v, v.fault
		if v.ex != nil {
			t.exchanges = append(t.exchanges, v.ex)
		}
		// The same URL with the same cookies will say the same again.
		seen[v.url.String()+"\n"+v.cookies] = true
		ref, via := v.leadsTo(t.page)
		if via == "" {
			return nil
		}
		next, err := resolve(v.url, ref)
		if err == nil && len(next.String()) > maxTarget {
			err = errLongTarget
		}
		if via != "http" && (err != nil || next.String() == v.url.String()) {
			return nil // a page that reloads itself, or would open something else
		}
		hop := Hop{URL: v.url.String(), Status: v.status, Location: ref, Via: via,
			Permanent: v.status == http.StatusMovedPermanently || v.status == http.StatusPermanentRedirect}
		hop.Sure = via == "script" && surelyLeaves(v.body, ref)
		if err != nil {
			hop.Location = short(ref)
			t.hops = append(t.hops, hop)
			t.fault = &Fault{Reason: Protocol, Detail: fmt.Sprintf("redirect to %q: %v", short(ref), err)}
			return nil
		}
		hop.Location = next.String()
		t.hops = append(t.hops, hop)
		switch {
		case seen[hop.Location+"\n"+t.session.cookies(next)]:
			t.fault = &Fault{Reason: RedirectLoop, Detail: "redirects come back to " + short(hop.Location)}
			return nil
		case len(t.hops) > maxHops:
			t.fault = &Fault{Reason: RedirectLoop, Detail: fmt.Sprintf("more than %d redirects", maxHops)}
			return nil
		}
		if t.skip != nil && t.skip(hop.Location) {
			return nil
		}
		u = next
	}
}

// persist visits one URL, again where that may help.
func (t *trip) persist(ctx context.Context, u *url.URL) (*visit, error) {
	for {
		v := &visit{url: u, header: t.header, keep: t.keep, spend: t.spend, cookies: t.session.cookies(u)}
		at := time.Now()
		if err := v.do(ctx, t.session); err != nil {
			return nil, err
		}
		t.after = 0
		if v.status == http.StatusTooManyRequests || v.status == http.StatusServiceUnavailable {
			t.after = retryAfter(v.answer.Get("Retry-After"), time.Now())
		}
		again := retryable(v) && len(t.attempts) < t.retries && t.after <= maxRetryAfter && (v.status != 0 || !t.c.isDown(u.Host))
		if !again {
			t.c.noteReached(u.Host, v)
			if v.status == http.StatusTooManyRequests && v.fault == nil {
				v.fault = &Fault{Reason: RateLimited, Detail: "status 429", RetryAfter: t.after}
			}
			if t.page && t.after <= maxRetryAfter {
				t.c.pace.hold(u.Hostname(), t.after)
			}
			return v, nil
		}
		a := Attempt{URL: u.String(), At: at, Status: v.status}
		if v.fault != nil {
			a.Reason = v.fault.Reason
		}
		t.attempts = append(t.attempts, a)
		if v.ex != nil {
			v.ex.Release()
		}
		if err := sleep(ctx, max(t.after, pause(t.c.cfg.RetryWait, len(t.attempts)))); err != nil {
			return nil, err
		}
	}
}

// leadsTo says where an answer sends us, and how; via is empty if nowhere.
func (v *visit) leadsTo(page bool) (ref, via string) {
	if v.fault != nil && v.fault.Reason != Truncated && v.fault.Reason != TooLarge {
		return "", ""
	}
	switch v.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		if ref = v.answer.Get("Location"); ref != "" {
			return ref, "http"
		}
		return "", ""
	}
	if page && v.whole && v.fault == nil && v.status >= 200 && v.status < 300 && isHTML(mediaType(v.answer)) {
		return refresh(v.body)
	}
	return "", ""
}

func isHTML(mediaType string) bool {
	return mediaType == "text/html" || mediaType == "application/xhtml+xml"
}

// short keeps hostile words from filling a message.
func short(s string) string {
	if len(s) > 300 {
		return s[:300] + "…"
	}
	return s
}

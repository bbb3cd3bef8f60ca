package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"archiver/internal/netguard"
	"archiver/internal/record"
	"archiver/internal/warc"
)

// Wayback is a web archive that is asked for copies of pages: the Wayback
// Machine, or a service that runs OpenWayback or pywb. It asks one thing at a
// time, paced like a look, and never asks anyone but the archive: where a copy
// leads elsewhere, the archive's copy of that is asked for.
//
// What it asks, in the words of the Wayback Machine: the index
// (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server),
// the availability API (https://archive.org/help/wayback_api.php), copies as
// they were captured (the modifier id_), and Save Page Now 2.
type Wayback struct {
	c         *Client
	base      string // as it was named, without a last slash
	host      string // with port
	prefix    string // what stands before a copy's timestamp
	cdx       string // the index
	available string // the availability API; "" if there is none
	save      string // Save Page Now; "" if there is none
	plainCDX  bool   // the index takes pywb's parameters

	turn sync.Mutex // one request at a time
}

// Wayback makes one from its base URL. With a path, as in
// https://archive.example/all, it is laid out like a collection of pywb:
// base/TIMESTAMP/URL and base/cdx. Without one, or with /web, it is laid out
// like the Wayback Machine: base/web/TIMESTAMP/URL and base/cdx/search/cdx.
func (c *Client) Wayback(base string) (*Wayback, error) {
	u, err := url.Parse(base)
	if err != nil || !isHTTP(u.Scheme) || u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, fmt.Errorf("use archive %q: want an http or https URL with a host, without a query", short(base))
	}
	root := u.Scheme + "://" + strings.ToLower(u.Host)
	w := &Wayback{c: c, host: strings.ToLower(u.Host)}
	path := strings.TrimRight(u.EscapedPath(), "/")
	w.base = root + path
	if path != "" && path != "/web" {
		w.prefix, w.cdx, w.plainCDX = w.base+"/", w.base+"/cdx", true
		return w, nil
	}
	w.prefix, w.cdx, w.save = root+"/web/", root+"/cdx/search/cdx", root+"/save"
	w.available = root + "/wayback/available"
	if w.host == "web.archive.org" { // the public one has it on its parent
		w.available = u.Scheme + "://archive.org/wayback/available"
	}
	return w, nil
}

// CheckWayback says why an archive can't be used, or can't be asked to save; nil
// if it can.
func CheckWayback(base string, save bool) error {
	w, err := (*Client)(nil).Wayback(base)
	if err == nil && save && w.save == "" {
		err = fmt.Errorf("%q is a collection: only an archive laid out like web.archive.org can be asked to save", short(base))
	}
	if err == nil && save && !w.confidential() {
		err = fmt.Errorf("%q would be sent the keys for rescue.save in the clear: use https, or set rescue.save to false", short(base))
	}
	return err
}

// confidential tells whether nobody in between can read what is sent to it.
func (w *Wayback) confidential() bool {
	u, err := url.Parse(w.base)
	if err != nil || u.Scheme == "https" {
		return err == nil
	}
	a, err := netip.ParseAddr(u.Hostname())
	return err == nil && a.IsLoopback() || netguard.IsLocalhost(u.Hostname())
}

// Base is the service's base URL.
func (w *Wayback) Base() string { return w.base }

// Host is the service's host, for people.
func (w *Wayback) Host() string { return w.host }

// Copy is a copy that the archive has, or may have.
type Copy struct {
	Timestamp string // 14 digits; fewer where it is not exact
	URL       string // of the page, as the archive spells it
	Status    int    // of the archived answer; 0 where that is not told
	Digest    string // of its body, in the archive's own way; "" where that is not told
}

// At is the moment of the copy; zero if its timestamp makes no sense.
func (k Copy) At() time.Time {
	const least = "00000101000000"
	if n := len(k.Timestamp); n < 4 || n > len(least) {
		return time.Time{}
	}
	t, err := time.Parse("20060102150405", k.Timestamp+least[len(k.Timestamp):])
	if err != nil {
		return time.Time{}
	}
	return t
}

// ServiceError says that the archive could not be asked: it is over its limits,
// broken or out of reach. Nothing can be said of its copies.
type ServiceError struct {
	Host       string
	Detail     string
	Status     int           // 0 without an answer
	RetryAfter time.Duration // what it asked for; zero if nothing
}

func (e *ServiceError) Error() string { return fmt.Sprintf("ask %s: %s", e.Host, e.Detail) }

// NoCopyError says that the archive gave no copy where one was asked for.
type NoCopyError struct {
	Detail string
	// Excluded: the archive has one, or may, and does not show it.
	Excluded bool
}

func (e *NoCopyError) Error() string { return e.Detail }

// maxIndex caps an answer of the index and of the other interfaces, decoded.
const maxIndex = 8 << 20

var errLong = errors.New("its answer is too long")

// ask makes one request, and gives the visit: an error is a *ServiceError, or
// our own failure. v is released then.
func (w *Wayback) ask(ctx context.Context, s *session, raw string, h http.Header, keep func(string) int64, spend func(int64)) (*visit, error) {
	u, err := parseURL(raw)
	if err != nil {
		return nil, &NoCopyError{Detail: err.Error()}
	}
	if err := w.c.cfg.Guard.CheckURL(u); err != nil {
		return nil, &ServiceError{Host: w.host, Detail: err.Error()}
	}
	w.turn.Lock()
	defer w.turn.Unlock()
	if err := w.c.pace.enter(ctx, u.Hostname()); err != nil {
		return nil, err
	}
	defer w.c.pace.leave(u.Hostname())
	t := w.c.newTrip(s)
	t.header, t.keep, t.spend = h, keep, spend // no retries: the next pass asks again
	v, err := t.persist(ctx, u)
	if err != nil {
		return nil, err
	}
	if err := w.trouble(v, t.after); err != nil {
		v.release()
		return nil, err
	}
	return v, nil
}

// trouble tells an answer of the archive about itself from one that it keeps.
func (w *Wayback) trouble(v *visit, after time.Duration) error {
	if v.status != 0 && v.answer.Get("Memento-Datetime") != "" {
		return nil // whatever it says, it says of the page
	}
	detail := ""
	switch s := v.status; {
	case s == http.StatusTooManyRequests:
		detail = "it has had too many requests (status 429)"
	case s == http.StatusServiceUnavailable:
		detail = "it is not available (status 503)"
	case s == 0 && v.fault != nil:
		detail = v.fault.Detail
	case s == 0 || excluded(v) || v.answer.Get(runtimeError) != "": // it says so of the page
	case s == http.StatusForbidden:
		detail = "it turns us away (status 403)"
	case s == http.StatusBadGateway, s == http.StatusGatewayTimeout, s >= 520 && s < 600: // its own front end answers
		detail = fmt.Sprintf("it is not available (status %d)", s)
	}
	if detail == "" {
		return nil
	}
	return &ServiceError{Host: w.host, Detail: detail, Status: v.status, RetryAfter: after}
}

// runtimeError is the header field in which the archive says why it shows no copy.
const runtimeError = "X-Archive-Wayback-Runtime-Error"

func (v *visit) release() {
	if v.ex != nil {
		v.ex.Release()
	}
}

// excluded tells whether an answer says that the archive may not show the page.
func excluded(v *visit) bool {
	const words = "AccessControlException"
	return strings.Contains(v.answer.Get(runtimeError), words) ||
		v.status >= 400 && strings.Contains(string(v.body[:min(len(v.body), 4<<10)]), words)
}

// memento is the URL of a copy as it was captured.
func (w *Wayback) memento(k Copy) string { return w.prefix + k.Timestamp + "id_/" + k.URL }

var mementoPath = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{4,14})(?:[a-z]{2}_)?/(.+)$`)
})

// Copy reads a link to a copy in this archive, as people and the archive itself
// write it: with or without a modifier, by http or https.
func (w *Wayback) Copy(link string) (Copy, bool) {
	_, rest, ok := strings.Cut(link, "://")
	_, prefix, _ := strings.Cut(w.prefix, "://")
	if !ok || len(link) > maxURL {
		return Copy{}, false
	}
	host, path, _ := strings.Cut(rest, "/")
	host = strings.ToLower(host)
	if w.host == "web.archive.org" {
		switch strings.TrimSuffix(strings.TrimPrefix(host, "www."), ":80") {
		case "archive.org", "wayback.archive.org", "web.archive.org":
			host = w.host
		}
	}
	rest, ok = strings.CutPrefix(host+"/"+path, prefix)
	m := mementoPath().FindStringSubmatch(rest)
	if !ok || m == nil {
		return Copy{}, false
	}
	k := Copy{Timestamp: m[1], URL: m[2]}
	for _, scheme := range []string{"http", "https"} { // some servers collapse the slashes
		if rest, cut := strings.CutPrefix(k.URL, scheme+":"); cut {
			k.URL = scheme + "://" + strings.TrimLeft(rest, "/")
		}
	}
	if !strings.Contains(k.URL, "://") {
		k.URL = "http://" + k.URL
	}
	_, err := parseURL(k.URL)
	return k, err == nil && !k.At().IsZero()
}

// samePage tells whether two URLs name one page for an archive: its index knows
// no scheme, no www, no default port, no last slash and no upper case.
func samePage(a, b string) bool {
	key := func(raw string) string {
		u, err := parseURL(raw)
		if err != nil {
			return raw
		}
		if p := u.Port(); p == "80" || p == "443" {
			u.Host = strings.TrimSuffix(u.Host, ":"+p)
		}
		path, query, _ := strings.Cut(warc.SURT(u.String()), "?")
		return strings.TrimSuffix(path, "/") + "?" + query
	}
	return key(a) == key(b)
}

// Found is what the archive says of its copies of a page.
type Found struct {
	Copies    []Copy             // nearest first
	Exchanges []*record.Exchange // in which it said so
}

// Release lets go of the recorded bytes.
func (f *Found) Release() {
	for _, e := range f.Exchanges {
		e.Release()
	}
	f.Exchanges = nil
}

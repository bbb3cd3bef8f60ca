package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Memento says which copy of which archive a look is at, instead of the page.
type Memento struct {
	Service string    // base URL of the archive
	Host    string    // the same, for people
	URL     string    // of the copy, as it was asked for
	At      time.Time // when the archive says it captured the page: Memento-Datetime (RFC 7089)
}

// Fetch looks at a copy of a cited page as at the page itself: URL, redirects,
// status and header fields of the look are the page's as the archive tells
// them, and its exchanges those with the archive. FinalURL is the cited URL
// unless the page redirected to another. An error is a *NoCopyError, a
// *ServiceError, or our own failure.
func (w *Wayback) Fetch(ctx context.Context, cited string, k Copy) (*Look, error) {
	l := &Look{URL: cited, FinalURL: cited, c: w.c, Started: time.Now()}
	if err := w.fetch(ctx, l, k); err != nil {
		l.Release()
		return nil, err
	}
	l.Done = time.Now()
	return l, nil
}

func (w *Wayback) fetch(ctx context.Context, l *Look, k Copy) error {
	l.session = w.c.newSession(Full)
	page := k.URL // the one whose copy is asked for
	for range maxHops + 1 {
		raw := w.memento(k)
		v, err := w.ask(ctx, l.session, raw, pageHeader, keepHTML, nil)
		if err != nil {
			return err
		}
		if v.ex != nil {
			l.Exchanges = append(l.Exchanges, v.ex)
		}
		if v.status == 0 {
			return &NoCopyError{Detail: "no answer could be read"}
		}
		at, isCopy := mementoTime(v.answer)
		if isCopy {
			if orig := originalLink(v.answer); orig != "" && !samePage(orig, page) {
				return &NoCopyError{Detail: "the archive gave a copy of another page: " + short(orig)}
			}
		}
		next, leads := w.leads(v, k)
		switch {
		case leads && isCopy: // the page itself sent its reader on
			l.Hops = append(l.Hops, Hop{URL: page, Status: v.status, Location: next.URL, Via: "http",
				Permanent: v.status == http.StatusMovedPermanently || v.status == http.StatusPermanentRedirect})
			if !samePage(next.URL, page) {
				l.FinalURL = next.URL
			}
			page = next.URL
		case leads: // the archive, to the exact moment
			if !samePage(next.URL, page) {
				return &NoCopyError{Detail: "the archive leads to a copy of another page: " + short(next.URL)}
			}
		case !isCopy:
			return w.noCopy(v)
		default:
			l.takeMemento(v, &Memento{Service: w.base, Host: w.host, URL: v.url.String(), At: at})
			return nil
		}
		k = next
	}
	return &NoCopyError{Detail: fmt.Sprintf("more than %d redirects", maxHops)}
}

// noCopy says why an answer that is no copy is none: a *NoCopyError, or a
// *ServiceError where the archive broke down over it.
func (w *Wayback) noCopy(v *visit) error {
	e := &NoCopyError{Excluded: excluded(v)}
	dated := v.answer.Get("Memento-Datetime") != ""
	switch why := v.answer.Get(runtimeError); {
	case e.Excluded:
		e.Detail = "the archive does not show this page"
	case why != "":
		e.Detail = "the archive could not show it: " + short(why)
	case !dated && v.status >= 500:
		return &ServiceError{Host: w.host, Detail: fmt.Sprintf("it is broken (status %d)", v.status), Status: v.status}
	case !dated && v.fault != nil && slices.Contains([]string{Truncated, Timeout, Reset}, v.fault.Reason):
		return &ServiceError{Host: w.host, Detail: "its answer was cut short: " + v.fault.Detail, Status: v.status}
	case v.status == http.StatusNotFound:
		e.Detail = "the archive has no such copy"
	default:
		e.Detail = fmt.Sprintf("the answer does not say that it is a copy (status %d)", v.status)
	}
	return e
}

// leads tells to which copy an answer leads, if to any. A page that redirected
// may do so by an address of its own, which the archive did not rewrite.
func (w *Wayback) leads(v *visit, k Copy) (Copy, bool) {
	ref, via := v.leadsTo(false)
	if via == "" {
		return Copy{}, false
	}
	if next, err := resolve(v.url, ref); err == nil {
		if n, ok := w.Copy(next.String()); ok {
			return n, true
		}
	}
	base, err := parseURL(k.URL)
	if err != nil {
		return Copy{}, false
	}
	next, err := resolve(base, ref)
	if err != nil || len(next.String()) > maxTarget {
		return Copy{}, false
	}
	return Copy{Timestamp: k.Timestamp, URL: next.String()}, true
}

func (l *Look) takeMemento(v *visit, m *Memento) {
	l.Memento, l.Main, l.Fault = m, v.ex, v.fault
	if v.fault != nil && v.fault.Reason == RateLimited {
		l.Fault = nil // the page was, when the archive asked for it: its status tells
	}
	l.Status, l.DecodeErr = v.status, v.decode
	l.Header = OriginalHeader(v.answer)
	l.ContentType = l.Header.Get("Content-Type")
	l.body, l.whole = v.body, v.whole
	l.PayloadSHA256, l.PayloadLen = v.sum, v.size
}

// mementoTime reads Memento-Datetime.
func mementoTime(h http.Header) (time.Time, bool) {
	t, err := http.ParseTime(h.Get("Memento-Datetime"))
	return t.UTC(), err == nil && t.Year() >= 1990 && time.Until(t) < 48*time.Hour
}

var originalRel = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<([^<>]+)>\s*;[^<>]*?\brel="?original\b`)
})

// originalLink is the page that a copy says it is of.
func originalLink(h http.Header) string {
	if m := originalRel().FindStringSubmatch(strings.Join(h.Values("Link"), ", ")); m != nil {
		return m[1]
	}
	return ""
}

const (
	originalPrefix = "X-Archive-Orig-"
	originalCoding = originalPrefix + "Content-Encoding"
)

// OriginalHeader gives the header fields that the page had when the archive
// captured it: the archive hands them on with a prefix, or, where it hands none
// on so, as they were. The content coding is that of the archive's own answer,
// which has to be undone to read it.
func OriginalHeader(h http.Header) http.Header {
	out := http.Header{}
	for name, vals := range h {
		if own, ok := strings.CutPrefix(name, originalPrefix); ok && own != "" {
			out[textproto.CanonicalMIMEHeaderKey(own)] = vals
		}
	}
	if len(out) == 0 {
		out = h.Clone()
		for _, own := range []string{"Memento-Datetime", "Link", "Content-Location"} {
			out.Del(own)
		}
	}
	if out.Get("Content-Type") == "" && h.Get("Content-Type") != "" {
		out.Set("Content-Type", h.Get("Content-Type"))
	}
	out.Del("Content-Encoding")
	if c := h.Values("Content-Encoding"); len(c) > 0 {
		out["Content-Encoding"] = c
	}
	if c := h.Get(originalCoding); c != "" {
		out.Set(originalCoding, c)
	}
	return out
}

// StillCoded tells whether the body of a copy may still be in the coding in
// which the page was sent: some archives hand it out so, without saying it.
func StillCoded(h http.Header) bool {
	return strings.Contains(strings.ToLower(h.Get(originalCoding)), "gzip")
}

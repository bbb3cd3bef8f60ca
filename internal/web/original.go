package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/warc"
)

// original is a page of the web as RFC 7089 means it, with what is kept of it. Sources
// that differ in the fragment alone are one: no server is told a fragment.
type original struct {
	URI string
	// Kept are all snapshots, oldest first. Mementos are those that a date may lead to:
	// those that show the page, or where there are none, all; one of each second.
	Kept, Mementos []catalog.Snapshot
	// Gone are those that were withdrawn. Nothing leads to them.
	Gone []catalog.Snapshot
}

// maxAsked bounds a URL that is asked for, in bytes: no source's is longer.
const maxAsked = 8 << 10

var (
	schemed    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^(https?):/*`) })
	encoded    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^https?%3a`) })
	otherwise  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:(?:[^0-9]|$)`) })         // a scheme, and no port
	lastTicket = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|&)ticket=[0-9]{1,12}\.[A-Za-z0-9_-]{43}$`) }) // ours: a source's URL may have a ticket, too
)

// asked reads the URL at the end of a request's address, behind prefix. A client may
// have encoded it as a whole, or left out the scheme, and what stands between may
// have made one slash of two. It gives "" for what is no web address.
func (s *Server) asked(r *http.Request, prefix string) string {
	raw := strings.TrimPrefix(r.URL.EscapedPath(), prefix)
	if encoded().MatchString(raw) {
		whole, err := url.PathUnescape(raw)
		if err != nil {
			return ""
		}
		raw = whole
	} else if q := s.ownQuery(r); q != "" {
		raw += "?" + q
	}
	switch {
	case len(raw) > maxAsked:
		return ""
	case schemed().MatchString(raw):
		raw = schemed().ReplaceAllStringFunc(raw, func(m string) string {
			scheme, _, _ := strings.Cut(strings.ToLower(m), ":")
			return scheme + "://"
		})
	case otherwise().MatchString(raw):
		return ""
	default:
		raw = "https://" + strings.TrimLeft(raw, "/")
	}
	if u, err := url.Parse(address(raw)); err != nil || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return raw
}

// ownQuery is a request's query without the ticket, which stands last.
func (s *Server) ownQuery(r *http.Request) string {
	if !s.cfg.Access.Private {
		return r.URL.RawQuery
	}
	return lastTicket().ReplaceAllString(r.URL.RawQuery, "")
}

// address is a source's URL as a URI without fragment: what stands in a Link header
// and in other addresses.
func address(u string) string {
	u, _, _ = strings.Cut(warc.URI(u), "#")
	u = source.LinkAddress(u)
	return strayPercent().ReplaceAllStringFunc(u, func(m string) string {
		if len(m) == 3 {
			return m
		}
		return "%25" + m[1:]
	})
}

var strayPercent = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`%(?:[0-9A-Fa-f]{2})?`) })

// urlKey is the same for URLs that mean one page to nearly every server: http and
// https, with "www." or without, a slash at the end, the default port, a character
// percent-encoded or not. Upper case in the path, and the order of a query, may matter.
func urlKey(u string) string {
	_, rest, _ := strings.Cut(address(u), "://")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	host := strings.TrimPrefix(strings.ToLower(rest[:end]), "www.")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	path, query, _ := strings.Cut(rest[end:], "?")
	key := host + strings.TrimRight(plainEscapes(path), "/")
	if query != "" {
		key += "?" + plainEscapes(query)
	}
	return key
}

// plainEscapes undoes percent-encoding where it changes nothing (RFC 3986, section
// 6.2.2), and writes the rest in one way.
func plainEscapes(s string) string {
	return strayPercent().ReplaceAllStringFunc(s, func(m string) string {
		if c, err := url.PathUnescape(m); err == nil && len(c) == 1 && (isAlnum(c[0]) || strings.Contains("-._~", c)) {
			return c
		}
		return strings.ToUpper(m)
	})
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// urlIndex lists the sources' URLs by their key. It is made anew when the log has
// grown, at most every few seconds.
type urlIndex struct {
	mu   sync.Mutex
	size int64
	made time.Time
	by   map[string][]string
}

const indexLasts = 5 * time.Second

func (x *urlIndex) like(ctx context.Context, b Backend, c *catalog.Catalog, u string) ([]string, error) {
	size, err := c.LogSize(ctx)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", u, err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.by == nil || size != x.size && time.Since(x.made) > indexLasts {
		sources, err := c.Sources(ctx)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", u, err)
		}
		set, _, err := manifests(ctx, b)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", u, err)
		}
		by, seen := map[string][]string{}, map[string]bool{}
		add := func(u string) {
			if !seen[u] {
				seen[u] = true
				by[urlKey(u)] = append(by[urlKey(u)], u)
			}
		}
		for _, s := range sources {
			add(s.URL)
		}
		for c := range set.Citations() { // one that was only ever added by hand was never looked at
			add(c.Citation.URL)
		}
		x.by, x.size, x.made = by, size, time.Now()
	}
	return x.by[urlKey(u)], nil
}

// original finds what is kept of a URL: of exactly this one, else of the one that is
// most like it. It gives nil where nothing is, and was.
func (s *Server) original(ctx context.Context, asked string) (*original, error) {
	c, release, err := s.cfg.Backend.Catalog(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	urls, err := s.urls.like(ctx, s.cfg.Backend, c, asked)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(urls, asked) {
		urls = append(slices.Clone(urls), asked) // it may be newer than the index
	}
	found := map[string]*original{}
	for _, u := range urls {
		id := source.ID(u)
		list, err := c.Snapshots(ctx, id)
		if err != nil {
			return nil, err
		}
		gone, err := c.Withdrawn(ctx, id)
		if err != nil {
			return nil, err
		}
		o := found[address(u)]
		if o == nil {
			o = &original{URI: address(u)}
			found[o.URI] = o
		}
		o.Kept, o.Gone = append(o.Kept, list...), append(o.Gone, gone[id]...)
	}
	var best *original
	for _, o := range found {
		if len(o.Kept)+len(o.Gone) > 0 && (best == nil || nearer(o.URI, best.URI, address(asked))) {
			best = o
		}
	}
	if best != nil {
		slices.SortStableFunc(best.Kept, func(a, b catalog.Snapshot) int { return a.CapturedAt.Compare(b.CapturedAt) })
		best.Mementos = mementos(best.Kept)
	}
	return best, nil
}

// nearer says whether a is more like asked than b.
func nearer(a, b, asked string) bool {
	if x, y := likeness(a, asked), likeness(b, asked); x != y {
		return x > y
	}
	if x, y := strings.HasPrefix(a, "https:"), strings.HasPrefix(b, "https:"); x != y {
		return x
	}
	return a < b
}

func likeness(a, b string) (n int) {
	if a == b {
		return 8
	}
	u, err := url.Parse(a)
	v, err2 := url.Parse(b)
	if err != nil || err2 != nil {
		return 0
	}
	if strings.EqualFold(u.Host, v.Host) {
		n += 4
	}
	if u.Path == v.Path {
		n += 2
	}
	if u.Scheme == v.Scheme {
		n++
	}
	return n
}

// mementos are the snapshots that a date may lead to. What shows a wall or an error
// never stands for the page, unless nothing else is kept.
func mementos(kept []catalog.Snapshot) (list []catalog.Snapshot) {
	shows := slices.ContainsFunc(kept, func(s catalog.Snapshot) bool { return s.Class == "source" })
	for _, s := range kept {
		n := len(list)
		if (!shows || s.Class == "source") && (n == 0 || !dated(s).Equal(dated(list[n-1]))) {
			list = append(list, s)
		}
	}
	return list
}

// dated is when a snapshot was captured, to the second, as headers and addresses
// tell it.
func dated(s catalog.Snapshot) time.Time { return s.CapturedAt.UTC().Truncate(time.Second) }

// at gives the place of the newest memento at or before a moment, else of the first
// after it.
func (o *original) at(t time.Time) int {
	for i, m := range o.Mementos {
		if dated(m).After(t) {
			return max(i-1, 0)
		}
	}
	return len(o.Mementos) - 1
}

// exactly gives the snapshot of a second, whatever it shows; a memento before others.
func (o *original) exactly(t time.Time) (catalog.Snapshot, bool) {
	for _, list := range [][]catalog.Snapshot{o.Mementos, o.Kept} {
		if i := slices.IndexFunc(list, func(s catalog.Snapshot) bool { return dated(s).Equal(t) }); i >= 0 {
			return list[i], true
		}
	}
	return catalog.Snapshot{}, false
}

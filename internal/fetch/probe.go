package fetch

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
)

// ProbeKind is an extra request that tells more of a look.
type ProbeKind int

const (
	// Sibling asks for a page that can't exist beside the cited one: how does
	// this site say "not found"? After Bar-Yossef et al., "Sic transit gloria
	// telae" (2004).
	Sibling ProbeKind = iota
	// Home asks for the site's home page.
	Home
	// Section asks for the page that lists the cited one and others: its address
	// without the query, or the folder that it is in.
	Section
	// BrowserLike asks for the cited page again, with a browser's headers.
	BrowserLike
)

var browserHeader = http.Header{
	"User-Agent":                {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"},
	"Accept":                    {"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"},
	"Accept-Encoding":           {"gzip"},
	"Accept-Language":           {"en-US,en;q=0.9"},
	"Sec-Fetch-Dest":            {"document"},
	"Sec-Fetch-Mode":            {"navigate"},
	"Sec-Fetch-Site":            {"none"},
	"Sec-Fetch-User":            {"?1"},
	"Upgrade-Insecure-Requests": {"1"},
}

// Probe makes one extra visit for l, as paced as any and without retries. An
// error is our own failure.
func (c *Client) Probe(ctx context.Context, l *Look, kind ProbeKind) (*Look, error) {
	if l.visited == nil {
		return nil, fmt.Errorf("probe %q: the look has no URL that makes sense", short(l.URL))
	}
	switch kind {
	case Sibling:
		return c.look(ctx, sibling(l.visited).String(), pageHeader, Once)
	case Home:
		return c.look(ctx, home(l.visited), pageHeader, Once)
	case Section:
		return c.look(ctx, section(l.visited), pageHeader, Once)
	case BrowserLike:
		return c.look(ctx, l.visited.String(), browserHeader, Once)
	}
	return nil, fmt.Errorf("probe %q: no kind %d", short(l.URL), kind)
}

// Ask makes one extra visit for l to another address, as paced as any and without
// retries. An error is our own failure.
func (c *Client) Ask(ctx context.Context, l *Look, rawURL string) (*Look, error) {
	if l.visited == nil {
		return nil, fmt.Errorf("ask %q: the look has no URL that makes sense", short(rawURL))
	}
	return c.look(ctx, rawURL, pageHeader, Once)
}

// ProbeKey names what a probe of this kind asks of the host: what answers one
// look answers every other with the same key. It is empty where an answer is
// for its own look alone.
func (l *Look) ProbeKey(kind ProbeKind) string {
	switch {
	case l.visited == nil:
	case kind == Sibling:
		return "beside " + l.visited.Scheme + "://" + l.visited.Host + parent(l.visited)
	case kind == Home, kind == Section && section(l.visited) == home(l.visited):
		return "home " + home(l.visited)
	case kind == Section:
		return "section " + section(l.visited)
	}
	return ""
}

func home(u *url.URL) string {
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}).String()
}

// parent is the folder that the last part of u's path is in.
func parent(u *url.URL) string {
	path := strings.TrimSuffix(u.EscapedPath(), "/")
	return cmp.Or(path[:strings.LastIndexByte(path, '/')+1], "/")
}

func section(u *url.URL) string {
	s := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}
	if u.RawQuery == "" {
		s.RawPath = parent(u)
		s.Path, _ = url.PathUnescape(s.RawPath)
	}
	return s.String()
}

// sibling replaces the last part of u's path by 25 random letters.
func sibling(u *url.URL) *url.URL {
	name := make([]byte, 25)
	for i := range name {
		name[i] = 'a' + byte(rand.N(26))
	}
	s := &url.URL{Scheme: u.Scheme, Host: u.Host}
	s.RawPath = parent(u) + string(name)
	s.Path, _ = url.PathUnescape(s.RawPath)
	return s
}

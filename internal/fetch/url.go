package fetch

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// maxURL caps a URL in bytes. Servers refuse far shorter ones; a longer
// reference in a page is a mistake or an attack.
const maxURL = 16 << 10

var errLongURL = fmt.Errorf("parse URL: longer than %d bytes", maxURL)

// maxTarget caps where a redirect leads, in bytes as it would be asked for: the
// URL is logged and listed. It is as long as a cited URL may be.
const maxTarget = 8 << 10

var errLongTarget = fmt.Errorf("longer than %d bytes", maxTarget)

// parseURL reads an absolute http or https URL the way a browser's address
// line does: see clean. The fragment is dropped: it never goes on the wire.
func parseURL(raw string) (*url.URL, error) {
	if len(raw) > maxURL {
		return nil, errLongURL
	}
	u, err := url.Parse(clean(raw))
	if err != nil {
		return nil, fmt.Errorf("parse URL: %w", cause(err))
	}
	return settle(u)
}

// resolve reads ref, absolute or relative, as met in a document or a Location
// header of base. Schemes other than http and https are an error.
func resolve(base *url.URL, ref string) (*url.URL, error) {
	if len(ref) > maxURL {
		return nil, errLongURL
	}
	ref = clean(ref)
	u, err := url.Parse(ref)
	if err != nil && !strings.Contains(ref, "//") { // "1:2.png" has a colon but no scheme
		u, err = url.Parse("./" + ref)
	}
	if err != nil {
		return nil, fmt.Errorf("parse URL: %w", cause(err))
	}
	// "http:path" is relative for browsers when the schemes agree.
	if u.Opaque != "" && u.Scheme == base.Scheme && isHTTP(u.Scheme) {
		if u, err = url.Parse(ref[len(u.Scheme)+1:]); err != nil {
			return nil, fmt.Errorf("parse URL: %w", cause(err))
		}
	}
	return settle(base.ResolveReference(u))
}

// settle checks and evens out what both kinds of parsing gave.
func settle(u *url.URL) (*url.URL, error) {
	u.Scheme = strings.ToLower(u.Scheme)
	if !isHTTP(u.Scheme) {
		return nil, fmt.Errorf("parse URL: scheme %q is not fetched", u.Scheme)
	}
	if u.Opaque != "" || u.Hostname() == "" {
		return nil, errors.New("parse URL: no host")
	}
	u.Host = strings.ToLower(u.Host)
	// A default port that is spelled out names the same page twice.
	if p := u.Port(); p == "80" && u.Scheme == "http" || p == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+p)
	}
	u.Host = strings.TrimSuffix(u.Host, ":")
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

func isHTTP(scheme string) bool { return scheme == "http" || scheme == "https" }

// cause takes the quoted input out of url's error: it may be long and hostile.
func cause(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// clean makes a reference as pages and headers really hold them acceptable to
// url.Parse, without changing what it names. After https://url.spec.whatwg.org:
// surrounding control characters and spaces go, tabs and line ends go,
// backslashes before the query are slashes, and bytes that may not stand in a
// URL are percent-encoded as the bytes they are, UTF-8 or windows-1251. A
// percent sign that begins no escape becomes %25. Existing escapes stay as
// they are: they are what the server is asked for. The fragment is cut.
func clean(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	if i := strings.IndexByte(s, '#'); i >= 0 {
		s = s[:i]
	}
	if isClean(s) {
		return s
	}
	// The part before the path is left to url.Parse: a host may be Unicode.
	rest := afterHost(s)
	var b strings.Builder
	b.Grow(len(s) + 16)
	inQuery := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\t' || c == '\n' || c == '\r':
		case c == '\\' && !inQuery && !opaqueScheme(s):
			b.WriteByte('/')
		case i < rest && c != '%':
			b.WriteByte(c)
		case c == '?':
			inQuery = true
			b.WriteByte(c)
		case c == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])):
			b.WriteString("%25")
		case mustEscape(c):
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isClean says whether clean has nothing to do, as for nearly all URLs.
func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c == '\\' || mustEscape(c) || c == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			return false
		}
	}
	return true
}

func mustEscape(c byte) bool {
	return c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>`{}|^", c) >= 0
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// afterHost gives the offset at which scheme and host end.
func afterHost(s string) int {
	i := 0
	if n := strings.IndexAny(s, ":/\\?"); n > 0 && s[n] == ':' {
		if opaqueScheme(s) {
			return len(s)
		}
		i = n + 1
	}
	if len(s) < i+2 || !isSlash(s[i]) || !isSlash(s[i+1]) {
		return i
	}
	for i < len(s) && isSlash(s[i]) {
		i++
	}
	if n := strings.IndexAny(s[i:], "/\\?"); n >= 0 {
		return i + n
	}
	return len(s)
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// opaqueScheme says whether s has a scheme that isn't ours (data:, mailto:).
func opaqueScheme(s string) bool {
	n := strings.IndexAny(s, ":/\\?")
	return n > 0 && s[n] == ':' && !isHTTP(strings.ToLower(s[:n]))
}

// unwrap gives the page behind the URL of a wall, as people paste it when a
// login or consent page stood before what they read: "" if raw is none.
// The list is the one of drift.md's procedure, step 1.
func unwrap(raw string) string {
	u, err := parseURL(raw)
	if err != nil {
		return ""
	}
	host, path := u.Hostname(), strings.TrimSuffix(u.Path, "/")
	key := ""
	switch {
	case within(host, "linkedin.com") && (path == "/authwall" || path == "/login" || path == "/uas/login"):
		key = "sessionRedirect"
		if !u.Query().Has(key) {
			key = "session_redirect"
		}
	case within(host, "instagram.com") && path == "/accounts/login":
		key = "next"
	case host == "consent.youtube.com" || strings.HasPrefix(host, "consent.google."):
		key = "continue"
	default:
		return ""
	}
	inner := u.Query().Get(key)
	if inner == "" {
		return ""
	}
	v, err := resolve(u, inner)
	if err != nil || v.String() == u.String() {
		return ""
	}
	return v.String()
}

// within says whether host is domain or a name below it.
func within(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}

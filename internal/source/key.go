package source

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"
)

// maxURL bounds a URL in bytes.
const maxURL = 8 << 10

// ID is the first 12 hex digits of the SHA-256 of a source's URL.
func ID(url string) string {
	sum := sha256.Sum256([]byte(url))
	return hex.EncodeToString(sum[:6])
}

// Slug is a few words of a URL for people to read in a folder's listing: the
// last part of its path, or of its query where that says more. It is never
// empty and holds a to z, 0 to 9 and single dashes only. Two URLs may share
// one: ID tells them apart.
func Slug(rawURL string) string {
	name, query := rawURL, ""
	if u, err := url.Parse(rawURL); err == nil {
		name, query = path.Base("/"+u.Path), u.RawQuery
	}
	slug := slugify(name)
	if q := slugify(query); q != "" && len(slug) < 30 {
		slug = strings.Trim(slug+"-"+q, "-")
	}
	if len(slug) > 60 {
		slug = strings.TrimRight(slug[:60], "-")
	}
	if slug == "" {
		return "index"
	}
	return slug
}

func slugify(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > 200 {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// ObjectKey is where a snapshot of url taken at a moment lies in the store:
// snapshots/HOST/SLUG-ID/20200221101500.wacz.
func ObjectKey(rawURL string, at time.Time) string {
	return fmt.Sprintf("snapshots/%s/%s-%s/%s.wacz",
		hostDir(rawURL), Slug(rawURL), ID(rawURL), at.UTC().Format("20060102150405"))
}

// hostDir is a URL's host as a folder's name.
func hostDir(rawURL string) string {
	host := ""
	if u, err := url.Parse(rawURL); err == nil {
		host = strings.ToLower(u.Host)
	}
	host = strings.Map(func(r rune) rune {
		if r == '.' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '-'
	}, host)
	host = strings.Trim(host, ".-")
	for strings.Contains(host, "..") {
		host = strings.ReplaceAll(host, "..", ".")
	}
	if len(host) > 253 {
		host = strings.ToValidUTF8(host[:253], "")
	}
	if host == "" {
		return "unknown"
	}
	return host
}

// checkURL says why a URL cannot be a source, or "".
func checkURL(raw string) string {
	if raw == "" {
		return "a citation needs a URL"
	}
	if len(raw) > maxURL {
		return fmt.Sprintf("a URL may be %d bytes long", maxURL)
	}
	if i := strings.IndexFunc(raw, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
	}); i >= 0 {
		return "a URL may hold no spaces or control characters"
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return "not a URL: " + urlCause(err)
	case u.Scheme != "http" && u.Scheme != "https":
		return "a source's URL starts with http:// or https://"
	case u.Hostname() == "":
		return "the URL names no host"
	case u.User != nil:
		return "a URL may hold no user name or password"
	}
	return ""
}

// urlCause is the reason alone: url.Error repeats the whole URL.
func urlCause(err error) string {
	if e, ok := err.(*url.Error); ok {
		return e.Err.Error()
	}
	return err.Error()
}

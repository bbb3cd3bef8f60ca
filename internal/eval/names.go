package eval

import (
	"crypto/sha256"
	"net/url"
	"strings"
)

// hostName gives a case a host of its own, always the same one: eight letters
// that can be spoken, without digits, which verdicts compare.
func hostName(name string) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	sum := sha256.Sum256([]byte(name))
	var b strings.Builder
	for i := range 5 {
		b.WriteByte(consonants[int(sum[2*i])%len(consonants)])
		b.WriteByte(vowels[int(sum[2*i+1])%len(vowels)])
	}
	return b.String() + ".example"
}

// splitKey reads a key of a set.Web: the host and the place on it, which is "*"
// for all other places. The case's own host stands for {{host}}.
func splitKey(own, key string) (host, place string) {
	key = strings.ReplaceAll(key, "{{host}}", own)
	rest, other := strings.CutPrefix(key, "//")
	if !other {
		return own, normal(key)
	}
	host, place, _ = strings.Cut(rest, "/")
	if place == "*" {
		return strings.ToLower(host), "*"
	}
	return strings.ToLower(host), normal("/" + place)
}

// normal gives a place in the spelling that the wire has it in.
func normal(place string) string {
	if place == "*" {
		return place
	}
	place, _, _ = strings.Cut(place, "#")
	u, err := url.ParseRequestURI(place)
	if err != nil {
		return place
	}
	return placeOf(u)
}

func placeOf(u *url.URL) string {
	p := u.EscapedPath()
	if p == "" {
		p = "/"
	}
	if u.RawQuery != "" {
		p += "?" + escapeUnicode(u.RawQuery)
	}
	return p
}

// escapeUnicode writes what is no ASCII, and spaces, with percent signs.
func escapeUnicode(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

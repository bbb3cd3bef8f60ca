package warc

import (
	"net/netip"
	"slices"
	"strings"
)

// SURT returns the key under which an index sorts a URL: the host reversed,
// without "www.", scheme, fragment and upper case, the query's parts in order.
// It is the key that warcio.js, and so the viewers built on it, compute; for
// anything but http and https that is the URL itself, made ASCII. It never
// holds a space.
func SURT(url string) string {
	url = URI(url)
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok || scheme != "http" && scheme != "https" {
		return url
	}
	rest = strings.ToLower(withoutWWW(rest))
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	rest = strings.ReplaceAll(rest, `\`, "/")
	rest = strings.TrimLeft(rest, "/")
	authority, path, _ := strings.Cut(rest, "/")
	host, port, ok := splitHost(authority)
	if !ok {
		return scheme + "://" + withoutWWW(url[len(scheme)+3:])
	}
	if port == "80" && scheme == "http" || port == "443" && scheme == "https" {
		port = ""
	}
	parts := strings.Split(host, ".")
	if strings.HasPrefix(host, "[") {
		parts = []string{host}
	}
	slices.Reverse(parts)
	var b strings.Builder
	b.WriteString(strings.Join(parts, ","))
	if port != "" {
		b.WriteString(":" + port)
	}
	b.WriteString(")/" + escape(cleanPath(path), "\"<>^`{}"))
	if query != "" {
		args := strings.Split(escape(query, "\"<>'"), "&")
		slices.Sort(args)
		b.WriteString("?" + strings.Join(args, "&"))
	}
	return b.String()
}

// withoutWWW drops "www." and "www2." and the like.
func withoutWWW(s string) string {
	t, ok := strings.CutPrefix(s, "www")
	if !ok {
		return s
	}
	if t, ok = strings.CutPrefix(strings.TrimLeft(t, "0123456789"), "."); ok {
		return t
	}
	return s
}

// splitHost takes an authority apart; userinfo is dropped. It is not ok where
// browsers would refuse the URL.
func splitHost(authority string) (host, port string, ok bool) {
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		authority = authority[i+1:]
	}
	host = authority
	if i := strings.LastIndexByte(authority, ':'); i >= 0 && !strings.HasSuffix(authority, "]") {
		host, port = authority[:i], strings.TrimLeft(authority[i+1:], "0")
		if authority[i+1:] != "" && port == "" {
			port = "0"
		}
	}
	if len(port) > 5 || strings.Trim(port, "0123456789") != "" || len(port) == 5 && port > "65535" {
		return "", "", false
	}
	if inner, v6 := strings.CutPrefix(host, "["); v6 {
		a, err := netip.ParseAddr(strings.TrimSuffix(inner, "]"))
		if err != nil || !a.Is6() || a.Zone() != "" {
			return "", "", false
		}
		return "[" + a.String() + "]", port, true
	}
	return host, port, host != "" && !strings.ContainsAny(host, "%:[]|<>^ \t")
}

// cleanPath resolves "." and ".." (RFC 3986, section 5.2.4), also where they are
// percent-encoded, as browsers do.
func cleanPath(path string) string {
	in := strings.Split(path, "/")
	out := in[:0:len(in)]
	for i, seg := range in {
		last := i == len(in)-1
		switch strings.ReplaceAll(seg, "%2e", ".") {
		case ".":
		case "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
		default:
			out = append(out, seg)
			continue
		}
		if last {
			out = append(out, "")
		}
	}
	return strings.Join(out, "/")
}

// escape percent-encodes the characters of set.
func escape(s, set string) string {
	if !strings.ContainsAny(s, set) {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if strings.IndexByte(set, s[i]) >= 0 {
			appendEscaped(&b, s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func appendEscaped(b *strings.Builder, c byte) {
	const hex = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(hex[c>>4])
	b.WriteByte(hex[c&15])
}

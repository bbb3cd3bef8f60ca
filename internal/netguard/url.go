package netguard

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// CheckURL reports a *RefusedError unless u is http or https, has a host and
// no user name or password, and its host, where it is an address in any
// spelling or a localhost name, may be dialled. Other names are for the dialer
// to judge.
func (p *Policy) CheckURL(u *url.URL) error {
	var port uint16
	switch strings.ToLower(u.Scheme) {
	case "http":
		port = 80
	case "https":
		port = 443
	default:
		return &RefusedError{Host: u.Host, Why: "scheme " + strconv.Quote(shorten(u.Scheme)) + " is neither http nor https"}
	}
	if u.User != nil {
		return &RefusedError{Host: u.Host, Why: "a URL with a user name or password"}
	}
	host := foldWidth(u.Hostname())
	if u.Opaque != "" || strings.Trim(host, ".") == "" {
		return &RefusedError{Host: u.Host, Why: "a URL without a host"}
	}
	if s := u.Port(); s != "" {
		n, err := strconv.ParseUint(s, 10, 16)
		if err != nil || n == 0 {
			return &RefusedError{Host: u.Host, Why: "the port is not a number from 1 to 65535"}
		}
		port = uint16(n)
	}
	forbidden := func(r rune) bool {
		return r <= ' ' || r == 0x7f || r == unicode.ReplacementChar || strings.ContainsRune(`/\#?@<>^|"`+"`{}", r)
	}
	if strings.IndexFunc(host, forbidden) >= 0 ||
		!strings.Contains(host, ":") && strings.ContainsAny(host, "%[]") {
		return &RefusedError{Host: u.Host, Why: "a character that no host name has"}
	}
	ip, literal, err := literalHost(host)
	if err != nil {
		return named(err, u.Hostname())
	}
	if literal {
		return named(p.CheckAddr(netip.AddrPortFrom(ip, port)), u.Hostname())
	}
	return nil
}

// foldWidth replaces the full-width forms and the ideographic full stops that
// IDNA (UTS 46) maps to ASCII, so that they hide no address.
func foldWidth(host string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xfee0
		case r == 0x3002 || r == 0xff61:
			return '.'
		}
		return r
	}, host)
}

// looseIPv4 reads the spellings of an IPv4 address that browsers and C
// libraries take: 127.1, 0x7f.0.0.1, 0177.0.0.1, 2130706433, a dot at the end.
// A host whose last label is a number and that is no such address is refused:
// there is no such top-level domain. https://url.spec.whatwg.org/#concept-ipv4-parser
func looseIPv4(host string) (netip.Addr, bool, error) {
	parts := strings.Split(strings.TrimSuffix(host, "."), ".")
	last := parts[len(parts)-1]
	if _, ok := looseNumber(last); !ok && !allNumbers(last) {
		return netip.Addr{}, false, nil
	}
	bad := &RefusedError{Host: host, Why: "a host that ends in a number and is no address"}
	if len(parts) > 4 {
		return netip.Addr{}, false, bad
	}
	var v uint64
	for i, s := range parts {
		n, ok := looseNumber(s)
		if !ok {
			return netip.Addr{}, false, bad
		}
		if i < len(parts)-1 {
			if n > 255 {
				return netip.Addr{}, false, bad
			}
			v |= n << (8 * (3 - i))
			continue
		}
		if n >= 1<<(8*(5-len(parts))) {
			return netip.Addr{}, false, bad
		}
		v |= n
	}
	return netip.AddrFrom4([4]byte{byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}), true, nil
}

// looseNumber reads a decimal, octal (leading 0) or hexadecimal (0x) number.
// ok is also true for one too large for an address; it then reads as such.
func looseNumber(s string) (n uint64, ok bool) {
	if s == "" {
		return 0, false
	}
	base := 10
	switch {
	case len(s) >= 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X'):
		if s, base = s[2:], 16; s == "" {
			return 0, true
		}
	case len(s) >= 2 && s[0] == '0':
		s, base = s[1:], 8
	}
	for _, c := range []byte(s) {
		d := 16
		switch {
		case c >= '0' && c <= '9':
			d = int(c - '0')
		case c >= 'a' && c <= 'f':
			d = int(c-'a') + 10
		case c >= 'A' && c <= 'F':
			d = int(c-'A') + 10
		}
		if d >= base {
			return 0, false
		}
		if n = n*uint64(base) + uint64(d); n > 1<<32 {
			n = 1 << 32
		}
	}
	return n, true
}

// allNumbers is true of a label that is digits of any script, which IDNA may
// turn into ASCII ones, or that looks like octal and is not.
func allNumbers(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsNumber(r) }) < 0
}

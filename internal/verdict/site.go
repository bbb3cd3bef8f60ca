package verdict

import (
	"net/netip"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Site names who is behind a host, with or without a port: the registrable
// domain, or the host itself where it is an address or a name under none.
func Site(host string) string {
	if at := strings.LastIndexByte(host, ':'); at >= 0 && !strings.HasSuffix(host, "]") && (strings.Count(host, ":") == 1 || strings.HasPrefix(host, "[")) {
		host = host[:at] // the port
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

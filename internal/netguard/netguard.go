// Package netguard decides which URLs and addresses may be fetched: public
// ones, and what the operator allows by name.
//
// A page under observation is hostile: it may redirect to the cloud's metadata
// service, and its name may resolve to a public address now and to 127.0.0.1 a
// moment later. So the decision that counts is made in the dialer, on the
// address the socket is about to connect to. CheckURL and CheckHost only say
// no earlier, with a better reason, or where a proxy makes the connection.
//
// It does not rate, rewrite or follow anything, and it judges no ports: a
// public address may be fetched on any.
//
// What counts as not public is the IANA special-purpose address registries
// (RFC 6890, https://www.iana.org/assignments/iana-ipv6-special-registry) plus
// multicast and everything in IPv6 outside global unicast, 2000::/3.
package netguard

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// Policy says what may be dialled. The zero value permits public addresses
// only, on any port. Its methods may be called concurrently; its fields may
// not change meanwhile.
type Policy struct {
	// Allow lists what may be fetched though it is private or reserved.
	Allow []Allow
	// Resolver looks names up. Nil means the system's.
	Resolver *net.Resolver
}

// RefusedError says that the policy forbids a URL or an address. Nothing was
// sent to it.
type RefusedError struct {
	Host string         // as asked for; may be empty where only an address was known
	Addr netip.AddrPort // invalid where the URL itself was refused
	Why  string
}

func (e *RefusedError) Error() string {
	switch {
	case !e.Addr.IsValid():
		return fmt.Sprintf("refuse %q: %s", shorten(e.Host), e.Why)
	case e.Host == "" || e.Host == e.Addr.Addr().String():
		return fmt.Sprintf("refuse %s: %s", e.Addr, e.Why)
	}
	return fmt.Sprintf("refuse %q (%s): %s", shorten(e.Host), e.Addr, e.Why)
}

// shorten keeps a hostile name from filling a log.
func shorten(s string) string {
	if len(s) > 260 {
		return s[:260] + "…"
	}
	return s
}

// globalUnicast is all of IPv6 that IANA hands out for public use.
var globalUnicast = netip.MustParsePrefix("2000::/3")

// denied are the ranges that are no public destination, with the reason given.
var denied = []struct {
	prefix netip.Prefix
	why    string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "this network"},
	{netip.MustParsePrefix("10.0.0.0/8"), "private"},
	{netip.MustParsePrefix("100.64.0.0/10"), "carrier-grade NAT"},
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback"},
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local"},
	{netip.MustParsePrefix("172.16.0.0/12"), "private"},
	{netip.MustParsePrefix("192.0.0.0/24"), "protocol assignments"},
	{netip.MustParsePrefix("192.0.2.0/24"), "documentation"},
	{netip.MustParsePrefix("192.88.99.0/24"), "6to4 relay"},
	{netip.MustParsePrefix("192.168.0.0/16"), "private"},
	{netip.MustParsePrefix("198.18.0.0/15"), "benchmarking"},
	{netip.MustParsePrefix("198.51.100.0/24"), "documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "documentation"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved"},
	{netip.MustParsePrefix("::1/128"), "loopback"},
	{netip.MustParsePrefix("::/96"), "IPv4-compatible"},
	{netip.MustParsePrefix("64:ff9b::/96"), "NAT64"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "NAT64"},
	{netip.MustParsePrefix("100::/64"), "discard-only"},
	{netip.MustParsePrefix("2001::/23"), "protocol assignments"},
	{netip.MustParsePrefix("2001:db8::/32"), "documentation"},
	{netip.MustParsePrefix("2002::/16"), "6to4"},
	{netip.MustParsePrefix("3fff::/20"), "documentation"},
	{netip.MustParsePrefix("5f00::/16"), "segment routing"},
	{netip.MustParsePrefix("fc00::/7"), "unique local"},
	{netip.MustParsePrefix("fe80::/10"), "link-local"},
	{netip.MustParsePrefix("fec0::/10"), "site-local"},
	{netip.MustParsePrefix("ff00::/8"), "multicast"},
}

// CheckAddr reports a *RefusedError unless ap is public or allowed. An IPv4
// address inside IPv6 (::ffff:0:0/96) is judged as the IPv4 address it is.
func (p *Policy) CheckAddr(ap netip.AddrPort) error {
	if !ap.IsValid() {
		return &RefusedError{Why: "no address"}
	}
	a := ap.Addr().Unmap()
	zone := a.Zone()
	a = a.WithZone("")
	for _, w := range p.Allow {
		if w.Prefix.Contains(a) && (w.Port == 0 || w.Port == ap.Port()) {
			return nil
		}
	}
	for _, d := range denied {
		if d.prefix.Contains(a) {
			return &RefusedError{Addr: ap, Why: d.why + " address, not a public one"}
		}
	}
	if zone != "" {
		return &RefusedError{Addr: ap, Why: "an address with a zone is a local one"}
	}
	if a.Is6() && !globalUnicast.Contains(a) {
		return &RefusedError{Addr: ap, Why: "not a global unicast address"}
	}
	return nil
}

// Control is a net.Dialer's Control: it sees the address after name resolution
// and before the connection, so no redirect and no DNS answer gets past it.
func (p *Policy) Control(network, address string, _ syscall.RawConn) error {
	switch network {
	case "tcp", "tcp4", "tcp6":
	default:
		return &RefusedError{Host: address, Why: "network " + network + " is not TCP"}
	}
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return &RefusedError{Host: address, Why: "not an address and a port"}
	}
	return p.CheckAddr(ap)
}

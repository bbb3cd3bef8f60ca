package netguard

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// Allow permits one range though it is private or reserved. Give a port where
// you can: allowing 127.0.0.1/32 opens every service on this machine.
type Allow struct {
	Prefix netip.Prefix
	Port   uint16 // 0: any
}

// ParseAllow reads "127.0.0.0/8", "127.0.0.0/8:8080", "::1/128" or
// "[::1]/128:80".
func ParseAllow(s string) (Allow, error) {
	bad := func(why string) (Allow, error) {
		return Allow{}, fmt.Errorf("parse allowed network %q: %s", shorten(s), why)
	}
	addr, rest, ok := strings.Cut(s, "/")
	if !ok {
		return bad("want a network such as 10.0.0.0/8 or 127.0.0.1/32:8080")
	}
	bits, port, hasPort := strings.Cut(rest, ":")
	if strings.HasPrefix(addr, "[") && strings.HasSuffix(addr, "]") {
		addr = addr[1 : len(addr)-1]
		if !strings.Contains(addr, ":") {
			return bad("brackets are for IPv6 addresses")
		}
	}
	var a Allow
	prefix, err := netip.ParsePrefix(addr + "/" + bits)
	if err != nil {
		return bad("not a network in CIDR form")
	}
	if prefix.Addr().Is4In6() {
		return bad("write an IPv4 network as such")
	}
	a.Prefix = prefix.Masked()
	if hasPort {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return bad("the port is not a number from 1 to 65535")
		}
		a.Port = uint16(n)
	}
	return a, nil
}

// String is the form that ParseAllow reads.
func (a Allow) String() string {
	if a.Port == 0 {
		return a.Prefix.String()
	}
	if a.Prefix.Addr().Is6() {
		return fmt.Sprintf("[%s]/%d:%d", a.Prefix.Addr(), a.Prefix.Bits(), a.Port)
	}
	return fmt.Sprintf("%s:%d", a.Prefix, a.Port)
}

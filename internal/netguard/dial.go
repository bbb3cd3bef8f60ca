package netguard

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// DialContext resolves the host of addr, checks every address it is about to
// connect to, and connects over TCP. "localhost" and names under it are
// 127.0.0.1 without DNS (RFC 6761 section 6.3) and are then checked like any
// other. A refusal matches *RefusedError.
func (p *Policy) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	ip, literal, err := literalHost(host)
	if err != nil {
		return nil, err
	}
	if literal {
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil {
			return nil, &net.AddrError{Err: "invalid port", Addr: addr}
		}
		ap := netip.AddrPortFrom(ip, uint16(n))
		// Before the dialer, which would make a socket first.
		if err := p.CheckAddr(ap); err != nil {
			return nil, named(err, host)
		}
		addr = ap.String()
	}
	d := net.Dialer{Resolver: p.Resolver, Control: p.Control}
	c, err := d.DialContext(ctx, network, addr)
	if err != nil {
		return nil, named(err, host)
	}
	return c, nil
}

// CheckHost is for a name that is about to be handed to a proxy, where no
// dialer of ours sees the address: it resolves host and refuses it if any of
// its addresses is refused, since the proxy may pick that one. A name that does
// not resolve here is no error: the proxy may know it. The answer can differ
// from the proxy's own a moment later; a proxy has to be trusted with that.
func (p *Policy) CheckHost(ctx context.Context, host string, port uint16) error {
	ip, literal, err := literalHost(host)
	if err != nil {
		return err
	}
	if literal {
		return named(p.CheckAddr(netip.AddrPortFrom(ip, port)), host)
	}
	r := p.Resolver
	if r == nil {
		r = net.DefaultResolver
	}
	addrs, err := r.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return ctx.Err()
	}
	for _, a := range addrs {
		if err := p.CheckAddr(netip.AddrPortFrom(a, port)); err != nil {
			return named(err, host)
		}
	}
	return nil
}

// named puts the host that was asked for into a refusal of its address.
func named(err error, host string) error {
	var r *RefusedError
	if errors.As(err, &r) {
		r.Host = host
	}
	return err
}

// literalHost tells whether host stands for an address without DNS: a literal
// in any spelling, or a localhost name.
func literalHost(host string) (netip.Addr, bool, error) {
	if IsLocalhost(host) {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true, nil
	}
	if strings.Contains(host, ":") {
		a, err := netip.ParseAddr(host)
		if err != nil {
			return a, false, &RefusedError{Host: host, Why: "not an IPv6 address"}
		}
		return a, true, nil
	}
	return looseIPv4(host)
}

// IsLocalhost tells whether host is "localhost" or a name under it.
func IsLocalhost(host string) bool {
	h := strings.ToLower(strings.TrimSuffix(host, "."))
	return h == "localhost" || strings.HasSuffix(h, ".localhost")
}

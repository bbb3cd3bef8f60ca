package record

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"time"

	"golang.org/x/net/http/httpproxy"
	"golang.org/x/net/proxy"

	"archiver/internal/netguard"
)

// EnvironmentProxy reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY once, for
// Config.Proxy. Loopback addresses and localhost names never go to such a
// proxy: there they would mean another machine.
func EnvironmentProxy() func(*url.URL) (*url.URL, error) {
	f := httpproxy.FromEnvironment().ProxyFunc()
	return func(u *url.URL) (*url.URL, error) {
		host := u.Hostname()
		if netguard.IsLocalhost(host) {
			return nil, nil
		}
		if a, err := netip.ParseAddr(host); err == nil && a.Unmap().IsLoopback() {
			return nil, nil
		}
		return f(u)
	}
}

// connectProxy makes c.raw reach the origin through g.proxy. Whatever fails
// here says nothing about the origin, hence ClassProxy.
func (t *Transport) connectProxy(ctx context.Context, c *conn, g *target) *Error {
	fail := func(err error) *Error {
		return classify(fmt.Errorf("connect through proxy %s: %w", c.viaProxy, err), stageProxy)
	}
	port := g.proxy.Port()
	var dialer net.Dialer // unguarded: the operator chose the proxy
	switch g.proxy.Scheme {
	case "http":
		if port == "" {
			port = "80"
		}
	case "https":
		if port == "" {
			port = "443"
		}
	case "socks5", "socks5h":
		if port == "" {
			port = "1080"
		}
		var auth *proxy.Auth
		if u := g.proxy.User; u != nil {
			password, _ := u.Password()
			auth = &proxy.Auth{User: u.Username(), Password: password}
		}
		d, err := proxy.SOCKS5("tcp", net.JoinHostPort(g.proxy.Hostname(), port), auth, &dialer)
		if err != nil {
			return fail(err)
		}
		raw, err := d.(proxy.ContextDialer).DialContext(ctx, "tcp", g.addr())
		if err != nil {
			return fail(err)
		}
		c.raw = raw
		return nil
	default:
		return &Error{ClassProxy, fmt.Errorf("connect through proxy %s: the scheme is none of http, https, socks5", c.viaProxy)}
	}
	raw, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(g.proxy.Hostname(), port))
	if err != nil {
		return fail(err)
	}
	c.raw = raw
	if g.proxy.Scheme == "https" {
		config := t.tlsConfig(g.proxy.Hostname(), []string{"http/1.1"})
		config.InsecureSkipVerify = false
		tc := tls.Client(raw, config)
		if err := tc.HandshakeContext(ctx); err != nil {
			return fail(err)
		}
		c.raw = tc
	}
	if u := g.proxy.User; u != nil {
		password, _ := u.Password()
		c.credentials = "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(u.Username()+":"+password)) + "\r\n"
	}
	if !g.https {
		// Many proxies refuse CONNECT to port 80.
		c.absolute = true
		return nil
	}
	if err := tunnel(ctx, c, g.addr()); err != nil {
		return fail(err)
	}
	return nil
}

// tunnel asks the proxy at c.raw for a connection to addr.
func tunnel(ctx context.Context, c *conn, addr string) error {
	stop := context.AfterFunc(ctx, func() { c.raw.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if _, err := fmt.Fprintf(c.raw, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n", addr, addr, c.credentials); err != nil {
		return first(ctx.Err(), err)
	}
	w := newWire(c.raw)
	defer w.free()
	h, err := readHead(w, 64<<10)
	if err != nil {
		return first(ctx.Err(), fmt.Errorf("read answer to CONNECT: %w", unclassed(err)))
	}
	if h.status/100 != 2 {
		return fmt.Errorf("CONNECT %s: answered %d %.80s", addr, h.status, h.text)
	}
	if w.ahead() > 0 {
		return fmt.Errorf("CONNECT %s: bytes came before they were asked for", addr)
	}
	if !stop() {
		return ctx.Err()
	}
	return nil
}

// first prefers the context's error over what it caused.
func first(ctx, err error) error {
	if ctx != nil {
		return ctx
	}
	return err
}

// unclassed takes the class off an error: a fault of the proxy's answer is
// not one of the origin's.
func unclassed(err error) error {
	if e, ok := err.(*Error); ok {
		return e.Err
	}
	return err
}

package record

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/http/httpguts"
)

// target is where a request goes, and by which way.
type target struct {
	https bool
	host  string // ASCII, without port or brackets
	port  uint16
	proxy *url.URL // nil: none
	key   string   // what connections are shared by
}

func (g *target) addr() string { return net.JoinHostPort(g.host, strconv.Itoa(int(g.port))) }

func (t *Transport) target(r *http.Request) (target, *Error) {
	var g target
	switch {
	case r.URL == nil:
		return g, &Error{ClassLocal, fmt.Errorf("send request: no URL")}
	case r.URL.Scheme == "http":
		g.port = 80
	case r.URL.Scheme == "https":
		g.https, g.port = true, 443
	default:
		return g, &Error{ClassProtocol, fmt.Errorf("send request: scheme %.20q is neither http nor https", r.URL.Scheme)}
	}
	if !httpguts.ValidHeaderFieldName(r.Method) && r.Method != "" || r.Method == http.MethodConnect {
		return g, &Error{ClassLocal, fmt.Errorf("send request: method %.20q", r.Method)}
	}
	host, err := httpguts.PunycodeHostPort(r.URL.Hostname())
	if err != nil || host == "" {
		return g, &Error{ClassDNS, fmt.Errorf("send request: %.260q cannot be a host name", r.URL.Hostname())}
	}
	g.host = strings.ToLower(host)
	if s := r.URL.Port(); s != "" {
		n, err := strconv.ParseUint(s, 10, 16)
		if err != nil || n == 0 {
			return g, &Error{ClassProtocol, fmt.Errorf("send request: port %.20q", s)}
		}
		g.port = uint16(n)
	}
	g.key = r.URL.Scheme + "://" + g.addr()
	if t.config.Proxy != nil {
		if g.proxy, err = t.config.Proxy(r.URL); err != nil {
			return g, &Error{ClassProxy, fmt.Errorf("choose proxy: %w", err)}
		}
		if g.proxy != nil {
			g.key += " " + g.proxy.String()
		}
	}
	return g, nil
}

// conn is a connection to an origin, perhaps through a proxy. One exchange at
// a time has it.
type conn struct {
	net.Conn          // what HTTP is spoken over
	raw      net.Conn // the socket below TLS
	t        *Transport
	key      string

	remoteIP    string
	viaProxy    string
	absolute    bool   // the proxy wants the whole URL in the request line
	credentials string // a field for that proxy alone

	state     *tls.ConnectionState
	certs     []*x509.Certificate // also of a handshake that failed
	verifyErr error

	idleSince time.Time
	closing   sync.Once
}

func (c *conn) close() {
	c.closing.Do(func() {
		c.t.pool.forget(c)
		if c.raw != nil {
			// Not TLS's own Close, which would wait for a lock and send an alert.
			c.raw.Close()
		}
	})
}

// dial connects to g. Where it fails the conn that it returns is closed, and
// there for the facts in it.
func (t *Transport) dial(ctx context.Context, g *target, protos ...string) (*conn, *Error) {
	c := &conn{t: t, key: g.key}
	err := t.connect(ctx, c, g)
	if err == nil {
		c.Conn = c.raw
		if g.https {
			err = c.handshake(ctx, g.host, protos)
		}
	}
	if err == nil && !t.pool.add(c) {
		err = &Error{ClassCanceled, errClosed}
	}
	if err != nil {
		c.close()
	}
	return c, err
}

func (t *Transport) connect(ctx context.Context, c *conn, g *target) *Error {
	ctx, cancel := context.WithTimeout(ctx, t.config.Limits.DialTimeout)
	defer cancel()
	if g.proxy != nil {
		if err := t.config.CheckHost(ctx, g.host, g.port); err != nil {
			return classify(err, stageDial)
		}
		c.viaProxy = (&url.URL{Scheme: g.proxy.Scheme, Host: g.proxy.Host}).String()
		return t.connectProxy(ctx, c, g)
	}
	raw, err := t.config.Dial(ctx, "tcp", g.addr())
	if err != nil {
		return classify(fmt.Errorf("connect to %s: %w", g.addr(), err), stageDial)
	}
	c.raw = raw
	if ap, err := netip.ParseAddrPort(raw.RemoteAddr().String()); err == nil {
		c.remoteIP = ap.Addr().Unmap().WithZone("").String()
	}
	return nil
}

// handshake puts TLS over c.raw. crypto/tls does not verify; VerifyConnection
// does the same afterwards, so that the outcome and the certificates are known
// also where it is bad.
func (c *conn) handshake(ctx context.Context, host string, protos []string) *Error {
	ctx, cancel := context.WithTimeout(ctx, c.t.config.Limits.TLSTimeout)
	defer cancel()
	config := c.t.tlsConfig(host, protos)
	config.ClientSessionCache = c.t.sessions
	config.VerifyConnection = func(s tls.ConnectionState) error {
		c.certs = s.PeerCertificates
		c.verifyErr = c.t.verify(&s, host)
		if c.t.config.KeepUnverified {
			return nil
		}
		return c.verifyErr
	}
	tc := tls.Client(c.raw, config)
	if err := tc.HandshakeContext(ctx); err != nil {
		return classify(fmt.Errorf("shake hands with %s: %w", host, err), stageTLS)
	}
	state := tc.ConnectionState()
	c.Conn, c.state = tc, &state
	return nil
}

func (t *Transport) tlsConfig(host string, protos []string) *tls.Config {
	config := &tls.Config{}
	if t.config.TLS != nil {
		config = t.config.TLS.Clone()
	}
	config.ServerName = strings.TrimSuffix(host, ".")
	config.NextProtos = protos
	config.InsecureSkipVerify = true // VerifyConnection does it
	return config
}

// verify is what crypto/tls does of itself unless told to skip it. The host is
// ours, not the state's: that one is empty where the host is an address.
func (t *Transport) verify(s *tls.ConnectionState, host string) error {
	o := x509.VerifyOptions{DNSName: strings.TrimSuffix(host, "."), Intermediates: x509.NewCertPool()}
	if c := t.config.TLS; c != nil {
		o.Roots = c.RootCAs
		if c.Time != nil {
			o.CurrentTime = c.Time()
		}
	}
	if len(s.PeerCertificates) == 0 {
		return fmt.Errorf("verify certificate: there is none")
	}
	for _, c := range s.PeerCertificates[1:] {
		o.Intermediates.AddCert(c)
	}
	if _, err := s.PeerCertificates[0].Verify(o); err != nil {
		return &tls.CertificateVerificationError{UnverifiedCertificates: s.PeerCertificates, Err: err}
	}
	return nil
}

// tlsName is WARC-Protocol's word for a TLS version.
func tlsName(version uint16) string {
	return strings.ToLower(strings.Replace(tls.VersionName(version), "TLS ", "tls/", 1))
}

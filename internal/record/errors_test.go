package record

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"archiver/internal/netguard"
)

// reset ends a connection with RST instead of FIN.
func reset(c net.Conn) {
	c.(*net.TCPConn).SetLinger(0)
	c.Close()
}

// dns is a resolver whose server knows one answer for every name.
func dns(t *testing.T, code dnsmessage.RCode) *net.Resolver {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pc.Close() })
	go func() {
		buf := make([]byte, 4096)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) == nil {
				m.Header.Response, m.Header.RCode, m.Additionals = true, code, nil
				if out, err := m.Pack(); err == nil {
					pc.WriteTo(out, from)
				}
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", pc.LocalAddr().String())
	}}
}

// TestErrorsBeforeHead: each failure has its class, and the exchange is handed
// over with it.
func TestErrorsBeforeHead(t *testing.T) {
	closed := server(t, func(net.Conn) {})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	unheard := l.Addr().String()
	l.Close()
	resetting := server(t, func(c net.Conn) {
		readRequest(bufio.NewReader(c))
		reset(c)
	})
	silent := server(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	plain := server(t, answering("HTTP/1.1 400 This is plain HTTP\r\n\r\n"))
	// The name server drops every query.
	mute, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	muted := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", mute.LocalAddr().String())
	}}
	tests := []struct {
		name, url string
		policy    *netguard.Policy
		class     string
	}{
		{"no such name", "http://nowhere.test/", &netguard.Policy{Resolver: dns(t, dnsmessage.RCodeNameError)}, ClassDNS},
		{"name server fails", "http://nowhere.test/", &netguard.Policy{Resolver: dns(t, dnsmessage.RCodeServerFailure)}, ClassDNSTemporary},
		{"name server silent", "http://nowhere.test/", &netguard.Policy{Resolver: muted}, ClassDNSTemporary},
		{"impossible name", "http://" + strings.Repeat("ж", 80) + ".test/", loopback, ClassDNS},
		{"refused", "http://" + unheard + "/", loopback, ClassRefused},
		{"closed", "http://" + closed + "/", loopback, ClassReset},
		{"reset", "http://" + resetting + "/", loopback, ClassReset},
		{"reset in handshake", "https://" + resetting + "/", loopback, ""},
		{"silent", "http://" + silent + "/", loopback, ClassTimeout},
		{"TLS stall", "https://" + silent + "/", loopback, ClassTimeout},
		{"plain HTTP at TLS", "https://" + plain + "/", loopback, ClassTLS},
		{"private", "http://10.0.0.1/", &netguard.Policy{}, ClassPrivate},
		{"metadata", "http://169.254.169.254/latest/meta-data/", &netguard.Policy{}, ClassPrivate},
		{"mapped", "http://[::ffff:127.0.0.1]/", &netguard.Policy{}, ClassPrivate},
		{"NAT64", "https://[64:ff9b::a9fe:a9fe]/", &netguard.Policy{}, ClassPrivate},
		{"localhost", "http://localhost/", nil, ClassPrivate},
		{"odd spelling", "http://0x7f.1/", nil, ClassPrivate},
		{"scheme", "ftp://127.0.0.1/", nil, ClassProtocol},
		{"port", "http://127.0.0.1:99999/", nil, ClassProtocol},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var c Config
			if strings.Contains(tt.name, "silent") || strings.Contains(tt.name, "stall") {
				c.Limits = Limits{DialTimeout: 300 * time.Millisecond, TLSTimeout: 300 * time.Millisecond, HeaderTimeout: 300 * time.Millisecond}
			}
			if tt.policy != nil {
				c.Dial, c.CheckHost = tt.policy.DialContext, tt.policy.CheckHost
			} else {
				c.Dial = (&netguard.Policy{}).DialContext
			}
			l := newClient(t, c)
			begin := time.Now()
			_, _, err := l.get(tt.url)
			if got := class(err); got != tt.class && tt.class != "" || got == "" {
				t.Errorf("%v has class %q, want %q", err, got, tt.class)
			}
			e := l.last(1)
			if e.Err != err || e.Response != nil || e.Truncated != "" || !strings.HasPrefix(tt.name, "impossible") && e.URL != tt.url {
				t.Errorf("handed over %+v", e)
			}
			var refused *netguard.RefusedError
			if tt.class == ClassPrivate && !errors.As(err, &refused) {
				t.Errorf("%v wraps no RefusedError", err)
			}
			if d := time.Since(begin); d > 12*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// TestDefaultIsGuarded: a Config without Dial reaches nothing private.
func TestDefaultIsGuarded(t *testing.T) {
	hit := make(chan bool, 1)
	addr := server(t, func(net.Conn) { hit <- true })
	tr := New(Config{})
	defer tr.Close()
	r, _ := http.NewRequest("GET", "http://"+addr+"/", nil)
	if _, err := tr.RoundTrip(r); class(err) != ClassPrivate || len(hit) > 0 {
		t.Errorf("%v, reached %d times", err, len(hit))
	}
}

// TestErrorsInBody: the classes hold after the head too.
func TestErrorsInBody(t *testing.T) {
	ca := newAuthority(t)
	config := ca.config(nil, "127.0.0.1")
	half := func(end func(net.Conn)) string {
		return server(t, func(c net.Conn) {
			readRequest(bufio.NewReader(c))
			io.WriteString(c, ok200+"Content-Length: 10\r\n\r\nhalf")
			time.Sleep(50 * time.Millisecond) // an RST may overtake data
			end(c)
		})
	}
	tests := []struct{ name, url, class, truncated string }{
		{"closed", "http://" + half(func(c net.Conn) { c.Close() }), ClassTruncated, "disconnect"},
		{"reset", "http://" + half(reset), ClassReset, "disconnect"},
		{"stalled", "http://" + half(func(c net.Conn) { io.Copy(io.Discard, c) }), ClassTimeout, "time"},
		{"cut in a TLS record", "https://" + server(t, func(c net.Conn) {
			tc := tls.Server(c, config)
			readRequest(bufio.NewReader(tc))
			io.WriteString(tc, ok200+"\r\nhalf")
			c.Write([]byte{23, 3, 3, 1, 0, 9, 9})
		}), ClassTruncated, "disconnect"},
		{"garbage in TLS", "https://" + server(t, func(c net.Conn) {
			tc := tls.Server(c, config)
			readRequest(bufio.NewReader(tc))
			io.WriteString(tc, ok200+"\r\nhalf")
			c.Write([]byte("garbage garbage garbage garbage"))
			io.Copy(io.Discard, c)
		}), ClassTLS, "unspecified"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Config{TLS: ca.roots()}
			if tt.class == ClassTimeout {
				c.Limits.ExchangeTimeout = 2 * time.Second
			}
			l := newClient(t, c)
			resp, body, err := l.get(tt.url + "/")
			if resp == nil {
				t.Fatal(err)
			}
			e := l.last(1)
			if class(err) != tt.class || e.Truncated != tt.truncated || e.Err != err {
				t.Errorf("%v (%s), truncated %q", err, class(err), e.Truncated)
			}
			if string(body) != "half" || string(payloadBytes(t, e)) != "half" || !strings.HasSuffix(string(blockBytes(t, e.Response)), "\r\n\r\nhalf") {
				t.Errorf("read %q, block %q", body, blockBytes(t, e.Response))
			}
		})
	}
}

// TestCertificates: what does not verify is refused, or kept and labelled.
func TestCertificates(t *testing.T) {
	ca, other := newAuthority(t), newAuthority(t)
	good := ca.config([]string{"site.localhost"}, "127.0.0.1")
	wrong := ca.config([]string{"other.example"})
	serve := func(config *tls.Config) string {
		addr := server(t, func(c net.Conn) {
			tc := tls.Server(c, config)
			answering(ok200+"Content-Length: 2\r\n\r\nok", ok200+"Connection: close\r\nContent-Length: 2\r\n\r\nok")(tc)
			tc.Close()
		})
		return netip.MustParseAddrPort(addr).String()
	}
	port := func(addr string) string { _, p, _ := net.SplitHostPort(addr); return p }
	goodAddr, wrongAddr := serve(good), serve(wrong)
	tests := []struct {
		name, url string
		roots     *authority
		ok        bool
	}{
		{"name", "https://site.localhost:" + port(goodAddr), ca, true},
		{"name with dot", "https://site.localhost.:" + port(goodAddr), ca, true},
		{"address", "https://" + goodAddr, ca, true},
		{"wrong name", "https://elsewhere.localhost:" + port(goodAddr), ca, false},
		{"address not in it", "https://" + wrongAddr, ca, false},
		{"unknown authority", "https://" + goodAddr, other, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newClient(t, Config{TLS: tt.roots.roots()})
			for i := range 3 { // the third on a resumed session
				_, _, err := l.get(tt.url + "/")
				e := l.last(i + 1)
				if (err == nil) != tt.ok || (e.VerifyErr == nil) != tt.ok || len(e.PeerCertificates) != 1 {
					t.Errorf("request %d: %v, verification %v, %d certificates", i, err, e.VerifyErr, len(e.PeerCertificates))
				}
				if tt.ok {
					continue
				}
				var invalid *tls.CertificateVerificationError
				if class(err) != ClassTLS || !errors.As(err, &invalid) || e.Attempts != 0 || e.Request.Len() != 0 {
					t.Errorf("request %d: %v (%s), sent %d times", i, err, class(err), e.Attempts)
				}
			}
			l = newClient(t, Config{TLS: tt.roots.roots(), KeepUnverified: true})
			for i := range 3 {
				_, body, err := l.get(tt.url + "/")
				e := l.last(i + 1)
				if err != nil || string(body) != "ok" || (e.VerifyErr == nil) != tt.ok || len(e.PeerCertificates) != 1 || e.Err != nil {
					t.Errorf("kept: %q, %v, verification %v", body, err, e.VerifyErr)
				}
			}
		})
	}
	expired := newClient(t, Config{TLS: &tls.Config{RootCAs: ca.pool, Time: func() time.Time { return time.Now().Add(48 * time.Hour) }}})
	_, _, err := expired.get("https://" + goodAddr + "/")
	var invalid x509.CertificateInvalidError
	if class(err) != ClassTLS || !errors.As(err, &invalid) || invalid.Reason != x509.Expired {
		t.Errorf("expired: %v", err)
	}
}

// TestProxies: the record says which way it went, the origin is judged before
// the proxy hears of it, and the proxy's password stays out of the evidence.
func TestProxies(t *testing.T) {
	ca := newAuthority(t)
	config := ca.config([]string{"origin.test"}, "127.0.0.1")
	origin := server(t, answering(ok200+"Content-Length: 6\r\n\r\nsecure"))
	secure := server(t, func(c net.Conn) {
		tc := tls.Server(c, config)
		answering(ok200 + "Content-Length: 6\r\n\r\nsecure")(tc)
		tc.Close()
	})
	seen := make(chan *http.Request, 10)
	httpProxy := func(c net.Conn) {
		br := bufio.NewReader(c)
		r, ok := readRequest(br)
		if !ok {
			return
		}
		seen <- r
		if r.Header.Get("Proxy-Authorization") != "Basic dXNlcjpwdw==" {
			io.WriteString(c, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
			return
		}
		to := origin
		if r.Method == "CONNECT" {
			if strings.HasPrefix(r.Host, "down.") {
				io.WriteString(c, "HTTP/1.1 502 Bad Gateway\r\n\r\n")
				return
			}
			to = secure
			io.WriteString(c, "HTTP/1.1 200 Connection established\r\n\r\n")
		}
		up, err := net.Dial("tcp", to)
		if err != nil {
			return
		}
		defer up.Close()
		if r.Method != "CONNECT" {
			r.RequestURI = ""
			r.Write(up)
		}
		go func() { io.Copy(up, br); up.(*net.TCPConn).CloseWrite() }()
		io.Copy(c, up)
	}
	plainProxy := server(t, httpProxy)
	tlsProxy := server(t, func(c net.Conn) { httpProxy(tls.Server(c, config)) })
	socks := server(t, func(c net.Conn) {
		b := make([]byte, 300)
		io.ReadFull(c, b[:2])
		io.ReadFull(c, b[:b[1]])
		c.Write([]byte{5, 0})
		io.ReadFull(c, b[:5])
		n := int(b[4])
		io.ReadFull(c, b[:n+2])
		seen <- &http.Request{Host: string(b[:n])}
		to := origin
		if b[n] == 1 && b[n+1] == 187 {
			to = secure
		}
		c.Write([]byte{5, 0, 0, 1, 127, 0, 0, 1, 0, 0})
		up, err := net.Dial("tcp", to)
		if err != nil {
			return
		}
		defer up.Close()
		go io.Copy(up, c)
		io.Copy(c, up)
	})
	public := func(context.Context, string, uint16) error { return nil }
	via := func(proxy string, check func(context.Context, string, uint16) error) *client {
		u, err := url.Parse(proxy)
		if err != nil {
			t.Fatal(err)
		}
		return newClient(t, Config{TLS: ca.roots(), CheckHost: check, Proxy: func(*url.URL) (*url.URL, error) { return u, nil },
			Dial: func(context.Context, string, string) (net.Conn, error) {
				return nil, errors.New("the origin was dialled past the proxy")
			}})
	}
	for _, proxy := range []string{"http://user:pw@" + plainProxy, "https://user:pw@" + tlsProxy, "socks5://" + socks} {
		for _, target := range []string{"http://origin.test/a", "https://origin.test/a"} {
			l := via(proxy, public)
			_, body, err := l.get(target)
			if err != nil || string(body) != "secure" {
				t.Errorf("%s through %s: %q, %v", target, proxy, body, err)
				continue
			}
			r := <-seen
			if !strings.HasPrefix(r.Host, "origin.test") {
				t.Errorf("the proxy was asked for %q", r.Host)
			}
			e := l.last(1)
			u, _ := url.Parse(proxy)
			if e.RemoteIP != "" || e.ViaProxy != u.Scheme+"://"+u.Host {
				t.Errorf("recorded address %q, proxy %q", e.RemoteIP, e.ViaProxy)
			}
			line := "GET /a HTTP/1.1\r\n"
			if target[:5] == "http:" && u.Scheme != "socks5" {
				line = "GET http://origin.test/a HTTP/1.1\r\n"
			}
			if req := string(blockBytes(t, e.Request)); !strings.HasPrefix(req, line) || strings.Contains(req, "Proxy-") {
				t.Errorf("request %q", req)
			}
			if target[:5] == "https" && len(e.PeerCertificates) == 0 {
				t.Error("the origin's certificate is missing")
			}
		}
	}
	fails := []struct{ name, proxy, target, class string }{
		{"no password, plain", "http://" + plainProxy, "http://origin.test/", ClassProxy},
		{"no password, tunnel", "http://" + plainProxy, "https://origin.test/", ClassProxy},
		{"bad gateway", "http://user:pw@" + plainProxy, "https://down.test/", ClassProxy},
		{"not listening", "http://127.0.0.1:1", "http://origin.test/", ClassProxy},
		{"no TLS at the proxy", "https://user:pw@" + plainProxy, "http://origin.test/", ClassProxy},
		{"unknown scheme", "ftp://" + plainProxy, "http://origin.test/", ClassProxy},
	}
	for _, tt := range fails {
		l := via(tt.proxy, public)
		if _, _, err := l.get(tt.target); class(err) != tt.class {
			t.Errorf("%s: %v (%s)", tt.name, err, class(err))
		}
		if e := l.last(1); e.Response != nil || strings.Contains(e.Err.Error(), "pw") {
			t.Errorf("%s: %+v", tt.name, e)
		}
	}
	for len(seen) > 0 {
		<-seen
	}
	guard := &netguard.Policy{}
	for _, target := range []string{"http://127.0.0.1/", "https://10.0.0.1/", "http://localhost/", "http://169.254.169.254/", "http://0x7f.1/"} {
		l := via("http://user:pw@"+plainProxy, guard.CheckHost)
		if _, _, err := l.get(target); class(err) != ClassPrivate {
			t.Errorf("%s through a proxy: %v", target, err)
		}
	}
	if len(seen) > 0 {
		t.Error("the proxy heard of a private address")
	}
}

func TestEnvironmentProxy(t *testing.T) {
	for _, k := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		t.Setenv(k, "http://proxy.test:3128")
	}
	t.Setenv("NO_PROXY", "direct.test")
	t.Setenv("no_proxy", "direct.test")
	f := EnvironmentProxy()
	for s, want := range map[string]bool{"http://example.org/": true, "https://example.org/": true, "http://direct.test/": false,
		"http://localhost/": false, "http://a.localhost:8080/": false, "http://127.0.0.2/": false, "http://[::1]/": false, "http://[::ffff:127.0.0.1]/": false} {
		u, _ := url.Parse(s)
		p, err := f(u)
		if err != nil || (p != nil) != want {
			t.Errorf("%s: %v, %v, want a proxy %v", s, p, err, want)
		}
	}
}

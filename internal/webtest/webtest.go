// Package webtest is a web for tests: 60 sources on 30 hosts, plain and TLS,
// in several charsets and codings, some of which fail in every way that a
// client must tell apart, and which age on command. It keeps every byte that
// it sent, so that a test can compare a recording with the truth.
//
// It speaks HTTP/1.1 by itself, not through net/http: only so can it send
// broken messages, and know each one exactly. Loopback only. Not for use
// outside of tests.
package webtest

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Web is a running web. Its methods may be called concurrently.
type Web struct {
	plainPort, tlsPort, leavingPort string

	pages   map[string]*page // by host label and request target
	sources []Source
	aged    atomic.Bool
	good    *authority
	bad     *authority   // one that nobody trusts
	leaving net.Listener // closed by Age
	closed  chan struct{}
	wait    sync.WaitGroup

	mu    sync.Mutex
	sent  map[string][]Sent
	conns map[net.Conn]struct{}
	certs map[string]*tls.Certificate
	seen  map[string]int // requests, by host label and request target
}

// Sent is one answer as it went out.
type Sent struct {
	At      time.Time
	Status  int
	Raw     []byte   // the whole message, head included
	HeadLen int      // up to and with the empty line; 0 where Raw is no HTTP
	Payload [32]byte // SHA-256 of the body, transfer coding removed
	Decoded [32]byte // SHA-256 of the body, content coding removed too
	Size    int      // of the decoded body
}

// Start serves until the test ends.
func Start(t testing.TB) *Web {
	t.Helper()
	w := &Web{
		pages: map[string]*page{}, closed: make(chan struct{}),
		sent: map[string][]Sent{}, conns: map[net.Conn]struct{}{},
		certs: map[string]*tls.Certificate{}, seen: map[string]int{},
	}
	t.Cleanup(w.close)
	var err error
	if w.good, err = newAuthority("webtest"); err != nil {
		t.Fatal(err)
	}
	if w.bad, err = newAuthority("webtest, not trusted"); err != nil {
		t.Fatal(err)
	}
	listen := func(scheme string) (net.Listener, string) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		_, port, _ := net.SplitHostPort(l.Addr().String())
		w.wait.Go(func() { w.accept(l, scheme) })
		w.wait.Go(func() { <-w.closed; l.Close() })
		return l, port
	}
	_, w.plainPort = listen("http")
	_, w.tlsPort = listen("https")
	w.leaving, w.leavingPort = listen("http")
	w.build()
	return w
}

// Age lets some weeks pass: each source turns into what its Later says.
func (w *Web) Age() {
	w.aged.Store(true)
	w.leaving.Close()
	w.mu.Lock()
	clear(w.certs)
	w.mu.Unlock()
	w.hangUp()
}

// Roots are the authorities that a client must trust.
func (w *Web) Roots() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(w.good.cert)
	return p
}

// CA is the same as PEM, for a process: write it to a file and name that in
// SSL_CERT_FILE.
func (w *Web) CA() []byte { return w.good.pem() }

// Sent lists the answers to one URL so far, oldest first.
func (w *Web) Sent(url string) []Sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Sent(nil), w.sent[url]...)
}

// URLs lists everything that was asked for, in no order.
func (w *Web) URLs() (out []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for u := range w.sent {
		out = append(out, u)
	}
	return out
}

func (w *Web) close() {
	close(w.closed)
	w.hangUp()
	w.wait.Wait()
}

// hangUp closes every connection, so that keep-alive hides no change.
func (w *Web) hangUp() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.conns {
		c.Close()
	}
}

func (w *Web) accept(l net.Listener, scheme string) {
	for {
		c, err := l.Accept()
		if err != nil {
			return // closed
		}
		w.mu.Lock()
		w.conns[c] = struct{}{}
		w.mu.Unlock()
		select {
		case <-w.closed:
			c.Close()
		default:
		}
		w.wait.Go(func() {
			w.serve(c, scheme)
			c.Close()
			w.mu.Lock()
			delete(w.conns, c)
			w.mu.Unlock()
		})
	}
}

// serve answers the requests of one connection, one after the other.
func (w *Web) serve(tcp net.Conn, scheme string) {
	c := tcp
	if scheme == "https" {
		c = tls.Server(tcp, &tls.Config{GetCertificate: w.certificate, NextProtos: []string{"http/1.1"}})
	}
	in := bufio.NewReader(c)
	for {
		req, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		a := w.answer(req, scheme)
		build := a.built
		if build == nil {
			build = a.wire
		}
		m := build()
		if req.Method == http.MethodHead {
			m.raw = m.raw[:m.head]
		}
		w.mu.Lock()
		url := scheme + "://" + req.Host + req.RequestURI
		w.sent[url] = append(w.sent[url], Sent{
			At: time.Now(), Status: a.status, Raw: m.raw, HeadLen: m.head,
			Payload: m.payload, Decoded: m.decoded, Size: len(a.body),
		})
		w.mu.Unlock()
		if _, err := c.Write(m.raw); err != nil {
			return
		}
		switch {
		case a.end == hang:
			in.ReadByte() // until the client or the test gives up
			return
		case a.end == reset:
			if t, ok := tcp.(*net.TCPConn); ok {
				t.SetLinger(0)
			}
			tcp.Close()
			return
		case a.end == drop, a.frame == "close", req.Close:
			return
		}
	}
}

// certificate makes one for the name that the client asks for.
func (w *Web) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	name := hello.ServerName
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.certs[name]; c != nil {
		return c, nil
	}
	ca, left, cn := w.good, 24*time.Hour, name
	switch strings.TrimSuffix(name, ".localhost") {
	case hostExpires:
		if w.aged.Load() {
			left = -time.Hour
		}
	case hostUntrusted:
		ca = w.bad
	case hostMisnamed:
		cn = "elsewhere.localhost"
	}
	c, err := ca.issue(cn, left)
	if err != nil {
		return nil, fmt.Errorf("issue a certificate: %w", err)
	}
	w.certs[name] = c
	return c, nil
}

package record

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"testing"
	"time"

	"archiver/internal/netguard"
)

// loopback allows the servers of these tests.
var loopback = &netguard.Policy{Allow: []netguard.Allow{
	{Prefix: netip.MustParsePrefix("127.0.0.0/8")}, {Prefix: netip.MustParsePrefix("::1/128")}}}

// client is a Transport for tests with what it recorded.
type client struct {
	*Transport
	t  *testing.T
	mu sync.Mutex
	ex []*Exchange
}

func newClient(t *testing.T, c Config) *client {
	if c.Dial == nil {
		c.Dial, c.CheckHost = loopback.DialContext, loopback.CheckHost
	}
	if c.SpoolDir == "" {
		c.SpoolDir = t.TempDir()
	}
	l := &client{Transport: New(c), t: t}
	t.Cleanup(func() {
		l.Close()
		l.mu.Lock()
		defer l.mu.Unlock()
		for _, e := range l.ex {
			e.Release()
		}
	})
	return l
}

func (l *client) sink(e *Exchange) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ex = append(l.ex, e)
}

// last is the latest exchange; there must be n of them.
func (l *client) last(n int) *Exchange {
	l.t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.ex) != n {
		l.t.Fatalf("%d exchanges were handed over, want %d", len(l.ex), n)
	}
	return l.ex[n-1]
}

func (l *client) request(method, url string, body io.Reader) *http.Request {
	r, err := http.NewRequestWithContext(WithSink(l.t.Context(), l.sink), method, url, body)
	if err != nil {
		l.t.Fatal(err)
	}
	r.Header.Set("User-Agent", "test")
	return r
}

// get reads the whole answer. Its error is the request's or the body's.
func (l *client) get(url string) (*http.Response, []byte, error) {
	return l.do(l.request("GET", url, nil))
}

func (l *client) do(r *http.Request) (*http.Response, []byte, error) {
	resp, err := l.RoundTrip(r)
	if err != nil {
		return nil, nil, err
	}
	b, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	return resp, b, err
}

func class(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Class
	}
	return ""
}

func blockBytes(t *testing.T, b *Block) []byte {
	t.Helper()
	if b == nil {
		return nil
	}
	r, err := b.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	p, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(p)) != b.Len() || sha256.Sum256(p) != b.SHA256() {
		t.Errorf("a block of %d bytes says it has %d, or another digest", len(p), b.Len())
	}
	return p
}

func payloadBytes(t *testing.T, e *Exchange) []byte {
	t.Helper()
	r, err := e.Payload()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	p, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(p)) != e.PayloadLen || sha256.Sum256(p) != e.PayloadSHA256 {
		t.Errorf("a payload of %d bytes %.60q, recorded as %d, or another digest", len(p), p, e.PayloadLen)
	}
	return p
}

// server accepts on loopback and runs serve for each connection.
func server(t *testing.T, serve func(net.Conn)) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	open := map[net.Conn]bool{}
	t.Cleanup(func() {
		l.Close()
		mu.Lock()
		for c := range open {
			c.Close()
		}
		mu.Unlock()
		wg.Wait()
	})
	wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open[c] = true
			mu.Unlock()
			wg.Go(func() {
				defer func() {
					c.Close()
					mu.Lock()
					delete(open, c)
					mu.Unlock()
				}()
				serve(c)
			})
		}
	})
	return l.Addr().String()
}

// readRequest reads one request head and body; false at the end.
func readRequest(br *bufio.Reader) (*http.Request, bool) {
	r, err := http.ReadRequest(br)
	if err != nil {
		return nil, false
	}
	_, err = io.Copy(io.Discard, r.Body)
	return r, err == nil
}

// answering serves each request of a connection with the next of answers, then
// closes it.
func answering(answers ...string) func(net.Conn) {
	return func(c net.Conn) {
		br := bufio.NewReader(c)
		for _, a := range answers {
			if _, ok := readRequest(br); !ok {
				return
			}
			io.WriteString(c, a)
		}
	}
}

// tap notes what a server sees on its side.
type tap struct {
	net.Conn
	in, out bytes.Buffer
}

func (p *tap) Read(b []byte) (int, error) {
	n, err := p.Conn.Read(b)
	p.in.Write(b[:n])
	return n, err
}

func (p *tap) Write(b []byte) (int, error) {
	p.out.Write(b)
	return p.Conn.Write(b)
}

// authority makes certificates for tests.
type authority struct {
	t    *testing.T
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
	pool *x509.CertPool
}

func newAuthority(t *testing.T) *authority {
	a := &authority{t: t, pool: x509.NewCertPool()}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign}
	a.key, a.cert = a.make(tmpl, nil, nil)
	a.pool.AddCert(a.cert)
	return a
}

func (a *authority) make(tmpl, parent *x509.Certificate, signer *ecdsa.PrivateKey) (*ecdsa.PrivateKey, *x509.Certificate) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		a.t.Fatal(err)
	}
	if parent == nil {
		parent, signer = tmpl, key
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, parent, &key.PublicKey, signer)
	if err != nil {
		a.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return key, cert
}

// config is a server's, with a certificate for names and addresses.
func (a *authority) config(names []string, ips ...string) *tls.Config {
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "test server"}, DNSNames: names,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	for _, ip := range ips {
		tmpl.IPAddresses = append(tmpl.IPAddresses, net.ParseIP(ip))
	}
	key, cert := a.make(tmpl, a.cert, a.key)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{cert.Raw}, PrivateKey: key}}}
}

func (a *authority) roots() *tls.Config { return &tls.Config{RootCAs: a.pool} }

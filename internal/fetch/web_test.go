package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"archiver/internal/netguard"
)

// web is a server on loopback that answers for any host under .localhost, and
// keeps the requests that came.
type web struct {
	http.Handler
	srv  *httptest.Server
	port uint16

	mu   sync.Mutex
	reqs []*http.Request
	at   []time.Time
}

func newWeb(t testing.TB, h http.HandlerFunc) *web { return startWeb(t, h, false) }

func startWeb(t testing.TB, h http.HandlerFunc, secure bool) *web {
	w := &web{}
	w.srv = httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.reqs = append(w.reqs, r)
		w.at = append(w.at, time.Now())
		w.mu.Unlock()
		h(rw, r)
	}))
	w.srv.Config.ErrorLog = log.New(io.Discard, "", 0) // broken connections are what is tested
	if secure {
		w.srv.TLS = &tls.Config{Certificates: []tls.Certificate{certificate(t)}}
		w.srv.StartTLS()
	} else {
		w.srv.Start()
	}
	t.Cleanup(w.srv.Close)
	w.port = portOf(w.srv.Listener.Addr())
	return w
}

func portOf(a net.Addr) uint16 { return a.(*net.TCPAddr).AddrPort().Port() }

// url names a page on a host of this web: "a" gives a.localhost.
func (w *web) url(host, path string) string {
	scheme := "http"
	if w.srv.TLS != nil {
		scheme = "https"
	}
	return fmt.Sprintf("%s://%s.localhost:%d%s", scheme, host, w.port, path)
}

func (w *web) requests() []*http.Request {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]*http.Request(nil), w.reqs...)
}

// paths lists the request targets in the order in which they came.
func (w *web) paths() []string {
	var out []string
	for _, r := range w.requests() {
		out = append(out, r.RequestURI)
	}
	return out
}

// client makes a client that may reach the ports given, and is quick to retry.
func client(t testing.TB, cfg Config, ports ...uint16) *Client {
	t.Helper()
	if cfg.Guard == nil {
		cfg.Guard = &netguard.Policy{}
	}
	for _, p := range ports {
		cfg.Guard.Allow = append(cfg.Guard.Allow, netguard.Allow{Prefix: netip.MustParsePrefix("127.0.0.0/8"), Port: p})
	}
	if cfg.RetryWait == nil {
		cfg.RetryWait = []time.Duration{time.Millisecond}
	}
	cfg.SpoolDir = t.TempDir()
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// certificate makes one for all hosts under .localhost, signed by itself.
func certificate(t testing.TB) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"*.localhost"}, IsCA: true,
		BasicConstraintsValid: true, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// trust makes a TLS configuration that knows w's certificate, for any name.
func trust(w *web) *tls.Config {
	pool := x509.NewCertPool()
	pool.AddCert(w.srv.Certificate())
	return &tls.Config{RootCAs: pool}
}

func look(t testing.TB, c *Client, u string) *Look {
	t.Helper()
	l, err := c.Look(context.Background(), u)
	if err != nil {
		t.Fatalf("look at %s: %v", u, err)
	}
	t.Cleanup(l.Release)
	return l
}

func readAll(t testing.TB, l *Look) []byte {
	t.Helper()
	r, err := l.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func reason(f *Fault) string {
	if f == nil {
		return ""
	}
	return f.Reason
}

// pack applies content codings in the order named.
func pack(t testing.TB, b []byte, codings ...string) []byte {
	t.Helper()
	for _, c := range codings {
		var buf bytes.Buffer
		var w io.WriteCloser
		switch c {
		case "gzip":
			w, _ = gzip.NewWriterLevel(&buf, gzip.BestSpeed)
		case "deflate":
			w = zlib.NewWriter(&buf)
		case "br":
			w = brotli.NewWriter(&buf)
		case "zstd":
			z, err := zstd.NewWriter(&buf)
			if err != nil {
				t.Fatal(err)
			}
			w = z
		default:
			t.Fatalf("no coding %s", c)
		}
		if _, err := w.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		b = buf.Bytes()
	}
	return b
}

// raw serves one fixed answer to every connection after reading the request's
// head, then does what end says.
func raw(t testing.TB, answer string, end func(*net.TCPConn)) uint16 {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buf := make([]byte, 64<<10)
				c.Read(buf)
				io.WriteString(c, answer)
				if end != nil {
					end(c.(*net.TCPConn))
				}
			}()
		}
	}()
	return portOf(l.Addr())
}

func at(port uint16, path string) string {
	return "http://x.localhost:" + strconv.Itoa(int(port)) + path
}

func sum(b []byte) [32]byte { return sha256.Sum256(b) }

func hostOf(t testing.TB, s string) string {
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u.Hostname()
}

package browser

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"

	"archiver/internal/netguard"
	"archiver/internal/record"
)

// site is a web server over TLS on loopback, with a transport that may reach it
// and nothing else that is private.
type site struct {
	*httptest.Server
	transport http.RoundTripper

	mu        sync.Mutex
	exchanges []*record.Exchange
	when      map[string]func()
}

// asked has f called when the path is asked for.
func (s *site) asked(path string, f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.when = map[string]func(){path: f}
}

func newSite(t *testing.T, h http.Handler) *site {
	t.Helper()
	s := &site{Server: httptest.NewTLSServer(h)}
	t.Cleanup(s.Server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	u, _ := url.Parse(s.URL)
	port, _ := strconv.Atoi(u.Port())
	guard := &netguard.Policy{Allow: []netguard.Allow{{Prefix: netip.MustParsePrefix("127.0.0.1/32"), Port: uint16(port)}}}
	tr := record.New(record.Config{Dial: guard.DialContext, CheckHost: guard.CheckHost, TLS: &tls.Config{RootCAs: roots}, KeepUnverified: true, // it is called localhost, too
		Limits: record.Limits{DialTimeout: 5 * time.Second}})
	t.Cleanup(func() { tr.Close() })
	s.transport = roundTripper(func(r *http.Request) (*http.Response, error) {
		s.mu.Lock()
		f := s.when[r.URL.Path]
		s.mu.Unlock()
		if f != nil {
			f()
		}
		return tr.RoundTrip(r.WithContext(record.WithSink(r.Context(), func(e *record.Exchange) {
			s.mu.Lock()
			s.exchanges = append(s.exchanges, e)
			s.mu.Unlock()
			e.Release()
		})))
	})
	return s
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// find gives the recorded exchanges for the path.
func (s *site) find(path string) (out []*record.Exchange) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.exchanges {
		if u, err := url.Parse(e.URL); err == nil && u.Path == path {
			out = append(out, e)
		}
	}
	return out
}

// secret is a service on loopback that nobody may reach; it counts who did.
type secret struct {
	net.Listener
	mu   sync.Mutex
	seen int
}

func newSecret(t *testing.T) *secret {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &secret{Listener: l}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.seen++
			s.mu.Unlock()
			c.Close()
		}
	}()
	return s
}

func (s *secret) visits() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen
}

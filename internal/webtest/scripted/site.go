// Package scripted is a site over TLS whose pages are what a browser makes of
// them: text that comes by script, pages that grow, walls, traps and attacks. Each
// page says what a capture of it must hold. It tells what was asked of it, and of
// two servers that no page may reach.
//
// Loopback only. For tests, and for a person by the command in serve.
package scripted

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Site is running until Close. Its methods may be called concurrently.
type Site struct {
	Port string

	srv    *http.Server
	ca     []byte
	aged   atomic.Bool
	secret *secret
	closed chan struct{}

	mu   sync.Mutex
	asks map[string]int // by host and path
}

// Start serves on loopback.
func Start() (*Site, error) {
	s := &Site{asks: map[string]int{}, closed: make(chan struct{})}
	cert, ca, err := certificate()
	if err != nil {
		return nil, fmt.Errorf("start scripted site: %w", err)
	}
	s.ca = ca
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start scripted site: %w", err)
	}
	if s.secret, err = newSecret(); err != nil {
		l.Close()
		return nil, fmt.Errorf("start scripted site: %w", err)
	}
	_, s.Port, _ = net.SplitHostPort(l.Addr().String())
	s.srv = &http.Server{Handler: s.count(s.routes()), ErrorLog: log.New(io.Discard, "", 0),
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"http/1.1"}}}
	go s.srv.ServeTLS(l, "", "")
	return s, nil
}

// Close ends the site and what it holds open.
func (s *Site) Close() {
	close(s.closed)
	s.srv.Close()
	s.secret.close()
}

// Age changes what some pages say: see Page.Later.
func (s *Site) Age() { s.aged.Store(true) }

// CA is the authority of its certificates, in PEM: for SSL_CERT_FILE.
func (s *Site) CA() []byte { return s.ca }

// URL is the address of a page.
func (s *Site) URL(p Page) string { return s.at(p.Host, p.Path) }

func (s *Site) at(host, path string) string { return "https://" + host + ".localhost:" + s.Port + path }

// Asked tells how often a path of any host was asked for.
func (s *Site) Asked(path string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for at, k := range s.asks {
		if strings.HasSuffix(at, " "+path) {
			n += k
		}
	}
	return n
}

// Reached tells how many connections and packets came to the two servers that are
// beside the site, which nothing allows a page to reach.
func (s *Site) Reached() int { return int(s.secret.reached.Load()) }

func (s *Site) count(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := strings.Cut(r.Host, ".localhost")
		s.mu.Lock()
		s.asks[host+" "+r.URL.Path]++
		s.mu.Unlock()
		h.ServeHTTP(w, r)
	})
}

// Report is a report in Markdown that cites every page, in their order: the
// footnotes have the numbers from 1 on.
func (s *Site) Report() []byte {
	var text, notes strings.Builder
	for i, p := range Pages {
		fmt.Fprintf(&text, "The page shows %s.[^%d]\n\n", p.What, i+1)
		fmt.Fprintf(&notes, "[^%d]: %s\n", i+1, s.URL(p))
	}
	return []byte("# What browsers make of pages\n\n" + text.String() + notes.String())
}

// Manifest is the report as a manifest, in which each page has its own mode of
// capture, and its passage as a quote.
func (s *Site) Manifest(published string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "id: scripted\ntitle: What browsers make of pages\npublished: %s\nfootnotes:\n", published)
	for i, p := range Pages {
		fmt.Fprintf(&b, "  - number: %d\n    text: %q\n    citations:\n      - url: %s\n        capture: %s\n", i+1, p.What, s.URL(p), p.Capture)
		if p.Quote != "" {
			fmt.Fprintf(&b, "        quotes: [%q]\n", p.Quote)
		}
	}
	return []byte(b.String())
}

// Config is a configuration that lets the program at the site, and at nothing else
// of this machine.
func Config(s *Site) string {
	return fmt.Sprintf("fetch:\n  allow_networks: [\"127.0.0.0/8:%[1]s\", \"[::1]/128:%[1]s\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n", s.Port)
}

// certificate is of *.localhost, by an authority of its own.
func certificate() (cert tls.Certificate, ca []byte, err error) {
	sign := func(t, by *x509.Certificate, key *ecdsa.PrivateKey) (*ecdsa.PrivateKey, []byte, error) {
		own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return nil, nil, err
		}
		if key == nil {
			key = own
		}
		t.NotBefore, t.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(7*24*time.Hour)
		der, err := x509.CreateCertificate(rand.Reader, t, by, &own.PublicKey, key)
		return own, der, err
	}
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "scripted"}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	rootKey, rootDER, err := sign(root, root, nil)
	if err != nil {
		return cert, nil, err
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "*.localhost"}, DNSNames: []string{"*.localhost"},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	key, der, err := sign(leaf, root, rootKey)
	return tls.Certificate{Certificate: [][]byte{der, rootDER}, PrivateKey: key},
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: rootDER}), err
}

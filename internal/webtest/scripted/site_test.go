package scripted

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestSite asks for every page without a browser: those whose text comes by a
// script do not hold it, and are there for this.
func TestSite(t *testing.T) {
	s, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.CA())
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) { // not every resolver knows *.localhost
			return (&net.Dialer{}).DialContext(ctx, network, "127.0.0.1:"+s.Port)
		}}}
	get := func(url string) string {
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		r, err := http.NewRequestWithContext(ctx, "GET", url, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(r)
		if err != nil {
			t.Fatalf("%s: %v", url, err)
		}
		defer resp.Body.Close()
		var b []byte
		for more := make([]byte, 4<<10); err == nil && !bytes.HasSuffix(b, []byte(goesOn)); { // one of them never ends
			var n int
			n, err = resp.Body.Read(more)
			b = append(b, more[:n]...)
		}
		if err != nil && err != io.EOF {
			t.Errorf("%s: %v", url, err)
		}
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", url, resp.StatusCode)
		}
		return string(b)
	}
	scripted := 0
	for _, p := range Pages {
		body := get(s.URL(p))
		if p.Capture == "auto" && strings.Contains(body, p.Quote) && p.Quote != "" {
			t.Errorf("%s: a plain look sees the passage", p.Host)
		}
		if !strings.Contains(body, p.Quote) {
			scripted++
		}
	}
	if scripted < 5 {
		t.Errorf("the text of %d pages comes by script", scripted)
	}
	s.Age()
	if got := get(s.at("ministry", "/passage")); !strings.Contains(got, "Ten of the nineteen") {
		t.Errorf("aged: %s", got)
	}
	if s.Asked("/passage") != 1 || s.Reached() != 0 {
		t.Errorf("asked %d, reached %d", s.Asked("/passage"), s.Reached())
	}
	if r, err := http.Get("http://" + s.secret.tcp.Addr().String()); err != nil || s.Reached() != 1 {
		t.Errorf("the secret server does not tell: %v, %d", err, s.Reached())
	} else {
		r.Body.Close()
	}
}

package record

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// h2Server speaks HTTP/2 and nothing else.
func h2Server(t *testing.T, ca *authority, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewUnstartedServer(h)
	s.TLS = ca.config(nil, "127.0.0.1")
	s.TLS.NextProtos = []string{"h2"}
	s.Config.Protocols = new(http.Protocols)
	s.Config.Protocols.SetHTTP2(true)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// TestHTTP2Only: a server that speaks nothing else is fetched all the same, and
// the host is remembered.
func TestHTTP2Only(t *testing.T) {
	ca := newAuthority(t)
	body := strings.Repeat("two ", 100_000)
	s := h2Server(t, ca, func(w http.ResponseWriter, r *http.Request) {
		got, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Got", fmt.Sprint(r.Proto, len(got)))
		w.Header().Set("X-Multi", "a")
		w.Header().Add("X-Multi", "b")
		switch r.URL.Path {
		case "/hints":
			w.Header().Set("Link", "</a.css>")
			w.WriteHeader(http.StatusEarlyHints)
		case "/none":
			w.WriteHeader(http.StatusNoContent)
			return
		}
		io.WriteString(w, body)
	})
	l := newClient(t, Config{TLS: ca.roots()})
	for i, tt := range []struct{ method, path, upload, want string }{
		{"GET", "/page?x=1", "", body}, {"HEAD", "/", "", ""}, {"GET", "/hints", "", body}, {"GET", "/none", "", ""}, {"POST", "/", "form", body},
	} {
		var up io.Reader
		if tt.upload != "" {
			up = strings.NewReader(tt.upload)
		}
		resp, got, err := l.do(l.request(tt.method, s.URL+tt.path, up))
		if err != nil || string(got) != tt.want {
			t.Fatalf("%s %s: %v, %d bytes", tt.method, tt.path, err, len(got))
		}
		e := l.last(i + 1)
		if e.Err != nil || fmt.Sprint(e.Protocol) != "[h2 tls/1.3]" || e.CipherSuite == "" || e.RemoteIP != "127.0.0.1" ||
			len(e.PeerCertificates) != 1 || e.VerifyErr != nil || e.Reused != (i > 0) {
			t.Errorf("%s %s: %+v", tt.method, tt.path, e)
		}
		req, res := string(blockBytes(t, e.Request)), string(blockBytes(t, e.Response))
		if !strings.HasPrefix(req, tt.method+" "+tt.path+" HTTP/1.1\r\nHost: 127.0.0.1:") || !strings.HasSuffix(req, "\r\n\r\n"+tt.upload) {
			t.Errorf("request %q", req)
		}
		if !strings.HasPrefix(res, fmt.Sprintf("HTTP/1.1 %d ", resp.StatusCode)) || strings.Count(res[:e.HeadLen], "X-Multi: ") != 2 || res[e.HeadLen:] != tt.want {
			t.Errorf("response %.300q", res)
		}
		if string(payloadBytes(t, e)) != tt.want || e.Header.Get("X-Got") != fmt.Sprint("HTTP/2.0", len(tt.upload)) {
			t.Errorf("%s %s: fields %v", tt.method, tt.path, e.Header)
		}
		if (len(e.Interim) == 1) != (tt.path == "/hints") {
			t.Errorf("%s: interim %q", tt.path, e.Interim)
		}
	}

	l = newClient(t, Config{TLS: ca.roots(), Limits: Limits{MaxBody: 1000}})
	if _, _, err := l.get(s.URL + "/"); class(err) != ClassTooLarge {
		t.Errorf("over the limit: %v", err)
	}
	if e := l.last(1); e.Truncated != "length" || len(payloadBytes(t, e)) != 1000 || e.Response.Len() != e.HeadLen+1000 {
		t.Errorf("truncated %q", e.Truncated)
	}

	l = newClient(t, Config{TLS: newAuthority(t).roots()})
	if _, _, err := l.get(s.URL + "/"); class(err) != ClassTLS {
		t.Errorf("unknown authority: %v (%s)", err, class(err))
	}
	l = newClient(t, Config{TLS: newAuthority(t).roots(), KeepUnverified: true})
	if _, _, err := l.get(s.URL + "/"); err != nil || l.last(1).VerifyErr == nil {
		t.Errorf("kept: %v, verification %v", err, l.last(1).VerifyErr)
	}
}

// TestHTTP2Limits: the limits of an exchange hold over HTTP/2 as well, and
// Close reaches it.
func TestHTTP2Limits(t *testing.T) {
	ca := newAuthority(t)
	var broken atomic.Bool
	s := h2Server(t, ca, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/warm":
			return
		case r.URL.Path == "/body":
			io.WriteString(w, "half")
			w.(http.Flusher).Flush()
			if broken.Load() {
				panic(http.ErrAbortHandler)
			}
		}
		<-r.Context().Done()
	})
	for _, path := range []string{"/body", "/head"} {
		l := newClient(t, Config{TLS: ca.roots(), Limits: Limits{ExchangeTimeout: 300 * time.Millisecond}})
		_, _, err := l.get(s.URL + path)
		if class(err) != ClassTimeout {
			t.Errorf("%s: %v (%s)", path, err, class(err))
		}
		l = newClient(t, Config{TLS: ca.roots()})
		time.AfterFunc(200*time.Millisecond, func() { l.Close() })
		_, _, err = l.get(s.URL + path)
		if class(err) != ClassCanceled {
			t.Errorf("%s after Close: %v (%s)", path, err, class(err))
		}
	}
	broken.Store(true)
	l := newClient(t, Config{TLS: ca.roots()})
	_, _, err := l.get(s.URL + "/body")
	if e := l.last(1); class(err) != ClassTruncated || e.Truncated != "disconnect" || string(payloadBytes(t, e)) != "half" {
		t.Errorf("stream reset: %v (%s), truncated %q", err, class(err), e.Truncated)
	}
	// Many at once share the connection.
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if _, _, err := l.get(s.URL + "/warm"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// TestNoHTTP2EitherWay: a server that fails both ways keeps the first failure,
// and is asked twice at most.
func TestNoHTTP2EitherWay(t *testing.T) {
	ca := newAuthority(t)
	config := ca.config(nil, "127.0.0.1")
	var conns atomic.Int64
	addr := server(t, func(c net.Conn) {
		conns.Add(1)
		tc := tls.Server(c, config)
		readRequest(bufio.NewReader(tc))
		io.WriteString(tc, "garbage, not HTTP")
		tc.Close()
	})
	l := newClient(t, Config{TLS: ca.roots()})
	_, _, err := l.get("https://" + addr + "/")
	e := l.last(1)
	if class(err) != ClassProtocol || string(e.Partial) != "garbage, not HTTP" || conns.Load() != 2 || e.Request.Len() == 0 {
		t.Errorf("%v (%s), partial %q, %d connections, request of %d bytes", err, class(err), e.Partial, conns.Load(), e.Request.Len())
	}
	conns.Store(0)
	if _, _, err := l.do(l.request("POST", "https://"+addr+"/", strings.NewReader("x"))); class(err) != ClassProtocol || conns.Load() != 1 {
		t.Errorf("POST: %v, %d connections", err, conns.Load())
	}
}

package record

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func brotlied(s string) string {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

// mixed are ten answers of every shape that leaves a connection open, the last
// excepted, with what each one's payload is.
func mixed() (answers, payloads []string) {
	add := func(answer, payload string) {
		answers, payloads = append(answers, answer), append(payloads, payload)
	}
	withLength := func(head, body string) {
		add(fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", head, len(body), body), body)
	}
	long := strings.Repeat("long line of a body, longer than one read; ", 5000)
	gz, br := gzipped(long), brotlied(long)
	withLength("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "<p>hello")
	add("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;ext=\"a\"\r\nhello\r\n0006\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n", "hello world")
	withLength("HTTP/1.1 200 Fine\r\nContent-Encoding: gzip\r\n", gz)
	withLength("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n", br)
	add("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone", "gone")
	add("HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n", "")
	withLength("HTTP/1.1 301 Moved\r\nlOcAtIoN: /\xef\xf0\xe8\r\nZ-Last: 1\r\nA-First:2\r\nno colon here\r\nX-Folded: a\r\n\tb\r\n", "odd header case")
	withLength("HTTP/1.1 200\r\nServer :  spaced \t\r\n", long)
	add(fmt.Sprintf("HTTP/1.1 200 OK\nTransfer-Encoding:chunked\n\n%x\n%s\n0\n\n", len(gz), gz), gz)
	add("HTTP/1.0 200 OK\r\nX: until close\r\n\r\n"+long, long)
	return answers, payloads
}

// TestWireBytes compares what was recorded with what the server saw, byte by
// byte, over plain TCP and under TLS.
func TestWireBytes(t *testing.T) {
	for _, scheme := range []string{"http", "https"} {
		t.Run(scheme, func(t *testing.T) {
			answers, payloads := mixed()
			taps := make(chan *tap, 20)
			ca := newAuthority(t)
			config := ca.config(nil, "127.0.0.1")
			addr := server(t, func(c net.Conn) {
				if scheme == "https" {
					c = tls.Server(c, config)
				}
				p := &tap{Conn: c}
				answering(answers...)(p)
				c.Close()
				taps <- p
			})
			l := newClient(t, Config{TLS: ca.roots()})
			var in, out []byte
			for i, want := range payloads {
				r := l.request("GET", fmt.Sprintf("%s://%s/page/%d?q=%%d0", scheme, addr, i), nil)
				r.Header["x-lower"] = []string{"kept"}
				resp, body, err := l.do(r)
				if err != nil {
					t.Fatalf("answer %d: %v", i, err)
				}
				if string(body) != want {
					t.Errorf("answer %d: read %d bytes, want %d", i, len(body), len(want))
				}
				e := l.last(i + 1)
				if e.Err != nil || e.Truncated != "" || e.Attempts != 1 || e.Reused != (i > 0) {
					t.Errorf("answer %d: err %v, truncated %q, attempts %d, reused %v", i, e.Err, e.Truncated, e.Attempts, e.Reused)
				}
				if e.RemoteIP != "127.0.0.1" || e.Status != resp.StatusCode || e.URL != r.URL.String() || e.Method != "GET" || e.ViaProxy != "" {
					t.Errorf("answer %d: %+v", i, e)
				}
				if got := payloadBytes(t, e); string(got) != want {
					t.Errorf("answer %d: payload of %d bytes, want %d", i, len(got), len(want))
				}
				if e.PayloadSHA256 != sha256.Sum256([]byte(want)) || e.BlockSHA256 != e.Response.SHA256() {
					t.Errorf("answer %d: wrong digest", i)
				}
				for _, h := range e.Interim {
					out = append(out, h...)
				}
				block := blockBytes(t, e.Response)
				if head := block[:e.HeadLen]; !bytes.HasSuffix(head, []byte("\n\r\n")) && !bytes.HasSuffix(head, []byte("\n\n")) {
					t.Errorf("answer %d: head %q", i, head)
				}
				in, out = append(in, blockBytes(t, e.Request)...), append(out, block...)
				wantProto := []string{"http/1.1"}
				if i == 9 {
					wantProto[0] = "http/1.0"
				}
				if scheme == "https" {
					wantProto = append(wantProto, "tls/1.3")
					if e.CipherSuite == "" || len(e.PeerCertificates) != 1 || e.VerifyErr != nil || resp.TLS == nil {
						t.Errorf("answer %d: TLS facts are missing: %q, %d certificates, %v", i, e.CipherSuite, len(e.PeerCertificates), e.VerifyErr)
					}
				}
				if fmt.Sprint(e.Protocol) != fmt.Sprint(wantProto) {
					t.Errorf("answer %d: protocol %v, want %v", i, e.Protocol, wantProto)
				}
			}
			p := <-taps
			if !bytes.Equal(in, p.in.Bytes()) {
				t.Errorf("requests differ from what the server read:\n%q\n%q", in, p.in.Bytes())
			}
			if !bytes.Equal(out, p.out.Bytes()) {
				t.Errorf("responses differ from what the server wrote: %d bytes, %d bytes", len(out), p.out.Len())
			}
			if len(taps) > 0 {
				t.Error("more than one connection was made")
			}
			if e := l.ex[4]; len(e.Interim) != 2 || !strings.HasPrefix(string(e.Interim[0]), "HTTP/1.1 103 ") || e.Status != 404 {
				t.Errorf("interim heads %q before status %d", e.Interim, e.Status)
			}
			if h := l.ex[6].Header; h.Get("Location") != "/\xef\xf0\xe8" || h.Get("A-First") != "2" || h.Get("X-Folded") != "a b" || len(h) != 5 {
				t.Errorf("fields %q", h)
			}
			if e := l.ex[7]; e.Header.Get("Server") != "spaced" || e.StatusText != "" {
				t.Errorf("fields %q, reason %q", e.Header, e.StatusText)
			}
		})
	}
}

// TestParallel makes 400 requests at once, over TLS and kept-alive
// connections, and looks for a byte that ended up in another exchange.
func TestParallel(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > 0 {
			io.Copy(io.Discard, r.Body)
		}
		var n int
		fmt.Sscanf(r.URL.Path, "/%d", &n)
		unit := fmt.Sprintf("<%d>", n)
		if n%3 == 0 {
			w.Header().Set("Content-Length", fmt.Sprint(len(unit)*(n+1)))
		}
		if n%7 == 0 {
			w.WriteHeader(http.StatusEarlyHints)
		}
		for range n + 1 {
			io.WriteString(w, unit)
		}
	}))
	ca := newAuthority(t)
	s.TLS = ca.config(nil, "127.0.0.1")
	var dials atomic.Int64
	s.Config.ConnState = func(_ net.Conn, st http.ConnState) {
		if st == http.StateNew {
			dials.Add(1)
		}
	}
	s.StartTLS()
	defer s.Close()
	l := newClient(t, Config{TLS: ca.roots()})
	var wg sync.WaitGroup
	slots := make(chan struct{}, 12)
	for n := range 400 {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			method, body := "GET", io.Reader(nil)
			if n%11 == 0 {
				method, body = "POST", strings.NewReader(fmt.Sprintf("form %d", n))
			}
			r := l.request(method, fmt.Sprintf("%s/%d", s.URL, n), body)
			resp, err := l.RoundTrip(r)
			if err != nil {
				t.Errorf("request %d: %v", n, err)
				return
			}
			if n%5 != 0 { // the fifth wants none of it
				io.Copy(io.Discard, resp.Body)
			}
			resp.Body.Close()
		})
	}
	wg.Wait()
	if len(l.ex) != 400 {
		t.Fatalf("%d exchanges, want 400", len(l.ex))
	}
	seen := map[int]bool{}
	for _, e := range l.ex {
		var n int
		fmt.Sscanf(e.URL, s.URL+"/%d", &n)
		seen[n] = true
		want := strings.Repeat(fmt.Sprintf("<%d>", n), n+1)
		if e.Err != nil || string(payloadBytes(t, e)) != want {
			t.Fatalf("exchange %d: err %v, %d bytes", n, e.Err, e.PayloadLen)
		}
		req := string(blockBytes(t, e.Request))
		if !strings.Contains(req, fmt.Sprintf(" /%d HTTP/1.1\r\n", n)) || strings.Count(req, "HTTP/1.1") != 1 ||
			n%11 == 0 && !strings.HasSuffix(req, fmt.Sprintf("\r\n\r\nform %d", n)) {
			t.Fatalf("exchange %d: request %q", n, req)
		}
		if res := blockBytes(t, e.Response); bytes.Count(res, []byte("HTTP/1.1")) != 1 || (n%7 == 0) != (len(e.Interim) == 1) {
			t.Fatalf("exchange %d: %d interim heads, response %.200q", n, len(e.Interim), res)
		}
	}
	if len(seen) != 400 {
		t.Errorf("%d different exchanges, want 400", len(seen))
	}
	if n := dials.Load(); n > 60 {
		t.Errorf("%d connections for 400 requests, 12 at a time: they are not kept alive", n)
	}
}

// TestStaleKeepAlive: the server gives a connection up at the moment that it is
// used again. The request is repeated on a new one and recorded once.
func TestStaleKeepAlive(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
	var conns atomic.Int64
	addr := server(t, func(c net.Conn) {
		if conns.Add(1) == 1 {
			answering(ok)(c)
			// Take the second request, and answer it with nothing.
			bufio.NewReader(c).ReadByte()
			return
		}
		answering(ok, ok)(c)
	})
	l := newClient(t, Config{})
	for i := range 2 {
		if _, b, err := l.get("http://" + addr + "/"); err != nil || string(b) != "ok" {
			t.Fatalf("request %d: %q, %v", i, b, err)
		}
	}
	e := l.last(2)
	if e.Attempts != 2 || e.Reused || conns.Load() != 2 {
		t.Errorf("attempts %d, reused %v, connections %d", e.Attempts, e.Reused, conns.Load())
	}
	if n := bytes.Count(blockBytes(t, e.Request), []byte("GET ")); n != 1 {
		t.Errorf("the request block holds %d requests", n)
	}

	// What may have had an effect is not repeated.
	for _, body := range []io.Reader{nil, strings.NewReader("x")} {
		conns.Store(0)
		l = newClient(t, Config{})
		l.get("http://" + addr + "/")
		_, _, err := l.do(l.request("POST", "http://"+addr+"/", body))
		if class(err) != ClassReset {
			t.Errorf("POST on a stale connection: %v, want a reset", err)
		}
		if e := l.last(2); e.Attempts != 1 || !e.Reused {
			t.Errorf("attempts %d, reused %v", e.Attempts, e.Reused)
		}
	}
}

// TestDesync: bytes that come after the end of an answer belong to no exchange,
// and the connection is not trusted with another.
func TestDesync(t *testing.T) {
	for name, second := range map[string]time.Duration{"at once": 0, "later": 20 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			addr := server(t, func(c net.Conn) {
				r, _ := readRequest(bufio.NewReader(c))
				fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n%s", r.URL.Path[1:])
				if second == 0 {
					return
				}
				time.Sleep(second)
				io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong")
				time.Sleep(time.Second)
			})
			if second == 0 {
				addr = server(t, func(c net.Conn) {
					r, _ := readRequest(bufio.NewReader(c))
					fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n%sHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong", r.URL.Path[1:])
					time.Sleep(200 * time.Millisecond)
				})
			}
			l := newClient(t, Config{})
			for i, want := range []string{"aa", "bb"} {
				_, b, err := l.get("http://" + addr + "/" + want)
				if err != nil || string(b) != want {
					t.Fatalf("read %q, %v, want %q", b, err, want)
				}
				e := l.last(i + 1)
				if e.Reused || e.Attempts != 1 || !bytes.HasSuffix(blockBytes(t, e.Response), []byte("\r\n\r\n"+want)) {
					t.Errorf("reused %v, block %q", e.Reused, blockBytes(t, e.Response))
				}
				time.Sleep(2 * second)
			}
		})
	}
}

// TestRequestBodies: what is uploaded is recorded as sent, also where the
// server answers before it has read it.
func TestRequestBodies(t *testing.T) {
	taps := make(chan *tap, 4)
	addr := server(t, func(c net.Conn) {
		p := &tap{Conn: c}
		answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")(p)
		c.(*net.TCPConn).CloseWrite() // a full close would take the answer back, were anything left unread
		taps <- p
		io.Copy(io.Discard, c)
	})
	l := newClient(t, Config{})
	for i, body := range []io.Reader{
		strings.NewReader(strings.Repeat("known length ", 10000)),
		io.MultiReader(strings.NewReader("unknown "), strings.NewReader("length")),
	} {
		if _, b, err := l.do(l.request("POST", "http://"+addr+"/", body)); err != nil || string(b) != "ok" {
			t.Fatalf("%q, %v", b, err)
		}
		if got, want := blockBytes(t, l.last(i+1).Request), (<-taps).in.Bytes(); !bytes.Equal(got, want) {
			t.Errorf("recorded %d bytes of a request, sent %d", len(got), len(want))
		}
	}

	early := server(t, func(c net.Conn) {
		bufio.NewReader(c).ReadString('\n')
		io.WriteString(c, "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")
		time.Sleep(100 * time.Millisecond)
	})
	endless, w := io.Pipe()
	defer w.Close()
	go func() {
		for {
			if _, err := w.Write(make([]byte, 1000)); err != nil {
				return
			}
		}
	}()
	if resp, b, err := l.do(l.request("POST", "http://"+early+"/", endless)); err != nil || resp.StatusCode != 413 || string(b) != "big" {
		t.Fatalf("%v, %q, %v", resp, b, err)
	}
	if !bytes.HasPrefix(blockBytes(t, l.last(3).Request), []byte("POST / HTTP/1.1\r\n")) {
		t.Error("the request is missing")
	}

	// A body that cannot be read is our own failure.
	broken := io.MultiReader(strings.NewReader("a"), brokenReader{})
	if _, _, err := l.do(l.request("POST", "http://"+addr+"/", broken)); class(err) != ClassLocal {
		t.Errorf("a broken request body: %v (%s), want class local", err, class(err))
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, fmt.Errorf("no more") }

// lateConn returns from Write long after the bytes have left.
type lateConn struct{ net.Conn }

func (c lateConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	time.Sleep(100 * time.Millisecond)
	return n, err
}

// TestNotedBeforeSent: the server has answered and closed before the write of
// the request returns. The request is recorded all the same.
func TestNotedBeforeSent(t *testing.T) {
	taps := make(chan *tap, 1)
	addr := server(t, func(c net.Conn) {
		p := &tap{Conn: c}
		answering(ok200 + "Content-Length: 2\r\n\r\nok")(p)
		taps <- p
	})
	for _, body := range []io.Reader{nil, strings.NewReader("form")} {
		l := newClient(t, Config{Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := loopback.DialContext(ctx, network, addr)
			return lateConn{c}, err
		}})
		if _, b, err := l.do(l.request("POST", "http://"+addr+"/", body)); err != nil || string(b) != "ok" {
			t.Fatalf("%q, %v", b, err)
		}
		if got, want := blockBytes(t, l.last(1).Request), (<-taps).in.Bytes(); !bytes.Equal(got, want) {
			t.Errorf("recorded %q, sent %q", got, want)
		}
	}
}

// TestRelease: memory goes back to the pool only when no reader is left.
func TestRelease(t *testing.T) {
	answer := func(c string) string {
		return fmt.Sprintf(ok200+"Content-Length: 20000\r\n\r\n%s", strings.Repeat(c, 20000))
	}
	l := newClient(t, Config{})
	l.get("http://" + server(t, answering(answer("a"))) + "/")
	e := l.last(1)
	var readers []io.ReadCloser
	for range 3 {
		r, err := e.Response.Open()
		if err != nil {
			t.Fatal(err)
		}
		readers = append(readers, r)
	}
	readers[0].Close()
	readers[0].Close()
	e.Release()
	e.Release()
	for range 20 { // whoever took the memory would write to it
		l := newClient(t, Config{})
		l.get("http://" + server(t, answering(answer("b"))) + "/")
	}
	for _, r := range readers[1:] {
		if b, err := io.ReadAll(r); err != nil || string(b) != answer("a") {
			t.Errorf("a reader opened before Release reads %d bytes, %v", len(b), err)
		}
		if e.Response.chunks == nil {
			t.Error("the memory was given back under a reader")
		}
		r.Close()
	}
	if e.Response.chunks != nil {
		t.Error("the memory was not given back")
	}
	if _, err := readers[1].Read(make([]byte, 1)); err == nil {
		t.Error("a closed reader reads")
	}
}

package record

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

const ok200 = "HTTP/1.1 200 OK\r\n"

// TestMaxBody: a body of exactly the limit is whole, one byte more is cut, and
// block and payload are cut at the same byte.
func TestMaxBody(t *testing.T) {
	const limit = 100_000
	chunked := func(n, size int) string {
		var b strings.Builder
		for n > 0 {
			k := min(n, size)
			fmt.Fprintf(&b, "%x\r\n%s\r\n", k, strings.Repeat("x", k))
			n -= k
		}
		return b.String() + "0\r\nX-Trailer: 1\r\n\r\n"
	}
	for _, over := range []int{-1, 0, 1, 50_000} {
		n := limit + over
		for name, answer := range map[string]string{
			"length":  fmt.Sprintf("Content-Length: %d\r\n\r\n%s", n, strings.Repeat("x", n)),
			"close":   "\r\n" + strings.Repeat("x", n),
			"chunked": "Transfer-Encoding: chunked\r\n\r\n" + chunked(n, 40_000),
			// A chunk ends at the limit itself.
			"chunks of the limit": "Transfer-Encoding: chunked\r\n\r\n" + chunked(n, limit/10),
		} {
			t.Run(fmt.Sprintf("%s %+d", name, over), func(t *testing.T) {
				addr := server(t, answering(ok200+answer))
				l := newClient(t, Config{Limits: Limits{MaxBody: limit}})
				_, body, err := l.get("http://" + addr + "/")
				e := l.last(1)
				block := string(blockBytes(t, e.Response))
				if over <= 0 {
					if err != nil || e.Err != nil || e.Truncated != "" || len(body) != n || block != ok200+answer {
						t.Fatalf("err %v, truncated %q, %d bytes of body, %d of block", err, e.Truncated, len(body), len(block))
					}
					payloadBytes(t, e)
					return
				}
				if class(err) != ClassTooLarge || e.Err != err || e.Truncated != "length" || e.PayloadLen != limit || len(body) != limit {
					t.Fatalf("err %v, recorded %v, truncated %q, %d bytes of payload", err, e.Err, e.Truncated, e.PayloadLen)
				}
				if !strings.HasPrefix(ok200+answer, block) || !strings.HasSuffix(block, "x") || len(answer)+len(ok200) == len(block) {
					t.Errorf("the block ends with %.20q", block[len(block)-20:])
				}
				if got := strings.Count(block[e.HeadLen:], "x"); got != limit {
					t.Errorf("the block holds %d payload bytes, the payload %d", got, limit)
				}
				payloadBytes(t, e)
			})
		}
	}
}

// TestCutShort: answers that end early or cannot be read are recorded up to the
// last byte that means something.
func TestCutShort(t *testing.T) {
	long := strings.Repeat("y", 50_000)
	tests := []struct {
		name, answer string
		class        string
		truncated    string
		payload      string // with a response
		partial      string // without one
	}{
		{"length", ok200 + "Content-Length: 10\r\n\r\nhalf", ClassTruncated, "disconnect", "half", ""},
		{"in a chunk", ok200 + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9\r\nwor", ClassTruncated, "disconnect", "hellowor", ""},
		{"in a chunk's size", ok200 + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9", ClassTruncated, "disconnect", "hello", ""},
		{"after a chunk's size", ok200 + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9\r\n", ClassTruncated, "disconnect", "hello", ""},
		{"in the trailer", ok200 + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: ", ClassTruncated, "disconnect", "hello", ""},
		{"bad chunk size", ok200 + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n", ClassProtocol, "unspecified", "hello", ""},
		{"negative chunk size", ok200 + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello", ClassProtocol, "unspecified", "", ""},
		{"huge chunk size", ok200 + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello", ClassProtocol, "unspecified", "", ""},
		{"chunk too long", ok200 + "Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n", ClassProtocol, "unspecified", "he", ""},
		{"endless chunk extension", ok200 + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n2;" + long, ClassProtocol, "unspecified", "he", ""},
		{"nothing", "", ClassReset, "", "", ""},
		{"half a head", ok200 + "Content-Length: 10\r\nX-Ha", ClassReset, "", "", ok200 + "Content-Length: 10\r\nX-Ha"},
		{"interim only", "HTTP/1.1 103 Early Hints\r\n\r\n", ClassReset, "", "", ""},
		{"half a head after interim", "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 2", ClassReset, "", "", "HTTP/1.1 2"},
		{"not HTTP", "SSH-2.0-OpenSSH_9.2\r\n", ClassProtocol, "", "", "SSH-2.0-OpenSSH_9.2\r\n"},
		{"HTTP/0.9", "<html>hello</html>", ClassProtocol, "", "", "<html>hello</html>"},
		{"bad status", "HTTP/1.1 2x0 OK\r\n\r\n", ClassProtocol, "", "", "HTTP/1.1 2x0 OK\r\n\r\n"},
		{"no status", "HTTP/1.1\r\n\r\n", ClassProtocol, "", "", "HTTP/1.1\r\n\r\n"},
		{"two lengths", ok200 + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nhello", ClassProtocol, "", "", ok200 + "Content-Length: 3\r\nContent-Length: 5\r\n\r\n"},
		{"gzip transfer coding", ok200 + "Transfer-Encoding: gzip, chunked\r\n\r\n", ClassProtocol, "", "", ok200 + "Transfer-Encoding: gzip, chunked\r\n\r\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			addr := server(t, answering(tt.answer))
			l := newClient(t, Config{})
			_, _, err := l.get("http://" + addr + "/")
			e := l.last(1)
			if class(err) != tt.class || e.Err == nil || e.Err.Error() != err.Error() || e.Truncated != tt.truncated {
				t.Errorf("error %v (%s), recorded %v, truncated %q", err, class(err), e.Err, e.Truncated)
			}
			if string(e.Partial) != tt.partial {
				t.Errorf("partial %q, want %q", e.Partial, tt.partial)
			}
			if !bytes.HasPrefix(blockBytes(t, e.Request), []byte("GET / HTTP/1.1\r\n")) {
				t.Error("the request is missing")
			}
			if tt.truncated == "" {
				if e.Response != nil || e.Status != 0 {
					t.Errorf("a response was recorded: %q", blockBytes(t, e.Response))
				}
				if _, err := e.Payload(); err == nil {
					t.Error("there is a payload without a response")
				}
				return
			}
			if got := string(payloadBytes(t, e)); got != tt.payload {
				t.Errorf("payload %q, want %q", got, tt.payload)
			}
			block := string(blockBytes(t, e.Response))
			if !strings.HasPrefix(tt.answer, block) || tt.payload != "" && block[len(block)-1] != tt.payload[len(tt.payload)-1] {
				t.Errorf("block %q", block)
			}
		})
	}
}

// TestLenient: what browsers accept is recorded and read.
func TestLenient(t *testing.T) {
	for name, tt := range map[string]struct{ answer, body string }{
		"no colon":         {ok200 + "garbage line\r\nContent-Length: 2\r\n\r\nok", "ok"},
		"bad name":         {ok200 + "a b: c\r\n: d\r\nContent-Length: 2\r\n\r\nok", "ok"},
		"equal lengths":    {ok200 + "Content-Length: 2\r\nContent-Length: 2, 2\r\n\r\nok", "ok"},
		"bad length":       {ok200 + "Content-Length: two\r\n\r\nok", "ok"},
		"negative length":  {ok200 + "Content-Length: -2\r\n\r\nok", "ok"},
		"length and chunk": {ok200 + "Content-Length: 1\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "ok"},
		"chunk spaces":     {ok200 + "Transfer-Encoding: chunked\r\n\r\n 2 \r\nok\r\n000\r\n\r\n", "ok"},
		"two spaces":       {"HTTP/1.1  200  OK\r\nContent-Length: 2\r\n\r\nok", "ok"},
		"HTTP/2 in text":   {"HTTP/2 200\r\nContent-Length: 2\r\n\r\nok", "ok"},
		"identity":         {ok200 + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok", "ok"},
		"fold first":       {ok200 + " folded\r\nContent-Length: 2\r\n\r\nok", "ok"},
		"NUL":              {ok200 + "X: a\x00b\r\nContent-Length: 2\r\n\r\nok", "ok"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newClient(t, Config{})
			_, body, err := l.get("http://" + server(t, answering(tt.answer)) + "/")
			e := l.last(1)
			if err != nil || string(body) != tt.body {
				t.Fatalf("read %q, %v", body, err)
			}
			if string(blockBytes(t, e.Response)) != tt.answer || string(payloadBytes(t, e)) != tt.body {
				t.Errorf("block %q", blockBytes(t, e.Response))
			}
		})
	}
}

// TestNoBody: HEAD, 204 and 304 have none whatever their fields say.
func TestNoBody(t *testing.T) {
	const head = "HTTP/1.1 %d X\r\nContent-Length: 77\r\nTransfer-Encoding: chunked\r\n\r\n"
	for _, tt := range []struct {
		method string
		status int
		length int64
	}{{"HEAD", 200, 77}, {"GET", 204, 0}, {"GET", 304, 0}} {
		answer := fmt.Sprintf(head, tt.status)
		l := newClient(t, Config{})
		addr := server(t, answering(answer, answer))
		for i := range 2 {
			resp, body, err := l.do(l.request(tt.method, "http://"+addr+"/", nil))
			if err != nil || len(body) != 0 || resp.ContentLength != tt.length {
				t.Fatalf("%s %d: %q, %v, %d", tt.method, tt.status, body, err, resp.ContentLength)
			}
			e := l.last(i + 1)
			if e.Reused != (i == 1) || string(blockBytes(t, e.Response)) != answer || len(payloadBytes(t, e)) != 0 {
				t.Errorf("%s %d: reused %v, block %q", tt.method, tt.status, e.Reused, blockBytes(t, e.Response))
			}
		}
	}
}

// TestTraps: servers that never stop talking, or never begin.
func TestTraps(t *testing.T) {
	forever := func(first, again string, pause time.Duration) func(net.Conn) {
		return func(c net.Conn) {
			readRequest(bufio.NewReader(c))
			if _, err := io.WriteString(c, first); err != nil {
				return
			}
			for {
				if _, err := io.WriteString(c, again); err != nil {
					return
				}
				time.Sleep(pause)
			}
		}
	}
	const tick = 5 * time.Millisecond
	wait := func(c net.Conn) { io.Copy(io.Discard, c) }
	chunked := ok200 + "Transfer-Encoding: chunked\r\n\r\n"
	tests := []struct {
		name      string
		serve     func(net.Conn)
		class     string
		truncated string
	}{
		{"endless fields", forever(ok200, strings.Repeat("X-Header: value\r\n", 100), 0), ClassHeader, ""},
		{"endless field", forever(ok200+"X: ", strings.Repeat("value ", 1000), 0), ClassHeader, ""},
		{"fields without number", answering(ok200 + strings.Repeat("a:\r\n", 60_000) + "\r\n"), ClassHeader, ""},
		{"endless status line", forever("HTTP/1.1 200 ", strings.Repeat("OK ", 1000), 0), ClassHeader, ""},
		{"early hints flood", forever("", strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 100), 0), ClassHeader, ""},
		{"silent", wait, ClassTimeout, ""},
		{"slow head", forever(ok200, "X", tick), ClassTimeout, ""},
		{"slow early hints", forever("", "HTTP/1.1 103 Early Hints\r\n\r\n", tick), ClassTimeout, ""},
		{"drip", forever(ok200+"\r\n", "x", tick), ClassTimeout, "time"},
		{"drip of announced length", forever(ok200+"Content-Length: 1000000\r\n\r\n", "x", tick), ClassTimeout, "time"},
		{"drip of chunks", forever(chunked, "1\r\nx\r\n", tick), ClassTimeout, "time"},
		{"stalled body", func(c net.Conn) {
			io.WriteString(c, ok200+"Content-Length: 10\r\n\r\nhalf")
			wait(c)
		}, ClassTimeout, "time"},
		{"infinite", forever(ok200+"\r\n", strings.Repeat("x", 1000), 0), ClassTooLarge, "length"},
		{"infinite chunks", forever(chunked, "3e8\r\n"+strings.Repeat("x", 1000)+"\r\n", 0), ClassTooLarge, "length"},
		{"chunks of a byte", forever(chunked, strings.Repeat("1\r\nx\r\n", 1000), 0), ClassTooLarge, "length"},
		{"chunk extension flood", forever(chunked, "1;"+strings.Repeat("e", 1000)+"\r\nx\r\n", 0), ClassProtocol, "unspecified"},
		{"trailer flood", forever(chunked+"1\r\nx\r\n0\r\n", strings.Repeat("X-Trailer: value\r\n", 100), 0), ClassProtocol, "unspecified"},
		{"empty chunk padding", forever(chunked, strings.Repeat("0", 4000)+"1\r\nx\r\n", 0), ClassProtocol, "unspecified"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			addr := server(t, tt.serve)
			limits := Limits{MaxBody: 300_000}
			if tt.class == ClassTimeout {
				limits.HeaderTimeout, limits.ExchangeTimeout = time.Second, 2*time.Second
			}
			l := newClient(t, Config{Limits: limits})
			begin := time.Now()
			_, _, err := l.get("http://" + addr + "/")
			e := l.last(1)
			if class(err) != tt.class || e.Truncated != tt.truncated {
				t.Errorf("error %v (%s), truncated %q; want %s, %q", err, class(err), e.Truncated, tt.class, tt.truncated)
			}
			if d := time.Since(begin); d > 25*time.Second {
				t.Errorf("took %v", d)
			}
			if len(e.Partial) > 256<<10 {
				t.Errorf("%d bytes kept of a head", len(e.Partial))
			}
			if tt.truncated != "" {
				payloadBytes(t, e)
				blockBytes(t, e.Response)
			} else if e.Response != nil {
				t.Error("a response was recorded")
			}
		})
	}
}

// TestEarlyClose: a caller that wants only the beginning does not keep the rest
// out of the record.
func TestEarlyClose(t *testing.T) {
	body := strings.Repeat("z", 200_000)
	addr := server(t, func(c net.Conn) {
		br := bufio.NewReader(c)
		for {
			if _, ok := readRequest(br); !ok {
				return
			}
			fmt.Fprintf(c, ok200+"Content-Length: %d\r\n\r\n%s", len(body), body)
		}
	})
	l := newClient(t, Config{})
	for i := range 2 {
		resp, err := l.RoundTrip(l.request("GET", "http://"+addr+"/", nil))
		if err != nil {
			t.Fatal(err)
		}
		io.ReadFull(resp.Body, make([]byte, 10))
		if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		e := l.last(i + 1)
		if e.Truncated != "" || e.Err != nil || string(payloadBytes(t, e)) != body || e.Reused != (i == 1) {
			t.Errorf("truncated %q, err %v, %d bytes, reused %v", e.Truncated, e.Err, e.PayloadLen, e.Reused)
		}
	}
	// The limit holds while draining too.
	l = newClient(t, Config{Limits: Limits{MaxBody: 1000}})
	resp, err := l.RoundTrip(l.request("GET", "http://"+addr+"/", nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Errorf("closing early: %v", err)
	}
	if e := l.last(1); e.Truncated != "length" || e.PayloadLen != 1000 {
		t.Errorf("truncated %q at %d", e.Truncated, e.PayloadLen)
	}
}

// TestCancel: the caller's context, a deadline in it, and the end of the
// transport each stop an exchange wherever it is, and it is handed over.
func TestCancel(t *testing.T) {
	silent := server(t, func(c net.Conn) { io.Copy(io.Discard, c) })
	stalled := server(t, func(c net.Conn) {
		readRequest(bufio.NewReader(c))
		io.WriteString(c, ok200+"Content-Length: 10\r\n\r\nhalf")
		io.Copy(io.Discard, c)
	})
	ends := map[string]struct {
		class, truncated string
		cause            error
		end              func(l *client) (context.Context, func())
	}{
		"cancel": {ClassCanceled, "unspecified", context.Canceled, func(l *client) (context.Context, func()) {
			ctx, cancel := context.WithCancel(l.t.Context())
			return ctx, cancel
		}},
		"deadline": {ClassTimeout, "time", context.DeadlineExceeded, func(l *client) (context.Context, func()) {
			ctx, cancel := context.WithTimeout(l.t.Context(), time.Second)
			l.t.Cleanup(cancel)
			return ctx, func() {}
		}},
		"close": {ClassCanceled, "unspecified", net.ErrClosed, func(l *client) (context.Context, func()) {
			return l.t.Context(), func() { l.Close() }
		}},
	}
	for name, tt := range ends {
		for where, url := range map[string]string{"head": "http://" + silent, "handshake": "https://" + silent, "body": "http://" + stalled} {
			if name == "close" && where == "handshake" {
				continue // bounded by its timeout
			}
			t.Run(name+" in "+where, func(t *testing.T) {
				l := newClient(t, Config{})
				ctx, end := tt.end(l)
				r := l.request("GET", url, nil)
				r = r.WithContext(WithSink(ctx, l.sink))
				if where != "body" {
					time.AfterFunc(50*time.Millisecond, end)
				}
				resp, err := l.RoundTrip(r)
				if where == "body" {
					if err != nil {
						t.Fatal(err)
					}
					time.AfterFunc(50*time.Millisecond, end)
					_, err = io.ReadAll(resp.Body)
				}
				if class(err) != tt.class || !errors.Is(err, tt.cause) {
					t.Errorf("%v (%s)", err, class(err))
				}
				e := l.last(1)
				if where == "body" && (e.Truncated != tt.truncated || string(payloadBytes(t, e)) != "half") {
					t.Errorf("truncated %q, %d bytes", e.Truncated, e.PayloadLen)
				}
			})
		}
	}
	l := newClient(t, Config{})
	l.Close()
	if _, _, err := l.get("http://" + silent + "/"); class(err) != ClassCanceled {
		t.Errorf("after Close: %v", err)
	}
}

// TestLargeBody sends 300 MB through a socket: memory stays flat, the spool
// file has no name, and it is gone after Release.
func TestLargeBody(t *testing.T) {
	const size = 300 << 20
	piece := bytes.Repeat([]byte("0123456789abcdef"), 4096)
	addr := server(t, func(c net.Conn) {
		readRequest(bufio.NewReader(c))
		fmt.Fprintf(c, ok200+"Content-Length: %d\r\n\r\n", size)
		for range size / len(piece) {
			if _, err := c.Write(piece); err != nil {
				return
			}
		}
	})
	dir := t.TempDir()
	l := newClient(t, Config{SpoolDir: dir, Limits: Limits{MaxBody: 1 << 30}})
	resp, err := l.RoundTrip(l.request("GET", "http://"+addr+"/", nil))
	if err != nil {
		t.Fatal(err)
	}
	var peak uint64
	var m runtime.MemStats
	buf := make([]byte, 1<<20)
	for n := 0; ; n++ {
		_, err := io.ReadFull(resp.Body, buf)
		if n%50 == 0 {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	resp.Body.Close()
	if peak > 32<<20 {
		t.Errorf("the heap grew to %d MiB", peak>>20)
	}
	if names, _ := os.ReadDir(dir); len(names) > 0 {
		t.Errorf("the spool file is still named: %v", names)
	}
	e := l.last(1)
	if e.Response.Len() != e.HeadLen+size || e.PayloadLen != size {
		t.Errorf("%d bytes of %d", e.PayloadLen, size)
	}
	p, err := e.Payload()
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	e.Release()
	if n, err := io.Copy(io.Discard, p); n != size || err != nil {
		t.Errorf("read %d, %v after Release with a reader open", n, err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if e.Response.file != nil {
		t.Error("the spool file is still open")
	}
	if _, err := e.Response.Open(); !errors.Is(err, ErrReleased) {
		t.Errorf("opened after Release: %v", err)
	}
}

// TestSpool: a small SpoolAt changes where bytes are, not which; and a spool
// that cannot be written fails the exchange as our own failure.
func TestSpool(t *testing.T) {
	body := strings.Repeat("0123456789", 10_000)
	answer := fmt.Sprintf(ok200+"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	for _, at := range []int64{1, 100, chunkSize, chunkSize + 1, 50_000, 1 << 20} {
		l := newClient(t, Config{Limits: Limits{SpoolAt: at}})
		_, got, err := l.get("http://" + server(t, answering(answer)) + "/")
		e := l.last(1)
		if err != nil || string(got) != body || string(blockBytes(t, e.Response)) != answer || string(payloadBytes(t, e)) != body {
			t.Errorf("spool at %d: %v, %d bytes", at, err, len(got))
		}
		if (e.Response.file != nil) != (at < int64(len(answer))) {
			t.Errorf("spool at %d: in a file is %v", at, e.Response.file != nil)
		}
	}
	l := newClient(t, Config{SpoolDir: t.TempDir() + "/missing", Limits: Limits{SpoolAt: 10_000}})
	if _, _, err := l.get("http://" + server(t, answering(answer)) + "/"); class(err) != ClassLocal {
		t.Errorf("without a spool folder: %v (%s)", err, class(err))
	}
	if e := l.last(1); class(e.Err) != ClassLocal {
		t.Errorf("recorded %v", e.Err)
	}
	l = newClient(t, Config{SpoolDir: t.TempDir() + "/missing", Limits: Limits{SpoolAt: 10_000}})
	resp, err := l.RoundTrip(l.request("GET", "http://"+server(t, answering(answer))+"/", nil))
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); class(err) != ClassLocal {
		t.Errorf("closing a body that could not be recorded: %v", err)
	}
}

// TestUpgrade: what follows a 101 is no HTTP, even if it comes with the head.
func TestUpgrade(t *testing.T) {
	const head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
	addr := server(t, func(c net.Conn) {
		br := bufio.NewReader(c)
		if _, ok := readRequest(br); !ok {
			return
		}
		io.WriteString(c, head+"early frame;")
		io.Copy(c, br)
	})
	l := newClient(t, Config{Limits: Limits{HeaderTimeout: time.Second, ExchangeTimeout: time.Second}})
	r := l.request("GET", "http://"+addr+"/", nil)
	r.Header.Set("Connection", "Upgrade")
	r.Header.Set("Upgrade", "websocket")
	resp, err := l.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	e := l.last(1)
	if resp.StatusCode != 101 || string(blockBytes(t, e.Response)) != head || e.PayloadLen != 0 || e.PayloadSHA256 != [32]byte{} || e.Err != nil || e.Truncated != "" {
		t.Errorf("status %d, block %q, payload %d", resp.StatusCode, blockBytes(t, e.Response), e.PayloadLen)
	}
	time.Sleep(1100 * time.Millisecond) // the exchange's limits no longer hold
	rw := resp.Body.(io.ReadWriteCloser)
	io.WriteString(rw, "echo")
	got := make([]byte, len("early frame;echo"))
	if _, err := io.ReadFull(rw, got); err != nil || string(got) != "early frame;echo" {
		t.Errorf("read %q, %v", got, err)
	}
	rw.Close()

	// Nobody asked: there is nothing to read, and nothing hangs.
	resp, body, err := l.get("http://" + addr + "/")
	if err != nil || resp.StatusCode != 101 || len(body) != 0 {
		t.Errorf("%v, %q, %v", resp, body, err)
	}
	if e := l.last(2); string(blockBytes(t, e.Response)) != head {
		t.Errorf("block %q", blockBytes(t, e.Response))
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	addr := server(t, answering("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"))
	l := newClient(t, Config{})
	resp, _, err := l.get("http://" + addr + "/")
	if err != nil || resp.StatusCode != http.StatusFound || len(l.ex) != 1 {
		t.Errorf("%v, %v", resp, err)
	}
}

// TestFolds: a field of very many lines is read in time and memory of its size.
func TestFolds(t *testing.T) {
	head := ok200 + "X: a\r\n" + strings.Repeat(" b\n", 80_000) + "Content-Length: 2\r\n\r\n"
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	h, err := parseHead(head)
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := h.header.Get("X"), "a"+strings.Repeat(" b", 80_000); got != want || h.header.Get("Content-Length") != "2" {
		t.Errorf("%.20q of %d bytes, length %q", got, len(got), h.header.Get("Content-Length"))
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
		t.Errorf("%d MiB allocated", used>>20)
	}
}

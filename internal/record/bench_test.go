package record

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// BenchmarkRoundTripSmall is one page of 15 KB on a kept-alive connection,
// recorded and hashed. The server, on the same cores, does next to nothing.
func BenchmarkRoundTripSmall(b *testing.B) {
	addr := benchServer(b, 15<<10)
	t := New(Config{Dial: loopback.DialContext})
	defer t.Close()
	r, err := http.NewRequestWithContext(WithSink(b.Context(), func(e *Exchange) { e.Release() }), "GET", "http://"+addr+"/", nil)
	if err != nil {
		b.Fatal(err)
	}
	run(b, t, r)
}

// BenchmarkHTTPTransport is the same without a recorder, to compare with.
func BenchmarkHTTPTransport(b *testing.B) {
	addr := benchServer(b, 15<<10)
	t := &http.Transport{DisableCompression: true}
	defer t.CloseIdleConnections()
	r, err := http.NewRequest("GET", "http://"+addr+"/", nil)
	if err != nil {
		b.Fatal(err)
	}
	run(b, t, r)
}

func run(b *testing.B, t http.RoundTripper, r *http.Request) {
	b.ReportAllocs()
	for b.Loop() {
		resp, err := t.RoundTrip(r)
		if err != nil {
			b.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, resp.Body); err != nil || n != 15<<10 {
			b.Fatal(n, err)
		}
		resp.Body.Close()
	}
}

// benchServer answers each packet that ends a head with a page of n bytes.
func benchServer(b *testing.B, n int) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	answer := []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nDate: Thu, 20 Feb 2020 10:00:00 GMT\r\nServer: test\r\nETag: \"x\"\r\nContent-Length: 15360\r\n\r\n" + strings.Repeat("x", n))
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buf := make([]byte, 4096)
				for {
					if n, err := c.Read(buf); err != nil || !strings.HasSuffix(string(buf[:n]), "\r\n\r\n") {
						return
					}
					if _, err := c.Write(answer); err != nil {
						return
					}
				}
			}()
		}
	}()
	return l.Addr().String()
}

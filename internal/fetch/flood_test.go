package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

// TestHeadFlood: a page each of whose pictures comes with a head that is full to the
// brim, of cookies or of fields, takes no more than what is recorded of it, and little of
// it is sent back.
func TestHeadFlood(t *testing.T) {
	const pictures, fill = 60, 200 << 10
	for what, fields := range map[string]func(n int) string{
		"cookies": func(n int) string { return fmt.Sprintf("Set-Cookie: %x=1\r\n", n) },
		"cookies of a site": func(n int) string {
			return fmt.Sprintf("Set-Cookie: %x=1; Domain=flood.localhost; Path=/; Comment=%s\r\n", n, strings.Repeat("y", 40))
		},
		"long cookies":     func(n int) string { return fmt.Sprintf("Set-Cookie: %x=%s\r\n", n, strings.Repeat("x", 4000)) },
		"fields":           func(n int) string { return fmt.Sprintf("%x:\r\n", n) },
		"fields of a name": func(int) string { return "a:\r\n" },
	} {
		var n, sent atomic.Int64
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		srv := &http.Server{MaxHeaderBytes: 64 << 20, Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if c := int64(len(r.Header.Get("Cookie"))); c > sent.Load() {
				sent.Store(c)
			}
			if r.URL.Path == "/" {
				rw.Header().Set("Content-Type", "text/html")
				for i := range pictures {
					fmt.Fprintf(rw, "<img src=%d.png>", i)
				}
				return
			}
			c, w, err := rw.(http.Hijacker).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			io.WriteString(w, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n")
			for size := 0; size < fill; {
				f := fields(int(n.Add(1)))
				size += len(f)
				io.WriteString(w, f)
			}
			io.WriteString(w, "\r\nx")
			w.Flush()
		})}
		go srv.Serve(ln)
		t.Cleanup(func() { srv.Close() })
		c := client(t, Config{}, portOf(ln.Addr()))
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		l, err := c.Look(context.Background(), fmt.Sprintf("http://www.flood.localhost:%d/", portOf(ln.Addr())))
		if err != nil {
			t.Fatal(err)
		}
		page, _ := l.Head(1 << 20)
		if err := c.Requisites(context.Background(), l, page); err != nil {
			t.Error(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		held := int64(after.HeapAlloc) - int64(before.HeapAlloc)
		if strings.Contains(what, "cookies") && len(l.Exchanges) != pictures+1 || held > 4*pictures*fill || sent.Load() > 300<<10 {
			t.Errorf("%s: %d exchanges, %d MiB held, %d KiB sent back at once", what, len(l.Exchanges), held>>20, sent.Load()>>10)
		} else {
			t.Logf("%s: %d MiB held, %d KiB sent back at once", what, held>>20, sent.Load()>>10)
		}
		l.Release()
	}
}

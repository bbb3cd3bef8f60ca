package fetch

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// benchWeb serves gzipped pages of about 50 KB with five requisites, for any
// number of hosts.
func benchWeb(b *testing.B) *web {
	var page strings.Builder
	page.WriteString("<html><head><title>T</title><link rel=stylesheet href=s.css><link rel=icon href=l.png></head><body>")
	for i := range 450 {
		fmt.Fprintf(&page, "<div class=c%d><p>Paragraph %d of this page has some <b>text</b> and a <a href=/x/%d>link</a>.</p></div>\n", i%7, i, i*i)
	}
	page.WriteString("<img src=1.jpg><img src=2.jpg><img src=3.jpg></body></html>")
	packed := pack(b, []byte(page.String()), "gzip")
	image := []byte(strings.Repeat("\xff\xd8jpeg", 4000))
	w := newWeb(b, nil)
	w.srv.Config.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, ".css"):
			rw.Header().Set("Content-Type", "text/css")
			rw.Write([]byte("body{color:red}"))
		case strings.HasSuffix(r.URL.Path, "g"):
			rw.Header().Set("Content-Type", "image/jpeg")
			rw.Write(image)
		default:
			rw.Header().Set("Content-Type", "text/html")
			rw.Header().Set("Content-Encoding", "gzip")
			rw.Write(packed)
		}
	})
	return w
}

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// The CPU time includes the server's share.
func benchmark(b *testing.B, requisites bool) {
	w := benchWeb(b)
	c := client(b, Config{}, w.port)
	var n atomic.Int64
	b.ReportAllocs()
	b.SetParallelism(8)
	b.ResetTimer()
	start := cpu()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			l, err := c.Look(context.Background(), w.url(fmt.Sprintf("h%d", n.Add(1)%200), "/p/"))
			if err != nil || l.Fault != nil {
				b.Errorf("%v %+v", err, l)
				return
			}
			if requisites {
				h, _ := l.Head(1 << 20)
				if err := c.Requisites(context.Background(), l, h); err != nil || len(l.Exchanges) != 6 {
					b.Errorf("%v, %d exchanges", err, len(l.Exchanges))
				}
			}
			l.Release()
		}
	})
	b.ReportMetric(float64((cpu()-start).Microseconds())/float64(b.N), "cpu-µs/op")
}

func BenchmarkLook(b *testing.B)       { benchmark(b, false) }
func BenchmarkRequisites(b *testing.B) { benchmark(b, true) }

func BenchmarkNeeds(b *testing.B) {
	w := benchWeb(b)
	l := look(b, client(b, Config{}, w.port), w.url("a", "/p/"))
	u, _ := parseURL(l.FinalURL)
	h := readAll(b, l)
	b.SetBytes(int64(len(h)))
	b.ReportAllocs()
	for b.Loop() {
		needs(u, h)
	}
}

package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// Each of colly's habits that would lose or change evidence, disarmed.
func TestCollyTraps(t *testing.T) {
	big := bytes.Repeat([]byte("0123456789abcdef"), (11<<20)/16)
	pdf := []byte("%PDF-1.4 \xe2\xe3\xcf\xd3 not text")
	packed := pack(t, []byte("what is inside"), "gzip")
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		h := rw.Header()
		switch r.URL.Path {
		case "/big":
			h.Set("Content-Type", "text/html")
			rw.Write(big)
		case "/pdf":
			h.Set("Content-Type", "application/pdf;charset=windows-1251")
			rw.Write(pdf)
		case "/html1251":
			h.Set("Content-Type", "text/html;charset=windows-1251")
			rw.Write([]byte("\xcf\xf0"))
		case "/file":
			h.Set("Content-Type", "application/x-gzip")
			rw.Write(packed)
		case "/nofile":
			h.Set("Content-Type", "application/gzip")
			rw.Write([]byte("not gzip"))
		case "/site.xml.gz":
			h.Set("Content-Type", "text/html")
			rw.Write([]byte("not gzip"))
		case "/br":
			h.Set("Content-Type", "text/html")
			h.Set("Content-Encoding", "br")
			rw.Write(pack(t, []byte("brotli"), "br"))
		case "/meta":
			h.Set("Content-Type", "text/html")
			rw.Write([]byte("<meta charset=windows-1251>\xcf"))
		case "/to":
			http.Redirect(rw, r, "/seen", 302)
		case "/echo":
			io.WriteString(rw, r.UserAgent())
		default:
			n, err := strconv.Atoi(r.URL.Path[1:])
			if err != nil {
				io.WriteString(rw, "seen")
				return
			}
			rw.WriteHeader(n)
			if n >= 300 {
				io.WriteString(rw, "body")
			}
		}
	})
	for _, e := range []string{"COLLY_MAX_BODY_SIZE=5", "COLLY_USER_AGENT=env", "COLLY_DISALLOWED_DOMAINS=a.localhost",
		"COLLY_DETECT_CHARSET=yes", "COLLY_PARSE_HTTP_ERROR_RESPONSE=no", "COLLY_DISABLE_COOKIES=1", "COLLY_MAX_REQUESTS=1",
		"COLLY_CACHE_DIR=" + t.TempDir()} {
		k, v, _ := strings.Cut(e, "=")
		t.Setenv(k, v)
	}
	c := client(t, Config{UserAgent: "ours"}, w.port)
	for _, tc := range []struct {
		trap, path string
		status     int
		body       []byte
	}{
		{"MaxBodySize of 10 MiB", "/big", 200, big},
		{"charset in a PDF's type", "/pdf", 200, pdf},
		{"charset in a page's type", "/html1251", 200, []byte("\xcf\xf0")},
		{"gunzip by Content-Type", "/file", 200, packed},
		{"gunzip of what is none", "/nofile", 200, []byte("not gzip")},
		{"gunzip by file name", "/site.xml.gz", 200, []byte("not gzip")},
		{"brotli", "/br", 200, []byte("brotli")},
		{"DetectCharset", "/meta", 200, []byte("<meta charset=windows-1251>\xcf")},
		{"statuses from 203 are errors", "/203", 203, nil},
		{"", "/204", 204, nil},
		{"", "/404", 404, []byte("body")},
		{"", "/500", 500, []byte("body")},
		{"", "/999", 999, []byte("body")},
		{"already visited", "/seen", 200, []byte("seen")},
		{"already visited, by redirect", "/to", 200, []byte("seen")},
		{"COLLY_ variables", "/echo", 200, []byte("ours")},
	} {
		for range 2 { // a cache would show in the second
			before := len(w.requests())
			l := look(t, c, w.url("a", tc.path))
			if l.Fault != nil || l.Status != tc.status {
				t.Errorf("%s %s: %+v, status %d", tc.trap, tc.path, l.Fault, l.Status)
			}
			if got := readAll(t, l); !bytes.Equal(got, tc.body) {
				t.Errorf("%s %s: body %.40q, want %.40q", tc.trap, tc.path, got, tc.body)
			}
			if len(w.requests()) == before {
				t.Errorf("%s %s: nothing was sent", tc.trap, tc.path)
			}
		}
	}
}

// colly's client gives up after 10 s in all; a slow page is not given up while
// it is within our own limit.
func TestCollyTimeout(t *testing.T) {
	t.Parallel()
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		for range 11 {
			io.WriteString(rw, "x")
			rw.(http.Flusher).Flush()
			time.Sleep(time.Second)
		}
	})
	if l := look(t, client(t, Config{}, w.port), w.url("a", "/")); l.Fault != nil || l.PayloadLen != 11 {
		t.Errorf("%+v, %d bytes", l.Fault, l.PayloadLen)
	}
}

// A URL goes on the wire as cited, whatever colly's parser makes of it.
func TestCollyURL(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {})
	c := client(t, Config{}, w.port)
	for _, path := range []string{"/a%2fB%d0%B0", "/a%2Fb/../c", "/x/./y", "/?q=a'b%27", "/a;b=c,d", "/%7Euser/~u", "/a//b", "/?", "/%41", "/a%5Cb"} {
		look(t, c, w.url("a", path))
		if got := w.paths(); got[len(got)-1] != path {
			t.Errorf("%s went out as %s", path, got[len(got)-1])
		}
	}
}

// A Unicode host is converted once, for the wire, the record and the facts.
func TestUnicodeHost(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) { io.WriteString(rw, r.Host) })
	l := look(t, client(t, Config{}, w.port), w.url("Пример", "/"))
	want := w.url("xn--e1afmkfd", "/")
	if l.Fault != nil || l.FinalURL != want || l.Main.URL != want || hostOf(t, "http://"+string(readAll(t, l))) != hostOf(t, want) {
		t.Errorf("%+v, %s, %s", l.Fault, l.FinalURL, readAll(t, l))
	}
}

// LimitRule would wait on after the end of the context; so must nothing of ours.
func TestPaceWatchesContext(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {})
	c := client(t, Config{Delay: time.Hour}, w.port)
	look(t, c, w.url("a", "/"))
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := c.Look(ctx, w.url("a", "/")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("waited %v", d)
	}
	look(t, c, w.url("b", "/")) // and no host waits for another
}

// A large body goes by without being held: colly gets nothing of it.
func TestFlatMemory(t *testing.T) {
	const size = 300 << 20
	piece := bytes.Repeat([]byte("0123456789abcdef"), 4<<10)
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", r.URL.Query().Get("type"))
		for range size / len(piece) {
			rw.Write(piece)
		}
	})
	for typ, most := range map[string]uint64{"application/pdf": 16 << 20, "text/html": 110 << 20} {
		c := client(t, Config{MaxBody: 1 << 30}, w.port)
		runtime.GC()
		var before, now runtime.MemStats
		runtime.ReadMemStats(&before)
		var peak atomic.Uint64
		done := make(chan struct{})
		go func() {
			defer close(done)
			l, err := c.Look(context.Background(), w.url("a", "/?type="+typ))
			if err != nil {
				t.Error(err)
				return
			}
			defer l.Release()
			if l.Fault != nil || l.PayloadLen != size || l.PayloadSHA256 != l.Main.PayloadSHA256 {
				t.Errorf("%+v, %d bytes", l.Fault, l.PayloadLen)
			}
			if h, err := l.Head(10); err != nil || string(h) != "0123456789" {
				t.Errorf("head %q, %v", h, err)
			}
		}()
		for running := true; running; {
			select {
			case <-done:
				running = false
			case <-time.After(10 * time.Millisecond):
				runtime.ReadMemStats(&now)
				peak.Store(max(peak.Load(), now.HeapInuse))
			}
		}
		if used := peak.Load() - min(peak.Load(), before.HeapInuse); used > most {
			t.Errorf("%s: %d MiB more than before", typ, used>>20)
		} else {
			t.Logf("%s: %d MiB more than before", typ, used>>20)
		}
	}
}

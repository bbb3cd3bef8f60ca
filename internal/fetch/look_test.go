package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"archiver/internal/warc"
)

func TestLook(t *testing.T) {
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		io.WriteString(w, "<title>\xcf\xf0\xe8\xe2\xe5\xf2</title>")
	})
	c := client(t, Config{UserAgent: "Mozilla/5.0 (compatible; archiver/1; +mailto:a@b)"}, w.port)
	l := look(t, c, w.url("a", "/Path%2Fx?q=%d0#part"))
	if l.Fault != nil || l.Status != 200 || l.ContentType != "text/html; charset=windows-1251" {
		t.Fatalf("%+v, status %d, %q", l.Fault, l.Status, l.ContentType)
	}
	const body = "<title>\xcf\xf0\xe8\xe2\xe5\xf2</title>"
	if got := readAll(t, l); string(got) != body {
		t.Errorf("body %q", got)
	}
	if l.PayloadSHA256 != sum([]byte(body)) || l.PayloadLen != int64(len(body)) {
		t.Errorf("payload %x, %d", l.PayloadSHA256, l.PayloadLen)
	}
	if l.FinalURL != w.url("a", "/Path%2Fx?q=%d0") || l.URL != l.FinalURL+"#part" || len(l.Hops) != 0 {
		t.Errorf("%s to %s, %v", l.URL, l.FinalURL, l.Hops)
	}
	if len(l.Exchanges) != 1 || l.Main != l.Exchanges[0] || l.Main.Status != 200 || l.Main.URL != l.FinalURL {
		t.Errorf("%d exchanges, main %+v", len(l.Exchanges), l.Main)
	}
	if l.Done.Before(l.Started) || l.Started.IsZero() {
		t.Errorf("%v to %v", l.Started, l.Done)
	}
	r := w.requests()[0]
	if r.RequestURI != "/Path%2Fx?q=%d0" {
		t.Errorf("asked for %q", r.RequestURI)
	}
	if r.UserAgent() != "Mozilla/5.0 (compatible; archiver/1; +mailto:a@b)" || r.Header.Get("Accept-Encoding") != "gzip" ||
		!strings.HasPrefix(r.Header.Get("Accept"), "text/html") || r.Host != "a.localhost:"+strconv.Itoa(int(w.port)) {
		t.Errorf("host %q, header %v", r.Host, r.Header)
	}
	l.Release()
	if l.Status != 200 || l.Main != nil {
		t.Error("release took the facts, or left the exchange")
	}
}

func TestLookTLS(t *testing.T) {
	w := startWeb(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "x") }, true)
	c := client(t, Config{TLS: trust(w)}, w.port)
	l := look(t, c, w.url("a", "/"))
	if l.Fault != nil || l.Status != 200 || len(l.Main.PeerCertificates) == 0 {
		t.Errorf("%+v", l.Fault)
	}
}

func TestCodings(t *testing.T) {
	page := []byte(strings.Repeat("<p>The quick brown fox. Съешь ещё этих мягких французских булок.</p>\n", 2000))
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		w.Header().Set("Content-Type", q.Get("type"))
		b := page
		if enc := q.Get("enc"); enc != "" {
			b = pack(t, b, strings.Split(enc, ",")...)
			w.Header().Set("Content-Encoding", enc)
		}
		if q.Has("chunked") {
			for len(b) > 0 {
				n := min(1000, len(b))
				w.Write(b[:n])
				w.(http.Flusher).Flush()
				b = b[n:]
			}
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(b)))
		w.Write(b)
	})
	c := client(t, Config{}, w.port)
	for _, enc := range []string{"", "gzip", "deflate", "br", "zstd", "gzip,br", "deflate,gzip,zstd"} {
		for _, typ := range []string{"text/html", "application/pdf;charset=windows-1251"} {
			for _, chunked := range []string{"", "&chunked"} {
				l := look(t, c, w.url("a", "/?type="+typ+"&enc="+enc+chunked))
				if l.Fault != nil || l.DecodeErr != nil {
					t.Errorf("%s %s: %+v %v", enc, typ, l.Fault, l.DecodeErr)
				}
				if l.PayloadSHA256 != sum(page) || l.PayloadLen != int64(len(page)) {
					t.Errorf("%q %s %s: payload of %d bytes", enc, typ, chunked, l.PayloadLen)
				}
				for range 2 {
					if !bytes.Equal(readAll(t, l), page) {
						t.Errorf("%q %s %s: another body", enc, typ, chunked)
					}
				}
				if h, err := l.Head(100); err != nil || !bytes.Equal(h, page[:100]) {
					t.Errorf("%q %s: head %q, %v", enc, typ, h, err)
				}
				var wire []byte // what the WARC keeps is as sent
				if r, err := l.Main.Payload(); err != nil {
					t.Error(err)
				} else {
					wire, _ = io.ReadAll(r)
					r.Close()
				}
				want := page
				if enc != "" {
					want = pack(t, page, strings.Split(enc, ",")...)
				}
				if !bytes.Equal(wire, want) {
					t.Errorf("%q %s %s: the record is not as sent", enc, typ, chunked)
				}
			}
		}
	}
}

func TestUndecodable(t *testing.T) {
	page := []byte(strings.Repeat("some text ", 5000))
	packed := pack(t, page, "gzip")
	broken := append(bytes.Clone(packed[:len(packed)/2]), bytes.Repeat([]byte{0xff}, 50)...)
	for _, c := range []struct {
		name, enc string
		body      []byte
		fault     string
		decodeErr bool
		got       func([]byte) bool
	}{
		{"unknown coding", "utf-8", page, "", true, func(b []byte) bool { return bytes.Equal(b, page) }},
		{"unknown among known", "gzip, exi", packed, "", true, func(b []byte) bool { return bytes.Equal(b, packed) }},
		{"plain though gzip", "gzip", page, "", false, func(b []byte) bool { return bytes.Equal(b, page) }},
		{"broken in the middle", "gzip", broken, Protocol, true, func(b []byte) bool { return len(b) > 1000 && bytes.HasPrefix(b, page[:1000]) }},
		{"cut short, though sent whole", "gzip", packed[:len(packed)/2], Protocol, true, func(b []byte) bool { return len(b) > 0 && bytes.HasPrefix(page, b) }},
		{"bytes after the end", "gzip", append(bytes.Clone(packed), "stray"...), "", false, func(b []byte) bool { return bytes.Equal(b, page) }},
		{"empty", "br", nil, "", false, func(b []byte) bool { return len(b) == 0 }},
	} {
		for _, typ := range []string{"text/html", "application/pdf"} {
			w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", typ)
				w.Header().Set("Content-Encoding", c.enc)
				w.Write(c.body)
			})
			l := look(t, client(t, Config{}, w.port), w.url("a", "/"))
			if reason(l.Fault) != c.fault || (l.DecodeErr != nil) != c.decodeErr {
				t.Errorf("%s, %s: %+v, %v", c.name, typ, l.Fault, l.DecodeErr)
			}
			got := readAll(t, l)
			if !c.got(got) || l.PayloadSHA256 != sum(got) || l.PayloadLen != int64(len(got)) {
				t.Errorf("%s, %s: body of %d bytes, payload %d", c.name, typ, len(got), l.PayloadLen)
			}
			if l.Main.PayloadLen != int64(len(c.body)) {
				t.Errorf("%s, %s: %d of %d bytes recorded", c.name, typ, l.Main.PayloadLen, len(c.body))
			}
		}
	}
}

func TestBombs(t *testing.T) {
	zeros := make([]byte, 6<<20)
	for _, c := range []struct {
		name    string
		codings []string
	}{
		{"gzip 1000:1", []string{"gzip"}},
		{"gzip in gzip", []string{"gzip", "gzip"}},
		{"brotli", []string{"br"}},
		{"zstd", []string{"zstd"}},
	} {
		bomb := pack(t, zeros, c.codings...)
		w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", strings.Join(c.codings, ", "))
			w.Write(bomb)
		})
		l := look(t, client(t, Config{MaxBody: 1 << 20}, w.port), w.url("a", "/"))
		if reason(l.Fault) != TooLarge || l.Fault.Network || !errors.Is(l.DecodeErr, warc.ErrTooLarge) {
			t.Errorf("%s: %+v, %v", c.name, l.Fault, l.DecodeErr)
		}
		if l.PayloadLen != 1<<20 || len(readAll(t, l)) != 1<<20 || l.PayloadSHA256 != sum(zeros[:1<<20]) {
			t.Errorf("%s: payload of %d bytes", c.name, l.PayloadLen)
		}
		if l.Main.PayloadLen != int64(len(bomb)) || l.Main.Truncated != "" {
			t.Errorf("%s: %d of %d bytes recorded", c.name, l.Main.PayloadLen, len(bomb))
		}
	}
}

// A page larger than what is kept in memory is read again from the record.
func TestLargeHTML(t *testing.T) {
	page := bytes.Repeat([]byte("<p>0123456789abcdef</p>\n"), maxHTML/24+10_000)
	for _, enc := range []string{"", "gzip"} {
		w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			if enc == "" {
				w.Write(page)
				return
			}
			w.Header().Set("Content-Encoding", enc)
			w.Write(pack(t, page, enc))
		})
		l := look(t, client(t, Config{}, w.port), w.url("a", "/"))
		if l.Fault != nil || len(l.body) != maxHTML || l.whole {
			t.Errorf("%q: %+v, %d bytes kept, whole %v", enc, l.Fault, len(l.body), l.whole)
		}
		if l.PayloadSHA256 != sum(page) || !bytes.Equal(readAll(t, l), page) {
			t.Errorf("%q: another body", enc)
		}
		if h, err := l.Head(maxHTML + 10); err != nil || !bytes.Equal(h, page[:maxHTML+10]) {
			t.Errorf("%q: head of %d bytes, %v", enc, len(h), err)
		}
	}
	// Exactly what is kept is whole.
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write(page[:maxHTML])
	})
	if l := look(t, client(t, Config{}, w.port), w.url("a", "/")); !l.whole || l.PayloadLen != maxHTML {
		t.Errorf("whole %v, %d bytes", l.whole, l.PayloadLen)
	}
}

func TestUnwrapped(t *testing.T) {
	l := look(t, client(t, Config{}), "https://consent.youtube.com/m?continue=http%3A%2F%2F127.0.0.1%3A1%2Fwatch%3Fv%3D1")
	if l.Unwrapped != "http://127.0.0.1:1/watch?v=1" || l.FinalURL != l.Unwrapped || !strings.HasPrefix(l.URL, "https://consent") {
		t.Errorf("%q to %q, final %q", l.URL, l.Unwrapped, l.FinalURL)
	}
	if reason(l.Fault) != PrivateAddress { // and what is behind the wall is judged like any other
		t.Errorf("%+v", l.Fault)
	}
}

func TestLookCancelled(t *testing.T) {
	stop := make(chan struct{})
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "start")
		w.(http.Flusher).Flush()
		<-stop
	})
	defer close(stop)
	c := client(t, Config{Retries: 5}, w.port)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	l, err := c.Look(ctx, w.url("a", "/"))
	if !errors.Is(err, context.DeadlineExceeded) || l != nil {
		t.Errorf("%v, %v", l, err)
	}
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("took %v", d)
	}
}

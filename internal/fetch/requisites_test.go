package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// site serves pages by path; "=> /x" redirects, "!404" is a status.
func site(t testing.TB, pages map[string]string) *web {
	return newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.RequestURI()]
		typ := "application/octet-stream"
		switch path := r.URL.Path; {
		case strings.HasSuffix(path, ".css"):
			typ = "text/css"
		case strings.HasSuffix(path, "/"):
			typ = "text/html"
		}
		rw.Header().Set("Content-Type", typ)
		if to, moved := strings.CutPrefix(body, "=> "); moved {
			http.Redirect(rw, r, to, 302)
			return
		}
		if n, err := strconv.Atoi(strings.TrimPrefix(body, "!")); !ok || strings.HasPrefix(body, "!") && err == nil {
			rw.WriteHeader(max(n, 404))
			return
		}
		io.WriteString(rw, body)
	})
}

// gather looks at a page and fetches its requisites.
func gather(t testing.TB, c *Client, u string) *Look {
	t.Helper()
	l := look(t, c, u)
	if err := c.Requisites(context.Background(), l, readAll(t, l)); err != nil {
		t.Fatal(err)
	}
	return l
}

// got lists the exchanges' paths.
func got(w *web, l *Look) []string {
	var out []string
	for _, e := range l.Exchanges {
		out = append(out, strings.TrimPrefix(e.URL, w.url("a", "")))
	}
	return out
}

func TestRequisites(t *testing.T) {
	w := site(t, map[string]string{
		"/d/": `<html><head><link rel=stylesheet href=s.css><link rel=icon href=/f.ico><style>@import "/one.css";</style>
			<script src="js.js"></script></head><body background=bg.gif><img src=a.png srcset="a.png 1x, a2.png 2x">
			<img src=gone.png><img src=moved.png><img src=moved2.png><img src="http://127.0.0.1:1/private.png">
			<iframe src=frame/></iframe><img src="data:image/gif;base64,R0"><a href=no.html>no</a><img src=/d/><img src=a.png></body>`,
		"/d/s.css":      `body{background:url(img/in.png)} @font-face{src:url("f.woff2")}`,
		"/d/img/in.png": "in", "/d/f.woff2": "font", "/f.ico": "ico", "/d/js.js": "js", "/d/bg.gif": "bg", "/d/a.png": "a", "/d/a2.png": "a2",
		"/d/moved.png": "=> /real.png", "/d/moved2.png": "=> /real.png", "/real.png": "real",
		"/one.css":   `@import url(two.css); a{background:url(1.png)}`,
		"/two.css":   `@import "three.css"; @import "one.css"; a{background:url(2.png)}`,
		"/three.css": `@import "four.css"; a{background:url(3.png)}`,
		"/four.css":  `@import "five.css"; a{background:url(4.png)}`,
		"/five.css":  ``,
		"/1.png":     "1", "/2.png": "2", "/3.png": "3", "/4.png": "4",
		"/d/frame/": `<img src=no.png>`,
	})
	l := gather(t, client(t, Config{}, w.port), w.url("a", "/d/"))
	have := got(w, l)
	if have[0] != "/d/" || l.Main != l.Exchanges[0] {
		t.Errorf("the page is not first: %q", have)
	}
	slices.Sort(have)
	want := []string{"/1.png", "/2.png", "/3.png", "/4.png", "/d/", "/d/a.png", "/d/a2.png", "/d/bg.gif", "/d/f.woff2", "/d/frame/",
		"/d/gone.png", "/d/img/in.png", "/d/js.js", "/d/moved.png", "/d/moved2.png", "/d/s.css", "/f.ico",
		"/four.css", "/one.css", "/real.png", "/three.css", "/two.css"}
	if !slices.Equal(have, want) {
		t.Errorf("\n got %q\nwant %q", have, want)
	}
	paths := w.paths()
	slices.Sort(paths)
	if n := len(paths); len(slices.Compact(paths)) != n {
		t.Errorf("something was asked for twice: %q", paths)
	}
	missing := map[string]string{}
	for _, m := range l.Missing {
		missing[strings.TrimPrefix(m.URL, w.url("a", ""))] = m.Reason
	}
	if len(missing) != 2 || missing["/d/gone.png"] != "http-404" || missing["http://127.0.0.1:1/private.png"] != PrivateAddress {
		t.Errorf("missing %v", missing)
	}
	if l.Fault != nil || l.Status != 200 {
		t.Errorf("the page itself became %+v", l.Fault)
	}
}

// What a browser would send along: the page's cookies, and a Referer that
// tells other hosts no more than it has to.
func TestRequisiteHeaders(t *testing.T) {
	var w *web
	w = newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/p/q" {
			http.SetCookie(rw, &http.Cookie{Name: "k", Value: "v", Path: "/"})
			rw.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(rw, `<img src=/own.png><img src="%s">`, w.url("b", "/other.png"))
		}
	})
	gather(t, client(t, Config{UserAgent: "ours"}, w.port), w.url("a", "/p/q?x=1"))
	for _, r := range w.requests()[1:] {
		cookie := ""
		if c, err := r.Cookie("k"); err == nil {
			cookie = c.Value
		}
		wantCookie, wantRef := "v", w.url("a", "/p/q?x=1")
		if r.URL.Path == "/other.png" {
			wantCookie, wantRef = "", w.url("a", "/")
		}
		if cookie != wantCookie || r.Referer() != wantRef || r.UserAgent() != "ours" || r.Header.Get("Accept-Encoding") != "gzip" {
			t.Errorf("%s: cookie %q, header %v", r.URL.Path, cookie, r.Header)
		}
	}
}

func TestRequisiteLimits(t *testing.T) {
	body := strings.Repeat("x", 10_000)
	pages := map[string]string{"/": "<link rel=stylesheet href=s.css>", "/s.css": ""}
	for i := range 30 {
		pages["/"] += fmt.Sprintf(`<img srcset="v%d.png 2x" src=i%d.png>`, i, i)
		pages[fmt.Sprintf("/i%d.png", i)] = body
		pages[fmt.Sprintf("/v%d.png", i)] = body
	}
	pages["/"] += "<script src=last.js></script>"
	pages["/last.js"] = "js"
	w := site(t, pages)

	l := gather(t, client(t, Config{RequisiteLimits: RequisiteLimits{Count: 10}}, w.port), w.url("a", "/"))
	if len(l.Exchanges) != 11 || len(l.Missing) != 62-10 || l.Missing[0].Reason != "limit" || l.Missing[0].Detail == "" {
		t.Errorf("count: %d exchanges, %d missing, %+v", len(l.Exchanges), len(l.Missing), l.Missing[0])
	}
	have := got(w, l)
	for _, p := range []string{"/s.css", "/last.js", "/i0.png"} { // what matters most is not what the limit costs
		if !slices.Contains(have, p) {
			t.Errorf("count: no %s in %q", p, have)
		}
	}

	l = gather(t, client(t, Config{RequisiteLimits: RequisiteLimits{Bytes: 45_000}}, w.port), w.url("a", "/"))
	whole := 0
	var sent int64
	for _, e := range l.Exchanges[1:] {
		sent += e.PayloadLen
		if e.Truncated == "" {
			whole++
		}
	}
	if whole+len(l.Missing) != 62 || len(l.Missing) < 50 || sent > 45_000+4*10_000 {
		t.Errorf("bytes: %d whole, %d missing, %d sent", whole, len(l.Missing), sent)
	}
}

// A single endless requisite is cut at the limit, not at max_body.
func TestEndlessRequisite(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			rw.Header().Set("Content-Type", "text/html")
			io.WriteString(rw, "<img src=endless.png><img src=late.png>")
			return
		}
		b := bytes.Repeat([]byte("x"), 32<<10)
		for r.Context().Err() == nil {
			if _, err := rw.Write(b); err != nil {
				return
			}
		}
	})
	c := client(t, Config{RequisiteLimits: RequisiteLimits{Bytes: 1 << 20, Parallel: 1}}, w.port)
	l := gather(t, c, w.url("a", "/"))
	if len(l.Exchanges) != 2 || l.Exchanges[1].Truncated == "" || l.Exchanges[1].PayloadLen > 32<<20 { // the limit, and what was under way
		t.Errorf("%d exchanges, %+v", len(l.Exchanges), l.Exchanges[len(l.Exchanges)-1])
	}
	if len(l.Missing) != 2 || l.Missing[0].Reason != "limit" || l.Missing[1].Reason != "limit" {
		t.Errorf("missing %+v", l.Missing)
	}
}

func TestRequisiteTime(t *testing.T) {
	t.Parallel()
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			rw.Header().Set("Content-Type", "text/html")
			io.WriteString(rw, "<img src=quick.png><img src=slow1.png><img src=slow2.png><img src=slow3.png>")
			return
		}
		if strings.HasPrefix(r.URL.Path, "/slow") {
			<-r.Context().Done()
		}
	})
	c := client(t, Config{RequisiteLimits: RequisiteLimits{Timeout: 3 * time.Second, Parallel: 2}}, w.port)
	start := time.Now()
	l := gather(t, c, w.url("a", "/"))
	if d := time.Since(start); d > time.Minute {
		t.Errorf("took %v", d)
	}
	if len(l.Exchanges) != 2 || len(l.Missing) != 3 || l.Missing[2].Reason != "limit" {
		t.Errorf("%d exchanges, missing %+v", len(l.Exchanges), l.Missing)
	}
	// The caller's own end is an error, and what came is still there to release.
	l = look(t, c, w.url("a", "/"))
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := c.Requisites(ctx, l, readAll(t, l)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// Four at a time, not more.
func TestRequisitesParallel(t *testing.T) {
	var now, most atomic.Int32
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			rw.Header().Set("Content-Type", "text/html")
			for i := range 24 {
				fmt.Fprintf(rw, "<img src=%d.png>", i)
			}
			return
		}
		n := now.Add(1)
		for {
			m := most.Load()
			if n <= m || most.CompareAndSwap(m, n) {
				break
			}
		}
		time.Sleep(10 * time.Millisecond)
		now.Add(-1)
	})
	l := gather(t, client(t, Config{}, w.port), w.url("a", "/"))
	if len(l.Exchanges) != 25 || most.Load() > 4 || most.Load() < 2 {
		t.Errorf("%d exchanges, %d at a time", len(l.Exchanges), most.Load())
	}
	for i, p := range got(w, l)[1:] { // in the order in which the page names them
		if p != fmt.Sprintf("/%d.png", i) {
			t.Errorf("place %d holds %s", i, p)
		}
	}
}

// Captures side by side share a client and nothing else.
func TestManyCaptures(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		who, _, _ := strings.Cut(r.Host, ".")
		if r.URL.Path == "/" {
			http.SetCookie(rw, &http.Cookie{Name: "who", Value: who})
			rw.Header().Set("Content-Type", "text/html")
			io.WriteString(rw, "<link rel=stylesheet href=a.css><img src=b.png><script src=c.js></script>")
			return
		}
		c, err := r.Cookie("who")
		if err != nil || c.Value != who || len(r.Cookies()) != 1 {
			t.Errorf("%s got cookies %v", who, r.Cookies())
		}
		if r.URL.Path == "/a.css" {
			io.WriteString(rw, `@import "d.css"; a{background:url(e.png)}`)
			return
		}
		io.WriteString(rw, who+r.URL.Path)
	})
	c := client(t, Config{}, w.port)
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			u := w.url("h"+strconv.Itoa(i), "/")
			l, err := c.Look(context.Background(), u)
			if err != nil {
				t.Error(err)
				return
			}
			defer l.Release()
			h, _ := l.Head(1000)
			if err := c.Requisites(context.Background(), l, h); err != nil {
				t.Error(err)
			}
			if len(l.Exchanges) != 6 || len(l.Missing) != 0 {
				t.Errorf("%s: %d exchanges, missing %+v", u, len(l.Exchanges), l.Missing)
			}
			for _, e := range l.Exchanges {
				if !strings.HasPrefix(e.URL, u) {
					t.Errorf("%s holds %s", u, e.URL)
				}
			}
		})
	}
	wg.Wait()
}

func TestProbes(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/":
			io.WriteString(rw, "home")
		case r.URL.Path == "/news/1" && strings.Contains(r.UserAgent(), "Chrome/") && r.Header.Get("Sec-Fetch-Mode") == "navigate":
			io.WriteString(rw, "for browsers")
		case r.URL.Path == "/news/1":
			rw.WriteHeader(403)
		default:
			http.Redirect(rw, r, "/", 302)
		}
	})
	c := client(t, Config{Retries: 3}, w.port)
	l := look(t, c, w.url("a", "/news/1"))
	if l.Status != 403 {
		t.Fatalf("status %d", l.Status)
	}
	for kind, want := range map[ProbeKind]string{Home: "home", BrowserLike: "for browsers", Sibling: "home"} {
		p, err := c.Probe(context.Background(), l, kind)
		if err != nil {
			t.Fatal(err)
		}
		if string(readAll(t, p)) != want || p.Fault != nil {
			t.Errorf("kind %d: %+v, %q", kind, p.Fault, readAll(t, p))
		}
		if kind == Sibling && (len(p.Hops) != 1 || !strings.HasPrefix(p.Hops[0].URL, w.url("a", "/news/"))) {
			t.Errorf("sibling: %+v", p.Hops)
		}
		p.Release()
	}
	bad := look(t, c, "ftp://x/")
	if _, err := c.Probe(context.Background(), bad, Home); err == nil {
		t.Error("probed what makes no sense")
	}
}

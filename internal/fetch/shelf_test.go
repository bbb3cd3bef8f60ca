package fetch

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/record"
)

// Two pages of one host load the same things: what a cache would use again is
// asked for once, and both looks have it.
func TestShelf(t *testing.T) {
	body := strings.Repeat("x", 20_000)
	for name, tc := range map[string]struct {
		answer   http.HandlerFunc // to /s.css
		requests int
	}{
		"plain":          {func(http.ResponseWriter, *http.Request) {}, 1},
		"by its coding":  {func(rw http.ResponseWriter, _ *http.Request) { rw.Header().Set("Vary", "accept-encoding") }, 1},
		"for long":       {func(rw http.ResponseWriter, _ *http.Request) { rw.Header().Set("Cache-Control", "public, max-age=60") }, 1},
		"sets a cookie":  {func(rw http.ResponseWriter, _ *http.Request) { rw.Header().Set("Set-Cookie", "a=b; path=/elsewhere") }, 2},
		"by its cookies": {func(rw http.ResponseWriter, _ *http.Request) { rw.Header().Set("Vary", "Accept-Encoding, Cookie") }, 2},
		"not to store":   {func(rw http.ResponseWriter, _ *http.Request) { rw.Header().Set("Cache-Control", "No-Store") }, 2},
		"an error":       {func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(404) }, 2},
		"moved":          {func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/t.css", 302) }, 2},
		"large":          {func(rw http.ResponseWriter, _ *http.Request) { io.WriteString(rw, strings.Repeat(" ", shelfEach)) }, 2},
		"cut":            {func(rw http.ResponseWriter, _ *http.Request) { rw.Header().Set("Content-Length", "30000") }, 2},
		"a broken coding": {func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Encoding", "gzip")
			io.WriteString(rw, "\x1f\x8b\x08\x00")
		}, 2},
	} {
		w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/1", "/2":
				rw.Header().Set("Content-Type", "text/html")
				io.WriteString(rw, "<link rel=stylesheet href=s.css>"+r.URL.Path)
			case "/s.css":
				tc.answer(rw, r)
				io.WriteString(rw, "a{background:url(i.png)}"+body)
			}
		})
		c := client(t, Config{}, w.port)
		var shelf Shelf
		var looks []*Look
		for _, path := range []string{"/1", "/2"} {
			l := look(t, c, w.url("a", path))
			l.Shelf = &shelf
			if err := c.Requisites(t.Context(), l, readAll(t, l)); err != nil {
				t.Fatal(err)
			}
			looks = append(looks, l)
		}
		n := 0
		for _, p := range w.paths() {
			if p == "/s.css" {
				n++
			}
		}
		if n != tc.requests {
			t.Errorf("%s: asked %d times, want %d", name, n, tc.requests)
		}
		a, b := looks[0].Exchanges, looks[1].Exchanges
		if tc.requests > 1 {
			continue
		}
		looks[0].Release() // takes nothing from the other
		if len(a) != 3 || len(b) != 3 || len(looks[1].Missing) != 0 {
			t.Fatalf("%s: %q and %q, missing %v", name, got(w, looks[0]), got(w, looks[1]), looks[1].Missing)
		}
		for i, e := range b[1:] {
			first := a[i+1]
			if e.URL != first.URL || !e.Started.Equal(first.Started) || e.BlockSHA256 != first.BlockSHA256 || e.Status != 200 {
				t.Errorf("%s: %+v is not %+v", name, e, first)
			}
			if r := blockOf(t, e.Response); sum(r) != e.BlockSHA256 || !strings.HasPrefix(string(r), "HTTP/1.1 200 OK\r\n") {
				t.Errorf("%s: response %.40q", name, r)
			}
			if r := blockOf(t, e.Request); sum(r) != e.Request.SHA256() || !strings.Contains(string(r), "Referer: "+w.url("a", "/1")+"\r\n") {
				t.Errorf("%s: request %q", name, r)
			}
		}
	}
}

func blockOf(t *testing.T, b *record.Block) []byte {
	t.Helper()
	r, err := b.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Who comes with a cookie gets what is for him.
func TestShelfCookies(t *testing.T) {
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/in" || r.URL.Path == "/out" {
			if r.URL.Path == "/in" {
				http.SetCookie(rw, &http.Cookie{Name: "k", Value: "v"})
			}
			rw.Header().Set("Content-Type", "text/html")
			io.WriteString(rw, "<img src=i.png>")
		}
	})
	c := client(t, Config{}, w.port)
	for name, paths := range map[string][]string{"to keep": {"/in", "/in", "/out"}, "to use": {"/out", "/out", "/in"}} {
		var shelf Shelf
		before := len(w.paths())
		for _, path := range paths {
			l := look(t, c, w.url("a", path))
			l.Shelf = &shelf
			if err := c.Requisites(t.Context(), l, readAll(t, l)); err != nil {
				t.Fatal(err)
			}
		}
		if got := w.paths()[before:]; len(got) != 6 {
			t.Errorf("%s: asked %q", name, got)
		}
	}
}

// What is taken counts as if it were fetched.
func TestShelfLimits(t *testing.T) {
	w := site(t, map[string]string{"/": "<img src=1.png><img src=2.png><img src=3.png>",
		"/1.png": strings.Repeat("x", 1000), "/2.png": strings.Repeat("x", 1000), "/3.png": strings.Repeat("x", 1000)})
	for _, lim := range []RequisiteLimits{{Count: 2, Parallel: 1}, {Bytes: 1500, Parallel: 1}} {
		c := client(t, Config{RequisiteLimits: lim}, w.port)
		var shelf Shelf
		var want []string
		for i := range 3 {
			l := look(t, c, w.url("a", "/"))
			l.Shelf = &shelf
			if err := c.Requisites(t.Context(), l, readAll(t, l)); err != nil {
				t.Fatal(err)
			}
			facts := []string{fmt.Sprintf("%q", got(w, l))}
			for _, m := range l.Missing {
				facts = append(facts, fmt.Sprint(m))
			}
			if i == 0 {
				want = facts
			} else if !slices.Equal(facts, want) || len(l.Missing) == 0 {
				t.Errorf("%+v:\n got %q\nwant %q", lim, facts, want)
			}
		}
	}
}

func TestShelfBounds(t *testing.T) {
	big := strings.Repeat("x", 900<<10)
	pages := map[string]string{"/": ""}
	for i := range 12 {
		pages["/"] += fmt.Sprintf("<img src=%d.png>", i)
		pages[fmt.Sprintf("/%d.png", i)] = big
	}
	w := site(t, pages)
	c := client(t, Config{}, w.port)
	var shelf Shelf
	fill := func(want int) {
		l := look(t, c, w.url("a", "/"))
		l.Shelf = &shelf
		if err := c.Requisites(t.Context(), l, readAll(t, l)); err != nil {
			t.Fatal(err)
		}
		if len(l.Exchanges) != 13 {
			t.Errorf("%d exchanges", len(l.Exchanges))
		}
		var size int64
		kept := 0
		for _, it := range shelf.by {
			size += it.size()
			if it != nil {
				kept++
			}
		}
		if kept != want || size != shelf.size || size > shelfBytes {
			t.Errorf("%d on the shelf, %d bytes, counted as %d", kept, size, shelf.size)
		}
	}
	fill(0) // most images are of one page
	fill(9)
	fill(9)
	if n := len(w.paths()); n != 3*13-9 {
		t.Errorf("%d requests", n)
	}
	for _, it := range shelf.by {
		if it != nil {
			it.until = time.Now().Add(-time.Second)
		}
	}
	fill(9)
	if n := len(w.paths()); n != 4*13-9 {
		t.Errorf("%d requests after the time was over", n)
	}
}

func TestFreshFor(t *testing.T) {
	const date = "Wed, 25 Nov 2026 21:00:00 GMT"
	for _, c := range []struct {
		header string // by line ends
		want   time.Duration
	}{
		{"", shelfTime},
		{"Vary: Accept-Encoding", shelfTime},
		{"Vary: *", 0},
		{"Vary: Accept-Encoding\nVary: Origin", 0},
		{"Set-Cookie: a=b", 0},
		{"Cache-Control: public, max-age=31536000, immutable", shelfTime},
		{"Cache-Control: MAX-AGE=30", 30 * time.Second},
		{`Cache-Control: max-age="30"` + "\nAge: 10", 20 * time.Second},
		{"Cache-Control: max-age=30\nAge: 31", -time.Second},
		{"Cache-Control: max-age=0", 0},
		{"Cache-Control: max-age=soon", 0},
		{"Cache-Control: max-age=60,no-cache", 0},
		{"Cache-Control: private", 0},
		{`Cache-Control: private="x, y"`, 0},
		{"Cache-Control: public\nCache-Control: no-store", 0},
		{"Expires: 0", 0},
		{"Date: " + date + "\nExpires: Wed, 25 Nov 2026 21:00:40 GMT", 40 * time.Second},
		{"Date: " + date + "\nExpires: Wed, 25 Nov 2026 20:00:00 GMT", -time.Hour},
		{"Expires: 0\nCache-Control: max-age=50", 50 * time.Second},
	} {
		e := &record.Exchange{Method: "GET", Status: 200, Header: http.Header{}}
		for line := range strings.SplitSeq(c.header, "\n") {
			if name, value, ok := strings.Cut(line, ": "); ok {
				e.Header.Add(name, value)
			}
		}
		if got := freshFor(e); got != c.want {
			t.Errorf("%q: %v, want %v", c.header, got, c.want)
		}
	}
}

package fetch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/browser"
	"archiver/internal/record"
)

// rendering makes a client with a real Chromium.
func rendering(t *testing.T, cfg Config, ports ...uint16) *Client {
	t.Helper()
	path, err := browser.Find("")
	if err != nil {
		t.Fatal(err)
	}
	b := browser.New(browser.Config{Path: path, Parallel: 4, Limits: browser.Limits{Time: 30 * time.Second}})
	t.Cleanup(func() { b.Close() }) // before the client's, which comes first
	cfg.Browser = b
	c := client(t, cfg, ports...)
	t.Cleanup(func() { b.Close() })
	return c
}

const shell = `<!DOCTYPE html><title>Shell</title><div id=app></div><script src=/app.js></script>`

func render(t *testing.T, c *Client, u string) *Look {
	t.Helper()
	l, err := c.Render(context.Background(), u, false)
	if err != nil {
		t.Fatalf("%s: %v", u, err)
	}
	t.Cleanup(l.Release)
	return l
}

func TestRender(t *testing.T) {
	t.Parallel()
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/page":
			io.WriteString(rw, shell)
		case "/app.js":
			rw.Header().Set("Content-Type", "text/javascript")
			io.WriteString(rw, `fetch("/text").then(r=>r.text()).then(t=>{app.textContent=t});fetch("http://10.0.0.1/secret").catch(()=>{})`)
		case "/text":
			io.WriteString(rw, "The text that only a script brings.")
		case "/old":
			http.Redirect(rw, r, "/older", http.StatusMovedPermanently)
		case "/older":
			http.Redirect(rw, r, "/page?x=1#part", http.StatusFound)
		case "/gone":
			rw.WriteHeader(http.StatusNotFound)
			io.WriteString(rw, "<title>Not found</title>There is nothing here.")
		case "/leaves":
			io.WriteString(rw, `<script>setTimeout(()=>{location.href="/old"},100)</script>`)
		case "/pushes":
			io.WriteString(rw, `<p>Pushed.<script>history.pushState({},"","/login")</script>`)
		case "/loop":
			http.Redirect(rw, r, "/loop", http.StatusFound)
		case "/inward":
			http.Redirect(rw, r, "http://192.168.7.7/x", http.StatusFound)
		case "/file":
			rw.Header().Set("Content-Type", "application/pdf")
			io.WriteString(rw, "%PDF-1.4 a file")
		case "/picture":
			rw.Header().Set("Content-Type", "image/svg+xml")
			io.WriteString(rw, `<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>`)
		case "/broken":
			reset(rw)
		case "/busy":
			rw.Header().Set("Retry-After", "7")
			rw.WriteHeader(http.StatusTooManyRequests)
			io.WriteString(rw, "later")
		}
	})
	c := rendering(t, Config{}, w.port)

	l := render(t, c, w.url("a", "/page"))
	if l.Rendered == nil || !strings.Contains(string(l.Rendered.DOM), "only a script brings") {
		t.Fatalf("not rendered: %+v", l)
	}
	if l.Status != 200 || l.Fault != nil || l.FinalURL != w.url("a", "/page") || l.Main.URL != l.FinalURL || len(l.Hops) != 0 || l.Partial {
		t.Errorf("look: %d %v %s %v", l.Status, l.Fault, l.FinalURL, l.Hops)
	}
	if l.PayloadSHA256 != sha256.Sum256([]byte(shell)) || l.PayloadLen != int64(len(shell)) {
		t.Errorf("payload of %d bytes is not what was sent", l.PayloadLen)
	}
	if b, err := l.Head(15); string(b) != "<!DOCTYPE html>" || err != nil {
		t.Errorf("head %q, %v", b, err)
	}
	var urls []string
	for _, e := range l.Exchanges {
		urls = append(urls, e.URL)
	}
	for _, p := range []string{"/page", "/app.js", "/text"} {
		if !slices.Contains(urls, w.url("a", p)) {
			t.Errorf("no exchange of %s in %q", p, urls)
		}
	}
	if !slices.ContainsFunc(l.Missing, func(m Missing) bool { return strings.HasPrefix(m.URL, "http://10.0.0.1") && m.Reason == PrivateAddress }) {
		t.Errorf("what was refused is not told: %+v", l.Missing)
	}

	var each sync.WaitGroup
	for _, x := range []struct {
		path, final, hops string
		status            int
		fault             string
		rendered          bool
	}{
		{"/old", "/page?x=1", "301 http /older, 302 http /page?x=1", 200, "", true},
		{"/leaves", "/page?x=1", "200 script /old, 301 http /older, 302 http /page?x=1", 200, "", true},
		{"/pushes", "/login", "", 200, "", true},
		{"/gone", "/gone", "", 404, "", true},
		{"/loop", "/loop", "", 302, RedirectLoop, false},
		{"/inward", "/inward", "302 http http://192.168.7.7/x", 302, PrivateAddress, false},
		{"/file", "/file", "", 200, "", false},
		{"/picture", "/picture", "", 200, "", false},
		{"/broken", "/broken", "", 0, Reset, false},
		{"/busy", "/busy", "", 429, RateLimited, true},
	} {
		each.Go(func() {
			l, err := c.Render(context.Background(), w.url("a", x.path), false)
			if err != nil {
				t.Errorf("%s: %v", x.path, err)
				return
			}
			defer l.Release()
			var hops []string
			for _, h := range l.Hops {
				hops = append(hops, fmt.Sprint(h.Status, " ", h.Via, " ", strings.TrimPrefix(h.Location, w.url("a", ""))))
			}
			fault := ""
			if l.Fault != nil {
				fault = l.Fault.Reason
				if l.Fault.Detail == "" {
					t.Errorf("%s: a fault without a detail", x.path)
				}
			}
			got := strings.Join(hops, ", ")
			if x.fault == RedirectLoop {
				got = ""
			}
			if l.FinalURL != w.url("a", x.final) || got != x.hops || l.Status != x.status || fault != x.fault || (l.Rendered != nil) != x.rendered {
				t.Errorf("%s: %s, %d, fault %q %v, rendered %v, %q", x.path, l.FinalURL, l.Status, fault, l.Fault, l.Rendered != nil, hops)
			}
			if l.Main == nil || !slices.Contains(l.Exchanges, l.Main) {
				t.Errorf("%s: Main is none of the exchanges", x.path)
			}
		})
	}
	each.Wait()
	l = render(t, c, "http://nowhere.invalid/")
	if l.Fault == nil || l.Fault.Reason != DNS && l.Fault.Reason != DNSTemporary || l.Rendered != nil || !l.Unconnected() {
		t.Errorf("no such host: %+v", l.Fault)
	}
	l = render(t, c, "http://127.0.0.1:1/")
	if l.Fault == nil || l.Fault.Reason != PrivateAddress {
		t.Errorf("private: %+v", l.Fault)
	}
}

// TestRenderReleases: what is let go is gone, and what came late too.
func TestRenderReleases(t *testing.T) {
	t.Parallel()
	w := newWeb(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stream" {
			for range 500 { // longer than any capture waits
				io.WriteString(rw, strings.Repeat("x", 100))
				rw.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
					return
				case <-time.After(200 * time.Millisecond):
				}
			}
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		io.WriteString(rw, `<p>Here.<script>fetch("/stream").then(r=>r.text())</script>`)
	})
	c := rendering(t, Config{}, w.port)
	l := render(t, c, w.url("a", "/"))
	var cut *record.Exchange
	for _, e := range l.Exchanges {
		if strings.HasSuffix(e.URL, "/stream") {
			cut = e
		}
	}
	if cut == nil || cut.Truncated == "" {
		t.Errorf("the stream is not among the exchanges, cut: %+v", cut)
	}
	main := l.Main
	l.Release()
	if _, err := main.Payload(); err == nil {
		t.Error("the exchanges were not released")
	}
	if l.Rendered.DOM != nil || l.Rendered.Screenshot != nil {
		t.Error("the views were not released")
	}
}

func TestRenderFails(t *testing.T) {
	c := client(t, Config{})
	var failed *BrowserError
	if _, err := c.Render(context.Background(), "https://example.org/", false); !errors.As(err, &failed) {
		t.Errorf("without a browser: %v", err)
	}
	c = client(t, Config{Browser: browser.New(browser.Config{Path: "/bin/false"})})
	if _, err := c.Render(context.Background(), "https://example.org/", false); !errors.As(err, &failed) {
		t.Errorf("with a browser that does not start: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Render(ctx, "https://example.org/", false); !errors.Is(err, context.Canceled) || errors.As(err, &failed) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestMainFrame: which way the main frame went, among all that a page asks for.
func TestMainFrame(t *testing.T) {
	ex := func(u string, status int, to string) *record.Exchange {
		e := &record.Exchange{URL: u, Method: "GET", Status: status, Header: http.Header{}}
		if to != "" {
			e.Header.Set("Location", to)
		}
		return e
	}
	doc := func(u string, status int, to string) sent {
		return sent{ex(u, status, to), "document", true, browser.WantsOther, 0}
	}
	bare := func(u string, status int, to string) sent {
		return sent{ex(u, status, to), "", true, browser.WantsOther, 0}
	}
	frame := func(u string) sent { return sent{ex(u, 200, ""), "iframe", true, browser.WantsFrame, 0} }
	part := func(u string) sent { return sent{ex(u, 200, ""), "script", false, browser.WantsScript, 0} }
	const a, b = "https://a.example/", "https://b.example/x"
	for name, x := range map[string]struct {
		final string
		list  []sent
		main  int // -1: none
		hops  string
	}{
		"nothing":               {a, nil, -1, ""},
		"one":                   {a, []sent{doc(a, 200, ""), part(b)}, 0, ""},
		"reloaded":              {a, []sent{doc(a, 503, ""), part(b), doc(a, 200, "")}, 2, ""},
		"a frame of itself":     {a, []sent{doc(a, 200, ""), frame(a)}, 0, ""},
		"a frame elsewhere":     {a, []sent{bare(a, 200, ""), bare(b, 200, "")}, 0, ""},
		"redirect":              {b, []sent{doc(a, 301, b), doc(b, 200, "")}, 1, "301 " + b},
		"written otherwise":     {b, []sent{doc("https://a.example/%7C", 301, b), doc(b, 200, "")}, 1, "301 " + b},
		"a window that opened":  {a, []sent{doc(a, 200, ""), doc(b, 200, "")}, 0, ""},
		"by script":             {b, []sent{doc(a, 200, ""), doc(a+"y", 302, b), doc(b, 200, "")}, 2, "200 " + a + "y, 302 " + b},
		"address set by script": {a + "new", []sent{doc(a, 200, "")}, 0, ""},
		"back and forth":        {a, []sent{doc(a, 302, b), doc(b, 302, a), doc(a, 200, "")}, 2, "302 " + b + ", 302 " + a},
		"behind a worker":       {a, []sent{part(a)}, 0, ""},
		"not followed":          {"", []sent{doc(a, 302, b)}, 0, "302 " + b},
		"not a URL":             {"", []sent{doc(a, 302, "mailto:x")}, 0, "302 mailto:x"},
	} {
		hops, main := mainFrame(a, x.final, x.list)
		at := slices.IndexFunc(x.list, func(s sent) bool { return s.ex == main })
		var got []string
		for _, h := range hops {
			got = append(got, fmt.Sprint(h.Status, " ", h.Location))
		}
		if at != x.main || strings.Join(got, ", ") != x.hops {
			t.Errorf("%s: main %d, hops %q", name, at, got)
		}
	}
}

package watch

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"archiver/internal/browser"
)

// TestDataInTrouble: an app whose own requests for its text are refused, fail or hang
// is never dead nor replaced; one that is told that there is none is.
func TestDataInTrouble(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	const oops, none = "<h1>Oops! Page not found</h1><p>Something went wrong. Please try again later.", "<h1>Page not found</h1><p>There is nothing at this address."
	refused := func(code int) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(code) }
	}
	hangs := func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
	}
	cases := []struct {
		name string
		api  http.HandlerFunc
		said string // by the page in place of its text
		want string
		told string
	}{
		{"503", refused(503), oops, "unreachable http-5xx", "(503)"},
		{"429", refused(429), oops, "blocked rate-limited", "(429)"},
		{"401", refused(401), none, "blocked login-wall", "(401)"},
		{"hangs", hangs, none, "blocked unreadable", "got no answer"},
		{"breaks", down, none, "blocked unreadable", "got no answer"},
		{"404", refused(404), none, "dead soft-404", "“not found” (404)"},
		{"counter", nil, none, "dead soft-404", "the server reports no error"},
	}
	app := func(n int, bad bool) (urls []string) {
		for i, c := range cases {
			host := fmt.Sprintf("t%d", i)
			api := w.at(host, "/api/"+c.name, c.api)
			if c.name == "429" { // of another site, which the page's script names
				api = w.at("api", "/"+c.name, func(rw http.ResponseWriter, r *http.Request) {
					rw.Header().Set("Access-Control-Allow-Origin", "*")
					c.api(rw, r)
				})
			}
			text := inner(n + i)
			load := fmt.Sprintf(`fetch(%q).then(r => r.ok ? r.text() : Promise.reject(r.status)).then(t => m.innerHTML = t).catch(() => m.innerHTML = %q)`, api, c.said)
			switch {
			case !bad:
				w.at(host, "/api/"+c.name, func(rw http.ResponseWriter, _ *http.Request) { io.WriteString(rw, text) })
				w.at("api", "/"+c.name, func(rw http.ResponseWriter, _ *http.Request) {
					rw.Header().Set("Access-Control-Allow-Origin", "*")
					io.WriteString(rw, text)
				})
			case c.api == nil: // what counts visits says nothing of the page
				w.at(host, "/collect", refused(503))
				load = fmt.Sprintf(`fetch("/collect"); m.innerHTML = %q`, c.said)
			}
			urls = append(urls, w.at(host, "/doc/"+fmt.Sprint(n), status(200, `<!DOCTYPE html><title>Reader</title><nav><a href=/>Home</a> <a href=/a>All reports</a></nav><main id=m></main><footer>The archive of reports</footer><script>`+load+`</script>`)))
		}
		return urls
	}
	check := func(res []Citation, first bool) {
		t.Helper()
		for _, row := range res {
			url := row.Cite.Citation.URL
			var i int
			fmt.Sscanf(url, "http://t%d.", &i)
			c := cases[i]
			got := row.Live
			if s := fmt.Sprintf("%s %s", got.Verdict, got.Reason); s != c.want || !strings.Contains(got.Detail, c.told) || strings.HasPrefix(c.want, "dead") && c.name == "404" && strings.Contains(got.Detail, "no error") {
				t.Errorf("%s (first look: %v): %s, want %s: %s", c.name, first, s, c.want, got.Detail)
			}
		}
	}
	m := report("r", app(100, false)...)
	for i := range m.Footnotes {
		m.Footnotes[i].Citations[0].Quotes = []string{passage(100 + i)}
	}
	for _, c := range w.pass(all, m).Citations {
		w.want(c, "ok first-seen taken")
	}
	app(100, true)
	w.now = w.now.Add(24 * time.Hour)
	check(w.pass(Options{Check: true}, m).Citations, false)
	urls := app(200, true)
	check(w.pass(all, report("s", urls[0], urls[3], urls[5])).Citations, true)
}

// TestNoClick: a page that leads elsewhere only at a click of its reader's is not
// judged by where that leads, be the click in its markup, in a text that its script
// writes, or in a function that nobody can see through.
func TestNoClick(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	app := func(n int, script string) http.HandlerFunc {
		return status(200, fmt.Sprintf(`<!DOCTYPE html><title>Reader</title><div id=m></div><script src=/text%d.js></script><script>%s</script>`, n, script))
	}
	const popup = `<div role=dialog style="position:fixed;inset:10%;background:#eee"><h2>Sign up for our newsletter</h2><button id=b `
	urls := []string{
		w.at("n", "/popup", app(1, fmt.Sprintf("m.innerHTML = text + %q", popup+`onclick="location.href='/home'">Reject</button></div>`))),
		w.at("n", "/named", app(2, fmt.Sprintf("m.innerHTML = text + %q; function away() { location.href = '/home' }", popup+`onclick="away()">Reject</button></div>`))),
		w.at("n", "/leaves", status(200, `<!DOCTYPE html><title>Moved</title><script>location.href = "/new"</script>`)),
	}
	for n := 1; n <= 2; n++ {
		w.at("n", fmt.Sprintf("/text%d.js", n), func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/javascript")
			fmt.Fprintf(rw, "const text = %q", inner(n))
		})
	}
	w.at("n", "/new", says(3))
	w.at("n", "/home", status(200, "<!DOCTYPE html><title>Home</title>"+strings.Repeat("<h2><a href=/x>A headline of today that is long</a></h2>", 20)))
	m := report("r", urls...)
	for i := range m.Footnotes {
		m.Footnotes[i].Citations[0].Quotes = []string{passage(i + 1)}
	}
	for range 2 {
		for i, c := range w.pass(all, m).Citations {
			if c.Live.Verdict != "ok" || c.Result != "pass" {
				t.Errorf("%s: %s %s: %s %q", urls[i], c.Live.Verdict, c.Live.Reason, c.Live.Detail, c.Why)
			}
		}
		w.now = w.now.Add(24 * time.Hour)
	}
}

package watch

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/browser"
)

// TestHalfPage: text that a page lacks because a request of its own came to nothing is
// no edit, and a snapshot says that it was so; what failed at the reference, too,
// excuses nothing, and nothing excuses what the server itself left out.
func TestHalfPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	var bad, cut atomic.Bool
	const half = 7 // of 13 paragraphs
	text := func(host string) []string { return strings.SplitAfter(inner(int(host[0])), "</p>") }
	app := func(host, api string) string {
		words := text(host)
		return w.at(host, "/doc", func(rw http.ResponseWriter, _ *http.Request) {
			first := strings.Join(words[:half], "")
			switch {
			case cut.Load():
				first = strings.Join(words[:half-1], "")
			case host == "d" && bad.Load():
				first = strings.Join(words[:len(words)-4], "")
			case host == "d":
				first = strings.Join(words, "")
			}
			rw.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(rw, `<!DOCTYPE html><title>Reader</title><main><article>`+first+`<div id=m></div></article></main><script>fetch("`+api+`").then(r => r.ok ? r.text() : "").then(t => m.innerHTML = t).catch(() => 0)</script>`)
		})
	}
	good := func(rw http.ResponseWriter, r *http.Request) {
		io.WriteString(rw, strings.Join(text(r.Host)[half:], ""))
	}
	w.at("a", "/half", func(rw http.ResponseWriter, r *http.Request) {
		if bad.Load() {
			rw.WriteHeader(503)
			return
		}
		good(rw, r)
	})
	w.at("d", "/half", func(rw http.ResponseWriter, r *http.Request) {
		if bad.Load() {
			rw.WriteHeader(503)
		}
	})
	w.at("b", "/half", func(rw http.ResponseWriter, r *http.Request) {
		if bad.Load() {
			<-r.Context().Done()
			return
		}
		good(rw, r)
	})
	w.at("c", "/half", func(rw http.ResponseWriter, r *http.Request) { rw.WriteHeader(503) })
	m := report("r", app("a", "/half"), app("b", "/half"), app("c", "/half"), app("d", "/half"))
	for i := range m.Footnotes {
		m.Footnotes[i].Citations[0].Capture = "browser"
	}
	check := func(res []Citation, want ...string) {
		t.Helper()
		for i, c := range res {
			if got := fmt.Sprint(c.Live.Verdict, " ", c.Live.Reason, " ", c.Live.Confidence); got != want[i] {
				t.Errorf("%s: %s, want %s: %s %q", c.Cite.Citation.URL, got, want[i], c.Live.Detail, c.Live.Evidence)
			}
		}
	}
	res := w.pass(all, m).Citations
	check(res, "ok first-seen B", "ok first-seen B", "ok first-seen C", "ok first-seen B")
	if d := res[2].Live.Detail; !strings.Contains(d, "may be missing") {
		t.Error(d)
	}
	info, err := w.archived(m.Footnotes[2].Citations[0].URL, -1).PageInfo()
	if err != nil || !strings.Contains(strings.Join(info.Told(), "\n"), "a request of the page was answered 503") {
		t.Errorf("%v %v", info, err)
	}
	bad.Store(true)
	w.now = w.now.Add(24 * time.Hour)
	check(w.pass(Options{Check: true}, m).Citations, "blocked unreadable C", "blocked unreadable C", "ok same A", "changed edited B")
	bad.Store(false)
	cut.Store(true)
	w.now = w.now.Add(24 * time.Hour)
	for _, c := range w.pass(Options{Check: true}, m).Citations {
		if c.Live.Verdict != "changed" {
			t.Errorf("%s: %s %s: %s", c.Cite.Citation.URL, c.Live.Verdict, c.Live.Reason, c.Live.Detail)
		}
	}
}

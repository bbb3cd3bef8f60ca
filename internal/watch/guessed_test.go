package watch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"archiver/internal/browser"
	"archiver/internal/verdict"
)

// mayLeave is an application in whose scripts the home page's address stands.
func mayLeave(text, script string) http.HandlerFunc {
	return status(200, fmt.Sprintf(`<!DOCTYPE html><title>Reader</title><div id=m></div><script>%s</script><script src=%s></script>`, script, text))
}

var leaving = []string{
	`function out() { location.href = "/home" }`,
	`if (!window.fetch) { location.replace("/home") }`,
	`window.fetch || (location = "/home")`,
	`location.href = "/home"`,
	`if (!window.fetch) { location.replace("/missing") }`,
	`location.href = "/missing"`,
}

func (w *world) leavers(scripts []string) (urls []string) {
	w.at("h", "/home", status(200, "<!DOCTYPE html><title>Home</title>"+strings.Repeat("<h2><a href=/x>A headline of today that is long</a></h2>", 20)))
	for i, script := range scripts {
		text := fmt.Sprintf("/text%d.js", i)
		w.at("h", text, func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "text/javascript")
			fmt.Fprintf(rw, "m.innerHTML = %q", inner(i))
		})
		urls = append(urls, w.at("h", fmt.Sprintf("/app%d", i), mayLeave(text, script)))
	}
	return urls
}

// TestGuessed: without a browser, where a script may lead makes no source dead;
// where one surely leads is as dead as what stands there.
func TestGuessed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := report("r", w.leavers(leaving)...)
	for range 2 {
		for i, c := range w.pass(all, m).Citations {
			want := "blocked unreadable"
			if i == len(leaving)-1 {
				want = "dead http-404"
			}
			if got := fmt.Sprint(c.Live.Verdict, " ", c.Live.Reason); got != want {
				t.Errorf("%s: %s: %s %q", leaving[i], got, c.Live.Detail, c.Live.Evidence)
			}
		}
		w.now = w.now.Add(24 * time.Hour)
	}
}

// TestNotGuessed: where there is a browser, what it shows decides.
func TestNotGuessed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	scripts := []string{leaving[0], leaving[1], leaving[3], leaving[4]}
	m := report("r", w.leavers(scripts)...)
	for i, c := range w.pass(all, m).Citations {
		want := "ok first-seen"
		if i == 2 {
			want = "dead redirected-home"
		}
		if got := fmt.Sprint(c.Live.Verdict, " ", c.Live.Reason); got != want {
			t.Errorf("%s: %s: %s %q", scripts[i], got, c.Live.Detail, c.Live.Evidence)
		}
	}
}

// TestTakenAway: scripts that replace the whole text change the page, though it
// stands in the document as it was sent; scripts that add to it do not.
func TestTakenAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	const notice = `<h1>Article withdrawn</h1><p>The editors have withdrawn this report after a complaint of the ministry, and regret the errors that it held.</p>`
	urls := []string{w.at("k", "/taken", says(1)), w.at("k", "/added", says(2)), w.at("k", "/other", says(3))}
	m := report("r", urls...)
	w.pass(all, m)
	w.at("k", "/taken", status(200, article(1)+`<script>document.body.innerHTML = '`+notice+`'</script>`))
	w.at("k", "/added", status(200, article(2)+`<script>document.body.insertAdjacentHTML("afterbegin", '`+notice+`')</script>`))
	w.at("k", "/other", status(200, article(3)+`<script>document.body.innerHTML = `+fmt.Sprintf("%q", inner(4))+`</script>`))
	for i := range urls {
		m.Footnotes[i].Citations[0].Capture = "browser"
	}
	w.now = w.now.Add(24 * time.Hour)
	res := w.pass(all, m)
	for i, c := range res.Citations {
		ok := c.Live.Verdict == "ok"
		if ok != (i == 1) || !ok && c.Live.Confidence != verdict.Weak || c.Snapshot != "taken" {
			t.Errorf("%s: %s %s, confidence %s, snapshot %s: %s %q", urls[i], c.Live.Verdict, c.Live.Reason, c.Live.Confidence, c.Snapshot, c.Live.Detail, c.Live.Evidence)
		}
	}
}

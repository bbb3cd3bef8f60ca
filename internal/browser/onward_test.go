package browser

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestOnward: a page that only sends its reader on is not what is captured, but what it
// leads to; a text that does so, an error, and a page that loads itself again are.
func TestOnward(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	at := func(path string, f func(w http.ResponseWriter), body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if f != nil {
				f(w)
			}
			io.WriteString(w, "<!doctype html>"+body)
		})
	}
	article := strings.Repeat("<p>The commission heard nine witnesses in the course of that week. ", 40)
	at("/there", nil, "<title>There</title><p>the destination")
	at("/here", nil, "<p>the page again")
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(4 * time.Second)
		http.Redirect(w, r, "/there", http.StatusFound)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		w.Write(make([]byte, 100<<10))
	})
	at("/meta", nil, `<meta http-equiv=Refresh content="4; URL='/there'"><p>The page has a new address.`)
	at("/meta-to-slow", nil, `<meta http-equiv=refresh content="0;/slow"><p>The page has a new address.`)
	at("/header", func(w http.ResponseWriter) { w.Header().Set("Refresh", "3;url=/there") }, `<p>The page has a new address.`)
	at("/script", nil, `<p>One moment.<script>setTimeout(() => { location.href = "/there" }, 5000)</script>`)
	mux.HandleFunc("/leave.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, `let n = 4; setInterval(() => { c.textContent = --n; if (n === 0) location.assign("/there") }, 1000)`)
	})
	at("/counts", nil, `<p>Sie werden in <b id=c>4</b> Sekunden weitergeleitet.<script src=/leave.js></script>`)
	at("/twice", nil, `<meta http-equiv=refresh content="2;url=/meta"><p>Moved.`)
	at("/to-file", nil, `<meta http-equiv=refresh content="2;url=/file"><p>Your download will begin.`)
	at("/text", nil, `<meta http-equiv=refresh content="25;url=/there">`+article)
	at("/read", nil, `<meta http-equiv=refresh content="25;url=/there">`+strings.Repeat("<p>The commission heard nine witnesses in the course of that week. ", 12))
	at("/unspaced", nil, `<meta http-equiv=refresh content="20;url=/there">`+strings.Repeat("<p>委员会在该周听取了九名证人的证词，没有公布任何人的姓名。", 40))
	at("/unspaced-moved", nil, `<meta http-equiv=refresh content="4;url=/there"><p>このページは移転しました。五秒後に自動的に移動します。移動しない場合はこちらをクリックしてください。`)
	at("/error", func(w http.ResponseWriter) { w.WriteHeader(404) }, `<meta http-equiv=refresh content="3;url=/there"><p>No such page. You will be redirected.`)
	at("/again", nil, `<meta http-equiv=refresh content="3;url=/again"><p>the score is 2 to 1`)
	at("/far", nil, `<meta http-equiv=refresh content="300;url=/there"><p>a news page`)
	at("/stays", nil, `<p>a page that stays<script>function go() { location = "/there" } setTimeout(() => document.title = "x", 10)</script>`)
	at("/app", nil, `<p>for an app<script>location = "tg://resolve?domain=x"</script>`)
	mux.HandleFunc("/nothing", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	at("/to-nothing", nil, `<p>for nothing<script>location = "/nothing"</script>`)
	at("/plain", nil, `<p>a page of few words<script>document.title = "y"</script>`)
	s := newSite(t, mux)
	b := theBrowser(t)
	type row struct {
		path, text, at string
	}
	rows := []row{
		{"meta", "the destination", "/there"}, {"meta-to-slow", "the destination", "/there"}, {"header", "the destination", "/there"},
		{"script", "the destination", "/there"}, {"counts", "the destination", "/there"}, {"twice", "the destination", "/there"},
		{"text", "nine witnesses", "/text"}, {"read", "nine witnesses", "/read"}, {"unspaced", "九名证人", "/unspaced"}, {"unspaced-moved", "the destination", "/there"}, {"error", "No such page", "/error"}, {"again", "2 to 1", "/again"}, {"far", "a news page", "/far"},
		{"stays", "stays", "/stays"}, {"plain", "few words", "/plain"}, {"app", "for an app", "/app"}, {"to-nothing", "for nothing", "/to-nothing"},
	}
	sideBySide(t, rows, func(r row) string { return r.path }, func(t *testing.T, r row) {
		p := capture(t, b, s, "/"+r.path, true)
		has(t, p, r.text)
		if p.FinalURL != s.URL+r.at || len(p.Cut) > 0 || len(p.Screenshot) == 0 {
			t.Errorf("final %s, cut %v, %d bytes of picture", p.FinalURL, p.Cut, len(p.Screenshot))
		}
		if at := r.path; (at == "plain" || at == "far" || at == "again" || at == "read") && did(p, "onward") {
			t.Errorf("waited for a page that does not seem to lead on: %v", p.Actions)
		}
	})
	if p := capture(t, b, s, "/to-file", true); !p.Download || p.FinalURL != s.URL+"/file" || p.Status != 200 {
		t.Errorf("download %v, final %s, status %d", p.Download, p.FinalURL, p.Status)
	}
	if e := s.find("/file"); len(e) == 0 || e[0].Err != nil {
		t.Errorf("the file was not recorded whole: %+v", e)
	}
}

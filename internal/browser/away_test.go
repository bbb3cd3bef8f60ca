package browser

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestLedAway: a click of ours that leads to another address is undone, at once or
// late, by a request or without one, and what is read is the page that was asked for.
func TestLedAway(t *testing.T) {
	t.Parallel()
	const wall = `<div id=w style="position:fixed;inset:20%%;background:#eee"><p>We and our partners use cookies on this site to analyse traffic. You can accept or reject them.</p><button>Accept</button><button onclick="document.title='pressed';w.remove();%s">Reject all</button></div>`
	const more = `<button onclick="document.title='pressed';%s">Read more</button>`
	const spa = `history.pushState({},'','/other');m.textContent='another page'`
	pages := map[string]string{
		"/none":            `<button>Share</button>`,
		"/consent/at-once": fmt.Sprintf(wall, "location.href='/other'"),
		"/consent/late":    fmt.Sprintf(wall, "setTimeout(()=>location.href='/other',500)"),
		"/consent/push":    fmt.Sprintf(wall, spa),
		"/expand/at-once":  fmt.Sprintf(more, "location.href='/other'"),
		"/expand/late":     fmt.Sprintf(more, "setTimeout(()=>location.href='/other',500)"),
		"/expand/push":     fmt.Sprintf(more, spa),
		"/expand/later":    fmt.Sprintf(more, "setTimeout(()=>{"+spa+"},400)"),
		"/expand/form":     `<form id=f action=/other></form>` + fmt.Sprintf(more, "f.submit()"),
		"/expand/hash":     fmt.Sprintf(more, "location.hash='#/other';m.textContent='another page'"),
		"/both":            fmt.Sprintf(wall, spa) + fmt.Sprintf(more, spa),
	}
	s := newSite(t, http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		body, ok := pages[r.URL.Path]
		if !ok {
			io.WriteString(rw, "<!doctype html><title>Other</title>another page")
			return
		}
		io.WriteString(rw, "<!doctype html><title>Article</title><main id=m><p>The article that was cited, word for word.</p>"+body+"</main>")
	}))
	b := theBrowser(t)
	var paths []string
	for p := range pages {
		paths = append(paths, p)
	}
	sideBySide(t, paths, func(s string) string { return s }, func(t *testing.T, path string) {
		p := capture(t, b, s, path, false)
		has(t, p, "The article that was cited")
		again := strings.HasSuffix(path, "push") || strings.HasSuffix(path, "hash") || strings.HasSuffix(path, "later") || path == "/both"
		if p.FinalURL != s.URL+path || p.Status != 200 || p.Failed != "" || p.Again != again {
			t.Errorf("ends at %s, %d %s, loaded again: %v", p.FinalURL, p.Status, p.Failed, p.Again)
		}
		told := fmt.Sprint(p.Actions)
		if strings.Contains(told, "led away") != again || strings.Contains(told, "wanted to leave") == (again || path == "/none") {
			t.Errorf("told of: %s", told)
		}
		if n := len(s.find("/other")); n > 0 {
			t.Errorf("the other page was asked for %d times", n)
		}
	})
}

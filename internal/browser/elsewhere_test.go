package browser

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestElsewhere: what a page appends of another one while it is scrolled, with that one's
// address, is not read as its own; what goes on with its own address is, and so is what
// comes to a page that locks its scrolling. The address is the page's own in the end.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("<p>The commission heard nine witnesses in the course of that week. ", 60)
	page := `<main id=m><article><h1>Ours</h1>` + long + `<div id=late></div><button onclick="this.outerHTML='<p>what was folded'">Show more</button></article></main><div id=end style="height:20px"></div>`
	appends := func(does string) string {
		return page + `<script>let n = 0; new IntersectionObserver((seen) => { if (!seen[0].isIntersecting || n > 4) return; n++; late.innerHTML = '<p>what came late';` + does + `}).observe(end)
			const append = (path) => { m.insertAdjacentHTML('beforeend', '<article><h1>Number ' + n + '</h1>' + '<p>The harvest of that year was poor in the north.'.repeat(60) + '</article>'); history.replaceState({}, '', path) }</script>`
	}
	rows := map[string]struct {
		body string
		own  bool // what is appended is a part of the page
	}{
		"/next":     {appends(`append('/another/' + n)`), false},
		"/later":    {appends(`const k = n; append(location.pathname); addEventListener('scroll', () => { if (m.children[k].getBoundingClientRect().top < 300) history.replaceState({}, '', '/another/' + k) })`), false},
		"/chapters": {appends(`append('/chapters/' + n)`), true},
		"/12":       {appends(`append('/12-what-the-commission-found')`), true},
		"/list":     {appends(`append('?page=' + n)`), true},
		"/static":   {page + `<div id=x>` + strings.Repeat("<p>The harvest of that year was poor in the north.", 60) + `</div><script>late.innerHTML = '<p>what came late'; addEventListener('scroll', () => history.replaceState({}, '', '/another'))</script>`, true},
		"/locked": {`<style>html, body {height: 100%; overflow: hidden} #wall {position: fixed; inset: 0; background: white}</style><div id=wall><p>Choose your country<button>Go</button></div>` +
			appends(`append(location.pathname)`), true},
	}
	mux := http.NewServeMux()
	var paths []string
	for path, r := range rows {
		paths = append(paths, path)
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, "<!doctype html><title>Ours</title><body>"+r.body)
		})
	}
	s := newSite(t, mux)
	b := theBrowser(t)
	sideBySide(t, paths, func(p string) string { return p[1:] }, func(t *testing.T, path string) {
		p := capture(t, b, s, path, false)
		has(t, p, "nine witnesses", "what came late", "what was folded")
		if got := strings.Contains(p.Text, "The harvest"); got != rows[path].own {
			t.Errorf("what was appended is in the text: %v", got)
		}
		if p.FinalURL != s.URL+path {
			t.Errorf("final %s", p.FinalURL)
		}
	})
}

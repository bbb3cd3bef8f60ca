package watch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestErrorPages: what stands where a source is gone has something new to show each day. Of
// what is another's one snapshot is kept, of a notice at the page's own address a few more,
// and what that says in the end is among them.
func TestErrorPages(t *testing.T) {
	w := newWorld(t)
	front := func(h string) func(string) http.HandlerFunc {
		return func(news string) http.HandlerFunc { return status(200, "<title>"+h+"</title><h1>"+h+"</h1>"+news) }
	}
	leads := func(url string) func(string) http.HandlerFunc {
		return func(string) http.HandlerFunc { return http.RedirectHandler(url, http.StatusMovedPermanently).ServeHTTP }
	}
	missing := func(news string) http.HandlerFunc {
		return status(404, "<title>Not found</title><h1>Not found</h1><p>There is no page at this address.</p>"+news)
	}
	sold := func(news string) http.HandlerFunc {
		return status(200, "<title>e.example</title><h1>e.example</h1><p>This domain is for sale! Buy this domain.</p>"+news)
	}
	where := []struct {
		host, path string
		later      func(news string) http.HandlerFunc
		reason     string
		most       int
	}{
		{"a", "/2024/03/dam", leads("/"), "redirected-home", 2},
		{"b", "/news/2024/dam", leads("/news"), "soft-404", 2},
		{"c", "/2024/03/dam", sold, "parked", 2},
		{"d", "/2024/03/dam", missing, "http-404", 7},
	}
	var urls []string
	for i, x := range where {
		urls = append(urls, w.at(x.host, x.path, says(i+1)))
	}
	m := report("r", append(urls, w.at("z", "/", says(99)))...)
	w.pass(all, m)
	var last *Result
	for d := range 20 {
		news := func(host int) string { // of each its own: one page of several hosts is a network's
			var b strings.Builder
			for n := range 12 {
				words := strings.Fields(vocab)
				k := 37*d + 5*n + 1009*(host+1)
				fmt.Fprintf(&b, "<li><a href='/%d'>The %s of the %s and the %s</a></li>", k, words[k%len(words)], words[(k*7+3)%len(words)], words[(k*11+5)%len(words)])
			}
			return "<h2>Latest</h2><ul>" + b.String() + "</ul>"
		}
		w.at("a", "/", front("Home of A")(news(0)))
		w.at("b", "/", front("Home of B")("Welcome."))
		w.at("b", "/news", front("News")(news(1)))
		for i, x := range where {
			said := ""
			if d >= 12 {
				said = "<p>It was taken down on 3 December under an order of the regional court.</p>"
			}
			w.at(x.host, x.path, x.later(said+news(i)))
		}
		w.now = w.now.Add(day)
		last = w.pass(all, m)
	}
	for i, x := range where {
		list := w.snapshots(urls[i])
		if row := last.Citations[i]; string(row.Live.Reason) != x.reason || !row.Live.Confirmed || len(list) > x.most || len(list) < 2 {
			t.Errorf("%s: %s, confirmed %v; %d snapshots, want %d at most", urls[i], row.Live.Reason, row.Live.Confirmed, len(list), x.most)
		}
	}
	// What the notice came to say.
	list := w.snapshots(urls[3])
	doc, err := w.w.ReadSnapshot(t.Context(), list[len(list)-1].Object)
	if err != nil || !strings.Contains(doc.Visible, "an order of the regional court") {
		t.Errorf("the newest snapshot says %+v, %v", doc, err)
	}
	// Back and gone again, it is taken again.
	w.at("a", where[0].path, says(1))
	w.now = w.now.Add(day)
	w.want(w.pass(all, m).Citations[0], "ok same taken")
	w.at("a", where[0].path, where[0].later(""))
	w.now = w.now.Add(day)
	w.want(w.pass(all, m).Citations[0], "dead redirected-home taken")
}

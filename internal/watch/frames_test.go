package watch

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/browser"
)

// TestFramed: a page whose text stands in a frame is judged by that text, whoever's page
// the frame shows; what another site shows beside a text alarms nobody, and can be cited.
func TestFramed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	edited := func(n int) http.HandlerFunc {
		return status(200, strings.Replace(article(n), "nine hundred", "seven hundred", 1))
	}
	around := func(text, src string) http.HandlerFunc {
		return status(200, "<!DOCTYPE html><title>Framed</title>"+text+`<iframe src="`+src+`" width=800 height=600></iframe>`)
	}
	var looks atomic.Int32
	busy := func(rw http.ResponseWriter, r *http.Request) { // another text at each look
		n := int(looks.Add(1))
		status(200, article(100+n)+fmt.Sprintf("<p>Comment %d: this account of the harbour is not what I remember.<p>Page not found", n))(rw, r)
	}
	list := []struct {
		name       string
		url        string
		capture    string
		quotes     []string
		then       string // what is seen after the frame's page was edited
		rendered   bool
		inSnapshot string
	}{
		{"own text, plain", w.at("a", "/own", around("<h1>Chronicle</h1>", w.at("a", "/own/text", says(1)))), "", []string{passage(1)}, "changed quote-lost", true, passage(1)},
		{"no quote", w.at("c", "/none", around("<h1>Chronicle</h1>", w.at("c", "/none/text", says(2)))), "", nil, "changed edited", true, passage(2)},
		{"another site's, alone", w.at("d", "/other", around("<nav>Home News</nav>", w.at("b", "/other/text", says(3)))), "", []string{passage(3)}, "changed quote-lost", true, passage(3)},
		{"a frameset", w.at("e", "/set", status(200, `<html><title>Set</title><frameset cols="20%,*"><frame src="`+w.at("e", "/menu", status(200, `<a href=/>Home</a>`))+`"><frame src="`+w.at("e", "/set/text", says(4))+`"></frameset>`)), "", []string{passage(4)}, "changed quote-lost", true, passage(4)},
		{"beside a text", w.at("f", "/beside", around(article(5), w.at("b", "/beside/text", busy))), "browser", []string{passage(5)}, "ok", true, passage(5)},
		{"cited of another site's", w.at("g", "/cited", around(article(6), w.at("b", "/cited/text", says(7)))), "browser", []string{passage(7)}, "changed quote-lost", true, passage(7)},
		{"a text of its own", w.at("h", "/plain", around(article(8), w.at("b", "/plain/text", says(9)))), "", nil, "ok", false, passage(8)},
	}
	var urls []string
	for _, c := range list {
		urls = append(urls, c.url)
	}
	m := report("r", urls...)
	for i, c := range list {
		m.Footnotes[i].Citations[0].Capture, m.Footnotes[i].Citations[0].Quotes = c.capture, c.quotes
	}
	res := w.pass(all, m)
	for i, c := range list {
		got := res.Citations[i]
		w.want(got, "ok first-seen taken")
		if got.Result != "pass" {
			t.Errorf("%s: %s: %q", c.name, got.Result, got.Why)
		}
		if s := w.snapshots(c.url)[0]; s.Rendered() != c.rendered {
			t.Errorf("%s: rendered %v", c.name, s.Rendered())
		}
		if text := w.archived(c.url, 0).Pages()[0].Text; !strings.Contains(text, c.inSnapshot) {
			t.Errorf("%s: its text is %q", c.name, clip(text, 200))
		}
	}
	w.now = w.now.Add(24 * time.Hour)
	for i, got := range w.pass(all, m).Citations {
		if got.Live.Verdict != "ok" || got.Snapshot != "kept" {
			t.Errorf("%s, again: %s %s, snapshot %s: %s %q", list[i].name, got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail, got.Live.Evidence)
		}
	}
	w.at("a", "/own/text", edited(1))
	w.at("c", "/none/text", edited(2))
	w.at("b", "/other/text", edited(3))
	w.at("e", "/set/text", edited(4))
	w.at("b", "/cited/text", edited(7))
	w.at("b", "/plain/text", edited(9))
	w.now = w.now.Add(24 * time.Hour)
	res = w.pass(all, m)
	for i, c := range list {
		got := res.Citations[i].Live
		if !strings.HasPrefix(string(got.Verdict)+" "+string(got.Reason), c.then) {
			t.Errorf("%s, edited: %s %s, want %s: %s %q", c.name, got.Verdict, got.Reason, c.then, got.Detail, got.Evidence)
		}
	}
}

package watch

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/fetch"
)

// TestNewSourceBesideDeadOnes: the one new source without TLS is believed beside any
// number of dead ones where its host tells its pages apart, and then they are told of
// too: also by a check that records nothing, and so never comes to an end of its doubt.
func TestNewSourceBesideDeadOnes(t *testing.T) { // raced
	for name, opt := range map[string]Options{"run": all, "check": {Check: true}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.secured()
			s.spoil()
			m := report("r", w.at("plain", "/x", says(2)), s.url(""), s.url("h0.example.com"), s.url("h1.example.com"))
			taken := "taken"
			if opt.Check {
				w.w.cfg.Log, taken = nil, "none"
			}
			res := w.pass(opt, m)
			w.want(res.Citations[0], "ok first-seen "+taken)
			for _, row := range res.Citations[1:] {
				w.want(row, "unreachable tls none")
			}
		})
	}
}

// TestLoginPageIsNotApart: a page that may be the network's stays in doubt. It is asked
// for again, as the network may have been opened between two requests.
func TestLoginPageIsNotApart(t *testing.T) { // raced
	for name, set := range map[string]func(w *world) string{
		"at every address":                    func(w *world) string { w.other = says(2); return w.at("plain", "/x", says(2)) },
		"a home page":                         func(w *world) string { return w.at("plain", "/", says(2)) },
		"a home page by the name of its file": func(w *world) string { return w.at("plain", "/Index.html", says(2)) },
		"a language's home page":              func(w *world) string { return w.at("plain", "/en/", says(2)) },
		"no page is missing": func(w *world) string {
			w.other = status(http.StatusOK, notFound)
			return w.at("plain", "/x", says(2))
		},
		"the network opens": func(w *world) string {
			var open atomic.Bool
			w.other = func(rw http.ResponseWriter, r *http.Request) { open.Store(true); http.NotFound(rw, r) }
			return w.at("plain", "/x", func(rw http.ResponseWriter, r *http.Request) {
				if open.Load() {
					says(3)(rw, r)
					return
				}
				says(2)(rw, r)
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.secured()
			s.spoil()
			before := len(w.objects())
			w.offline(all, report("r", set(w), s.url(""), s.url("h0.example.com")))
			if n := len(w.objects()); n != before || len(w.everything()) != 0 {
				t.Errorf("%d objects were stored; in the catalog: %v", n-before, w.everything())
			}
		})
	}
}

// TestApartAtOnce: hosts of one site are asked at the same time, for each may keep us
// waiting as long as an answer may take.
func TestApartAtOnce(t *testing.T) { // raced
	w := newWorld(t)
	s := w.secured()
	s.spoil()
	const hosts = 4
	var asked atomic.Int64
	all4 := make(chan struct{})
	w.other = func(rw http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == hosts {
			close(all4)
		}
		select {
		case <-all4:
		case <-time.After(time.Minute):
			t.Error("one was asked after the other")
		}
		http.NotFound(rw, r)
	}
	urls := []string{s.url(""), s.url("h0.example.com")}
	for i := range hosts {
		urls = append(urls, strings.Replace(w.at(fmt.Sprint("h", i), "/x", says(2+i)), ".", ".plain.", 1))
	}
	for _, row := range w.pass(all, report("r", urls...)).Citations[2:] {
		w.want(row, "ok first-seen taken")
	}
}

// TestApartBesideNobody: whether a host tells its pages apart is asked where nobody else
// is at work, and whose page is asked about does not go on meanwhile.
func TestApartBesideNobody(t *testing.T) { // raced
	g := newGuard()
	look := &fetch.Look{FinalURL: "http://a.example/x", Status: http.StatusOK}
	s := &sight{t: &task{host: "a.example", url: look.FinalURL}, look: look, fresh: true}
	g.waiting[s] = waits
	for _, host := range []string{"b.example", "c.example"} {
		g.failed[host] = failure{secure: true}
	}
	for working, want := range map[int]int{2: 0, 1: 1} {
		if g.working = working; len(g.sole()) != want {
			t.Errorf("%d at work: %d are asked about, want %d", working, len(g.sole()), want)
		}
	}
	ready, joined := make(chan struct{}), g.wake
	g.paused = true
	p := &pass{online: g}
	go func() {
		defer close(ready)
		_ = p.wait(t.Context(), s)
	}()
	<-joined
	set := func(asking bool) {
		g.mu.Lock()
		defer g.mu.Unlock()
		s.asking, g.waiting[s] = asking, goesOn
		g.changed()
	}
	set(true)
	select {
	case <-ready:
		t.Error("it went on")
	case <-time.After(50 * time.Millisecond):
	}
	set(false)
	<-ready
}

package watch

import (
	"net/http"
	"sync/atomic"
	"testing"
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
		"at every address": func(w *world) string { w.other = says(2); return w.at("plain", "/x", says(2)) },
		"a home page":      func(w *world) string { return w.at("plain", "/", says(2)) },
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

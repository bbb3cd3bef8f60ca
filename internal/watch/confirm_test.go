package watch

import (
	"context"
	"maps"
	"net/http"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/verdict"
)

const day = 24 * time.Hour

// TestConfirmation is the contract's table through whole passes: what stands is
// carried from pass to pass by log and catalog.
func TestConfirmation(t *testing.T) {
	w := newWorld(t)
	page := w.at("a", "/page", says(1))
	server := w.at("b", "/x", says(2))
	w.at("c", "/x", says(3))
	m := report("r", page, server, w.at("c", "/x", says(3)))
	w.pass(all, m)
	// look makes one pass a while later and gives both standings.
	look := func(after time.Duration) (Live, Live) {
		w.now = w.now.Add(after)
		w.open() // as by another process
		res := w.pass(all, m)
		return res.Citations[0].Live, res.Citations[1].Live
	}
	stands := func(l Live, v verdict.Verdict, r verdict.Reason, confirmed bool) {
		t.Helper()
		if l.Verdict != v || l.Reason != r || l.Confirmed != confirmed {
			t.Errorf("%s: %s %s, confirmed %v after %d looks; want %s %s, %v", w.now, l.Verdict, l.Reason, l.Confirmed, l.Looks, v, r, confirmed)
		}
	}

	// Two looks at a 404, then a good one: all is forgotten.
	w.at("a", "/page", status(404, notFound))
	l, _ := look(day)
	stands(l, "dead", "http-404", false)
	l, _ = look(36 * time.Hour)
	stands(l, "dead", "http-404", false)
	w.at("a", "/page", says(1))
	l, _ = look(day)
	stands(l, "ok", "same", true)

	// Three over 72 hours confirm; looks soon after one another count once.
	w.at("a", "/page", status(404, notFound))
	since := w.now.Add(day)
	l, _ = look(day)
	stands(l, "dead", "http-404", false)
	for range 3 {
		l, _ = look(time.Hour)
		stands(l, "dead", "http-404", false)
		if l.Looks != 1 {
			t.Errorf("%d looks counted within hours, want 1", l.Looks)
		}
	}
	l, _ = look(33 * time.Hour)
	stands(l, "dead", "http-404", false)
	l, _ = look(35 * time.Hour) // 71 hours after the first
	stands(l, "dead", "http-404", false)
	l, _ = look(time.Hour)
	stands(l, "dead", "http-404", true)
	if !l.Since.Equal(since) {
		t.Errorf("dead since %s, want %s", l.Since, since)
	}

	// A server that is down: six looks over 14 days, and then dead by that name.
	w.at("b", "/x", down)
	for n := range 7 {
		_, l = look(56 * time.Hour) // 14 days are six times as much
		if n < 6 {
			stands(l, "unreachable", "reset", false)
		} else {
			stands(l, "dead", "reset", true)
		}
	}

	// The catalog is made of the log alone, all of this included.
	before := w.everything()
	if err := w.cat.Close(); err != nil {
		t.Fatal(err)
	}
	if err := catalog.Remove(w.dir + "/catalog.db"); err != nil {
		t.Fatal(err)
	}
	w.open()
	if after := w.everything(); !maps.Equal(before, after) {
		t.Errorf("rebuilt from the log:\n%v\nbefore:\n%v", after, before)
	}
	w.at("b", "/x", says(2))
	_, l = look(day)
	stands(l, "ok", "same", true)
}

// everything is how all citations stand, and when they are due, by the catalog.
func (w *world) everything() map[string]string {
	w.t.Helper()
	standings, err := w.cat.Standings(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	by := map[string]string{}
	for k, s := range standings {
		by[k] = s.At.String() + string(s.Body)
	}
	known, err := w.cat.Sources(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	for id, s := range known {
		by[id] = s.NextDue.String() + s.LastGood.String() + s.Verdict + s.Reason
	}
	return by
}

// TestClockSetBack: what is newest is told by the log, not by clocks.
func TestClockSetBack(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url)
	w.pass(all, m)
	w.at("a", "/x", says(2))
	w.now = w.now.Add(-time.Hour)
	for _, want := range []string{"changed replaced taken", "changed replaced kept", "changed replaced kept"} {
		w.open()
		w.want(w.pass(all, m).Citations[0], want)
		w.now = w.now.Add(10 * time.Minute)
	}
	if n := len(w.snapshots(url)); n != 2 {
		t.Errorf("%d snapshots, want 2", n)
	}
}

// TestClockAhead: a look by a clock that servers say is a month ahead confirms no more than
// one made when it was; a server that is stuck at some day holds nothing up.
func TestClockAhead(t *testing.T) {
	for _, c := range []struct {
		name  string
		hosts int
	}{{"among others", 3}, {"alone", 1}} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			behind := time.Duration(0) // of the servers' clocks
			dated := func(h http.HandlerFunc) http.HandlerFunc {
				return func(rw http.ResponseWriter, r *http.Request) {
					rw.Header().Set("Date", time.Now().Add(-behind).UTC().Format(http.TimeFormat))
					h(rw, r)
				}
			}
			gone := dated(status(410, notFound))
			urls := []string{w.at("a", "/x", dated(says(1)))}
			for i := 1; i < c.hosts; i++ {
				urls = append(urls, w.at(string(rune('a'+i)), "/x", dated(says(1+i))))
			}
			m := report("r", urls...)
			look := func(after time.Duration, want bool) {
				t.Helper()
				w.now = w.now.Add(after)
				w.open()
				if l := w.pass(all, m).Citations[0].Live; l.Confirmed != want || l.Verdict != verdict.Dead {
					t.Errorf("%s: %s, confirmed %v after %d looks, want %v", w.now, l.Verdict, l.Confirmed, l.Looks, want)
				}
			}
			w.pass(all, m)
			w.at("a", "/x", gone)
			look(day, false)
			behind = 30 * day
			look(30*day+time.Hour, false) // an hour later
			look(time.Hour, false)
			behind = 0
			look(-30*day, false)
			look(day, true)
		})
	}
	t.Run("a server that is stuck", func(t *testing.T) {
		w := newWorld(t)
		stuck := time.Now().Add(-90 * day).UTC().Format(http.TimeFormat)
		at := func(h http.HandlerFunc) string {
			return w.at("a", "/x", func(rw http.ResponseWriter, r *http.Request) {
				rw.Header().Set("Date", stuck)
				h(rw, r)
			})
		}
		m := report("r", at(says(1)))
		w.pass(all, m)
		at(status(410, notFound))
		for _, want := range []bool{false, true} {
			w.now = w.now.Add(25 * time.Hour)
			w.open()
			if l := w.pass(all, m).Citations[0].Live; l.Confirmed != want {
				t.Errorf("confirmed %v after %d looks, want %v", l.Confirmed, l.Looks, want)
			}
		}
	})
}

package watch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// daily makes so many passes, a day apart, and gives after each how many looks at each
// source are logged beyond the first.
func (w *world) daily(n int, m *source.Manifest) (after []string) {
	w.t.Helper()
	for range n {
		w.now = w.now.Add(day)
		_, err := w.w.Pass(w.t.Context(), cites(m), all)
		if err != nil && !errors.Is(err, ErrOffline) {
			w.t.Fatal(err)
		}
		counts := ""
		for _, f := range m.Footnotes {
			counts += fmt.Sprint(len(w.logged(f.Citations[0].URL)) - 1)
		}
		after = append(after, counts)
	}
	return after
}

// TestDoubtEnds: hosts that die on the day on which the last one shows another page are
// told of within three days, however few sources there are, and not before.
func TestDoubtEnds(t *testing.T) {
	for _, n := range []int{3, 4} {
		for _, name := range []string{"another page", "another site"} {
			t.Run(fmt.Sprintf("%d sources, %s", n, name), func(t *testing.T) {
				w := newWorld(t)
				urls, m := w.many("h", n, says)
				w.pass(all, m)
				for i := range urls[1:] {
					w.at(fmt.Sprintf("h%d", i+1), "/x", down)
				}
				elsewhere := w.at("elsewhere", "/y", says(100))
				w.at("h0", "/x", says(100))
				if name == "another site" {
					w.at("h0", "/x", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, elsewhere, http.StatusFound) })
				}
				got, want := w.daily(10, m), []string(nil)
				for i := range 10 {
					counts := ""
					for range urls {
						counts += fmt.Sprint(max(0, i-2))
					}
					want = append(want, counts)
				}
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("looks logged after each pass: %v, want %v", got, want)
				}
				if last := w.logged(urls[0]); last[1].Reason != "replaced" {
					t.Errorf("%+v", last)
				}
				if last := w.logged(urls[1]); last[1].Reason != "reset" {
					t.Errorf("%+v", last)
				}
				if d, err := w.cat.Doubt(t.Context()); err != nil || d != (catalog.Doubt{}) {
					t.Errorf("%+v, %v", d, err)
				}
			})
		}
	}
}

// TestDoubtStays: it ends neither by passes that heard from nobody, nor where one page
// answers in the place of several, nor where a pass in between could tell.
func TestDoubtStays(t *testing.T) {
	setUp := func(t *testing.T) (w *world, m *source.Manifest, turn func(h ...http.HandlerFunc)) {
		w = newWorld(t)
		_, m = w.many("h", 3, says)
		w.pass(all, m)
		return w, m, func(h ...http.HandlerFunc) {
			for i := range h {
				w.at(fmt.Sprintf("h%d", i), "/x", h[i])
			}
		}
	}
	silent := func(t *testing.T, w *world, m *source.Manifest, days int) {
		t.Helper()
		before := ""
		for _, f := range m.Footnotes {
			before += fmt.Sprint(len(w.logged(f.Citations[0].URL)) - 1)
		}
		for i, counts := range w.daily(days, m) {
			if counts != before {
				t.Errorf("pass %d: %s looks are logged, before there were %s", i+1, counts, before)
				return
			}
		}
	}
	t.Run("nobody answers", func(t *testing.T) {
		w, m, turn := setUp(t)
		turn(says(100), down, down)
		silent(t, w, m, 3)
		turn(down, down, down)
		silent(t, w, m, 7) // not even now that it is overdue
	})
	t.Run("nobody answered", func(t *testing.T) {
		w, m, turn := setUp(t)
		turn(down, down, down)
		silent(t, w, m, 5)
		turn(says(100), down, down)
		silent(t, w, m, 3)
	})
	t.Run("one page in two places", func(t *testing.T) {
		w, m, turn := setUp(t)
		turn(says(100), says(100), down)
		silent(t, w, m, 10)
	})
	t.Run("a pass could tell", func(t *testing.T) {
		w, m, turn := setUp(t)
		for range 3 {
			turn(says(100), down, down)
			silent(t, w, m, 3)
			turn(says(0), says(1), says(2))
			w.daily(1, m)
		}
	})
	t.Run("many a day", func(t *testing.T) {
		w, m, turn := setUp(t)
		turn(says(100), down, down)
		for range 10 {
			silent(t, w, m, 1)
			w.now = w.now.Add(-day + day/100)
		}
		if d, err := w.cat.Doubt(context.Background()); err != nil || d.Passes != 1 {
			t.Errorf("%+v, %v", d, err)
		}
	})
}

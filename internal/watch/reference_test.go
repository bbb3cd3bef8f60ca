package watch

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
)

// TestNearest: a day means the snapshots within that day before all others.
func TestNearest(t *testing.T) {
	at := func(s string) time.Time {
		t.Helper()
		got, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	list := func(times ...string) (l []catalog.Snapshot) {
		for _, s := range times {
			l = append(l, catalog.Snapshot{Class: "source", Object: s, CapturedAt: at(s)})
		}
		return l
	}
	for _, tt := range []struct {
		list []catalog.Snapshot
		want string
	}{
		{list("2020-02-20 14:00", "2020-02-21 15:00"), "2020-02-21 15:00"},
		{list("2020-02-20 23:59", "2020-02-21 23:59", "2020-02-22 00:00"), "2020-02-21 23:59"},
		{list("2020-02-20 23:00", "2020-02-22 00:30"), "2020-02-22 00:30"},
		{list("2020-02-20 23:00", "2020-02-22 02:00"), "2020-02-20 23:00"},
		{list("2020-02-21 01:00", "2020-02-21 20:00"), "2020-02-21 01:00"},
		{list("2026-01-01 00:00"), "2026-01-01 00:00"},
	} {
		got := nearestSource(tt.list, at("2020-02-21 00:00"), false, nil)
		if got == nil || got.Object != tt.want {
			t.Errorf("of %d: %+v, want %s", len(tt.list), got, tt.want)
		}
	}
	l := list("2020-02-21 01:00", "2020-02-22 01:00", "2020-02-23 01:00")
	l[0].Class = "wall"
	if got := nearestSource(l, at("2020-02-21 00:00"), false, map[string]flaw{"2020-02-22 01:00": {state: Corrupt}}); got.Object != "2020-02-23 01:00" {
		t.Errorf("a wall and a damaged one before the good one: %s", got.Object)
	}
}

// TestReferenceDay is the same through passes: the manifest's day decides what
// the live page is compared with.
func TestReferenceDay(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url, w.at("b", "/x", says(5)))
	w.now = time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	w.pass(all, m)
	w.at("a", "/x", says(2))
	w.now = time.Date(2026, 3, 3, 15, 0, 0, 0, time.UTC)
	w.want(w.pass(all, m).Citations[0], "changed replaced taken")
	m.Footnotes[0].Citations[0].Reference = time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC)
	w.now = w.now.Add(time.Hour)
	row := w.pass(all, m).Citations[0]
	w.want(row, "ok same kept")
	if row.Archive.CapturedAt.Day() != 3 {
		t.Errorf("the archived copy is of %s", row.Archive.CapturedAt)
	}
}

// TestQuoteProves: a passage that stands there beats the status, and what is
// kept of it is a copy of the source.
func TestQuoteProves(t *testing.T) { // raced
	for _, code := range []int{403, 404} {
		w := newWorld(t)
		url := w.at("a", "/x", status(code, article(1)))
		m := report("r", url, w.at("b", "/x", says(2)))
		m.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
		row := w.pass(all, m).Citations[0]
		w.want(row, "ok first-seen taken")
		if row.Result != "pass" || row.Archive.State != Intact {
			t.Errorf("status %d: %s, archive %s", code, row.Result, row.Archive.State)
		}
		w.want(w.pass(all, m).Citations[0], "ok same kept")
		if l := w.snapshots(url); len(l) != 1 || l[0].Class != "source" || l[0].Status != code {
			t.Errorf("status %d: %+v", code, l)
		}
		// Without the quote nothing proves it.
		w = newWorld(t)
		m = report("r", w.at("a", "/x", status(code, notFound)), w.at("b", "/x", says(2)))
		m.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
		if row := w.pass(all, m).Citations[0]; row.Live.Verdict == "ok" || row.Archive.State != Wall {
			t.Errorf("status %d without the passage: %+v", code, row)
		}
	}
}

// TestWall: a wall is kept once, and is never what a source is compared with.
func TestWall(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url, w.at("b", "/x", says(2)))
	w.pass(all, m)
	n := 0
	w.at("a", "/x", func(rw http.ResponseWriter, r *http.Request) {
		n++
		rw.Header().Set("Cf-Mitigated", "challenge")
		status(403, fmt.Sprintf("<title>Just a moment...</title><p>Checking %d your browser", n))(rw, r)
	})
	for _, want := range []string{"blocked bot-wall taken", "blocked bot-wall kept", "blocked bot-wall kept"} {
		w.now = w.now.Add(day)
		row := w.pass(all, m).Citations[0]
		w.want(row, want)
		if row.Archive.State != Intact || !row.Archive.CapturedAt.Equal(noon) || row.Result != "warn" {
			t.Errorf("behind a wall: %s, archive %+v", row.Result, row.Archive)
		}
	}
	w.at("a", "/x", says(1))
	w.now = w.now.Add(day)
	// Taken, as the newest we hold shows the wall.
	w.want(w.pass(all, m).Citations[0], "ok same taken")
	var classes []string
	for _, s := range w.snapshots(url) {
		classes = append(classes, s.Class)
	}
	if fmt.Sprint(classes) != "[source wall source]" {
		t.Errorf("snapshots: %v", classes)
	}
}

// TestDamagedNewest: the newest snapshot is taken again where it is damaged,
// though the page has not changed.
func TestDamagedNewest(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url)
	first := w.pass(all, m).Citations[0]
	w.halve(first.Archive.Object)
	w.now = w.now.Add(time.Hour)
	if row := w.pass(Options{Check: true}, m).Citations[0]; row.Archive.State != Corrupt || row.Result != "fail" {
		t.Errorf("a check: %s, %s", row.Archive.State, row.Result)
	}
	w.now = w.now.Add(time.Hour)
	row := w.pass(Options{}, m).Citations[0] // the check has brought it forward
	w.want(row, "ok first-seen taken")
	if row.Archive.State != Corrupt {
		t.Errorf("a lost snapshot is no longer told of: %+v", row.Archive)
	}
	w.now = w.now.Add(time.Hour)
	w.want(w.pass(all, m).Citations[0], "ok same kept")
	if n := len(w.snapshots(url)); n != 2 {
		t.Errorf("%d snapshots, want 2", n)
	}
}

// TestDamagedReference: a look that can't be compared neither resets what was
// gathered against a page nor adds to it.
func TestDamagedReference(t *testing.T) {
	for _, again := range []bool{false, true} { // whether another snapshot is sound
		t.Run(fmt.Sprint(again), func(t *testing.T) {
			w := newWorld(t)
			m := report("r", w.at("a", "/x", says(1)))
			first := w.pass(all, m).Citations[0]
			w.at("a", "/x", says(2))
			w.now = w.now.Add(day)
			opt := Options{Check: !again, All: true}
			before := w.pass(opt, m).Citations[0]
			if before.Live.Reason != "replaced" || before.Live.Looks != 1 {
				t.Fatalf("%+v", before.Live)
			}
			w.halve(first.Archive.Object)
			for range 3 {
				w.now = w.now.Add(2 * day)
				row := w.pass(Options{Check: true}, m).Citations[0]
				if row.Live.Reason != "replaced" || row.Live.Looks != 1 || row.Live.Confirmed || row.Archive.State != Corrupt {
					t.Errorf("%s %s after %d looks, archive %s; want what stood: replaced after 1", row.Live.Verdict, row.Live.Reason, row.Live.Looks, row.Archive.State)
				}
			}
		})
	}
}

// TestReadByDigest: the text of a capture is found by the digest of its payload, the
// same as by the package's pages; where the digest is another's, by these alone.
func TestReadByDigest(t *testing.T) {
	w := newWorld(t)
	coded := func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(rw)
		io.WriteString(z, article(2))
		z.Close()
	}
	moved := func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/there", http.StatusFound) }
	w.at("c", "/there", says(3))
	plain, ctx := w.at("a", "/x", says(1)), context.Background()
	urls := []string{plain, w.at("b", "/x", coded), w.at("c", "/x", moved), plain + "#part"}
	w.pass(all, report("r", urls...))
	for _, url := range urls {
		s := w.snapshots(url)[0]
		want, err := w.w.ReadSnapshot(ctx, s.Object)
		if err != nil {
			t.Fatal(err)
		}
		other := s
		other.PayloadSHA256 = strings.Repeat("0", 64)
		for _, s := range []*catalog.Snapshot{&s, &other} {
			got, err := w.w.readKnown(ctx, s)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, payload %s: %v, %+v, want %+v", url, s.PayloadSHA256, err, got, want)
			}
			a, closer, err := OpenSnapshot(ctx, w.store, s.Object)
			if err != nil {
				t.Fatal(err)
			}
			if doc, err := readPayload(ctx, w.w.cfg.Extract, a, s); err != nil || (doc == nil) != (s == &other) {
				t.Errorf("%s, payload %s: by its digest %v, %v", url, s.PayloadSHA256, doc != nil, err)
			}
			closer.Close()
		}
	}
}

package watch

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/source"
)

// TestSecondReport: a report that cites what is archived for another is judged at
// once, by its own date and quotes, and nothing is fetched for it.
func TestSecondReport(t *testing.T) {
	w := newWorld(t)
	var asked atomic.Int64
	serve := func(h http.HandlerFunc) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) { asked.Add(1); h(rw, r) }
	}
	good := w.at("a", "/x", serve(says(1)))
	edited := w.at("b", "/x", serve(says(2)))
	gone := w.at("c", "/x", serve(says(3)))
	m := report("first", good, edited, gone)
	w.pass(all, m)
	w.now = w.now.Add(day)
	w.at("b", "/x", serve(says(20)))
	w.at("c", "/x", serve(status(http.StatusGone, notFound)))
	first := w.pass(all, m)
	before := asked.Load()

	// Of the same day; of the day of the new text; and with quotes.
	late, quotes := report("late", good, edited, gone), report("quotes", good, edited)
	late.Published = w.now.Truncate(24 * time.Hour)
	quotes.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
	quotes.Footnotes[1].Citations[0].Quotes = []string{passage(2)}
	again := report("again", good, edited, gone)
	for name, opt := range map[string]Options{"status": {NoLook: true}, "run": {}} {
		t.Log(name)
		list := w.pass(opt, again, late, quotes).Citations
		for i, want := range []string{"ok same", "changed replaced", "dead http-410",
			"ok same", "ok same", "dead http-410", "ok same", "changed replaced"} {
			w.want(list[i], want+" kept")
			if list[i].Looked {
				t.Errorf("%d was looked at", i)
			}
		}
		if got := list[0].Live; !got.LookedAt.Equal(first.Citations[0].Live.LookedAt) {
			t.Errorf("looked at %s", got.LookedAt)
		}
		if q := list[6].Live.Quotes; len(q) != 1 || !q[0].Found {
			t.Errorf("quotes %+v", q)
		}
		if q := list[7].Live.Quotes; len(q) != 1 || q[0].Found {
			t.Errorf("quotes %+v", q)
		}
		if a, b := list[2].Live, first.Citations[2].Live; a.Looks != b.Looks || !a.Since.Equal(b.Since) {
			t.Errorf("gone since %s after %d looks, want as the other report has it", a.Since, a.Looks)
		}
	}
	if n := asked.Load(); n != before {
		t.Errorf("%d requests were made", n-before)
	}
	// Where nothing of the archive is read, it is judged as the others are.
	bare, err := New(Config{Catalog: w.cat, Now: func() time.Time { return w.now }}).Pass(t.Context(), cites(late, quotes), Options{NoLook: true, Unread: true})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"ok same", "ok same", "dead http-410", "ok same", "changed replaced"} {
		w.want(bare.Citations[i], want+" kept")
	}
	// An acceptance that came along covers the text that it was given for.
	for seen, want := range map[time.Time]bool{w.snapshots(edited)[0].CapturedAt: false, w.snapshots(edited)[1].CapturedAt: true} {
		accepted := report("accepted", edited)
		accepted.Footnotes[0].Citations[0].Accept = &source.Accept{Verdict: "changed", Reason: "replaced", Seen: seen}
		if row := w.pass(Options{NoLook: true}, accepted).Citations[0]; row.Accepted != want || row.ChangedAgain == want {
			t.Errorf("accepted as of %s: %v, changed again %v", seen, row.Accepted, row.ChangedAgain)
		}
	}
	// The next look confirms both alike.
	w.now = w.now.Add(day)
	list := w.pass(all, m, again).Citations
	if a, b := list[2].Live, list[5].Live; !a.Confirmed || !b.Confirmed {
		t.Errorf("confirmed: %v and %v", a.Confirmed, b.Confirmed)
	}
}

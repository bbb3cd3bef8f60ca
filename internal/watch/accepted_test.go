package watch

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// edition is article(1) with one sentence more for every n.
func edition(n int, more string) string {
	return strings.Replace(article(1), "</main>", fmt.Sprintf("<p>In its answer number %d the ministry denied that any of the %d prisoners had been seen there at all.</p>%s</main>", n, 40+n, more), 1)
}

// TestAcceptedText: what is accepted is the text that was seen. One that changes
// again fails or warns as it would without, in a run and in a check, from the
// catalog and from one made anew; noise, and the way back, change nothing.
func TestAcceptedText(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url, url) // the first accepts nothing: what holds of the second is its own
	c := &m.Footnotes[1].Citations[0]
	w.pass(all, m)
	next := func(opt Options, body string) Citation {
		t.Helper()
		w.at("a", "/x", status(200, body))
		w.now = w.now.Add(day)
		w.open()
		return w.pass(opt, m).Citations[1]
	}
	check := Options{Check: true}
	is := func(row Citation, what, live string, accepted, again bool) {
		t.Helper()
		w.want(row, live)
		if row.Accepted != accepted || row.ChangedAgain != again || row.Result != "warn" {
			t.Errorf("%s: %s, accepted %v, changed again %v (%v)", what, row.Result, row.Accepted, row.ChangedAgain, row.Why)
		}
	}

	// A check keeps no text, so that none can be named; a run does.
	row := next(check, edition(1, ""))
	if !row.Live.Shows.IsZero() {
		t.Errorf("a check of a text that no snapshot has: it is that of %v", row.Live.Shows)
	}
	row = next(all, edition(1, ""))
	if list := w.snapshots(url); len(list) != 2 || !row.Live.Shows.Equal(list[1].CapturedAt) || SnapshotAt(list, row.Live.Shows) == nil {
		t.Fatalf("a run: %v of %v", row.Live.Shows, list)
	}
	if again := next(check, edition(1, "")); !again.Live.Shows.Equal(row.Live.Shows) {
		t.Errorf("a check of what the run kept: %v", again.Live.Shows)
	}
	c.Accept = &source.Accept{Verdict: "changed", Reason: "edited", Seen: row.Live.Shows, On: w.now}

	is(next(check, edition(1, "")), "the text that was seen", "changed edited kept", true, false)
	is(next(check, edition(1, "<!-- 1 -->")), "other bytes of it", "changed edited kept", true, false)
	is(next(check, edition(2, "")), "another text", "changed edited kept", false, true)
	later := func(what string, accepted, again bool) {
		t.Helper()
		w.open()
		is(w.pass(Options{NoLook: true}, m).Citations[1], what, "changed edited kept", accepted, again)
	}
	later("from the catalog", false, true)
	if err := w.cat.Close(); err != nil {
		t.Fatal(err)
	}
	if err := catalog.Remove(w.dir + "/catalog.db"); err != nil {
		t.Fatal(err)
	}
	later("from a catalog made anew", false, true)
	is(next(all, edition(2, "")), "another text, kept", "changed edited taken", false, true)
	is(next(all, edition(2, "")), "and again", "changed edited kept", false, true)
	is(next(all, edition(1, "")), "the way back", "changed edited taken", true, false)
	row = next(all, edition(2, ""))
	is(row, "and away", "changed edited taken", false, true)
	c.Accept.Seen = row.Live.Shows
	later("accepted anew", true, false)
	is(next(check, edition(2, "")), "accepted anew, and looked at", "changed edited kept", true, false)

	// One written by hand covers the reason; a moment of no snapshot covers nothing.
	c.Accept.Seen = time.Time{}
	is(next(check, edition(3, "")), "by hand", "changed edited kept", true, false)
	c.Accept.Seen = noon.Add(time.Hour)
	is(next(check, edition(3, "")), "of no snapshot", "changed edited kept", false, true)
}

package watch

import (
	"context"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// TestShared: a URL that two reports cite is one source: running one of them
// judges it for both, and the schedule that comes round soonest counts.
func TestShared(t *testing.T) { // raced
	w := newWorld(t)
	url := w.at("x", "/x", says(1))
	a, b, c := report("a", url), report("b", url), report("c", w.at("y", "/y", says(2)))
	a.Schedule, b.Schedule = "@every 720h", "@every 48h"
	b.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
	opt := Options{All: true, Others: cites(a, b, c)}
	res := w.pass(opt, a)
	if len(res.Citations) != 1 || res.Looked != 1 {
		t.Errorf("%d rows of %d sources, want 1 of 1: only a was asked for", len(res.Citations), res.Looked)
	}
	if got, want := w.due(url), noon.Add(48*time.Hour); !got.Equal(want) {
		t.Errorf("due %s, want %s, as b wants it", got, want)
	}
	w.at("x", "/x", status(200, strings.Replace(article(1), passage(1), "", 1)))
	w.now = w.now.Add(48 * time.Hour)
	w.pass(Options{Others: cites(a, b, c)}, a)
	standings, err := w.cat.Standings(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]verdict.Reason{"a/1": verdict.Edited, "b/1": verdict.QuoteLost} {
		st, err := decodeStanding(standings[catalog.StandingKey(source.ID(url), key)])
		if err != nil || st.Reason != want {
			t.Errorf("%s: %s %s (%v), want %s", key, st.Verdict, st.Reason, err, want)
		}
	}
	if len(standings) != 2 {
		t.Errorf("%d standings, want 2: c was not asked for", len(standings))
	}
}

// TestOwnSchedule: a citation's own schedule beats its report's, and that of
// other reports, also where it is the rarer one.
func TestOwnSchedule(t *testing.T) {
	w := newWorld(t)
	url := w.at("x", "/x", says(1))
	a, b := report("a", url, url), report("b", url)
	a.Schedule, b.Schedule = "@every 24h", "@every 12h"
	a.Footnotes[1].Citations[0].Schedule = "@every 2160h"
	w.pass(all, a, b)
	if got, want := w.due(url), noon.Add(90*day); !got.Equal(want) {
		t.Errorf("due %s, want %s", got, want)
	}
}

// TestDue: a job that comes a little early, within a tenth of the interval,
// finds the source due, and is not done twice for it.
func TestDue(t *testing.T) {
	w := newWorld(t)
	url := w.at("x", "/x", says(1))
	m := report("a", url)
	m.Schedule = "0 12 * * *"
	w.pass(Options{}, m)
	for _, tt := range []struct {
		at     time.Duration // after noon
		looked int
		due    time.Duration
	}{
		{time.Hour, 0, 24 * time.Hour},
		{21 * time.Hour, 0, 24 * time.Hour},                // 3 hours early: over a tenth
		{21*time.Hour + 36*time.Minute, 1, 48 * time.Hour}, // 2.4 hours early
		{24 * time.Hour, 0, 48 * time.Hour},                // that was this one's
		{48 * time.Hour, 1, 72 * time.Hour},
		{100 * time.Hour, 1, 120 * time.Hour}, // late: no look is made up for
	} {
		w.now = noon.Add(tt.at)
		if res := w.pass(Options{}, m); res.Looked != tt.looked {
			t.Errorf("%s: %d looks, want %d", w.now, res.Looked, tt.looked)
		}
		if got := w.due(url).Sub(noon); got != tt.due {
			t.Errorf("%s: due %s after the start, want %s", w.now, got, tt.due)
		}
	}
}

// TestCheckSchedules: a check puts no look off, brings forward what a run is to
// take, and what does not look well.
func TestCheckSchedules(t *testing.T) { // raced
	w := newWorld(t)
	same, edited, dead, fresh := w.at("a", "/x", says(1)), w.at("b", "/x", says(2)), w.at("c", "/x", says(3)), w.at("d", "/x", says(4))
	m := report("a", same, edited, dead)
	m.Schedule = "@every 168h"
	w.pass(Options{}, m)
	w.at("b", "/x", says(20))
	w.at("c", "/x", status(404, notFound))
	m.Footnotes = append(m.Footnotes, report("", fresh).Footnotes...)
	m.Footnotes[3].Number = "4"
	w.now = w.now.Add(6 * day)
	check := Options{Check: true}
	w.pass(check, m)
	for url, want := range map[string]time.Time{same: noon.Add(7 * day), edited: w.now, fresh: w.now, dead: w.now} {
		if got := w.due(url); !got.Equal(want) {
			t.Errorf("%s after a check: due %s, want %s", url, got, want)
		}
	}
	for url, n := range map[string]int{same: 1, edited: 1, dead: 1, fresh: 0} {
		if got := len(w.snapshots(url)); got != n {
			t.Errorf("%s after a check: %d snapshots, want %d", url, got, n)
		}
	}
	res := w.pass(Options{}, m)
	for i, want := range []string{"ok same kept", "changed replaced taken", "dead http-404 taken", "ok first-seen taken"} {
		w.want(res.Citations[i], want)
	}

	// The suspects are looked at every day, however rare their schedule; a
	// check that comes between does not put that off.
	suspects := w.now.Add(day)
	for _, url := range []string{edited, dead} {
		if got := w.due(url); !got.Equal(suspects) {
			t.Errorf("%s: due %s, want %s", url, got, suspects)
		}
	}
	w.now = w.now.Add(12 * time.Hour)
	w.pass(check, m)
	for _, url := range []string{edited, dead} {
		if got := w.due(url); !got.Equal(suspects) {
			t.Errorf("%s after a check: due %s, want %s", url, got, suspects)
		}
	}
	if got := w.due(fresh); !got.Equal(noon.Add(13 * day)) {
		t.Errorf("%s: due %s, want a week after its first snapshot", fresh, got)
	}
	// A page that dies after it was last looked at, seen by a check.
	w.at("d", "/x", down)
	w.pass(check, m)
	if got := w.due(fresh); !got.Equal(w.now.Add(day)) {
		t.Errorf("%s does not answer a check: due %s, want a day later", fresh, got)
	}
}

package watch

import (
	"strings"
	"testing"
	"time"

	"archiver/internal/browser"
)

// TestCovered lays a notice over a page that stays in the document beneath.
func TestCovered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.withBrowser(browser.Limits{})
	long := inner(1) + strings.Repeat("<p>"+passage(1)+"</p>", 3)
	over := func(notice string) string {
		return long + `<div style="position:fixed;inset:0;background:#fff;z-index:9">` + notice + `</div>`
	}
	const removed = `<h1>This article has been removed</h1><p>By decision of the ministry.</p>`
	url := w.at("a", "/chronicle", scripted(long))
	m := report("r", url)
	m.Footnotes[0].Citations[0].Quotes = []string{passage(1)}
	w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
	look := func(page string) Citation {
		w.at("a", "/chronicle", scripted(page))
		w.now = w.now.Add(24 * time.Hour)
		return w.pass(all, m).Citations[0]
	}
	got := look(over(`<p>We use cookies. Before you continue, accept our cookies.</p>`))
	if got.Live.Verdict != "ok" {
		t.Errorf("behind a wall of consent: %s %s, %s: %s", got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail)
	}
	got = look(over(removed))
	if got.Live.Reason != "edited" || got.Snapshot != "taken" || !strings.HasPrefix(got.Live.Detail, "A notice now covers the page: “This article has been removed") {
		t.Errorf("behind a notice: %s %s, %s: %s", got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail)
	}
	// The notice is in the snapshot, and not taken twice.
	got = look(over(removed))
	if got.Live.Reason != "edited" || got.Snapshot != "kept" {
		t.Errorf("behind it again: %s %s, %s: %s", got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail)
	}
	if c, err := readCover(w.archived(url, -1)); err != nil || c == nil || !strings.Contains(c.Text, "By decision of the ministry.") || c.Closes {
		t.Errorf("kept of the notice: %+v, %v", c, err)
	}
	got = look(long)
	if got.Live.Verdict != "ok" {
		t.Errorf("without it again: %s %s, %s: %s", got.Live.Verdict, got.Live.Reason, got.Snapshot, got.Live.Detail)
	}
}

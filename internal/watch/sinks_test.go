package watch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"archiver/internal/verdict"
)

// sunk is a host all of whose addresses lead to one page of running text.
func sunk(w *world, n int) []string {
	w.at("a", "/archive.html", status(http.StatusOK, site("", "Our archive", "<h1>Our archive</h1><p>Most of what the paper printed since 1951 can be read in the town library, on the second floor, every day but Monday.</p><p>The library asks its readers to write to it beforehand, so that the volumes can be brought up from the cellar, and to bring a paper with their name on it.</p><p>What was printed before that year was lost in the flood, but for a few volumes that the mill had kept.</p>")))
	w.at("a", "/", says(99))
	w.other = http.RedirectHandler("/archive.html", http.StatusFound).ServeHTTP
	var urls []string
	for i := range n {
		urls = append(urls, w.at("a", fmt.Sprintf("/%d/wells-of-the-north", i+1), w.other))
	}
	return urls
}

// TestSink: of new sources that are all led to one page each has the verdict of the
// others, whichever was looked at first, also where the pass is broken off between, and
// none is kept as the source.
func TestSink(t *testing.T) {
	t.Run("in one pass", func(t *testing.T) {
		w := newWorld(t)
		urls := sunk(w, 3)
		res := w.pass(all, report("r", urls...))
		for i, row := range res.Citations {
			if row.Live.Verdict != verdict.Dead || row.Live.Reason != verdict.Soft404 {
				t.Errorf("%d: %s %s: %s %q", i, row.Live.Verdict, row.Live.Reason, row.Live.Detail, row.Live.Evidence)
			}
			if class := w.snapshots(urls[i])[0].Class; class != verdict.ClassError {
				t.Errorf("%d: kept as %s", i, class)
			}
		}
		w.sound()
	})
	t.Run("broken off between", func(t *testing.T) {
		w := newWorld(t)
		urls := sunk(w, 3)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		last := w.by["a/3/wells-of-the-north"]
		w.at("a", "/3/wells-of-the-north", func(_ http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
		})
		m := report("r", urls...)
		if _, err := w.w.Pass(ctx, cites(m), all); !errors.Is(err, context.Canceled) {
			t.Fatalf("an interrupted pass: %v", err)
		}
		w.at("a", "/3/wells-of-the-north", last)
		w.open()
		for i, row := range w.pass(Options{}, m).Citations {
			if row.Live.Verdict != verdict.Dead || row.Live.Reason != verdict.Soft404 {
				t.Errorf("%d: %s %s: %s %q", i, row.Live.Verdict, row.Live.Reason, row.Live.Detail, row.Live.Evidence)
			}
		}
		w.sound()
	})
	// What has moved to a place of its own, or of a site that tells what it has not, has
	// its verdict as before, beside as many others as may be.
	t.Run("each to its own place", func(t *testing.T) {
		w := newWorld(t)
		var urls []string
		for i := range mostLed + 5 {
			new := fmt.Sprintf("/new/%d", i)
			w.at("a", new, says(i+1))
			urls = append(urls, w.at("a", fmt.Sprintf("/old/%d", i), http.RedirectHandler(new, http.StatusFound).ServeHTTP))
		}
		var other []string
		for i, row := range w.pass(all, report("r", urls...)).Citations {
			if row.Live.Verdict != verdict.OK || row.Snapshot != "taken" {
				other = append(other, fmt.Sprintf("%d: %s %s %s", i, row.Live.Verdict, row.Live.Reason, row.Snapshot))
			}
		}
		if len(other) > 0 {
			t.Errorf("%q", other)
		}
	})
}

package watch

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
)

// TestFigureOfTheReport: what may be a counter is none for a report that rests on it; and
// what stands there now is kept.
func TestFigureOfTheReport(t *testing.T) {
	page := func(lines string) http.HandlerFunc {
		return status(http.StatusOK, `<title>What became of them - Valley Post</title><main><h1>What became of them</h1>`+lines+`<p>The inspectorate of the valley looked at all bridges that were built before 1990, and at some that are younger.</p><p>Its report was given to the district council on the day after, and no member of it has answered so far.</p></main>`)
	}
	for _, c := range []struct {
		name, was, is, claim, want string
		lost                       []string
	}{
		{"a figure of the report", "<p>43 permits refused</p>", "<p>54 permits refused</p>", "The inspectorate refused 43 permits in all.", "changed edited taken", []string{"43 permits"}},
		{"in another language", "<p>43 permits refused</p>", "<p>54 permits refused</p>", "Инспекция отказала сорока трём заявителям.", "changed edited taken", []string{"сорока трём"}},
		{"another one", "<p>43 permits refused</p>", "<p>54 permits refused</p>", "The inspectorate was founded in 1874 by 12 men.", "ok noise kept", nil},
		{"a counter of readers", "<p>43 comments</p>", "<p>54 comments</p>", "The inspectorate heard 43 witnesses.", "ok noise kept", nil},
		{"a lone digit", "<p>Society 4</p>", "<p>Society 7</p>", "It asked 4 men.", "ok noise kept", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			url := w.at("a", "/x", page(c.was))
			m, other := report("r", url), report("o", url)
			m.Footnotes[0].Claims = []string{c.claim}
			w.pass(all, m, other)
			w.now = w.now.AddDate(0, 0, 1)
			w.at("a", "/x", page(c.is))
			res := w.pass(all, m, other)
			for _, row := range res.Citations {
				want, lost := c.want, c.lost
				if row.Cite.Manifest == other && c.lost != nil {
					want, lost = "ok noise taken", nil
				}
				if got := fmt.Sprintf("%s %s %s", row.Live.Verdict, row.Live.Reason, row.Snapshot); got != want {
					t.Errorf("%s: %s, want %s: %s", row.Cite.Manifest.ID, got, want, row.Live.Detail)
				}
				if !slices.Equal(row.Live.ClaimsLost, lost) {
					t.Errorf("%s: lost %q, want %q", row.Cite.Manifest.ID, row.Live.ClaimsLost, lost)
				}
			}
			// It is taken once.
			w.now = w.now.AddDate(0, 0, 1)
			for _, row := range w.pass(all, m, other).Citations {
				if row.Snapshot != "kept" {
					t.Errorf("a day later: %s", row.Snapshot)
				}
			}
		})
	}
}

package watch

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// The timeline has what each look meant for a citation, which is compared with
// the snapshot nearest to its report, beside what it meant for the source, which
// is compared with the newest.
func TestTimelineOfACitation(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url)
	w.pass(all, m)
	w.at("a", "/x", status(200, strings.Replace(article(1), passage(1), "nothing of the kind was ever said there by anyone, as far as is known today", 1)))
	for _, snapshot := range []string{"taken", "kept"} {
		w.now = w.now.Add(24 * time.Hour)
		w.want(w.pass(all, m).Citations[0], "changed edited "+snapshot)
	}
	check := func() {
		t.Helper()
		looks, err := w.cat.Observations(context.Background(), source.ID(url))
		if err != nil || len(looks) != 3 {
			t.Fatalf("%d looks, %v", len(looks), err)
		}
		last := looks[2]
		if got := (catalog.Opinion{Verdict: last.Verdict, Reason: last.Reason}); got != (catalog.Opinion{Verdict: "ok", Reason: "same"}) {
			t.Errorf("the source: %v", got)
		}
		if got := last.For("r/1"); got != (catalog.Opinion{Verdict: "changed", Reason: "edited"}) {
			t.Errorf("the citation: %v", got)
		}
		if got := last.For("other/1"); got.Verdict != "ok" {
			t.Errorf("a citation that was not judged: %v", got)
		}
		if n := len(looks[0].Judged); n != 0 {
			t.Errorf("the first look holds %d other opinions", n)
		}
	}
	check()
	w.cat.Close()
	if err := catalog.Remove(filepath.Join(w.dir, "catalog.db")); err != nil {
		t.Fatal(err)
	}
	w.open()
	check()
}

// TestNewPlace: a run takes a snapshot where a source ends at a place of which it has
// none, though it says the same there; once for each place.
func TestNewPlace(t *testing.T) {
	w := newWorld(t)
	there, other := w.at("there", "/page", says(1)), w.at("other", "/page", says(1))
	w.at("there", "/page/", says(1))
	to := there
	url := w.at("a", "/x", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, http.StatusFound) })
	for i, step := range []struct {
		to   string
		want int
	}{{there, 1}, {there + "?session=7", 1}, {there + "/", 1}, {other, 2}, {there, 2}, {other, 2}} {
		to = step.to
		w.pass(all, report("r", url))
		if n := len(w.snapshots(url)); n != step.want {
			t.Errorf("look %d, sent to %s: %d snapshots, want %d", i+1, to, n, step.want)
		}
		w.now = w.now.Add(day)
	}
}

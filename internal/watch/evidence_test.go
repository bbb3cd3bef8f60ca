package watch

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/verdict"
)

// TestEvidenceIsKept: what a verdict rests on is what a later look into the
// catalog shows, and a catalog made anew; a source that is well logs none of it.
func TestEvidenceIsKept(t *testing.T) { // raced
	w := newWorld(t)
	well, gone, changed, wall, flaky := w.at("a", "/x", says(1)), w.at("b", "/x", says(2)), w.at("c", "/x", says(3)), w.at("d", "/x", says(4)), w.at("e", "/x", says(5))
	m := report("r", well, gone, changed, wall, flaky)
	m.Footnotes[2].Citations[0].Quotes = []string{passage(3)}
	w.pass(all, m)
	w.at("b", "/x", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/gone", http.StatusFound) })
	w.at("b", "/gone", status(404, notFound))
	w.at("c", "/x", says(9))
	w.at("d", "/x", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Cf-Mitigated", "challenge")
		status(403, "<title>Just a moment...</title>")(rw, r)
	})
	w.at("e", "/x", down)
	w.now = w.now.Add(day)
	w.open()
	w.pass(all, m)
	w.at("e", "/x", status(404, notFound))
	w.now = w.now.Add(day)
	w.open()
	seen := w.pass(all, m)

	for i, want := range []struct{ reason, evidence string }{
		{"same", ""}, {"http-404", "forwarded (302) to"}, {"replaced", "also asked: a made-up address beside it"},
		{"bot-wall", "Cloudflare"}, {"http-404", "status 404"},
	} {
		l := seen.Citations[i].Live
		if got := strings.Join(l.Evidence, "\n"); string(l.Reason) != want.reason || !strings.Contains(got, want.evidence) || want.evidence == "" && got != "" {
			t.Errorf("%s: %s, with the evidence %q; want %s, with %q", seen.Citations[i].Cite.Citation.URL, l.Reason, got, want.reason, want.evidence)
		}
		if l.Reference == nil || l.Reference.Object != w.snapshots(seen.Citations[i].Cite.Citation.URL)[0].Object {
			t.Errorf("%s: compared with %v", seen.Citations[i].Cite.Citation.URL, l.Reference)
		}
		if !l.LookedAt.Equal(w.now) || l.Confidence == "" {
			t.Errorf("%s: looked at %s, confidence %q", seen.Citations[i].Cite.Citation.URL, l.LookedAt, l.Confidence)
		}
	}
	if l := seen.Citations[4].Live; len(l.Aside) != 1 || !strings.HasPrefix(l.Aside[0], "no answer from the site, in 1 look") {
		t.Errorf("a fault before the 404 is told as %q", l.Aside)
	}
	if l := seen.Citations[1].Live; l.Need.Looks != 3 || !l.Earliest.Equal(noon.Add(4*day)) || !strings.HasPrefix(l.Working, "Seen by 2 looks so far, over 24 hours; it takes 3") {
		t.Errorf("404 twice: needs %+v, %s, %q", l.Need, l.Earliest, l.Working)
	}

	later := func() *Result { w.open(); return w.pass(Options{NoLook: true}, m) }
	for _, rebuilt := range []bool{false, true} {
		if rebuilt {
			if err := w.cat.Close(); err != nil {
				t.Fatal(err)
			}
			if err := catalog.Remove(w.dir + "/catalog.db"); err != nil {
				t.Fatal(err)
			}
		}
		res := later()
		for i := range seen.Citations {
			if got, want := fmt.Sprintf("%+v", plainLive(res.Citations[i].Live)), fmt.Sprintf("%+v", plainLive(seen.Citations[i].Live)); got != want {
				t.Errorf("from the catalog (rebuilt %v):\n%s\nthe look itself:\n%s", rebuilt, got, want)
			}
		}
	}

	o := w.logged(well)
	j := o[len(o)-1].Judged[0]
	if j.Detail != "" || j.Evidence != nil || j.Confidence != "" || !j.LastGood.IsZero() {
		t.Errorf("a source that is well logs %+v", j)
	}
	if n := w.bytesOf(well); n > 450+len(well) {
		t.Errorf("a look at a source that is well takes %d bytes", n)
	}
}

// plainLive has the reference by value, so that it can be compared.
func plainLive(l Live) any {
	r := l.Reference
	l.Reference = nil
	if r == nil {
		return l
	}
	return []any{l, r.Object, r.SHA256, r.LogIndex}
}

// bytesOf is how long the newest look at a source is in the log.
func (w *world) bytesOf(url string) int {
	w.t.Helper()
	r, err := ledger.OpenReader(context.Background(), w.store)
	if err != nil {
		w.t.Fatal(err)
	}
	n := 0
	for line, err := range r.Records(context.Background(), 0) {
		if err != nil {
			w.t.Fatal(err)
		}
		if line.Kind == ledger.KindObservation && strings.Contains(string(line.Raw), url) {
			n = len(line.Raw)
		}
	}
	return n
}

// TestEvidenceIsBounded: a hostile site fills neither the log nor the screen.
func TestEvidenceIsBounded(t *testing.T) {
	long := strings.Repeat("ы\x01", 4000)
	j := verdict.Judgement{Verdict: verdict.Dead, Reason: verdict.Soft404, Confidence: verdict.Likely}
	for i := range 40 {
		j.Evidence = append(j.Evidence, fmt.Sprint(i, long), "", "once", "broken \xff\nline")
	}
	w := newWorld(t)
	look, err := w.fetch.Look(context.Background(), w.at("a", "/x", says(1)))
	if err != nil {
		t.Fatal(err)
	}
	defer look.Release()
	lines := evidence(j, &sight{t: &task{}, look: look, at: time.Now()})
	if len(lines) != evidenceLines {
		t.Errorf("%d lines", len(lines))
	}
	seen := map[string]bool{}
	for _, l := range lines {
		if len(l) > evidenceBytes || l == "" || seen[l] || strings.ToValidUTF8(l, "") != l || strings.Contains(l, "\n") {
			t.Errorf("a line of %d bytes: %q", len(l), l)
		}
		seen[l] = true
	}
	// Old records, which have none of this, are read.
	old := standing{Standing: verdict.Standing{Verdict: verdict.OK, Reason: verdict.Same, Confirmed: true}, Similarity: 1, Detail: "as it was written then"}
	got := old.logged("r/1", noon)
	if got.Detail != old.Detail || got.Reference != nil || !reflect.DeepEqual(got.For, []string{"r/1"}) {
		t.Errorf("%+v", got)
	}
}

package web

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"archiver/internal/contract"
	"archiver/internal/source"
)

func citeOf(t *testing.T) source.Cite {
	t.Helper()
	m := manifestOf("A: http://a.example/")
	for c := range (&source.Set{Manifests: []*source.Manifest{m}}).Citations() {
		return c
	}
	t.Fatal("no citation")
	return source.Cite{}
}

func TestTimelineFolds(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2020, 1, n, 10, 0, 0, 0, time.UTC) }
	h := &contract.History{}
	for n, verdict := range []string{"ok same", "ok same", "ok same", "dead http-404", "ok same", "ok noise", "ok noise"} {
		v, r, _ := strings.Cut(verdict, " ")
		h.Observations = append(h.Observations, contract.Observation{At: day(n + 1), Verdict: v, Reason: r})
	}
	h.Snapshots = []contract.Snapshot{
		{CapturedAt: day(1), Class: "source"},
		{CapturedAt: day(2), Class: "source", Withdrawn: &contract.Withdrawn{At: day(6), Why: "x", State: "removed"}},
		{CapturedAt: day(5), Class: "wall"},
		{CapturedAt: day(7), Class: "source", Flaw: "missing"},
	}
	var got []string
	for _, e := range newTimeline(citeOf(t), h, nil).Events {
		s := fmt.Sprintf("%d %s", e.At.Day(), e.Kind)
		if e.Kind == "look" {
			s += " " + e.What
		}
		if e.Again > 0 {
			s += fmt.Sprintf(" +%d to %d", e.Again, e.Until.Day())
		}
		if e.Diff != "" {
			s += " diff " + e.Diff[strings.Index(e.Diff, "?"):]
		}
		got = append(got, s)
	}
	want := []string{
		"7 snapshot",
		"6 withdrawal",
		"6 look as cited: small things aside +1 to 7",
		"5 snapshot diff ?from=20200101100000&to=20200105100000",
		"5 look as cited",
		"4 look gone: not found (404)",
		"2 snapshot",
		"1 snapshot",
		"1 look as cited +2 to 3",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Of a long history a page shows a part, and leads to the others; each entry is on one.
func TestTimelinePages(t *testing.T) {
	h := &contract.History{}
	const many = 2*maxEvents + 50
	for n := range many {
		o := contract.Observation{At: time.Unix(int64(n)*86400, 0), Verdict: "ok", Reason: "same"}
		if n%2 == 1 {
			o.Verdict, o.Reason = "unreachable", "timeout"
		}
		h.Observations = append(h.Observations, o)
	}
	c := citeOf(t)
	seen := map[int64]bool{}
	path, pages := "", 0
	for {
		_, query, _ := strings.Cut(strings.TrimSuffix(path, "#timeline"), "?")
		q, _ := url.ParseQuery(query)
		tl := newTimeline(c, h, q)
		for _, e := range tl.Events {
			if seen[e.At.Unix()] {
				t.Fatalf("%v is there twice", e.At)
			}
			seen[e.At.Unix()] = true
		}
		pages++
		if tl.Chart == nil || len(tl.Chart.Spans) > maxPoints {
			t.Fatalf("page %d has the chart %+v", pages, tl.Chart)
		}
		if (tl.Newer == "") != (pages == 1) {
			t.Errorf("page %d leads to newer ones at %q", pages, tl.Newer)
		}
		if path = tl.Older; path == "" {
			break
		}
	}
	if len(seen) != many || pages != 3 {
		t.Errorf("%d of %d entries on %d pages", len(seen), many, pages)
	}
	for _, from := range []string{"-1", "x", "99999999999999999999", "1000000"} {
		if tl := newTimeline(c, h, url.Values{"from": {from}}); len(tl.Events) != maxEvents || tl.Newer != "" {
			t.Errorf("from=%s: %d entries", from, len(tl.Events))
		}
	}
}

func TestChart(t *testing.T) {
	at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if c := newChart(&contract.History{Observations: []contract.Observation{{At: at, Verdict: "ok"}}}); c != nil {
		t.Error("one look needs no drawing")
	}
	h := &contract.History{}
	for n := range 100_000 {
		h.Observations = append(h.Observations, contract.Observation{At: at.Add(time.Duration(n) * time.Hour), Verdict: []string{"ok", "dead", "blocked", "ok"}[n%4], Reason: "x"})
		h.Snapshots = append(h.Snapshots, contract.Snapshot{CapturedAt: at.Add(time.Duration(n) * time.Hour), Class: []string{"source", "wall"}[n%2]})
	}
	c := newChart(h)
	if len(c.Spans) == 0 || len(c.Spans) > maxPoints || len(c.Snapshots) == 0 || len(c.Snapshots) > maxPoints || len(c.Desc) > 5000 {
		t.Errorf("%d spans, %d snapshots, %d bytes of words", len(c.Spans), len(c.Snapshots), len(c.Desc))
	}
	for _, s := range c.Spans {
		if s.X < 0 || s.X+s.W > chartWidth {
			t.Fatalf("a bar from %g, %g wide", s.X, s.W)
		}
	}

	// Dead for a month of a year, in its middle.
	h = &contract.History{}
	for n := range 360 {
		o := contract.Observation{At: at.AddDate(0, 0, n), Verdict: "ok", Reason: "same"}
		if n >= 180 && n < 210 {
			o.Verdict, o.Reason = "dead", "http-404"
		}
		h.Observations = append(h.Observations, o)
	}
	c = newChart(h)
	var got []string
	for _, s := range c.Spans {
		got = append(got, fmt.Sprintf("%s %.0f to %.0f", s.Class, s.X, s.X+s.W))
	}
	if s := strings.Join(got, ", "); s != "pass 12 to 300, fail 300 to 348, pass 348 to 588" {
		t.Error(s)
	}
	if c.Desc != "1 January 2020 as cited; 29 June 2020 gone: not found (404); 29 July 2020 as cited" {
		t.Error(c.Desc)
	}
}

// A report of 500 footnotes stays a page of a few hundred kilobytes.
func TestLongReport(t *testing.T) {
	d := newDesk(t)
	var manifest strings.Builder
	manifest.WriteString("id: long\ntitle: A long one\npublished: 2020-01-01\nfootnotes:\n")
	res := &contract.Result{Version: 1}
	sample := *d.of(t, "lake", "5")
	for n := 1; n <= 500; n++ {
		u := fmt.Sprintf("http://host%d.example/page/%d", n%40, n)
		fmt.Fprintf(&manifest, "  - number: %d\n    text: \"Source %d, %s\"\n    claims: [\"In the year %d this and that happened, as several newspapers of the region reported.\"]\n    citations: [{url: \"%s\"}]\n", n, n, u, 1500+n, u)
		c := sample
		c.Report, c.Ref, c.URL = "long", fmt.Sprint(n), u
		if n%10 > 0 {
			c.Result, c.Why, c.Advice = "pass", nil, ""
			c.Live = d.of(t, "lake", "1").Live
		}
		res.Citations = append(res.Citations, c)
	}
	d.add(t, []byte(manifest.String()), res)
	b := newBrowser(t, newServer(t, d))
	w := b.send(newGet("/reports/long"))
	t.Logf("%d bytes", w.Body.Len())
	if w.Code != 200 || w.Body.Len() > 900_000 {
		t.Errorf("%d, %d bytes", w.Code, w.Body.Len())
	}
	if strings.Count(w.Body.String(), "<article") != 500 {
		t.Error("not all are shown")
	}
}

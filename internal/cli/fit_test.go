package cli

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// TestFits: no table and no heading is wider than 80 columns, whatever a report is
// called, and a footnote's number is not what is cut.
func TestFits(t *testing.T) {
	const id = "kazakhstan-and-the-european-parliament-2024"
	var rows []watch.Citation
	for _, ref := range []string{id + "/3", id + "/123.2", "lake/7", "9"} {
		m := &source.Manifest{ID: id}
		c := &source.Citation{URL: "https://www.example.org/" + strings.Repeat("long/", 20)}
		rows = append(rows, watch.Citation{Cite: source.Cite{Ref: ref, Manifest: m, Footnote: &source.Footnote{}, Citation: c},
			Live: watch.Live{Verdict: verdict.Changed, Reason: verdict.QuoteLost}, Archive: watch.Archive{State: watch.Intact}, Result: "pass"})
	}
	var out bytes.Buffer
	e := &env{out: &out, err: &out}
	e.printPassed(rows)
	e.unseen = map[string]bool{"9": true}
	e.printPassed(rows)
	e.unseen = nil
	list := out.String()
	for _, want := range []string{"…/3 ", "…/123.2 ", " lake/7 ", "https://www"} {
		if !strings.Contains(list, want) {
			t.Errorf("%q is not in\n%s", want, list)
		}
	}
	for i := range rows {
		rows[i].Result = "warn"
	}
	heads := len(list)
	for _, c := range rows {
		c.Cite.Citation.URL = "https://www.example.org/"
		e.printCitation(c)
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if n := utf8.RuneCountInString(line); n > 80 && !strings.Contains(line, "(archiver ") { // to be copied whole
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if said := out.String()[heads:]; !strings.Contains(said, "  "+id+"/123.2\n         changed quote-lost") {
		t.Errorf("the REF is not whole in\n%s", said)
	}
	for s, want := range map[string]string{"lake/7": "lake/7", id + "/7": "kazakhsta…/7", strings.Repeat("x", 30): "xxxxxxxxxxx…", "a/" + strings.Repeat("x", 30): "a/xxxxxxxxx…"} {
		if got := snipRef(s, 12); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
}

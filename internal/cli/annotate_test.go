package cli

import (
	"testing"

	"archiver/internal/source"
)

// TestAnnotateLeadOn: a manifest of before links that only lead on were taken apart is
// still the report's.
func TestAnnotateLeadOn(t *testing.T) {
	d, err := source.OpenDraft("r.md", []byte("The sea rose.[^1]\n\n[^1]: [Gauge](https://www.google.com/url?q=https://a.example/x&sa=D)\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := &source.Manifest{ID: "r", Footnotes: []source.Footnote{{Number: "1", Citations: []source.Citation{{URL: "https://www.google.com/url?q=https://a.example/x&sa=D"}}}}}
	places, warnings := placesIn(m, d, "r.md")
	if len(places) != 1 || len(warnings) > 0 || places[0].cite.Citation != &m.Footnotes[0].Citations[0] {
		t.Errorf("got %+v, %v", places, warnings)
	}
}

package watch

import (
	"strings"
	"testing"

	"archiver/internal/source"
)

// TestBarrenBeside: what a report says may stand in what its footnote cites besides and
// that is not archived yet: of such a footnote nothing is told.
func TestBarrenBeside(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	there := w.at("a", "/there", says(1))
	besides := w.at("b", "/besides", status(500, "later"))
	m := report("r", there, there)
	for i := range m.Footnotes {
		m.Footnotes[i].Claims = []string{"In June 1931 some 9,817 households of Kalvarija took part."}
	}
	m.Footnotes[1].Citations = append(m.Footnotes[1].Citations, source.Citation{URL: besides})
	res := w.pass(all, m)
	barren, err := w.w.Barren(t.Context(), res.Citations, cites(m))
	if err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, c := range barren {
		refs = append(refs, c.Cite.Ref)
	}
	if got := strings.Join(refs, " "); got != res.Citations[0].Cite.Ref {
		t.Errorf("told of %q, want the first alone", got)
	}
}

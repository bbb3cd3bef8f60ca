package verdict

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A table of text whose rows stand in another order says what it said, and lacks
// nothing of a page's template.
func TestSortedTable(t *testing.T) {
	var rows []string
	for i := range 60 {
		rows = append(rows, fmt.Sprintf("Town%d\t%d", i, 1000+i*7919%977))
	}
	table := func(rows []string) Page {
		text := "Town\tCases\n" + strings.Join(rows, "\n")
		return Page{Kind: "text", Visible: text, Main: text}
	}
	turned := slices.Clone(rows)
	slices.Reverse(turned)
	some := append(slices.Clone(turned[:50]), "Karsk\t5", "Oroma\t6")
	var others []string
	for i, r := range turned {
		town, _, _ := strings.Cut(r, "\t")
		others = append(others, fmt.Sprintf("%s\t%d", town, 3000+i))
	}
	ref := refOf(table(rows))
	for name, c := range map[string]struct {
		rows []string
		want Verdict
		why  Reason
	}{
		"another order":                   {turned, Changed, Edited},
		"another order, some rows new":    {some, Changed, Edited},
		"another order and other figures": {others, Changed, Replaced},
		"the head alone":                  {nil, Changed, Replaced},
	} {
		if j := Judge(ref, lookAt(200, table(c.rows)), Probes{}, nil); j.Verdict != c.want || j.Reason != c.why {
			t.Errorf("%s: %s/%s, want %s/%s", name, j.Verdict, j.Reason, c.want, c.why)
		}
	}
	// Some copy a row from the file, and some from what a program makes of it.
	page := Prepare(Page{Kind: "text", Visible: "Town\tYear\tCases\nKarsk 6\t2006\t5123\nOroma, the old\t2004\t55,5"})
	for quote, want := range map[string]string{
		"Karsk 6,2006,5123": StateVerbatim, "Karsk 6;2006;5123": StateVerbatim, "Karsk 6 2006 5123": StateVerbatim,
		`"Oroma, the old";2004;55,5`: StateVerbatim, "Karsk 6,2006,5132": StateUnclear,
	} {
		if q := FindQuote(page, quote); q.State != want {
			t.Errorf("%q is %s, want %s", quote, q.State, want)
		}
	}
}

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

// A table with a column less or more, or with its columns in another order, is the same
// table edited. One with the same names of columns and a name here and there is another.
func TestColumns(t *testing.T) {
	cells := func(write func(i int) []string) Page {
		var rows []string
		for i := range 40 {
			rows = append(rows, strings.Join(write(i), "\t"))
		}
		text := strings.Join(rows, "\n")
		return Page{Kind: "text", Visible: text, Main: text}
	}
	pick := func(i int, columns ...int) (out []string) {
		row := []string{fmt.Sprintf("Town%d", i), fmt.Sprint(1900 + i), fmt.Sprint(5000 + i*7919%977), []string{"open", "shut"}[i%2], fmt.Sprintf("Clerk%d", i*31%40)}
		for _, c := range columns {
			out = append(out, row[c])
		}
		return out
	}
	was := cells(func(i int) []string { return pick(i, 0, 1, 2, 3, 4) })
	for name, c := range map[string]struct {
		now  Page
		want Reason
	}{
		"a column in the middle gone": {cells(func(i int) []string { return pick(i, 0, 1, 3, 4) }), Edited},
		"two columns gone":            {cells(func(i int) []string { return pick(i, 0, 2, 4) }), Edited},
		"two changed places":          {cells(func(i int) []string { return pick(i, 0, 3, 2, 1, 4) }), Edited},
		"a column came":               {cells(func(i int) []string { return slices.Insert(pick(i, 0, 1, 2, 3, 4), 2, fmt.Sprint(i*i)) }), Edited},
		"other rows": {cells(func(i int) []string {
			return []string{fmt.Sprintf("Village%d", i), fmt.Sprint(1950 + i), fmt.Sprint(i * 3), "open", "none"}
		}), Replaced},
		"four columns gone": {cells(func(i int) []string { return []string{pick(i, 0)[0], "x", "y"} }), Replaced},
	} {
		if j := Judge(refOf(was), lookAt(200, c.now), Probes{}, nil); j.Verdict != Changed || j.Reason != c.want {
			t.Errorf("%s: %s/%s, want %s: %.2f", name, j.Verdict, j.Reason, c.want, j.Similarity)
		}
	}
}

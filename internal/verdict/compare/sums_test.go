package compare

import (
	"archiver/internal/verdict/pages"
	"testing"
)

// TestSumsInText: a sum of money in a line of a list within the text is a fact. Rates
// beside the text are none.
func TestSumsInText(t *testing.T) {
	const (
		leads = "The judgment of the court of appeal in the matter of the miners holds the following for the men who were tried:\n"
		items = "\nCosts of the state: none"
		intro = "The judgment of the court of appeal was read on Monday and holds the following for the men who were tried, said the clerk, before the doors of the old court were shut at six in the evening.\n"
	)
	page := func(s string) *pages.Prepared {
		return pages.Prepare(pages.Page{Kind: "html", Title: "The judgment", Visible: s, Main: s})
	}
	for _, c := range []struct {
		old, now string
		want     bool
	}{
		{leads + "Fine: EUR 5,000" + items + beside, leads + "Fine: EUR 8,000" + items + beside, true},
		{intro + "Fine: EUR 5,000" + items + beside, intro + "Fine: EUR 8,000" + items + beside, true},
		{leads + "Штраф: 5000 евро" + items + beside, leads + "Штраф: 8000 евро" + items + beside, true},
		{leads + "Fine: 50 units" + items + beside, leads + "Fine: 80 units" + items + beside, true},
		{"USD 81,14 EUR 88,02\n" + intro + beside, "USD 79,90 EUR 90,11\n" + intro + beside, false},
		{intro + beside + "\nEUR: 88,02", intro + beside + "\nEUR: 90,11", false},
		{"Weather: 21 degrees\n" + leads + items + beside, "Weather: 14 degrees\n" + leads + items + beside, false},
	} {
		if d := Pages(page(c.old), page(c.now)); d.Significant != c.want {
			t.Errorf("%q → %q: %v: %+v", c.old, c.now, d.Significant, d.Edits)
		}
	}
}

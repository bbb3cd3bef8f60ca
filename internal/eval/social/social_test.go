package social

import (
	"net/url"
	"testing"
)

// The cases are as many as they should be, each is named once, says what it wants and
// has the page that it cites, before and after.
func TestCases(t *testing.T) {
	names, classes := map[string]bool{}, map[string]int{}
	for _, c := range Cases() {
		if names[c.Name] {
			t.Errorf("%s: twice", c.Name)
		}
		names[c.Name] = true
		classes[c.Class]++
		if _, ok := c.Before[c.Path]; !ok {
			t.Errorf("%s: nothing answers at %s", c.Name, c.Path)
		}
		if _, err := url.ParseRequestURI(c.Path); err != nil || len(c.Want) == 0 || len(c.QuoteStates) != 0 && len(c.QuoteStates) != len(c.Quotes) {
			t.Errorf("%s: %v, wants %q, %d states of %d quotes", c.Name, err, c.Want, len(c.QuoteStates), len(c.Quotes))
		}
	}
	if len(names) < 90 || classes["wall"] < 30 || classes["dead"] < 15 || classes["noise"] < 20 {
		t.Errorf("%d cases: %v", len(names), classes)
	}
}

package wide

import (
	"slices"
	"strings"
	"testing"
)

// Each case has a name of its own, a label, and pages that differ; its quotes stand in
// the page that was cited, and letters that no page should lack are sent.
func TestCases(t *testing.T) {
	seen := map[string]bool{}
	classes := map[string]int{}
	for _, c := range Cases() {
		before, after := c.Before[c.Path], c.After[c.Path]
		if seen[c.Name] || len(c.Want) == 0 || len(c.Quotes) != len(c.QuoteStates) || slices.Equal(before.Body, after.Body) && after.Location == "" {
			t.Errorf("%s: a name twice, no label, or pages that are the same", c.Name)
		}
		seen[c.Name] = true
		classes[c.Class]++
		for _, q := range c.Quotes {
			if !strings.Contains(string(before.Body), q) {
				t.Errorf("%s: %q was never there", c.Name, q)
			}
		}
	}
	for class, least := range map[string]int{"edit": 45, "noise": 65, "wall": 15, "dead": 25, "fault": 4, "quote": 3} {
		if classes[class] < least {
			t.Errorf("%d cases of %s, want %d", classes[class], class, least)
		}
	}
}

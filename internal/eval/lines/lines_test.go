package lines

import (
	"strings"
	"testing"
)

// Each case has a name of its own and pages that differ, and its quotes stand in the
// page that was cited.
func TestCases(t *testing.T) {
	seen := map[string]bool{}
	edits, noise := 0, 0
	for _, c := range Cases() {
		before, after := string(c.Before[c.Path].Body), string(c.After[c.Path].Body)
		if seen[c.Name] || before == after || len(c.Want) == 0 || len(c.Quotes) != len(c.QuoteStates) {
			t.Errorf("%s: a name twice, pages that are the same, or no label", c.Name)
		}
		seen[c.Name] = true
		for _, q := range c.Quotes {
			if !strings.Contains(before, q) {
				t.Errorf("%s: %q was never there", c.Name, q)
			}
		}
		if c.Class == "noise" {
			noise++
		} else {
			edits++
		}
	}
	if edits < 60 || noise < 60 {
		t.Errorf("%d edits and %d lines of noise", edits, noise)
	}
}

package meaning

import (
	"strings"
	"testing"
)

// The tables say what they mean to: no word stands for two months, or for two
// figures of one language.
func TestClaimTables(t *testing.T) {
	seen := map[string]int{}
	for i, row := range months {
		for _, w := range strings.Fields(strings.ReplaceAll(row, "|", " ")) {
			if m, ok := seen[w]; ok && m != i {
				t.Errorf("%s is month %d and %d", w, m+1, i+1)
			}
			seen[w] = i
		}
	}
	for w, v := range map[string]int16{"twenty": 20, "nineteen": 19, "ninety": 90, "двадцать": 20, "девяносто": 90, "жиырма": 20, "тоқсан": 90,
		"seize": 16, "vingt": 20, "soixante": 60, "сорок": 40, "тогда": 0} {
		if k := knowledge().of([]byte(w)); (k == nil) != (v == 0) || k != nil && k.value != v {
			t.Errorf("%s: %+v, want %d", w, k, v)
		}
	}
}

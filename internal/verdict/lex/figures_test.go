package lex

import (
	"slices"
	"strings"
	"testing"
)

// TestFigures: groups of three are one number, other signs part two; and a very long
// number is read in one go (digit by digit into a new string, this takes hours).
func TestFigures(t *testing.T) {
	long := strings.Repeat("7", 8<<20)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"none", nil},
		{"3/4 of 12", []string{"3", "4", "12"}},
		{"1 500 000,25", []string{"1500000", "25"}},
		{"1.500,000", []string{"1500", "000"}},
		{"0,500 and 2019 100", []string{"0", "500", "2019", "100"}},
		{"14(3)", []string{"14", "3"}},
		{"١٢٣", []string{"123"}},
		{long + "-1", []string{long, "1"}},
	} {
		if got := figures(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%.40q: %.200q, want %.200q", c.text, got, c.want)
		}
	}
}

package west4

import (
	"testing"

	"archiver/internal/eval/kit/kittest"
)

func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Sites: sites, Least: 75, Most: 120, Bare: true,
		Shares: map[string]float64{"noise": .45, "edit": .17, "quote": .05, "dead": .16, "wall": .08},
		Short:  map[string]int{"comunicato-it": 50}, // a short press note
	})
}

package west3

import (
	"testing"

	"archiver/internal/eval/kit/kittest"
)

func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Sites: sites, Least: 40, Most: 60, Bare: true,
		Shares: map[string]float64{"noise": .40, "edit": .20, "quote": .06, "dead": .14, "wall": .10},
		Short:  map[string]int{"association-fr": 60}, // a short statement
	})
}

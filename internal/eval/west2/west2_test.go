package west2

import (
	"testing"

	"archiver/internal/eval/kit/kittest"
)

func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Sites: sites, Least: 100, Most: 120, Bare: true,
		Shares: map[string]float64{"noise": .45, "edit": .20, "quote": .08, "dead": .14, "wall": .09},
		Short:  map[string]int{"embassy-fr": 60}, // a press note
	})
}

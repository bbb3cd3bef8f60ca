package gone

import (
	"testing"

	"archiver/internal/eval/kit/kittest"
)

func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Sites: sites, Least: 60, Most: 84, Bare: true,
		Shares: map[string]float64{"dead": .35, "wall": .30, "fault": .10},
		Short:  map[string]int{"court-en": 45, "prefecture-fr": 45}, // press notes
	})
}

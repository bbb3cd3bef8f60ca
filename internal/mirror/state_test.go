package mirror

import (
	"fmt"
	"testing"
)

// TestFaultyIsBounded: of many faulty objects some are named, and the rest counted.
func TestFaultyIsBounded(t *testing.T) {
	var s State
	for i := range maxFaulty + 5 {
		s.faulty(Faulty{Object: fmt.Sprint(i)})
	}
	s.faulty(Faulty{Object: "7", Code: "again"})
	if len(s.Faulty) != maxFaulty || s.Damaged != 5 || s.Faulty[7].Code != "again" {
		t.Errorf("%d are named, %d counted", len(s.Faulty), s.Damaged)
	}
}

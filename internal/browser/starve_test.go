package browser

import (
	"slices"
	"testing"
	"time"
)

// TestStarved: a renderer that was killed for its memory explains the death of the
// page that was in it, and not that of its neighbour.
func TestStarved(t *testing.T) {
	p := &process{starved: []time.Time{time.Now().Add(-time.Minute), time.Now()}}
	page := func() *session {
		return &session{proc: p, meter: newMeter(Limits{}), crashed: make(chan struct{})}
	}
	hungry, neighbour := page(), page()
	hungry.died()
	hungry.died() // the tab tells, and the browser
	neighbour.died()
	if !hungry.gone() || !slices.Contains(hungry.meter.cuts(), "memory") {
		t.Errorf("the hungry one: gone %v, cut %v", hungry.gone(), hungry.meter.cuts())
	}
	if !neighbour.gone() || len(neighbour.meter.cuts()) > 0 {
		t.Errorf("its neighbour: gone %v, cut %v", neighbour.gone(), neighbour.meter.cuts())
	}
}

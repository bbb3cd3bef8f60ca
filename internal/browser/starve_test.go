package browser

import (
	"maps"
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

// TestOwners: a large renderer is the page's that was alone when it was first seen so.
func TestOwners(t *testing.T) {
	glutton, drip := new(session), new(session)
	large, grown, small, other := child{1, true, 90}, child{1, true, 60}, child{1, true, 40}, child{2, true, 95}
	main := child{9, false, 99}
	type step struct {
		all   []child
		pages []*session
	}
	for name, tt := range map[string]struct {
		steps []step
		want  owners
	}{
		"alone":          {[]step{{[]child{main, small}, []*session{glutton}}, {[]child{main, large}, []*session{glutton}}}, owners{1: glutton}},
		"lives on":       {[]step{{[]child{grown}, []*session{glutton}}, {[]child{large}, []*session{drip}}}, owners{1: glutton}},
		"one of two":     {[]step{{[]child{grown}, []*session{glutton, drip}}, {[]child{large}, []*session{drip}}}, owners{1: nil}},
		"its own beside": {[]step{{[]child{large}, []*session{glutton}}, {[]child{large, other}, []*session{drip}}}, owners{1: glutton, 2: drip}},
		"ended":          {[]step{{[]child{large}, []*session{glutton}}, {nil, []*session{drip}}, {[]child{large}, []*session{drip}}}, owners{1: drip}},
	} {
		var o owners
		for _, s := range tt.steps {
			o = o.next(s.all, s.pages, 100)
		}
		if !maps.Equal(o, tt.want) {
			t.Errorf("%s: %v, want %v", name, o, tt.want)
		}
	}
}

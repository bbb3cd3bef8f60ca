package alert

import (
	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"testing"
	"time"
)

// playedPast is what a test says was seen.
type playedPast struct {
	looked func(source.Cite) []shownState
	stands map[time.Time]bool
	same   map[[2]time.Time]bool // no fact differs
}

func (p *playedPast) looks(c source.Cite) []shownState            { return p.looked(c) }
func (p *playedPast) stood(_ source.Cite, at time.Time) bool      { return p.stands[at] }
func (p *playedPast) reworded(_ source.Cite, a, b time.Time) bool { return !p.same[[2]time.Time{a, b}] }

// TestAnother: which edits are told after one that was.
func TestAnother(t *testing.T) {
	text := func(n int) time.Time { return today.Add(time.Duration(n) * time.Minute) }
	told := func(days float64, state string, n int) catalog.Told {
		return catalog.Told{State: state, Shows: text(n), At: today.Add(-time.Duration(days * 24 * float64(time.Hour)))}
	}
	unknown := told(9, Edited, 1)
	unknown.Shows = time.Time{}
	all := map[time.Time]bool{text(1): true, text(2): true, text(3): true}
	for name, c := range map[string]struct {
		told   tellings
		state  string
		stands map[time.Time]bool
		same   map[[2]time.Time]bool
		want   bool
	}{
		"another":               {told: tellings{told(4, Edited, 1)}, stands: all, want: true},
		"the first stood":       {told: tellings{told(4, Edited, 1)}, stands: map[time.Time]bool{text(1): true}, want: true},
		"this one stands":       {told: tellings{told(4, Edited, 1)}, stands: map[time.Time]bool{text(3): true}, want: true},
		"new at each look":      {told: tellings{told(4, Edited, 1)}},
		"soon after":            {told: tellings{told(2, Edited, 1)}, stands: all},
		"a clock that was off":  {told: tellings{told(-9, Edited, 1)}, stands: all, want: true},
		"the same":              {told: tellings{told(4, Edited, 3)}, stands: all},
		"other words only":      {told: tellings{told(4, Edited, 1)}, stands: all, same: map[[2]time.Time]bool{{text(1), text(3)}: true}},
		"as one told before":    {told: tellings{told(20, Edited, 3), told(10, Edited, 1)}, stands: all},
		"nearly so":             {told: tellings{told(20, Edited, 2), told(10, Edited, 1)}, stands: all, same: map[[2]time.Time]bool{{text(2), text(3)}: true}},
		"the third":             {told: tellings{told(20, Edited, 2), told(8, Edited, 1)}, stands: all, want: true},
		"the third, soon":       {told: tellings{told(20, Edited, 2), told(6, Edited, 1)}, stands: all},
		"the fourth, soon":      {told: tellings{told(30, Edited, 4), told(20, Edited, 2), told(13, Edited, 1)}, stands: all},
		"well between":          {told: tellings{told(30, Edited, 4), told(20, "", 0), told(4, Edited, 1)}, stands: all, want: true},
		"another after a loss":  {told: tellings{told(4, QuoteLost, 1)}, stands: all},
		"another loss":          {told: tellings{told(4, QuoteLost, 1)}, state: QuoteLost, stands: all},
		"of an old program":     {told: tellings{unknown}, stands: all},
		"an old program before": {told: tellings{unknown, told(8, Edited, 1)}, stands: all, want: true},
		"of the accepted again": {told: tellings{told(4, Edited+" after x", 1)}, state: Edited + " after x", stands: all, want: true},
	} {
		row := stand(verdict.Changed, verdict.Edited, true, intact)
		row.Live.Shows = text(3)
		state := c.state
		if state == "" {
			state = Edited
		}
		if got := c.told.another(state, row, today, &playedPast{stands: c.stands, same: c.same}); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		row.Live.Shows = time.Time{}
		if c.told.another(state, row, today, &playedPast{stands: all}) {
			t.Errorf("%s: told without a snapshot", name)
		}
	}
}

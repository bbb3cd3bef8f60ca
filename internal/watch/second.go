package watch

import (
	"context"
	"slices"
	"time"

	"archiver/internal/catalog"
)

// A snapshot is named, within its source, by the second in which it was captured: by
// get, withdraw and the addresses of the web. Two of one second would stand in each
// other's way, so none is taken in the second of another one.

// dayOnly is how a copy is dated of which a person knows the day alone.
const dayOnly = "day"

// afterThat waits for the end of the second in which a source was captured last.
func (p *pass) afterThat(ctx context.Context, t *task) error {
	var wait time.Duration
	for _, s := range slices.Concat(t.snapshots, t.withdrawn) {
		// By the clock itself: a time that was given to us does not pass.
		if d := time.Until(s.CapturedAt.Truncate(time.Second).Add(time.Second)); d <= time.Second {
			wait = max(wait, d)
		}
	}
	if wait <= 0 || p.opt.Check {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// free is when a copy stands that a person saved. Where only the day is known, any
// moment of it will do; else one as near to what was said as can be told apart.
func (t *task) free(at time.Time, dated string) time.Time {
	step := time.Millisecond
	if dated == dayOnly {
		step = time.Second
	}
	taken := func(s catalog.Snapshot) bool { return s.CapturedAt.Truncate(step).Equal(at.Truncate(step)) }
	for slices.ContainsFunc(t.snapshots, taken) || slices.ContainsFunc(t.withdrawn, taken) {
		at = at.Add(step)
	}
	return at
}

func sameDay(a, b time.Time) bool {
	return a.UTC().Format(time.DateOnly) == b.UTC().Format(time.DateOnly)
}

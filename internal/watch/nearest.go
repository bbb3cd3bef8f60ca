package watch

import (
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// newestSound is our own newest capture of class source that is not damaged.
func (t *task) newestSound() *catalog.Snapshot {
	for i := len(t.snapshots) - 1; i >= 0; i-- {
		if s := &t.snapshots[i]; s.Provenance == nil && s.Class == verdict.ClassSource && t.flaws[s.Object].state == "" {
			return s
		}
	}
	return nil
}

func same(a, b *catalog.Snapshot) bool {
	return a == b || a != nil && b != nil && a.Object == b.Object
}

// Judge picks of a source's snapshots the one by which a citation is judged; nil: none
// shows the source.
func Judge(list []catalog.Snapshot, c source.Cite) *catalog.Snapshot {
	return nearestSource(familiar(list, c), referenceDay(c), false, nil)
}

// fromDay is how far t is from a day, which begins at day: 0 within it.
func fromDay(t, day time.Time) time.Duration {
	if end := day.Add(24 * time.Hour); !t.Before(end) {
		return t.Sub(end) + 1
	}
	return max(day.Sub(t), 0)
}

// nearestSource picks from a list, leaving out those not logged yet and those
// with a flaw where asked to. Of one and the same day what we captured ourselves
// comes first, of which all is known; then another archive's copy, which has no
// stake in what we cite; and last a person's.
func nearestSource(list []catalog.Snapshot, want time.Time, logged bool, flaws map[string]flaw) *catalog.Snapshot {
	nearest := func(fits func(*catalog.Snapshot) bool) *catalog.Snapshot {
		var best *catalog.Snapshot
		for i := range list {
			s := &list[i]
			if s.Class != verdict.ClassSource || logged && s.LogIndex < 0 || flaws[s.Object].state != "" || !fits(s) {
				continue
			}
			if best == nil || fromDay(s.CapturedAt, want) < fromDay(best.CapturedAt, want) {
				best = s
			}
		}
		return best
	}
	best := nearest(func(*catalog.Snapshot) bool { return true })
	if best == nil || best.Provenance == nil {
		return wholeOf(list, best, logged, flaws)
	}
	day := best.CapturedAt.UTC().Format(time.DateOnly)
	for rank := range originRank(best) {
		s := nearest(func(s *catalog.Snapshot) bool {
			return originRank(s) == rank && s.CapturedAt.UTC().Format(time.DateOnly) == day
		})
		if s != nil {
			return s
		}
	}
	return best
}

// originRank is 0 for what we captured ourselves, 1 for another archive's copy, 2
// for a person's.
func originRank(s *catalog.Snapshot) int {
	switch {
	case s.Provenance == nil:
		return 0
	case s.Provenance.Kind != ledger.ProvenancePerson:
		return 1
	}
	return 2
}

// newestOf gives our own newest capture of a class ("": of any).
func newestOf(list []catalog.Snapshot, class string) *catalog.Snapshot {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Provenance == nil && (class == "" || list[i].Class == class) {
			return &list[i]
		}
	}
	return nil
}

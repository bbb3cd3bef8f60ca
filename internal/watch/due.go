package watch

import (
	"context"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// suspectEvery is how often a source that does not look well is looked at,
// whatever its schedule: confirmation counts such looks.
const suspectEvery = 24 * time.Hour

// maxAhead is how far in the future a look can be by a clock that is only a little
// off. One further ahead was made by a clock that was wrong, and says nothing.
const maxAhead = 24 * time.Hour

// due says whether a source is to be looked at; soon is Options.Soon.
func (t *task) due(now time.Time, soon time.Duration) bool {
	at := t.dueAt(now)
	return at.IsZero() || !now.Before(at.Add(-t.early(soon)))
}

// dueAt is when a source is to be looked at; zero: at once.
func (t *task) dueAt(now time.Time) time.Time {
	k := t.known
	if k.NextDue.IsZero() || len(t.snapshots) == 0 && k.LookedAt.IsZero() || k.LookedAt.After(now.Add(maxAhead)) {
		return time.Time{}
	}
	// A schedule that was made more frequent since the last look counts at once. That
	// look may have come a tenth early.
	if next, err := t.next(k.LookedAt.Add(t.interval()/10), t.kind()); err == nil && next.Before(k.NextDue) {
		return next
	}
	return k.NextDue
}

// early is how long before its time a source counts as due: a tenth of its interval,
// so that a cron job a little early does not skip a whole round.
func (t *task) early(soon time.Duration) time.Duration {
	tenth := t.interval() / 10
	switch {
	case soon <= 0:
		return tenth
	case slices.ContainsFunc(t.scheduling(), t.byClock):
		return 0
	}
	return min(tenth, soon)
}

func (t *task) byClock(c source.Cite) bool {
	s, err := t.schedule(c, "")
	return err == nil && s.ByClock()
}

// kind is that of the newest snapshot's document; "" where it is not known.
func (t *task) kind() string {
	if n := newestOf(t.snapshots, ""); n != nil {
		return n.Kind
	}
	return ""
}

// interval is the time between two looks by schedule. The last look may have
// been a check, out of turn, so it tells nothing.
func (t *task) interval() time.Duration {
	kind, least := t.kind(), time.Duration(0)
	for _, c := range t.scheduling() {
		if s, err := t.schedule(c, kind); err == nil {
			if d := s.Interval(t.known.NextDue.Add(-time.Second)); least == 0 || d < least {
				least = d
			}
		}
	}
	if t.suspect() {
		least = min(least, suspectEvery)
	}
	return least
}

func (t *task) suspect() bool {
	for _, s := range t.standings {
		if suspect(s) {
			return true
		}
	}
	return false
}

// scheduling are the citations whose schedules count, the soonest of them: one
// with a schedule of its own, else all.
func (t *task) scheduling() []source.Cite {
	for i, c := range t.cites {
		if c.Citation.Schedule != "" {
			return t.cites[i : i+1] // all that have one agree: the manifests' check
		}
	}
	return t.cites
}

// named is the schedule that the manifests name for a citation; "": none.
func named(c source.Cite) string {
	if c.Citation.Schedule != "" {
		return c.Citation.Schedule
	}
	return c.Manifest.Schedule
}

// schedule is a citation's own, else its report's, else by risk.
func (t *task) schedule(c source.Cite, kind string) (source.Schedule, error) {
	if expr := named(c); expr != "" {
		return source.ParseSchedule(expr)
	}
	return source.Default(t.url, kind), nil
}

// next is the first moment after from that the schedules name.
func (t *task) next(from time.Time, kind string) (time.Time, error) {
	var first time.Time
	for _, c := range t.scheduling() {
		s, err := t.schedule(c, kind)
		if err != nil {
			return time.Time{}, err
		}
		n := s.Next(from)
		if named(c) == "" {
			n = n.Add(-t.spread(s.Interval(from)))
		}
		if first.IsZero() || n.Before(first) {
			first = n
		}
	}
	return first.UTC(), nil
}

// spread is by how much a source comes before its time, of those without a schedule of
// their own, so that all that were imported together do not stay together: a tenth of
// the time at most, and an hour. It is the same each time.
func (t *task) spread(every time.Duration) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(t.id)) // never fails
	most := min(every/10, time.Hour)
	return (most * time.Duration(h.Sum32()%3600) / 3600).Truncate(time.Second)
}

// nextDue computes when the source is to be looked at again.
func (t *task) nextDue(now time.Time, kind string, suspect bool, soon time.Duration) (time.Time, error) {
	from := now
	if at := t.dueAt(now); at.After(now) && t.due(now, soon) {
		from = at // this look, a little early, was for that moment
	}
	next, err := t.next(from, kind)
	if err != nil {
		return time.Time{}, err
	}
	sooner := func(d time.Duration) {
		if at := now.Add(d); at.Before(next) {
			next = at
		}
	}
	if suspect {
		sooner(suspectEvery)
	}
	if d := source.Soon(t.url); d > 0 && t.first() && !slices.ContainsFunc(t.cites, func(c source.Cite) bool { return named(c) != "" }) {
		sooner(d - t.spread(d))
	}
	return next.UTC(), nil
}

// first says whether a run looks at a source for the first time. A check before it took
// nothing, and left the source due.
func (t *task) first() bool {
	k := t.known
	return k.LookedAt.IsZero() || !k.NextDue.After(k.LookedAt) && len(t.snapshots) <= 1
}

// Timed is a source with the time at which it is to be looked at.
type Timed struct {
	ID, URL  string
	Cites    []source.Cite // in the order of the manifests
	LookedAt time.Time     // zero: never
	Due      time.Time     // zero: at once
	Interval time.Duration // by its schedule
	Schedule string        // as it is written; more than one where they differ
	Suspect  bool          // it is looked at more often, until it is known what it is
}

// Timetable tells when the sources of citations are to be looked at, by what the
// catalog knows. The soonest comes first.
func Timetable(ctx context.Context, c *catalog.Catalog, cites []source.Cite, now time.Time) ([]Timed, error) {
	tasks, err := New(Config{Catalog: c}).planBy(ctx, cites, nil, c.NewestSnapshots) // of the others nothing is asked
	if err != nil {
		return nil, err
	}
	var list []Timed
	for _, t := range tasks {
		of := Timed{ID: t.id, URL: t.url, Cites: t.cites, LookedAt: t.known.LookedAt, Due: t.dueAt(now), Interval: t.interval(), Suspect: t.suspect()}
		var exprs []string
		for _, c := range t.scheduling() {
			if s, err := t.schedule(c, t.kind()); err == nil && !slices.Contains(exprs, s.String()) {
				exprs = append(exprs, s.String())
			}
		}
		of.Schedule = strings.Join(exprs, ", ")
		list = append(list, of)
	}
	slices.SortFunc(list, func(a, b Timed) int {
		if d := a.Due.Compare(b.Due); d != 0 {
			return d
		}
		return strings.Compare(a.URL, b.URL)
	})
	return list, nil
}

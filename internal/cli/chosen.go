package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/watch"
)

// snapshotsOf gives the snapshots of a source that are kept, and those that were
// withdrawn.
func (s *session) snapshotsOf(ctx context.Context, id string) (kept, gone []catalog.Snapshot, err error) {
	if kept, err = s.catalog.Snapshots(ctx, id); err != nil {
		return nil, nil, err
	}
	all, err := s.catalog.Withdrawn(ctx, id)
	return kept, all[id], err
}

// idsOf are the IDs of the sources that these cite.
func idsOf(cites []source.Cite) []string {
	ids := make([]string, len(cites))
	for i, c := range cites {
		ids[i] = source.ID(c.Citation.URL)
	}
	return ids
}

// holdRows holds what the catalog tells of snapshots against the log, where the
// archive is at hand, and gives those of which the log can't say.
func (s *session) holdRows(ctx context.Context, list []catalog.Snapshot) (unread []catalog.Snapshot, err error) {
	if s.store == nil || len(list) == 0 {
		return nil, nil
	}
	newest := slices.MaxFunc(list, func(a, b catalog.Snapshot) int { return cmp.Compare(a.LogIndex, b.LogIndex) }).LogIndex
	if s.rows == nil || newest >= s.rows.Size() { // a run at work may have gone on
		r, err := ledger.OpenReaderAt(ctx, s.store, newest+1)
		var altered *ledger.AlteredError
		if errors.As(err, &altered) || errors.Is(err, fs.ErrNotExist) {
			return list, nil // which others tell of
		}
		if err != nil {
			return nil, err
		}
		s.rows = r
	}
	return watch.VerifyRows(ctx, s.rows, list)
}

// holdRows warns of those of which the log can't say.
func (e *env) holdRows(ctx context.Context, s *session, list []catalog.Snapshot) error {
	unread, err := s.holdRows(ctx, list)
	e.warnUnreadRows(unread)
	return err
}

// warnUnreadRows tells of snapshots of which the log can't say.
func (e *env) warnUnreadRows(unread []catalog.Snapshot) {
	var dates []string
	for _, snap := range unread {
		dates = append(dates, snap.CapturedAt.Format(time.RFC3339))
	}
	if n := len(dates); n > 0 {
		e.warn("the log %s of %s can't be read: what is told of %s is the catalog's word alone (%s); %s tells more",
			either(n == 1, "record", "records"), plural(n, "snapshot"), either(n == 1, "it", "them"), few(dates), e.line("verify"))
	}
}

// onlyAt gives the one snapshot that a date names.
func (e *env) onlyAt(ref string, list []catalog.Snapshot, date string) (*catalog.Snapshot, error) {
	at, err := parseDate(date)
	if err != nil {
		return nil, err
	}
	span := time.Second
	switch {
	case len(strings.TrimSpace(date)) == len(time.DateOnly):
		span = 24 * time.Hour
	case at.Nanosecond() != 0:
		span = time.Millisecond
	}
	slices.SortFunc(list, func(a, b catalog.Snapshot) int { return a.CapturedAt.Compare(b.CapturedAt) })
	var found []*catalog.Snapshot
	var all []string
	for i := range list {
		s := &list[i]
		in := !s.CapturedAt.Before(at) && s.CapturedAt.Before(at.Add(span))
		if in {
			found = append(found, s)
		}
		all = append(all, exactly(s, list))
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(list) == 0:
		return nil, &usageError{msg: fmt.Sprintf("withdraw %s: no snapshot was taken of it", ref)}
	case len(found) == 0:
		return nil, &usageError{msg: fmt.Sprintf("withdraw %s: no snapshot was taken at %s", ref, oneLine(date)), hint: "--at names one of: " + few(all)}
	}
	var some []string
	for _, s := range found {
		some = append(some, exactly(s, list))
	}
	return nil, &usageError{msg: fmt.Sprintf("withdraw %s: %d snapshots were taken at %s", ref, len(found), oneLine(date)), hint: "--at names one of: " + few(some)}
}

// exactly is a date that names this snapshot and none of the others.
func exactly(s *catalog.Snapshot, list []catalog.Snapshot) string {
	second := func(o catalog.Snapshot) bool {
		return o.CapturedAt.Truncate(time.Second).Equal(s.CapturedAt.Truncate(time.Second))
	}
	n := 0
	for _, o := range list {
		if second(o) {
			n++
		}
	}
	if n > 1 {
		return s.CapturedAt.Format("2006-01-02T15:04:05.000Z07:00")
	}
	return s.CapturedAt.Format(time.RFC3339)
}

const mostNamed = 20

// few lists the newest of many.
func few(list []string) string {
	if more := len(list) - mostNamed; more > 0 {
		return fmt.Sprintf("%s (and %d older ones)", strings.Join(list[more:], ", "), more)
	}
	return strings.Join(list, ", ")
}

// first lists the first of many.
func first(list []string) string {
	if more := len(list) - mostNamed; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:mostNamed], ", "), more)
	}
	return strings.Join(list, ", ")
}

// withdrawnError says that the snapshot which is asked for was withdrawn.
type withdrawnError struct {
	verb, ref string
	snap      catalog.Snapshot
	other     *catalog.Snapshot // the nearest one that is kept; nil: none
}

// outside says that the log as it is here knows nothing of it.
func (e *withdrawnError) outside() bool { return e.snap.Withdrawal.LogIndex < 0 }

func (e *withdrawnError) Error() string {
	g := e.snap.Withdrawal
	as := ""
	if e.outside() {
		as = ", as the file beside log.head says, and the log here does not know it: the archive was put back from an older copy"
	}
	return fmt.Sprintf("%s %s: the snapshot of %s was withdrawn%s%s: %s", e.verb, e.ref, longDate(e.snap.CapturedAt), onDate(g.At), as, g.Why)
}

// onDate says when; "" where that is not known.
func onDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return " on " + longDate(t)
}

func (e *env) withdrawnHint(w *withdrawnError) string {
	if w.outside() {
		return "nobody is shown it; " + e.line("run") + ", or " + e.line("recover") + " where that says so, has the log decide it again. Nothing but that file says so: whoever deletes log.head.withdrawn gives it up"
	}
	if w.other == nil {
		return "there is no other snapshot of it; " + e.line("history", w.ref) + " shows what the log says"
	}
	flag := "--at"
	if w.verb == "diff" {
		return "the nearest other one is of " + longDate(w.other.CapturedAt)
	}
	return "the nearest other one is of " + longDate(w.other.CapturedAt) + ": " + e.line(w.verb, w.ref, flag, w.other.CapturedAt.Format(time.RFC3339))
}

// nearestKept is the snapshot nearest to another, one that shows the source
// before all others.
func nearestKept(kept []catalog.Snapshot, to time.Time) *catalog.Snapshot {
	var best *catalog.Snapshot
	better := func(a, b *catalog.Snapshot) bool {
		if as, bs := a.Class == "source", b.Class == "source"; as != bs {
			return as
		}
		return a.CapturedAt.Sub(to).Abs() < b.CapturedAt.Sub(to).Abs()
	}
	for i := range kept {
		if best == nil || better(&kept[i], best) {
			best = &kept[i]
		}
	}
	return best
}

// chosenAt is the snapshot that a moment means, of all that ever were.
func chosenAt(list []catalog.Snapshot, at time.Time) *catalog.Snapshot {
	slices.SortStableFunc(list, func(a, b catalog.Snapshot) int { return a.CapturedAt.Compare(b.CapturedAt) })
	for i := range list {
		if list[i].CapturedAt.Truncate(time.Second).Equal(at.Truncate(time.Second)) {
			return &list[i]
		}
	}
	for _, shows := range []bool{true, false} {
		var before, after *catalog.Snapshot
		for i := range list {
			s := &list[i]
			switch {
			case (s.Class == "source") != shows:
			case !s.CapturedAt.After(at):
				before = s
			case after == nil:
				after = s
			}
		}
		if before != nil {
			return before
		}
		if after != nil {
			return after
		}
	}
	return nil
}

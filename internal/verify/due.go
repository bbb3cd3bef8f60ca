package verify

import (
	"cmp"
	"slices"
	"time"
)

// Slice is what is known of one slice of the snapshots; see ledger.AuditSlice.
type Slice struct {
	N         int
	Snapshots int
	Bytes     int64
	Read      time.Time // when it was last read as a whole, or that began; zero: never
	Oldest    time.Time // when its first snapshot was taken: counts where it was never read
}

const (
	// ScrubEvery is the time in which every snapshot is to be read once.
	ScrubEvery = 90 * 24 * time.Hour
	// scrubAim is when a slice is read again, if nothing comes between: ten days
	// without a run are then not too many.
	scrubAim = 80 * 24 * time.Hour

	// One run reads no more than maxSlices, and beyond minSlices no more than
	// maxBytes, so that it is not held after a long time without runs. minSlices
	// a day is three times what is needed in the long run.
	maxSlices = 10
	minSlices = 3
	maxBytes  = 4 << 30

	// clockSlack is how far in the future a time may lie before it is taken for a
	// clock's that was wrong, and for no time at all.
	clockSlack = 24 * time.Hour
)

// Due says which slices a run reads now, the one that was read longest ago
// first. The reading is spread over time: with a snapshot in every slice it is
// one in 21 hours. After a time without runs more are due at once, and what one
// run leaves over the next one reads.
func Due(known []Slice, now time.Time) []int {
	since := func(s Slice) time.Time {
		t := s.Read
		if t.IsZero() {
			t = s.Oldest
		}
		if t.After(now.Add(clockSlack)) {
			return time.Time{} // nobody knows when: it is due
		}
		return t
	}
	known = slices.DeleteFunc(slices.Clone(known), func(s Slice) bool { return s.Snapshots == 0 })
	if len(known) == 0 {
		return nil
	}
	slices.SortFunc(known, func(a, b Slice) int { return cmp.Or(since(a).Compare(since(b)), cmp.Compare(a.N, b.N)) })
	var last time.Time // when a slice was last read
	overdue := 0
	for _, s := range known {
		if t := since(s); !s.Read.IsZero() && t.After(last) {
			last = t
		}
		if now.Sub(since(s)) >= scrubAim {
			overdue++
		}
	}
	if last.IsZero() {
		last = since(known[0])
	}
	n := overdue
	if pace := scrubAim / time.Duration(len(known)); !last.IsZero() {
		some := int(now.Sub(last) / pace)
		if some > 1 {
			some++ // where runs are rare, the remainder must not add up
		}
		n = max(n, some)
	}
	var due []int
	var bytes int64
	for i, s := range known[:max(0, min(n, len(known), maxSlices))] {
		if bytes += s.Bytes; i >= minSlices && bytes > maxBytes {
			break
		}
		due = append(due, s.N)
	}
	return due
}

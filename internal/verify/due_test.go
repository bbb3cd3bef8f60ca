package verify_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/verify"
)

const oneDay = 24 * time.Hour

// simulation is an archive's slices under a clock.
type simulation struct {
	t      *testing.T
	slices [ledger.AuditSlices]verify.Slice
	now    time.Time
	most   int // slices that a run read
}

// fill takes n snapshots of so many bytes now.
func (s *simulation) fill(n int, bytes int64) {
	for i := range n {
		sl := &s.slices[ledger.AuditSlice(fmt.Sprintf("snapshots/%d-%d", i, s.now.Unix()))]
		if sl.Snapshots == 0 {
			sl.Oldest = s.now
		}
		sl.Snapshots++
		sl.Bytes += bytes
	}
}

func (s *simulation) run() []int {
	for i := range s.slices {
		s.slices[i].N = i
	}
	due := verify.Due(s.slices[:], s.now)
	for _, n := range due {
		if s.slices[n].Snapshots == 0 {
			s.t.Errorf("slice %d is empty, and was read", n)
		}
		s.slices[n].Read = s.now
	}
	s.most = max(s.most, len(due))
	return due
}

// oldest is the longest time for which a snapshot was not read.
func (s *simulation) oldest() time.Duration {
	var age time.Duration
	for _, sl := range s.slices {
		at := sl.Read
		if at.IsZero() {
			at = sl.Oldest
		}
		if sl.Snapshots > 0 {
			age = max(age, s.now.Sub(at))
		}
	}
	return age
}

// TestNinetyDays: for 400 days, every snapshot is read at least once in 90 days,
// whatever the runs are like.
func TestNinetyDays(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name      string
		snapshots int
		bytes     int64
		next      func() time.Duration // to the next run
		verified  bool                 // all were read at the beginning
		most      int                  // slices a run
	}{
		{"hourly", 5000, 1e6, func() time.Duration { return time.Hour }, false, 10},
		{"hourly, after verify", 5000, 1e6, func() time.Duration { return time.Hour }, true, 10},
		{"daily", 5000, 1e6, func() time.Duration { return oneDay }, false, 10},
		{"daily, a terabyte", 5000, 2e8, func() time.Duration { return oneDay }, false, 3},
		{"every three days", 5000, 1e6, func() time.Duration { return 3 * oneDay }, false, 10},
		{"weekly", 5000, 1e6, func() time.Duration { return 7 * oneDay }, true, 10},
		{"daily, few snapshots", 7, 1e6, func() time.Duration { return oneDay }, false, 7},
		{"daily, one snapshot", 1, 1e6, func() time.Duration { return oneDay }, false, 1},
		{"any time", 5000, 1e6, func() time.Duration { return time.Duration(dice.Int64N(int64(2 * oneDay))) }, false, 10},
		{"a machine that is off for up to nine days", 5000, 1e6, func() time.Duration {
			if dice.IntN(30) == 0 {
				return time.Duration(dice.Int64N(int64(9 * oneDay)))
			}
			return oneDay
		}, false, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &simulation{t: t, now: day}
			s.fill(c.snapshots, c.bytes)
			if c.verified {
				for i := range s.slices {
					s.slices[i].Read = s.now
				}
			}
			var worst time.Duration
			read, end := 0, day.AddDate(0, 0, 400)
			for s.now.Before(end) {
				s.now = s.now.Add(c.next())
				worst = max(worst, s.oldest())
				read += len(s.run())
			}
			filled := 0
			for _, sl := range s.slices {
				if sl.Snapshots > 0 {
					filled++
				}
			}
			cycles := float64(read) / float64(filled)
			t.Logf("oldest %.1f days, %.2f times each in 400 days, at most %d slices a run", worst.Hours()/24, cycles, s.most)
			if worst > verify.ScrubEvery {
				t.Errorf("a snapshot was not read for %.1f days", worst.Hours()/24)
			}
			if cycles > 6.2 || s.most > c.most {
				t.Errorf("%.2f times each, up to %d slices a run: too much", cycles, s.most)
			}
		})
	}
}

// TestDowntime: after long without runs, or on the first day of an old archive,
// no run is held: each reads a part, and it is caught up soon.
func TestDowntime(t *testing.T) {
	for _, c := range []struct {
		name  string
		bytes int64
		off   time.Duration
		most  int
		days  int // until all is caught up
	}{
		{"two months", 1e6, 60 * oneDay, 10, 10},
		{"a year", 1e6, 365 * oneDay, 10, 10},
		{"a year, a terabyte", 2e8, 365 * oneDay, 3, 31},
	} {
		s := &simulation{t: t, now: day}
		s.fill(5000, c.bytes)
		s.now = s.now.Add(c.off)
		for range c.days {
			s.run()
			s.now = s.now.Add(oneDay)
		}
		if s.most > c.most || s.oldest() > verify.ScrubEvery {
			t.Errorf("%s: up to %d slices a run; %d days later one was not read for %v", c.name, s.most, c.days, s.oldest())
		}
	}
}

// TestClockJumps: a clock that was wrong for a while neither keeps slices from
// being read for ever nor has a run read everything.
func TestClockJumps(t *testing.T) {
	for _, c := range []struct {
		name string
		jump time.Duration
	}{{"a year ahead", 365 * oneDay}, {"a century ahead", 36500 * oneDay}, {"a year back", -365 * oneDay}, {"to 1970", day.Sub(time.Unix(0, 0)) * -1}, {"an hour back", -time.Hour}} {
		t.Run(c.name, func(t *testing.T) {
			s := &simulation{t: t, now: day}
			s.fill(5000, 1e6)
			run := func(days int) (read int) {
				for range days {
					s.now = s.now.Add(oneDay)
					read += len(s.run())
				}
				return read
			}
			run(120)
			s.now = s.now.Add(c.jump)
			run(20)
			s.now = s.now.Add(-c.jump)
			run(20)
			if s.oldest() > verify.ScrubEvery {
				t.Errorf("after the jump, a snapshot was not read for %v", s.oldest())
			}
			if read := run(90); s.most > 10 || read > 3*ledger.AuditSlices {
				t.Errorf("%d slices were read in 90 days, up to %d a run", read, s.most)
			}
			for _, sl := range s.slices {
				if sl.Read.After(s.now) {
					t.Errorf("slice %d was read in the future", sl.N)
				}
			}
		})
	}
}

func TestDueOrder(t *testing.T) {
	at := func(days int) time.Time { return day.AddDate(0, 0, -days) }
	known := []verify.Slice{
		{N: 0, Snapshots: 1, Read: at(81)},
		{N: 1, Snapshots: 1, Read: at(85)},
		{N: 2, Snapshots: 1, Oldest: at(83)},
		{N: 3, Snapshots: 0, Read: at(300)},
		{N: 4, Snapshots: 1, Read: at(1)},
		{N: 5, Snapshots: 1, Read: at(-30)}, // by a clock that was wrong
	}
	if due := verify.Due(known, day); !slices.Equal(due, []int{5, 1, 2, 0}) {
		t.Errorf("due are %v", due)
	}
	if due := verify.Due(nil, day); due != nil {
		t.Errorf("of nothing, %v are due", due)
	}
}

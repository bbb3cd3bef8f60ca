package cli

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/watch"
	"archiver/internal/web"
)

const (
	// nap is how long the scheduler sleeps at most: manifests may change, another
	// process may have made a pass, the clock may be set.
	nap = 5 * time.Second
	// takeAlong is how long before its time a source is looked at with others: a pass
	// ends with a checkpoint and a timestamp, which a minute's wait saves.
	takeAlong = 10 * time.Minute
	// upkeepEvery is how often a pass is made though nothing is due: snapshots are read
	// again, locks renewed, and the mirror filled by it.
	upkeepEvery = 6 * time.Hour
	// A pass that failed is tried again after a pause, which doubles each time.
	firstPause, longestPause = time.Minute, time.Hour
)

// scheduler makes a pass whenever sources are due, and lets others in the process write
// to the archive beside that. What is due stands in the catalog, so that a time that
// was missed is a time in the past, and is caught up with one look.
type scheduler struct {
	e    *env // what the env of each pass is made of
	sets func() (set *source.Set, number int, err error)
	lend func(context.Context) (*catalog.Catalog, func(), error)
	nap  time.Duration
	// passed, if set, is told of each pass that has ended.
	passed chan<- struct{}

	began time.Time

	// Who holds gate may write to the archive: a pass, but not while it looks at sources,
	// or an act of a person. It fills passing while it looks; only who holds gate may.
	gate     chan struct{}
	passing  *passing
	accepted atomic.Pointer[map[string]*source.Accept] // by cite key, as of the last act

	// Of the loop alone, once it runs.
	sole   func()          // gives back that this server makes the passes; nil: it does not
	warned string          // why it does not
	stuck  map[string]bool // sources that a pass left due
	retry  time.Time       // when those are tried again
	pause  time.Duration
	upkeep time.Time // when a pass is made in any case
	broken string    // what was last told of the manifests

	mu    sync.Mutex
	table timetable
	now   *contract.Underway
	last  *contract.Passed
	next  time.Time // zero: nothing is scheduled
}

// passing is a pass that looks at sources.
type passing struct {
	s *session
	w *watch.Watcher
}

// timetable is when the sources are due, as the manifests and the log were.
type timetable struct {
	number int
	size   int64
	at     time.Time
	list   []watch.Timed
}

func newScheduler(e *env, sets func() (*source.Set, int, error), lend func(context.Context) (*catalog.Catalog, func(), error)) *scheduler {
	return &scheduler{e: e, sets: sets, lend: lend, nap: nap, began: e.now(), gate: make(chan struct{}, 1), pause: firstPause}
}

// exclusive runs f with a session that may write, once it is its turn; that may be amid
// a pass. An error of ctx says that it did not come. See exclusive, the type.
func (x *scheduler) exclusive(ctx context.Context, f func(*session) error) error {
	select {
	case x.gate <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-x.gate }()
	if p := x.passing; p != nil {
		amid := *p.s
		amid.release, amid.parting, amid.rows, amid.reread, amid.amid = nil, nil, nil, nil, true
		return p.w.Between(func() error {
			err := f(&amid)
			x.noteAccepted()
			return err
		})
	}
	s, err := x.e.openWriter(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	return f(s)
}

// finishActs does what a killed process has left to do in a manifest. What is in the way
// of opening the archive, the next pass tells.
func (x *scheduler) finishActs(ctx context.Context) {
	if x.e.actLeft() {
		_ = x.exclusive(ctx, func(*session) error { return nil })
	}
}

// finish returns once the act of a person that is at work is done, or after a while.
func (x *scheduler) finish(within time.Duration) {
	select {
	case x.gate <- struct{}{}:
		<-x.gate // a pass that ends takes it
	case <-time.After(within):
	}
}

// noteAccepted has the pass under way judge by what is accepted now.
func (x *scheduler) noteAccepted() {
	set, _, _ := x.sets()
	by := map[string]*source.Accept{}
	for c := range set.Citations() {
		by[watch.CiteKey(c)+" "+c.Citation.URL] = c.Citation.Accept
	}
	x.accepted.Store(&by)
}

// acceptedNow is watch.Options.Accepted.
func (x *scheduler) acceptedNow(c source.Cite) *source.Accept {
	if by := x.accepted.Load(); by != nil {
		if a, ok := (*by)[watch.CiteKey(c)+" "+c.Citation.URL]; ok {
			return a
		}
	}
	return c.Citation.Accept
}

// alone says whether this server makes the passes: of several over one archive only
// one does. Why not is logged once.
func (x *scheduler) alone() bool {
	if x.sole != nil {
		return true
	}
	release, other, err := soleServer(x.e.loaded)
	why := ""
	switch {
	case err != nil:
		why = "no passes can be made: " + oneLine(err.Error())
	case release == nil:
		why = "another archiver serve (process " + other + ") makes the passes; this one shows pages, and takes over when that one ends"
	}
	x.sole = release
	if why != x.warned && why != "" {
		x.e.warn("%s", why)
	}
	if x.warned != "" && why == "" {
		x.e.say("this server makes the passes now")
	}
	x.warned = why
	return x.sole != nil
}

// answers returns once nothing is in the way of who asks what the server is at.
func (x *scheduler) answers() {
	x.mu.Lock()
	defer x.mu.Unlock()
}

// run makes passes until ctx ends.
func (x *scheduler) run(ctx context.Context) {
	defer func() {
		if x.sole != nil {
			x.sole()
		}
	}()
	for ctx.Err() == nil {
		_ = pause(ctx, x.step(ctx))
	}
}

// step makes a pass if it is time for one, and says how long to sleep.
func (x *scheduler) step(ctx context.Context) time.Duration {
	if !x.alone() {
		return x.nap
	}
	x.finishActs(ctx)
	set, _, err := x.sets()
	x.tellManifests(err)
	if len(set.Manifests) == 0 {
		x.schedule(time.Time{})
		return x.nap // nothing was imported yet
	}
	list, err := x.times(ctx)
	var none *web.NoCatalogError
	if errors.As(err, &none) {
		list, err = nil, nil // a pass makes it
		x.upkeep = time.Time{}
	}
	if err != nil {
		if ctx.Err() == nil {
			x.e.log.Error("what is due can't be told", "err", oneLine(err.Error()))
		}
		return x.nap
	}
	now := x.e.now()
	at := x.nextPass(list, now)
	x.schedule(at)
	if at.After(now) {
		return min(x.nap, at.Sub(now))
	}
	x.pass(ctx, set, list)
	return 0
}

// nextPass is when the next pass is to be made: now or before says at once.
func (x *scheduler) nextPass(list []watch.Timed, now time.Time) time.Time {
	at := x.upkeep
	if at.Before(x.retry) {
		at = x.retry
	}
	for _, t := range list {
		due := t.Due
		if x.stuck[t.ID] && due.Before(x.retry) {
			due = x.retry
		}
		if due.Before(at) {
			at = due
		}
	}
	// The clock was set back, or was wrong when that was written.
	if at.After(now.Add(upkeepEvery)) {
		x.upkeep, x.retry = now, now
		at = now
	}
	return at
}

// times tells when the sources are due; the soonest comes first.
func (x *scheduler) times(ctx context.Context) ([]watch.Timed, error) {
	set, number, _ := x.sets() // those that are good, or were
	c, release, err := x.lend(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	size, err := c.LogSize(ctx)
	if err != nil {
		return nil, err
	}
	now := x.e.now()
	x.mu.Lock()
	t := x.table
	x.mu.Unlock()
	if t.list != nil && t.number == number && t.size == size && now.Sub(t.at).Abs() < time.Hour {
		return t.list, nil
	}
	var cites []source.Cite
	for c := range set.Citations() {
		cites = append(cites, c)
	}
	list, err := watch.Timetable(ctx, c, cites, now)
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	x.table = timetable{number, size, now, list}
	x.mu.Unlock()
	return list, nil
}

func (x *scheduler) schedule(at time.Time) {
	x.mu.Lock()
	x.next = at
	x.mu.Unlock()
}

// tellManifests logs that the manifests can't be read, once, and that they can again.
func (x *scheduler) tellManifests(err error) {
	is := ""
	if err != nil {
		is = oneLine(err.Error())
	}
	if is == x.broken {
		return
	}
	if x.broken = is; err == nil {
		x.e.log.Info("the manifests can be read again")
		return
	}
	_, hint := x.e.explain(err)
	x.e.log.Error("a manifest can't be read; the server goes on with it as it was, if it knew it, and with the others", "err", is, "hint", hint)
}

// watching tells what the server is at. It is safe for concurrent use.
func (x *scheduler) watching(ctx context.Context) (*contract.Watching, error) {
	v := &contract.Watching{Version: 1, Since: x.began.UTC(), Reports: []contract.Heartbeat{}}
	list, err := x.times(ctx)
	var none *web.NoCatalogError
	if err != nil && !errors.As(err, &none) {
		return nil, err
	}
	set, _, _ := x.sets()
	if err == nil {
		v.Reports = heartbeats(set, list, x.e.now())
	}
	if v.Alerts, err = x.alerts(ctx); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.now != nil {
		now := *x.now
		v.Now = &now
	}
	if x.last != nil {
		last := *x.last
		v.Last = &last
	}
	v.Next = optional(x.next)
	return v, nil
}

// alerts counts what is not delivered.
func (x *scheduler) alerts(ctx context.Context) (n contract.Alerts, err error) {
	c, release, err := x.lend(ctx)
	var none *web.NoCatalogError
	if errors.As(err, &none) {
		return n, nil
	}
	if err != nil {
		return n, err
	}
	defer release()
	open, err := c.OpenAlerts(ctx)
	for _, a := range open {
		for _, d := range a.Deliveries {
			switch d.State {
			case catalog.Pending:
				n.Pending++
			case ledger.AlertGivenUp:
				n.GivenUp++
			}
		}
	}
	return n, err
}

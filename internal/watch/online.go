package watch

import (
	"context"
	"fmt"
	"sync"
	"time"

	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// The guard tells a dead source from a dead network, and a page from what a
// captive portal puts in its place. It knows four things that a look may be:
//
//   - a cut: a fault that our own connection could be the cause of, or status
//     511. It is held to the pass's end, tried once more there (settle.go), and
//     recorded only if another host answered after it;
//   - an answer: anything else that came from a server;
//   - a strange answer: status 200 where the source's own content was not
//     found, or a first look that ends at another site or gets a page that
//     other sites' sources got too (portal.go). It may be someone else's, so it
//     waits until another host was asked after it and answered well. It is no
//     ground for anything itself, believed or not (ground.go). So is a first look
//     without TLS as long as no other site has answered in another way (fresh.go);
//   - nothing: what was refused before anything was sent says nothing.
//
// A pass goes through these states:
//
//   - opening (opening.go): a handful of hosts is asked, and the canaries of
//     the configuration. When two sites have answered in different ways, the
//     rest begins. Where all fail, or all show one page, the pass is cut short;
//   - going: until three hosts in a row are cut. Then nothing new begins until
//     canaries were asked: those of the configuration, else hosts last seen
//     good. If one answers the pass goes on; if none does it is cut short. So
//     it is where three sites show one strange page, or all who are at work wait
//     with strange answers that have something in common;
//   - cut short: what is in flight or held is dropped, without verdict, record
//     or snapshot; what was finished is kept. The pass gives an error that
//     matches ErrOffline.
//
// With nothing to compare with (one site alone, and no canary known), an answer
// is believed. Hosts that do not answer are something to compare with: beside two
// that did so the last time, a strange answer that a network could have forged
// waits for their second try, and is dropped where that tells no more: for about three
// days, or two weeks where all is as behind a login, see doubt.go.
type guard struct {
	mu       sync.Mutex
	wake     chan struct{}     // closed, and replaced, whenever something below changes
	answered map[string]answer // by host
	sure     map[string]answer // those of them that show what the host is known for
	failed   map[string]failure
	marks    map[string]map[string]bool // what pages look like → the sites that show it
	pages    verdict.Sketches           // those of few words, each once: see texts
	row      map[string]bool            // hosts cut since the last answer
	held     []*sight                   // cut
	aside    []*sight                   // strange, with nobody to vouch for them
	barred   map[string]string          // canaries that may not be asked, and why
	skews    map[string]time.Duration   // by site: how far our clock is ahead of its

	going   bool // the opening is over
	paused  bool // canaries are being asked
	reports []opener
	due     int // of reports

	free     chan struct{}       // filled by the hosts at work
	left     int                 // hosts not begun
	working  int                 // hosts begun and not done
	waiting  map[*sight]word     // strange ones
	crowd    crowd               // of these
	inVain   bool                // canaries were asked for them, and no one has answered since
	odd      bool                // one came in this pass
	fresh    map[string][]string // what pages look like that were never seen before, or came over TLS, by host
	overdue  bool                // passes were in doubt for too long: see doubt.go
	overlong bool                // and where all is as behind a login
	relied   bool                // on one of both

	cut  error
	stop context.CancelCauseFunc
}

// answer is the newest one of a host.
type answer struct {
	asked, at time.Time
	url       string
	marks     []string // of its page
}

func newGuard() *guard {
	return &guard{wake: make(chan struct{}), answered: map[string]answer{}, sure: map[string]answer{}, failed: map[string]failure{}, fresh: map[string][]string{},
		marks: map[string]map[string]bool{}, row: map[string]bool{},
		barred: map[string]string{}, skews: map[string]time.Duration{}, waiting: map[*sight]word{}, crowd: crowd{sites: map[string]map[string]int{}}, stop: func(error) {}}
}

const (
	// manyCut is how many hosts in a row fail before the network is doubted.
	manyCut = 3
	// maxCanaries bounds the requests that find out whether we are online.
	maxCanaries = 3
	// canaryEvery is how often the canaries of the configuration are asked.
	canaryEvery = time.Minute
)

// cutError ends a pass that can't tell its own faults from others'.
type cutError struct {
	msg    string
	unsure bool // see ErrUnsure
}

func (e *cutError) Error() string { return e.msg }
func (e *cutError) Is(target error) bool {
	return target == ErrOffline || e.unsure && target == ErrUnsure
}

func offline(format string, args ...any) error {
	return &cutError{msg: "this machine seems to be offline: " + fmt.Sprintf(format, args...)}
}

// changed tells all who wait. The lock is held.
func (g *guard) changed() {
	close(g.wake)
	g.wake = make(chan struct{})
}

// until waits for ready, which is called with the lock held.
func (g *guard) until(ctx context.Context, ready func() bool) error {
	for {
		g.mu.Lock()
		ok, wake := ready(), g.wake
		g.mu.Unlock()
		if err := context.Cause(ctx); err != nil || ok {
			return err
		}
		select {
		case <-wake:
		case <-ctx.Done():
		}
	}
}

// cutShort ends the pass.
func (g *guard) cutShort(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.cut == nil {
		g.cut = err
		g.stop(err)
		g.changed()
	}
}

func (g *guard) isOver() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.cut
}

// mayLook waits while canaries are being asked.
func (g *guard) mayLook(ctx context.Context) error {
	return g.until(ctx, func() bool { return !g.paused })
}

// begin waits for a host's turn.
func (g *guard) begin(ctx context.Context) error {
	select {
	case g.free <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.left--
	g.working++
	return nil
}

func (g *guard) end() {
	g.mu.Lock()
	g.working--
	g.changed()
	g.mu.Unlock()
	<-g.free
}

// answers notes that a source's host is there. sure says that what it shows is
// known to be its own.
func (g *guard) answers(s *sight, sure bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.answersLocked(s, sure)
}

func (g *guard) answersLocked(s *sight, sure bool) {
	l := s.look
	a := answer{l.Started, l.Done, s.t.url, s.marks}
	if a.at.After(g.answered[s.t.host].at) {
		g.answered[s.t.host] = a
	}
	if sure && a.at.After(g.sure[s.t.host].at) {
		g.sure[s.t.host] = a
	}
	g.inVain = false
	clear(g.row)
	g.changed()
}

// answeredSince says whether a host other than this one answered after t.
func (g *guard) answeredSince(host string, t time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for h, a := range g.answered {
		if h != host && a.at.After(t) {
			return true
		}
	}
	return false
}

// hold puts a cut aside. It says whether too many hosts in a row have been cut:
// then the caller has to doubt.
func (g *guard) hold(s *sight) (doubt bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = append(g.held, s)
	g.row[s.t.host] = true
	if len(g.row) < manyCut || g.paused || !g.going || g.cut != nil {
		return false
	}
	g.paused = true
	return true
}

// isCut says whether a look may be our own connection's doing.
func isCut(l *fetch.Look) bool {
	return l.Fault != nil && l.Fault.Network || l.Status == statusLogin
}

// statusLogin is what a network answers that wants a login first (RFC 6585).
const statusLogin = 511

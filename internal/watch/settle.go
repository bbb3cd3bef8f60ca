package watch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// settle gives the hosts that were cut a second try, and judges what stays cut,
// once it is known that the network stands. What can't be told from a fault of
// our own is dropped: its sources stay due.
func (p *pass) settle(ctx context.Context) error {
	g := p.online
	byHost := map[*hostWork][]*sight{}
	g.mu.Lock()
	for _, s := range g.held {
		byHost[s.h] = append(byHost[s.h], s)
		g.row[s.t.host] = true
	}
	g.held, g.left = nil, len(byHost)
	g.mu.Unlock()
	if len(byHost) == 0 {
		_, err := p.settleAside(ctx)
		return err
	}
	var hosts []*hostWork
	for h := range byHost {
		hosts = append(hosts, h)
	}
	var mu sync.Mutex
	var cut []*sight
	err := eachHost(ctx, hosts, func(ctx context.Context, h *hostWork) error {
		if err := g.begin(ctx); err != nil {
			return err
		}
		defer g.end()
		still, err := p.tryAgain(ctx, h, byHost[h])
		mu.Lock()
		defer mu.Unlock()
		cut = append(cut, still...)
		return err
	})
	var unjudged []error
	if err == nil {
		cut, unjudged, err = p.sift(ctx, cut)
	}
	if err == nil {
		// Last, when all others had their second try.
		var doubted map[string]bool
		if doubted, err = p.settleAside(ctx); errors.Is(err, ErrOffline) {
			unjudged, err = append(unjudged, err), nil
		}
		cut = slices.DeleteFunc(cut, func(s *sight) bool {
			if doubted[s.t.host] {
				s.release()
			}
			return doubted[s.t.host]
		})
	}
	for _, s := range cut {
		if err != nil {
			s.release()
			continue
		}
		s.proven = true // others have answered since
		if err = p.judge(ctx, s); err != nil {
			err = fmt.Errorf("look at %s: %w", s.t.url, err)
		}
	}
	if err != nil {
		return err
	}
	return errors.Join(unjudged...)
}

// tryAgain asks the host once more, and if it answers now, for all of its
// sources that were cut. It gives those that still are.
func (p *pass) tryAgain(ctx context.Context, h *hostWork, list []*sight) ([]*sight, error) {
	first := list[0]
	e := fetch.Once
	if first.look.Effort == fetch.Short && h.unconnected < enough {
		e = fetch.Full // it had no patience yet
	}
	for _, s := range list {
		s.again = true
	}
	s, err := p.seeAgain(ctx, first, e)
	if err != nil {
		return list, err
	}
	if isCut(s.look) {
		if f := first.look.Fault; f != nil && f.Reason == fetch.Timeout && first.look.Effort == fetch.Short && e == fetch.Full {
			first, s = s, first // the one that waited long enough
		}
		s.release()
		list[0] = first
		return list, nil
	}
	h.unconnected = 0
	var still []*sight
	for i, old := range list {
		if i > 0 {
			if s, err = p.seeAgain(ctx, old, fetch.Full); err != nil {
				return append(still, list[i:]...), err
			}
		}
		old.release()
		if isCut(s.look) {
			still = append(still, s)
			continue
		}
		if err := p.admit(ctx, s); err != nil {
			return append(still, list[i+1:]...), fmt.Errorf("look at %s: %w", s.t.url, err)
		}
	}
	return still, nil
}

func (p *pass) seeAgain(ctx context.Context, old *sight, e fetch.Effort) (*sight, error) {
	s, err := p.see(ctx, old.h, old.t, e)
	if err != nil {
		return nil, fmt.Errorf("look at %s: %w", old.t.url, err)
	}
	s.again, s.extra = true, min(old.extra+1, maxExtra)
	return s, nil
}

// sift drops of the cuts those that may be our own doing, with a reason each
// kind in words for a person, which matches ErrOffline.
func (p *pass) sift(ctx context.Context, cut []*sight) (rest []*sight, unjudged []error, err error) {
	g := p.online
	unproven := func(s *sight) bool { return !g.answeredSince(s.t.host, s.look.Done) }
	if slices.ContainsFunc(cut, unproven) {
		if _, _, err := p.askCanaries(ctx); err != nil {
			return cut, nil, err
		}
	}
	drop := func(which func(*sight) bool, say func(n int) error) {
		n := 0
		cut = slices.DeleteFunc(cut, func(s *sight) bool {
			if !which(s) {
				return false
			}
			n++
			s.release()
			return true
		})
		if n > 0 {
			unjudged = append(unjudged, say(n))
		}
	}
	drop(func(s *sight) bool { return s.look.Status == statusLogin && unproven(s) }, func(n int) error {
		return offline("a network in between wants a login first (status 511, for %s)", counted(n, "source"))
	})
	drop(unproven, func(n int) error {
		return offline("%s did not answer, and no other host has answered since", counted(n, "source"))
	})
	if off, hosts := g.clockOff(); off != 0 {
		way := "ahead of"
		if off < 0 {
			way, off = "behind", -off
		}
		drop(func(s *sight) bool { return s.look.Fault != nil && s.look.Fault.Reason == fetch.TLS }, func(n int) error {
			return &cutError{unsure: true, msg: fmt.Sprintf("the clock of this machine is %s %s that of %d hosts: no certificate can be judged, so nothing is said of %s; set the clock",
				off.Round(time.Minute), way, hosts, counted(n, "source"))}
		})
	}
	if failed, tried, sick := p.sickly(cut); sick {
		drop(func(*sight) bool { return true }, func(n int) error {
			return &cutError{unsure: true, msg: fmt.Sprintf("%d of %d hosts did not answer, and nearly all of them did last time: the network of this machine looks ill, so nothing is said of their %s; they stay due",
				failed, tried, counted(n, "source"))}
		})
	}
	return cut, unjudged, nil
}

// The breaker: so many hosts that fail at once, where few did before, are more
// likely one fault near us than many far away.
const (
	breakerHosts  = 10  // known from an earlier look, at least
	breakerShare  = 0.3 // of them that fail now, more than
	breakerBefore = 0.1 // of them that failed last time, less than
)

func (p *pass) sickly(cut []*sight) (failed, tried int, sick bool) {
	failing := map[*hostWork]bool{}
	for _, s := range cut {
		failing[s.h] = isCut(s.look) || failing[s.h]
	}
	before := 0
	for _, h := range p.hosts {
		known := slices.ContainsFunc(h.tasks, func(t *task) bool { return !t.known.LookedAt.IsZero() })
		if !known {
			continue
		}
		tried++
		if failing[h] {
			failed++
		}
		if slices.ContainsFunc(h.tasks, func(t *task) bool { return networkFault(t.known) }) {
			before++
		}
	}
	sick = tried >= breakerHosts && float64(failed) > breakerShare*float64(tried) && float64(before) < breakerBefore*float64(tried) && !p.heldLong(failing)
	return failed, tried, sick
}

// breakerHolds is how long the breaker may keep verdicts back. Hosts do die
// many at a time, where a provider goes; confirmation takes a week from then.
const breakerHolds = 72 * time.Hour

// heldLong tells whether the failing hosts have been due for so long although
// others were looked at meanwhile: earlier passes kept back the same failures.
func (p *pass) heldLong(failing map[*hostWork]bool) bool {
	var newest time.Time // look at a host that answers
	for _, h := range p.hosts {
		for _, t := range h.tasks {
			if !failing[h] && t.known.LookedAt.After(newest) {
				newest = t.known.LookedAt
			}
		}
	}
	long, failed := 0, 0
	for h, bad := range failing {
		if !bad {
			continue
		}
		failed++
		if slices.ContainsFunc(h.tasks, func(t *task) bool {
			due := t.known.NextDue
			return !due.IsZero() && p.w.now().Sub(due) > breakerHolds && newest.After(due)
		}) {
			long++
		}
	}
	return 2*long > failed
}

// networkFault says whether the last look met a fault that our own connection
// could have been the cause of.
func networkFault(s catalog.Source) bool {
	switch s.Fault {
	case fetch.Timeout, fetch.Refused, fetch.Reset, fetch.TLS, fetch.DNS, fetch.DNSTemporary, fetch.Truncated:
		return true
	}
	return false
}

// maxSkew is how far a clock may be off while certificates can be judged.
const maxSkew = 5 * time.Minute

// noteClock compares our clock with a server's.
func (g *guard) noteClock(s *sight) {
	l := s.look
	date, err := http.ParseTime(l.Header.Get("Date"))
	if err != nil {
		return
	}
	if age, err := strconv.Atoi(l.Header.Get("Age")); err == nil && age > 0 { // it comes from a cache
		date = date.Add(time.Duration(age) * time.Second)
	}
	var skew time.Duration
	switch {
	case date.Before(l.Started):
		skew = l.Started.Sub(date)
	case date.After(l.Done):
		skew = l.Done.Sub(date)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.skews[verdict.Site(s.t.host)] = skew
}

// clockAhead gives by how much our clock is ahead where a look would count towards a
// confirmation: as most hosts say, or where one alone was heard, as that one does.
func (g *guard) clockAhead(s *sight) time.Duration {
	off, _ := g.clockOff()
	g.mu.Lock()
	defer g.mu.Unlock()
	if own, ok := g.skews[verdict.Site(s.t.host)]; ok && len(g.skews) == 1 && own > maxSkew {
		off = own
	}
	return max(off, 0)
}

// clockOff gives by how much our clock is ahead, negative behind, if most hosts
// say so and at least two; else 0.
func (g *guard) clockOff() (off time.Duration, hosts int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	var ahead, behind []time.Duration
	for _, d := range g.skews {
		switch {
		case d > maxSkew:
			ahead = append(ahead, d)
		case d < -maxSkew:
			behind = append(behind, d)
		}
	}
	for _, list := range [][]time.Duration{ahead, behind} {
		if len(list) >= 2 && 2*len(list) > len(g.skews) {
			slices.Sort(list)
			return list[len(list)/2], len(list)
		}
	}
	return 0, 0
}

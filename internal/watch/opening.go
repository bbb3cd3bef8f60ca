package watch

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"archiver/internal/verdict"
)

// handful is how many hosts are asked before it is known that the network
// stands. Of them openGood, if there are as many, were good at their last look.
const (
	handful  = 5
	openGood = 3
)

// kinds of a first look.
const (
	cutOff   = iota // a cut
	answered        // by a server
	silent          // nothing was sent
)

// opener is what came of a first look.
type opener struct {
	kind   int
	host   string
	site   string
	url    string
	at     time.Time
	marks  []string
	sketch *verdict.Sketch
	astray bool
	canary bool // of the configuration, and no source's host
	plain  bool // its answer could have been forged
	secure bool // what was cut was asked over TLS
	why    string
}

// run works the hosts of a pass under the guard.
func (g *guard) run(ctx context.Context, p *pass, hosts []*hostWork, stop context.CancelCauseFunc) error {
	var asking sync.WaitGroup
	defer asking.Wait()
	defer stop(nil)
	choose(hosts)
	g.mu.Lock()
	g.stop, g.free, g.left, g.due = stop, make(chan struct{}, p.w.cfg.Hosts), len(hosts), len(p.w.cfg.Canaries)
	for _, h := range hosts {
		if h.opens {
			g.due++
		}
	}
	g.mu.Unlock()
	for _, u := range p.w.cfg.Canaries {
		asking.Go(func() {
			if err := p.askFirst(ctx, u); err != nil {
				stop(err)
			}
		})
	}
	asking.Go(func() { p.beat(ctx, canaryEvery) })
	if err := eachHost(ctx, hosts, p.visitHost); err != nil {
		return err
	}
	return p.settle(ctx)
}

// choose says which hosts open the pass: of different sites, and the lately
// good ones first. The others come in any order, so that a report of many dead
// sources does not open with the same ones every time.
func choose(hosts []*hostWork) {
	rand.Shuffle(len(hosts), func(i, j int) { hosts[i], hosts[j] = hosts[j], hosts[i] })
	good := func(h *hostWork) time.Time {
		var last time.Time
		for _, t := range h.tasks {
			if k := t.known; k.LastGood.After(last) && !k.LastGood.Before(k.LookedAt) {
				last = k.LastGood
			}
		}
		return last
	}
	byGood := slices.Clone(hosts)
	slices.SortStableFunc(byGood, func(a, b *hostWork) int { return cmp.Compare(good(b).Unix(), good(a).Unix()) })
	sites := map[string]bool{}
	take := func(list []*hostWork, most int) {
		for _, h := range list {
			if site := verdict.Site(h.host); len(sites) < most && !sites[site] {
				sites[site], h.opens = true, true
			}
		}
	}
	take(byGood, openGood)
	take(hosts, handful)
}

// opened waits for the end of the opening.
func (g *guard) opened(ctx context.Context) error {
	return g.until(ctx, func() bool { return g.going })
}

// tell reports a first look, and ends the opening where that decides it.
func (p *pass) tell(ctx context.Context, s *sight) error {
	r := opener{canary: len(s.t.cites) == 0, host: s.t.host, site: verdict.Site(s.t.host), url: s.t.url, at: s.look.Done, marks: s.marks, sketch: s.sketch, astray: s.astray,
		plain: s.forgeable(), secure: s.secure()}
	switch {
	case isCut(s.look):
		r.kind, r.why = cutOff, "status 511"
		if s.look.Fault != nil {
			r.why = s.look.Fault.Detail
		}
	case s.look.Status == 0:
		r.kind = silent
	default:
		r.kind = answered
	}
	g := p.online
	g.mu.Lock()
	g.reports = append(g.reports, r)
	if g.going || g.cut != nil {
		g.mu.Unlock()
		return nil
	}
	if g.unlike() {
		g.going = true
		g.changed()
		g.mu.Unlock()
		return nil
	}
	last := len(g.reports) == g.due
	g.mu.Unlock()
	if !last {
		return nil
	}
	return p.endOpening(ctx)
}

// unlike says whether two sites have answered in different ways. The lock is
// held.
func (g *guard) unlike() bool {
	for i, a := range g.reports {
		for _, b := range g.reports[:i] {
			if a.kind == answered && b.kind == answered && a.site != b.site && !alike(a, b) {
				return true
			}
		}
	}
	return false
}

func alike(a, b opener) bool {
	return a.sketch.Same(b.sketch) || slices.ContainsFunc(a.marks, func(m string) bool { return slices.Contains(b.marks, m) })
}

// endOpening decides where the first looks alone did not.
func (p *pass) endOpening(ctx context.Context) error {
	g := p.online
	var cuts, canaries, secure, astray, plain int // canaries: of the cuts
	var why string
	sites := map[string]bool{}
	g.mu.Lock()
	for _, r := range g.reports {
		switch r.kind {
		case cutOff:
			cuts++
			why = r.why
			if r.canary {
				canaries++
			}
			if r.secure {
				secure++
			}
		case answered:
			sites[r.site] = true
			if r.plain {
				plain++
			}
			if r.astray {
				g.odd = true
				astray++
			}
		}
	}
	g.mu.Unlock()
	well := len(sites) == 1 && cuts == 0 && astray == 0 || len(sites) == 0 && cuts == 0
	if !well {
		list, err := p.lastGood(ctx)
		good := false
		if err == nil {
			good, err = p.ask(ctx, list)
		}
		if err != nil {
			return err
		}
		over := g.overdue
		if plain > 0 && (len(sites) > 1 || secure >= manyFail) {
			over = g.overlong
		}
		switch {
		case good:
		case len(sites) == 0:
			g.cutShort(offline("%s (%s)", noneAnswers(cuts-canaries, canaries), why))
		case len(sites) > 1 && !g.rely(over):
			g.cutShort(portal("the first %d hosts all answer with one page", len(sites)))
		case len(sites) == 1 && astray > 0 && cuts > 1 && !g.rely(over):
			g.cutShort(portal("the one host that answers sends us to another, and %d others do not answer (%s)", cuts, why))
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.going = g.cut == nil
	g.changed()
	return g.cut
}

// noneAnswers says that of the sources' hosts and of the canaries that were asked first
// none answers.
func noneAnswers(hosts, canaries int) string {
	canary := "the canary"
	if canaries > 1 {
		canary = fmt.Sprintf("any of the %d canaries", canaries)
	}
	switch {
	case hosts == 0 && canaries == 1:
		return canary + " does not answer"
	case hosts == 0:
		return fmt.Sprintf("none of the %d canaries answers", canaries)
	}
	s := "the one host asked first does not answer"
	if hosts > 1 {
		s = fmt.Sprintf("none of the %d hosts asked first answers", hosts)
	}
	if canaries > 0 {
		s += ", nor does " + canary
	}
	return s
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// askFirst asks the canaries of the configuration as the pass opens.
func (p *pass) askFirst(ctx context.Context, url string) error {
	s, err := p.ping(ctx, canary(url))
	if err != nil {
		return err
	}
	defer s.release()
	p.saysWell(s)
	return p.tell(ctx, s)
}

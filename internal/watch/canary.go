package watch

import (
	"context"
	"maps"
	"net/netip"
	"net/url"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// doubt asks canaries whether the network stands, and cuts the pass short where
// it does not.
func (p *pass) doubt(ctx context.Context) error {
	g := p.online
	good, asked, err := p.askCanaries(ctx)
	if err != nil {
		return err
	}
	if asked > 0 && !good {
		g.cutShort(offline("%d hosts in a row did not answer, and none of %d that are known to be well does", manyCut, asked))
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.paused = false
	clear(g.row)
	g.changed()
	return g.cut
}

// beat asks the canaries of the configuration now and then, until ctx ends.
func (p *pass) beat(ctx context.Context, every time.Duration) {
	if len(p.w.cfg.Canaries) == 0 {
		return
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		start := time.Now()
		good, asked, err := p.askCanaries(ctx)
		if err == nil && asked > 0 && !good && !p.online.answeredSince("", start) {
			p.online.cutShort(offline("no canary answers any more"))
		}
	}
}

// askCanaries asks a few hosts that are expected to answer, all at once, and
// says whether one did: the canaries of the configuration, and where there are
// none, or none answers, hosts lately seen good.
func (p *pass) askCanaries(ctx context.Context) (good bool, asked int, err error) {
	if n := len(p.w.cfg.Canaries); n > 0 {
		var list []*task
		for _, u := range p.w.cfg.Canaries {
			list = append(list, canary(u))
		}
		if good, err = p.ask(ctx, list); err != nil || good {
			return good, n, err
		}
		p.online.mu.Lock()
		asked = n - len(p.online.barred)
		p.online.mu.Unlock()
	}
	list, err := p.lastGood(ctx)
	if err == nil {
		good, err = p.ask(ctx, list)
	}
	return good, asked + len(list), err
}

// noteBarred notes a canary that our own rules forbid to ask: it says nothing of the
// network, and a person named it in vain. One with a name may lead to such an address
// because a portal says so of all names.
func (g *guard) noteBarred(s *sight) {
	if f := s.look.Fault; s.t.id != "" || s.look.Status != 0 || f == nil || f.Reason != fetch.PrivateAddress {
		return
	}
	u, err := url.Parse(s.t.url)
	if err != nil {
		return
	}
	if _, err := netip.ParseAddr(u.Hostname()); err != nil {
		return
	}
	g.mu.Lock()
	g.barred[s.t.url] = s.look.Fault.Detail
	g.mu.Unlock()
}

// canary is a task of which nothing is known.
func canary(url string) *task { return &task{url: url, host: hostOf(url)} }

// ask says whether one of these answers, in a way of its own.
func (p *pass) ask(ctx context.Context, list []*task) (bool, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	type result struct {
		good bool
		err  error
	}
	results := make(chan result, len(list))
	for _, t := range list {
		go func() {
			s, err := p.ping(inner, t)
			if err == nil {
				s.release()
			}
			results <- result{err == nil && p.saysWell(s), err}
		}()
	}
	good := false
	var failure error
	for range list {
		r := <-results
		switch {
		case r.good:
			good = true
			cancel() // one is enough
		case r.err != nil && !good:
			failure = r.err
		}
	}
	if good || failure == nil {
		return good, context.Cause(ctx)
	}
	return false, failure
}

// ping looks at a canary.
func (p *pass) ping(ctx context.Context, t *task) (*sight, error) {
	look, err := p.w.cfg.Fetch.LookWith(ctx, t.url, fetch.Ping)
	if err != nil {
		return nil, err
	}
	s := &sight{t: t, look: look, at: p.w.now()}
	p.online.noteFailure(s)
	p.online.noteBarred(s)
	defer p.pages.drop(t)
	err = p.mark(ctx, s)
	if ref := t.newestSound(); err == nil && ref != nil && !ref.Rendered() {
		var j verdict.Judgement
		j, err = p.compare(ctx, s, ref)
		s.compared = true
		s.other = p.strange(s, j)
	}
	if err != nil {
		s.release()
		return nil, err
	}
	return s, nil
}

// compare judges a look without asking for anything more.
func (p *pass) compare(ctx context.Context, s *sight, ref *catalog.Snapshot) (j verdict.Judgement, err error) {
	r, err := p.referenceOf(ctx, ref)
	if err != nil {
		return j, err
	}
	v, err := p.verdictLook(ctx, s)
	if err != nil {
		return j, err
	}
	return p.w.judge(r, v, verdict.Probes{BrowserMissing: true}, nil), nil
}

// saysWell notes a canary's answer where it is one.
func (p *pass) saysWell(s *sight) bool {
	g := p.online
	g.mu.Lock()
	defer g.mu.Unlock()
	strange := s.astray || s.other
	if isCut(s.look) || s.look.Status == 0 || (strange || g.shownElsewhere(s) > 0) && !g.spent(s) {
		g.odd = g.odd || strange
		return false
	}
	// Nothing is known of one that the configuration names but that a person relies on it.
	g.answersLocked(s, !strange && (s.compared || s.t.id == "") || !s.forgeable())
	return true
}

// lastGood lists sources of a few hosts that lately answered: in this pass
// first, then those that the catalog knows as alive. Hosts that have just failed
// are left out.
func (p *pass) lastGood(ctx context.Context) ([]*task, error) {
	known, err := p.w.cfg.Catalog.Sources(ctx)
	if err != nil {
		return nil, err
	}
	list := slices.Collect(maps.Values(known))
	slices.SortFunc(list, func(a, b catalog.Source) int { return b.LastGood.Compare(a.LastGood) })
	found := p.online.lately(list, known)
	for _, t := range found {
		if t.snapshots, err = p.w.cfg.Catalog.Snapshots(ctx, t.id); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (g *guard) lately(list []catalog.Source, known map[string]catalog.Source) (found []*task) {
	g.mu.Lock()
	defer g.mu.Unlock()
	bad := maps.Clone(g.row)
	for _, s := range g.held {
		bad[s.t.host] = true
	}
	sites := map[string]bool{}
	for s := range g.waiting {
		bad[s.t.host] = true
		if s.astray { // where a login page is, everything is well
			sites[verdict.Site(hostOf(s.look.FinalURL))] = true
		}
	}
	if !g.going {
		for _, r := range g.reports { // they were asked a moment ago
			bad[r.host] = true
		}
	}
	newest := func(by map[string]answer) []answer {
		return slices.SortedFunc(maps.Values(by), func(a, b answer) int { return b.at.Compare(a.at) })
	}
	add := func(u string) {
		host := hostOf(u)
		if site := verdict.Site(host); !bad[host] && !sites[site] && len(found) < maxCanaries {
			sites[site] = true
			id := source.ID(u)
			found = append(found, &task{id: id, url: u, host: host, known: known[id]})
		}
	}
	for _, a := range slices.Concat(newest(g.sure), newest(g.answered)) {
		add(a.url)
	}
	for _, s := range list {
		if !s.LastGood.IsZero() {
			add(s.URL)
		}
	}
	return found
}

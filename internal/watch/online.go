package watch

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"archiver/internal/catalog"
)

// guard tells a dead source from a dead network: a failure that might be this
// machine's own counts only if another host answered after it.
type guard struct {
	mu   sync.Mutex
	last map[string]answer // by host
	held []*sight
}

// answer is the newest one of a host.
type answer struct {
	at  time.Time
	url string
}

func newGuard() *guard { return &guard{last: map[string]answer{}} }

func (g *guard) answered(host, url string, at time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if at.After(g.last[host].at) {
		g.last[host] = answer{at, url}
	}
}

// answeredSince says whether a host other than this one answered after t.
func (g *guard) answeredSince(host string, t time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for h, a := range g.last {
		if h != host && a.at.After(t) {
			return true
		}
	}
	return false
}

func (g *guard) hold(s *sight) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = append(g.held, s)
}

// maxCanaries bounds the requests that find out whether we are online.
const maxCanaries = 3

// settle judges the failures that were put aside, once it is known that the
// network stands, and drops them where it does not.
func (p *pass) settle(ctx context.Context) error {
	held := p.online.held
	p.online.held = nil
	unsettled := func(s *sight) bool { return !p.online.answeredSince(s.t.host, s.look.Done) }
	if slices.ContainsFunc(held, unsettled) {
		if err := p.askCanaries(ctx, held); err != nil {
			return err
		}
	}
	offline := false
	for _, s := range held {
		if unsettled(s) {
			offline = true
			s.release()
			continue
		}
		if err := p.judge(ctx, s); err != nil {
			return err
		}
	}
	if offline {
		return ErrOffline
	}
	return nil
}

// askCanaries looks at a few URLs that are expected to answer.
func (p *pass) askCanaries(ctx context.Context, held []*sight) error {
	urls := p.w.cfg.Canaries
	if len(urls) == 0 {
		var err error
		if urls, err = p.lastGood(ctx); err != nil {
			return err
		}
	}
	asked := map[string]bool{}
	for _, s := range held {
		asked[s.t.host] = true // they have just failed
	}
	good, tries := 0, 0
	for _, u := range urls {
		host := hostOf(u)
		if asked[host] {
			continue
		}
		asked[host] = true
		tries++
		look, err := p.w.cfg.Fetch.Look(ctx, u)
		if err != nil {
			return err
		}
		if look.Status != 0 && (look.Fault == nil || !look.Fault.Network) {
			p.online.answered(host, u, look.Done)
			good++
		}
		look.Release()
		// Two, because one may be of the very host that failed.
		if good == 2 || tries == maxCanaries {
			break
		}
	}
	return nil
}

// lastGood lists URLs that lately answered: in this pass first, then the
// sources that the catalog knows as alive.
func (p *pass) lastGood(ctx context.Context) ([]string, error) {
	p.online.mu.Lock()
	answers := slices.Collect(maps.Values(p.online.last))
	p.online.mu.Unlock()
	slices.SortFunc(answers, func(a, b answer) int { return b.at.Compare(a.at) })
	var urls []string
	for _, a := range answers {
		urls = append(urls, a.url)
	}
	known, err := p.w.cfg.Catalog.Sources(ctx)
	if err != nil {
		return nil, err
	}
	list := slices.Collect(maps.Values(known))
	slices.SortFunc(list, func(a, b catalog.Source) int { return b.LastGood.Compare(a.LastGood) })
	for _, s := range list {
		if !s.LastGood.IsZero() {
			urls = append(urls, s.URL)
		}
	}
	return urls, nil
}

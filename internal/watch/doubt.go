package watch

import (
	"context"
	"errors"

	"archiver/internal/catalog"
)

// Where strange answers are dropped because others fail, and those because nothing else
// answers, no pass would ever tell of either, were it so in earnest: of three sources
// two may die on the day on which the third is replaced. So the doubt ends. A network
// that wants a login is rarely there for days, day after day; what is the same for so
// long is told, and its confirmation takes days more.
const (
	doubtPasses = 3                                // made before, that could not tell
	doubtHolds  = breakerHolds - suspectEvery/10   // since the first of them; cron may come a little early
	doubtApart  = breakerHolds / (2 * doubtPasses) // closer ones count as one
)

// overdue says whether passes could not tell for so long that this one has to.
func (p *pass) overdue(ctx context.Context) (bool, error) {
	d, err := p.w.cfg.Catalog.Doubt(ctx)
	now := p.w.now()
	if d.Last.After(now.Add(maxAhead)) {
		return false, err // by a clock that was wrong
	}
	return d.Passes >= doubtPasses && now.Sub(d.Since) >= doubtHolds, err
}

// noteDoubt notes whether this pass could tell. One that heard from nobody says nothing
// of it, and one page in many places is a network's own, however long.
func (p *pass) noteDoubt(ctx context.Context, passErr error) error {
	if p.commit == nil || p.total == 0 || passErr != nil && !errors.Is(passErr, ErrOffline) {
		return nil
	}
	c := p.w.cfg.Catalog
	d, err := c.Doubt(ctx)
	if err != nil {
		return err
	}
	now, known := p.w.now(), d
	strange, shared := p.online.doubtful()
	switch {
	case passErr == nil, shared:
		d = catalog.Doubt{}
	case strange && (d.Passes == 0 || d.Last.After(now.Add(maxAhead))):
		d = catalog.Doubt{Since: now, Last: now, Passes: 1}
	case strange && now.Sub(d.Last) >= doubtApart:
		d.Last, d.Passes = now, d.Passes+1
	}
	if d == known {
		return nil
	}
	return c.SetDoubt(ctx, d)
}

// doubtful says whether strange answers came in this pass, and whether several sites
// showed one page.
func (g *guard) doubtful() (strange, shared bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, sites := range g.marks {
		shared = shared || len(sites) > 1
	}
	return g.odd, shared
}

// noteOdd notes that a strange answer came.
func (g *guard) noteOdd() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.odd = true
}

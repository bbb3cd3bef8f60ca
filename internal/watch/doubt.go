package watch

import (
	"context"
	"errors"
	"time"

	"archiver/internal/catalog"
)

// Where strange answers are dropped because others fail, and those because nothing else
// answers, no pass would ever tell of either, were it so in earnest: of three sources
// two may die on the day on which the third is replaced. So the doubt ends. A network
// that wants a login is rarely there for days, day after day; what is the same for so
// long is told, and its confirmation takes days more. Where all is as it would be behind
// a login that doubt ends too, since sites of one owner do show one page, but only when a
// journey is over, or a bill is paid.
const (
	doubtPasses = 3                                 // made before, that could not tell
	doubtHolds  = breakerHolds - suspectEvery/10    // since the first of them; cron may come a little early
	doubtLong   = 14*24*time.Hour - suspectEvery/10 // since then, where all is as behind a login
	doubtApart  = breakerHolds / (2 * doubtPasses)  // closer ones count as one
)

// overdue says whether passes could not tell for so long that this one has to, and
// whether it has to where all is as behind a login.
func (p *pass) overdue(ctx context.Context) (overdue, overlong bool, err error) {
	d, err := p.w.cfg.Catalog.Doubt(ctx)
	now := p.w.now()
	if err != nil || d.Last.After(now.Add(maxAhead)) || d.Passes < doubtPasses {
		return false, false, err // maybe by a clock that was wrong
	}
	return now.Sub(d.Since) >= doubtHolds, now.Sub(d.Since) >= doubtLong, nil
}

// noteDoubt notes whether this pass could tell. One that heard from nobody says nothing
// of it.
func (p *pass) noteDoubt(ctx context.Context, passErr error) error {
	if p.commit == nil || p.commit.failed() != nil || p.total == 0 || passErr != nil && !errors.Is(passErr, ErrOffline) {
		return nil
	}
	c := p.w.cfg.Catalog
	d, err := c.Doubt(ctx)
	if err != nil {
		return err
	}
	now, known := p.w.now(), d
	strange, relied := p.online.doubtful()
	switch {
	case passErr == nil && relied: // the next may have to, too
	case passErr == nil:
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

// doubtful says whether strange answers came in this pass, or one page from several
// sites, and whether any was believed because earlier passes could not tell either.
func (g *guard) doubtful() (strange, relied bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	strange = g.odd
	for _, sites := range g.marks {
		strange = strange || len(sites) > 1
	}
	return strange, g.relied
}

// noteOdd notes that a strange answer came.
func (g *guard) noteOdd() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.odd = true
}

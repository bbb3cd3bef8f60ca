package watch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/verdict"
)

// Options choose what a pass does.
type Options struct {
	// All looks at every source, due or not.
	All bool
	// Check is the gate before publication: every source is looked at, no
	// snapshot is taken, and no look is put off by it.
	Check bool
	// NoLook asks no live source; how each stands is what the catalog knows.
	NoLook bool
	// ArchiveOnly leaves the live sources out of the results: with NoLook, the
	// archive alone is verified.
	ArchiveOnly bool
}

// task is one source of a pass with all that is known of it.
type task struct {
	id, url, host string
	cites         []source.Cite
	known         catalog.Source     // zero: never looked at
	snapshots     []catalog.Snapshot // oldest first
	standings     map[string]standing

	// What the pass found.
	flaws    map[string]flaw // of its snapshots, by object, as found before the look
	looked   bool
	judged   map[string]standing // by cite key
	snapshot string              // taken, kept, none
	status   int
	finalURL string
}

// pass is the state of one pass.
type pass struct {
	w      *Watcher
	opt    Options
	online *guard
	commit *committer
	pages  *pageCache

	mu     sync.Mutex
	done   int
	total  int
	sinks  map[string]map[string]bool // final URL → IDs of sources that ended there
	opened map[string]bool            // hosts that served a source in this pass
}

// Pass looks at the sources that set cites, records what was seen, and gives
// how every citation stands. An error matching ErrOffline comes with a Result:
// what was looked at before the network went stands in it.
func (w *Watcher) Pass(ctx context.Context, set []source.Cite, opt Options) (*Result, error) {
	tasks, err := w.plan(ctx, set)
	if err != nil {
		return nil, err
	}
	p := &pass{w: w, opt: opt, online: newGuard(), pages: newPageCache(),
		sinks: map[string]map[string]bool{}, opened: map[string]bool{}}
	for _, t := range tasks {
		p.noteSink(t.known.FinalURL, t)
	}
	fix := newFixity(ctx, w)
	if err := fix.all(ctx, tasks, opt.Check || opt.NoLook); err != nil {
		return nil, err
	}
	var passErr error
	if !opt.NoLook {
		if w.cfg.Log != nil {
			p.commit = newCommitter(w)
		}
		passErr = p.look(ctx, tasks)
		if err := p.commit.close(passErr != nil && !errors.Is(passErr, ErrOffline)); err != nil && (passErr == nil || errors.Is(passErr, ErrOffline)) {
			passErr = err
		}
	}
	if passErr != nil && !errors.Is(passErr, ErrOffline) {
		return nil, passErr
	}
	res, err := p.result(ctx, set, tasks)
	if err != nil {
		return nil, err
	}
	return res, passErr
}

// plan groups citations by source and loads what the catalog knows of each.
func (w *Watcher) plan(ctx context.Context, set []source.Cite) (map[string]*task, error) {
	sources, err := w.cfg.Catalog.Sources(ctx)
	if err != nil {
		return nil, err
	}
	snapshots, err := w.cfg.Catalog.AllSnapshots(ctx)
	if err != nil {
		return nil, err
	}
	standings, err := w.cfg.Catalog.Standings(ctx)
	if err != nil {
		return nil, err
	}
	tasks := map[string]*task{}
	for _, c := range set {
		id := source.ID(c.Citation.URL)
		t := tasks[id]
		if t == nil {
			t = &task{id: id, url: c.Citation.URL, host: hostOf(c.Citation.URL), known: sources[id],
				snapshots: snapshots[id], standings: map[string]standing{}, judged: map[string]standing{}}
			tasks[id] = t
		}
		t.cites = append(t.cites, c)
		if s, ok := standings[catalog.StandingKey(id, citeKey(c))]; ok {
			st, err := decodeStanding(s)
			if err != nil {
				return nil, err
			}
			t.standings[citeKey(c)] = st
		}
	}
	return tasks, nil
}

// citeKey names a citation within its source for the log and the catalog.
func citeKey(c source.Cite) string { return c.Manifest.ID + "/" + string(c.Footnote.Number) }

// hostOf is the unit of politeness: host and port.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	return strings.ToLower(u.Host)
}

// look works all due tasks host by host, then settles the failures that might
// be this machine's own.
func (p *pass) look(ctx context.Context, tasks map[string]*task) error {
	hosts := map[string][]*task{}
	now := p.w.now()
	for _, t := range tasks {
		if p.opt.Check || p.opt.All || t.due(now) {
			hosts[t.host] = append(hosts[t.host], t)
			p.total++
		}
	}
	for _, list := range hosts {
		slices.SortFunc(list, func(a, b *task) int { return strings.Compare(a.url, b.url) })
	}
	err := p.w.eachHost(ctx, hosts, func(ctx context.Context, list []*task) error {
		for _, t := range list {
			if err := p.visit(ctx, t); err != nil {
				return fmt.Errorf("look at %s: %w", t.url, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.settle(ctx)
}

func (p *pass) report(t *task, st standing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if p.w.progress != nil {
		p.w.progress(Progress{Done: p.done, Total: p.total, URL: t.url,
			Verdict: string(st.Verdict), Reason: string(st.Reason), Snapshot: t.snapshot})
	}
}

// noteSink remembers where a redirected source ended: several sources of
// different content that end on one page are a sign of a soft 404.
func (p *pass) noteSink(final string, t *task) {
	if final == "" || final == t.url {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sinks[final] == nil {
		p.sinks[final] = map[string]bool{}
	}
	p.sinks[final][t.id] = true
}

func (p *pass) sinkCount(final string, t *task) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.sinks[final])
	if p.sinks[final][t.id] {
		n--
	}
	return n
}

func (p *pass) noteOpen(host string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opened[host] = true
}

func (p *pass) isOpen(host string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.opened[host]
}

// due says whether a source is to be looked at: within a tenth of its interval
// counts, so that a cron job a little early does not skip a whole round.
func (t *task) due(now time.Time) bool {
	if t.known.NextDue.IsZero() || len(t.snapshots) == 0 && t.known.LookedAt.IsZero() {
		return true
	}
	slack := t.known.NextDue.Sub(t.known.LookedAt) / 10
	return !now.Before(t.known.NextDue.Add(-max(slack, 0)))
}

// suspectEvery is how often a source that does not look well is looked at,
// whatever its schedule: confirmation counts such looks.
const suspectEvery = 24 * time.Hour

// nextDue computes when the source is to be looked at again.
func (t *task) nextDue(now time.Time, kind string, suspect bool) (time.Time, error) {
	var next time.Time
	for _, c := range t.cites {
		expr := c.Citation.Schedule
		if expr == "" {
			expr = c.Manifest.Schedule
		}
		s := source.Default(t.url, kind)
		if expr != "" {
			var err error
			if s, err = source.ParseSchedule(expr); err != nil {
				return time.Time{}, err
			}
		}
		if n := s.Next(now); next.IsZero() || n.Before(next) {
			next = n
		}
	}
	if soon := now.Add(suspectEvery); suspect && soon.Before(next) {
		next = soon
	}
	return next.UTC(), nil
}

// suspect says whether a standing calls for a closer watch.
func suspect(s standing) bool {
	switch s.Verdict {
	case verdict.OK, verdict.Moved:
		return false
	}
	return !s.Confirmed || s.Verdict == verdict.Blocked || s.Verdict == verdict.Unreachable
}

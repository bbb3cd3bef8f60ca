package watch

import (
	"cmp"
	"context"
	"errors"
	"maps"
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
	// Soon is how long before its time a source is looked at, so that others are not
	// looked at a moment later: a tenth of its interval at most, and none where its
	// schedule names a time of day. 0: a tenth, as where cron may come a little early.
	Soon time.Duration
	// Others are citations beside those asked for. Where one cites a source
	// of the pass, it is judged with it, and its schedule counts.
	Others []source.Cite
	// NoLook asks no live source; how each stands is what the catalog knows.
	NoLook bool
	// ArchiveOnly leaves the live sources out of the results: with NoLook, the
	// archive alone is verified.
	ArchiveOnly bool
	// Accepted gives what is accepted of a citation by now, where that may differ from
	// what the citation says: see Watcher.Between. nil: it does not.
	Accepted func(source.Cite) *source.Accept
	// Unread, with NoLook, reads nothing of the archive: how a snapshot stands is
	// what was found when it was last read. There may be no Store then.
	Unread bool
}

// gate says that it is a check: of the live sources, or of the archive alone.
func (o Options) gate() bool { return o.Check && !o.NoLook || o.ArchiveOnly }

// goesOn says that a source with a snapshot which may not be read is set aside.
func (o Options) goesOn() bool { return !o.Check && !o.NoLook || o.gate() }

// task is one source of a pass with all that is known of it.
type task struct {
	unshown       string // why the browser failed at the last look; "" where it did not
	id, url, host string
	cites         []source.Cite
	suspects      map[string]bool    // of its snapshots, those in which an audit found something
	known         catalog.Source     // zero: never looked at
	snapshots     []catalog.Snapshot // oldest first
	withdrawn     []catalog.Snapshot // those whose bytes a person took away
	standings     map[string]standing
	others        map[string]standing // of the source's other citations, asked for or not

	// What the pass found.
	flaws    map[string]flaw      // of its snapshots, by object, as found before the look
	reads    map[string]time.Time // of its snapshots, when they were last read; Options.Unread only
	denied   map[string]error     // why some of them may not be read, by object
	unread   error                // why the source was left alone: one of those is needed for a look
	looked   bool
	judged   map[string]standing // by cite key
	snapshot string              // taken, kept, none
	captured bool                // a snapshot was taken of the live source
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
	hosts  map[string]*hostWork
	// glance, if set, is given what was seen instead of anything being made of it.
	glance func(context.Context, *sight, verdict.Judgement) error

	mu     sync.Mutex
	done   int
	total  int
	sinks  map[string]map[string]bool // final URL → IDs of sources that ended there
	opened map[string]bool            // hosts that served a source in this pass

	rescued Rescued
	trouble trouble
}

// Pass looks at the sources that set cites, records what was seen, and gives
// how every citation stands. An error matching ErrOffline comes with a Result:
// what was looked at before the network went stands in it.
func (w *Watcher) Pass(ctx context.Context, set []source.Cite, opt Options) (*Result, error) {
	tasks, err := w.plan(ctx, set, opt.Others)
	if err != nil {
		return nil, err
	}
	p := &pass{w: w, opt: opt, online: newGuard(), pages: newPageCache(),
		sinks: map[string]map[string]bool{}, opened: map[string]bool{}}
	for _, t := range tasks {
		p.noteSink(t.known.FinalURL, t)
	}
	// A run that has nothing to do reads nothing.
	fixed := tasks
	if !opt.Check && !opt.NoLook {
		fixed = maps.Clone(tasks)
		maps.DeleteFunc(fixed, func(_ string, t *task) bool { return !opt.All && !t.due(w.now(), opt.Soon) && len(t.suspects) == 0 })
	}
	if opt.Unread {
		if err := w.asLastRead(ctx, tasks); err != nil {
			return nil, err
		}
	} else {
		// What may not be read is no reason to take a snapshot anew, nor to leave all
		// other sources alone. A gate says of it that nothing is known.
		f := newFixity(ctx, w)
		if f.err != nil && opt.gate() && notLet(ctx, f.err) {
			return nil, f.err // of none anything is
		}
		f.aside = opt.goesOn()
		if err := f.all(ctx, fixed, opt.Check || opt.ArchiveOnly); err != nil {
			return nil, err
		}
	}
	able := maps.Clone(tasks)
	maps.DeleteFunc(able, func(_ string, t *task) bool { return t.unread != nil })
	if !opt.ArchiveOnly {
		if err := p.derive(ctx, able); err != nil {
			return nil, err
		}
	}
	var passErr error
	if !opt.NoLook {
		if w.cfg.Log != nil {
			command := "run"
			if opt.Check {
				command = "check"
			}
			p.commit = newCommitter(w, command)
		}
		if p.online.overdue, p.online.overlong, err = p.overdue(ctx); err != nil {
			return nil, err
		}
		lookErr := p.look(ctx, able)
		if passErr = lookErr; passErr == nil {
			passErr = p.rescue(ctx, able)
		}
		if err := p.commit.close(passErr != nil); err != nil {
			return nil, errors.Join(passErr, err)
		}
		if err := p.noteDoubt(ctx, lookErr); err != nil {
			return nil, errors.Join(passErr, err)
		}
	}
	if passErr != nil && !errors.Is(passErr, ErrOffline) {
		return nil, passErr
	}
	res, err := p.result(ctx, set, tasks)
	if err != nil {
		return nil, err
	}
	res.Unrecorded = p.commit.failed()
	return res, passErr
}

// plan groups citations by source and loads what the catalog knows of each.
func (w *Watcher) plan(ctx context.Context, set, others []source.Cite) (map[string]*task, error) {
	return w.planBy(ctx, set, others, w.cfg.Catalog.AllSnapshots)
}

// planBy is plan with those snapshots alone that a query gives.
func (w *Watcher) planBy(ctx context.Context, set, others []source.Cite, query func(context.Context, ...string) (map[string][]catalog.Snapshot, error)) (map[string]*task, error) {
	tasks := map[string]*task{}
	ids := sourceIDs(set)
	if len(ids) == 0 {
		return tasks, nil
	}
	sources, err := w.cfg.Catalog.Sources(ctx, ids...)
	if err != nil {
		return nil, err
	}
	snapshots, err := query(ctx, ids...)
	if err != nil {
		return nil, err
	}
	withdrawn, err := w.cfg.Catalog.Withdrawn(ctx, ids...)
	if err != nil {
		return nil, err
	}
	standings, err := w.cfg.Catalog.Standings(ctx, ids...)
	if err != nil {
		return nil, err
	}
	flawed, err := w.cfg.Catalog.Flawed(ctx, ids...)
	if err != nil {
		return nil, err
	}
	bySource := map[string]map[string]catalog.Standing{}
	for _, s := range standings {
		if bySource[s.SourceID] == nil {
			bySource[s.SourceID] = map[string]catalog.Standing{}
		}
		bySource[s.SourceID][s.Cite] = s
	}
	asked := map[string]bool{}
	for _, c := range set {
		asked[citeKey(c)] = true
	}
	others = slices.DeleteFunc(slices.Clone(others), func(c source.Cite) bool { return asked[citeKey(c)] })
	for i, c := range append(slices.Clone(set), others...) {
		id := source.ID(c.Citation.URL)
		t := tasks[id]
		if t == nil && i >= len(set) {
			continue
		}
		if t == nil {
			t = &task{id: id, url: c.Citation.URL, host: hostOf(c.Citation.URL), known: sources[id],
				snapshots: snapshots[id], withdrawn: withdrawn[id], standings: map[string]standing{}, judged: map[string]standing{}}
			if err := w.withoutWithdrawn(ctx, t); err != nil {
				return nil, err
			}
			// By place in the log: clocks jump.
			slices.SortFunc(t.snapshots, func(a, b catalog.Snapshot) int { return cmp.Compare(a.LogIndex, b.LogIndex) })
			t.suspects = suspectsOf(t, flawed)
			tasks[id] = t
		}
		t.cites = append(t.cites, c)
		if s, ok := bySource[id][citeKey(c)]; ok {
			st, err := decodeStanding(s)
			if err != nil {
				return nil, err
			}
			t.standings[citeKey(c)] = st
			continue
		}
		// New to the archive, which may know the source: see derive.
		for cite, s := range bySource[id] {
			if t.others == nil {
				t.others = map[string]standing{}
			}
			if t.others[cite], err = decodeStanding(s); err != nil {
				return nil, err
			}
		}
	}
	return tasks, nil
}

// sourceIDs are those of the sources that these cite.
func sourceIDs(set []source.Cite) []string {
	ids := make([]string, len(set))
	for i, c := range set {
		ids[i] = source.ID(c.Citation.URL)
	}
	return ids
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
	p.hosts = map[string]*hostWork{}
	now := p.w.now()
	for _, t := range tasks {
		if p.opt.Check || p.opt.All || t.due(now, p.opt.Soon) {
			h := p.hosts[t.host]
			if h == nil {
				h = &hostWork{host: t.host}
				p.hosts[t.host] = h
			}
			h.tasks = append(h.tasks, t)
			p.total++
		}
	}
	if p.total == 0 {
		return nil
	}
	for _, t := range tasks {
		if h := p.hosts[t.host]; h != nil && t.stoodRefused() {
			h.refuses(t)
		}
	}
	for _, h := range p.hosts {
		slices.SortFunc(h.tasks, func(a, b *task) int { return strings.Compare(a.url, b.url) })
	}
	ctx, stop := context.WithCancelCause(ctx)
	err := p.online.run(ctx, p, slices.Collect(maps.Values(p.hosts)), stop)
	for _, s := range slices.Concat(p.online.held, p.online.aside) { // none where all went well
		s.release()
	}
	if over := p.online.isOver(); over != nil && (errors.Is(err, context.Canceled) || errors.Is(err, ErrOffline)) {
		return over
	}
	return err
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

// suspect says whether a standing calls for a closer watch.
func suspect(s standing) bool {
	switch s.Verdict {
	case verdict.OK, verdict.Moved:
		return false
	}
	return !s.Confirmed || s.Verdict == verdict.Blocked || s.Verdict == verdict.Unreachable
}

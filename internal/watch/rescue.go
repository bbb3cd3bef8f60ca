package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/netguard"
	"archiver/internal/verdict"
)

// A rescue takes over, from another archive, the copy of a source that lies
// nearest to the day at which the report cites it: of a source that is dead, and
// of one that never showed itself. It comes after all looks of a run, so that it
// puts none off; the archive is asked for one thing at a time, and for nothing
// more in this pass once it is in trouble.
//
// The copy is a snapshot like any other, with provenance: its bytes are those of
// the exchange with the archive, its date is the archive's word. It is what a
// citation is compared with where it lies nearest (see reference). It is never
// what a run compares the live source with to see whether to take a new snapshot
// (see newestOf), nor whose verdict stands in the log as the source's own (see
// newestSound): an old copy says nothing of what changed since our last look.

// Rescue names the archive, and what is asked of it.
type Rescue struct {
	Service *fetch.Wayback
	// Save, if set, has a run ask the archive to capture what is alive.
	Save *fetch.SaveOptions
	// SaveEvery is the least time between two such requests. 10 s: six a minute.
	SaveEvery time.Duration
}

// Rescued is what came of asking another archive in a pass.
type Rescued struct {
	Service       string // its host
	Asked, Copied int    // sources
	ToSave, Saved int    // sources
	// Trouble is why the archive was not asked for the rest; "" if it was.
	Trouble string
}

const (
	rescueFor    = 10 * time.Minute   // for the copies of one pass
	rescueTries  = 3                  // copies looked at for one source
	rescueAgain  = 7 * 24 * time.Hour // after which a source without a copy is asked for again
	troubleAgain = time.Hour          // after which an archive in trouble is asked again, unless it names a time
)

// The outcomes of a rescue, as they are logged.
const (
	rescueCopied      = "copied"
	rescueNone        = "none"
	rescueUnfit       = "unfit"
	rescueExcluded    = "excluded"
	rescueUnavailable = "unavailable"
)

// rescue asks for copies, and then for captures, as far as that is wanted.
func (p *pass) rescue(ctx context.Context, tasks map[string]*task) error {
	r := p.w.cfg.Rescue
	if r == nil || p.commit == nil || p.opt.Check {
		return nil
	}
	list := slices.SortedFunc(maps.Values(tasks), func(a, b *task) int { return cmp.Compare(a.url, b.url) })
	// Of a source of which a snapshot was withdrawn nobody else is asked for a copy,
	// nor to make one: it would hold what was taken away.
	list = slices.DeleteFunc(list, func(t *task) bool { return confides(t.url, r.Service.Host()) || len(t.withdrawn) > 0 })
	wanted := slices.DeleteFunc(slices.Clone(list), func(t *task) bool { return !t.needsRescue() })
	if len(wanted) == 0 && r.Save == nil {
		return nil
	}
	asked, trouble, err := p.requests(ctx, r.Service.Base())
	if err != nil {
		return err
	}
	p.rescued.Service = r.Service.Host()
	wanted = slices.DeleteFunc(wanted, func(t *task) bool {
		r := asked[ledger.KindRescue+t.id]
		return r.Outcome != rescueCopied && p.waits(r) // a copy that is wanted again was damaged
	})
	// One over which the archive broke down does not stand before the others again.
	slices.SortStableFunc(wanted, func(a, b *task) int {
		last := func(t *task) int {
			if asked[ledger.KindRescue+t.id].Outcome == rescueUnavailable {
				return 1
			}
			return 0
		}
		return cmp.Compare(last(a), last(b))
	})
	if len(wanted) > 0 {
		if trouble != "" {
			p.rescued.Trouble = trouble
			return nil
		}
		if err := p.commit.put(ctx, true); err != nil { // the looks first
			return err
		}
	}
	began := time.Now()
	for _, t := range wanted {
		if time.Since(began) > rescueFor { // a slow archive must not keep the next run waiting
			p.rescued.Trouble = "that takes long; the next run goes on"
			return nil
		}
		p.tellRescue(r.Service)
		if err := p.rescueOne(ctx, r.Service, t); err != nil || p.rescued.Trouble != "" {
			return err
		}
	}
	if r.Save != nil {
		if trouble != "" {
			p.rescued.Trouble = trouble
			return nil
		}
		return p.save(ctx, r, list, asked)
	}
	return nil
}

// requests gives the last request of each kind for each source, to this service;
// and what keeps us from asking it for anything now, if something does.
func (p *pass) requests(ctx context.Context, service string) (map[string]catalog.Request, string, error) {
	all, err := p.w.cfg.Catalog.Requests(ctx)
	if err != nil {
		return nil, "", err
	}
	last := map[string]catalog.Request{}
	trouble := ""
	for _, r := range all {
		if r.Service != service { // another one has to be asked anew
			continue
		}
		last[r.Kind+r.SourceID] = r
		trouble = ""
		if r.Outcome == rescueUnavailable && p.waits(r) {
			trouble = "it was in trouble; it is asked again after " + r.Again.Format(time.RFC3339)
		}
	}
	return last, trouble, nil
}

// sought gives the sources of which another archive said, not long ago, that it
// has no copy that helps.
func (p *pass) sought(ctx context.Context, tasks map[string]*task) (map[string]bool, error) {
	list := map[string]bool{}
	if len(tasks) == 0 {
		return list, nil
	}
	all, err := p.w.cfg.Catalog.Requests(ctx, slices.Collect(maps.Keys(tasks))...)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		if r.Kind == ledger.KindRescue {
			list[r.SourceID] = r.Outcome != rescueCopied && r.Outcome != rescueUnavailable && p.w.now().Before(r.At.Add(rescueAgain))
		}
	}
	return list, nil
}

// waits says whether it is too early to ask again.
func (p *pass) waits(r catalog.Request) bool { return p.w.now().Before(r.Again) }

func (p *pass) tellRescue(s *fetch.Wayback) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w.progress != nil {
		p.w.progress(Progress{Done: p.done, Total: p.total, URL: s.Base()})
	}
}

// needsRescue says whether another archive's copy would help: no snapshot shows
// the source itself, or it is dead and none is of the very day. A damaged one
// shows nothing.
func (t *task) needsRescue() bool {
	dead, known := false, false
	for _, c := range t.cites {
		st, ok := t.judged[citeKey(c)]
		if !ok {
			st, ok = t.standings[citeKey(c)]
		}
		known = known || ok
		dead = dead || st.Verdict == verdict.Dead
		if st.Reason == verdict.PrivateAddress {
			return false
		}
	}
	if !known || slices.ContainsFunc(t.snapshots, func(s catalog.Snapshot) bool {
		return originRank(&s) == 1 && t.flaws[s.Object].state == ""
	}) {
		return false
	}
	own := nearestSource(notSaved(t.snapshots), t.wantedDay(), false, t.flaws)
	return own == nil || dead && fromDay(own.CapturedAt, t.wantedDay()) > 0
}

// notSaved leaves out what persons saved: another archive's copy is worth having
// beside it.
func notSaved(list []catalog.Snapshot) []catalog.Snapshot {
	return slices.DeleteFunc(slices.Clone(list), func(s catalog.Snapshot) bool { return originRank(&s) == 2 })
}

// wantedDay is the earliest day at which a report cites the source: a later one
// may be compared with our own captures.
func (t *task) wantedDay() time.Time {
	day := referenceDay(t.cites[0])
	for _, c := range t.cites[1:] {
		if d := referenceDay(c); d.Before(day) {
			day = d
		}
	}
	return day
}

// confides says whether a URL is none of an outside archive's business: it names
// a place inside a network, or holds a name and password.
func confides(raw, service string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.User != nil {
		return true
	}
	host, _, _ := strings.Cut(service, ":")
	return inside(u.Hostname()) && !inside(host)
}

func inside(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if a, err := netip.ParseAddr(host); err == nil {
		return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast()
	}
	for _, end := range []string{".local", ".internal", ".lan", ".intranet", ".home.arpa"} {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return netguard.IsLocalhost(host) || !strings.Contains(host, ".")
}

// rescueOne asks for one source, and logs what came of it.
func (p *pass) rescueOne(ctx context.Context, svc *fetch.Wayback, t *task) error {
	now := p.w.now()
	rec := ledger.RescueRecord{URL: t.url, Service: svc.Base(), Again: now.Add(rescueAgain)}
	sealed, err := p.copyFor(ctx, svc, t, &rec)
	var service *fetch.ServiceError
	var none *fetch.NoCopyError
	switch {
	case errors.As(err, &service):
		rec.Outcome, rec.Detail = rescueUnavailable, service.Detail
		rec.Again = now.Add(min(max(service.RetryAfter, troubleAgain), rescueAgain))
		p.rescued.Trouble = service.Detail
	case errors.As(err, &none):
		rec.Outcome, rec.Detail = rescueNone, none.Detail
		if none.Excluded {
			rec.Outcome = rescueExcluded
		}
	case err != nil:
		return fmt.Errorf("rescue %s: %w", t.url, err)
	}
	p.rescued.Asked++
	records := []ledger.Record{{Kind: ledger.KindRescue, At: now, Body: rec}}
	if sealed != nil {
		p.rescued.Copied++
		t.snapshots, t.snapshot = append(t.snapshots, sealed.snapshot), "taken"
		records = slices.Insert(records, 0, ledger.Record{Kind: ledger.KindSnapshot, At: now, Body: sealed.record})
	}
	return p.commit.put(ctx, false, records...)
}

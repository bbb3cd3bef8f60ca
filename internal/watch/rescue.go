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
	list = slices.DeleteFunc(list, func(t *task) bool { return confides(t.url, r.Service.Host()) })
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
	all, err := p.w.cfg.Catalog.Requests(ctx, "")
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
func (p *pass) sought(ctx context.Context) (map[string]bool, error) {
	all, err := p.w.cfg.Catalog.Requests(ctx, "")
	if err != nil {
		return nil, err
	}
	list := map[string]bool{}
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
		return s.Provenance != nil && t.flaws[s.Object].state == ""
	}) {
		return false
	}
	own := nearestSource(t.snapshots, t.wantedDay(), false, t.flaws)
	return own == nil || dead && fromDay(own.CapturedAt, t.wantedDay()) > 0
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

// copyFor looks for the copy to take over, nearest first, and seals it. rec
// tells what was tried.
func (p *pass) copyFor(ctx context.Context, svc *fetch.Wayback, t *task, rec *ledger.RescueRecord) (*sealed, error) {
	tried := map[string]bool{}
	day := t.wantedDay()
	var held []*heldCopy // copies that show the source
	defer func() {
		for _, h := range held {
			h.s.look.Release()
		}
	}()
	// The link that the report itself gives to its readers comes first.
	for _, c := range t.cites {
		if a := c.Citation.Archived; a != nil && len(rec.Tried) < rescueTries {
			if k, ok := svc.Copy(a.URL); ok && !tried[k.Timestamp] {
				tried[k.Timestamp] = true
				h, _, err := p.try(ctx, svc, t, k, rec)
				if err != nil {
					return nil, err
				}
				if h != nil {
					held = append(held, h)
					if dated(k, h.at()) || fromDay(h.at(), day) <= fromDay(k.At(), day) {
						return p.take(ctx, svc, h, nil, rec)
					}
				}
			}
		}
	}
	list, err := svc.Find(ctx, t.url, day.Add(12*time.Hour))
	var none *fetch.NoCopyError
	if errors.As(err, &none) && len(held) > 0 {
		list, err = &fetch.Found{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer list.Release()
	// A copy is as near as its own date says, not as the index does: it is held
	// until none that is left could be nearer.
	own := nearestSource(t.snapshots, day, false, t.flaws)
	nearer := func(at time.Time) bool { return own == nil || fromDay(at, day) < fromDay(own.CapturedAt, day) }
	farther := false
	for {
		left := slices.IndexFunc(list.Copies, func(k fetch.Copy) bool {
			return !tried[k.Timestamp] && !(k.Digest != "" && tried[k.Digest]) && nearer(k.At())
		})
		if len(rec.Tried) >= rescueTries {
			left = -1
		}
		if len(held) > 0 {
			best := slices.MinFunc(held, func(a, b *heldCopy) int { return cmp.Compare(fromDay(a.at(), day), fromDay(b.at(), day)) })
			if left < 0 || fromDay(best.at(), day) <= fromDay(list.Copies[left].At(), day) {
				return p.take(ctx, svc, best, list, rec)
			}
		}
		if left < 0 {
			break
		}
		k := list.Copies[left]
		tried[k.Timestamp] = true
		h, same, err := p.try(ctx, svc, t, k, rec)
		if err != nil {
			return nil, err
		}
		switch {
		case h == nil && same: // the same bytes would say the same
			tried[k.Digest] = true
		case h != nil && !nearer(h.at()):
			h.s.look.Release()
			farther = true
			rec.Tried[h.n].Outcome = "the archive dates it " + h.at().Format(time.DateOnly) + ": no nearer to the report's date than our own"
		case h != nil:
			held = append(held, h)
		}
	}
	rec.Outcome, rec.Detail = rescueUnfit, "no copy that was tried shows the source"
	switch {
	case farther, len(rec.Tried) == 0 && len(list.Copies) > 0:
		rec.Outcome, rec.Detail = rescueNone, "no copy is nearer to the report's date than our own"
	case len(rec.Tried) == 0:
		rec.Outcome, rec.Detail = rescueNone, "the archive has no copy"
	}
	return nil, nil
}

// heldCopy is a copy that shows the source, and was not taken over yet.
type heldCopy struct {
	s *sight
	j verdict.Judgement
	n int // its place in the record
}

// at is when the archive says that it captured it.
func (h *heldCopy) at() time.Time { return h.s.look.Memento.At }

// dated says whether the address of a copy names the date that the copy has.
func dated(k fetch.Copy, at time.Time) bool {
	return strings.HasPrefix(at.UTC().Format("20060102150405"), k.Timestamp) || k.At().Format(time.DateOnly) == at.UTC().Format(time.DateOnly)
}

// try looks at one copy, and gives it if it shows the source. same: another copy
// of the same digest would be judged the same.
func (p *pass) try(ctx context.Context, svc *fetch.Wayback, t *task, k fetch.Copy, rec *ledger.RescueRecord) (h *heldCopy, same bool, err error) {
	look, err := svc.Fetch(ctx, t.url, k)
	var none *fetch.NoCopyError
	if errors.As(err, &none) {
		rec.Tried = append(rec.Tried, ledger.RescueTry{Memento: k.Timestamp + " " + clip(k.URL, 2000), Outcome: none.Detail})
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer func() {
		if h == nil {
			look.Release()
		}
	}()
	if err := hashUnpacked(look); err != nil {
		return nil, false, err
	}
	s := &sight{t: t, look: look, at: p.w.now()}
	j, unfit, err := p.judgeCopy(ctx, s)
	if err != nil {
		return nil, false, err
	}
	outcome := cmp.Or(unfit, "it shows the source; another one is nearer")
	rec.Tried = append(rec.Tried, ledger.RescueTry{Memento: clip(look.Memento.URL, 2000), Outcome: outcome})
	if unfit != "" {
		// The digest is that of the body that was asked for, whole.
		return nil, look.Fault == nil && len(look.Hops) == 0, nil
	}
	return &heldCopy{s: s, j: j, n: len(rec.Tried) - 1}, false, nil
}

// take seals a copy.
func (p *pass) take(ctx context.Context, svc *fetch.Wayback, h *heldCopy, found *fetch.Found, rec *ledger.RescueRecord) (*sealed, error) {
	look := h.s.look
	if k, ok := svc.Copy(look.Memento.URL); ok && !dated(k, h.at()) {
		h.s.origin = fmt.Sprintf("its address names %s, the archive dates it %s", k.At().Format(time.DateOnly), h.at().Format(time.DateOnly))
		rec.Detail = h.s.origin
	}
	// What the archive said of its copies belongs to the evidence. It stays
	// found's to release.
	own := look.Exchanges
	if found != nil {
		look.Exchanges = append(slices.Clone(found.Exchanges), own...)
	}
	sealed, err := p.seal(ctx, h.s, h.j)
	look.Exchanges = own
	if err != nil {
		return nil, err
	}
	rec.Outcome, rec.Tried[h.n].Outcome = rescueCopied, rescueCopied
	return sealed, nil
}

// judgeCopy judges a copy as a first look, with what is in it alone: the live
// site can't tell how it looked then. unfit says why it does not show the source.
func (p *pass) judgeCopy(ctx context.Context, s *sight) (j verdict.Judgement, unfit string, err error) {
	if s.look.Fault != nil {
		return j, "its answer is not whole: " + s.look.Fault.Detail, nil
	}
	v, err := p.verdictLook(ctx, s)
	if err != nil {
		return j, "", err
	}
	j = p.w.judge(nil, v, verdict.Probes{BrowserMissing: true}, s.t.quotes())
	switch {
	case j.Class != verdict.ClassSource:
		return j, fmt.Sprintf("%s %s: %s", j.Verdict, j.Reason, j.Detail), nil
	case slices.Contains(j.Want, verdict.WantSibling) || slices.Contains(j.Want, verdict.WantHome):
		// It has one sign of an error page, and nothing can clear it now.
		return j, "it may be an error page: " + strings.Join(j.Evidence, "; "), nil
	}
	return j, "", nil
}

// save asks the archive to capture what is alive, one source after the other.
func (p *pass) save(ctx context.Context, r *Rescue, list []*task, asked map[string]catalog.Request) error {
	every := r.SaveEvery
	if every <= 0 {
		every = 10 * time.Second
	}
	var next time.Time
	for _, t := range list {
		if !t.alive() || p.waits(asked[ledger.KindSave+t.id]) {
			continue
		}
		if p.rescued.ToSave == maxSaves {
			p.rescued.Trouble = fmt.Sprintf("%d requests to save are enough for one run; the next goes on", maxSaves)
			return nil
		}
		if err := wait(ctx, time.Until(next)); err != nil {
			return err
		}
		next = time.Now().Add(every)
		p.tellRescue(r.Service)
		rec := ledger.SaveRecord{URL: t.url, Service: r.Service.Base(), Again: p.w.now().Add(saveAgain)}
		saved, err := r.Service.Save(ctx, t.url, *r.Save)
		var service *fetch.ServiceError
		var keys *fetch.KeysError
		switch {
		case errors.As(err, &keys):
			p.rescued.Trouble = "it does not take the keys to save"
			return nil // asked again once they are right
		case errors.As(err, &service):
			rec.Outcome, rec.Detail = rescueUnavailable, service.Detail
			rec.Again = p.w.now().Add(min(max(service.RetryAfter, troubleAgain), rescueAgain))
			p.rescued.Trouble = service.Detail
		case err != nil:
			return fmt.Errorf("have %s saved: %w", t.url, err)
		default:
			rec.Outcome, rec.Job, rec.Memento, rec.Detail = saved.Outcome, saved.Job, saved.Memento, saved.Detail
			p.rescued.ToSave++
			if saved.Outcome == fetch.SaveDone {
				p.rescued.Saved++
			}
		}
		err = p.commit.put(ctx, false, ledger.Record{Kind: ledger.KindSave, At: p.w.now(), Body: rec})
		if err != nil || p.rescued.Trouble != "" {
			return err
		}
	}
	return nil
}

const (
	saveAgain = 30 * 24 * time.Hour // after which a source is asked to be saved again
	maxSaves  = 60                  // in one run: ten minutes of them
)

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(max(d, 0)):
		return nil
	}
}

// alive says whether this pass saw the source itself, for every citation.
func (t *task) alive() bool {
	for _, c := range t.cites {
		switch st := t.judged[citeKey(c)]; {
		case st.Verdict == verdict.OK, st.Verdict == verdict.Moved:
		case st.Verdict == verdict.Changed && (st.Reason == verdict.Edited || st.Reason == verdict.QuoteLost):
		default:
			return false
		}
	}
	return t.looked && newestOf(t.snapshots, verdict.ClassSource) != nil
}

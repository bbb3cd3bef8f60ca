package watch

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
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
	wanted = slices.DeleteFunc(wanted, func(t *task) bool { return p.waits(asked[ledger.KindRescue+t.id]) })
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
// the source itself, or it is dead and none is of the very day.
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
	if !known || slices.ContainsFunc(t.snapshots, func(s catalog.Snapshot) bool { return s.Provenance != nil }) {
		return false
	}
	own := nearestSource(t.snapshots, t.wantedDay(), false, nil)
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
	// The link that the report itself gives to its readers comes first.
	var found fetch.Found
	for _, c := range t.cites {
		if a := c.Citation.Archived; a != nil && len(rec.Tried) < rescueTries {
			if k, ok := svc.Copy(a.URL); ok && !tried[k.Timestamp] {
				tried[k.Timestamp] = true
				if s, err := p.try(ctx, svc, t, k, &found, rec); s != nil || err != nil {
					return s, err
				}
			}
		}
	}
	day := t.wantedDay()
	list, err := svc.Find(ctx, t.url, day.Add(12*time.Hour))
	if err != nil {
		return nil, err
	}
	defer list.Release()
	own := nearestSource(t.snapshots, day, false, nil)
	for _, k := range list.Copies {
		if len(rec.Tried) >= rescueTries {
			break
		}
		if tried[k.Timestamp] || k.Digest != "" && tried[k.Digest] ||
			own != nil && fromDay(k.At(), day) >= fromDay(own.CapturedAt, day) {
			continue
		}
		tried[k.Timestamp], tried[k.Digest] = true, true // the same bytes would say the same
		if s, err := p.try(ctx, svc, t, k, list, rec); s != nil || err != nil {
			return s, err
		}
	}
	rec.Outcome, rec.Detail = rescueUnfit, "no copy that was tried shows the source"
	switch {
	case len(rec.Tried) > 0:
	case len(list.Copies) > 0:
		rec.Outcome, rec.Detail = rescueNone, "no copy is nearer to the report's date than our own"
	default:
		rec.Outcome, rec.Detail = rescueNone, "the archive has no copy"
	}
	return nil, nil
}

// try looks at one copy, and seals it if it shows the source.
func (p *pass) try(ctx context.Context, svc *fetch.Wayback, t *task, k fetch.Copy, found *fetch.Found, rec *ledger.RescueRecord) (*sealed, error) {
	look, err := svc.Fetch(ctx, t.url, k)
	var none *fetch.NoCopyError
	if errors.As(err, &none) {
		rec.Tried = append(rec.Tried, ledger.RescueTry{Memento: k.Timestamp + " " + clip(k.URL, 2000), Outcome: none.Detail})
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s := &sight{t: t, look: look, at: p.w.now()}
	defer look.Release()
	j, unfit, err := p.judgeCopy(ctx, s)
	if err != nil {
		return nil, err
	}
	tell := func(outcome string) {
		rec.Tried = append(rec.Tried, ledger.RescueTry{Memento: clip(look.Memento.URL, 2000), Outcome: outcome})
	}
	if unfit != "" {
		tell(unfit)
		return nil, nil
	}
	// What the archive said of its copies belongs to the evidence. It stays
	// found's to release.
	own := look.Exchanges
	look.Exchanges = append(slices.Clone(found.Exchanges), own...)
	sealed, err := p.seal(ctx, s, j)
	look.Exchanges = own
	if err != nil {
		return nil, err
	}
	tell(rescueCopied)
	rec.Outcome = rescueCopied
	return sealed, nil
}

// judgeCopy judges a copy as a first look, with what is in it alone: the live
// site can't tell how it looked then. unfit says why it does not show the source.
func (p *pass) judgeCopy(ctx context.Context, s *sight) (j verdict.Judgement, unfit string, err error) {
	v, err := p.verdictLook(ctx, s)
	if err != nil {
		return j, "", err
	}
	j = verdict.Judge(nil, v, verdict.Probes{BrowserMissing: true}, s.t.quotes())
	switch {
	case s.look.Fault != nil:
		return j, "its answer is not whole: " + s.look.Fault.Detail, nil
	case j.Class != verdict.ClassSource:
		return j, fmt.Sprintf("%s %s: %s", j.Verdict, j.Reason, j.Detail), nil
	case slices.Contains(j.Want, verdict.WantSibling) || slices.Contains(j.Want, verdict.WantHome):
		// It has one sign of an error page, and nothing can clear it now.
		return j, "it may be an error page: " + strings.Join(j.Evidence, "; "), nil
	}
	return j, "", nil
}

// unpack undoes the coding in which some archives hand a copy out without saying
// so. Where there is none, the body passes as it is.
func unpack(h http.Header, body io.Reader, limit int64) (io.Reader, error) {
	if !fetch.StillCoded(h) {
		return body, nil
	}
	br := bufio.NewReader(body)
	if magic, _ := br.Peek(3); string(magic) != "\x1f\x8b\x08" {
		return br, nil
	}
	z, err := gzip.NewReader(br)
	if err != nil {
		return nil, err
	}
	return io.LimitReader(z, limit), nil
}

// maxCopy caps the text of a copy that is unpacked here, in bytes.
const maxCopy = 64 << 20

// copyInput is the body of a copy as an extractor takes it.
func copyInput(h http.Header, body io.Reader, url string) (extract.Input, error) {
	plain, err := unpack(h, body, maxCopy)
	return extract.Input{Body: plain, Size: -1, ContentType: h.Get("Content-Type"), URL: url}, err
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

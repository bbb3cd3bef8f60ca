package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/verdict"
)

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
	own := nearestSource(notSaved(t.snapshots), day, false, t.flaws)
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

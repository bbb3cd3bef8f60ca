package watch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/verdict"
)

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

package repair

import (
	"context"
	"fmt"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// checkpoints tells of a log/checkpoint that is not the newest once all else is done:
// whoever opens the log writes it anew, so something keeps that from being done.
func (r *repairer) checkpoints(ctx context.Context) error {
	for i, st := range r.places {
		if r.size[i] < 0 {
			continue
		}
		log, err := ledger.OpenReader(ctx, st)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || log.Fault() == nil {
			continue // what else is wrong with the log was told
		}
		says := fmt.Sprintf("in the %s: %v. Nothing is lost by it, but it could not be replaced", Places[i], log.Fault())
		marks, err := r.marks(ctx, st)
		switch {
		case err != nil:
			return err
		case len(marks) == 0:
			says += "; see to it that this program may write there, and take away what stands there in its place. The next run writes it anew"
		default:
			says += ": somebody deleted it, and this server lets nothing be written where a delete marker stands. Find out who did it, and take the marker away, and nothing else; the next run writes it anew"
			for _, m := range marks {
				if m.Undo != "" {
					says += ": " + m.Undo
					break // the newest is the one that counts
				}
			}
		}
		r.out.Failed = append(r.out.Failed, Finding{"not-repaired", ledger.CheckpointKey, says})
	}
	return nil
}

// marks gives the delete markers over log/checkpoint, newest first.
func (r *repairer) marks(ctx context.Context, st store.Store) (list []store.Intrusion, err error) {
	v, ok := st.(store.Versioned)
	if !ok {
		return nil, nil
	}
	for m, err := range v.Intrusions(ctx, ledger.CheckpointKey) {
		if err != nil {
			return nil, err
		}
		if m.Key != ledger.CheckpointKey {
			break // log/checkpoints/…
		}
		if m.Deleted {
			list = append(list, m)
		}
	}
	return list, nil
}

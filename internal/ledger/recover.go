package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// ErrNoNeed: the log opens as it is.
var ErrNoNeed = errors.New("recover log: nothing is wrong with it")

// NotIntactError says that an archive's log cannot be gone on from.
type NotIntactError struct{ Findings []Finding }

func (e *NotIntactError) Error() string {
	return fmt.Sprintf("recover log: %s: %s (%d findings in all)", e.Findings[0].Object, e.Findings[0].Detail, len(e.Findings))
}

// Recover has the log go on from what the archive holds, where Open refuses with
// a *HeadLostError, *HeadError, *AheadError, *BehindError or *ForkError. A person
// must want it, and say why: if the archive is not the newest copy there is, the
// log forks here. That it was done is logged, in the same step, as a record of
// kind "recovery". Unless the archive's log is intact, it refuses; see Passed.
//
// A batch that was committed and partly written out when the head was lost is
// finished first, from its records.
func Recover(ctx context.Context, cfg Config, reason string) (*Log, error) {
	l, err := newLog(cfg)
	if err != nil {
		return nil, err
	}
	if reason == "" {
		return nil, errors.New("recover log: no reason given")
	}
	l.mu.Lock()
	defer l.mu.Unlock()

	raw, err := cfg.Head.Load(ctx)
	if err != nil {
		return nil, fmt.Errorf("read log head: %w", err)
	}
	fault := l.fault(ctx)
	switch {
	case fault == nil:
		return nil, ErrNoNeed
	case !recoverable(fault):
		return nil, fault
	}
	if l.passed, err = l.intact(ctx); err != nil {
		return nil, err
	}
	cp, hint, err := l.finishOrphan(ctx)
	var last *head
	if err == nil {
		cp, last, err = l.finishClaimed(ctx, cp)
	}
	if err != nil {
		return nil, err
	}
	if last != nil && len(last.lines) == 1 {
		if line, err := decodeLine(0, 0, last.lines[0]); err == nil && line.Kind == KindRecovery {
			// A recovery that died: it is logged, and only the head lacks it.
			if err := l.follow(context.WithoutCancel(ctx), &head{raw: raw}, last, nil, hint); err != nil {
				return nil, fmt.Errorf("recover log: %w", err)
			}
			return l, nil
		}
	}

	record := RecoveryRecord{Reason: reason, Fault: fault.Error()}
	if old, _, err := splitHead(raw); err == nil {
		record.Head = string(old)
	}
	line, err := encodeLine(Record{Kind: KindRecovery, Body: record}, l.cfg.Now(), l.cfg.Rand)
	if err != nil {
		return nil, err
	}
	// As any other batch, but for the head, which is whatever it is.
	if _, err := l.commit(ctx, &head{raw: raw, cp: cp}, [][]byte{line}, hint); err != nil {
		return nil, fmt.Errorf("recover log: %w", err)
	}
	return l, nil
}

// fault says why the log does not open.
func (l *Log) fault(ctx context.Context) error {
	if err := l.begin(ctx); err != nil {
		return err
	}
	_, err := l.settle(ctx)
	return err
}

func recoverable(err error) bool {
	var lost *HeadLostError
	var head *HeadError
	var ahead *AheadError
	var behind *BehindError
	var fork *ForkError
	return errors.As(err, &lost) || errors.As(err, &head) || errors.As(err, &ahead) || errors.As(err, &fork) ||
		errors.As(err, &behind) && behind.Archive >= 0
}

// Passed tells of what Recover passed over: files that others added where a later
// checkpoint would stand.
func (l *Log) Passed() []Finding { return slices.Clone(l.passed) }

// intact checks the archive's log. log/checkpoint, which the recovery replaces,
// may be anything. So may what stands where a later checkpoint than the newest would:
// the log's key did not sign it, so it says nothing of how far the log goes. (Where it
// was the newest and is damaged, its batch was claimed. It is then finished, or
// refused for what stands there.)
func (l *Log) intact(ctx context.Context) (passed []Finding, err error) {
	findings := Check(ctx, l.cfg.Store)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	newest, err := findPublished(ctx, l.cfg.Store, l.verifier, newestThereIs)
	if err != nil {
		return nil, err
	}
	var bad []Finding
	for _, f := range findings {
		size, ok := sizeOf(f.Object, checkpointPrefix, "")
		switch {
		case ok && newest.newest != nil && size > newest.newest.size:
			passed = append(passed, f)
		case !f.Warning && f.Object != checkpointObject:
			bad = append(bad, f)
		}
	}
	if len(bad) > 0 {
		return nil, &NotIntactError{bad}
	}
	return passed, nil
}

// finishClaimed writes out what was claimed to come after cp, and gives the newest
// checkpoint, and the last claim as a head; nil: there was none.
func (l *Log) finishClaimed(ctx context.Context, cp *checkpoint) (*checkpoint, *head, error) {
	var last *head
	for {
		c, err := l.readClaim(ctx, cp.size)
		if c == nil || err != nil {
			return cp, last, err
		}
		next, objects, err := l.planClaim(ctx, cp, c)
		if err == nil {
			err = l.writeOut(ctx, next, objects)
		}
		if err != nil {
			return nil, nil, fmt.Errorf("recover log: %w", err)
		}
		cp, last = next.cp, next
	}
}

// finishOrphan gives the archive's newest checkpoint, after writing out the batch
// beyond it, if there is one, and what stands in log/checkpoint. Records are
// written out before all else, and batches one after the other, so there is at
// most one, and its records are there if anything of it is. That is for logs of
// before there were claims: a file of records proves nothing by itself, and whoever
// may write to the store could have us sign what they like.
func (l *Log) finishOrphan(ctx context.Context) (newest *checkpoint, hint []byte, err error) {
	p, err := findPublished(ctx, l.cfg.Store, l.verifier, newestThereIs)
	if err != nil {
		return nil, nil, err
	}
	cp := p.newest
	if cp == nil { // nothing but a key
		if p.fault != nil {
			return nil, nil, p.fault
		}
		root, err := tlog.TreeHash(0, nil)
		if err != nil {
			return nil, nil, err
		}
		if cp, err = sign(l.signer, 0, root); err != nil {
			return nil, nil, err
		}
		return cp, nil, l.publish(ctx, encodeHead(cp, nil), nil)
	}
	for key, err := range l.cfg.Store.List(ctx, claimsPrefix) {
		if err != nil {
			return nil, nil, fmt.Errorf("recover log: %w", err)
		}
		if _, ok := claimOf(key); ok {
			return cp, p.hint, nil // such a batch was claimed, and nobody signed the rest
		}
	}
	sizes, err := listSizes(ctx, l.cfg.Store, recordsPrefix, ".jsonl")
	if err != nil {
		return nil, nil, fmt.Errorf("recover log: %w", err)
	}
	for _, size := range sizes {
		if size <= cp.size {
			continue
		}
		key := RecordsPath(size)
		data, err := readObject(ctx, l.cfg.Store, key, maxRecords)
		if err != nil {
			return nil, nil, fmt.Errorf("recover log: %w", err)
		}
		lines, ok := splitLines(data)
		if !ok || size-int64(len(lines)) != cp.size {
			return nil, nil, fmt.Errorf("recover log: %w", &AlteredError{key, "does not follow the newest checkpoint"})
		}
		next, objects, err := l.plan(ctx, cp, lines)
		if err != nil {
			return nil, nil, err
		}
		return next.cp, p.hint, l.writeOut(ctx, next, objects)
	}
	return cp, p.hint, nil
}

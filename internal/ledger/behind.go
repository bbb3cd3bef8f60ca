package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"archiver/internal/store"
)

// KindCatchUp is the kind of a CatchUpRecord.
const KindCatchUp = "catch-up"

// CatchUpRecord says that a machine found the log longer than its head knew, made
// sure that what the head knew is how the log begins, and went on from its end. So
// it is where another machine with a copy of the key writes to the same archive,
// or where the head was restored from a backup.
type CatchUpRecord struct {
	Head string `json:"head"` // the signed checkpoint of the head that was behind
	Size int64  `json:"size"` // of the log when it was found
}

// CaughtUp tells of a head that was behind its log.
type CaughtUp struct {
	Head, Size int64     // entries that the head knew of, and that the log had
	Since      time.Time // of the first entry that it did not know of; zero: not known
}

// CaughtUp tells of each time that this Log found its head behind, or that another
// was faster to continue the log.
func (l *Log) CaughtUp() []CaughtUp {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.caught)
}

// overtaken notes that another process has continued h by next. l.mu is held.
func (l *Log) overtaken(h, next *head) {
	u := CaughtUp{Head: h.cp.size, Size: next.cp.size}
	if line, err := decodeLine(u.Head, u.Size, next.lines[0]); err == nil {
		u.Since = line.At
	}
	l.caught = append(l.caught, u)
}

// maxBehind is far more than any log has; package tlog never ends near 1<<62.
const maxBehind = 1 << 50

// behind says how far a head is behind the log that r reads. ok is false unless
// the log begins as the head knows it: by the hash of its first entries, which is
// computed from tiles that lead to the signed root of all.
func behind(ctx context.Context, r *Reader, cp *checkpoint) (c CaughtUp, ok bool, err error) {
	if cp.size >= r.cp.size {
		return c, false, nil
	}
	if r.cp.size > maxBehind {
		return c, false, &AlteredError{checkpointObject, fmt.Sprintf("says %d entries", r.cp.size)}
	}
	proof, err := r.Consistency(ctx, cp.size, r.cp.size)
	if err != nil || !consistent(proof, cp, r.cp) {
		return c, false, err
	}
	c = CaughtUp{Head: cp.size, Size: r.cp.size}
	for line, err := range r.Records(ctx, cp.size) {
		if err == nil {
			c.Since = line.At
		}
		break
	}
	return c, true, ctx.Err()
}

// catchUp has a head that is behind adopt the archive's state, if that is a
// continuation of what it knows. It is safe: nothing is signed for the old size
// again, what comes next has to be claimed, and a head that knows more than the
// archive is never set back. What it can't tell is whether an archive that was
// put back to an older state is newer than a head that is older still; so it is
// logged. fault is given back where the head is no ancestor.
func (l *Log) catchUp(ctx context.Context, h *head, fault error) (*head, error) {
	r, err := OpenReader(ctx, l.cfg.Store)
	if err != nil {
		return nil, err
	}
	c, ok, err := behind(ctx, r, h.cp)
	if err != nil {
		return nil, err
	}
	if !ok {
		var ahead *AheadError
		if errors.As(fault, &ahead) {
			fault = &ForkError{Size: h.cp.size}
		}
		return nil, fault
	}
	record := Record{Kind: KindCatchUp, Body: CatchUpRecord{Head: string(h.cp.signed), Size: r.cp.size}}
	line, err := encodeLine(record, l.cfg.Now(), l.cfg.Rand)
	if err != nil {
		return nil, err
	}
	own := *r.cp
	own.raw = own.signed
	cur := encodeHead(&own, nil)
	if err := l.cfg.Head.Swap(ctx, h.raw, cur.raw); err != nil {
		return nil, err
	}
	l.caught = append(l.caught, c)
	for {
		next, err := l.commit(ctx, cur, [][]byte{line}, nil)
		if !errors.Is(err, errTaken) {
			return next, err
		}
		if next, err = l.finishClaim(ctx, cur); err != nil {
			return nil, err
		}
		if next == nil {
			return nil, store.ErrConflict
		}
		cur = next
	}
}

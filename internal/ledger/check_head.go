package ledger

import (
	"context"
	"fmt"

	"archiver/internal/store"
)

// CheckHead compares an archive's log with a head's value: what the archive alone
// cannot tell is whether its newest part was cut off.
func CheckHead(ctx context.Context, st store.Store, value []byte) []Finding {
	one := func(code, format string, args ...any) []Finding {
		return []Finding{{Code: code, Object: checkpointObject, Detail: fmt.Sprintf(format, args...), Warning: code == CodeUnfinished}}
	}
	r, err := OpenReader(ctx, st)
	if err != nil {
		return nil // Check tells
	}
	h, err := parseHead(value, r.v)
	if err != nil {
		return one(CodeForked, "the local head does not belong to this log: %v", err)
	}
	size := r.cp.size
	switch {
	case size < h.first():
		return one(CodeRolledBack, "the log has %d entries; the local head knows of %d: the newest were removed, or this is an old copy", size, h.cp.size)
	case size < h.cp.size:
		return one(CodeUnfinished, "entries %d to %d are not written out yet; the next run does it", size, h.cp.size-1)
	}
	// The head's checkpoint must be one of this log: the archive keeps them all.
	same := h.cp.root == r.cp.root
	if size > h.cp.size {
		raw, err := readObject(ctx, st, checkpointPath(h.cp.size), maxCheckpoint)
		if err != nil {
			return one(CodeForked, "the local head has a checkpoint of %d entries that this log never had", h.cp.size)
		}
		cp, err := parseCheckpoint(raw, r.v)
		same = err == nil && cp.root == h.cp.root // that it fits the log, Check tells
	}
	if !same {
		return one(CodeForked, "the local head and the archive disagree on the first %d entries", h.cp.size)
	}
	return nil
}

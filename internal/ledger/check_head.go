package ledger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// CheckHead compares an archive's log with a head's value: what the archive alone
// cannot tell is whether its newest part was cut off.
func CheckHead(ctx context.Context, st store.Store, value []byte) []Finding {
	one := func(code, format string, args ...any) []Finding {
		return []Finding{{Code: code, Object: checkpointObject, Detail: fmt.Sprintf(format, args...), Warning: code == CodeUnfinished || code == CodeContinued}}
	}
	r, err := OpenReader(ctx, st)
	if err != nil {
		return nil // Check tells
	}
	h, err := parseHead(value, r.v)
	if err != nil && !foreign(value, r) {
		return one(CodeHeadDamaged, "the local head is no head any more: it was cut short, or written over (%v). Whether the end of the log is there can't be told by it", err)
	}
	if err != nil {
		return one(CodeForked, "the local head does not belong to this log: %v", err)
	}
	size := r.cp.size
	switch {
	case size < h.first():
		return one(CodeRolledBack, "the log has %d entries; the local head knows of %d: the newest were removed, or this is an old copy", size, h.cp.size)
	case size < h.cp.size && !follows(ctx, r, h):
		return one(CodeForked, "the local head and the archive hold two logs of one name: its newest batch does not follow the %d entries of the archive", size)
	case size < h.cp.size && inWay(ctx, st, r.v) != "":
		return one(CodeUnfinished, "entries %d to %d are not written out yet, and no run can do it: what somebody put there stands in the way, see %s", size, h.cp.size-1, CodeUnexpected)
	case size < h.cp.size:
		return one(CodeUnfinished, "entries %d to %d are not written out yet; the next run does it", size, h.cp.size-1)
	}
	if size == h.cp.size && r.cp.root == h.cp.root {
		return nil
	}
	c, ok, err := behind(ctx, r, h.cp)
	switch {
	case err != nil && !isAltered(err):
		found := one(CodeUnreadable, "whether the log continues what the local head knows can't be told: %v", err)
		if errors.Is(err, fs.ErrPermission) {
			found[0].Denied = err
		}
		return found
	case !ok:
		return one(CodeForked, "the local head and the archive hold two logs of one name: they do not begin with the same %d entries", h.cp.size)
	}
	return one(CodeContinued, "the local head knows of %d entries, and the log has gone on to %d%s; it begins with those %d. "+
		"Another machine that has the key wrote the rest, or the head was restored from a backup. Nothing is lost, and what next writes from here catches up; but two machines must not write one log: stop the runs of one of them",
		h.cp.size, size, sinceWords(c.Since), h.cp.size)
}

// foreign says whether a head that does not verify is whole, and another log's: nothing
// in it claims to be of this log's key, and it does not say what this log says. Else it
// is this log's, and damaged.
func foreign(value []byte, r *Reader) bool {
	raw, _, err := splitHead(value)
	if err != nil {
		return false
	}
	var other *note.UnverifiedNoteError
	if _, err := note.Open(raw, note.VerifierList(r.v)); !errors.As(err, &other) {
		return false
	}
	cp, err := unverifiedCheckpoint(raw)
	return err == nil && (cp.size != r.cp.size || cp.root != r.cp.root)
}

// follows says whether the head's batch leads from what is there to what was signed;
// true too where the tiles to tell it by can't be read, which Check tells.
func follows(ctx context.Context, r *Reader, h *head) bool {
	if r.cp.size > h.first() {
		return false // no log is ever in the middle of a batch
	}
	e, err := loadEdge(ctx, r.st, r.cp.size)
	if err != nil || e.root() != r.cp.root {
		return true
	}
	for _, line := range h.lines {
		e.push(leafOf(entryOf(line)), func(int, int64, []tlog.Hash) {})
	}
	return e.root() == h.cp.root
}

// sinceWords says since when, if that is known.
func sinceWords(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return " since " + t.UTC().Format(time.DateTime) + " UTC"
}

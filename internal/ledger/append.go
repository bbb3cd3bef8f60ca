package ledger

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"archiver/internal/store"
)

// Append logs records as one batch under one new checkpoint. When it returns
// without an error they are durable. With an *UnpublishedError they are
// committed too; with any other they are not in the log (unless the claim could
// not be read back after it failed to be made, which the error then says).
//
// The crash order, and what a crash after each step leaves:
//  1. The edge is re-read from the archive, and its root compared with the
//     signed one. Nothing has changed.
//  2. The batch is worked out, and its checkpoint signed. Nothing has changed.
//  3. The claim is created, which holds the records. From here on the batch is
//     part of the log; whoever opens the log next, on any machine that has the
//     key, writes it out. Before, it never was, and nothing of it is anywhere.
//     Where another batch was claimed, that one is finished, and this one comes
//     after it: nothing has been signed for two continuations that anyone saw.
//  4. The head is swapped: it holds the checkpoint and the records.
//  5. records/SIZE.jsonl, then the bundles of entries, the tiles, and
//     checkpoints/SIZE are created. After a crash the archive has files beyond
//     its checkpoint, which readers do not look at; they are created again with
//     the same bytes.
//  6. checkpoint is swapped. Done. A failure here harms nothing: readers find the
//     newest of checkpoints/SIZE, and the next batch swaps it. Fault tells.
//
// The head is only swapped again once step 5 has been seen done, so there is at
// most one batch to finish.
func (l *Log) Append(ctx context.Context, recs ...Record) (Batch, error) {
	now := l.cfg.Now()
	lines := make([][]byte, len(recs))
	hashes := make([][32]byte, len(recs))
	total := 0
	l.mu.Lock() // also for the sake of Rand
	defer l.mu.Unlock()
	for i, r := range recs {
		line, err := encodeLine(r, now, l.cfg.Rand)
		if err != nil {
			return Batch{}, err
		}
		lines[i], hashes[i] = line, sha256.Sum256(line)
		if total += len(line) + 1; total > maxRecords {
			return Batch{}, fmt.Errorf("append to log: a batch of more than %d bytes", maxRecords)
		}
	}
	for {
		cur, err := l.settle(ctx)
		if err != nil {
			return Batch{}, err
		}
		batch := Batch{First: cur.cp.size, Size: cur.cp.size + int64(len(lines)), Hashes: hashes}
		if len(lines) == 0 {
			return batch, nil
		}
		_, err = l.commit(ctx, cur, lines, nil)
		var late *unwritten
		switch {
		case errors.Is(err, errTaken):
			continue // another process was faster
		case errors.As(err, &late):
			return batch, &UnpublishedError{batch, late.err}
		case err != nil:
			return Batch{}, fmt.Errorf("append to log: %w", err)
		}
		return batch, nil
	}
}

// settle gives the present head, with its batch written out in the archive, and
// all that was claimed to come after it.
func (l *Log) settle(ctx context.Context) (*head, error) {
	for {
		h, err := l.fit(ctx)
		if err != nil {
			return nil, err
		}
		next, err := l.finishClaim(ctx, h)
		if err != nil {
			return nil, err
		}
		if next == nil {
			return h, nil
		}
		if l.opened { // else it may be what a crash of our own left
			l.overtaken(h, next)
		}
	}
}

// fit gives the present head, with its batch written out in the archive. It
// compares archive and head, and refuses what does not fit.
func (l *Log) fit(ctx context.Context) (*head, error) {
	var seen []byte
	for {
		// The archive first: what is published was in the head before.
		hint, hinted, bad := readHint(ctx, l.cfg.Store, l.verifier)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		raw, err := l.cfg.Head.Load(ctx)
		if err != nil {
			return nil, fmt.Errorf("read log head: %w", err)
		}
		if raw == nil {
			return nil, &HeadLostError{Size: max(0, sizeIn(hinted))}
		}
		h, err := parseHead(raw, l.verifier)
		if err != nil {
			return nil, err
		}
		if bad == nil {
			bad = compare(hinted, h)
		}
		if bad == nil {
			if hinted != nil && hinted.size == h.cp.size {
				l.hintErr = nil
				return h, nil
			}
			return h, l.finish(ctx, hinted, h, nil)
		}
		// Another process may have been at work between the two reads: it takes
		// the same sight twice to believe it.
		now := append(append([]byte(nil), raw...), hint...)
		if !bytes.Equal(now, seen) {
			seen = now
			continue
		}
		mended, err := l.mend(ctx, h, hint, bad)
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		return mended, err
	}
}

// foundNothing stands for the hash of what was found where nothing was.
const foundNothing = "nothing"

// mend puts log/checkpoint right, which somebody has overwritten or removed, if
// the archive is otherwise what the head says. That it was found so is logged,
// under the checkpoint that takes the place of what stood there. Where it cannot be
// replaced, the log goes on without. fault is given back where there is more wrong
// with the archive.
func (l *Log) mend(ctx context.Context, h *head, hint []byte, fault error) (*head, error) {
	p, err := findPublished(ctx, l.cfg.Store, l.verifier, newestThereIs)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(p.hint, hint) {
		return nil, store.ErrConflict // look again
	}
	if p.newest == nil {
		return nil, fault
	}
	if err := compare(p.newest, h); err != nil {
		return l.catchUp(ctx, h, err)
	}
	if p.newest.size < h.cp.size { // a process died
		if err := l.finish(ctx, p.newest, h, l.writeOut); err != nil {
			return nil, err
		}
	}
	found := foundNothing
	if hint != nil {
		sum := sha256.Sum256(hint)
		found = hex.EncodeToString(sum[:])
	}
	if p.fault == nil || !isAltered(p.fault) || found == l.told {
		// Nobody else was at work, or it cannot be read, or it has been logged.
		l.hintErr = l.point(ctx, h, hint)
		return h, ctx.Err()
	}
	at, err := l.mendLogged(ctx, found, sizeIn(p.hinted))
	if err != nil {
		return nil, err
	}
	if at >= 0 {
		// Logged by an earlier process, which could not replace it, or died before it
		// did. Where it can be replaced now, somebody may have done the same again.
		if l.hintErr = l.point(ctx, h, hint); l.hintErr != nil || at == h.cp.size-1 {
			l.told = found
			return h, ctx.Err()
		}
	}
	record := MendRecord{Object: checkpointObject, Fault: p.fault.Error()}
	if hint != nil {
		record.Found = found
	}
	line, err := encodeLine(Record{Kind: KindMend, Body: record}, l.cfg.Now(), l.cfg.Rand)
	if err != nil {
		return nil, err
	}
	next, err := l.commit(ctx, h, [][]byte{line}, hint)
	if errors.Is(err, errTaken) {
		if _, err = l.finishClaim(ctx, h); err == nil {
			err = store.ErrConflict // look again
		}
		return nil, err
	}
	if next == nil {
		return nil, fmt.Errorf("mend log: %w", err)
	}
	l.told = found
	l.mended = append(l.mended, Mended{record, h.cp.size})
	return next, err
}

// mendLogged says where the log tells that this was found in log/checkpoint, if that
// is the newest that it tells of log/checkpoint; -1: it is not. size is of the
// checkpoint that was found, for what tells of it comes after; -1: it was none.
func (l *Log) mendLogged(ctx context.Context, found string, size int64) (index int64, err error) {
	r, err := OpenReader(ctx, l.cfg.Store)
	if err != nil {
		return -1, err
	}
	index = -1
	for line, err := range r.Records(ctx, max(0, size)) {
		if err != nil && !isAltered(err) {
			return -1, err
		}
		var m MendRecord
		if err != nil || line.Kind != KindMend || json.Unmarshal(line.Body, &m) != nil || m.Object != checkpointObject {
			continue
		}
		index = -1
		if cmp.Or(m.Found, foundNothing) == found {
			index = line.Index
		}
	}
	return index, ctx.Err()
}

func sizeIn(cp *checkpoint) int64 {
	if cp == nil {
		return -1
	}
	return cp.size
}

// compare says what is wrong between the archive's checkpoint and the head; nil
// if nothing is, or if only the head's batch is not (wholly) written out.
func compare(archived *checkpoint, h *head) error {
	size := sizeIn(archived)
	switch {
	case size > h.cp.size:
		return &AheadError{Archive: size, Head: h.cp.size}
	case size == h.cp.size && archived.root != h.cp.root:
		return &ForkError{Size: size}
	case size < 0 && h.cp.size > 0, size >= 0 && size < h.first():
		return &BehindError{Archive: size, Head: h.cp.size}
	case size > h.first() && size < h.cp.size:
		return &ForkError{Size: size} // the archive is in the middle of the head's batch
	}
	return nil
}

// finish writes the head's batch out to an archive that is one batch behind, by
// write: nil for publish.
func (l *Log) finish(ctx context.Context, archived *checkpoint, h *head, write func(context.Context, *head, []object) error) error {
	if write == nil {
		write = l.publish
	}
	if archived == nil { // a log that is just being begun
		return write(ctx, h, nil)
	}
	again, objects, err := l.plan(ctx, archived, h.lines)
	if err != nil {
		return err
	}
	if again.cp.root != h.cp.root {
		return &ForkError{Size: archived.size}
	}
	return write(ctx, h, objects)
}

package ledger

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
)

// What stands beyond the newest checkpoint was left by a crash, or put there by
// somebody. The first was claimed before anything of it was written, by a claim that
// the log's key signed. Others can put files in those places without a key, and the
// log can't go on where its next file has to be.

// claimedAhead is what signed claims say of the batches that come next.
type claimedAhead struct {
	any   bool             // there are claims at all: not in mirrors and copies, and old logs
	lines map[int64][]byte // records by the size after the batch
	last  int64            // the size after the last
}

// readAhead follows the claims from a log's size on.
func readAhead(ctx context.Context, st store.Store, v note.Verifier, size int64) (a claimedAhead, err error) {
	a.lines, a.last = map[int64][]byte{}, size
	b := &rebuilder{ctx: ctx, stores: []store.Store{st}, v: v}
	for next := b.readClaims(size, maxBehind); len(next) > 0; {
		i := slices.IndexFunc(next, func(c *claim) bool { return c.first == a.last && c.size > c.first })
		if i < 0 {
			break
		}
		a.last = next[i].size
		a.lines[a.last] = joinLines(next[i].lines)
	}
	a.any = len(b.claims) > 0
	return a, ctx.Err()
}

// stray says whether a file beyond the newest checkpoint is of no batch that was
// claimed; data gives what stands in it.
func (a *claimedAhead) stray(key string, data func() ([]byte, error)) bool {
	if !a.any {
		return false // it can't be told
	}
	if size, ok := sizeOf(key, recordsPrefix, ".jsonl"); ok {
		want := a.lines[size]
		if want == nil {
			return true
		}
		is, err := data()
		return err == nil && !bytes.Equal(is, want)
	}
	if size, ok := sizeOf(key, checkpointPrefix, ""); ok {
		return a.lines[size] == nil
	}
	size, ok := tileSize(key)
	return ok && size > a.last
}

// strayWords say what is to be done about such a file.
const strayWords = "nothing that the log's key signed tells of it: somebody put it there, and the log can't go on once its own next file has to stand there. " +
	"Find out who, keep a copy, and take it away (in a bucket every version of it). Where a lock keeps it, copy the archive to another place, which leaves it behind, and go on there"

// Ahead tells of the files beyond a log's newest checkpoint that others put there.
func Ahead(ctx context.Context, st store.Store, vkey string) (list []Finding, err error) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	p, err := findPublished(ctx, st, v, newestThereIs)
	if err != nil || p.newest == nil {
		return nil, err
	}
	var keys []string
	for _, prefix := range []string{checkpointPrefix, recordsPrefix, tilePrefix} {
		for key, err := range st.List(ctx, prefix) {
			if err != nil {
				return nil, fmt.Errorf("list %s: %w", prefix, err)
			}
			if size, ok := beyond(key); ok && size > p.newest.size {
				keys = append(keys, key)
			}
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	a, err := readAhead(ctx, st, v, p.newest.size) // after the list: what is claimed comes first
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		if a.stray(key, func() ([]byte, error) { return readObject(ctx, st, key, maxRecords) }) {
			list = append(list, Finding{Code: CodeUnexpected, Object: key, Detail: strayWords, Warning: true})
		}
	}
	return list, ctx.Err()
}

// beyond gives the size that a log has at least if it has this file.
func beyond(key string) (size int64, ok bool) {
	if size, ok = sizeOf(key, checkpointPrefix, ""); ok {
		return size, true
	}
	if size, ok = sizeOf(key, recordsPrefix, ".jsonl"); ok {
		return size, true
	}
	return tileSize(key)
}

// ahead is readAhead, once; without a key nothing can be told.
func (c *checker) ahead() *claimedAhead {
	if c.after == nil {
		c.after = new(claimedAhead)
		if c.verifier != nil {
			*c.after, _ = readAhead(c.ctx, c.st, c.verifier, c.newest.size) // nobody looks once ctx is done
		}
	}
	return c.after
}

// isStray says whether a key is of a file that others put beyond the log's end.
func (c *checker) isStray(key string) bool {
	size, ok := beyond(key)
	return ok && c.newest != nil && size > c.newest.size && c.ahead().stray(key, func() ([]byte, error) { return readObject(c.ctx, c.st, key, maxRecords) })
}

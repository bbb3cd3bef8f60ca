package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
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
	roots map[int64]tlog.Hash
	// made are the files of these batches, but for the checkpoints; nil: what they are
	// can't be told, as the log's edge is damaged.
	made map[string][]byte
	v    note.Verifier
}

// readAhead follows the claims from a log's newest checkpoint on.
func readAhead(ctx context.Context, st store.Store, v note.Verifier, from *checkpoint) (a claimedAhead, err error) {
	size := from.size
	a.lines, a.last, a.roots, a.v = map[int64][]byte{}, size, map[int64]tlog.Hash{}, v
	var e *edge
	var bundle []byte
	b := &rebuilder{ctx: ctx, stores: []store.Store{st}, v: v}
	for next := b.readClaims(size, maxBehind); len(next) > 0; {
		i := slices.IndexFunc(next, func(c *claim) bool { return c.first == a.last && c.size > c.first })
		if i < 0 {
			break
		}
		a.last = next[i].size
		a.lines[a.last] = joinLines(next[i].lines)
		a.roots[a.last] = next[i].root
		if next[i].first == size {
			if e, bundle, err = verifiedEdge(ctx, st, from); err == nil {
				a.made = map[string][]byte{}
			}
		}
		if a.made == nil {
			continue
		}
		var objects []object
		if objects, bundle, err = batchObjects(e, bundle, next[i].lines); err != nil || e.root() != next[i].root {
			a.made = nil
			continue
		}
		for _, o := range objects {
			a.made[o.key] = o.data
		}
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
	size, ok := beyond(key)
	if !ok {
		return false
	}
	if size > a.last {
		return true
	}
	var holds func(is []byte) bool
	if _, tile := tileSize(key); tile && a.made == nil {
		return false
	} else if tile {
		want, made := a.made[key]
		if !made {
			return true
		}
		holds = func(is []byte) bool { return bytes.Equal(is, want) }
	} else if a.lines[size] == nil {
		return true
	} else if key == RecordsPath(size) {
		holds = func(is []byte) bool { return bytes.Equal(is, a.lines[size]) }
	} else {
		holds = func(is []byte) bool {
			cp, err := parseCheckpoint(is, a.v)
			return err == nil && cp.size == size && cp.root == a.roots[size]
		}
	}
	is, err := data()
	return errors.Is(err, store.ErrNotObject) || err == nil && !holds(is)
}

// blocks says whether such a file stands where one of a batch has to be that is
// claimed: what is claimed can't be taken back, so no run gets past it.
func (a *claimedAhead) blocks(key string) bool {
	size, ok := beyond(key)
	if _, tile := tileSize(key); tile {
		_, ok = a.made[key]
		return ok
	}
	return ok && a.lines[size] != nil
}

// words say what is to be done about a stray file.
func (a *claimedAhead) words(key string) string {
	if a.blocks(key) {
		return blockWords
	}
	return strayWords
}

const blockWords = "this program did not put it there: somebody put it in the way of the log's next entries, and no run can finish until it is gone; what was logged is not lost. " +
	"Find out who. archiver verify --repair keeps it aside, and puts there what has to stand there"

// strayWords say what is to be done about such a file.
const strayWords = "nothing that the log's key signed tells of it: somebody put it there, and the log can't go on once its own next file has to stand there. " +
	"Find out who, keep a copy, and take it away (in a bucket every version of it). Where a lock keeps it, wait until a run says that it is in the way: archiver verify --repair keeps it aside then"

// Ahead tells of the files beyond a log's newest checkpoint that others put there.
func Ahead(ctx context.Context, st store.Store, vkey string) (list []Finding, err error) {
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	return aheadOf(ctx, st, v)
}

func aheadOf(ctx context.Context, st store.Store, v note.Verifier) (list []Finding, err error) {
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
	a, err := readAhead(ctx, st, v, p.newest) // after the list: what is claimed comes first
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		if a.stray(key, func() ([]byte, error) { return readObject(ctx, st, key, maxRecords) }) {
			list = append(list, Finding{Code: CodeUnexpected, Object: key, Detail: a.words(key), Warning: true, Blocks: a.blocks(key)})
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
			*c.after, _ = readAhead(c.ctx, c.st, c.verifier, c.newest) // nobody looks once ctx is done
		}
	}
	return c.after
}

// isStray says whether a key is of a file that others put beyond the log's end.
func (c *checker) isStray(key string) bool {
	size, ok := beyond(key)
	return ok && c.newest != nil && size > c.newest.size && c.ahead().stray(key, func() ([]byte, error) { return readObject(c.ctx, c.st, key, maxRecords) })
}

// inWay gives the first file that blocks what is claimed; "" if none does.
func inWay(ctx context.Context, st store.Store, v note.Verifier) string {
	list, err := aheadOf(ctx, st, v)
	if i := slices.IndexFunc(list, func(f Finding) bool { return f.Blocks }); err == nil && i >= 0 {
		return list[i].Object
	}
	return ""
}

// blocked says whether such a file stands in the way of what is claimed.
func (c *checker) blocked() bool {
	if c.inWay == nil {
		is := slices.ContainsFunc(c.listed, func(key string) bool { return c.ahead().blocks(key) && c.isStray(key) })
		c.inWay = &is
	}
	return *c.inWay
}

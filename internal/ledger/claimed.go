package ledger

import (
	"context"
	"errors"
	"io/fs"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
)

// Claimed gives the files of the batches that are claimed to come after a log's newest
// checkpoint, in the order in which whoever opens the log writes them; each batch's
// checkpoint last, where the head outside the archive knows of it. That is what has to
// stand in their places, whatever else does. The head holds the last batch that it knows
// of, should the claim be gone. There are none where that can't be told: the head knows
// another end of the log, or another checkpoint of that size is signed. Which claim counts
// is told as whoever opens the log does: the server sees those of all who lost, and may
// put them where others would find them.
func Claimed(ctx context.Context, st store.Store, skey string, head []byte) (files []File, err error) {
	l, err := newLog(Config{Store: st, SignerKey: skey})
	if err != nil {
		return nil, err
	}
	p, err := findPublished(ctx, st, l.verifier, newestThereIs)
	if err != nil || p.newest == nil {
		return nil, err
	}
	known, cp := &checkpoint{size: -1}, p.newest
	held := &claim{first: -1} // the head's batch, which was claimed
	if h, err := parseHead(head, l.verifier); err == nil {
		known = h.cp
		held = &claim{first: known.size - int64(len(h.lines)), size: known.size, root: known.root, lines: h.lines}
	}
	met := known.size < cp.size || known.size == cp.size && known.root == cp.root // the head's end of the log
	var e *edge
	var bundle []byte
	for {
		c := held
		if held.first != cp.size || len(held.lines) == 0 {
			c, err = l.readClaim(ctx, cp.size)
		}
		var taken *ClaimPlaceError
		if errors.As(err, &taken) || err == nil && c == nil {
			break
		}
		if err != nil {
			return nil, err
		}
		if e == nil {
			if e, bundle, err = verifiedEdge(ctx, st, cp); err != nil {
				return nil, ctx.Err()
			}
		}
		var objects []object
		if objects, bundle, err = batchObjects(e, bundle, c.lines); err != nil || len(c.lines) == 0 || e.size != c.size || e.root() != c.root {
			break
		}
		for _, o := range objects {
			files = append(files, File{Key: o.key, Data: o.data, Size: c.size})
		}
		if cp, err = sign(l.signer, c.size, c.root); err != nil {
			return nil, err
		}
		key := checkpointPath(cp.size)
		if other, err := otherSigned(ctx, st, l.verifier, key, cp); other || err != nil {
			return nil, err
		}
		if cp.size <= known.size {
			files = append(files, File{Key: key, Data: cp.raw, Size: cp.size})
		}
		met = met || cp.size == known.size && cp.root == known.root
	}
	if !met {
		return nil, nil
	}
	return files, nil
}

// otherSigned says whether a checkpoint stands there that the log's key signed, and that
// is not cp: what verifies is evidence, of a fork, and nothing takes its place.
func otherSigned(ctx context.Context, st store.Store, v note.Verifier, key string, cp *checkpoint) (bool, error) {
	data, err := readObject(ctx, st, key, maxCheckpoint)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, store.ErrNotObject), isAltered(err):
		return false, nil
	case err != nil:
		return false, err
	}
	is, err := parseCheckpoint(data, v)
	return err == nil && (is.size != cp.size || is.root != cp.root), nil
}

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
// checkpoint last. That is what has to stand in their places, whatever else does. There
// are none where that can't be told, or another checkpoint of that size is signed.
func Claimed(ctx context.Context, st store.Store, skey string) (files []File, err error) {
	l, err := newLog(Config{SignerKey: skey})
	if err != nil {
		return nil, err
	}
	p, err := findPublished(ctx, st, l.verifier, newestThereIs)
	if err != nil || p.newest == nil {
		return nil, err
	}
	a, err := readAhead(ctx, st, l.verifier, p.newest)
	if err != nil {
		return nil, err
	}
	for i, f := range a.files {
		files = append(files, f)
		if i+1 < len(a.files) && a.files[i+1].Size == f.Size {
			continue
		}
		cp, err := sign(l.signer, f.Size, a.roots[f.Size])
		if err != nil {
			return nil, err
		}
		key := checkpointPath(f.Size)
		if other, err := otherSigned(ctx, st, l.verifier, key, cp); other || err != nil {
			return nil, err
		}
		files = append(files, File{Key: key, Data: cp.raw, Size: f.Size})
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

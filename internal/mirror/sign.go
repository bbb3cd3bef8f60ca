package mirror

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"archiver/internal/ledger"
	"archiver/internal/legible"
	"archiver/internal/store"
)

// same refuses a target that holds another log, or a later state of this one.
func (k *copier) same(ctx context.Context, log *ledger.Reader) error {
	theirs, err := ledger.OpenReader(ctx, k.to)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at %s: %w", k.toName, err)
	}
	k.update = true
	vkey, err := store.ReadSmall(ctx, k.from, "keys/log.pub")
	if err != nil {
		return err
	}
	other, err := store.ReadSmall(ctx, k.to, "keys/log.pub")
	if err != nil {
		return err
	}
	if string(vkey) != string(other) {
		return &OtherError{TargetForeign, fmt.Sprintf("copy: %s holds another log, %s", k.toName, legible.Line(theirs.Origin()))}
	}
	if theirs.Size() > log.Size() {
		return &OtherError{TargetNewer, fmt.Sprintf("copy: %s is newer: its log has %d records, that of %s %d", k.toName, theirs.Size(), k.fromName, log.Size())}
	}
	proof, err := log.Consistency(ctx, theirs.Size(), log.Size())
	if err == nil {
		err = ledger.CheckConsistency(proof, theirs.Checkpoint(), log.Checkpoint(), strings.TrimSpace(string(vkey)))
	}
	if err != nil {
		return fmt.Errorf("copy: the log of %s is no beginning of that of %s: %w", k.toName, k.fromName, err)
	}
	return nil
}

// unsigned is the target as it will be once it has its checkpoints.
type unsigned struct {
	store.Store
	from        store.Store
	checkpoints []string
	newest      []byte
}

func (u *unsigned) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	switch {
	case key == ledger.CheckpointKey:
		return io.NopCloser(bytes.NewReader(u.newest[min(off, int64(len(u.newest))):])), nil
	case strings.HasPrefix(key, ledger.CheckpointKey):
		return u.from.Open(ctx, key, off, n)
	}
	return u.Store.Open(ctx, key, off, n)
}

func (u *unsigned) List(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		var keys []string
		for key, err := range u.Store.List(ctx, prefix) {
			if err != nil {
				yield("", err)
				return
			}
			if !strings.HasPrefix(key, ledger.CheckpointKey) {
				keys = append(keys, key)
			}
		}
		for _, key := range append(u.checkpoints, ledger.CheckpointKey) {
			if strings.HasPrefix(key, prefix) {
				keys = append(keys, key)
			}
		}
		slices.Sort(keys)
		for _, key := range keys {
			if !yield(key, nil) {
				return
			}
		}
	}
}

// sign copies the checkpoints, in their order, and log/checkpoint. A copy that is
// brought up to date gets each of them as log/checkpoint too: were it killed, the
// checkpoint there may be one behind, which is how a run that is killed leaves it.
func (k *copier) sign(ctx context.Context, checkpoints []string, log *ledger.Reader) error {
	now, err := store.ReadSmall(ctx, k.to, ledger.CheckpointKey)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	swap := func(raw []byte) error {
		if bytes.Equal(now, raw) {
			return nil
		}
		if err := k.to.Swap(ctx, ledger.CheckpointKey, now, raw); err != nil {
			return fmt.Errorf("copy %s: %w", ledger.CheckpointKey, err)
		}
		now = raw
		return nil
	}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * copyWorkers)
	for _, key := range checkpoints {
		if !k.update {
			g.Go(func() error { return k.one(gctx, key, ledger.Listed{Bytes: -1}) })
			continue
		}
		before := k.out.Copied
		if err := k.one(ctx, key, ledger.Listed{Bytes: -1}); err != nil {
			return err
		}
		if k.out.Copied == before {
			continue
		}
		raw, err := store.ReadSmall(ctx, k.to, key)
		if err != nil {
			return err
		}
		if err := swap(raw); err != nil {
			return err
		}
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if slices.ContainsFunc(k.out.Findings, func(f Finding) bool { return strings.HasPrefix(f.Object, "log/") }) {
		return nil
	}
	return swap(log.Checkpoint())
}

package cli

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
	"archiver/internal/store"
)

// same refuses a target that holds another log, or a later state of this one.
func (k *copier) same(ctx context.Context, log *ledger.Reader) error {
	theirs, err := ledger.OpenReader(ctx, k.to)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at %s: %w", k.out.To, err)
	}
	k.update = true
	vkey, err := readSmall(ctx, k.from, "keys/log.pub")
	if err != nil {
		return err
	}
	other, err := readSmall(ctx, k.to, "keys/log.pub")
	if err != nil {
		return err
	}
	if string(vkey) != string(other) {
		return &usageError{msg: fmt.Sprintf("copy: %s holds another log, %s", k.out.To, oneLine(theirs.Origin())), hint: "name an empty place, or the copy of this archive"}
	}
	if theirs.Size() > log.Size() {
		return &usageError{msg: fmt.Sprintf("copy: %s is newer: its log has %d records, that of %s %d", k.out.To, theirs.Size(), k.out.From, log.Size()),
			hint: "is it the other way round?"}
	}
	proof, err := log.Consistency(ctx, theirs.Size(), log.Size())
	if err == nil {
		err = ledger.CheckConsistency(proof, theirs.Checkpoint(), log.Checkpoint(), strings.TrimSpace(string(vkey)))
	}
	if err != nil {
		return fmt.Errorf("copy: the log of %s is no beginning of that of %s: %w", k.out.To, k.out.From, err)
	}
	return nil
}

func readSmall(ctx context.Context, st store.Store, key string) ([]byte, error) {
	r, err := st.Open(ctx, key, 0, store.MaxSwap+1)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, store.MaxSwap+1))
	if err == nil && len(data) > store.MaxSwap {
		err = fmt.Errorf("it has more than %d bytes", store.MaxSwap)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", key, err)
	}
	return data, nil
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
	case key == checkpointKey:
		return io.NopCloser(bytes.NewReader(u.newest[min(off, int64(len(u.newest))):])), nil
	case strings.HasPrefix(key, checkpointKey):
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
			if !strings.HasPrefix(key, checkpointKey) {
				keys = append(keys, key)
			}
		}
		for _, key := range append(u.checkpoints, checkpointKey) {
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
	now, err := readSmall(ctx, k.to, checkpointKey)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	swap := func(raw []byte) error {
		if bytes.Equal(now, raw) {
			return nil
		}
		if err := k.to.Swap(ctx, checkpointKey, now, raw); err != nil {
			return fmt.Errorf("copy %s: %w", checkpointKey, err)
		}
		now = raw
		return nil
	}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * copyWorkers)
	for _, key := range checkpoints {
		if !k.update {
			g.Go(func() error { return k.one(gctx, key, want{bytes: -1}) })
			continue
		}
		before := k.out.Copied
		if err := k.one(ctx, key, want{bytes: -1}); err != nil {
			return err
		}
		if k.out.Copied == before {
			continue
		}
		raw, err := readSmall(ctx, k.to, key)
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
	if slices.ContainsFunc(k.out.Findings, func(f findingJSON) bool { return strings.HasPrefix(f.Object, "log/") }) {
		return nil
	}
	return swap(log.Checkpoint())
}

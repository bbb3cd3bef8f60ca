package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
)

// published is what an archive shows of its log's newest state. log/checkpoint is
// the one value under log/ that can be overwritten, so it is only a hint: the
// immutable log/checkpoints/SIZE say the same. Each is created when all before it
// is written out, so the newest that verifies can be gone by.
type published struct {
	newest *checkpoint // nil: none that verifies
	hint   []byte      // what stands in log/checkpoint; nil: nothing
	hinted *checkpoint // the same, if it verifies
	// fault says why log/checkpoint is not the newest; nil if it is, or if it is
	// just one batch behind, as a crash leaves it.
	fault error
}

// readHint reads log/checkpoint. An *AlteredError comes with what stands there;
// that nothing does is no error.
func readHint(ctx context.Context, st store.Store, v note.Verifier) (raw []byte, cp *checkpoint, err error) {
	raw, err = readObject(ctx, st, checkpointObject, store.MaxSwap)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, nil
	case errors.Is(err, store.ErrNotObject):
		return nil, nil, &AlteredError{checkpointObject, err.Error()}
	case err != nil:
		return nil, nil, err
	case raw == nil:
		raw = []byte{}
	case len(raw) > maxCheckpoint:
		return raw, nil, &AlteredError{checkpointObject, fmt.Sprintf("longer than %d bytes", maxCheckpoint)}
	}
	if cp, err = parseCheckpoint(raw, v); err != nil {
		return raw, nil, &AlteredError{checkpointObject, err.Error()}
	}
	return raw, cp, nil
}

// findPublished finds the newest checkpoint. One in log/checkpoint with enough
// entries is taken as it is, without listing the others.
func findPublished(ctx context.Context, st store.Store, v note.Verifier, enough int64) (*published, error) {
	p := &published{}
	var err error
	p.hint, p.hinted, err = readHint(ctx, st, v) // if it cannot be read, the others may
	p.newest, p.fault = p.hinted, err
	if sizeIn(p.hinted) >= enough {
		return p, nil
	}
	sizes, err := listSizes(ctx, st, checkpointPrefix, "")
	if err != nil {
		return nil, err
	}
	after, _ := slices.BinarySearch(sizes, sizeIn(p.hinted)+1)
	sizes = sizes[after:]
	newer := 0
	for _, size := range slices.Backward(sizes) {
		cp, err := readSigned(ctx, st, v, size)
		switch {
		case err == nil:
			if newer++; newer == 1 {
				p.newest = cp
			}
		case !isAltered(err) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, store.ErrNotObject):
			return nil, err
		}
		if newer == 2 {
			break
		}
	}
	switch {
	case p.fault != nil || p.newest == nil:
	case p.hinted == nil && p.newest.size > 0:
		p.fault = &AlteredError{checkpointObject, "is missing"}
	case p.hinted != nil && newer > 1:
		p.fault = &AlteredError{checkpointObject, fmt.Sprintf(olderCheckpoint+"%d entries; the newest has %d", p.hinted.size, p.newest.size)}
	}
	return p, nil
}

// readSigned reads log/checkpoints/SIZE and verifies it.
func readSigned(ctx context.Context, st store.Store, v note.Verifier, size int64) (*checkpoint, error) {
	key := checkpointPath(size)
	raw, err := readObject(ctx, st, key, maxCheckpoint)
	if err != nil {
		return nil, err
	}
	cp, err := parseCheckpoint(raw, v)
	if err != nil {
		return nil, &AlteredError{key, err.Error()}
	}
	if cp.size != size {
		return nil, &AlteredError{key, fmt.Sprintf("is the checkpoint of another size: %d", cp.size)}
	}
	if !bytes.Equal(cp.raw, cp.signed) {
		return nil, &AlteredError{key, "has more than the log's signature"}
	}
	return cp, nil
}

// listSizes lists the sizes that keys name, ascending.
func listSizes(ctx context.Context, st store.Store, prefix, suffix string) ([]int64, error) {
	sizes := []int64{}
	for key, err := range st.List(ctx, prefix) {
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", prefix, err)
		}
		if size, ok := sizeOf(key, prefix, suffix); ok {
			sizes = append(sizes, size)
		}
	}
	slices.Sort(sizes)
	return sizes, nil
}

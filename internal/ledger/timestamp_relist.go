package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"archiver/internal/store"
)

// Relisted gives records for tokens of which none is left: it is among those that are
// lost or damaged. Only what verifies by the configured roots of an authority, over a
// checkpoint of this log, is listed anew: anybody who may write to the archive can put a
// token of his own there. It reads the whole log; nothing is lost where it gives none.
func Relisted(ctx context.Context, st store.Store, authorities []Authority) ([]Record, error) {
	r, err := OpenReader(ctx, st)
	if err != nil {
		return nil, fmt.Errorf("look for timestamps: %w", err)
	}
	listed, lost := map[string]bool{}, int64(-1)
	for l, err := range r.Records(ctx, 0) {
		var rec TimestampRecord
		switch {
		case err != nil && isAltered(err):
			lost = max(lost, l.Index, l.Batch-1) // of those in a batch that is gone, the last
		case err != nil:
			return nil, fmt.Errorf("look for timestamps: %w", err)
		case l.Kind == KindTimestamp && json.Unmarshal(l.Body, &rec) == nil:
			listed[rec.Object] = true
		}
	}
	s := &stamping{st: st, r: r, authorities: authorities}
	var list []Record
	for key, err := range st.List(ctx, timestampsPrefix) {
		if err != nil {
			return nil, fmt.Errorf("look for timestamps: %w", err)
		}
		size, name, ok := splitTimestamp(key, tokenSuffix)
		i := slices.IndexFunc(authorities, func(a Authority) bool { return authorityName(a.URL) == name })
		if !ok || i < 0 || listed[key] || size > lost { // a token is logged after what it covers
			continue
		}
		rec, err := s.stored(ctx, size, authorities[i], key)
		if err == nil {
			_, err = r.CheckpointAt(ctx, size)
		}
		var fork *ForkError
		switch {
		case err == nil:
			list = append(list, Record{Kind: KindTimestamp, Body: *rec})
		case errors.Is(err, errStray), errors.Is(err, fs.ErrNotExist), errors.As(err, &fork), isAltered(err):
		default:
			return nil, fmt.Errorf("look for timestamps: %w", err)
		}
	}
	return list, nil
}

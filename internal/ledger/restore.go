package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"archiver/internal/store"
)

// Restore makes sure that the log can go on from its end, for which it takes the tiles
// and the entries there. Those that are missing it makes anew, from what else proves
// them, and gives records of that, for the caller to log: a kill before leaves them
// made and not logged, and they say nothing but what the signed tree does. What stands
// there and is damaged stays: an *AlteredError tells, and a repair replaces it.
func (l *Log) Restore(ctx context.Context) (made []RepairRecord, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	h, err := l.settle(ctx)
	if err != nil {
		return nil, err
	}
	_, _, fault := l.loadVerified(ctx, h.cp)
	if !isAltered(fault) {
		return nil, fault
	}
	_, err = Reconcile(ctx, l.vkey, []store.Store{l.cfg.Store}, func(f File) error {
		if f.Data == nil || !strings.HasPrefix(f.Key, tilePrefix) {
			return nil
		}
		r, err := l.cfg.Store.Open(ctx, f.Key, 0, 1)
		if err == nil {
			return r.Close()
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil // something stands there
		}
		if err := createObject(ctx, l.cfg.Store, f.Key, f.Data); err != nil {
			return fmt.Errorf("restore log: %w", err)
		}
		sum := sha256.Sum256(f.Data)
		made = append(made, RepairRecord{Object: f.Key, Place: "archive", Fault: "missing", From: "log", SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(f.Data))})
		return nil
	})
	if isAltered(err) {
		return made, fault
	}
	if err == nil {
		_, _, err = l.loadVerified(ctx, h.cp)
	}
	return made, err
}

package repair

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// maxInWay bounds the batches in whose way something may stand for one repair.
const maxInWay = 1000

// ahead clears the way of batches that are claimed and not written out: what others put
// in the place of their files is kept aside, and what belongs there is put there. A
// checkpoint is only put where the head knows of it, as whoever opens the log would.
func (r *repairer) ahead(ctx context.Context) error {
	st := r.places[0]
	files, err := ledger.Claimed(ctx, st, r.cfg.Key, r.readHead())
	if err != nil {
		return ofPlace(0, err)
	}
	for _, f := range files {
		err := st.Create(ctx, f.Key, bytes.NewReader(f.Data), int64(len(f.Data)))
		switch {
		case err == nil:
			continue
		case errors.Is(err, fs.ErrPermission):
			r.denied(0, f.Key, err)
			return nil
		case !errors.Is(err, store.ErrExists) && !errors.Is(err, store.ErrNotObject):
			return ofPlace(0, err)
		}
		digest := sha256.Sum256(f.Data)
		sum := hex.EncodeToString(digest[:])
		s, err := r.look(ctx, 0, f.Key, ledger.Listed{SHA256: sum, Bytes: int64(len(f.Data))})
		if err != nil {
			return err
		}
		if s.fault == "" || s.fault == "missing" { // a folder, say
			s.fault = "unreadable"
		}
		if s.fault == faultDenied {
			return nil // which is told
		}
		err = r.put(ctx, 0, f.Key, s, "log", sum, int64(len(f.Data)), func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(f.Data)), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

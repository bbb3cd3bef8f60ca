package ledger

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// KindCosignature is the kind of a CosignatureRecord.
const KindCosignature = "cosignature"

// CosignatureRecord says that a witness cosigned a checkpoint. Being in the log, it
// keeps that from being taken away unseen, and has timestamps renew it: they cover its
// hash. The newest cosignature is logged once the log has gone on for another reason.
type CosignatureRecord struct {
	Size    int64     `json:"size"`    // of the checkpoint
	Witness string    `json:"witness"` // name of its key
	Object  string    `json:"object"`  // the cosigned checkpoint
	SHA256  string    `json:"sha256"`  // of Object, hex
	Time    time.Time `json:"time"`    // by the witness's clock
}

// maxCosigned is how many of the newest cosignatures are looked for in the log. Each
// time logs all that the one before left, so there are a few.
const maxCosigned = 64

// logCosigned logs the cosignatures of these witnesses that are stored and not logged,
// if anything but such and timestamps has come since the newest: else a log would grow
// by being looked at. A crash leaves what the next time logs.
func (l *Log) logCosigned(ctx context.Context, witnesses []note.Verifier) error {
	r, err := OpenReader(ctx, l.cfg.Store)
	if err != nil {
		return err
	}
	type cosigned struct {
		size   int64
		object string
		by     note.Verifier
	}
	var stored []cosigned
	for key, err := range l.cfg.Store.List(ctx, witnessesPrefix) {
		if err != nil {
			return fmt.Errorf("list cosignatures: %w", err)
		}
		size, name, ok := splitCosigned(key)
		i := slices.IndexFunc(witnesses, func(v note.Verifier) bool { return witnessName(v) == name })
		if ok && i >= 0 && size > 0 && size <= r.cp.size {
			stored = append(stored, cosigned{size, key, witnesses[i]})
		}
	}
	if len(stored) == 0 {
		return nil
	}
	slices.SortStableFunc(stored, func(a, b cosigned) int { return cmp.Compare(a.size, b.size) })
	stored = stored[max(0, len(stored)-maxCosigned):]
	newest := stored[len(stored)-1].size
	logged, other := map[string]bool{}, false
	for line, err := range r.Records(ctx, stored[0].size) {
		if err != nil && !isAltered(err) {
			return err
		}
		var rec CosignatureRecord
		if line.Kind == KindCosignature && json.Unmarshal(line.Body, &rec) == nil {
			logged[rec.Object] = true
		}
		other = other || line.Index >= newest && line.Kind != KindCosignature && line.Kind != KindTimestamp
	}
	if err := ctx.Err(); err != nil || !other {
		return err
	}
	var batch []Record
	for _, s := range stored {
		if logged[s.object] {
			continue
		}
		raw, err := readObject(ctx, l.cfg.Store, s.object, maxCheckpoint)
		if err != nil && !isAltered(err) {
			return err
		}
		_, c, perr := parseCosigned(raw, s.size, l.verifier, s.by)
		if err != nil || perr != nil {
			continue // Check tells
		}
		sum := sha256.Sum256(raw)
		batch = append(batch, Record{Kind: KindCosignature, Body: CosignatureRecord{Size: s.size, Witness: s.by.Name(), Object: s.object, SHA256: hex.EncodeToString(sum[:]), Time: c.Time}})
	}
	_, err = l.Append(ctx, batch...)
	return err
}

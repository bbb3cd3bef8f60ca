package repair

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// listed is how a log would list these bytes.
func listed(data []byte) ledger.Listed {
	sum := sha256.Sum256(data)
	return ledger.Listed{SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(data))}
}

// bytesAt makes sure that these bytes stand there.
func (r *repairer) bytesAt(ctx context.Context, place int, key string, data []byte) error {
	w := listed(data)
	s, err := r.look(ctx, place, key, w)
	if err != nil || s.fault == "" || s.fault == faultDenied {
		return err
	}
	return r.put(ctx, place, key, s, "log", w.SHA256, int64(len(data)), func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	})
}

func (r *repairer) lose(key string, states [2]objectState) {
	detail := fmt.Sprintf("in the archive it is %s, in the mirror %s: neither holds the bytes that the log lists", states[0].fault, states[1].fault)
	if states[1].fault == "later" {
		detail = fmt.Sprintf("in the archive it is %s, and the mirror does not have it yet", states[0].fault)
	}
	if r.places[1] == nil {
		detail = fmt.Sprintf("it is %s, and there is no mirror that could hold the bytes that the log lists (archive.mirror.url names one)", states[0].fault)
	}
	r.out.Lost = append(r.out.Lost, Finding{"lost", key, detail})
}

// put puts an object right. What does not let itself be put right is told of, and
// keeps no other from it.
func (r *repairer) put(ctx context.Context, place int, key string, s objectState, from, sum string, size int64, open func() (io.ReadCloser, error)) error {
	rec := ledger.RepairRecord{Object: key, Place: Places[place], Fault: s.fault, Found: s.sum, From: from, SHA256: sum, Bytes: size, Vouched: place == 0 && r.held.vouched == key}
	now := r.cfg.Now().UTC().Format("20060102T150405.000")
	names := []string{"unread-" + now}
	if s.sum != "" {
		names = []string{s.sum, s.sum + "-" + now} // somebody may have put another file under the first
	}
	var err error
	for _, name := range names {
		if err = r.replace(ctx, place, rec, store.Aside+name+"/"+key, open); !errors.Is(err, store.ErrExists) {
			break
		}
	}
	var stop *journalError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &stop):
		return err
	}
	for i := range r.places {
		if r.size[i] < 0 {
			continue
		}
		if _, kerr := store.ReadSmall(ctx, r.places[i], r.anchor[i]); kerr != nil && r.anchor[i] != key {
			return fmt.Errorf("read the %s: %w", Places[i], ofPlace(i, errors.Join(err, kerr)))
		}
	}
	r.out.Failed = append(r.out.Failed, Finding{"not-repaired", key, fmt.Sprintf("it is %s in the %s, and could not be put right: %v", s.fault, Places[place], err)})
	return nil
}

// replace has the store put other bytes in the place of what stands there.
func (r *repairer) replace(ctx context.Context, place int, rec ledger.RepairRecord, aside string, open func() (io.ReadCloser, error)) error {
	fixer, ok := r.places[place].(store.Repairer)
	if !ok {
		return fmt.Errorf("repair %s: the store can't", rec.Object)
	}
	plan := planned{RepairRecord: rec, Will: aside, Had: r.had(ctx, place, rec, aside)}
	if err := r.note(plan); err != nil {
		return err
	}
	rd, err := open()
	if err != nil {
		return err
	}
	defer rd.Close()
	done, err := fixer.Repair(ctx, rec.Object, store.Hashing(rd, rec.SHA256), rec.Bytes, aside,
		func(n int) (string, error) {
			plan.Number = n
			if err := r.note(plan); err != nil {
				return "", err
			}
			return ledger.SignRepair(r.cfg.Key, rec.Object, rec.SHA256, n)
		})
	if err != nil {
		return err
	}
	rec.Version, rec.Aside = done.Version, done.Aside
	r.out.Repaired = append(r.out.Repaired, Repaired{rec.Place, rec.Object, rec.Fault, rec.From, rec.SHA256, done.Version, done.Aside})
	return r.note(planned{RepairRecord: rec})
}

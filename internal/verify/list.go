package verify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// listed tells whether the log lists a snapshot with these bytes, or may have in a
// record that no longer holds, which is told of.
func (v *verifier) listed(object, sha256 string) bool {
	return v.lost || v.suspects[object] || slices.ContainsFunc(v.logged[object], func(r logged) bool { return r.sha256 == sha256 })
}

// list takes in a snapshot record of the log.
func (v *verifier) list(r ledger.SnapshotRecord, index int64) {
	at := r.CapturedAt
	if r.Provenance != nil {
		at = r.Provenance.Retrieved
	}
	v.logged[r.Object] = append(v.logged[r.Object], logged{sha256: r.SHA256, version: r.Version, bytes: r.Bytes, index: index, at: at,
		saved: r.Provenance != nil && r.Provenance.Kind == ledger.ProvenancePerson})
}

// objectIn finds the snapshot that a damaged record names, if that can still be
// told.
func objectIn(raw []byte) string {
	_, rest, ok := strings.Cut(string(raw), `"object":"`)
	if !ok {
		return ""
	}
	object, _, ok := strings.Cut(rest, `"`)
	if !ok || !strings.HasPrefix(object, snapshots) || store.CheckKey(object) != nil {
		return ""
	}
	return object
}

const snapshots = "snapshots/"

// objects says which snapshots to look at.
func (v *verifier) objects(only []string) []string {
	if only != nil {
		objects := slices.Compact(slices.Sorted(slices.Values(only)))
		return slices.DeleteFunc(objects, func(object string) bool {
			if v.logged[object] != nil {
				return false
			}
			if v.suspects[object] {
				return true // its record is damaged, which has been told
			}
			v.add(CodeUnlisted, object, "the log lists no such snapshot")
			return true
		})
	}
	return slices.Collect(maps.Keys(v.logged))
}

// listStore lists the snapshots that are there.
func (v *verifier) listStore() error {
	v.seen = map[string]bool{}
	for object, err := range v.st.List(v.ctx, snapshots) {
		if errors.Is(err, fs.ErrPermission) {
			v.fail(CodeUnreadable, snapshots, err) // those that can be read are
			return nil
		}
		if err != nil {
			return fmt.Errorf("verify archive: %w", err)
		}
		if v.logged[object] != nil {
			if v.mark != nil {
				v.seen[object] = true
			}
		} else if !v.suspects[object] {
			if v.blind {
				v.report.Uncompared = append(v.report.Uncompared, object)
			}
			if v.lost {
				v.warn(CodeUnlisted, object, "the log does not list it, or its record is one of those that are lost, or could not be read")
				continue
			}
			v.warn(CodeUnlisted, object, "the log does not list it: a run died, or was stopped, before it could, and the next run of the machine that made it lists it, by the file of notes beside its catalog; or the newest entries of the log were removed, which a head, or a checkpoint from elsewhere, tells. Where that machine is gone for good, it stays, is nothing that the log vouches for, and does no harm")
		}
	}
	return nil
}

// ObjectsOf lists the snapshots of the sources whose URL matches, in the order
// in which they were logged. Records that do not hold are passed over: Archive
// tells of them.
func ObjectsOf(ctx context.Context, st store.Store, match func(url string) bool) ([]string, error) {
	r, err := ledger.OpenReader(ctx, st)
	if err != nil {
		return nil, err
	}
	var objects []string
	for l, err := range r.Records(ctx, 0) {
		var altered *ledger.AlteredError
		switch {
		case errors.As(err, &altered):
			continue
		case err != nil:
			return nil, err
		case l.Kind != ledger.KindSnapshot:
			continue
		}
		var s ledger.SnapshotRecord
		if json.Unmarshal(l.Body, &s) == nil && match(s.URL) && !slices.Contains(objects, s.Object) {
			objects = append(objects, s.Object)
		}
	}
	return objects, nil
}

// notThere says whether an error means that the object is missing.
func notThere(err error) bool {
	var bad *store.KeyError // no such object can be
	return errors.Is(err, fs.ErrNotExist) || errors.As(err, &bad)
}

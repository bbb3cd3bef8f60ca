package verify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// Entry says where the log lists a snapshot.
type Entry struct {
	Object string
	Index  int64 // of the log record
	Batch  int64 // see ledger.Line; 0: not known
}

// Snapshots verifies these snapshots alone: the log record of each against the
// signed log, and its bytes against the record. It takes its time for them, not
// for the whole log. Report.Slices are those of which all entries were read. Errors
// are those of Archive, and that there is no log.
func Snapshots(ctx context.Context, st store.Store, entries []Entry, o Options) (*Report, error) {
	o.Level, o.Objects, o.Resume, o.Mark = All, nil, nil, nil
	v := newVerifier(ctx, st, o)
	r, err := ledger.OpenReader(ctx, st)
	if err != nil {
		return v.report, err
	}
	v.report.Checkpoint, v.report.Records = r.Checkpoint(), r.Size()
	var objects []string
	for _, e := range entries {
		rec, err := snapshotRecord(ctx, r, e)
		if ctx.Err() != nil {
			return v.report, ctx.Err()
		}
		if err != nil {
			if v.denied(e.Object, err); !v.suspects[e.Object] {
				v.add(CodeRecord, e.Object, "its log record %d does not hold: %v", e.Index, err)
			}
			v.suspects[e.Object] = true
			continue
		}
		if v.logged[e.Object] == nil {
			objects = append(objects, e.Object)
		}
		v.list(rec, e.Index)
	}
	v.ofLog = len(v.report.Findings)
	v.intrusions(snapshots)
	v.plan(objects)
	v.read()
	v.report.Slices = slices.DeleteFunc(v.report.Slices, func(s int) bool { return !v.work.any[s] })
	if err := ctx.Err(); err != nil {
		return v.report, err
	}
	v.finish()
	return v.report, nil
}

func snapshotRecord(ctx context.Context, r *ledger.Reader, e Entry) (ledger.SnapshotRecord, error) {
	var s ledger.SnapshotRecord
	line, err := r.Record(ctx, e.Index, e.Batch)
	if err != nil {
		return s, err
	}
	if line.Kind != ledger.KindSnapshot {
		return s, errors.New("it is no snapshot's")
	}
	if err := json.Unmarshal(line.Body, &s); err != nil {
		return s, err
	}
	if s.Object != e.Object {
		return s, fmt.Errorf("it lists %s", s.Object)
	}
	return s, nil
}

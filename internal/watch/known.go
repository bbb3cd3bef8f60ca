package watch

import (
	"context"
	"maps"
	"slices"
	"time"

	"archiver/internal/ledger"
)

// asLastRead notes in the tasks how their snapshots stood when an audit last read
// them, and when that was. Nothing is asked of the store.
func (w *Watcher) asLastRead(ctx context.Context, tasks map[string]*task) error {
	if len(tasks) == 0 {
		return nil
	}
	flawed, err := w.cfg.Catalog.Flawed(ctx, slices.Collect(maps.Keys(tasks))...)
	if err != nil {
		return err
	}
	reads, err := w.cfg.Catalog.SliceReads(ctx)
	if err != nil {
		return err
	}
	for _, t := range tasks {
		t.flaws, t.reads = map[string]flaw{}, map[string]time.Time{}
		for i := range t.snapshots {
			s := &t.snapshots[i]
			if f := flawOf(flawed[s.Object], s.Object); f.state != "" {
				t.flaws[s.Object] = f
			}
			if read, ok := reads[ledger.AuditSlice(s.Object)]; ok && s.LogIndex < read.Size {
				t.reads[s.Object] = read.At
			}
		}
	}
	return nil
}

// flawOf says what an audit's finding means for a snapshot's bytes: the codes are
// those of verify. Others do not touch them.
func flawOf(code, object string) flaw {
	switch code {
	case "snapshot-missing":
		return flaw{state: Missing, why: "its file was gone when it was last looked for: " + object}
	case "snapshot-altered":
		return flaw{state: Corrupt, why: "its bytes did not hash to what the log says when they were last read: " + object}
	case "snapshot-unreadable":
		return flaw{state: Corrupt, why: "the store did not give it when it was last to be read: " + object}
	case "snapshot-record":
		return flaw{state: Corrupt, why: "its log record was damaged when it was last read: " + object, unlisted: true}
	}
	return flaw{}
}

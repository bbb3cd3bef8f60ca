package watch

import (
	"strings"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
)

// auditRow says what an audit means for the catalog: when slices were read, and
// which snapshots have to be looked at again whatever else a pass reads.
func auditRow(r ledger.AuditRecord, index int64) *catalog.Audit {
	a := &catalog.Audit{At: r.Started, Size: r.Size, LogIndex: index}
	if r.Complete {
		a.Objects = r.Objects
	}
	for _, slice := range r.Slices {
		if slice >= 0 && slice < ledger.AuditSlices {
			a.Slices = append(a.Slices, slice)
		}
	}
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Object, "snapshots/") {
			a.Flaws = append(a.Flaws, catalog.Flaw{Object: f.Object, Slice: ledger.AuditSlice(f.Object), Code: f.Code})
		}
	}
	return a
}

// suspectsOf are the snapshots of a source in which an audit found something. A
// pass reads them again, due or not: what it says of them is as of now.
func suspectsOf(t *task, flawed map[string]string) map[string]bool {
	var suspects map[string]bool
	for i := range t.snapshots {
		if object := t.snapshots[i].Object; flawed[object] != "" {
			if suspects == nil {
				suspects = map[string]bool{}
			}
			suspects[object] = true
		}
	}
	return suspects
}

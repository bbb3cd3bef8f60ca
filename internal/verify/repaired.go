package verify

import (
	"encoding/json"
	"fmt"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// repairs is what the log tells of objects that were put right.
type repairs struct {
	objects  map[string]bool    // in any place
	versions map[[2]string]bool // object and version that a repair wrote
	aside    map[string]bool    // keys of what stood there
}

// repaired notes a repair, and tells of it.
func (v *verifier) repaired(l ledger.Line) {
	var r ledger.RepairRecord
	if err := json.Unmarshal(l.Body, &r); err != nil {
		v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d is not a repair's as this program writes them: %v", l.Index, err)
		return
	}
	if v.repairs.objects == nil {
		v.repairs = repairs{map[string]bool{}, map[[2]string]bool{}, map[string]bool{}}
	}
	v.repairs.objects[r.Object] = true
	kept := ""
	if r.Version != "" {
		v.repairs.versions[[2]string{r.Object, r.Version}] = true
		kept = fmt.Sprintf(", as version %q", r.Version)
	}
	if r.Aside != "" {
		v.repairs.aside[r.Aside] = true
		kept = "; what stood there is kept as " + r.Aside
	}
	if r.From == "" {
		v.report.Notes = append(v.report.Notes, Finding{Code: CodeRepaired, Object: r.Object, Detail: fmt.Sprintf("it was %s in the %s before %s UTC, and was found whole then; a repair had been cut short, and who put it right is not known. That is log entry %d. Find out what damaged it",
			r.Fault, r.Place, l.At.UTC().Format(time.DateTime), l.Index)})
		return
	}
	from := map[string]string{"key": "its secret half", "snapshot": "a snapshot that it signed"}[r.From]
	if from == "" {
		from = "the " + r.From
	}
	v.report.Notes = append(v.report.Notes, Finding{Code: CodeRepaired, Object: r.Object, Detail: fmt.Sprintf("it was %s in the %s before %s UTC, and was put right with bytes that the log proves (from %s)%s; that is log entry %d. Find out what damaged it",
		r.Fault, r.Place, l.At.UTC().Format(time.DateTime), from, kept, l.Index)})
}

// damaged tells of what lies where repairs keep what they found, and is of none.
func (v *verifier) damaged() error {
	n := 0
	for key, err := range v.st.List(v.ctx, store.Aside) {
		if err != nil {
			return fmt.Errorf("verify archive: %w", err)
		}
		if v.repairs.aside[key] {
			continue
		}
		if n++; n <= maxIntrusions {
			v.warn(CodeDamaged, key, "no repair that was logged put it there: a repair may have died before it could log, and the next one does; or somebody else did")
		}
	}
	if n > maxIntrusions {
		v.warn(CodeDamaged, store.Aside, "%d more are of no repair", n-maxIntrusions)
	}
	return nil
}

// ours says whether a repair wrote a version.
func (r *repairs) ours(i store.Intrusion) bool { return r.versions[[2]string{i.Key, i.Version}] }

package verify

import (
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"time"

	"archiver/internal/ledger"
)

// A snapshot whose bytes a person took away is no finding where they are gone, as
// the log says why. Only a record that holds says so, and only of what was listed
// before it with the same hash; the newest counts.

// withdrawn is the newest record of a snapshot's withdrawal.
type withdrawn struct {
	state string
	at    time.Time
	index int64
}

func (v *verifier) noteWithdrawal(l ledger.Line) {
	var r ledger.WithdrawalRecord
	switch err := json.Unmarshal(l.Body, &r); {
	case err != nil:
		v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d is not a withdrawal's as this program writes them: %v", l.Index, err)
	case !slices.ContainsFunc(v.logged[r.Object], func(l logged) bool { return l.sha256 == r.SHA256 }):
		if v.listed(r.Object, r.SHA256) {
			return // in a record that does not hold, which is told of
		}
		v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d withdraws a snapshot that the log did not list before it: %s", l.Index, r.Object)
	case r.State == ledger.WithdrawalDecided, r.State == ledger.WithdrawalRemoved:
		v.withdrawn[r.Object] = withdrawn{r.State, l.At, l.Index}
	default: // a lock refused it
		delete(v.withdrawn, r.Object)
	}
}

// withoutWithdrawn leaves those out of what is read that were withdrawn, and looks
// whether they are gone.
func (v *verifier) withoutWithdrawn(objects []string) []string {
	if len(v.withdrawn) == 0 {
		return objects
	}
	var gone []string
	objects = slices.DeleteFunc(objects, func(object string) bool {
		_, is := v.withdrawn[object]
		if is {
			gone = append(gone, object)
		}
		return is
	})
	slices.Sort(gone)
	for _, object := range gone {
		if v.ctx.Err() != nil {
			break
		}
		v.report.Withdrawn++
		d := v.withdrawn[object]
		r, err := v.st.Open(v.ctx, object, 0, 1)
		if err == nil {
			r.Close()
		}
		on := d.at.UTC().Format(time.DateTime)
		switch {
		case notThere(err), v.ctx.Err() != nil:
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			v.warn(CodeWithdrawn, object, "was withdrawn on %s UTC (log entry %d); whether its bytes are gone can't be told: %v", on, d.index, err)
		case d.state == ledger.WithdrawalDecided:
			v.warn(CodeWithdrawn, object, "its withdrawal was decided on %s UTC (log entry %d) and was cut short: its bytes still lie there. archiver run goes on with it", on, d.index)
		default:
			v.warn(CodeWithdrawn, object, "was withdrawn on %s UTC (log entry %d), and yet there are bytes in its place: they were copied here before, or somebody has put them back. In the archive archiver withdraw, with the same REF and date, removes them, in the mirror that archive.mirror names the next run, if no lock keeps them, and in any other copy archiver copy --remove-withdrawn", on, d.index)
		}
	}
	return objects
}

// withdrawnSince takes back that a snapshot is missing, if it was withdrawn while
// the archive was read.
func (v *verifier) withdrawnSince() {
	missing := func(f Finding) bool { return f.Code == CodeMissing }
	if !slices.ContainsFunc(v.report.Findings, missing) || v.report.Records == 0 {
		return
	}
	r, err := ledger.OpenReader(v.ctx, v.st)
	if err != nil || r.Size() <= v.report.Records {
		return
	}
	before := len(v.withdrawn)
	for l, err := range r.Records(v.ctx, v.report.Records) {
		if altered := (*ledger.AlteredError)(nil); err != nil && !errors.As(err, &altered) {
			return
		}
		if err == nil && l.Kind == ledger.KindWithdrawal {
			v.noteWithdrawal(l)
		}
	}
	if len(v.withdrawn) == before {
		return
	}
	v.report.Findings = slices.DeleteFunc(v.report.Findings, func(f Finding) bool {
		_, is := v.withdrawn[f.Object]
		if is = is && missing(f); is {
			delete(v.report.States, f.Object)
			v.report.Snapshots, v.report.Withdrawn = v.report.Snapshots-1, v.report.Withdrawn+1
		}
		return is
	})
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/verify"
)

// denials are the objects that a store refuses to have read. Of these a
// verification knows nothing, which is no sign that they are not as they were.
type denials struct {
	of func(error) error // says whose refusals they are: the mirror's, say
	// withdrawn are the snapshots that are known, beside the log, to be gone as a person
	// withdrew them: the record that says so may be one of those.
	withdrawn map[string]bool
	level     verify.Level
}

// begin refuses to go on where the log's key or its newest checkpoint may not be read:
// then nothing can be verified.
func (d *denials) begin(ctx context.Context, st store.Store) error {
	for _, key := range []string{"keys/log.pub", checkpointKey} {
		r, err := st.Open(ctx, key, 0, 1)
		if err == nil {
			r.Close()
		} else if errors.Is(err, fs.ErrPermission) {
			return d.of(err)
		}
	}
	return nil
}

// know notes the withdrawals that are kept in mind beside the head.
func (d *denials) know(cfg *config.Config) {
	list, _, err := readWithdrawals(cfg)
	if err != nil {
		return // then a snapshot that is gone counts as missing
	}
	d.withdrawn = map[string]bool{}
	for _, k := range list {
		d.withdrawn[k.Object] = true
	}
}

// all gives an error if there are findings, and each comes of such a refusal alone.
func (d *denials) all(rep *verify.Report) error {
	if len(d.rest(rep)) > 0 {
		return nil
	}
	objects, what := map[string]bool{}, "snapshot"
	var first error
	for _, f := range rep.Findings {
		if f.Denied == nil || f.Code == ledger.CodeRoot {
			continue
		}
		if objects[f.Object] = true; f.Code != verify.CodeUnreadable {
			what = "object"
		}
		if first == nil {
			first = f.Denied
		}
	}
	if first == nil {
		return nil
	}
	said := plural(len(objects), what) + " could not be read"
	if slices.ContainsFunc(rep.Findings, ofRecords) {
		said += "; what the log records among that list was compared with nothing"
		if n := len(rep.Uncompared); n > 0 && d.level == verify.All {
			said += fmt.Sprintf(" (%s, inside which all digests hold)", plural(n, "snapshot"))
		} else if n > 0 {
			said += fmt.Sprintf(" (%s)", plural(n, "snapshot"))
		}
		said += ";"
	} else {
		said += ","
	}
	said += " of the rest all is as the signed log says"
	return d.of(fmt.Errorf("%s: %w", said, first))
}

// ofRecords says whether a finding is that records of the log may not be read.
func ofRecords(f verify.Finding) bool {
	return f.Denied != nil && (strings.HasPrefix(f.Object, "log/records/") || f.Object == "log/" || f.Code == ledger.CodeRoot)
}

// rest gives the findings that do not come of a refusal.
func (d *denials) rest(rep *verify.Report) []verify.Finding {
	blind := slices.ContainsFunc(rep.Findings, ofRecords)
	return slices.DeleteFunc(slices.Clone(rep.Findings), func(f verify.Finding) bool {
		return f.Denied != nil || blind && f.Code == verify.CodeMissing && d.withdrawn[f.Object]
	})
}

// known gives a report of what could be looked at, to be logged: of the other objects
// nothing was found.
func (d *denials) known(rep *verify.Report) *verify.Report {
	out := *rep
	out.States = maps.Clone(rep.States)
	out.Warnings = slices.DeleteFunc(slices.Clone(rep.Warnings), func(f verify.Finding) bool {
		return f.Code == verify.CodeUnlisted && slices.Contains(rep.Uncompared, f.Object)
	})
	out.Findings = d.rest(rep)
	if len(out.Findings) == len(rep.Findings) {
		return rep
	}
	drop := func(object string) {
		out.Slices = slices.DeleteFunc(slices.Clone(out.Slices), func(s int) bool { return s == ledger.AuditSlice(object) })
	}
	for _, f := range rep.Findings {
		if ofRecords(f) || f.Denied != nil && f.Object == "snapshots/" {
			out.Slices = nil // which snapshots there are, is not known
		}
		if f.Denied != nil {
			delete(out.States, f.Object)
			drop(f.Object)
		}
	}
	return &out
}

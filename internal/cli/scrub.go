package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/verify"
	"archiver/internal/watch"
)

// scrubLevel is what a scrub's audit record calls itself.
const scrubLevel verify.Level = "scrub"

// auditJSON is what a run read of the snapshots beside its looks.
type auditJSON struct {
	Slices    []int         `json:"slices"` // of the 90 into which the snapshots are cut
	Snapshots int           `json:"snapshots"`
	Bytes     int64         `json:"bytes"`
	Findings  []findingJSON `json:"findings"`
	Warnings  []findingJSON `json:"warnings"`
	LogIndex  *int64        `json:"log_index"` // of the entry with this result; null where nothing was due
}

// scrub reads the snapshots that are due, so that each is read once in 90 days,
// and logs what it found. The pass that follows looks again at what is not as it
// was, so that the citations say so at once.
func (e *env) scrub(ctx context.Context, s *session, w *watch.Watcher) (*auditJSON, error) {
	a := &auditJSON{Slices: []int{}, Findings: []findingJSON{}, Warnings: []findingJSON{}}
	if !s.cfg.Audit.Scrub {
		return a, nil
	}
	started := e.now().UTC().Truncate(time.Millisecond)
	known, err := knownSlices(ctx, s.catalog)
	if err != nil {
		return nil, err
	}
	due := verify.Due(known, started)
	if len(due) == 0 {
		return a, nil
	}
	isDue := map[int]bool{}
	for _, slice := range due {
		isDue[slice] = true
	}
	entries := map[int][]verify.Entry{}
	err = s.catalog.EachSnapshot(ctx, func(l catalog.Listed) {
		if slice := ledger.AuditSlice(l.Object); isDue[slice] {
			entries[slice] = append(entries[slice], verify.Entry{Object: l.Object, Index: l.LogIndex, Batch: l.Batch})
		}
	})
	if err != nil {
		return nil, err
	}
	size, err := s.catalog.LogSize(ctx)
	if err != nil {
		return nil, err
	}
	var all []verify.Entry
	for _, slice := range due {
		all = append(all, entries[slice]...)
	}
	s.reread = all // the mirror's too, once it is filled
	bar := e.progress("reading snapshots again")
	opt := verify.Options{Readers: readersOf(s.store), Now: e.now, Progress: e.verifyProgress(bar)}
	rep, err := verify.Snapshots(ctx, s.store, all, opt)
	bar.stop()
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	// What may not be read is not read yet, and nothing was found of it.
	of := func(f verify.Finding) bool { return rep.Denied[f.Object] != nil }
	rep.Findings = slices.DeleteFunc(rep.Findings, of)
	opt.Level = scrubLevel
	rec := auditRecord("run", opt, rep)
	rec.Started, rec.Size = started, size // what the catalog reflects is what was read
	if err == nil {
		rec.Slices = slices.Sorted(slices.Values(due))
		for object := range rep.Denied {
			rec.Slices = slices.DeleteFunc(rec.Slices, func(slice int) bool { return slice == ledger.AuditSlice(object) })
		}
	}
	if n := len(rep.Denied); n > 0 && ctx.Err() == nil {
		first := slices.Min(slices.Collect(maps.Keys(rep.Denied)))
		_, hint := e.explain(rep.Denied[first])
		e.warn("%s could not be read again: %s; %s", plural(n, "snapshot"), oneLine(rep.Denied[first].Error()), hint)
	}
	a.Slices, a.Snapshots, a.Bytes, a.Findings, a.Warnings = rec.Slices, rep.Snapshots, rep.Bytes, viewFindings(rep.Findings), viewFindings(rep.Warnings)
	// An interruption ends the run, but what was found before it is kept.
	batch, logErr := s.log.Append(context.WithoutCancel(ctx), ledger.Record{Kind: ledger.KindAudit, Body: rec})
	if logErr != nil {
		return nil, logErr
	}
	a.LogIndex = &batch.First
	if err != nil {
		return nil, err
	}
	return a, w.CatchUp(ctx)
}

// knownSlices gathers what the catalog knows of each slice.
func knownSlices(ctx context.Context, c *catalog.Catalog) ([]verify.Slice, error) {
	reads, err := c.SliceReads(ctx)
	if err != nil {
		return nil, err
	}
	known := make([]verify.Slice, ledger.AuditSlices)
	for i := range known {
		known[i] = verify.Slice{N: i, Read: reads[i].At}
	}
	err = c.EachSnapshot(ctx, func(l catalog.Listed) {
		s := &known[ledger.AuditSlice(l.Object)]
		if s.Snapshots == 0 || l.Taken.Before(s.Oldest) {
			s.Oldest = l.Taken
		}
		s.Snapshots++
		s.Bytes += l.Bytes
	})
	return known, err
}

// printAudit tells what a scrub found; of one that found nothing wrong, a line.
func (e *env) printAudit(a *auditJSON) {
	if a.Snapshots == 0 && len(a.Findings)+len(a.Warnings) == 0 {
		return
	}
	if len(a.Findings)+len(a.Warnings) > 0 && e.quiet { // for cron's mail
		for _, f := range append(a.Findings, a.Warnings...) {
			e.warn("%s %s: %s", f.Code, oneLine(f.Object), oneLine(f.Detail))
		}
		return
	}
	e.printFindings(a.Findings, a.Warnings)
	if e.quiet {
		return
	}
	what := fmt.Sprintf("%s read again (%s)", plural(a.Snapshots, "snapshot"), bytesWords(a.Bytes))
	if n := len(a.Findings); n > 0 {
		fmt.Fprintf(e.out, "%s: %s; %s\n", what, e.paint(e.out, red, plural(n, "finding")), e.line("verify")+" tells all")
	} else {
		fmt.Fprintf(e.out, "%s: as the log says\n", what)
	}
}

// rereadJSON says how long ago the snapshots were read again.
type rereadJSON struct {
	Snapshots int        `json:"snapshots"`
	Reread    int        `json:"reread"` // the rest was not, since it was taken
	Oldest    *time.Time `json:"oldest"` // each of Reread since then; null for none
	Days      *int       `json:"days"`   // from then to now, rounded up
}

// reread says how the snapshots stand that the catalog lists.
func (e *env) reread(ctx context.Context, c *catalog.Catalog) (rereadJSON, error) {
	var r rereadJSON
	reads, err := c.SliceReads(ctx)
	if err != nil {
		return r, err
	}
	var oldest time.Time
	err = c.EachSnapshot(ctx, func(l catalog.Listed) {
		r.Snapshots++
		read, ok := reads[ledger.AuditSlice(l.Object)]
		if !ok || l.LogIndex >= read.Size {
			return
		}
		r.Reread++
		if oldest.IsZero() || read.At.Before(oldest) {
			oldest = read.At
		}
	})
	if r.Reread > 0 {
		days := int((max(0, e.now().Sub(oldest)) + 24*time.Hour - 1) / (24 * time.Hour))
		r.Oldest, r.Days = &oldest, &days
	}
	return r, err
}

// words say it; "" where there is nothing to say.
func (r rereadJSON) words() string {
	switch {
	case r.Snapshots == 0:
		return ""
	case r.Reread == 0:
		return "none of the snapshots was read again yet since it was taken"
	case r.Reread == r.Snapshots:
		return fmt.Sprintf("all snapshots were read again within %s", plural(*r.Days, "day"))
	}
	return fmt.Sprintf("%d of %s were read again within %s; the others are newer", r.Reread, plural(r.Snapshots, "snapshot"), plural(*r.Days, "day"))
}

package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/verify"
)

// maxAuditFindings is how many findings, and warnings, a log record names.
const maxAuditFindings = 200

// auditRecord is what the log keeps of a verification.
func auditRecord(command string, opt verify.Options, rep *verify.Report) ledger.AuditRecord {
	r := ledger.AuditRecord{Command: command, Level: string(opt.Level), Deep: opt.Deep, Slices: rep.Slices, Size: rep.Records,
		Snapshots: rep.Snapshots, Bytes: rep.Bytes, Started: rep.Started, Complete: rep.Complete}
	if opt.Level == verify.Sampled {
		r.Sample, r.Seed = opt.Sample.String(), opt.Seed
	}
	list := func(from []verify.Finding) (to []ledger.AuditFinding) {
		for _, f := range from {
			if len(to) == maxAuditFindings {
				r.More++
			} else {
				to = append(to, ledger.AuditFinding{Code: f.Code, Object: clipBytes(f.Object, 1024)})
			}
		}
		return to
	}
	r.Findings, r.Warnings = list(rep.Findings), list(rep.Warnings)
	return r
}

// auditRecords is the same, where snapshots were asked for by name: one record for
// each source.
func auditRecords(command string, opt verify.Options, rep *verify.Report) []ledger.Record {
	var list []ledger.Record
	add := func(r ledger.AuditRecord) {
		list = append(list, ledger.Record{Kind: ledger.KindAudit, Body: r})
	}
	of := map[string][]string{} // folder of a source: snapshots that were looked at
	for _, object := range opt.Objects {
		if _, looked := rep.States[object]; looked {
			of[path.Dir(object)] = append(of[path.Dir(object)], object)
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(of)) {
		part := *rep
		others := func(f verify.Finding) bool {
			return strings.HasPrefix(f.Object, "snapshots/") && path.Dir(f.Object) != folder
		}
		part.Findings = slices.DeleteFunc(slices.Clone(rep.Findings), others)
		part.Warnings = slices.DeleteFunc(slices.Clone(rep.Warnings), others)
		objects := slices.Compact(slices.Sorted(slices.Values(of[folder])))
		part.Snapshots, part.Bytes = len(objects), 0
		for _, object := range objects {
			part.Bytes += rep.Sizes[object]
		}
		r := auditRecord(command, opt, &part)
		r.Objects = objects[:min(len(objects), maxAuditFindings)]
		add(r)
	}
	if len(list) == 0 {
		add(auditRecord(command, opt, rep))
	}
	return list
}

// clipBytes cuts what somebody else named.
func clipBytes(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// logAudit logs what a verification found, where archive, key and head are at
// hand; else it says why not. Whatever happens, the verification stands. The records
// are made once the log is open, which puts log/checkpoint right.
func (e *env) logAudit(ctx context.Context, cfg *config.Config, st store.Store, recs func(*ledger.Log) []ledger.Record) (entry *int64, why string) {
	if lost(ctx) != nil {
		return nil, "the archive can't be reached"
	}
	skey, err := os.ReadFile(cfg.Path(cfg.Log.Key))
	if err != nil {
		return nil, "the log's key is not at hand"
	}
	if _, err := os.Stat(cfg.Path(cfg.Log.Head)); err != nil {
		return nil, "the log's head is not at hand" // Open would begin a log in an empty archive
	}
	if _, local := st.(*store.FS); local {
		// The head is swapped before the archive is written: look first.
		for _, dir := range []string{filepath.Join(cfg.ArchiveDir(), "log"), filepath.Dir(cfg.Path(cfg.Log.Head))} {
			if err := unix.Access(dir, unix.W_OK); err != nil {
				return nil, dir + " can't be written"
			}
		}
	}
	// An interruption is logged too, but it must not hang for that.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	if err := e.fit(ctx, st, cfg.ArchiveName(), cfg.Archive.Endpoint, cfg.Archive.Lock); err != nil {
		return nil, oneLine(err.Error())
	}
	log, err := ledger.Open(ctx, ledger.Config{Store: st, Head: ledger.FileHead(cfg.Path(cfg.Log.Head)),
		SignerKey: strings.TrimSpace(string(skey)), Now: e.now, Rand: rand.Reader})
	var batch ledger.Batch
	if err == nil {
		batch, err = log.Append(ctx, recs(log)...)
		e.warnMends(log)
	}
	var unpublished *ledger.UnpublishedError
	if err != nil && !errors.As(err, &unpublished) { // that one is in the log: the next run writes it out
		e.warn("the result is not logged: %s", oneLine(err.Error()))
		return nil, fmt.Sprintf("%v", err)
	}
	return &batch.First, ""
}

// putRight makes warnings of what was found of log/checkpoint, once it is the newest
// again: nothing else is known of it then but that somebody was there.
func putRight(rep *verify.Report, log *ledger.Log) {
	if log.Fault() != nil {
		return
	}
	rep.Findings = slices.DeleteFunc(rep.Findings, func(f verify.Finding) bool {
		if !ofCheckpoint(f.Code, f.Object) {
			return false
		}
		f.Detail += "; it was put right now"
		for _, m := range log.Mended() {
			f.Detail += fmt.Sprintf(", which is log entry %d", m.Index)
		}
		if f.Detail += ". Nothing is lost"; f.Code != ledger.CodeCheckpointOld { // which a run leaves too that may not replace it
			f.Detail += "; find out who did it"
		}
		rep.Warnings = append(rep.Warnings, f)
		return true
	})
}

// catchUp has the catalog know of what was just logged: of a bucket status asks the
// catalog alone. Where there is none, or somebody is at work on it, it is left.
func (e *env) catchUp(ctx context.Context, cfg *config.Config, st store.Store) {
	if _, err := os.Stat(cfg.CatalogPath()); err != nil || ctx.Err() != nil || e.locked(cfg) {
		return
	}
	if err := e.rebuild(ctx, cfg, st, false); err != nil && ctx.Err() == nil {
		e.warn("the catalog could not be brought up to date: %s; the next run does it", oneLine(err.Error()))
	}
}

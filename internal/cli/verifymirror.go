package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/verify"
)

// openVerified opens the archive, or its mirror, for reading.
func (e *env) openVerified(ctx context.Context, cfg *config.Config, mirror bool) (store.Store, error) {
	if !mirror {
		st, err := e.openHolding(ctx, cfg, "log/", e.needs)
		if isEmptyArchive(err) {
			if st, serr := openStore(ctx, cfg, e.needs); serr != nil {
				return nil, serr
			} else if gone, gerr := e.gone(ctx, cfg, st); gerr != nil || gone != nil {
				return st, gerr // a finding
			}
		}
		return st, err
	}
	if !cfg.Mirrored() {
		return nil, &usageError{msg: "verify --mirror: there is no mirror", hint: "archive.mirror.url names one, which every run then fills"}
	}
	if !strings.HasPrefix(cfg.Archive.Mirror.URL, "s3://") && mirrorState(cfg).Size == 0 {
		if err := e.mirrorParent(cfg); err != nil {
			return nil, fmt.Errorf("verify --mirror: %w", err)
		}
	}
	of := *cfg
	of.Archive = config.Archive{URL: cfg.Archive.Mirror.URL, Endpoint: cfg.Archive.Mirror.Endpoint, Lock: cfg.Archive.Mirror.Lock, Mirror: config.Mirror{Lock: config.NoLock}}
	st, err := e.openHolding(ctx, &of, "log/", e.needsMirror)
	if had := mirrorState(cfg).Size; isEmptyArchive(err) && had > 0 {
		why, hint := "it is empty", "somebody emptied it"
		if !strings.HasPrefix(cfg.Archive.Mirror.URL, "s3://") {
			hint = "is its disk mounted? If it is, somebody emptied it"
			if _, err := os.Stat(cfg.MirrorDir()); errors.Is(err, fs.ErrNotExist) {
				why, hint = "it is not there any more", "is its disk mounted? If it is to be filled from the beginning, make the folder, and bring the archive over with archiver copy"
			}
		}
		return nil, &emptiedMirrorError{fmt.Sprintf("verify --mirror: %s: %s; %s were there before: %s", oneLine(cfg.MirrorName()), why, plural(int(had), "log record"), hint)}
	}
	return st, ofMirror(err)
}

// emptiedMirrorError is a mirror of which nothing is there any more.
type emptiedMirrorError struct{ why string }

func (e *emptiedMirrorError) Error() string { return e.why }
func (e *emptiedMirrorError) Unwrap() error { return fs.ErrNotExist }

// archivePatience is how long a verification of the mirror waits for the archive,
// which may be lost.
const archivePatience = time.Minute

// matchMirror tells what the mirror alone can't show: whether its log is that of the
// archive, and how many records it is behind.
func (e *env) matchMirror(ctx context.Context, cfg *config.Config, mirror store.Store, rep *verify.Report, head []byte) (behind int64) {
	state := mirrorState(cfg) // before its log is read: another process may fill it
	theirs, err := ledger.OpenReader(ctx, mirror)
	if err != nil {
		return 0 // which is told
	}
	find := func(code, format string, args ...any) {
		rep.Findings = append(rep.Findings, verify.Finding{Code: code, Object: checkpointKey, Detail: fmt.Sprintf(format, args...)})
	}
	warn := func(code, format string, args ...any) {
		rep.Warnings = append(rep.Warnings, verify.Finding{Code: code, Object: checkpointKey, Detail: fmt.Sprintf(format, args...)})
	}
	actx, cancel := context.WithTimeout(ctx, archivePatience)
	defer cancel()
	ours, vkey, err := e.archiveLog(actx, cfg)
	pub, perr := store.ReadSmall(ctx, mirror, "keys/log.pub")
	switch {
	case err != nil:
		e.warn("the mirror could not be compared with the archive: %s", oneLine(err.Error()))
	case perr == nil && !bytes.Equal(pub, vkey):
		find(ledger.CodeForked, "it holds another archive, with the log %s: it is no mirror of this one", oneLine(theirs.Origin()))
		return 0
	default:
		older, newer := theirs, ours
		if older.Size() > newer.Size() {
			older, newer = newer, older
		}
		proof, err := newer.Consistency(actx, older.Size(), newer.Size())
		if err != nil {
			e.warn("the log of the mirror could not be compared with that of the archive: %s", oneLine(err.Error()))
		} else if ledger.CheckConsistency(proof, older.Checkpoint(), newer.Checkpoint(), strings.TrimSpace(string(vkey))) != nil {
			find(ledger.CodeForked, "its log is no beginning of that of the archive: two different logs bear this name. Keep both, and find out which machine wrote the other")
			return 0
		}
		behind = ours.Size() - theirs.Size()
		if behind < 0 {
			warn(ledger.CodeContinued, "it is newer: its log has %d records, that of the archive %d. Was the archive put back from an old copy? Keep both, and find out which is right", theirs.Size(), ours.Size())
		}
	}
	if head != nil {
		for _, f := range ledger.CheckHead(ctx, mirror, head) {
			switch f.Code {
			case ledger.CodeRolledBack, ledger.CodeUnfinished: // it is behind
			case ledger.CodeForked, ledger.CodeUnreadable:
				find(f.Code, "%s", f.Detail)
			default:
				if behind >= 0 {
					warn(f.Code, "%s", f.Detail)
				}
			}
		}
	}
	switch {
	case state.Size > theirs.Size():
		find(ledger.CodeRolledBack, "its log has %d records, and had %d before: somebody put an older copy in its place, or removed the newest. %s fills it again", theirs.Size(), state.Size, e.line("run"))
	case behind > 0 && lacks(actx, ours, theirs.Size()):
		warn(verify.CodeMirrorBehind, "it has %d of the %d log records of the archive; %s brings over the rest", theirs.Size(), ours.Size(), e.line("run"))
	}
	if behind > 0 {
		cutShort(rep.Warnings)
	}
	return max(0, behind)
}

// archiveLog opens the log of the archive, and reads its key.
func (e *env) archiveLog(ctx context.Context, cfg *config.Config) (*ledger.Reader, []byte, error) {
	// The mirror can be verified without it.
	st, err := e.openHolding(ctx, cfg, "log/", func(c *s3.Config) { e.waits(c, "archive") })
	if err != nil {
		return nil, nil, err
	}
	r, err := ledger.OpenReader(ctx, st)
	if err != nil {
		return nil, nil, err
	}
	vkey, err := store.ReadSmall(ctx, st, "keys/log.pub")
	return r, vkey, err
}

// lacks says whether a log has records from a place on that tell of more than
// verifications and repairs, which a mirror that was just filled lacks.
func lacks(ctx context.Context, log *ledger.Reader, from int64) bool {
	for line, err := range log.Records(ctx, from) {
		if err != nil || line.Kind != ledger.KindAudit && line.Kind != ledger.KindRepair {
			return true
		}
	}
	return false
}

// cutShort says of what a mirror's log does not list that it was brought over before
// that log: of a mirror that is behind, that is no sign of records that are gone.
func cutShort(warnings []verify.Finding) {
	for i, w := range warnings {
		if w.Code == ledger.CodeUnexpected && strings.HasPrefix(w.Object, "keys/") { // they come first
			w.Code = ledger.CodeUnfinished
			warnings[i].Code = w.Code
		}
		switch w.Code {
		case ledger.CodeUnfinished:
			if w.Object == checkpointKey {
				continue // somebody may have put another there
			}
			fallthrough
		case verify.CodeUnlisted, ledger.CodeTimestampStray:
			warnings[i].Detail = "it is ahead of the mirror's log: filling the mirror was cut short, and the next run goes on with it"
		}
	}
}

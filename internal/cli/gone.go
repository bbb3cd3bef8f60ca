package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
)

// goneError is an archive of which no log is found, though there was one: it was
// emptied, or the configuration names another place. Nothing can be said of a
// snapshot then: it is neither missing nor to be taken anew.
type goneError struct {
	name string
	size int64 // what the head knows of; 0: it is lost too, and there are snapshots
	hint string
}

func (e *goneError) Error() string {
	if e.size == 0 {
		return fmt.Sprintf("no log is found at %s, and no file named log.head in the configuration, though there are snapshots", e.name)
	}
	return fmt.Sprintf("no log is found at %s, and the file named log.head in the configuration knows of %d entries", e.name, e.size)
}

// gone says whether no log is found where there was one, by the head outside the
// archive or by the snapshots that it must have listed; nil: there is one, or nobody
// knows that there was.
func (e *env) gone(ctx context.Context, cfg *config.Config, st store.Store) (*goneError, error) {
	head, _ := store.ReadPlain(cfg.Path(cfg.Log.Head)) // whoever needs it says why it can't be read
	published, size := ledger.HeadSizes(head)
	if published == 0 {
		return e.logless(ctx, cfg, st)
	}
	if some, err := store.HasUnder(ctx, st, "log/checkpoint"); some || err != nil {
		return nil, err
	}
	hint := "is archive.url right, with its prefix? If it is, somebody emptied the archive: leave the file named log.head as it is"
	if cfg.Mirrored() {
		hint += ", and bring the archive back from the mirror: " + e.copyBack(cfg)
	} else {
		hint += ", and bring the archive back from another copy: " + e.line("copy", "COPY", shellWord(oneLine(cfg.ArchiveName())))
	}
	return &goneError{cfg.ArchiveName(), size, hint}, nil
}

// logless says whether there are snapshots without a log, where the head outside the
// archive knows of none either: a log is there before the first snapshot. One that began
// anew would be a second one of the same key.
func (e *env) logless(ctx context.Context, cfg *config.Config, st store.Store) (*goneError, error) {
	if some, err := store.HasUnder(ctx, st, "log/checkpoint"); some || err != nil {
		return nil, err
	}
	if some, err := store.HasUnder(ctx, st, "snapshots/"); !some || err != nil {
		return nil, err
	}
	from := "another copy: " + e.line("copy", "COPY", shellWord(oneLine(cfg.ArchiveName())))
	if cfg.Mirrored() {
		from = "the mirror: " + e.copyBack(cfg)
	}
	return &goneError{name: cfg.ArchiveName(), hint: "bring the archive's log back from " + from + ", and put the file named log.head back in its place. Only to start over, move what is there to another place"}, nil
}

// mayBegin refuses to begin a log where there was one.
func (e *env) mayBegin(ctx context.Context, cfg *config.Config, st store.Store) error {
	if head, err := store.ReadPlain(cfg.Path(cfg.Log.Head)); !errors.Is(err, fs.ErrNotExist) || len(head) > 0 {
		return nil // who reads it says what is amiss
	}
	if gone, err := e.logless(ctx, cfg, st); err != nil || gone == nil {
		return err
	} else {
		return gone
	}
}

// unsureError says that a copy's place in the log can't be read: nothing is told of the
// copy, which may be whole, and no advice to put it away is right.
type unsureError struct{ what, why string }

func (e *unsureError) Error() string { return e.what + ": " + e.why }

// unsureHint says what is to be done about a log that tells nothing of a copy.
func (e *env) unsureHint() string {
	return "it is the log that is damaged: " + e.line("verify", "--repair") + " puts right what the log itself or a mirror proves; then do it again"
}

// uncheckedError is an archive that has a log, but none of the signed checkpoints that
// are kept for good: they were taken away, for a log begins with one. It has what was
// archived.
type uncheckedError struct{ name string }

func (e *uncheckedError) Error() string {
	return fmt.Sprintf("open archive %s: the checkpoints of its log are missing (log/checkpoints): they were taken away, and the rest of the log is there", e.name)
}

// unchecked says whether an archive has a log without checkpoints; nil: it has none, or
// they are there.
func unchecked(ctx context.Context, cfg *config.Config, st store.Store) (*uncheckedError, error) {
	if some, err := store.HasUnder(ctx, st, checkpointsPrefix); some || err != nil {
		return nil, err
	}
	if some, err := store.HasUnder(ctx, st, "log/"); !some || err != nil {
		return nil, err
	}
	return &uncheckedError{cfg.ArchiveName()}, nil
}

// warnHead warns where the head outside the archive says that the newest of the log is
// not there, or can't say it. Who has the log's key has a head too, once there is a log:
// others read without one. A log that can't be read is told of otherwise.
func (e *env) warnHead(ctx context.Context, s *session) error {
	head, err := store.ReadPlain(s.cfg.Path(s.cfg.Log.Head))
	if errors.Is(err, fs.ErrNotExist) {
		begun, err := store.HasUnder(ctx, s.store, checkpointsPrefix)
		if _, noKey := os.Stat(s.cfg.Path(s.cfg.Log.Key)); begun && noKey == nil {
			e.warn("the file named log.head in the configuration is gone: without it nothing tells whether the newest of the log is there, and no run goes on; %s tells more", e.line("run"))
		}
		return err
	}
	if err != nil {
		return nil // who is to write says so
	}
	for _, f := range ledger.CheckHead(ctx, s.store, head) {
		switch f.Code {
		case ledger.CodeRolledBack:
			return e.warnBehind(ctx, s, "shown")
		case ledger.CodeHeadDamaged:
			e.warn("the file named log.head in the configuration is damaged: it does not tell whether the newest of the log is there, and no run goes on with it; %s tells more", e.line("verify"))
		case ledger.CodeForked:
			e.warn("the file named log.head in the configuration is of another log than the archive's; %s tells more", e.line("verify"))
		}
	}
	return ctx.Err()
}

// warnBehind warns where the archive's log lacks entries that the head outside the archive
// knows of: what is handed out then tells nothing of them, be they snapshots or
// withdrawals; and where the two are of different logs. A batch that a killed run left in
// the head alone is none of them. done is what is done with it: handed out, or checked.
func (e *env) warnBehind(ctx context.Context, s *session, done string) error {
	head, err := store.ReadPlain(s.cfg.Path(s.cfg.Log.Head)) // first: a run may be at work
	if err != nil {
		return nil // it is elsewhere, or lost: who is to write says so
	}
	published, size := ledger.HeadSizes(head)
	log, err := ledger.OpenReader(ctx, s.store)
	if err != nil {
		return err
	}
	if published > log.Size() {
		e.warn("the archive's log has %d entries, and the file named log.head in the configuration knows of %d: the newest are lost or were taken away, and nothing of them is in what is %s, newer snapshots and withdrawals among them; %s tells more",
			log.Size(), size, done, e.line("verify"))
		return nil
	}
	if size == 0 {
		return nil // it is damaged, as who is to write says
	}
	for _, f := range ledger.CheckHead(ctx, s.store, head) {
		if f.Code == ledger.CodeForked {
			e.warn("what is %s is of another log than the one that the file named log.head in the configuration knows: %s; %s tells more", done, oneLine(f.Detail), e.line("verify"))
		}
	}
	return nil
}

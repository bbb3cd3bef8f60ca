package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/mirror"
	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/verify"
)

// mirror fills the mirror, and reads again there what the run read again in the
// archive. Nothing that goes wrong with it is a fault of the run: it is told.
func (e *env) mirror(ctx context.Context, s *session) (*mirroredJSON, error) {
	cfg := s.cfg
	if !cfg.Mirrored() {
		return nil, nil
	}
	release, err := lockMirror(cfg)
	if err != nil {
		e.say("another archiver is at work on the mirror; it is left to it")
		return s.viewMirror(ctx)
	}
	defer release()
	before := mirrorState(cfg).Size
	f, done, err := e.fill(ctx, cfg, s.store, s.reread)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var renewal *renewedJSON
	if err == nil {
		if renewal, err = e.renewMirror(ctx, s, f); ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			e.warn("the object locks of the mirror %s were not renewed: %s; the next run tries again", oneLine(cfg.MirrorName()), oneLine(err.Error()))
			err = nil
		}
	}
	v, verr := s.viewMirror(ctx)
	if verr != nil {
		return nil, verr
	}
	if err == nil && before > 0 && done.Had < before {
		v.Note = fmt.Sprintf("it had %d of the %d log records that were there before: somebody emptied it or put an older copy in its place; it was filled again", max(0, done.Had), before)
	}
	_, v.Hint = e.mirrorHint(err)
	v.Copied, v.Bytes, v.Reread, v.Renewal = done.Copied, done.Bytes, done.reread, renewal
	return v, nil
}

// filled is what filling the mirror has done.
type filled struct {
	mirror.Filled
	reread int // snapshots that were read again
}

// fill fills the mirror, and reads the given snapshots there. The lock on the mirror
// is held.
func (e *env) fill(ctx context.Context, cfg *config.Config, st store.Store, entries []verify.Entry) (*mirror.Filler, filled, error) {
	bar := e.progress("filling the mirror")
	defer bar.stop()
	f := mirror.New(e.mirrorConfig(cfg, st, bar))
	var rep *verify.Report
	done, err := f.Fill(ctx, func(ctx context.Context, to store.Store, beat func(int64)) (found []mirror.Reread, err error) {
		if len(entries) == 0 {
			return nil, nil
		}
		rep, err = verify.Snapshots(ctx, to, entries, verify.Options{Readers: readersOf(to), Now: e.now,
			Progress: func(verify.Progress) { beat(64 << 20) }})
		if err != nil {
			return nil, err
		}
		for _, x := range rep.Findings {
			r := mirror.Reread{Finding: mirror.Finding{Code: x.Code, Object: x.Object, Detail: x.Detail}, Index: -1}
			if i := slices.IndexFunc(entries, func(e verify.Entry) bool { return e.Object == x.Object }); i >= 0 {
				r.Index, r.Batch = entries[i].Index, entries[i].Batch
			}
			found = append(found, r)
		}
		return found, nil
	})
	out := filled{Filled: done}
	if err == nil && rep != nil { // else it may still be written to
		out.reread = rep.Snapshots
	}
	return f, out, err
}

// mirrorConfig is the mirror, to be filled from st.
func (e *env) mirrorConfig(cfg *config.Config, st store.Store, bar *bar) mirror.Config {
	m := cfg.Archive.Mirror
	c := mirror.Config{From: st, URL: m.URL, Endpoint: m.Endpoint, State: mirrorStatePath(cfg), Now: e.now, Progress: bar.copied,
		Open: func(ctx context.Context) (store.Store, error) { return e.openMirror(ctx, cfg) }}
	if !strings.HasPrefix(m.URL, "s3://") {
		c.Folder = cfg.MirrorDir()
	}
	return c
}

// copied moves the bar of a copy.
func (b *bar) copied(done, total int, bytes int64, object string) {
	b.more = bytesWords(bytes) + " copied"
	b.set(done, total, object)
}

// renewMirror renews the locks of the mirror that are to end, in the time that is left.
func (e *env) renewMirror(ctx context.Context, s *session, f *mirror.Filler) (*renewedJSON, error) {
	var got *renewedJSON
	err := f.Work(ctx, func(ctx context.Context, st store.Store, beat func()) (err error) {
		got, err = e.renew(ctx, lockedMirror(s.cfg), st, s.catalog, beat)
		return err
	})
	if err != nil {
		return nil, err // it may still be written to
	}
	return got, nil
}

// doubtMirror has the next run go through all that the log says of withdrawals, as a
// verification of the mirror came upon bytes that should be gone.
func doubtMirror(ctx context.Context, cfg *config.Config, warnings []verify.Finding) {
	if !slices.ContainsFunc(warnings, func(w verify.Finding) bool { return w.Code == verify.CodeWithdrawn }) {
		return
	}
	release, err := lockMirror(cfg)
	if err != nil {
		return // a run is at work on it
	}
	defer release()
	s := mirrorState(cfg)
	s.Doubt = true
	s.Save(ctx, mirrorStatePath(cfg))
}

// mirrorHint says what to do about a mirror that could not be filled.
func (e *env) mirrorHint(err error) (code int, hint string) {
	var altered *ledger.AlteredError
	var race *mirror.RaceError
	switch {
	case err == nil:
		return exitOK, ""
	case errors.As(err, &altered):
		return exitFailed, e.line("verify", "--repair") + " puts right what archive and mirror together hold"
	case errors.Is(err, mirror.ErrSlow):
		return exitNoLook, "the next run goes on; " + e.line("copy") + " fills it without a limit of time"
	case errors.As(err, &race):
		return exitNoLook, "does another machine, or a copy of this one, fill it too? The next run goes on"
	case errors.Is(err, mirror.ErrStalled):
		return exitNoLook, "is it there? The next run tries again"
	}
	if code, hint = e.explain(err); hint == "" {
		hint = "the next run tries again"
	}
	return code, mirrorKeys.Replace(hint)
}

// otherHint says what to do about a place that holds what this archive may not be
// written over.
func (e *env) otherHint(o mirror.Other) string {
	switch o {
	case mirror.FolderGone:
		return "is its disk mounted? If it is to be filled from the beginning, make the folder again, and bring the archive over with archiver copy"
	case mirror.FolderEmpty:
		to := "MIRROR"
		if e.loaded != nil {
			to = shellWord(oneLine(e.loaded.MirrorDir()))
		}
		return "is its disk mounted? If it is to be filled from the beginning: " + e.line("copy", e.archivePlace(), to)
	case mirror.Foreign:
		return "name an empty place in archive.mirror.url, or the mirror of this archive"
	case mirror.Newer:
		return "was the archive put back from an old copy? Keep both, and find out which is right"
	case mirror.Forked:
		return "keep both, and find out which machine wrote the other"
	case mirror.TargetForeign:
		return "name an empty place, or the copy of this archive"
	case mirror.TargetNewer:
		return "is it the other way round?"
	}
	return ""
}

// mirrorKeys names the mirror's keys of the configuration in what is said of the
// archive.
var mirrorKeys = strings.NewReplacer("archive.url", "archive.mirror.url", "archive.endpoint", "archive.mirror.endpoint", "archive.lock", "archive.mirror.lock")

// mirrorError is an error of the mirror: what can be done about it is done there.
type mirrorError struct{ err error }

func (e *mirrorError) Error() string { return e.err.Error() }
func (e *mirrorError) Unwrap() error { return e.err }

// ofMirror makes one; nil of none.
func ofMirror(err error) error {
	if err == nil {
		return nil
	}
	return &mirrorError{err}
}

// needsMirror is needs for a mirror that a command can do nothing without.
func (e *env) needsMirror(c *s3.Config) {
	e.waits(c, "mirror")
	c.Lost = func(err error) { e.lose(ofMirror(err)) }
}

// lockMirror makes this process the only one that writes to the mirror; it does not
// wait.
func lockMirror(cfg *config.Config) (release func(), err error) {
	f, err := os.OpenFile(cfg.CatalogPath()+".mirroring", os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

// printMirror tells how the mirror stands after a run: trouble always, else a line.
func (e *env) printMirror(v *mirroredJSON) {
	if v == nil {
		return
	}
	if v.Damaged > 0 {
		first := ""
		if len(v.Findings) > 0 {
			first = fmt.Sprintf(" (%s %s)", v.Findings[0].Code, oneLine(v.Findings[0].Object))
		}
		e.warn("the mirror %s: %s%s", oneLine(v.URL), v.damage(e), first)
	}
	e.notice(e.loaded, "withdrawn in the mirror", v.remain(e))
	if v.Note != "" {
		e.warn("the mirror %s: %s", oneLine(v.URL), v.Note)
	}
	switch {
	case v.Trouble != "":
		e.warn("the mirror %s was not filled: %s; %s", oneLine(v.URL), oneLine(v.Trouble), v.Hint)
	case v.Copied > 0 || e.verbose:
		e.say("%s (%s, %s)", v.words(e), plural(v.Copied, "object"), bytesWords(v.Bytes))
	}
}

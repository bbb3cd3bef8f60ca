package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/verify"
)

// mirror fills the mirror, and reads again there what the run read again in the
// archive. Nothing that goes wrong with it is a fault of the run: it is told.
func (e *env) mirror(ctx context.Context, s *session) (*mirroredJSON, error) {
	cfg := s.cfg
	if !cfg.mirrored() {
		return nil, nil
	}
	release, err := lockMirror(cfg)
	if err != nil {
		e.say("another archiver is at work on the mirror; it is left to it")
		return s.viewMirror(ctx)
	}
	defer release()
	before := loadMirrorState(cfg).Size
	f, rep, err := e.fill(ctx, cfg, s.store, s.reread)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var renewal *renewedJSON
	if err == nil {
		if renewal, err = f.renew(ctx, s); ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			e.warn("the object locks of the mirror %s were not renewed: %s; the next run tries again", oneLine(cfg.mirrorName()), oneLine(err.Error()))
			err = nil
		}
	}
	v, verr := s.viewMirror(ctx)
	if verr != nil {
		return nil, verr
	}
	f.copy.mu.Lock()
	defer f.copy.mu.Unlock()
	if err == nil && before > 0 && f.had < before {
		v.Note = fmt.Sprintf("it had %d of the %d log records that were there before: somebody emptied it or put an older copy in its place; it was filled again", max(0, f.had), before)
	}
	_, v.Hint = e.mirrorHint(err)
	v.Copied, v.Bytes, v.Reread, v.Renewal = f.copy.out.Copied, f.copy.out.Bytes, rep.Snapshots, renewal
	return v, nil
}

// fill fills the mirror, reads the given snapshots there, and keeps in mind how far
// it is, and what is amiss. The lock on the mirror is held.
func (e *env) fill(ctx context.Context, cfg *Config, st store.Store, entries []verify.Entry) (*filler, *verify.Report, error) {
	f, rep := newFiller(e, cfg, st), &verify.Report{}
	err := f.guard(ctx, func(ctx context.Context) error {
		err := f.run(ctx)
		if err != nil {
			return err
		}
		read, err := f.reread(ctx, entries)
		if err == nil {
			rep = read
		}
		return err
	})
	f.copy.bar.stop()
	f.copy.mu.Lock() // what was left behind may go on
	state := f.state.clone()
	f.copy.mu.Unlock()
	if size := f.size.Load(); size > 0 {
		state.Size = size
	}
	state.Trouble = ""
	if err != nil {
		state.Trouble = clipBytes(oneLine(err.Error()), 500)
		rep = &verify.Report{} // the other may still be written to
	} else {
		state.Doubt = false
		if len(state.Faulty)+state.Damaged == 0 {
			state.Whole = e.now().UTC().Truncate(time.Second)
		}
	}
	if ctx.Err() == nil {
		state.save(ctx, cfg)
	}
	return f, rep, err
}

// reread reads the same snapshots in the mirror.
func (f *filler) reread(ctx context.Context, entries []verify.Entry) (*verify.Report, error) {
	if len(entries) == 0 {
		return &verify.Report{}, nil
	}
	rep, err := verify.Snapshots(ctx, f.copy.to, entries, verify.Options{Readers: readersOf(f.copy.to), Now: f.e.now,
		Progress: func(verify.Progress) { f.beat(64 << 20) }})
	if err == nil {
		f.notedReread(ctx, entries, rep)
	}
	return rep, err
}

// renew renews the locks of the mirror that are to end, in the time that is left.
func (f *filler) renew(ctx context.Context, s *session) (out *renewedJSON, err error) {
	if f.time -= time.Since(f.began); f.time <= 0 {
		return nil, nil
	}
	f.beat(0)
	var got *renewedJSON
	err = f.guard(ctx, func(ctx context.Context) (err error) {
		got, err = f.e.renew(ctx, f.cfg.lockedMirror(), f.copy.to, s.catalog, func() { f.beat(0) })
		return err
	})
	if err == nil {
		out = got // else it may still be written to
	}
	return out, err
}

// guard does work, and gives it up when it has taken too long. What does not even
// heed that is left behind: a folder on a dead server hangs whoever touches it.
func (f *filler) guard(ctx context.Context, work func(context.Context) error) error {
	wctx, cancel := context.WithTimeout(ctx, f.time)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- work(wctx) }()
	tick := time.NewTicker(min(time.Second, f.patience/4))
	defer tick.Stop()
	stalled := false
	for {
		select {
		case err := <-done:
			switch {
			case err == nil, ctx.Err() != nil:
			case stalled:
				return f.stalled()
			case wctx.Err() != nil:
				return errSlow
			}
			return err
		case <-tick.C:
			over := time.Since(time.Unix(0, f.until.Load()))
			if over > 0 && !stalled {
				stalled = true
				cancel()
			}
			if over > f.grace {
				return f.stalled()
			}
		}
	}
}

var (
	errStalled = fmt.Errorf("it did not answer for %d minute", int(mirrorPatience.Minutes()))
	errSlow    = fmt.Errorf("it takes more than the %d minutes that a run gives it", int(mirrorTime.Minutes()))
)

// stalled is errStalled with the server's name, if it is one.
func (f *filler) stalled() error {
	if at := f.cfg.Archive.Mirror.Endpoint; at != "" {
		return fmt.Errorf("%w (%s)", errStalled, at)
	}
	return errStalled
}

// mirrorHint says what to do about a mirror that could not be filled.
func (e *env) mirrorHint(err error) (code int, hint string) {
	var altered *ledger.AlteredError
	var race *raceError
	switch {
	case err == nil:
		return exitOK, ""
	case errors.As(err, &altered):
		return exitFailed, e.line("verify", "--repair") + " puts right what archive and mirror together hold"
	case errors.Is(err, errSlow):
		return exitNoLook, "the next run goes on; " + e.line("copy") + " fills it without a limit of time"
	case errors.As(err, &race):
		return exitNoLook, "does another machine, or a copy of this one, fill it too? The next run goes on"
	case errors.Is(err, errStalled):
		return exitNoLook, "is it there? The next run tries again"
	}
	if code, hint = e.explain(err); hint == "" {
		hint = "the next run tries again"
	}
	return code, mirrorKeys.Replace(hint)
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
func lockMirror(cfg *Config) (release func(), err error) {
	f, err := os.OpenFile(cfg.catalogPath()+".mirroring", os.O_RDWR|os.O_CREATE, 0o644)
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

package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/repair"
	"archiver/internal/store"
)

func runRepair(ctx context.Context, e *env, vouch []string) error {
	cfg, err := e.config()
	if err != nil {
		return err
	}
	skey, err := os.ReadFile(cfg.Path(cfg.Log.Key))
	if err != nil {
		return &usageError{msg: fmt.Sprintf("verify --repair: read log key: %v", err), hint: "a repair is logged: do it where the log is written"}
	}
	c := e.repairConfig(cfg, strings.TrimSpace(string(skey)))
	c.Vouched = vouch
	if _, err := ledger.VerifierKey(c.Key); err != nil {
		return err
	}
	release, err := e.lock(ctx, cfg)
	if err != nil {
		return err
	}
	defer release()
	if c.Archive, err = e.openWritable(ctx, cfg); err != nil {
		return err
	}
	if cfg.Mirrored() {
		releaseMirror, err := lockMirror(cfg)
		if err != nil {
			return &usageError{msg: "verify --repair: another archiver is filling the mirror", hint: "try again once it is done"}
		}
		defer releaseMirror()
		if c.Mirror, err = e.openMirror(ctx, cfg); err != nil {
			return fmt.Errorf("open the mirror: %w", ofMirror(err))
		}
		c.Told = toldMirror(cfg)
	}
	bar := e.progress("comparing with the log")
	c.Progress = bar.set
	done, err := repair.Run(ctx, c)
	e.warnRepair(done)
	v := viewRepair(done)
	if err == nil {
		v.stand(ctx, e, c)
	}
	bar.stop()
	if err != nil {
		if n := len(v.Repaired); n > 0 {
			e.say("%s put right so far; the same command goes on, and has it logged", plural(n, "object"))
		}
		return e.repairError(cfg, err)
	}
	v.Mirrored = cfg.Mirrored()
	faults := len(v.Lost) + len(v.Held) + len(v.Failed) + len(v.Log)
	v.Complete = faults+len(v.Unread) == 0
	if e.json {
		err = e.printJSON(v)
	} else {
		e.printRepair(v)
	}
	switch {
	case err != nil:
	case faults > 0:
		err = &failedError{}
	case done.Denied != nil:
		err = fmt.Errorf("%s could not be read, of the rest all is as the signed log says: %w", plural(len(v.Unread), "object"), done.Denied)
	}
	return err
}

// repairConfig is a repair of what the configuration names, but for its places.
func (e *env) repairConfig(cfg *config.Config, skey string) repair.Config {
	c := repair.Config{Key: skey, Head: cfg.Path(cfg.Log.Head), Now: e.now, Authorities: e.authorities}
	if key, err := readCaptureKey(cfg.Path(cfg.Log.CaptureKey)); err == nil {
		if pub, _, err := publicCaptureKey(key); err == nil {
			c.CapturePub = pub
		}
	}
	c.Log = func(ctx context.Context, st store.Store, recs []ledger.Record) (entry *int64, why string) {
		return e.logAudit(ctx, cfg, st, func(*ledger.Log) []ledger.Record { return recs })
	}
	c.Refill = func(ctx context.Context, from store.Store) error { return e.refillMirror(ctx, cfg, from) }
	return c
}

// toldMirror is what the mirror was told of withdrawals, by its state.
func toldMirror(cfg *config.Config) (t repair.Told) {
	s := mirrorState(cfg)
	if !s.Doubt && s.Seen {
		t.Size = s.Size
	}
	for _, o := range s.Withdrawn {
		t.Remain = append(t.Remain, o.Object)
	}
	return t
}

// refillMirror brings the mirror up to the archive, whose log tells of the repairs now.
func (e *env) refillMirror(ctx context.Context, cfg *config.Config, from store.Store) error {
	_, _, err := e.fill(ctx, cfg, from, nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		_, hint := e.mirrorHint(err)
		e.warn("the mirror %s was not filled: %s; %s", oneLine(cfg.MirrorName()), oneLine(err.Error()), hint)
		return nil
	}
	state := mirrorState(cfg)
	state.Damaged = 0
	state.Save(ctx, mirrorStatePath(cfg))
	return nil
}

// repairError says what to do about an error that ended a repair.
func (e *env) repairError(cfg *config.Config, err error) error {
	var other *repair.OtherError
	var none *repair.NoLogError
	switch {
	case errors.As(err, &other):
		hint := map[repair.Other]string{
			repair.Unsigned: "is it this archive's? Nothing was changed",
			repair.Newer:    "was the archive put back from an old copy?",
			repair.Unknown:  "nothing was changed. Keep both, and find out which machine wrote the other",
		}[other.Kind]
		return &otherMirrorError{"verify --repair: " + other.Why, hint}
	case errors.As(err, &none):
		back := e.line("copy", "COPY", "ARCHIVE")
		if cfg.Mirrored() {
			back = e.copyBack(cfg)
		}
		return &usageError{msg: fmt.Sprintf("verify --repair: %s has no log", cfg.ArchiveName()), hint: "where the archive is lost as a whole, bring it back: " + back}
	}
	return err
}

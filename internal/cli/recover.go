package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
)

func newRecover(e *env) *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "recover",
		Short: "go on where the log's head, newest entries or a key is lost",
		Long: `The file named log.head in the configuration keeps the log from forking. Where it
is lost for good, or knows of entries that nobody has any more, this has the log go
on from what the archive holds, and logs that it was done, and why; archiver verify
tells of it from then on. So it is where an archive was brought back by archiver copy
from a mirror that lacked the newest entries. If the archive is not its newest copy,
the log forks here: what stands in the newer copy alone is then part of another log
of the same name. In a bucket, that is so where somebody has destroyed the newest
objects. A head that is only older than the log needs none of this: the next run
catches up.

Where it is the key that signs snapshots that is lost for good, capture_key in the
configuration, this makes a new one and has the log name it. Snapshots that are there
keep the signature that they have. Where the log's head is lost with it, only the log
goes on at first, and a second recover makes the key: a copy of it may turn up. The log's own key has no such way out.

The catalog is made anew from the log as it goes on.

What archiver withdraw took away is kept in mind beside log.head, too. Where the log
as it goes on knows nothing of that, it is decided again, and does not come back.`,
		Example: `  archiver recover --why "the disk with configs/ failed on 3 May"`,
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return runRecover(c.Context(), e, why) },
	}
	c.Flags().StringVar(&why, "why", "", "`TEXT` for those who read the log later")
	return c
}

func runRecover(ctx context.Context, e *env, why string) error {
	if why == "" {
		return &usageError{msg: "recover: no reason given", hint: "--why TEXT says what happened; it is logged"}
	}
	cfg, err := e.config()
	if err != nil {
		return err
	}
	release, err := e.lock(ctx, cfg)
	if err != nil {
		return err
	}
	defer release()
	st, err := e.openWritable(ctx, cfg)
	if err != nil {
		return err
	}
	if err := e.mayBegin(ctx, cfg, st); err != nil {
		return err
	}
	skey, err := logKey(ctx, cfg, st)
	if err != nil {
		return err
	}
	if err := keepHeadWithdrawals(ctx, cfg); err != nil {
		return err
	}
	// It reflects entries that are given up, and can't tell: where the log goes on it has
	// others of the same numbers. A recovery that dies leaves none, and any command makes it.
	if err := catalog.CheckOurs(ctx, cfg.CatalogPath()); err != nil {
		return err
	}
	if err := catalog.Remove(cfg.CatalogPath()); err != nil {
		return err
	}
	of := ledger.Config{Store: st, Head: ledger.FileHead(cfg.Path(cfg.Log.Head)), SignerKey: skey, Now: e.now, Rand: rand.Reader}
	log, err := ledger.Recover(ctx, of, why)
	needless := errors.Is(err, ledger.ErrNoNeed)
	if needless { // a recovery that died may have left the rest
		log, err = ledger.Open(ctx, of)
	}
	if err != nil {
		return err
	}
	for _, f := range log.Passed() { // with --json too: somebody was at the log
		e.warn("%s: %s; it was passed over", oneLine(f.Object), oneLine(f.Detail))
	}
	carried, err := e.carryWithdrawals(ctx, cfg, st, log)
	if err != nil {
		return fmt.Errorf("the recovery is done, and withdrawals that it gave up are not decided again yet; do it again: %w", err)
	}
	e.tellCarried(carried)
	// Who came for the log was not told that a key is lost as well, and that a copy of it
	// would do.
	renewed, lost := "", !needless && captureKeyLost(cfg)
	if lost { // not where there never was one, as after a first run that was killed
		there, err := store.Has(ctx, st, capturePub)
		if err != nil {
			return err
		}
		first, err := firstCaptureKey(ctx, st)
		if err != nil {
			return err
		}
		lost = there || first != ""
	}
	if !lost {
		if renewed, err = renewCaptureKey(ctx, cfg, st, log, why); err != nil {
			return err
		}
	}
	if err := e.refill(ctx, cfg, st, true); err != nil {
		if ctx.Err() != nil {
			return err
		}
		e.warn("the catalog could not be made anew: %s; the next run does it, or %s", oneLine(err.Error()), e.line("reindex"))
	}
	if needless && len(carried) == 0 && renewed == "" {
		return &usageError{msg: "recover: there is no need to: the log and its head agree"}
	}
	if lost {
		e.warn("the key that signs snapshots is lost as well: %s. Put its copy back. Only if there is none, the same command once more goes on with a new key, which is logged", oneLine(cfg.Path(cfg.Log.CaptureKey)))
	}
	if e.json {
		return e.printJSON(map[string]any{"version": 1, "recovered": true, "withdrawals": len(carried), "capture_key": renewed, "capture_key_lost": lost})
	}
	if renewed != "" {
		fmt.Fprintf(e.out, "snapshots are signed with a new key from now on, %s, and that is in the log. Keep a copy of %s\n", renewed, cfg.Path(cfg.Log.CaptureKey))
	}
	if needless {
		return nil
	}
	fmt.Fprintln(e.out, "the log goes on from what the archive holds; the recovery is in the log")
	return nil
}

// captureKeyLost says whether the file of the key for snapshots is not there.
func captureKeyLost(cfg *config.Config) bool {
	_, err := os.Lstat(cfg.Path(cfg.Log.CaptureKey))
	return errors.Is(err, fs.ErrNotExist)
}

// lostTogether tells, beside what to do about a lost head, that a key is lost as well;
// "" where none is.
func (e *env) lostTogether() string {
	if e.loaded == nil || !captureKeyLost(e.loaded) {
		return ""
	}
	return ". The key that signs snapshots, " + e.loaded.Path(e.loaded.Log.CaptureKey) + ", is not there either: put its copy back as well"
}

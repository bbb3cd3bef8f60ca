package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// openStore opens the store that the configuration names. Of a folder it makes
// nothing yet; of a bucket it sees that it is there.
func openStore(ctx context.Context, cfg *config.Config, more ...func(*s3.Config)) (store.Store, error) {
	if !cfg.InBucket() {
		return store.NewFS(cfg.ArchiveDir())
	}
	st, err := openBucket(ctx, cfg.Archive.URL, cfg.Archive.Endpoint, cfg.Archive.Lock, more...)
	if err == nil {
		trustRepairs(cfg, st)
	}
	return st, err
}

// openBucket opens s3://BUCKET/PREFIX. What the configuration does not say, the
// usual places of AWS do: the environment, then the shared files.
func openBucket(ctx context.Context, address, endpoint string, lock config.Lock, more ...func(*s3.Config)) (store.Store, error) {
	bucket, prefix, err := s3.ParseURL(address)
	if err != nil {
		return nil, err
	}
	c := s3.Config{Endpoint: endpoint, Bucket: bucket, Prefix: prefix, Retention: lock.Retention, Stall: archiveStall}
	shared, err := readSharedConfig()
	if err != nil {
		return nil, err
	}
	shared.apply(&c)
	for _, f := range more {
		f(&c)
	}
	return s3.Open(ctx, c)
}

// waits tells once that a server takes its time.
func (e *env) waits(c *s3.Config, of string) {
	c.Servers = &e.servers
	host := c.Host()
	c.Waiting = func() { e.say("waiting for the %s at %s …", of, oneLine(host)) }
}

// needs is for the archive that a command can do nothing without.
func (e *env) needs(c *s3.Config) {
	e.waits(c, "archive")
	c.Lost = e.lose
}

// archiveStall is s3.Config.Stall; tests are less patient.
var archiveStall time.Duration

// lostError says that the archive can't be reached any more, so that nothing a
// command goes on to do could succeed.
type lostError struct{ err error }

func (e *lostError) Error() string { return e.err.Error() }
func (e *lostError) Unwrap() error { return e.err }

// lose ends the command as an interruption would: what was finished is kept, and
// nothing is taken for damaged that could not be read.
func (e *env) lose(err error) {
	if e.stop != nil {
		e.stop(&lostError{err})
	}
}

// lost gives why a command was ended for its archive; nil: it was not.
func lost(ctx context.Context) error {
	var l *lostError
	if errors.As(context.Cause(ctx), &l) {
		return l
	}
	return nil
}

// openArchive opens an archive that has something under prefix already.
func (e *env) openArchive(ctx context.Context, cfg *config.Config, prefix string) (store.Store, error) {
	st, err := e.openHolding(ctx, cfg, prefix, e.needs)
	if !isEmptyArchive(err) {
		return st, err
	}
	empty := err
	if st, err = openStore(ctx, cfg, e.needs); err != nil {
		return nil, err
	}
	gone, err := e.gone(ctx, cfg, st)
	if err != nil {
		return nil, err
	}
	if gone != nil {
		return nil, gone
	}
	bare, err := unchecked(ctx, cfg, st)
	if err != nil {
		return nil, err
	}
	if bare != nil {
		return nil, bare
	}
	return nil, empty
}

func (e *env) openHolding(ctx context.Context, cfg *config.Config, prefix string, more ...func(*s3.Config)) (store.Store, error) {
	empty := func(err error) error {
		return fmt.Errorf("open archive %s: %w", cfg.ArchiveName(), &emptyArchiveError{err, e.line("run")})
	}
	if !cfg.InBucket() {
		if _, err := os.Stat(filepath.Join(cfg.ArchiveDir(), filepath.FromSlash(prefix))); err != nil {
			return nil, empty(err)
		}
		return openStore(ctx, cfg, more...)
	}
	st, err := openStore(ctx, cfg, more...)
	if err != nil {
		return nil, err
	}
	some, err := store.HasUnder(ctx, st, prefix)
	if err == nil && !some {
		err = empty(fs.ErrNotExist)
	}
	return st, err
}

// openWritable opens the archive's store for writing, once it has shown that it
// may be trusted with evidence; see fit.
func (e *env) openWritable(ctx context.Context, cfg *config.Config) (store.Store, error) {
	st, err := openStore(ctx, cfg, e.needs)
	if err != nil {
		return nil, err
	}
	return st, e.fit(ctx, st, cfg.ArchiveName(), cfg.Archive.Endpoint, cfg.Archive.Lock)
}

// fit refuses a server that writes over what stands: some take the condition
// and do so all the same. It asks once in a process, on one small object that
// is kept for that.
func (e *env) fit(ctx context.Context, st store.Store, name, endpoint string, lock config.Lock) error {
	bucket, ok := st.(*s3.Store)
	if !ok || slices.Contains(e.probed, name+" "+endpoint) {
		return nil
	}
	rep, err := bucket.Probe(ctx, false)
	if err != nil {
		return err
	}
	if faults := unsafe(rep, lock); len(faults) > 0 {
		return &unfitError{name: name, why: faults[0]}
	}
	e.probed = append(e.probed, name+" "+endpoint)
	words := ""
	if rep.Outcome(s3.KeepsVersions) == s3.No {
		words = name + " keeps no versions: whoever may write there can destroy what it holds"
	}
	e.notice(e.loaded, "versions of "+name, words)
	return nil
}

// unsafe says why a server may not be written to: in words for a person.
func unsafe(rep *s3.Report, lock config.Lock) (faults []string) {
	for _, c := range rep.Unsafe() {
		what := "it writes over what stands"
		if c.Name == s3.SwapsExactly {
			what = "it replaces a value that is not the one that was to be replaced"
		}
		faults = append(faults, fmt.Sprintf("%s (%s)", what, c.Detail))
	}
	if lock.Set() && rep.Outcome(s3.LocksObjects) == s3.No {
		faults = append(faults, "archive.lock asks for locks, and "+detailOf(rep, s3.LocksObjects))
	}
	return faults
}

func detailOf(rep *s3.Report, name string) string {
	for _, c := range rep.Checks {
		if c.Name == name {
			return c.Detail
		}
	}
	return "it was not tested"
}

// unfitError is a store that could lose evidence.
type unfitError struct{ name, why string }

func (e *unfitError) Error() string {
	return fmt.Sprintf("write to %s: no evidence is kept there: %s", e.name, e.why)
}

// words tells what is asked of the server, which is not what it does.
func lockTerms(c config.Lock) string {
	if c.Log == c.Snapshots {
		return fmt.Sprintf("%s for %s", c.Log, plural(c.Days, "day"))
	}
	return fmt.Sprintf("snapshots %s, log %s, for %s", c.Snapshots, c.Log, plural(c.Days, "day"))
}

// askedJSON is archive.lock: what is asked of the store for what is written.
type askedJSON struct {
	Log       string `json:"log"`
	Snapshots string `json:"snapshots"`
	Days      int    `json:"days"`
	Renew     bool   `json:"renew"`
}

// retentionJSON is what a run asked the store for. Whether the store refuses a
// delete, only storage probe tries.
type retentionJSON struct {
	askedJSON
	State string `json:"state"` // "requested"
	// HeldUntil is when the first lock may end, as far as was asked for.
	HeldUntil *time.Time `json:"held_until,omitempty"`
	// LeftToEnd is of how many snapshots HeldUntil does not hold: a person decided to
	// withdraw them, and the lock that refused it is not renewed. Status only.
	LeftToEnd int          `json:"left_to_end,omitempty"`
	Renewing  bool         `json:"renewing"`          // not all that is there was asked for as above yet
	Renewal   *renewedJSON `json:"renewal,omitempty"` // of locks that were to end
}

func (r *retentionJSON) held(l locked) {
	until, renewing := l.held()
	r.HeldUntil, r.Renewing = optional(until), renewing
}

func requestedLock(c config.Lock) *retentionJSON {
	if !c.Set() {
		return nil
	}
	return &retentionJSON{askedJSON: askedJSON(c), State: "requested"}
}

// checkpointKey is the one key under log/ that changes.
const checkpointKey = ledger.CheckpointKey

// checkpointsPrefix is of the checkpoints that are kept for good. Who reads needs one of
// them, and not log/checkpoint, which can be overwritten or removed.
const checkpointsPrefix = "log/checkpoints/"

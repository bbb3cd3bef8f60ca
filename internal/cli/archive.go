package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// openStore opens the store that the configuration names. Of a folder it makes
// nothing yet; of a bucket it sees that it is there.
func openStore(ctx context.Context, cfg *Config, more ...func(*s3.Config)) (store.Store, error) {
	if !cfg.inBucket() {
		return store.NewFS(cfg.archiveDir())
	}
	st, err := openBucket(ctx, cfg.Archive.URL, cfg.Archive.Endpoint, cfg.Archive.Lock, more...)
	if err == nil {
		trustRepairs(cfg, st)
	}
	return st, err
}

// openBucket opens s3://BUCKET/PREFIX. What the configuration does not say, the
// usual places of AWS do: the environment, then the shared files.
func openBucket(ctx context.Context, address, endpoint string, lock LockConfig, more ...func(*s3.Config)) (store.Store, error) {
	bucket, prefix, err := s3.ParseURL(address)
	if err != nil {
		return nil, err
	}
	c := s3.Config{Endpoint: endpoint, Bucket: bucket, Prefix: prefix, Retention: lock.retention, Stall: archiveStall}
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
func (e *env) openArchive(ctx context.Context, cfg *Config, prefix string) (store.Store, error) {
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

func (e *env) openHolding(ctx context.Context, cfg *Config, prefix string, more ...func(*s3.Config)) (store.Store, error) {
	empty := func(err error) error {
		return fmt.Errorf("open archive %s: %w", cfg.archiveName(), &emptyArchiveError{err, e.line("run")})
	}
	if !cfg.inBucket() {
		if _, err := os.Stat(filepath.Join(cfg.archiveDir(), filepath.FromSlash(prefix))); err != nil {
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
func (e *env) openWritable(ctx context.Context, cfg *Config) (store.Store, error) {
	st, err := openStore(ctx, cfg, e.needs)
	if err != nil {
		return nil, err
	}
	return st, e.fit(ctx, st, cfg.archiveName(), cfg.Archive.Endpoint, cfg.Archive.Lock)
}

// fit refuses a server that writes over what stands: some take the condition
// and do so all the same. It asks once in a process, on one small object that
// is kept for that.
func (e *env) fit(ctx context.Context, st store.Store, name, endpoint string, lock LockConfig) error {
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
func unsafe(rep *s3.Report, lock LockConfig) (faults []string) {
	for _, c := range rep.Unsafe() {
		what := "it writes over what stands"
		if c.Name == s3.SwapsExactly {
			what = "it replaces a value that is not the one that was to be replaced"
		}
		faults = append(faults, fmt.Sprintf("%s (%s)", what, c.Detail))
	}
	if lock.set() && rep.Outcome(s3.LocksObjects) == s3.No {
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

// The modes of archive.lock.
var lockModes = []string{"none", string(s3.Governance), string(s3.Compliance)}

// noLock is the default.
var noLock = LockConfig{Log: "none", Snapshots: "none", Renew: true}

// set says whether a lock is asked for.
func (c LockConfig) set() bool { return c.Log != "none" || c.Snapshots != "none" }

// mode gives the lock that an object is created with; "none" of what changes,
// and of what comes with the program.
func (c LockConfig) mode(key string) string {
	switch {
	case key == checkpointKey:
		return "none"
	case strings.HasPrefix(key, "snapshots/"):
		return c.Snapshots
	case strings.HasPrefix(key, "log/"), strings.HasPrefix(key, "keys/"):
		return c.Log
	}
	return "none"
}

func (c LockConfig) retention(key string) s3.Retention {
	if mode := c.mode(key); mode != "none" {
		return s3.Retention{Mode: s3.Mode(mode), Days: c.Days}
	}
	return s3.Retention{}
}

// words tells what is asked of the server, which is not what it does.
func (c LockConfig) words() string {
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

func (c LockConfig) requested() *retentionJSON {
	if !c.set() {
		return nil
	}
	return &retentionJSON{askedJSON: askedJSON(c), State: "requested"}
}

// checkpointKey is the one key under log/ that changes.
const checkpointKey = ledger.CheckpointKey

// checkpointsPrefix is of the checkpoints that are kept for good. Who reads needs one of
// them, and not log/checkpoint, which can be overwritten or removed.
const checkpointsPrefix = "log/checkpoints/"

func (c *Config) inBucket() bool { return strings.HasPrefix(c.Archive.URL, "s3://") }

// archiveName is the archive as messages name it.
func (c *Config) archiveName() string {
	if c.inBucket() {
		return c.Archive.URL
	}
	return c.archiveDir()
}

// checkArchive validates what the configuration says of the archive; key is the
// one at fault.
func (c *Config) checkArchive() (key string, err error) {
	a := c.Archive
	if key, err := checkPlace(a.URL, a.Endpoint, a.Lock); err != nil {
		return "archive." + key, err
	}
	return c.checkMirror()
}

// checkPlace validates a place of an archive; key is the one at fault.
func checkPlace(address, endpoint string, lock LockConfig) (key string, err error) {
	switch {
	case strings.HasPrefix(address, "s3://"):
		if _, _, err := s3.ParseURL(address); err != nil {
			return "url", err
		}
	case !strings.HasPrefix(address, "file:") || len(address) == len("file:"):
		return "url", fmt.Errorf("%q is neither file:FOLDER nor s3://BUCKET/PREFIX", address)
	case lock.set() || lock.Days != 0 || !lock.Renew:
		return "lock", errors.New("a folder has no object locks; leave it out, or use a url of s3://BUCKET/PREFIX")
	}
	if u, err := url.Parse(endpoint); endpoint != "" &&
		(err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.Scheme != "http" && u.Scheme != "https") {
		return "endpoint", errors.New("want https://HOST or http://HOST:PORT, and nothing else; credentials come from the usual AWS_* variables and files")
	}
	for _, l := range [][2]string{{"lock.log", lock.Log}, {"lock.snapshots", lock.Snapshots}} {
		if !slices.Contains(lockModes, l[1]) {
			return l[0], fmt.Errorf("%q is none of %s", l[1], strings.Join(lockModes, ", "))
		}
	}
	switch {
	case lock.set() && lock.Days <= 0:
		return "lock.days", errors.New("a lock needs the number of days that it holds, above zero")
	case !lock.set() && lock.Days != 0:
		return "lock.days", errors.New("nothing is locked: set log or snapshots to governance or compliance too")
	case lock.Days > maxLockDays:
		return "lock.days", fmt.Errorf("%d is more than %d; a compliance lock can't be taken back", lock.Days, maxLockDays)
	}
	return "", nil
}

// maxLockDays is a hundred years, what AWS allows.
const maxLockDays = 36500

package mirror

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// Job is the copy of an archive to another place.
type Job struct {
	From, To         store.Store
	FromName, ToName string      // as errors name them
	Quick            bool        // of the snapshots that are there, compare the sizes only
	Remove           bool        // take away at To what was withdrawn
	Busy             func() bool // a run is at work on From, as far as can be told
	// Withdrawn are withdrawals that are known of outside the archive, which a log that
	// is not the newest may know nothing of.
	Withdrawn []ledger.WithdrawalRecord
	Progress  Progress
}

// Progress is told how far the work is: objects done, of so many as far as that is
// known, the bytes that went over, and the object at hand. It is not called twice at a
// time. It may be nil.
type Progress func(done, total int, bytes int64, object string)

// Copied says what a copy has done, also where it came to an end with an error.
type Copied struct {
	Records   int64    // of the log, at the checkpoint that the target is copied up to
	Snapshots int      // that the log lists up to there
	Copied    int      // objects
	Bytes     int64    // of those
	Withdrawn int      // snapshots that were withdrawn, and so are not copied
	Remain    []string // of those, what lies at the target all the same, copied before
	Locked    []error  // why of those some could not be removed
	Removed   int      // of those, what was removed at the target now
	Kept      int      // objects that were there already
	Unlisted  int      // snapshots copied that the log does not list: left by a run that died
	Left      int      // such snapshots that were left, as a run is at work or has just been
	Findings  []Finding
}

// Finding is an object that is not as the log says, or that could not be read.
type Finding struct{ Code, Object, Detail string }

// EmptyError is an archive to be copied that has no log.
type EmptyError struct{ Err error }

func (e *EmptyError) Error() string { return e.Err.Error() }
func (e *EmptyError) Unwrap() error { return e.Err }

// Copy copies an archive, or brings a copy up to date. What it finds amiss stands in
// the result, and is no error.
func Copy(ctx context.Context, j Job) (Copied, error) {
	k := &copier{from: j.From, to: j.To, fromName: j.FromName, toName: j.ToName, quick: j.Quick, remove: j.Remove, busy: j.Busy, kept: j.Withdrawn, progress: j.Progress}
	err := k.run(ctx)
	return k.out, err
}

// copier copies one archive. The order is the log's own, so that a kill leaves
// what a run that was killed leaves: first what the log is about, then its
// records and tiles, then its signed checkpoints, last log/checkpoint.
type copier struct {
	from, to         store.Store
	fromName, toName string
	quick, remove    bool
	busy             func() bool
	update           bool // to has a log already
	kept             []ledger.WithdrawalRecord
	progress         Progress

	mu          sync.Mutex
	out         Copied
	done, total int
}

// copyWorkers is how many snapshots are copied at once: enough for a store that
// is far away, and not too many for a disk.
const copyWorkers = 4

// logOrder is the order in which the log is copied, but for its checkpoints.
var logOrder = []string{"log/records/", "log/tile/", "log/timestamps/", "log/witnesses/"}

func (k *copier) run(ctx context.Context) error {
	log, err := ledger.OpenReader(ctx, k.from)
	if errors.Is(err, fs.ErrNotExist) {
		return &EmptyError{err}
	}
	if err != nil {
		return err
	}
	if err := k.same(ctx, log); err != nil {
		return err
	}
	k.out.Records = log.Size()
	wants, gone, err := k.logged(ctx, log)
	if err != nil {
		return err
	}
	if len(k.out.Findings) > 0 { // of the log: what is to be copied can't be told
		return nil
	}
	if err := k.snapshots(ctx, log, wants, gone); err != nil {
		return err
	}
	checkpoints, err := k.rest(ctx, log.Size(), wants)
	if err != nil {
		return err
	}
	for _, f := range ledger.Check(ctx, &unsigned{k.to, k.from, checkpoints, log.Checkpoint()}) {
		if !f.Warning {
			k.find(f.Code, f.Object, "at the copy: "+f.Detail)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if slices.ContainsFunc(k.out.Findings, func(f Finding) bool { return !strings.HasPrefix(f.Object, "snapshots/") }) {
		return nil // a log that does not hold gets no checkpoint
	}
	if err := k.sign(ctx, checkpoints, log); err != nil {
		return err
	}
	return k.withdrawn(ctx, gone) // once the log there says why
}

// withdrawn looks for bytes that were copied before they were withdrawn.
func (k *copier) withdrawn(ctx context.Context, gone map[string]bool) error {
	for _, key := range slices.Sorted(maps.Keys(gone)) {
		if !gone[key] {
			continue
		}
		there, err := store.Has(ctx, k.to, key)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		r, ok := k.to.(store.Remover)
		if !k.remove || !ok {
			k.out.Remain = append(k.out.Remain, key)
			continue
		}
		var locked *store.LockedError
		switch err := store.RemoveBytes(ctx, k.to, r, key); {
		case errors.As(err, &locked):
			k.out.Locked = append(k.out.Locked, err)
			k.out.Remain = append(k.out.Remain, key)
		case err != nil:
			return err
		default:
			k.out.Removed++
		}
	}
	return nil
}

func (k *copier) find(code, object, detail string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.out.Findings = append(k.out.Findings, Finding{code, object, detail})
}

// logged reads the whole log, verified, for what it says of objects, and which of
// them are to be gone.
func (k *copier) logged(ctx context.Context, log *ledger.Reader) (wants map[string]ledger.Listed, gone map[string]bool, err error) {
	wants, gone = map[string]ledger.Listed{}, map[string]bool{}
	for line, err := range log.Records(ctx, 0) {
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			k.find(ledger.CodeRecordAltered, altered.Object, altered.Detail)
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		ledger.NoteWithdrawal(wants, gone, line)
		for object, w := range ledger.ListedBy(line) {
			if wants[object] = w; w.Bytes >= 0 {
				k.out.Snapshots++
			}
		}
	}
	for _, r := range k.kept { // which a log that is not the newest may know nothing of
		if _, known := gone[r.Object]; !known && r.SHA256 != "" && wants[r.Object].SHA256 == r.SHA256 {
			gone[r.Object] = true
		}
	}
	for _, is := range gone {
		if is {
			k.out.Withdrawn++
		}
	}
	return wants, gone, nil
}

// snapshots copies what lies under snapshots/: what the log lists, and what it
// does not, unless it may be a run's that is at work, or was just now.
func (k *copier) snapshots(ctx context.Context, log *ledger.Reader, wants map[string]ledger.Listed, gone map[string]bool) error {
	var keys, unlisted []string
	for key := range wants {
		if strings.HasPrefix(key, "snapshots/") && !gone[key] {
			keys = append(keys, key)
		}
	}
	for key, err := range k.from.List(ctx, "snapshots/") {
		if err != nil {
			return err
		}
		if _, ok := wants[key]; !ok {
			unlisted = append(unlisted, key)
		}
	}
	if len(unlisted) > 0 {
		busy := k.busy() // before the log is looked at: who is done by now has logged
		now, err := ledger.OpenReader(ctx, k.from)
		if err != nil {
			return err
		}
		if busy || now.Size() > log.Size() {
			k.out.Left = len(unlisted)
		} else {
			k.out.Unlisted = len(unlisted)
			keys = append(keys, unlisted...)
		}
	}
	slices.Sort(keys)
	k.total = len(keys)
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(copyWorkers)
	for _, key := range keys {
		if gctx.Err() != nil {
			break
		}
		g.Go(func() error {
			w, ok := wants[key]
			if !ok {
				w = ledger.Listed{Bytes: -1}
			}
			return k.one(gctx, key, w)
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// rest copies keys, log and README.md, as far as they belong to a log of size
// entries, but for its checkpoints, which it gives.
func (k *copier) rest(ctx context.Context, size int64, wants map[string]ledger.Listed) (checkpoints []string, err error) {
	var keys []string
	for _, prefix := range []string{"README.md", "keys/", "log/"} {
		for key, err := range k.from.List(ctx, prefix) {
			if err != nil {
				return nil, err
			}
			at, ok := ledger.SizeOf(key)
			if key == ledger.CheckpointKey || strings.HasPrefix(key, "log/") && (!ok || at > size) {
				continue // no part of this state of the log
			}
			if strings.HasPrefix(key, "log/checkpoints/") {
				checkpoints = append(checkpoints, key)
			} else {
				keys = append(keys, key)
			}
		}
	}
	bySize := func(a, b string) int {
		asize, _ := ledger.SizeOf(a)
		bsize, _ := ledger.SizeOf(b)
		return cmp.Or(cmp.Compare(asize, bsize), cmp.Compare(a, b))
	}
	slices.SortFunc(checkpoints, bySize)
	order := func(key string) int {
		return slices.IndexFunc(logOrder, func(p string) bool { return strings.HasPrefix(key, p) })
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(order(a), order(b)), bySize(a, b)) })
	k.total += len(keys) + len(checkpoints)
	for len(keys) > 0 {
		// One kind after the other; within one the order is of no account.
		n := slices.IndexFunc(keys, func(key string) bool { return order(key) != order(keys[0]) })
		if n < 0 {
			n = len(keys)
		}
		g, gctx := errgroup.WithContext(ctx)
		g.SetLimit(2 * copyWorkers) // they are small
		for _, key := range keys[:n] {
			g.Go(func() error {
				w, ok := wants[key]
				if !ok {
					w = ledger.Listed{Bytes: -1}
				}
				return k.one(gctx, key, w)
			})
		}
		if err := g.Wait(); err != nil {
			return nil, err
		}
		keys = keys[n:]
	}
	return checkpoints, ctx.Err()
}

package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/watch"
)

// copier copies one archive. The order is the log's own, so that a kill leaves
// what a run that was killed leaves: first what the log is about, then its
// records and tiles, then its signed checkpoints, last log/checkpoint.
type copier struct {
	e        *env
	from, to store.Store
	quick    bool
	remove   bool        // take away at to what was withdrawn
	busy     func() bool // a run is at work on from, as far as can be told
	update   bool        // to has a log already
	kept     []keptWithdrawal
	bar      *bar

	mu          sync.Mutex
	out         mirrorJSON
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
		return fmt.Errorf("copy %s: %w", k.out.From, &emptyArchiveError{err, k.e.line("run")})
	}
	if err != nil {
		return err
	}
	if err := k.same(ctx, log); err != nil {
		return err
	}
	k.out.Records = log.Size()
	wants, err := k.logged(ctx, log)
	if err != nil {
		return err
	}
	if len(k.out.Findings) > 0 { // of the log: what is to be copied can't be told
		return nil
	}
	if err := k.snapshots(ctx, log, wants); err != nil {
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
	if slices.ContainsFunc(k.out.Findings, func(f findingJSON) bool { return !strings.HasPrefix(f.Object, "snapshots/") }) {
		return nil // a log that does not hold gets no checkpoint
	}
	if err := k.sign(ctx, checkpoints, log); err != nil {
		return err
	}
	return k.withdrawn(ctx, wants) // once the log there says why
}

// withdrawn looks for bytes that were copied before they were withdrawn.
func (k *copier) withdrawn(ctx context.Context, wants map[string]want) error {
	for _, key := range slices.Sorted(maps.Keys(wants)) {
		if !wants[key].withdrawn {
			continue
		}
		there, err := holdsKey(ctx, k.to, key)
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
		switch err := watch.RemoveBytes(ctx, k.to, r, key); {
		case errors.As(err, &locked):
			k.e.warn("%s", oneLine(err.Error()))
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
	k.out.Findings = append(k.out.Findings, findingJSON{code, object, detail})
}

// logged reads the whole log, verified, for what it says of objects.
func (k *copier) logged(ctx context.Context, log *ledger.Reader) (map[string]want, error) {
	wants, gone := map[string]want{}, map[string]bool{}
	for line, err := range log.Records(ctx, 0) {
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			k.find(ledger.CodeRecordAltered, altered.Object, altered.Detail)
			continue
		}
		if err != nil {
			return nil, err
		}
		noteWithdrawal(wants, gone, line)
		for object, w := range listedBy(line) {
			if wants[object] = w; w.bytes >= 0 {
				k.out.Snapshots++
			}
		}
	}
	for _, r := range k.kept { // which a log that is not the newest may know nothing of
		if _, known := gone[r.Object]; !known && r.SHA256 != "" && wants[r.Object].sha256 == r.SHA256 {
			gone[r.Object] = true
		}
	}
	for object, is := range gone {
		if is {
			w := wants[object]
			w.withdrawn = true
			wants[object] = w
			k.out.Withdrawn++
		}
	}
	return wants, nil
}

// snapshots copies what lies under snapshots/: what the log lists, and what it
// does not, unless it may be a run's that is at work, or was just now.
func (k *copier) snapshots(ctx context.Context, log *ledger.Reader, wants map[string]want) error {
	var keys, unlisted []string
	for key, w := range wants {
		if strings.HasPrefix(key, "snapshots/") && !w.withdrawn {
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
				w = want{bytes: -1}
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
func (k *copier) rest(ctx context.Context, size int64, wants map[string]want) (checkpoints []string, err error) {
	var keys []string
	for _, prefix := range []string{"README.md", "keys/", "log/"} {
		for key, err := range k.from.List(ctx, prefix) {
			if err != nil {
				return nil, err
			}
			at, ok := ledger.SizeOf(key)
			if key == checkpointKey || strings.HasPrefix(key, "log/") && (!ok || at > size) {
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
					w = want{bytes: -1}
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

package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"archiver/archive"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// What a run gives a mirror: it never waits longer for one, and the next run goes
// on. An object that is sent may take mirrorRate besides.
const (
	mirrorTime     = 10 * time.Minute // in all
	mirrorPatience = time.Minute      // for one answer
	mirrorGrace    = 10 * time.Second // to heed that it is over
	mirrorRate     = 128 << 10        // bytes a second
)

// filler brings the mirror up to the log of the archive, by what the log says is
// new. Batch after batch goes over in the order in which it was written: what its
// records list, its files, its checkpoint, log/checkpoint. So the mirror is at any
// moment what the archive was at a checkpoint. No byte goes over that was not
// proved: files of the log are made anew from proved records, the rest is hashed.
type filler struct {
	e      *env
	cfg    *Config
	from   store.Store
	copy   *copier
	state  mirrorState     // what was known of the mirror, and what is by now; under copy.mu
	noted  int             // findings of copy that state has
	gone   map[string]bool // objects that are to be gone; the log says since when
	until  atomic.Int64    // when patience ends, Unix nanoseconds
	size   atomic.Int64    // log entries that the mirror has
	had    int64           // and had before; -1: it was empty
	newest []byte          // its newest checkpoint then
	vkey   string          // of the log

	began                 time.Time
	time, patience, grace time.Duration // the above
}

func newFiller(e *env, cfg *Config, from store.Store) *filler {
	f := &filler{e: e, cfg: cfg, from: from, state: loadMirrorState(cfg), began: time.Now(), time: mirrorTime, patience: mirrorPatience, grace: mirrorGrace}
	f.copy = &copier{e: e, from: from, quick: true, bar: e.progress("filling the mirror"),
		out: mirrorJSON{From: cfg.archiveName(), To: cfg.mirrorName()}}
	f.beat(0)
	return f
}

// beat says that all is well, and that the next answer may take as long as so many
// bytes take.
func (f *filler) beat(n int64) {
	until := time.Now().Add(f.patience + time.Duration(n/mirrorRate)*time.Second).UnixNano()
	for {
		old := f.until.Load()
		if old >= until || f.until.CompareAndSwap(old, until) {
			return
		}
	}
}

// otherMirrorError is a mirror that holds what this archive may not be written
// over.
type otherMirrorError struct{ why, hint string }

func (e *otherMirrorError) Error() string { return e.why }

// bare says whether nothing of an archive is in a folder.
func bare(dir string) bool {
	for _, name := range []string{"keys", "log", "snapshots"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return true
}

// run fills the mirror.
func (f *filler) run(ctx context.Context) error {
	if dir := f.cfg.mirrorDir(); f.state.Size > 0 && !strings.HasPrefix(f.cfg.Archive.Mirror.URL, "s3://") {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return &otherMirrorError{"the folder is not there any more", "is its disk mounted? If it is to be filled from the beginning, make the folder again, and bring the archive over with archiver copy"}
		}
		// An empty mount point: a run would fill the disk below it.
		if bare(dir) {
			return &otherMirrorError{"the folder is empty, and was filled before", "is its disk mounted? If it is to be filled from the beginning: " +
				f.e.line("copy", shellWord(oneLine(placeOf(f.cfg))), shellWord(oneLine(dir)))}
		}
	}
	to, err := f.e.openMirror(ctx, f.cfg)
	if err != nil {
		return err
	}
	return f.fill(ctx, to)
}

func (f *filler) fill(ctx context.Context, to store.Store) error {
	f.copy.to = to
	log, have, err := f.have(ctx)
	if err != nil {
		return err
	}
	f.had = have
	f.beat(0)
	if err := f.withdrawals(ctx, log, max(0, have)); err != nil {
		return err
	}
	f.size.Store(max(0, have)) // which says that all withdrawals up to there were looked at
	if have < 0 {
		if err := f.begin(ctx); err != nil {
			return err
		}
	}
	if err := f.remove(ctx); err != nil {
		return err
	}
	if err := f.grow(ctx, log, have); err != nil {
		return err
	}
	if err := f.cosignatures(ctx, have); err != nil {
		return err
	}
	return f.recheck(ctx)
}

// have opens the log, and says how many entries of it the mirror has; -1: it is
// empty. It refuses one that holds anything but a beginning of this log. The mirror's
// is read first: another machine may add to both meanwhile.
func (f *filler) have(ctx context.Context) (log *ledger.Reader, size int64, err error) {
	theirs, err := ledger.OpenReader(ctx, f.copy.to)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, 0, err
	}
	if log, err = ledger.OpenReader(ctx, f.from); err != nil {
		return nil, 0, fmt.Errorf("read the archive: %w", err)
	}
	size, err = f.beginning(ctx, log, theirs)
	return log, size, err
}

// beginning says how many entries of the log the mirror's is the beginning of; nil:
// it has none.
func (f *filler) beginning(ctx context.Context, log, theirs *ledger.Reader) (int64, error) {
	to := f.copy.to
	vkey, err := readSmall(ctx, f.from, "keys/log.pub")
	if err != nil {
		return 0, fmt.Errorf("read the archive: %w", err)
	}
	f.vkey = strings.TrimSpace(string(vkey))
	if theirs == nil {
		pub, err := readSmall(ctx, to, "keys/log.pub")
		if err == nil && !bytes.Equal(pub, vkey) {
			return 0, f.other("it holds the key of another log")
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
		return -1, nil
	}
	other, err := readSmall(ctx, to, "keys/log.pub")
	if err != nil {
		return 0, err
	}
	if !bytes.Equal(other, vkey) {
		return 0, f.other(fmt.Sprintf("it holds another archive, with the log %s", oneLine(theirs.Origin())))
	}
	if err := f.apart(ctx); err != nil {
		return 0, err
	}
	if theirs.Size() > log.Size() {
		return 0, &otherMirrorError{fmt.Sprintf("it is newer: its log has %d records, that of the archive %d", theirs.Size(), log.Size()),
			"was the archive put back from an old copy? Keep both, and find out which is right"}
	}
	proof, err := log.Consistency(ctx, theirs.Size(), log.Size())
	if err != nil {
		return 0, fmt.Errorf("read the archive: %w", err)
	}
	if err := ledger.CheckConsistency(proof, theirs.Checkpoint(), log.Checkpoint(), f.vkey); err != nil {
		return 0, &otherMirrorError{"its log is no beginning of that of the archive: two different logs bear this name",
			"keep both, and find out which machine wrote the other"}
	}
	f.newest = theirs.Checkpoint()
	return theirs.Size(), nil
}

func (f *filler) other(why string) error {
	return &otherMirrorError{why, "name an empty place in archive.mirror.url, or the mirror of this archive"}
}

// apart makes sure that the mirror is not the archive by another name: two buckets
// name no version alike.
func (f *filler) apart(ctx context.Context) error {
	a, ok := f.from.(store.Versioned)
	b, both := f.copy.to.(store.Versioned)
	if !ok || !both {
		return nil
	}
	va, err := a.Version(ctx, "keys/log.pub")
	if err != nil {
		return err
	}
	vb, err := b.Version(ctx, "keys/log.pub")
	if err == nil && va != "" && va == vb {
		return f.other("it is the archive itself, by another name")
	}
	return err
}

// begin writes what belongs to no batch.
func (f *filler) begin(ctx context.Context) error {
	if err := f.create(ctx, "README.md", archive.README); err != nil && !errors.Is(err, store.ErrExists) {
		return err
	}
	err := f.copy.one(ctx, "keys/log.pub", want{bytes: -1})
	f.note(nil)
	return err
}

func (f *filler) create(ctx context.Context, key string, data []byte) error {
	f.beat(int64(len(data)))
	defer f.beat(0)
	c := &f.copy.out
	err := f.copy.to.Create(ctx, key, bytes.NewReader(data), int64(len(data)))
	if err == nil {
		f.copy.mu.Lock()
		c.Copied, c.Bytes = c.Copied+1, c.Bytes+int64(len(data))
		f.copy.mu.Unlock()
	}
	return err
}

// grow writes the batches that the mirror does not have.
func (f *filler) grow(ctx context.Context, log *ledger.Reader, have int64) error {
	now, err := readSmall(ctx, f.copy.to, checkpointKey)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if have >= 0 { // a kill, or somebody else, may have left another there
		if now, err = f.publish(ctx, now, f.newest); err != nil {
			return err
		}
	}
	var files []ledger.File // of the batch
	return log.Added(ctx, have, func(file ledger.File) error {
		f.beat(0)
		if err := ctx.Err(); err != nil {
			return err
		}
		switch {
		case strings.HasPrefix(file.Key, "log/records/"):
			if err := f.listed(ctx, file); err != nil {
				return err
			}
		case strings.HasPrefix(file.Key, "log/checkpoints/"):
			if err := f.write(ctx, files); err != nil {
				return err
			}
			files = nil
			if err := f.write(ctx, []ledger.File{file}); err != nil {
				return err
			}
			f.keep(ctx) // before the mirror says that it has this
			if now, err = f.publish(ctx, now, file.Data); err != nil {
				return err
			}
			f.size.Store(file.Size)
			return nil
		}
		files = append(files, file)
		return nil
	})
}

// publish puts raw in the place of the mirror's log/checkpoint, which was now when it
// was last read, and gives what stands there then. A later one of this log stays:
// another machine may be filling the mirror too.
func (f *filler) publish(ctx context.Context, now, raw []byte) ([]byte, error) {
	const tries = 100 // each that fails is a step of another machine
	lost := 0         // answers
	for i := 1; ; i++ {
		if bytes.Equal(now, raw) || f.later(now, raw) {
			return now, nil
		}
		f.beat(0)
		err := f.copy.to.Swap(ctx, checkpointKey, now, raw)
		if err == nil {
			return raw, nil
		}
		if errors.Is(err, s3.ErrUnavailable) && lost < 2 {
			lost++ // it may have been written all the same: what stands there tells
		} else if !errors.Is(err, store.ErrConflict) {
			return now, err
		} else if i == tries {
			return now, &raceError{err}
		}
		if now, err = readSmall(ctx, f.copy.to, checkpointKey); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return now, err
		}
	}
}

// raceError is another writer that is always quicker.
type raceError struct{ err error }

func (e *raceError) Error() string {
	return "something else keeps writing " + checkpointKey + " there at the same time"
}
func (e *raceError) Unwrap() error { return e.err }

// later says whether a is a signed checkpoint of this log, and a later one than b.
func (f *filler) later(a, b []byte) bool {
	ca, cb := viewCheckpoint(a), viewCheckpoint(b)
	return ca != nil && cb != nil && ca.Size > cb.Size && ledger.CheckConsistency(nil, a, a, f.vkey) == nil
}

// listed copies what the records of a batch list.
func (f *filler) listed(ctx context.Context, file ledger.File) error {
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(copyWorkers)
	wants := map[string]want{}
	lines := bytes.Split(bytes.TrimSuffix(file.Data, []byte("\n")), []byte("\n"))
	for i, raw := range lines {
		line, err := ledger.DecodeRecord(file.Size-int64(len(lines)-i), raw)
		if err != nil {
			continue // of a kind that this program does not write
		}
		for object, w := range listedBy(line) {
			if f.gone[object] {
				continue
			}
			wants[object] = w
			f.copy.mu.Lock()
			f.copy.total++
			f.copy.mu.Unlock()
			g.Go(func() error {
				f.beat(max(0, w.bytes))
				defer f.beat(0)
				return f.past(gctx, object, f.copy.one(gctx, object, w))
			})
		}
	}
	err := g.Wait()
	f.note(wants)
	return err
}

// write creates files of the log.
func (f *filler) write(ctx context.Context, files []ledger.File) error {
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(2 * copyWorkers)
	for _, file := range files {
		g.Go(func() error {
			err := f.create(gctx, file.Key, file.Data)
			if errors.Is(err, store.ErrExists) {
				f.copy.find("copy-differs", file.Key, "other bytes stand there already, and stay")
				return nil
			}
			if err != nil {
				// Something stands there that can't be read, unless it could not be written.
				if held, herr := holdsKey(gctx, f.copy.to, file.Key); held || herr != nil || errors.Is(err, store.ErrNotObject) {
					err = f.past(gctx, file.Key, &unreadError{err})
				}
			}
			return err
		})
	}
	err := g.Wait()
	wants := map[string]want{}
	for _, file := range files {
		sum := sha256.Sum256(file.Data)
		wants[file.Key] = want{sha256: hex.EncodeToString(sum[:]), bytes: int64(len(file.Data))}
	}
	f.note(wants)
	return err
}

// cosignatures copies those of the checkpoints since the mirror's. They are signed,
// and the newest are listed by no record yet.
func (f *filler) cosignatures(ctx context.Context, have int64) error {
	for key, err := range f.from.List(ctx, "log/witnesses/") {
		if err != nil {
			return err
		}
		if size, ok := ledger.SizeOf(key); ok && size >= have && size <= f.size.Load() {
			f.beat(0)
			if err := f.past(ctx, key, f.copy.one(ctx, key, want{bytes: -1})); err != nil {
				return err
			}
		}
	}
	f.note(nil)
	return nil
}

// past goes past an object that can't be read in a place that answers otherwise: it is
// noted, and holds nothing else up. Any other error stays one.
func (f *filler) past(ctx context.Context, key string, err error) error {
	var unread *unreadError
	if !errors.As(err, &unread) || ctx.Err() != nil || away(err) {
		return err
	}
	for _, st := range []store.Store{f.from, f.copy.to} {
		if _, kerr := readSmall(ctx, st, "keys/log.pub"); kerr != nil {
			return err
		}
	}
	f.copy.find("object-unreadable", key, err.Error())
	return nil
}

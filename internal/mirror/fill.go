package mirror

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
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"archiver/archive"
	"archiver/internal/ledger"
	"archiver/internal/legible"
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

// Config is a mirror, and the archive that it is filled from.
type Config struct {
	From     store.Store
	Open     func(context.Context) (store.Store, error) // opens the mirror for writing
	URL      string                                     // of the mirror, as its state names it
	Folder   string                                     // that it is; "": it is none
	Endpoint string                                     // of its server, if it has one
	State    string                                     // file in which the State is kept
	Now      func() time.Time
	Progress Progress
}

// Filler brings the mirror up to the log of the archive, by what the log says is
// new. Batch after batch goes over in the order in which it was written: what its
// records list, its files, its checkpoint, log/checkpoint. So the mirror is at any
// moment what the archive was at a checkpoint. No byte goes over that was not
// proved: files of the log are made anew from proved records, the rest is hashed.
type Filler struct {
	cfg    Config
	from   store.Store
	copy   *copier
	state  State           // what was known of the mirror, and what is by now; under copy.mu
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

// New makes a Filler, whose time begins.
func New(c Config) *Filler {
	f := &Filler{cfg: c, from: c.From, state: Load(c.State, c.URL), began: time.Now(), time: mirrorTime, patience: mirrorPatience, grace: mirrorGrace}
	f.copy = &copier{from: c.From, quick: true, progress: c.Progress}
	f.beat(0)
	return f
}

// beat says that all is well, and that the next answer may take as long as so many
// bytes take.
func (f *Filler) beat(n int64) {
	until := time.Now().Add(f.patience + time.Duration(n/mirrorRate)*time.Second).UnixNano()
	for {
		old := f.until.Load()
		if old >= until || f.until.CompareAndSwap(old, until) {
			return
		}
	}
}

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
func (f *Filler) run(ctx context.Context) error {
	if dir := f.cfg.Folder; f.state.Size > 0 && dir != "" {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return &OtherError{FolderGone, "the folder is not there any more"}
		}
		// An empty mount point: a run would fill the disk below it.
		if bare(dir) {
			return &OtherError{FolderEmpty, "the folder is empty, and was filled before"}
		}
	}
	to, err := f.cfg.Open(ctx)
	if err != nil {
		return err
	}
	return f.fill(ctx, to)
}

func (f *Filler) fill(ctx context.Context, to store.Store) error {
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
func (f *Filler) have(ctx context.Context) (log *ledger.Reader, size int64, err error) {
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
func (f *Filler) beginning(ctx context.Context, log, theirs *ledger.Reader) (int64, error) {
	to := f.copy.to
	vkey, err := store.ReadSmall(ctx, f.from, "keys/log.pub")
	if err != nil {
		return 0, fmt.Errorf("read the archive: %w", err)
	}
	f.vkey = strings.TrimSpace(string(vkey))
	if theirs == nil {
		pub, err := store.ReadSmall(ctx, to, "keys/log.pub")
		if err == nil && !bytes.Equal(pub, vkey) {
			return 0, &OtherError{Foreign, "it holds the key of another log"}
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
		return -1, nil
	}
	other, err := store.ReadSmall(ctx, to, "keys/log.pub")
	if err != nil {
		return 0, err
	}
	if !bytes.Equal(other, vkey) {
		return 0, &OtherError{Foreign, "it holds another archive, with the log " + legible.Line(theirs.Origin())}
	}
	if err := f.apart(ctx); err != nil {
		return 0, err
	}
	if theirs.Size() > log.Size() {
		return 0, &OtherError{Newer, fmt.Sprintf("it is newer: its log has %d records, that of the archive %d", theirs.Size(), log.Size())}
	}
	proof, err := log.Consistency(ctx, theirs.Size(), log.Size())
	if err != nil {
		return 0, fmt.Errorf("read the archive: %w", err)
	}
	if err := ledger.CheckConsistency(proof, theirs.Checkpoint(), log.Checkpoint(), f.vkey); err != nil {
		return 0, &OtherError{Forked, "its log is no beginning of that of the archive: two different logs bear this name"}
	}
	f.newest = theirs.Checkpoint()
	return theirs.Size(), nil
}

// apart makes sure that the mirror is not the archive by another name: two buckets
// name no version alike.
func (f *Filler) apart(ctx context.Context) error {
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
		return &OtherError{Foreign, "it is the archive itself, by another name"}
	}
	return err
}

// begin writes what belongs to no batch.
func (f *Filler) begin(ctx context.Context) error {
	if err := f.create(ctx, "README.md", archive.README); err != nil && !errors.Is(err, store.ErrExists) {
		return err
	}
	err := f.copy.one(ctx, "keys/log.pub", ledger.Listed{Bytes: -1})
	f.note(nil)
	return err
}

func (f *Filler) create(ctx context.Context, key string, data []byte) error {
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
func (f *Filler) grow(ctx context.Context, log *ledger.Reader, have int64) error {
	now, err := store.ReadSmall(ctx, f.copy.to, ledger.CheckpointKey)
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
func (f *Filler) publish(ctx context.Context, now, raw []byte) ([]byte, error) {
	const tries = 100 // each that fails is a step of another machine
	lost := 0         // answers
	for i := 1; ; i++ {
		if bytes.Equal(now, raw) || f.later(now, raw) {
			return now, nil
		}
		f.beat(0)
		err := f.copy.to.Swap(ctx, ledger.CheckpointKey, now, raw)
		if err == nil {
			return raw, nil
		}
		if errors.Is(err, s3.ErrUnavailable) && lost < 2 {
			lost++ // it may have been written all the same: what stands there tells
		} else if !errors.Is(err, store.ErrConflict) {
			return now, err
		} else if i == tries {
			return now, &RaceError{err}
		}
		if now, err = store.ReadSmall(ctx, f.copy.to, ledger.CheckpointKey); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return now, err
		}
	}
}

// later says whether a is a signed checkpoint of this log, and a later one than b.
func (f *Filler) later(a, b []byte) bool {
	sa, aok := sizeIn(a)
	sb, bok := sizeIn(b)
	return aok && bok && sa > sb && ledger.CheckConsistency(nil, a, a, f.vkey) == nil
}

// sizeIn gives the size that a checkpoint says, if it is one.
func sizeIn(raw []byte) (size int64, ok bool) {
	lines := strings.SplitN(string(raw), "\n", 4)
	if len(lines) < 4 {
		return 0, false
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	return size, err == nil
}

// listed copies what the records of a batch list.
func (f *Filler) listed(ctx context.Context, file ledger.File) error {
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(copyWorkers)
	wants := map[string]ledger.Listed{}
	lines := bytes.Split(bytes.TrimSuffix(file.Data, []byte("\n")), []byte("\n"))
	for i, raw := range lines {
		line, err := ledger.DecodeRecord(file.Size-int64(len(lines)-i), raw)
		if err != nil {
			continue // of a kind that this program does not write
		}
		for object, w := range ledger.ListedBy(line) {
			if f.gone[object] {
				continue
			}
			wants[object] = w
			f.copy.mu.Lock()
			f.copy.total++
			f.copy.mu.Unlock()
			g.Go(func() error {
				f.beat(max(0, w.Bytes))
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
func (f *Filler) write(ctx context.Context, files []ledger.File) error {
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
				if held, herr := store.Has(gctx, f.copy.to, file.Key); held || herr != nil || errors.Is(err, store.ErrNotObject) {
					err = f.past(gctx, file.Key, &store.ReadError{Err: err})
				}
			}
			return err
		})
	}
	err := g.Wait()
	wants := map[string]ledger.Listed{}
	for _, file := range files {
		sum := sha256.Sum256(file.Data)
		wants[file.Key] = ledger.Listed{SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(file.Data))}
	}
	f.note(wants)
	return err
}

// cosignatures copies those of the checkpoints since the mirror's. They are signed,
// and the newest are listed by no record yet.
func (f *Filler) cosignatures(ctx context.Context, have int64) error {
	for key, err := range f.from.List(ctx, "log/witnesses/") {
		if err != nil {
			return err
		}
		if size, ok := ledger.SizeOf(key); ok && size >= have && size <= f.size.Load() {
			f.beat(0)
			if err := f.past(ctx, key, f.copy.one(ctx, key, ledger.Listed{Bytes: -1})); err != nil {
				return err
			}
		}
	}
	f.note(nil)
	return nil
}

// past goes past an object that can't be read in a place that answers otherwise: it is
// noted, and holds nothing else up. Any other error stays one.
func (f *Filler) past(ctx context.Context, key string, err error) error {
	var unread *store.ReadError
	if !errors.As(err, &unread) || ctx.Err() != nil || s3.Away(err) {
		return err
	}
	for _, st := range []store.Store{f.from, f.copy.to} {
		if _, kerr := store.ReadSmall(ctx, st, "keys/log.pub"); kerr != nil {
			return err
		}
	}
	f.copy.find("object-unreadable", key, err.Error())
	return nil
}

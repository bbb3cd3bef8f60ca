package cli

import (
	"container/list"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/watch"
	"archiver/internal/web"
)

// Open implements web.Backend. The store's object is copied to a file of our own while it
// is hashed, so that what is read later is what was verified, whatever becomes of the
// object. The file has no name any more, and is kept for those who ask next; whether
// the snapshot may still be shown is looked up each time.
func (d *desk) Open(ctx context.Context, snap catalog.Snapshot) (web.File, error) {
	for {
		if err := d.mayShow(ctx, snap); err != nil {
			return nil, err
		}
		key, err := copyKey(snap)
		if err != nil {
			return nil, err
		}
		if f := d.copies.take(key); f != nil {
			return f, nil
		}
		_, err = d.copies.flight.do(ctx, key, func(ctx context.Context) (struct{}, error) {
			st, err := d.store(ctx)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, d.copies.fetch(ctx, st, key, snap)
		})
		if err != nil {
			return nil, shownError(err)
		}
	}
}

// mayShow says by a *web.GoneError that a snapshot may not be shown: it was withdrawn, or
// a person decided that, and a lock, or a crash, keeps it where it is.
func (d *desk) mayShow(ctx context.Context, snap catalog.Snapshot) error {
	s, _, release, err := d.session(ctx)
	if err != nil {
		return err
	}
	defer release()
	list, err := s.catalog.Snapshots(ctx, snap.SourceID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(o catalog.Snapshot) bool { return o.LogIndex == snap.LogIndex && o.Object == snap.Object }) {
		gone, err := s.catalog.Withdrawn(ctx, snap.SourceID)
		if err != nil {
			return err
		}
		for _, g := range gone[snap.SourceID] {
			if g.LogIndex == snap.LogIndex && g.Object == snap.Object {
				return withdrawnFromView(&g)
			}
		}
		return &web.GoneError{Why: "The archive lists no such snapshot."}
	}
	outside, err := s.withdrawnOutside(ctx, snap)
	if err != nil {
		return err
	}
	if outside != nil {
		return withdrawnFromView(outside)
	}
	refused, err := s.catalog.Refused(ctx, snap.SourceID)
	if err != nil {
		return err
	}
	underway, err := d.leaving.objects(ctx, s)
	if err != nil {
		return err
	}
	if underway[snap.Object] || slices.ContainsFunc(refused[snap.SourceID], func(r catalog.Snapshot) bool { return r.LogIndex == snap.LogIndex }) {
		return &web.GoneError{Withdrawn: true, Why: "A person decided that the archived copy of " + snap.CapturedAt.UTC().Format("2 January 2006") +
			" has to go. It is not shown, though its bytes are there."}
	}
	return nil
}

func withdrawnFromView(s *catalog.Snapshot) error {
	return &web.GoneError{Withdrawn: true, Why: watch.WithdrawnSentence(s)}
}

// leaving are the objects whose withdrawal is logged and not in the catalog yet, as while
// one is under way, or after one was killed.
type leaving struct {
	mu   sync.Mutex
	size int64 // of the log that the catalog reflects
	at   time.Time
	by   map[string]bool
}

// leavingAge is how long such an answer counts.
const leavingAge = time.Second

func (l *leaving) objects(ctx context.Context, s *session) (map[string]bool, error) {
	size, err := s.catalog.LogSize(ctx)
	if err != nil || size == 0 {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.size == size && time.Since(l.at) < leavingAge {
		return l.by, nil
	}
	by := map[string]bool{}
	r, err := ledger.OpenReaderAt(ctx, s.store, size)
	var altered *ledger.AlteredError
	switch {
	case errors.As(err, &altered): // nothing new is shown by such a log either
	case err != nil:
		return nil, err
	case r.Size() > size:
		for line, err := range r.Records(ctx, size) {
			if err != nil && !errors.As(err, &altered) {
				return nil, err
			}
			var w ledger.WithdrawalRecord
			if err == nil && line.Kind == ledger.KindWithdrawal && json.Unmarshal(line.Body, &w) == nil {
				by[w.Object] = true
			}
		}
	}
	l.size, l.at, l.by = size, time.Now(), by
	return by, nil
}

// copies are verified copies of snapshots, in files without a name. It is safe for
// concurrent use.
type copies struct {
	most   int64 // bytes, of those that nobody reads at the moment
	count  int
	slots  chan struct{} // how many are made at once
	flight flights[struct{}]

	mu   sync.Mutex
	by   map[string]*copied
	idle *list.List // of *copied that nobody reads; the one used last is in front
	held int64      // bytes of all, read or not
}

type copied struct {
	key   string
	file  *os.File
	size  int64
	users int
	place *list.Element // in idle; nil: somebody reads it
}

// mostInUse bounds the bytes of all copies while they are read, and those that are made.
const mostInUse = 16 << 30

func newCopies(most int64, count int) *copies {
	return &copies{most: most, count: count, slots: make(chan struct{}, 4), by: map[string]*copied{}, idle: list.New()}
}

// copyKey names a verified copy: by all that the catalog says of it, for that was held
// against the log with it.
func copyKey(snap catalog.Snapshot) (string, error) {
	b, err := json.Marshal(snap)
	return string(b), err
}

// take gives a copy that there is; nil: there is none.
func (c *copies) take(key string) web.File {
	c.mu.Lock()
	defer c.mu.Unlock()
	it := c.by[key]
	if it == nil {
		return nil
	}
	it.users++
	if it.place != nil {
		c.idle.Remove(it.place)
		it.place = nil
	}
	return &localFile{io.NewSectionReader(it.file, 0, it.size), sync.OnceFunc(func() { c.giveBack(it) })}
}

func (c *copies) giveBack(it *copied) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if it.users--; it.users == 0 {
		c.rest(it)
	}
}

// rest keeps a copy that nobody reads, in the place of others. The one used last is kept
// however large it is: a viewer asks for a part of it a hundred times. The lock is held.
func (c *copies) rest(it *copied) {
	it.place = c.idle.PushFront(it)
	for c.idle.Len() > 1 {
		var bytes int64
		for e := c.idle.Front(); e != nil; e = e.Next() {
			bytes += e.Value.(*copied).size
		}
		if bytes <= c.most && c.idle.Len() <= c.count {
			return
		}
		c.drop(c.idle.Back().Value.(*copied))
	}
}

func (c *copies) drop(it *copied) {
	c.idle.Remove(it.place)
	delete(c.by, it.key)
	c.held -= it.size
	it.file.Close()
}

// fetch makes a verified copy of a snapshot.
func (c *copies) fetch(ctx context.Context, st store.Store, key string, snap catalog.Snapshot) error {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	c.mu.Lock()
	full := c.held > 0 && c.held+snap.Bytes > mostInUse
	c.mu.Unlock()
	if full {
		return &web.BusyError{Why: "Too many large snapshots are being read at the moment. Try again soon."}
	}
	t := &tee{Store: st, key: snap.Object}
	err := watch.VerifySnapshot(ctx, t, snap)
	switch {
	case t.fault != nil:
		err = t.fault // which tells nothing of the snapshot
	case t.missing:
		err = &web.GoneError{Why: "Its bytes are gone from the archive.", Err: err}
	}
	if err == nil && t.file == nil {
		err = fmt.Errorf("copy %s: it was not read", snap.Object)
	}
	if err != nil {
		if t.file != nil {
			t.file.Close()
		}
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	it := &copied{key: key, file: t.file, size: t.size}
	c.by[key] = it
	c.held += it.size
	c.rest(it)
	return nil
}

func (c *copies) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.idle.Len() > 0 {
		c.drop(c.idle.Back().Value.(*copied))
	}
}

// localFile is a copy as it is read.
type localFile struct {
	*io.SectionReader
	done func()
}

func (f *localFile) Close() error { f.done(); return nil }

// tee is a store that copies an object to a file while it is read from end to end.
type tee struct {
	store.Store
	key string

	file    *os.File
	size    int64
	fault   error // of the file
	missing bool  // the object is
}

// Open implements store.Store.
func (t *tee) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	r, err := t.Store.Open(ctx, key, off, n)
	if err != nil || key != t.key {
		t.missing = t.missing || key == t.key && errors.Is(err, fs.ErrNotExist)
		return r, err
	}
	if off != 0 || n >= 0 || t.file != nil {
		r.Close()
		return nil, fmt.Errorf("copy %s: it is read in another way than from end to end, once", key)
	}
	f, err := os.CreateTemp("", "archiver-*")
	if err != nil {
		r.Close()
		t.fault = fmt.Errorf("copy %s: %w", key, err)
		return nil, t.fault
	}
	if err := os.Remove(f.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		f.Close()
		r.Close()
		t.fault = fmt.Errorf("copy %s: %w", key, err)
		return nil, t.fault
	}
	t.file = f
	return &teed{ctx: ctx, t: t, r: r}, nil
}

type teed struct {
	ctx context.Context
	t   *tee
	r   io.ReadCloser
}

func (r *teed) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(b)
	if n > 0 {
		if _, werr := r.t.file.Write(b[:n]); werr != nil {
			r.t.fault = fmt.Errorf("copy %s: %w", r.t.key, werr)
			return 0, r.t.fault
		}
		r.t.size += int64(n)
	}
	return n, err
}

func (r *teed) Close() error { return r.r.Close() }

// pinned is a store some of whose objects are read from verified copies.
type pinned struct {
	store.Store
	files map[string]web.File
}

// Open implements store.Store.
func (p *pinned) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	f := p.files[key]
	if f == nil {
		return p.Store.Open(ctx, key, off, n)
	}
	if err := store.CheckRange(key, off); err != nil {
		return nil, err
	}
	off = min(off, f.Size())
	if n < 0 || n > f.Size()-off {
		n = f.Size() - off
	}
	return piece{io.NewSectionReader(f, off, n)}, nil
}

func (p *pinned) close() {
	for _, f := range p.files {
		f.Close()
	}
}

// pin opens snapshots and gives a store that reads them from there. The caller closes it.
func (d *desk) pin(ctx context.Context, snaps ...catalog.Snapshot) (*pinned, error) {
	st, err := d.store(ctx)
	if err != nil {
		return nil, err
	}
	p := &pinned{Store: st, files: map[string]web.File{}}
	for _, snap := range snaps {
		if p.files[snap.Object] != nil {
			continue
		}
		f, err := d.Open(ctx, snap)
		if err != nil {
			p.close()
			return nil, err
		}
		p.files[snap.Object] = f
	}
	return p, nil
}

// forms are those of the command get.
var forms = []string{"original", "text", "html", "png", "pdf", "warc", "wacz"}

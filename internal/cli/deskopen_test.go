package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/store"
	"archiver/internal/web"
)

// openings counts how often snapshots are opened, and holds them up where gate is set.
type openings struct {
	store.Store
	opened atomic.Int64
	gate   chan struct{}
}

func (c *openings) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if filepath.Ext(key) == ".wacz" {
		c.opened.Add(1)
		if c.gate != nil {
			select {
			case <-c.gate:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
	}
	return c.Store.Open(ctx, key, off, n)
}

// counted has the desk read through a store that counts.
func (p *deskProject) counted() *openings {
	p.t.Helper()
	st, err := p.d.store(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	c := &openings{Store: st}
	p.d.opened = c
	return c
}

// whole reads a verified copy to its end, and closes it.
func (p *deskProject) whole(snap catalog.Snapshot) []byte {
	p.t.Helper()
	f, err := p.d.Open(p.t.Context(), snap)
	if err != nil {
		p.t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil || int64(len(b)) != f.Size() || f.Size() != snap.Bytes {
		p.t.Fatalf("%d bytes of %d: %v", len(b), snap.Bytes, err)
	}
	return b
}

// TestDeskOpensWhatItVerified: a snapshot is copied and verified once, whoever asks and
// however many; what is read is that copy, and not what became of the object.
func TestDeskOpensWhatItVerified(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 1)
	ctx := t.Context()
	c := p.counted()
	snap := p.snapshots("2")[0]
	object := "archive/" + snap.Object
	was := p.read(object)

	c.gate = make(chan struct{})
	given, cancel := context.WithCancel(ctx)
	left := make(chan error)
	go func() {
		_, err := p.d.Open(given, snap)
		left <- err
	}()
	for c.opened.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			f, err := p.d.Open(ctx, snap)
			if err != nil {
				t.Error(err)
				return
			}
			defer f.Close()
			part := make([]byte, 100)
			if _, err := f.ReadAt(part, 1000); err != nil || !bytes.Equal(part, was[1000:1100]) {
				t.Errorf("a part of it is another: %v", err)
			}
		})
	}
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who did not wait: %v", err)
	}
	close(c.gate)
	all.Wait()
	if n := c.opened.Load(); n != 1 {
		t.Errorf("it was copied %d times", n)
	}
	if !bytes.Equal(p.whole(snap), was) {
		t.Error("the copy is another")
	}

	now := bytes.Clone(was)
	now[len(now)/2] ^= 1
	p.write(object, now)
	if !bytes.Equal(p.whole(snap), was) || c.opened.Load() != 1 {
		t.Error("what was verified is not what is read")
	}
	var gone *web.GoneError
	other := snap // by another row nothing was verified
	other.SHA256 = strings.Repeat("0", len(snap.SHA256))
	if _, err := p.d.Open(ctx, other); !errors.As(err, &gone) || gone.Withdrawn {
		t.Errorf("a row that the log contradicts: %v", err)
	}
	p.d.copies = newCopies(1<<20, 2)
	if _, err := p.d.Open(ctx, snap); !errors.As(err, &gone) || gone.Withdrawn {
		t.Errorf("a bit of it is another: %v", err)
	}
	if _, err := p.d.As(ctx, snap, "text"); !errors.As(err, &gone) {
		t.Errorf("its text: %v", err)
	}
	if err := os.Remove(filepath.Join(p.dir, object)); err != nil {
		t.Fatal(err)
	}
	if _, err := p.d.Open(ctx, snap); !errors.As(err, &gone) || gone.Why != "Its bytes are gone from the archive." {
		t.Errorf("it is missing: %v", err)
	}
	p.write(object, was)
	if !bytes.Equal(p.whole(snap), was) {
		t.Error("put back as it was, the copy is another")
	}
}

// TestDeskKeepsFewCopies: copies that nobody reads are bounded, and one that somebody
// reads stays.
func TestDeskKeepsFewCopies(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 1)
	c := p.counted()
	var list []catalog.Snapshot
	for _, ref := range []string{"1", "2", "3", "4", "5", "6"} {
		list = append(list, p.snapshots(ref)[0])
	}
	held := func() (files int, bytes int64) {
		p.d.copies.mu.Lock()
		defer p.d.copies.mu.Unlock()
		if len(p.d.copies.by) != p.d.copies.idle.Len() {
			t.Errorf("%d copies, %d that nobody reads", len(p.d.copies.by), p.d.copies.idle.Len())
		}
		return len(p.d.copies.by), p.d.copies.held
	}
	p.d.copies = newCopies(1<<30, 3)
	for _, s := range list {
		p.whole(s)
	}
	if n, bytes := held(); n != 3 || bytes != list[3].Bytes+list[4].Bytes+list[5].Bytes {
		t.Errorf("by number: %d copies, %d bytes", n, bytes)
	}
	p.d.copies.close()
	p.d.copies = newCopies(list[4].Bytes+list[5].Bytes, 100)
	for _, s := range list {
		p.whole(s)
	}
	if n, bytes := held(); n != 2 || bytes != list[4].Bytes+list[5].Bytes {
		t.Errorf("by size: %d copies, %d bytes", n, bytes)
	}
	p.d.copies.close()
	p.d.copies = newCopies(1, 100)
	f, err := p.d.Open(t.Context(), list[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list[1:] {
		p.whole(s)
	}
	before := c.opened.Load()
	for range 5 {
		p.whole(list[5]) // the one used last is kept, though larger than may be
	}
	if c.opened.Load() != before {
		t.Error("a large one is copied for each part of it")
	}
	if b, err := io.ReadAll(f); err != nil || int64(len(b)) != list[0].Bytes {
		t.Errorf("one that is being read: %d bytes, %v", len(b), err)
	}
	f.Close()
	f.Close()
	if n, bytes := held(); n != 1 || bytes != list[0].Bytes {
		t.Errorf("in the end: %d copies, %d bytes", n, bytes)
	}
	p.d.copies.close()
	if n, bytes := held(); n != 0 || bytes != 0 {
		t.Errorf("closed: %d copies, %d bytes", n, bytes)
	}
}

// TestDeskShowsNothingWithdrawn: what a person took away is not shown any more, though a
// verified copy of it is at hand, a lock keeps its bytes, or the catalog was not told yet.
func TestDeskShowsNothingWithdrawn(t *testing.T) { // raced
	t.Parallel()
	p := newDeskProject(t, "", 1)
	ctx := t.Context()
	hidden := func(what string, ref string, snap catalog.Snapshot) {
		t.Helper()
		cite := p.cite(ref)
		ask := map[string]func() error{
			"open":    func() error { _, err := p.d.Open(ctx, snap); return err },
			"text":    func() error { _, err := p.d.As(ctx, snap, "text"); return err },
			"diff":    func() error { _, err := p.d.Diff(ctx, cite, snap, snap); return err },
			"picture": func() error { _, err := p.d.DiffPicture(ctx, cite, snap, snap); return err },
			"proof":   func() error { _, err := p.d.Proof(ctx, cite, snap); return err },
			"bundle":  func() error { return p.d.Bundle(ctx, cite, time.Time{}, io.Discard) },
		}
		for name, f := range ask {
			var gone *web.GoneError
			if err := f(); !errors.As(err, &gone) || !gone.Withdrawn {
				t.Errorf("%s: %s: %v", what, name, err)
			}
		}
	}
	seen := func(ref string) catalog.Snapshot {
		t.Helper()
		snap := p.snapshots(ref)[0]
		p.whole(snap)
		if _, err := p.d.Diff(ctx, p.cite(ref), snap, snap); err != nil {
			t.Fatal(err)
		}
		if _, err := p.d.Proof(ctx, p.cite(ref), snap); err != nil {
			t.Fatal(err)
		}
		return snap
	}

	// By a record that the catalog does not know of yet.
	snap := seen("2")
	if err := os.CopyFS(filepath.Join(p.dir, "before"), os.DirFS(filepath.Join(p.dir, "archive"))); err != nil {
		t.Fatal(err)
	}
	p.run(0, "withdraw", "2", "--at", snap.CapturedAt.Format(time.RFC3339Nano), "--why", "it names a witness", "--yes")
	hidden("withdrawn", "2", snap)
	if err := catalog.Remove(filepath.Join(p.dir, "archive/catalog.db")); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"-wal", "-shm", ""} {
		if b, err := os.ReadFile(filepath.Join(p.dir, "before/catalog.db"+suffix)); err == nil {
			p.write("archive/catalog.db"+suffix, b)
		}
	}
	if err := os.Rename(filepath.Join(p.dir, "configs/log.head.withdrawn"), filepath.Join(p.dir, "kept")); err != nil {
		t.Fatal(err)
	}
	if len(p.snapshots("2")) != 1 {
		t.Fatal("the catalog is not the one of before")
	}
	p.d.leaving = leaving{} // a second later
	hidden("withdrawn, and not in the catalog", "2", snap)
	if err := os.Rename(filepath.Join(p.dir, "kept"), filepath.Join(p.dir, "configs/log.head.withdrawn")); err != nil {
		t.Fatal(err)
	}
	p.run(0, "reindex")
	hidden("withdrawn, and in a catalog that was made anew", "2", snap)

	// By what is kept in mind beside the head alone.
	snap = seen("3")
	p.write("configs/log.head.withdrawn", append(p.read("configs/log.head.withdrawn"),
		`{"url":"`+p.cite("3").Citation.URL+`","object":"`+snap.Object+`","sha256":"`+snap.SHA256+`","state":"decided","why":"it endangers somebody"}`+"\n"...))
	hidden("known outside alone", "3", snap)

	// By a decision that a lock refused.
	snap = seen("4")
	c, err := catalog.Open(ctx, filepath.Join(p.dir, "archive/catalog.db"))
	if err != nil {
		t.Fatal(err)
	}
	size, err := c.LogSize(ctx)
	if err == nil {
		err = c.Apply(ctx, size, []catalog.Change{{Withdrawal: &catalog.Withdrawal{SourceID: snap.SourceID, Object: snap.Object, SHA256: snap.SHA256,
			State: "refused", At: time.Now(), Why: "it endangers somebody", URL: p.cite("4").Citation.URL, Mode: "compliance", LogIndex: size, Void: true}}})
	}
	if err := errors.Join(err, c.Close()); err != nil {
		t.Fatal(err)
	}
	hidden("kept by a lock", "4", snap)
}

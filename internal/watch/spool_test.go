package watch

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/store"
)

// placed is a folder that tells how its snapshots came in, and may fail after one did.
type placed struct {
	*store.FS
	created, placed int
	fail            error // of what comes after Place did its work
}

func (p *placed) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	if strings.HasPrefix(key, "snapshots/") {
		p.created++
	}
	return p.FS.Create(ctx, key, r, size)
}

func (p *placed) Place(ctx context.Context, key string, f *store.Scratch) error {
	p.placed++
	return errors.Join(p.FS.Place(ctx, key, f), p.fail)
}

// TestLargeSnapshotPlaced: a folder takes a large snapshot as the file in which it was
// packed, also where the run dies right after that, and a small one from memory.
func TestLargeSnapshotPlaced(t *testing.T) {
	dir := t.TempDir()
	st, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	p := &placed{FS: st}
	w := newWorldOver(t, p)
	w.archive = dir
	body := make([]byte, spoolInMemory+100)
	rand.Read(body)
	url := w.at("a", "/x", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "application/octet-stream")
		rw.Write(body)
	})
	m := report("r", url, w.at("b", "/y", says(1)))
	p.fail = errors.New("the power goes")
	if _, err := w.w.Pass(t.Context(), cites(m), all); !errors.Is(err, p.fail) {
		t.Errorf("a pass that dies: %v", err)
	}
	p.fail = nil
	w.open()
	w.pass(all, m)
	if p.placed != 1 || p.created != 1 {
		t.Errorf("%d snapshots were placed, %d created, want 1 and 1", p.placed, p.created)
	}
	if l := w.snapshots(url); len(l) != 1 || l[0].Bytes < int64(len(body)) {
		t.Errorf("snapshots: %+v", l)
	}
	w.sound()
	if left, err := filepath.Glob(filepath.Join(dir, ".tmp", "new-*")); len(left) > 0 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
}

package watch

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"syscall"
	"testing"

	"archiver/internal/store"
)

// fullStore is on a disk without room, from some moment on.
type fullStore struct {
	*store.Mem
	full bool
}

func (s *fullStore) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	if s.full {
		return fmt.Errorf("create %s: %w", key, &fs.PathError{Op: "write", Path: key, Err: syscall.ENOSPC})
	}
	return s.Mem.Create(ctx, key, r, size)
}

// TestCheckOnFullDisk: the gate judges where its looks can't be recorded, and says so; a
// run, which would lose what it took, does not.
func TestCheckOnFullDisk(t *testing.T) {
	st := &fullStore{Mem: store.NewMem(t)}
	w := newWorldOver(t, st)
	alive, dead := w.at("alive", "/alive", says(1)), w.at("dead", "/dead", says(2))
	m := report("r", alive, dead)
	w.pass(Options{}, m)
	before := len(w.logged(alive))
	w.at("dead", "/dead", status(404, "<h1>Not found</h1>"))
	st.full = true
	res := w.pass(Options{Check: true}, m)
	w.want(res.Citations[0], "ok same kept")
	w.want(res.Citations[1], "dead http-404 kept")
	if res.Unrecorded == nil || !Unwritable(res.Unrecorded) {
		t.Errorf("not recorded for: %v", res.Unrecorded)
	}
	if _, err := w.w.Pass(t.Context(), cites(m), Options{All: true}); !Unwritable(err) {
		t.Errorf("a run: %v", err)
	}
	st.full = false
	w.open()
	if res := w.pass(Options{Check: true}, m); res.Unrecorded != nil || len(w.logged(alive)) != before+1 {
		t.Errorf("with room: %d looks, and %v", len(w.logged(alive))-before, res.Unrecorded)
	}
}

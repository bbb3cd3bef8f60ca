package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"
	"testing"

	"archiver/internal/store"
)

// fullStore takes nothing more, from some moment on.
type fullStore struct {
	*store.Mem
	full error
}

func (s *fullStore) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	if s.full != nil {
		return fmt.Errorf("create %s: %w", key, &fs.PathError{Op: "write", Path: key, Err: s.full})
	}
	return s.Mem.Create(ctx, key, r, size)
}

// TestCheckUnrecorded: the gate judges where its looks can't be recorded, and says so; a
// run, which would lose what it took, does not.
func TestCheckUnrecorded(t *testing.T) {
	st := &fullStore{Mem: store.NewMem(t)}
	w := newWorldOver(t, st)
	alive, dead := w.at("alive", "/alive", says(1)), w.at("dead", "/dead", says(2))
	m := report("r", alive, dead)
	w.pass(Options{}, m)
	before := len(w.logged(alive))
	w.at("dead", "/dead", status(404, "<h1>Not found</h1>"))
	for _, st.full = range []error{syscall.ENOSPC, syscall.EROFS, syscall.EACCES} {
		res := w.pass(Options{Check: true}, m)
		w.want(res.Citations[0], "ok same kept")
		w.want(res.Citations[1], "dead http-404 kept")
		if !errors.Is(res.Unrecorded, st.full) {
			t.Errorf("%v: not recorded for: %v", st.full, res.Unrecorded)
		}
		if _, err := w.w.Pass(t.Context(), cites(m), Options{All: true}); !errors.Is(err, st.full) {
			t.Errorf("%v: a run: %v", st.full, err)
		}
	}
	st.full = nil
	w.open()
	if res := w.pass(Options{Check: true}, m); res.Unrecorded != nil || len(w.logged(alive)) != before+1 {
		t.Errorf("with room: %d looks, and %v", len(w.logged(alive))-before, res.Unrecorded)
	}
}

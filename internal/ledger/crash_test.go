package ledger

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"archiver/internal/store"
)

// crashed is a log whose last writer died, or was hit by an error, at one step of
// an append across the edge of a tile.
func crashed(t *testing.T, base *world, f *faults) *world {
	w := base.clone()
	l := w.open()
	f.inject(w)
	l.Append(ctx, recs(254, 4)...)
	w.archive.Inject(nil)
	w.head.Inject(nil)
	return w
}

// clone copies an archive and its head.
func (w *world) clone() *world {
	c := &world{t: w.t, archive: store.NewMem(w.t), head: store.NewMem(w.t), key: w.key}
	copyTo(w.t, w.archive, c.archive)
	copyTo(w.t, w.head, c.head)
	return c
}

func ofSize(t *testing.T, n int) *world {
	w := newWorld(t)
	appendN(t, w.open(), 0, n)
	return w
}

func isRead(step string) bool {
	return slices.Contains([]string{"open", "list"}, strings.Fields(step)[1])
}

// TestCrashTwice has whoever mends die too, at each step of mending.
func TestCrashTwice(t *testing.T) {
	base := ofSize(t, 254)
	var first faults
	crashed(t, base, &first)
	if first.step < 12 {
		t.Fatalf("only %d steps: %q", first.step, first.seen)
	}
	rounds := 0
	for at := 1; at <= first.step; at++ {
		for _, kind := range []store.Fault{store.FailBefore, store.FailAfter} {
			if kind == store.FailAfter && isRead(first.seen[at-1]) {
				continue
			}
			var second faults
			w := crashed(t, base, &faults{at: at, kind: kind, dying: true})
			second.inject(w)
			if _, err := Open(ctx, w.config()); err != nil {
				t.Fatal(err)
			}
			for again := 1; again <= second.step; again++ {
				for _, kind2 := range []store.Fault{store.FailBefore, store.FailAfter} {
					if kind2 == store.FailAfter && isRead(second.seen[again-1]) {
						continue
					}
					rounds++
					name := fmt.Sprintf("%s (%v), then %s (%v)", first.seen[at-1], kind, second.seen[again-1], kind2)
					w := crashed(t, base, &faults{at: at, kind: kind, dying: true})
					v := &witnessed{w, map[string]bool{}}
					v.look()
					committed := w.claimAt(254) != nil
					f := &faults{at: again, kind: kind2, dying: true}
					f.inject(w)
					Open(ctx, w.config())
					w.archive.Inject(nil)
					w.head.Inject(nil)
					v.look()
					l, err := Open(ctx, w.config())
					if err != nil {
						t.Fatalf("%s: Open: %v", name, err)
					}
					appendN(t, l, 1000, 1)
					for _, f := range Check(ctx, w.archive) {
						t.Fatalf("%s: %s %s: %s", name, f.Code, f.Object, f.Detail)
					}
					if err := v.fork(); err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					want := 255
					if committed {
						want = 259
					}
					if got := numbers(t, w.archive); len(got) != want || got[want-1] != 1000 {
						t.Fatalf("%s: %d records, want %d", name, len(got), want)
					}
				}
			}
		}
	}
	t.Logf("%d rounds", rounds)
}

// TestRecoverCrash has Recover die at each step, of a log whose head was lost while
// a batch was half written out: recovering again ends well, what the archive had is there, and the recovery is logged.
func TestRecoverCrash(t *testing.T) {
	base := ofSize(t, 254)
	for name, begin := range map[string]func() *world{
		"lost, batch half written out": func() *world {
			var count faults
			crashed(t, base, &count)
			at := 1 + slices.Index(count.seen, "archive create "+tilePath(0, 0, 256))
			w := crashed(t, base, &faults{at: at, kind: store.FailBefore, dying: true})
			w.head.Put("head", nil)
			return w
		},
		"lost, checkpoint overwritten": func() *world {
			w := base.clone()
			appendN(t, w.open(), 254, 4)
			w.head.Put("head", nil)
			w.archive.Put(checkpointObject, []byte("vandal"))
			return w
		},
	} {
		var count faults
		w := begin()
		count.inject(w)
		if _, err := Recover(ctx, w.config(), "why"); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for at := 1; at <= count.step; at++ {
			for _, kind := range []store.Fault{store.FailBefore, store.FailAfter} {
				if kind == store.FailAfter && isRead(count.seen[at-1]) {
					continue
				}
				what := fmt.Sprintf("%s: %d %s (%v)", name, at, count.seen[at-1], kind)
				w := begin()
				v := &witnessed{w, map[string]bool{}}
				f := &faults{at: at, kind: kind, dying: true}
				f.inject(w)
				Recover(ctx, w.config(), "why")
				w.archive.Inject(nil)
				w.head.Inject(nil)
				v.look()
				delete(v.seen, "vandal")
				l, err := Recover(ctx, w.config(), "why")
				if errors.Is(err, ErrNoNeed) { // the first one had committed
					l, err = Open(ctx, w.config())
				}
				if err != nil {
					t.Fatalf("%s: %v", what, err)
				}
				appendN(t, l, 1000, 1)
				for _, f := range Check(ctx, w.archive) {
					t.Fatalf("%s: %s %s: %s", what, f.Code, f.Object, f.Detail)
				}
				if err := v.fork(); err != nil {
					t.Fatalf("%s: %v", what, err)
				}
				if got := numbers(t, w.archive); len(got) != 259 || got[257] != 257 || got[258] != 1000 {
					t.Fatalf("%s: %d records", what, len(got))
				}
				recoveries := 0
				r, err := OpenReader(ctx, w.archive)
				if err != nil {
					t.Fatal(err)
				}
				for line, err := range r.Records(ctx, 0) {
					if err != nil {
						t.Fatal(err)
					}
					if line.Kind == KindRecovery {
						recoveries++
					}
				}
				if recoveries != 1 {
					t.Errorf("%s: %d recoveries are logged", what, recoveries)
				}
			}
		}
	}
}

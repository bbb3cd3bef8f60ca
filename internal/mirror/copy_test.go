package mirror

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// world is an archive in a folder, of a few snapshots in two batches.
type world struct {
	place
	log *ledger.Log
	n   int // snapshots
}

func newWorld(t *testing.T) *world {
	t.Helper()
	skey, _, err := ledger.GenerateKey("example.org/log")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{place: newPlace(t)}
	w.log, err = ledger.Open(t.Context(), ledger.Config{Store: w, Head: ledger.FileHead(filepath.Join(t.TempDir(), "head")), SignerKey: skey, Now: time.Now, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	w.grow(t, 2)
	w.grow(t, 1)
	return w
}

// grow adds a batch of snapshots.
func (w *world) grow(t *testing.T, n int) {
	t.Helper()
	var recs []ledger.Record
	for range n {
		data := fmt.Appendf(nil, "snapshot %d", w.n)
		key := fmt.Sprintf("snapshots/%d.wacz", w.n)
		w.n++
		if err := w.Create(t.Context(), key, bytes.NewReader(data), int64(len(data))); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		recs = append(recs, ledger.Record{Kind: ledger.KindSnapshot, Body: map[string]any{"object": key, "sha256": hex.EncodeToString(sum[:]), "bytes": len(data)}})
	}
	if _, err := w.log.Append(t.Context(), recs...); err != nil {
		t.Fatal(err)
	}
}

// objects gives all that lies in a place, but for what is of one place alone.
func (p place) objects(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for key, err := range p.List(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(p.dir, key))
		if err != nil {
			t.Fatal(err)
		}
		if key != "README.md" && !strings.HasPrefix(key, "log/records/claims/") {
			out[key] = string(data)
		}
	}
	return out
}

var errKilled = errors.New("killed")

// dying is a place that takes so many writes, and none after that.
type dying struct {
	place
	left *atomic.Int64
}

func (d dying) Create(ctx context.Context, key string, r io.Reader, size int64) error {
	if d.left.Add(-1) < 0 {
		return errKilled
	}
	return d.place.Create(ctx, key, r, size)
}

func (d dying) Swap(ctx context.Context, key string, old, new []byte) error {
	if d.left.Add(-1) < 0 {
		return errKilled
	}
	return d.place.Swap(ctx, key, old, new)
}

// TestCutShort: a copy, and filling a mirror, that end after any write leave a sound
// archive or none yet; who does it again has all.
func TestCutShort(t *testing.T) {
	w := newWorld(t)
	state := filepath.Join(t.TempDir(), "state")
	for name, do := range map[string]func(to store.Store) error{
		"copy": func(to store.Store) error {
			done, err := Copy(t.Context(), Job{From: w, To: to, Busy: func() bool { return false }})
			if len(done.Findings) > 0 {
				t.Errorf("found %+v", done.Findings)
			}
			return err
		},
		"fill": func(to store.Store) error {
			_, err := New(Config{From: w, State: state, Now: time.Now, Open: func(context.Context) (store.Store, error) { return to, nil }}).Fill(t.Context(), nil)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			want := w.objects(t)
			for writes := int64(0); ; writes++ {
				os.Remove(state)
				to := dying{newPlace(t), new(atomic.Int64)}
				to.left.Store(writes)
				err := do(to)
				if err != nil && !errors.Is(err, errKilled) {
					t.Fatalf("after %d writes: %v", writes, err)
				}
				there := to.objects(t)
				if _, begun := there[ledger.CheckpointKey]; begun {
					for _, f := range ledger.Check(t.Context(), to) {
						if !f.Warning {
							t.Errorf("after %d writes: %+v", writes, f)
						}
					}
				}
				to.left.Store(1 << 30)
				if again := do(to); again != nil {
					t.Fatalf("again, after %d writes: %v", writes, again)
				}
				if got := to.objects(t); !maps.Equal(got, want) {
					t.Fatalf("after %d writes, and again, there are %v", writes, slices.Sorted(maps.Keys(got)))
				}
				if err == nil {
					if writes < 10 {
						t.Errorf("all was there after %d writes", writes)
					}
					break
				}
			}
			if len(want) < 10 {
				t.Errorf("the archive has %d objects", len(want))
			}
		})
	}
}

// TestFillGrown: a mirror that is filled gets what is new, and its state says so.
func TestFillGrown(t *testing.T) {
	w, to := newWorld(t), newPlace(t)
	state := filepath.Join(t.TempDir(), "state")
	had := int64(-1)
	for range 3 {
		out, err := New(Config{From: w, URL: "file:x", State: state, Now: time.Now, Open: func(context.Context) (store.Store, error) { return to, nil }}).Fill(t.Context(), nil)
		if err != nil || out.Had != had || out.Copied == 0 {
			t.Fatalf("%+v, %v; it had %d", out, err, had)
		}
		log, err := ledger.OpenReader(t.Context(), w)
		if err != nil {
			t.Fatal(err)
		}
		had = log.Size()
		if s := Load(state, "file:x"); s.Size != had || s.Whole.IsZero() || !s.Seen || s.Trouble != "" {
			t.Errorf("%+v", s)
		}
		if got := to.objects(t); !maps.Equal(got, w.objects(t)) {
			t.Errorf("there are %v", slices.Sorted(maps.Keys(got)))
		}
		w.grow(t, 1)
	}
	if s := Load(state, "file:y"); s.Size != 0 {
		t.Errorf("the state of another mirror: %+v", s)
	}
}

// TestOther: what holds something else is not written to.
func TestOther(t *testing.T) {
	w := newWorld(t)
	fill := func(from store.Store, c Config) error {
		c.From, c.Now = from, time.Now
		_, err := New(c).Fill(t.Context(), nil)
		return err
	}
	into := func(to place) Config {
		return Config{State: filepath.Join(t.TempDir(), "state"), Open: func(context.Context) (store.Store, error) { return to, nil }}
	}
	older := newPlace(t)
	if _, err := Copy(t.Context(), Job{From: w, To: older, Busy: func() bool { return false }}); err != nil {
		t.Fatal(err)
	}
	w.grow(t, 1)
	filled := filepath.Join(t.TempDir(), "state")
	State{Size: 1}.Save(t.Context(), filled)
	copied := func(from, to store.Store) error {
		_, err := Copy(t.Context(), Job{From: from, To: to, Busy: func() bool { return false }})
		return err
	}
	for name, c := range map[string]struct {
		err  error
		kind Other
	}{
		"no folder":       {fill(w, Config{State: filled, Folder: filepath.Join(t.TempDir(), "none")}), FolderGone},
		"empty folder":    {fill(w, Config{State: filled, Folder: t.TempDir()}), FolderEmpty},
		"another archive": {fill(w, into(newWorld(t).place)), Foreign},
		"newer":           {fill(older, into(w.place)), Newer},
		"copy on another": {copied(w, newWorld(t)), TargetForeign},
		"copy on a newer": {copied(older, w), TargetNewer},
	} {
		var other *OtherError
		if !errors.As(c.err, &other) || other.Kind != c.kind {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	var empty *EmptyError
	if err := copied(newPlace(t), newPlace(t)); !errors.As(err, &empty) {
		t.Errorf("of nothing: %v", err)
	}
}

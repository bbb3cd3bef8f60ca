package repair

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// world is an archive and its mirror, each in a folder, with three snapshots.
type world struct {
	t     *testing.T
	dirs  [2]string
	conf  Config
	fills int
}

func snapshot(n int) (key string, data []byte) {
	return fmt.Sprintf("snapshots/%d.wacz", n), fmt.Appendf(nil, "snapshot %d", n)
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, dirs: [2]string{filepath.Join(t.TempDir(), "archive"), filepath.Join(t.TempDir(), "mirror")}}
	skey, _, err := ledger.GenerateKey("example.org/log")
	if err != nil {
		t.Fatal(err)
	}
	w.conf = Config{Key: skey, Head: filepath.Join(t.TempDir(), "head"), Now: time.Now,
		Authorities: func() ([]ledger.Authority, error) { return nil, nil },
		Log: func(ctx context.Context, archive store.Store, recs []ledger.Record) (*int64, string) {
			batch, err := w.open(archive).Append(ctx, recs...)
			if err != nil {
				return nil, err.Error()
			}
			return &batch.First, ""
		},
		Refill: func(context.Context, store.Store) error { w.fills++; return nil },
	}
	w.conf.Archive = w.place(0)
	log := w.open(w.conf.Archive)
	var recs []ledger.Record
	for n := range 3 {
		key, data := snapshot(n)
		w.write(0, key, data)
		sum := sha256.Sum256(data)
		recs = append(recs, ledger.Record{Kind: ledger.KindSnapshot, Body: map[string]any{"object": key, "sha256": hex.EncodeToString(sum[:]), "bytes": len(data)}})
	}
	if _, err := log.Append(t.Context(), recs...); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(w.dirs[1], os.DirFS(w.dirs[0])); err != nil {
		t.Fatal(err)
	}
	w.conf.Mirror = w.place(1)
	w.conf.Told.Size = 3
	return w
}

func (w *world) place(i int) store.Store {
	st, err := store.NewFS(w.dirs[i])
	if err != nil {
		w.t.Fatal(err)
	}
	return st
}

func (w *world) open(st store.Store) *ledger.Log {
	w.t.Helper()
	log, err := ledger.Open(w.t.Context(), ledger.Config{Store: st, Head: ledger.FileHead(w.conf.Head), SignerKey: w.conf.Key, Now: time.Now, Rand: rand.Reader})
	if err != nil {
		w.t.Fatal(err)
	}
	return log
}

// write puts a file in the place of another; nil takes it away.
func (w *world) write(place int, key string, data []byte) {
	w.t.Helper()
	path := filepath.Join(w.dirs[place], key)
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if rerr := os.Remove(path); err == nil && !errors.Is(rerr, os.ErrNotExist) {
		err = rerr
	}
	if err == nil && data != nil {
		err = os.WriteFile(path, data, 0o644)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) stands(place int, key string, data []byte) bool {
	got, err := os.ReadFile(filepath.Join(w.dirs[place], key))
	return err == nil && bytes.Equal(got, data)
}

// TestRun: what one place holds whole is put right in the other, and the log tells of
// it; what neither holds is lost.
func TestRun(t *testing.T) {
	w := newWorld(t)
	one, good := snapshot(0)
	two, also := snapshot(1)
	three, _ := snapshot(2)
	w.write(0, one, []byte("altered"))
	w.write(1, two, nil)
	w.write(0, three, nil)
	w.write(1, three, []byte("x"))
	records := ledger.RecordsPath(3)
	lines, err := os.ReadFile(filepath.Join(w.dirs[1], records))
	if err != nil {
		t.Fatal(err)
	}
	w.write(0, records, []byte("altered"))

	out, err := Run(t.Context(), w.conf)
	if err != nil {
		t.Fatal(err)
	}
	did := map[string]Repaired{}
	for _, r := range out.Repaired {
		did[r.Place+" "+r.Object] = r
	}
	if len(did) != 3 || did["archive "+one].Fault != "altered" || did["mirror "+two].Fault != "missing" || did["archive "+records].From != "log" {
		t.Errorf("repaired %+v", out.Repaired)
	}
	if !w.stands(0, one, good) || !w.stands(1, two, also) || !w.stands(0, records, lines) {
		t.Error("they are not what they were")
	}
	if aside := did["archive "+one].Aside; !w.stands(0, aside, []byte("altered")) {
		t.Errorf("what stood there is not kept as %q", aside)
	}
	if len(out.Lost) != 1 || out.Lost[0].Object != three || len(out.Held)+len(out.Failed)+len(out.Unread)+len(out.Log) > 0 {
		t.Errorf("%+v", out)
	}
	if out.LogIndex == nil || *out.LogIndex != 3 || out.NotLogged != "" || w.fills != 1 || !out.Head {
		t.Errorf("logged: %v (%s); the mirror was filled %d times", out.LogIndex, out.NotLogged, w.fills)
	}
	if out, err = Run(t.Context(), w.conf); err != nil || len(out.Repaired) > 0 || out.LogIndex != nil {
		t.Errorf("again: %+v, %v", out, err)
	}
}

// TestNotLogged: what could not be logged stays in the journal, and the next repair has
// it logged.
func TestNotLogged(t *testing.T) {
	w := newWorld(t)
	key, good := snapshot(0)
	w.write(0, key, nil)
	log := w.conf.Log
	w.conf.Log = func(context.Context, store.Store, []ledger.Record) (*int64, string) { return nil, "no room" }
	out, err := Run(t.Context(), w.conf)
	if err != nil || out.NotLogged != "no room" || !w.stands(0, key, good) {
		t.Fatalf("%+v, %v", out, err)
	}
	w.conf.Log = log
	if out, err = Run(t.Context(), w.conf); err != nil || out.LogIndex == nil || len(out.Repaired) > 0 {
		t.Errorf("then: %+v, %v", out, err)
	}
}

// TestOther: a place that holds something else is not written to.
func TestOther(t *testing.T) {
	w, another := newWorld(t), newWorld(t)
	var other *OtherError
	var none *NoLogError
	c := w.conf
	c.Mirror = another.conf.Mirror
	if _, err := Run(t.Context(), c); !errors.As(err, &other) || other.Kind != Unsigned || !strings.Contains(err.Error(), "mirror") {
		t.Errorf("another archive's mirror: %v", err)
	}
	c = w.conf
	c.Archive, _ = store.NewFS(t.TempDir())
	if _, err := Run(t.Context(), c); !errors.As(err, &none) {
		t.Errorf("an archive that is lost: %v", err)
	}
	c = w.conf // whose head does not know what the mirror has more
	if _, err := w.open(c.Mirror).Append(t.Context(), ledger.Record{Kind: "test", Body: map[string]int{"n": 1}}); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(c.Head); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), c); !errors.As(err, &other) || other.Kind != Newer {
		t.Errorf("a mirror that is newer: %v", err)
	}
}

package mirror

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// place is a mirror in a folder, with its log/checkpoint at hand.
type place struct {
	*store.FS
	dir string
}

func newPlace(t *testing.T) place {
	t.Helper()
	dir := t.TempDir()
	st, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	return place{st, dir}
}

func (p place) put(t *testing.T, data []byte) {
	t.Helper()
	path := filepath.Join(p.dir, ledger.CheckpointKey)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func (p place) get(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(p.dir, ledger.CheckpointKey))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// checkpoints makes a log, and gives its key and two of its checkpoints.
func checkpoints(t *testing.T) (vkey string, older, newer []byte) {
	t.Helper()
	skey, vkey, err := ledger.GenerateKey("example.org/log")
	if err != nil {
		t.Fatal(err)
	}
	at := newPlace(t)
	log, err := ledger.Open(t.Context(), ledger.Config{Store: at, Head: ledger.FileHead(filepath.Join(t.TempDir(), "head")), SignerKey: skey, Now: time.Now, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	older = at.get(t)
	if _, err := log.Append(t.Context(), ledger.Record{Kind: "test", Body: map[string]int{"n": 1}}); err != nil {
		t.Fatal(err)
	}
	return vkey, older, at.get(t)
}

// TestCheckpointGoesForward: who fills the mirror with an older state of the archive
// in mind than another machine does not set its log back; what nobody signed gives way.
func TestCheckpointGoesForward(t *testing.T) {
	vkey, older, newer := checkpoints(t)
	forged := strings.Replace(string(newer), "\n\n", "\n\n\u2014 x AAAAAAAA\n", 1)
	forged = forged[:strings.LastIndex(forged[:len(forged)-1], "\n")+1]
	to := newPlace(t)
	f := &Filler{copy: &copier{to: to}, vkey: vkey}
	for _, c := range []struct {
		name                     string
		there, seen, write, want []byte
	}{
		{"it is known", newer, newer, older, newer},
		{"it came between", newer, older, older, newer},
		{"it came while it was swapped", newer, []byte("what was there before"), older, newer},
		{"forward", older, older, newer, newer},
		{"nobody signed it", []byte(forged), []byte(forged), older, older},
		{"no checkpoint at all", []byte("x"), []byte("x"), newer, newer},
	} {
		to.put(t, c.there)
		now, err := f.publish(t.Context(), c.seen, c.write)
		if got := to.get(t); err != nil || string(now) != string(got) && c.name != "it came between" || string(got) != string(c.want) {
			t.Errorf("%s: %v; there stands\n%s", c.name, err, got)
		}
	}
}

// contended is a mirror whose log/checkpoint somebody else changes before each swap.
type contended struct {
	place
	before func()
}

func (c contended) Swap(ctx context.Context, key string, old, new []byte) error {
	c.before()
	return c.place.Swap(ctx, key, old, new)
}

// TestPublishRaced: another machine is quicker several times, which is no trouble, and
// then always, which is told in words.
func TestPublishRaced(t *testing.T) {
	vkey, _, newest := checkpoints(t)
	for _, times := range []int{7, 1 << 30} {
		n, to := 0, newPlace(t)
		f := &Filler{copy: &copier{to: contended{to, func() {
			if n++; n <= times {
				to.put(t, []byte{byte(n % 250)})
			}
		}}}, vkey: vkey}
		_, err := f.publish(t.Context(), nil, newest)
		if times == 7 {
			if err != nil || string(to.get(t)) != string(newest) {
				t.Errorf("after %d races: %v", n, err)
			}
			continue
		}
		var race *RaceError
		if !errors.As(err, &race) || !errors.Is(err, store.ErrConflict) || strings.Contains(err.Error(), "value") {
			t.Errorf("always slower: %v", err)
		}
	}
}

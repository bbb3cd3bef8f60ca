package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"testing"
	"time"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
)

const testOrigin = "example.org/test-log"

// memHead keeps a head in a Mem, whose faults it so has.
type memHead struct{ m *store.Mem }

func (h memHead) Load(ctx context.Context) ([]byte, error) {
	r, err := h.m.Open(ctx, "head", 0, -1)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func (h memHead) Swap(ctx context.Context, old, new []byte) error {
	return h.m.Swap(ctx, "head", old, new)
}

// world is an archive and a head in memory.
type world struct {
	t       testing.TB
	archive *store.Mem
	head    *store.Mem
	key     string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	skey, _, err := GenerateKey(testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	return &world{t: t, archive: store.NewMem(t), head: store.NewMem(t), key: skey}
}

func (w *world) config() Config {
	return Config{Store: w.archive, Head: memHead{w.head}, SignerKey: w.key}
}

func (w *world) open() *Log {
	w.t.Helper()
	l, err := Open(context.Background(), w.config())
	if err != nil {
		w.t.Fatalf("Open: %v", err)
	}
	return l
}

// rec is a small record that can be told from others.
func rec(n int) Record {
	return Record{Kind: "test", At: time.Date(2020, 2, 21, 10, 15, 0, 0, time.UTC), Body: map[string]any{"n": n, "url": "https://example.org/?a=1&b=<2>"}}
}

func recs(from, n int) []Record {
	out := make([]Record, n)
	for i := range out {
		out[i] = rec(from + i)
	}
	return out
}

func appendN(t testing.TB, l *Log, from, n int) Batch {
	t.Helper()
	b, err := l.Append(context.Background(), recs(from, n)...)
	if err != nil {
		t.Fatalf("Append %d records from %d: %v", n, from, err)
	}
	return b
}

// checkClean fails unless Check finds nothing.
func checkClean(t testing.TB, st store.Store) {
	t.Helper()
	for _, f := range Check(context.Background(), st) {
		t.Errorf("Check: %s %s: %s", f.Code, f.Object, f.Detail)
	}
}

// numbers reads back the records of rec, verified.
func numbers(t testing.TB, st store.Store) []int {
	t.Helper()
	r, err := OpenReader(context.Background(), st)
	if err != nil {
		t.Fatalf("OpenReader: %v", err)
	}
	var out []int
	for l, err := range r.Records(context.Background(), 0) {
		if err != nil {
			t.Fatalf("record %d: %v", l.Index, err)
		}
		if l.Kind != "test" {
			continue
		}
		var n int
		if _, err := fmt.Fscanf(bytes.NewReader(l.Body), `{"n":%d,`, &n); err != nil {
			t.Fatalf("record %d: %v in %s", l.Index, err, l.Raw)
		}
		out = append(out, n)
	}
	return out
}

// copyTo copies what is stored to another store.
func copyTo(t testing.TB, from, to *store.Mem) {
	t.Helper()
	for key := range from.List(context.Background(), "") {
		to.Put(key, from.Get(key))
	}
}

// claimKey is where the claim to continue the log from that size has to stand.
func (w *world) claimKey(first int64) string {
	w.t.Helper()
	signer, err := note.NewSigner(w.key)
	if err != nil {
		w.t.Fatal(err)
	}
	key, err := claimKey(signer, first)
	if err != nil {
		w.t.Fatal(err)
	}
	return key
}

func (w *world) claimAt(first int64) []byte { return w.archive.Get(w.claimKey(first)) }

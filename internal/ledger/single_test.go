package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"archiver/internal/store"
)

// TestSingleRecord reads records of batches that are not held any more, one by one, and
// then one that was altered since.
func TestSingleRecord(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	st, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	skey, _, err := GenerateKey("single.example")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Open(ctx, Config{Store: st, Head: FileHead(filepath.Join(t.TempDir(), "head")), SignerKey: skey})
	if err != nil {
		t.Fatal(err)
	}
	var recs []Record
	for i := range 40 {
		recs = append(recs, Record{Kind: KindExport, Body: map[string]int{"n": i}})
	}
	b, err := l.Append(ctx, recs...)
	if err != nil {
		t.Fatal(err)
	}
	r, err := OpenReader(ctx, st)
	if err != nil {
		t.Fatal(err)
	}
	var whole []Line
	for i := b.First; i < b.Size; i++ {
		line, err := r.Record(ctx, i, b.Size)
		if err != nil {
			t.Fatal(err)
		}
		whole = append(whole, line)
	}
	clear(r.batches)
	for i, want := range whole {
		line, err := r.Record(ctx, want.Index, want.Batch)
		if err != nil || string(line.Body) != string(want.Body) || line.Index != want.Index || line.Batch != want.Batch {
			t.Errorf("record %d by itself: %+v, %v, want %+v", i, line, err, want)
		}
		if len(r.batches) > 0 && i > 0 {
			t.Fatalf("record %d: its batch was read whole again", i)
		}
		clear(r.batches)
	}
	path := filepath.Join(dir, RecordsPath(b.Size))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	starts := r.starts[b.Size]
	data[starts[7]+20] ^= 1
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	var altered *AlteredError
	if _, err := r.Record(ctx, b.First+7, b.Size); !errors.As(err, &altered) || altered.Object != RecordsPath(b.Size) {
		t.Errorf("an altered record: %v", err)
	}
	clear(r.batches)
	if line, err := r.Record(ctx, b.First+8, b.Size); err != nil || line.Index != b.First+8 {
		t.Errorf("the record after it: %+v, %v", line, err)
	}
}

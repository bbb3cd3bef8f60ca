package ledger

import (
	"testing"

	"archiver/internal/store"
)

// Which records are lost, and that the log had more than its checkpoints tell.
func TestLost(t *testing.T) {
	w := newWorld(t)
	appendN(t, w.open(), 0, 3)
	appendN(t, w.open(), 3, 4)
	appendN(t, w.open(), 7, 1)
	vkey, err := VerifierKey(w.key)
	if err != nil {
		t.Fatal(err)
	}
	known := func(head []byte) int64 {
		t.Helper()
		n, err := KnownSize(ctx, vkey, []store.Store{w.archive}, head)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, key := range []string{RecordsPath(7), RecordsPath(8), checkpointPath(8), checkpointObject} {
		w.archive.Put(key, nil)
	}
	if n := known(nil); n != 8 {
		t.Errorf("by the claims: %d entries", n)
	}
	for key := range dump(w.archive) {
		if _, ok := claimOf(key); ok {
			w.archive.Put(key, nil)
		}
	}
	if n := known(w.head.Get("head")); n != 8 {
		t.Errorf("by the head: %d entries", n)
	}
	if n := known(nil); n != 7 {
		t.Errorf("by the checkpoints: %d entries", n)
	}
	var spans [][2]int64
	if _, err := Reconcile(ctx, vkey, []store.Store{w.archive}, func(f File) error {
		if first, end, lost := f.Lost(); lost {
			spans = append(spans, [2]int64{first, end})
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(spans) != 1 || spans[0] != [2]int64{3, 7} {
		t.Errorf("lost %v", spans)
	}
}

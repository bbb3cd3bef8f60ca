package ledger

import (
	"errors"
	"testing"
)

// TestRestore takes files away at the log's end: what the records prove is made anew,
// byte for byte, and the log goes on.
func TestRestore(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 300)
	if made, err := l.Restore(ctx); len(made) > 0 || err != nil {
		t.Fatalf("a whole log: %v, %v", made, err)
	}
	keys := []string{tilePath(0, 1, 44), tilePath(1, 0, 1), entriesPath(1, 44)}
	whole := map[string]string{}
	for _, key := range keys {
		whole[key] = string(w.archive.Get(key))
		w.archive.Put(key, nil)
	}
	l = w.open()
	var altered *AlteredError
	if _, err := l.Append(ctx, recs(300, 1)...); !errors.As(err, &altered) {
		t.Fatalf("Append: %v", err)
	}
	made, err := l.Restore(ctx)
	if err != nil || len(made) != len(keys) {
		t.Fatalf("made %+v, %v", made, err)
	}
	for _, key := range keys {
		if string(w.archive.Get(key)) != whole[key] {
			t.Errorf("%s is another one", key)
		}
	}
	appendN(t, l, 300, 1)
	checkClean(t, w.archive)

	// What nothing proves stays away, and what stands there is left.
	w.archive.Put(tilePath(0, 1, 45), []byte("junk"))
	if made, err := w.open().Restore(ctx); !errors.As(err, &altered) || len(made) > 0 || string(w.archive.Get(tilePath(0, 1, 45))) != "junk" {
		t.Errorf("junk: %+v, %v", made, err)
	}
}

// TestCheckHeadBatch: an archive that is one batch behind is unfinished only where the
// head's batch leads on from it.
func TestCheckHeadBatch(t *testing.T) {
	a := newWorld(t)
	appendN(t, a.open(), 0, 5)
	b := newWorld(t)
	b.key = a.key
	l := b.open()
	appendN(t, l, 0, 5)
	archived := b.archive.Get(checkpointPath(5))
	appendN(t, l, 5, 2)
	if f := CheckHead(ctx, a.archive, b.head.Get("head")); len(f) != 1 || f[0].Code != CodeForked {
		t.Errorf("of another log: %+v", f)
	}
	b.archive.Put(checkpointPath(7), nil)
	b.archive.Put(checkpointObject, archived)
	if f := CheckHead(ctx, b.archive, b.head.Get("head")); len(f) != 1 || f[0].Code != CodeUnfinished {
		t.Errorf("of its own: %+v", f)
	}
}

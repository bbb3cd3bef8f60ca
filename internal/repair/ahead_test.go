package repair

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// TestAheadAfterAKill: a repair that could not have the log tell of what it put aside
// leaves that to the next one, whose records have junk in their way in turn.
func TestAheadAfterAKill(t *testing.T) {
	w := newWorld(t)
	w.conf.Mirror = nil
	for size := 4; size < 12; size++ {
		w.write(0, ledger.RecordsPath(int64(size)), []byte("junk"))
		w.write(0, fmt.Sprintf("log/checkpoints/%d", size), []byte("junk"))
	}
	var blocked *ledger.UnpublishedError
	if _, err := w.open(w.conf.Archive).Append(t.Context(), ledger.Record{Kind: "test", Body: map[string]any{}}); !errors.As(err, &blocked) {
		t.Fatalf("%v; want it to be blocked", err)
	}
	logs := w.conf.Log
	w.conf.Log = func(context.Context, store.Store, []ledger.Record) (*int64, string) { return nil, "it was killed" }
	if got, err := Run(t.Context(), w.conf); err != nil || len(got.Repaired) != 2 || got.NotLogged == "" {
		t.Fatalf("%+v, %v", got, err)
	}
	w.conf.Log = func(ctx context.Context, st store.Store, recs []ledger.Record) (*int64, string) {
		log, err := ledger.Open(ctx, ledger.Config{Store: st, Head: ledger.FileHead(w.conf.Head), SignerKey: w.conf.Key})
		if err != nil {
			return nil, err.Error()
		}
		batch, err := log.Append(ctx, recs...)
		if err != nil && !errors.As(err, &blocked) { // that one is in the log
			return nil, err.Error()
		}
		return &batch.First, ""
	}
	got, err := Run(t.Context(), w.conf)
	if err != nil || got.LogIndex == nil || got.NotLogged != "" {
		t.Errorf("%+v, %v", got, err)
	}
	w.conf.Log = logs
	w.open(w.conf.Archive) // nothing is in the way any more
	told := map[string]int{}
	for line, err := range w.records() {
		if err != nil {
			t.Fatal(err)
		}
		if line.Kind == ledger.KindRepair {
			told[string(line.Body)]++
		}
	}
	if len(told) != len(got.Repaired)+2 {
		t.Errorf("the log tells of %d repairs, want %d", len(told), len(got.Repaired)+2)
	}
	for body, n := range told {
		if n > 1 {
			t.Errorf("the log tells %d times of %s", n, body)
		}
	}
}

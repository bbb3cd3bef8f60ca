package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
)

// TestManySetAside: what is kept in mind of withdrawals is read once for a source,
// however many snapshots it has.
func TestManySetAside(t *testing.T) {
	cfg := &config.Config{}
	cfg.Log.Head = filepath.Join(t.TempDir(), "log.head")
	var kept []byte
	for n := range 100 {
		line, err := json.Marshal(keptWithdrawal{WithdrawalRecord: ledger.WithdrawalRecord{URL: "https://example.org/x", Object: fmt.Sprint("other", n), State: ledger.WithdrawalDecided}})
		if err != nil {
			t.Fatal(err)
		}
		kept = append(append(kept, line...), '\n')
	}
	if err := os.WriteFile(withdrawalsPath(cfg), kept, 0o600); err != nil {
		t.Fatal(err)
	}
	s := &session{cfg: cfg}
	snaps := make([]catalog.Snapshot, 1000)
	for i := range snaps {
		snaps[i].Object = fmt.Sprint("object", i)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	outside, err := s.outside()
	if err != nil || len(outside) != 100 {
		t.Fatal(len(outside), err)
	}
	shown, gone, err := s.setAside(t.Context(), outside, snaps, nil)
	runtime.ReadMemStats(&after)
	if err != nil || len(shown) != len(snaps) || len(gone) != 0 {
		t.Fatal(len(shown), len(gone), err)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 10<<20 {
		t.Errorf("%d MB of memory for %d snapshots", n>>20, len(snaps))
	}
}

package many

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// Log writes the log of such an archive into a folder, as the program lays one out:
// archive/, configs/log.key and configs/log.head. A catalog made of it is that of Fill.
// It must be new. No snapshot lies behind what it lists.
func (z Size) Log(ctx context.Context, dir string) error {
	const batch = 2000
	for _, sub := range []string{"archive", "configs"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return fmt.Errorf("write log: %w", err)
		}
	}
	skey, _, err := ledger.GenerateKey("many.example/log")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "configs/log.key"), []byte(skey+"\n"), 0o600); err != nil {
		return fmt.Errorf("write log: %w", err)
	}
	st, err := store.NewFS(filepath.Join(dir, "archive"))
	if err != nil {
		return err
	}
	l, err := ledger.Open(ctx, ledger.Config{Store: st,
		Head: ledger.FileHead(filepath.Join(dir, "configs/log.head")), SignerKey: skey})
	if err != nil {
		return err
	}
	var records []ledger.Record
	for w := range z.Snapshots {
		at := start.Add(time.Duration(w) * week)
		for r := range z.Reports {
			for s := range z.Sources {
				snap := z.Snapshot(r, s, w)
				url, ref := URL(r, s), snap.LogIndex
				records = append(records, ledger.Record{Kind: ledger.KindSnapshot, At: at, Body: ledger.SnapshotRecord{URL: url, CapturedAt: snap.CapturedAt,
					Object: snap.Object, SHA256: snap.SHA256, Bytes: snap.Bytes, Class: snap.Class, Status: snap.Status, ContentType: snap.ContentType,
					Kind: snap.Kind, PayloadSHA256: snap.PayloadSHA256, Verdict: snap.Verdict, Reason: snap.Reason, Collector: ledger.Collector{Software: "many"}}},
					ledger.Record{Kind: ledger.KindObservation, At: at, Body: ledger.ObservationRecord{URL: url, Status: 200, Verdict: "changed", Reason: "edited",
						NextDue: at.Add(week), Command: "run", Judged: []ledger.Judged{{For: []string{Report(r) + "/" + fmt.Sprint(s+1)}, Verdict: "changed", Reason: "edited",
							Similarity: 0.93, Detail: "Part of the text differs.", Looks: 1, Since: at, First: at, Counted: at, LastGood: at, Reference: &ref}}}})
				if len(records) >= batch {
					if _, err := l.Append(ctx, records...); err != nil {
						return err
					}
					records = records[:0]
				}
			}
		}
	}
	if len(records) > 0 {
		_, err = l.Append(ctx, records...)
	}
	return err
}

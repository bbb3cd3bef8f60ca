package repair

import (
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/webtest/s3server"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// In a bucket the mark tells which repair wrote what counts.
func TestRepairProvedByMark(t *testing.T) {
	s3server.EachOwn(t, func(t *testing.T, s *s3server.Server) {
		s.Setenv(t)
		for name, bucket := range map[string]string{"versions": s.Bucket(t, false), "none": s.PlainBucket(t, false)} {
			t.Run(name, func(t *testing.T) {
				ctx := t.Context()
				skey, vkey, err := ledger.GenerateKey("example.org/log")
				if err != nil {
					t.Fatal(err)
				}
				st, err := s3.Open(ctx, s3.Config{Endpoint: s.Endpoint, Bucket: bucket})
				if err != nil {
					t.Fatal(err)
				}
				st.Trust(func(key, mark string) int { return ledger.CheckRepair(vkey, key, mark) })
				const key = "snapshots/k"
				if err := st.Create(ctx, key, strings.NewReader("bad"), 3); err != nil {
					t.Fatal(err)
				}
				sum := sha256.Sum256([]byte("good"))
				plan := planned{RepairRecord: ledger.RepairRecord{Object: key, Place: "archive", Fault: "altered", From: "mirror", SHA256: hex.EncodeToString(sum[:]), Bytes: 4}, Will: "damaged/x/" + key}
				done, err := st.Repair(ctx, key, strings.NewReader("good"), 4, plan.Will, func(n int) (string, error) {
					plan.Number = n
					return ledger.SignRepair(skey, key, plan.SHA256, n)
				})
				if err != nil {
					t.Fatal(err)
				}
				r := &repairer{places: [2]store.Store{st, nil}}
				rec, err := r.complete(ctx, 0, plan)
				if err != nil || rec.From != "mirror" || rec.Version != done.Version || rec.Aside != done.Aside || rec.Version == "" && rec.Aside == "" {
					t.Errorf("of what was done: %+v, %v; want %+v", rec, err, done)
				}
				for _, n := range []int{0, plan.Number - 1, plan.Number + 1} {
					plan.Number = n
					if rec, err := r.complete(ctx, 0, plan); err != nil || rec.From != "" || rec.Aside != "" || rec.Version != "" {
						t.Errorf("number %d: %+v, %v", n, rec, err)
					}
				}
			})
		}
	})
}

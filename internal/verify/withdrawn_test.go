package verify_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"strings"
	"testing"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/verify"
)

func (a *archive) withdraw(i int, state string) {
	a.t.Helper()
	sum := sha256.Sum256(a.read(a.objects[i]))
	a.append(ledger.Record{Kind: ledger.KindWithdrawal, Body: ledger.WithdrawalRecord{URL: "https://example.org/", Object: a.objects[i],
		SHA256: hex.EncodeToString(sum[:]), State: state, Why: "it endangers somebody"}})
}

// Only a record that holds, of a snapshot that was listed, says that one was
// withdrawn; the newest counts.
func TestWithdrawn(t *testing.T) {
	remove := func(a *archive, i int) {
		if err := os.Remove(a.path(a.objects[i])); err != nil {
			t.Fatal(err)
		}
	}
	whole := build(t)
	for _, c := range []struct {
		name               string
		do                 func(a *archive)
		findings, warnings string // with {0} for the first object
		withdrawn, read    int
	}{
		{"gone", func(a *archive) { a.withdraw(0, "removed"); remove(a, 0) }, "", "", 1, 3},
		{"decided and gone", func(a *archive) { a.withdraw(0, "decided"); remove(a, 0) }, "", "", 1, 3},
		{"decided and there", func(a *archive) { a.withdraw(0, "decided") }, "", "snapshot-withdrawn {0}", 1, 3},
		{"there again", func(a *archive) { a.withdraw(0, "removed") }, "", "snapshot-withdrawn {0}", 1, 3},
		{"other bytes there", func(a *archive) { a.withdraw(0, "removed"); a.write(a.objects[0], []byte("x")) }, "", "snapshot-withdrawn {0}", 1, 3},
		{"refused and there", func(a *archive) { a.withdraw(0, "decided"); a.withdraw(0, "refused") }, "", "", 0, 4},
		{"refused and gone", func(a *archive) { a.withdraw(0, "decided"); a.withdraw(0, "refused"); remove(a, 0) }, "snapshot-missing {0}", "", 0, 4},
		{"refused and then gone", func(a *archive) { a.withdraw(0, "refused"); a.withdraw(0, "removed"); remove(a, 0) }, "", "", 1, 3},
		{"another one gone", func(a *archive) { a.withdraw(0, "removed"); remove(a, 0); remove(a, 1) }, "snapshot-missing {1}", "", 1, 3},
		{"an unknown state", func(a *archive) { a.withdraw(0, "pondered"); remove(a, 0) }, "snapshot-missing {0}", "", 0, 4},
		{"of other bytes", func(a *archive) {
			a.append(ledger.Record{Kind: ledger.KindWithdrawal, Body: ledger.WithdrawalRecord{Object: a.objects[0], SHA256: strings.Repeat("0", 64), State: "removed"}})
			remove(a, 0)
		}, "snapshot-missing {0}", "log-unexpected log/records/10.jsonl", 0, 4},
		{"of nothing", func(a *archive) {
			a.append(ledger.Record{Kind: ledger.KindWithdrawal, Body: ledger.WithdrawalRecord{Object: "snapshots/x", State: "removed"}})
		}, "", "log-unexpected log/records/10.jsonl", 0, 4},
		{"before it was listed", func(a *archive) {
			sum := sha256.Sum256([]byte("x"))
			a.append(ledger.Record{Kind: ledger.KindWithdrawal, Body: ledger.WithdrawalRecord{Object: "snapshots/x", SHA256: hex.EncodeToString(sum[:]), State: "removed"}})
			a.list("snapshots/x", "https://x", []byte("x"))
		}, "snapshot-missing snapshots/x", "log-unexpected log/records/10.jsonl", 0, 5},
		{"altered record", func(a *archive) {
			a.withdraw(0, "removed")
			remove(a, 0)
			key := "log/records/10.jsonl"
			os.Chmod(a.path(key), 0o644)
			a.write(key, []byte(strings.Replace(string(a.read(key)), "endangers", "endangerz", 1)))
		}, "record-altered log/records/10.jsonl; snapshot-missing {0}", "", 0, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := whole.copy(t)
			c.do(a)
			fill := strings.NewReplacer("{0}", a.objects[0], "{1}", a.objects[1])
			for _, level := range []verify.Level{verify.All, verify.Structure} {
				rep := a.verify(verify.Options{Level: level})
				if got, want := show(rep.Findings), fill.Replace(c.findings); got != want {
					t.Errorf("%s: findings %q, want %q", level, got, want)
				}
				if got, want := show(rep.Warnings), fill.Replace(c.warnings); got != want {
					t.Errorf("%s: warnings %q, want %q", level, got, want)
				}
				if rep.Withdrawn != c.withdrawn || level == verify.All && rep.Snapshots != c.read {
					t.Errorf("%s: %d withdrawn, %d read; want %d and %d", level, rep.Withdrawn, rep.Snapshots, c.withdrawn, c.read)
				}
			}
			// Asked for by name.
			rep := a.verify(verify.Options{Objects: []string{a.objects[0]}})
			if _, told := rep.States[a.objects[0]]; rep.Withdrawn != c.withdrawn || told == (c.withdrawn == 1) {
				t.Errorf("by name: %d withdrawn, states %v", rep.Withdrawn, rep.States)
			}
		})
	}
}

// during has something happen when an object is first opened.
type during struct {
	store.Store
	object string
	do     func()
}

func (d *during) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if key == d.object && d.do != nil {
		do := d.do
		d.do = nil
		do()
	}
	return d.Store.Open(ctx, key, off, n)
}

// What is withdrawn while the archive is read is not missing.
func TestWithdrawnMeanwhile(t *testing.T) { // raced
	a := build(t)
	for _, logged := range []bool{true, false} {
		i := 0
		if !logged {
			i = 1
		}
		d := &during{Store: a.st, object: a.objects[i], do: func() {
			if logged {
				a.withdraw(i, "decided")
			} else {
				a.append(ledger.Record{Kind: ledger.KindObservation, Body: ledger.ObservationRecord{URL: "https://example.org/"}})
			}
			if err := os.Remove(a.path(a.objects[i])); err != nil {
				t.Fatal(err)
			}
		}}
		rep, err := verify.Archive(t.Context(), d, verify.Options{Readers: 1})
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		if !logged {
			want = "snapshot-missing " + a.objects[i]
		}
		if got := show(rep.Findings); got != want || rep.Withdrawn != 1 || rep.Snapshots != 3 {
			t.Errorf("logged %v: findings %q, %d withdrawn, %d read", logged, got, rep.Withdrawn, rep.Snapshots)
		}
	}
}

package watch

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
)

// TestInterruptedPass: what was seen before a pass is interrupted is kept.
func TestInterruptedPass(t *testing.T) { // raced
	w := newWorld(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	seen := make(chan bool, 2)
	w.w.OnProgress(func(Progress) { seen <- true })
	slow := func(_ http.ResponseWriter, r *http.Request) {
		<-seen
		<-seen
		cancel() // Ctrl-C while this one is waited for
		<-r.Context().Done()
	}
	good := []string{w.at("a", "/x", says(1)), w.at("b", "/x", says(2))}
	m := report("r", append(good, w.at("c", "/x", slow))...)
	if _, err := w.w.Pass(ctx, cites(m), all); !errors.Is(err, context.Canceled) {
		t.Fatalf("an interrupted pass: %v", err)
	}
	for _, url := range good {
		if len(w.logged(url)) != 1 || len(w.snapshots(url)) != 1 || w.due(url).IsZero() {
			t.Errorf("%s: its look was not kept", url)
		}
	}
	w.at("c", "/x", says(3))
	w.now = w.now.Add(time.Hour)
	w.open()
	res := w.pass(Options{}, m)
	if res.Looked != 1 || res.Taken != 1 {
		t.Errorf("the next pass made %d looks and took %d snapshots, want the one that was missing", res.Looked, res.Taken)
	}
	w.sound()
}

// TestInterruptedCommit: the batch falls due just as patience is lost.
func TestInterruptedCommit(t *testing.T) { // raced
	w := newWorld(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := newCommitter(w.w, "run")
	for i := range 4 {
		u := fmt.Sprintf("http://%d.example/", i)
		if i == 3 {
			c.oldest = c.oldest.Add(-batchAge)
			cancel()
		}
		s := &sight{t: &task{url: u, id: source.ID(u)}, look: &fetch.Look{URL: u, FinalURL: u}, at: w.now}
		if err := c.add(ctx, s, verdict.Judgement{Verdict: verdict.OK}, nil, w.now, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.close(true); err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		if n := len(w.logged(fmt.Sprintf("http://%d.example/", i))); n != 1 {
			t.Errorf("look %d is in the log %d times", i, n)
		}
	}
}

// faultyHead fails the swaps of a head that it is told to.
type faultyHead struct {
	ledger.Head
	fail store.Fault
}

func (h *faultyHead) Swap(ctx context.Context, old, new []byte) error {
	if h.fail == store.FailBefore {
		return store.ErrInjected
	}
	err := h.Head.Swap(ctx, old, new)
	if h.fail == store.FailAfter && err == nil {
		err = store.ErrInjected
	}
	return err
}

// TestCrashOrder fails a pass at each step of the crash order (see seal.go),
// before and after the step is done, once and for good. The pass says so, and
// the next one mends it: every stored snapshot is listed once, and every look
// that a listed snapshot came from stands.
func TestCrashOrder(t *testing.T) {
	type crash struct {
		name string
		set  func(*world, *store.Mem, *faultyHead)
	}
	var crashes []crash
	// Steps 3 and 4, in the store: the snapshot, then each of the log's objects.
	const writes = 7
	for _, fault := range []store.Fault{store.FailBefore, store.FailAfter} {
		for n := 1; n <= writes; n++ {
			for _, forGood := range []bool{false, true} {
				crashes = append(crashes, crash{fmt.Sprintf("write %d, fault %d, for good %v", n, fault, forGood), func(w *world, m *store.Mem, _ *faultyHead) {
					made := 0
					m.Inject(func(c store.Call) store.Fault {
						if c.Write == 0 {
							return store.NoFault
						}
						if made++; made == n || forGood && made > n {
							return fault
						}
						return store.NoFault
					})
				}})
			}
		}
		// Step 4, at the head.
		crashes = append(crashes, crash{fmt.Sprintf("head, fault %d", fault), func(_ *world, _ *store.Mem, h *faultyHead) { h.fail = fault }})
	}
	crashes = append(crashes,
		// Step 2: the note can't be written.
		crash{"journal", func(w *world, _ *store.Mem, _ *faultyHead) {
			w.w.journal.path = filepath.Join(w.dir, "no", "such", "folder")
		}},
		// Step 5: the catalog can't take what the log has.
		crash{"catalog", func(w *world, _ *store.Mem, _ *faultyHead) {
			w.sql("CREATE TRIGGER full BEFORE INSERT ON observation BEGIN SELECT RAISE(ABORT, 'disk full'); END")
		}})
	for _, c := range crashes {
		t.Run(c.name, func(t *testing.T) {
			mem := store.NewMem(t)
			w := newWorldOver(t, mem)
			head := &faultyHead{Head: w.head}
			w.head = head
			w.open()
			url := w.at("a", "/x", says(1))
			m := report("r", url)
			w.pass(all, m)

			w.at("a", "/x", says(2))
			w.now = w.now.Add(day)
			c.set(w, mem, head)
			_, err := w.w.Pass(context.Background(), cites(m), all)
			// The log looks whether its claim (write 2) and its swap were done; and
			// the last write, of log/checkpoint, is one that nobody needs.
			claimed := fmt.Sprintf("write 2, fault %d, for good false", store.FailAfter)
			if harmless := head.fail == store.FailAfter || c.name == claimed || strings.HasPrefix(c.name, fmt.Sprintf("write %d,", writes)); err == nil != harmless {
				t.Errorf("the pass: %v", err)
			}

			made := 0
			mem.Inject(func(c store.Call) store.Fault {
				if c.Write > 0 {
					made++
				}
				return store.NoFault
			})
			head.fail = store.NoFault
			if c.name == "catalog" {
				w.sql("DROP TRIGGER full")
			}
			w.now = w.now.Add(time.Minute)
			w.open()
			row := w.pass(all, m).Citations[0]
			if row.Live.Reason != verdict.Replaced || row.Live.Looks != 1 || row.Archive.State != Intact {
				t.Errorf("the next pass: %+v, archive %+v", row.Live, row.Archive)
			}
			if l := w.snapshots(url); len(l) != 2 || l[0].Class != "source" || l[0].PayloadSHA256 == l[1].PayloadSHA256 {
				t.Errorf("snapshots: %+v", l)
			}
			w.now = w.now.Add(day)
			w.at("a", "/x", says(3))
			made = 0
			w.want(w.pass(all, m).Citations[0], "changed replaced taken")
			if made != writes {
				t.Errorf("a pass makes %d writes, %d are tried", made, writes)
			}
			w.now = w.now.Add(day)
			w.want(w.pass(all, m).Citations[0], "changed replaced kept")
			w.sound()
			if _, err := os.Stat(filepath.Join(w.dir, "pending")); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("notes of snapshots are left: %v", err)
			}
		})
	}
}

// TestMendDropsOthers: a note whose object holds other bytes, and one that a
// kill has cut, are of no snapshot of ours.
func TestMendDropsOthers(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	w.pass(all, report("r", url))
	body := strings.NewReader("something else")
	if err := w.store.Create(context.Background(), "snapshots/x/y/1.wacz", body, body.Size()); err != nil {
		t.Fatal(err)
	}
	for _, r := range []ledger.SnapshotRecord{
		{URL: url, Object: "snapshots/x/y/1.wacz", SHA256: strings.Repeat("0", 64)},
		{URL: url, Object: "snapshots/x/y/2.wacz", SHA256: strings.Repeat("0", 64)},
		{URL: url, Object: "../../etc/passwd", SHA256: strings.Repeat("0", 64)},
	} {
		if err := w.w.journal.note(r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := io.WriteString(w.w.journal.f, `{"url":"http://cut`); err != nil {
		t.Fatal(err)
	}
	n, err := w.w.Mend(context.Background())
	if err != nil || n != 0 || len(w.snapshots(url)) != 1 {
		t.Errorf("%d mended (%v), %d snapshots", n, err, len(w.snapshots(url)))
	}
}

func (w *world) sql(q string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(w.dir, "catalog.db"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(q); err != nil {
		w.t.Fatal(err)
	}
}

// sound wants the whole log to verify, and the store to hold just the snapshots
// that it lists.
func (w *world) sound() {
	w.t.Helper()
	ctx := context.Background()
	for _, f := range ledger.Check(ctx, w.store) {
		w.t.Errorf("log: %+v", f)
	}
	by, err := w.cat.AllSnapshots(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	listed := map[string]int{}
	for _, l := range by {
		for _, s := range l {
			listed[s.Object]++
			if sum, err := hashObject(ctx, w.store, s.Object, s.Bytes); err != nil || sum != s.SHA256 {
				w.t.Errorf("%s: %v, or other bytes than listed", s.Object, err)
			}
		}
	}
	stored := map[string]int{}
	for key, err := range w.store.List(ctx, "snapshots/") {
		if err != nil {
			w.t.Fatal(err)
		}
		stored[key] = 1
	}
	if !maps.Equal(listed, stored) {
		w.t.Errorf("stored are %v, the log lists %v", slices.Sorted(maps.Keys(stored)), listed)
	}
}

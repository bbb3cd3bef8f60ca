package watch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/fetch"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
)

func (w *world) withdrawn(url string) []catalog.Snapshot {
	w.t.Helper()
	by, err := w.cat.Withdrawn(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return by[source.ID(url)]
}

func (w *world) withdraw(url string, s catalog.Snapshot) (int64, error) {
	return w.w.Withdraw(context.Background(), Withdrawal{Snapshot: s, URL: url, Why: "endangers a witness", By: "anna", Remover: w.store.(store.Remover)})
}

func (w *world) mustWithdraw(url string, s catalog.Snapshot) {
	w.t.Helper()
	if _, err := w.withdraw(url, s); err != nil {
		w.t.Fatal(err)
	}
}

// states gives the states that the log tells of withdrawals of an object.
func (w *world) states(object string) (list []string) {
	w.t.Helper()
	r, err := ledger.OpenReader(context.Background(), w.store)
	if err != nil {
		w.t.Fatal(err)
	}
	for line, err := range r.Records(context.Background(), 0) {
		if err != nil {
			w.t.Fatal(err)
		}
		if line.Kind == ledger.KindWithdrawal && strings.Contains(string(line.Body), `"object":"`+object+`"`) {
			_, state, _ := strings.Cut(string(line.Body), `"state":"`)
			state, _, _ = strings.Cut(state, `"`)
			list = append(list, state)
		}
	}
	return list
}

// TestWithdraw: what a pass says of a source, and does, after its snapshots were
// withdrawn one by one.
func TestWithdraw(t *testing.T) { // raced
	w := newWorld(t)
	url, other := w.at("a", "/x", says(1)), w.at("b", "/x", says(5))
	m := report("r", url, other)
	w.pass(all, m)
	w.at("a", "/x", says(2))
	w.now = w.now.Add(day)
	w.want(w.pass(all, m).Citations[0], "changed replaced taken")
	snaps := w.snapshots(url)

	// What a repair would have set aside of it goes too, and of others not.
	aside, others := "damaged/0123/"+snaps[0].Object, "damaged/4567/"+snaps[1].Object
	for _, key := range []string{aside, others} {
		if err := w.store.Create(context.Background(), key, strings.NewReader("bytes"), 5); err != nil {
			t.Fatal(err)
		}
	}
	w.mustWithdraw(url, snaps[0])
	var left []string
	for key := range w.store.List(context.Background(), "damaged/") {
		left = append(left, key)
	}
	if fmt.Sprint(left) != fmt.Sprint([]string{others}) {
		t.Errorf("set aside are %q", left)
	}
	if got := w.states(snaps[0].Object); fmt.Sprint(got) != "[decided removed]" {
		t.Errorf("the log tells %v", got)
	}
	w.now = w.now.Add(day)
	row := w.pass(all, m).Citations[0]
	w.want(row, "ok same kept")
	if a := row.Archive; a.State != Intact || a.SHA256 != snaps[1].SHA256 || a.Withdrawn == nil || a.Withdrawn.SHA256 != snaps[0].SHA256 {
		t.Errorf("the next one stands for it: %+v", a)
	}
	// The page that was withdrawn, again: judged, and not stored.
	w.at("a", "/x", says(1))
	w.now = w.now.Add(day)
	row = w.pass(all, m).Citations[0]
	w.want(row, "changed replaced kept")
	// A person may accept what was seen all the same: that very page.
	if !row.Live.Shows.Equal(moment(snaps[0].CapturedAt)) {
		t.Errorf("it shows what the snapshot of %s does, told is %s", snaps[0].CapturedAt, row.Live.Shows)
	}
	m.Footnotes[0].Citations[0].Accept = &source.Accept{Verdict: "changed", Reason: "replaced", Seen: row.Live.Shows}
	w.now = w.now.Add(day)
	if row := w.pass(all, m).Citations[0]; row.Result != "warn" || row.ChangedAgain {
		t.Errorf("accepted: %s, changed again: %v", row.Result, row.ChangedAgain)
	}
	w.at("a", "/x", says(4))
	w.now = w.now.Add(day)
	if row := w.pass(Options{Check: true}, m).Citations[0]; row.Result != "fail" || !row.ChangedAgain {
		t.Errorf("another page: %s, changed again: %v", row.Result, row.ChangedAgain)
	}
	w.at("a", "/x", says(1))
	m.Footnotes[0].Citations[0].Accept = nil
	listed := 0
	if err := w.cat.EachSnapshot(context.Background(), func(catalog.Listed) { listed++ }); err != nil || listed != 2 {
		t.Errorf("%d snapshots are read again by audits, want 2 (%v)", listed, err)
	}

	w.mustWithdraw(url, snaps[1])
	w.now = w.now.Add(day)
	row = w.pass(all, m).Citations[0]
	w.want(row, "ok first-seen none")
	if a := row.Archive; a.State != Missing || a.Object != "" || a.Withdrawn == nil || row.Result != "fail" ||
		!strings.Contains(strings.Join(row.Why, " "), "endangers a witness") {
		t.Errorf("all gone: %s, %+v, %v", row.Result, a, row.Why)
	}
	m.Footnotes[0].Citations[0].Accept = &source.Accept{Archive: Missing}
	if row := w.pass(Options{Check: true}, m).Citations[0]; row.Result != "warn" || !row.Accepted {
		t.Errorf("accepted as missing: %s, %v", row.Result, row.Accepted)
	}
	// The same words with other numbers around are the same page; other words are not.
	w.at("a", "/x", status(200, strings.Replace(article(2), "</h1>", "</h1><p>12,345 56</p>", 1)))
	w.now = w.now.Add(day)
	if row := w.pass(all, m).Citations[0]; row.Snapshot != "none" {
		t.Errorf("the same words: %s", row.Snapshot)
	}
	w.at("a", "/x", says(3))
	w.now = w.now.Add(day)
	row = w.pass(all, m).Citations[0]
	if row.Snapshot != "taken" || row.Archive.State != Intact || row.Archive.Withdrawn == nil {
		t.Errorf("another page: %s, %+v", row.Snapshot, row.Archive)
	}
	if n := len(w.snapshots(url)); n != 1 || len(w.withdrawn(url)) != 2 {
		t.Errorf("%d are kept, %d withdrawn", n, len(w.withdrawn(url)))
	}
	w.sound()
	// A catalog made anew says the same.
	fresh, err := catalog.OpenMemory(context.Background())
	if err == nil {
		defer fresh.Close()
		err = CatchUp(context.Background(), w.store, fresh, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	again, err := fresh.Withdrawn(context.Background())
	if err != nil || fmt.Sprintf("%+v", again[source.ID(url)][0].Withdrawal) != fmt.Sprintf("%+v", w.withdrawn(url)[0].Withdrawal) {
		t.Errorf("rebuilt: %+v, %v", again, err)
	}
}

// A capture within the second of one that was withdrawn gets a key of its own.
func TestWithdrawnKey(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url)
	w.pass(all, m)
	first := w.snapshots(url)[0]
	w.mustWithdraw(url, first)
	w.at("a", "/x", says(2))
	w.now = w.now.Add(time.Millisecond)
	if row := w.pass(all, m).Citations[0]; row.Archive.Object == first.Object || row.Archive.State != Intact {
		t.Errorf("archive: %+v", row.Archive)
	}
	w.sound()
}

// lockedStore is one that refuses removals, or breaks down over them.
type lockedStore struct {
	store.Store
	err error
}

func (s *lockedStore) Remove(ctx context.Context, key string) error {
	if s.err != nil {
		return s.err
	}
	return s.Store.(store.Remover).Remove(ctx, key)
}

// TestWithdrawRefused: what a lock refuses stays in use; what only failed does
// not, and is gone on with.
func TestWithdrawRefused(t *testing.T) {
	until := noon.Add(1000 * day)
	mem := store.NewMem(t)
	st := &lockedStore{Store: mem}
	w := newWorldOver(t, st)
	url := w.at("a", "/x", says(1))
	m := report("r", url)
	w.pass(all, m)
	s := w.snapshots(url)[0]

	st.err = &store.LockedError{Key: s.Object, Mode: "compliance", Until: until}
	var locked *store.LockedError
	if _, err := w.withdraw(url, s); !errors.As(err, &locked) || !locked.Until.Equal(until) {
		t.Errorf("Withdraw under a lock: %v", err)
	}
	if got := w.states(s.Object); fmt.Sprint(got) != "[decided refused]" {
		t.Errorf("the log tells %v", got)
	}
	if row := w.pass(Options{Check: true}, m).Citations[0]; row.Archive.State != Intact || row.Archive.Withdrawn != nil {
		t.Errorf("under a lock: %+v", row.Archive)
	}
	w.sound()

	st.err = errors.New("the server is down")
	var unfinished *UnfinishedError
	if _, err := w.withdraw(url, s); !errors.As(err, &unfinished) {
		t.Errorf("Withdraw from a server that is down: %v", err)
	}
	if row := w.pass(Options{Check: true}, m).Citations[0]; row.Archive.State != Missing || row.Archive.Withdrawn == nil {
		t.Errorf("decided: %+v", row.Archive)
	}
	if done, refused, err := w.w.FinishWithdrawals(context.Background()); done != 0 || len(refused) != 1 || err != nil {
		t.Errorf("still down: %d done, %v, %v", done, refused, err)
	}
	st.err = nil
	if done, refused, err := w.w.FinishWithdrawals(context.Background()); done != 1 || len(refused) != 0 || err != nil {
		t.Errorf("up again: %d done, %v, %v", done, refused, err)
	}
	if done, refused, err := w.w.FinishWithdrawals(context.Background()); done != 0 || len(refused) != 0 || err != nil {
		t.Errorf("done already: %d done, %v, %v", done, refused, err)
	}
	if mem.Get(s.Object) != nil {
		t.Error("its bytes are there")
	}
	w.sound()

	// Put back under a lock: that it was removed stays said, and it is not shown.
	mem.Put(s.Object, []byte("bytes"))
	st.err = locked
	if _, err := w.withdraw(url, w.withdrawn(url)[0]); !errors.As(err, &locked) {
		t.Errorf("Withdraw of what came back under a lock: %v", err)
	}
	if g := w.withdrawn(url); len(g) != 1 || g[0].Withdrawal.State != ledger.WithdrawalRemoved {
		t.Errorf("%+v", g)
	}
}

// TestWithdrawCrashOrder fails each write of a withdrawal, before and after it is
// done, once and for good. No bytes are ever gone without a reason in the log, and
// the next process does what was decided.
func TestWithdrawCrashOrder(t *testing.T) {
	const writes = 11 // five for each record in the log, and the removal
	for _, fault := range []store.Fault{store.FailBefore, store.FailAfter} {
		for n := 1; n <= writes; n++ {
			for _, forGood := range []bool{false, true} {
				t.Run(fmt.Sprintf("write %d, fault %d, for good %v", n, fault, forGood), func(t *testing.T) {
					mem := store.NewMem(t)
					w := newWorldOver(t, mem)
					url := w.at("a", "/x", says(1))
					m := report("r", url)
					w.pass(all, m)
					s := w.snapshots(url)[0]
					made := 0
					mem.Inject(func(c store.Call) store.Fault {
						if c.Write == 0 {
							return store.NoFault
						}
						if made++; made == n || forGood && made > n {
							return fault
						}
						return store.NoFault
					})
					_, err := w.withdraw(url, s)
					mem.Inject(nil)
					if n > 1 && !forGood && made < writes && err == nil {
						t.Errorf("%d writes are made, %d are tried", made, writes)
					}
					gone := mem.Get(s.Object) == nil
					w.open()
					if decided := len(w.withdrawn(url)) > 0; gone && !decided {
						t.Fatal("its bytes are gone, and the log does not say why")
					} else if decided {
						if _, refused, err := w.w.FinishWithdrawals(context.Background()); err != nil || len(refused) > 0 {
							t.Fatalf("finish: %v, %v", err, refused)
						}
						if g := w.withdrawn(url)[0].Withdrawal; mem.Get(s.Object) != nil || g.State != ledger.WithdrawalRemoved || g.Why == "" || g.By != "anna" || g.TextSHA256 == "" {
							t.Errorf("finished: %+v, bytes are there: %v", g, mem.Get(s.Object) != nil)
						}
					} else {
						w.mustWithdraw(url, w.snapshots(url)[0])
					}
					w.now = w.now.Add(day)
					w.want(w.pass(all, m).Citations[0], "ok first-seen none")
					w.sound()
				})
			}
		}
	}
}

// Of a source with a withdrawn snapshot no other archive is asked for a copy, nor
// to capture it.
func TestWithdrawnIsNotRescued(t *testing.T) {
	w := newWorld(t)
	s := w.rescuer()
	s.TakesKeys("a:b")
	url, fine := w.at("a", "/x", says(1)), w.at("b", "/x", says(2))
	m := report("r", url, fine)
	w.pass(all, m)
	w.mustWithdraw(url, w.snapshots(url)[0])
	w.w.cfg.Rescue.Save = &fetch.SaveOptions{Keys: fetch.Keys{Access: "a", Secret: "b"}, Poll: time.Millisecond, Patience: 100 * time.Millisecond}
	w.w.cfg.Rescue.SaveEvery = time.Millisecond
	w.now = w.now.Add(day)
	w.pass(all, m)
	w.wantRequests(url)
	w.at("a", "/x", gone)
	s.Add(copyOf(url, -3, article(1)))
	for range 5 {
		w.now = w.now.Add(2 * day)
		w.pass(all, m)
	}
	if row := w.pass(all, m).Citations[0]; row.Live.Verdict != verdict.Dead || row.Archive.State == Intact {
		t.Errorf("%s, archive %+v", row.Live.Verdict, row.Archive)
	}
	w.wantRequests(url)
	if len(w.requests(fine)) == 0 {
		t.Error("nothing was asked of the other either: nothing was tested")
	}
}

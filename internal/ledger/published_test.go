package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"archiver/internal/store"
)

// overwritten are the ways in which somebody may leave log/checkpoint, in a log
// with checkpoints at 0, 2, 5 and 6 entries.
var overwritten = []struct {
	name string
	do   func(w *world)
	code string
}{
	{"removed", func(w *world) { w.archive.Put(checkpointObject, nil) }, CodeCheckpointMissing},
	{"emptied", func(w *world) { w.archive.Put(checkpointObject, []byte{}) }, CodeCheckpointAltered},
	{"rubbish", func(w *world) { w.archive.Put(checkpointObject, []byte("rubbish")) }, CodeCheckpointAltered},
	{"too long", func(w *world) { w.archive.Put(checkpointObject, make([]byte, maxCheckpoint+1)) }, CodeUnreadable},
	{"forged", func(w *world) {
		w.archive.Put(checkpointObject, bytes.Replace(w.archive.Get(checkpointObject), []byte("\n6\n"), []byte("\n4\n"), 1))
	}, CodeCheckpointSignature},
	{"of another log", func(w *world) {
		other := newWorld(w.t)
		appendN(w.t, other.open(), 0, 9)
		w.archive.Put(checkpointObject, other.archive.Get(checkpointObject))
	}, CodeCheckpointSignature},
	{"an old one", func(w *world) { w.archive.Put(checkpointObject, w.archive.Get(checkpointPath(2))) }, CodeCheckpointOld},
	{"the first one", func(w *world) { w.archive.Put(checkpointObject, w.archive.Get(checkpointPath(0))) }, CodeCheckpointOld},
}

func threeBatches(t *testing.T) *world {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 2)
	appendN(t, l, 2, 3)
	appendN(t, l, 5, 1)
	return w
}

// An overwritten log/checkpoint stops neither readers nor writers, and is told of.
func TestCheckpointOverwritten(t *testing.T) {
	for _, c := range overwritten {
		t.Run(c.name, func(t *testing.T) {
			w := threeBatches(t)
			c.do(w)
			hint := w.archive.Get(checkpointObject)
			r, err := OpenReader(ctx, w.archive)
			if err != nil {
				t.Fatal(err)
			}
			if r.Size() != 6 || !bytes.Equal(r.Checkpoint(), w.archive.Get(checkpointPath(6))) || r.Fault() == nil {
				t.Errorf("a reader of %d entries, fault %v", r.Size(), r.Fault())
			}
			if _, err := r.Prove(ctx, 5); err != nil {
				t.Error(err)
			}
			if got := numbers(t, w.archive); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5}) {
				t.Errorf("records %v", got)
			}
			if f := Check(ctx, w.archive); len(f) != 1 || f[0].Object != checkpointObject || f[0].Code != c.code || f[0].Warning {
				t.Errorf("findings %+v", f)
			}
			if f := CheckHead(ctx, w.archive, w.head.Get("head")); len(f) > 0 {
				t.Errorf("the head: %+v", f)
			}

			l := w.open()
			appendN(t, l, 6, 2)
			if told := l.Mended(); len(told) != 1 || told[0].Index != 6 || told[0].MendRecord != mendRecords(t, w.archive)[0] {
				t.Errorf("told of it: %+v", told)
			}
			if again := w.open().Mended(); len(again) != 0 {
				t.Errorf("told again: %+v", again)
			}
			checkClean(t, w.archive)
			if got := numbers(t, w.archive); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6, 7}) {
				t.Errorf("records %v", got)
			}
			mends := mendRecords(t, w.archive)
			if len(mends) != 1 || mends[0].Object != checkpointObject || mends[0].Fault == "" ||
				hint == nil && mends[0].Found != "" || hint != nil && mends[0].Found != fmt.Sprintf("%x", sha256.Sum256(hint)) {
				t.Errorf("logged of it: %+v", mends)
			}
		})
	}
}

func mendRecords(t *testing.T, st store.Store) (out []MendRecord) {
	t.Helper()
	r, err := OpenReader(ctx, st)
	if err != nil {
		t.Fatal(err)
	}
	for line, err := range r.Records(ctx, 0) {
		var m MendRecord
		if err == nil && line.Kind == KindMend {
			if err := json.Unmarshal(line.Body, &m); err != nil {
				t.Fatal(err)
			}
			out = append(out, m)
		}
	}
	return out
}

// The same while the log is open.
func TestCheckpointOverwrittenMeanwhile(t *testing.T) { // raced
	for _, c := range overwritten {
		w := threeBatches(t)
		l := w.open()
		c.do(w)
		b := appendN(t, l, 6, 2)
		if b.First != 7 || b.Size != 9 {
			t.Errorf("%s: the batch is entries %d to %d", c.name, b.First, b.Size-1)
		}
		checkClean(t, w.archive)
		if m := mendRecords(t, w.archive); len(m) != 1 {
			t.Errorf("%s: logged of it: %+v", c.name, m)
		}
	}
}

// Where log/checkpoint can neither be read nor replaced, readers and writers go on
// without, and say so; what was found is logged once, however many processes find it.
// Where somebody does the same again after it was put right, that is logged too.
func TestCheckpointStuck(t *testing.T) {
	for name, put := range map[string][]byte{"one behind": nil, "old": nil, "removed": nil, "rubbish": []byte("x"), "longer than a swap": make([]byte, store.MaxSwap+1), "unreadable": nil} {
		t.Run(name, func(t *testing.T) {
			w := threeBatches(t)
			switch {
			case name == "old":
				put = w.archive.Get(checkpointPath(2))
			case name == "removed":
			case put == nil:
				put = w.archive.Get(checkpointPath(6))
			}
			w.archive.Put(checkpointObject, put)
			w.archive.Inject(func(c store.Call) store.Fault {
				if c.Key == checkpointObject && (c.Op == "swap" || c.Op == "open" && name == "unreadable") {
					return store.FailBefore
				}
				return store.NoFault
			})
			n := 6
			for i := range 4 {
				l := w.open()
				for range 3 {
					if i == 3 {
						w.open() // adds nothing
					}
					appendN(t, l, n, 2)
					n += 2
					if l.Fault() == nil {
						t.Error("nothing is said of it")
					}
				}
				r, err := OpenReader(ctx, w.archive)
				if err != nil || r.Fault() == nil {
					t.Fatalf("a reader: %v", err)
				}
			}
			w.archive.Inject(nil)
			if got := numbers(t, w.archive); len(got) != n || !slices.IsSorted(got) {
				t.Errorf("records %v", got)
			}
			for _, f := range Check(ctx, w.archive) {
				if f.Object != checkpointObject {
					t.Errorf("%+v", f)
				}
			}
			once := 1
			if name == "unreadable" {
				once = 0
			}
			if m := mendRecords(t, w.archive); len(m) != once {
				t.Errorf("logged %d times", len(m))
			}
			if name == "longer than a swap" {
				return // for a person to remove
			}
			l := w.open()
			appendN(t, l, n, 1)
			if l.Fault() != nil {
				t.Error(l.Fault())
			}
			checkClean(t, w.archive)
			before := mendRecords(t, w.archive)
			if len(before) > once+1 { // that it could be replaced looks as if it was done again
				t.Errorf("logged %d times", len(before))
			}
			if once == 0 {
				return
			}
			w.archive.Put(checkpointObject, put)
			appendN(t, w.open(), n+1, 1)
			checkClean(t, w.archive)
			if m := mendRecords(t, w.archive); len(m) != len(before)+1 {
				t.Errorf("done again, it is logged %d times, before %d", len(m), len(before))
			}
		})
	}
}

// The same in the middle of an append: what was committed is, and the next append
// puts things right and logs it.
func TestCheckpointOverwrittenAmidst(t *testing.T) {
	w := threeBatches(t)
	l := w.open()
	w.head.Inject(func(c store.Call) store.Fault {
		if c.Op == "swap" {
			w.archive.Put(checkpointObject, []byte("vandal"))
		}
		return store.NoFault
	})
	appendN(t, l, 6, 2)
	if l.Fault() == nil || string(w.archive.Get(checkpointObject)) != "vandal" {
		t.Errorf("fault %v, log/checkpoint %q", l.Fault(), w.archive.Get(checkpointObject))
	}
	w.head.Inject(nil)
	appendN(t, l, 8, 1)
	checkClean(t, w.archive)
	if m := mendRecords(t, w.archive); len(m) != 1 {
		t.Errorf("logged of it: %+v", m)
	}
	if got := numbers(t, w.archive); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6, 7, 8}) {
		t.Errorf("records %v", got)
	}
}

// Who needs no more than log/checkpoint has lists nothing, however long the log is;
// nor does who reads the newest records.
func TestReadersThatListNothing(t *testing.T) {
	w := threeBatches(t)
	w.archive.Inject(func(c store.Call) store.Fault {
		if c.Op == "list" {
			return store.FailBefore
		}
		return store.NoFault
	})
	defer w.archive.Inject(nil)
	r, err := OpenReaderAt(ctx, w.archive, 6)
	if err != nil || r.Size() != 6 || r.Fault() != nil {
		t.Fatalf("%+v, %v", r, err)
	}
	for from := int64(0); from <= 7; from++ {
		next := from
		for line, err := range r.Records(ctx, from) {
			if err != nil || line.Index != next {
				t.Errorf("from %d: record %d, %v", from, line.Index, err)
			}
			next++
		}
		if next != max(from, 6) {
			t.Errorf("from %d: it ends at %d", from, next)
		}
	}
	if _, err := OpenReaderAt(ctx, w.archive, 7); !errors.Is(err, store.ErrInjected) {
		t.Errorf("for 7 entries: %v", err)
	}
	w.archive.Inject(nil)
	w.archive.Put(checkpointObject, w.archive.Get(checkpointPath(2)))
	for enough, size := range map[int64]int64{1: 2, 2: 2, 3: 6, 6: 6, 7: 6} {
		if r, err := OpenReaderAt(ctx, w.archive, enough); err != nil || r.Size() != size {
			t.Errorf("for %d entries of an old checkpoint: %+v, %v", enough, r, err)
		}
	}
}

// One batch behind is what a crash leaves: no alarm, and nothing is logged.
func TestCheckpointOneBehind(t *testing.T) {
	w := threeBatches(t)
	w.archive.Put(checkpointObject, w.archive.Get(checkpointPath(5)))
	r, err := OpenReader(ctx, w.archive)
	if err != nil || r.Size() != 6 || r.Fault() != nil {
		t.Fatalf("a reader of %d entries, %v, %v", r.Size(), r.Fault(), err)
	}
	if f := Check(ctx, w.archive); len(f) != 1 || f[0].Code != CodeUnfinished || f[0].Object != checkpointObject || !f[0].Warning {
		t.Errorf("findings %+v", f)
	}
	appendN(t, w.open(), 6, 1)
	checkClean(t, w.archive)
	if m := mendRecords(t, w.archive); len(m) > 0 {
		t.Errorf("logged: %+v", m)
	}
}

// Where immutable checkpoints are gone or altered too, the newest that is left
// serves the reader; the writer refuses.
func TestCheckpointsAltered(t *testing.T) {
	w := threeBatches(t)
	w.archive.Put(checkpointObject, []byte("x"))
	w.archive.Put(checkpointPath(6), []byte("x"))
	w.archive.Put(checkpointPath(900), w.archive.Get(checkpointPath(5)))
	w.archive.Put(checkpointPrefix+"junk", []byte("x"))
	r, err := OpenReader(ctx, w.archive)
	if err != nil || r.Size() != 5 || r.Fault() == nil {
		t.Fatalf("a reader of %d entries, %v, %v", r.Size(), r.Fault(), err)
	}
	named := map[string]bool{}
	for _, f := range Check(ctx, w.archive) {
		named[f.Object] = true
	}
	for _, key := range []string{checkpointObject, checkpointPath(6), checkpointPath(900), checkpointPrefix + "junk"} {
		if !named[key] {
			t.Errorf("%s is not named", key)
		}
	}
	before := fmt.Sprint(dump(w.archive), dump(w.head))
	if _, err := Open(ctx, w.config()); !errors.Is(err, store.ErrExists) {
		t.Errorf("Open: %v", err) // the altered checkpoint cannot be written over
	}
	if now := fmt.Sprint(dump(w.archive), dump(w.head)); now != before {
		t.Error("something was changed")
	}
}

// An archive that cannot be read is not taken for one that was altered.
func TestCheckpointUnreadable(t *testing.T) {
	for _, prefix := range []string{"open " + checkpointPath(6), "list " + checkpointPrefix} {
		w := threeBatches(t)
		w.archive.Put(checkpointObject, w.archive.Get(checkpointPath(2)))
		w.archive.Inject(func(c store.Call) store.Fault {
			if c.Op+" "+c.Key == prefix {
				return store.FailBefore
			}
			return store.NoFault
		})
		if r, err := OpenReader(ctx, w.archive); !errors.Is(err, store.ErrInjected) {
			t.Errorf("%s fails: a reader of %+v, %v", prefix, r, err)
		}
		w.archive.Inject(nil)
	}
}

// A log without its key is none; nor is nothing.
func TestLogWithoutKey(t *testing.T) {
	w := threeBatches(t)
	w.archive.Put(keyObject, nil)
	w.archive.Put(checkpointObject, nil)
	var altered *AlteredError
	if _, err := OpenReader(ctx, w.archive); !errors.As(err, &altered) || altered.Object != keyObject {
		t.Errorf("without key and checkpoint: %v", err)
	}
	if _, err := OpenReader(ctx, store.NewMem(t)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of nothing: %v", err)
	}
}

// Every call made to fail in turn while an overwritten checkpoint is put right, of
// an archive to which a process was just appending.
func TestMendCrash(t *testing.T) {
	begin := func(half bool) (*world, []byte) {
		w := threeBatches(t)
		w.archive.Put(checkpointObject, w.archive.Get(checkpointPath(6)))
		if half {
			l := w.open()
			w.archive.Inject(func(c store.Call) store.Fault {
				if c.Key == tilePath(0, 0, 8) {
					return store.FailBefore
				}
				return store.NoFault
			})
			var u *UnpublishedError
			if _, err := l.Append(ctx, recs(6, 2)...); !errors.As(err, &u) {
				t.Fatalf("Append: %v", err)
			}
			w.archive.Inject(nil)
		}
		w.archive.Put(checkpointObject, []byte("vandal"))
		return w, w.head.Get("head")
	}
	for _, half := range []bool{false, true} {
		var count faults
		w, _ := begin(half)
		count.inject(w)
		w.open()
		if count.step < 10 {
			t.Fatalf("only %d steps: %q", count.step, count.seen)
		}
		for at := 1; at <= count.step; at++ {
			for _, kind := range []store.Fault{store.FailBefore, store.FailAfter} {
				for _, dying := range []bool{true, false} {
					name := fmt.Sprintf("half %v, %d %s, after %v, dying %v", half, at, count.seen[at-1], kind == store.FailAfter, dying)
					w, _ := begin(half)
					f := &faults{at: at, kind: kind, dying: dying}
					f.inject(w)
					Open(ctx, w.config())
					w.archive.Inject(nil)
					w.head.Inject(nil)
					l, err := Open(ctx, w.config())
					if err != nil {
						t.Fatalf("%s: then Open: %v", name, err)
					}
					appendN(t, l, 8, 1)
					for _, f := range Check(ctx, w.archive) {
						t.Fatalf("%s: %s %s: %s", name, f.Code, f.Object, f.Detail)
					}
					want := []int{0, 1, 2, 3, 4, 5, 6, 7, 8}
					if !half {
						want = []int{0, 1, 2, 3, 4, 5, 8}
					}
					if got := numbers(t, w.archive); !slices.Equal(got, want) {
						t.Fatalf("%s: records %v", name, got)
					}
					if m := mendRecords(t, w.archive); len(m) != 1 {
						t.Fatalf("%s: logged %d times", name, len(m))
					}
				}
			}
		}
	}
}

// Recover is not stopped by an overwritten checkpoint, and nothing else that is
// altered is passed over.
func TestRecoverOverwritten(t *testing.T) {
	for _, c := range overwritten {
		w := threeBatches(t)
		c.do(w)
		w.head.Put("head", nil)
		var lost *HeadLostError
		if _, err := Open(ctx, w.config()); !errors.As(err, &lost) || lost.Size != 6 {
			t.Errorf("%s: Open: %v", c.name, err)
		}
		l, err := Recover(ctx, w.config(), "why")
		if err != nil {
			t.Errorf("%s: Recover: %v", c.name, err)
			continue
		}
		appendN(t, l, 6, 1)
		checkClean(t, w.archive)
		if got := numbers(t, w.archive); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6}) {
			t.Errorf("%s: records %v", c.name, got)
		}
	}
	w := threeBatches(t)
	w.head.Put("head", nil)
	w.archive.Put(checkpointPath(2), []byte("x"))
	var not *NotIntactError
	if _, err := Recover(ctx, w.config(), "why"); !errors.As(err, &not) || !strings.Contains(err.Error(), checkpointPath(2)) {
		t.Errorf("Recover: %v", err)
	}
}

// What others put where later checkpoints would stand keeps nobody from recovering,
// and is told of. Where it is in the place of the newest, whose batch was claimed, the
// log is not gone on from before it.
func TestRecoverJunkAhead(t *testing.T) {
	w := threeBatches(t)
	ahead := []string{checkpointPath(9), checkpointPath(900)}
	w.archive.Put(ahead[0], []byte("junk"))
	w.archive.Put(ahead[1], w.archive.Get(checkpointPath(5)))
	for _, f := range Check(ctx, w.archive) {
		if !f.Warning || !slices.Contains(ahead, f.Object) {
			t.Errorf("%+v", f)
		}
	}
	w.head.Put("head", nil)
	l, err := Recover(ctx, w.config(), "why")
	if err != nil {
		t.Fatal(err)
	}
	if p := l.Passed(); len(p) != 2 || p[0].Object != ahead[0] || p[1].Object != ahead[1] {
		t.Errorf("passed over: %+v", p)
	}
	appendN(t, l, 6, 1)
	if got := numbers(t, w.archive); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6}) {
		t.Errorf("records %v", got)
	}

	w = threeBatches(t)
	w.archive.Put(checkpointPath(6), []byte("junk"))
	w.archive.Put(checkpointObject, w.archive.Get(checkpointPath(5)))
	w.head.Put("head", nil)
	if _, err := Recover(ctx, w.config(), "why"); !errors.Is(err, store.ErrExists) {
		t.Errorf("Recover: %v", err)
	}
	w.archive.Put(checkpointPath(6), nil)
	if l, err = Recover(ctx, w.config(), "why"); err != nil {
		t.Fatal(err)
	}
	appendN(t, l, 6, 1)
	checkClean(t, w.archive)
	if got := numbers(t, w.archive); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6}) {
		t.Errorf("records %v", got)
	}
}

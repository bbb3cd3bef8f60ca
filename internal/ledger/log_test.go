package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/store"
	"archiver/internal/webtest/ram"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var ctx = context.Background()

func TestAppendAndRead(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	n := 0
	for _, size := range []int{1, 2, 252, 1, 1, 300, 0, 500} {
		b := appendN(t, l, n, size)
		if b.First != int64(n) || b.Size != int64(n+size) || len(b.Hashes) != size {
			t.Fatalf("batch %+v, want %d records from %d", b, size, n)
		}
		n += size
	}
	checkClean(t, w.archive)
	got := numbers(t, w.archive)
	for i, x := range got {
		if x != i {
			t.Fatalf("record %d says %d", i, x)
		}
	}
	if len(got) != n {
		t.Fatalf("%d records, want %d", len(got), n)
	}
	// A tree built by x/mod from the entries has the signed root.
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	var hashes []tlog.Hash
	read := tlog.HashReaderFunc(func(ix []int64) (out []tlog.Hash, err error) {
		for _, i := range ix {
			out = append(out, hashes[i])
		}
		return out, nil
	})
	i := int64(0)
	for line, err := range r.Records(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		entry := fmt.Appendf(nil, `{"v":1,"record":"sha256:%x"}`, sha256.Sum256(line.Raw))
		hs, err := tlog.StoredHashes(i, entry, read)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, hs...)
		i++
	}
	if root, err := tlog.TreeHash(i, read); err != nil || root != r.cp.root {
		t.Errorf("root %v, %v; signed is %v", root, err, r.cp.root)
	}
	vkey, err := VerifierKey(w.key)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := note.Open(r.Checkpoint(), note.VerifierList(v))
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("%s\n%d\n%s\n", testOrigin, n, r.cp.root); opened.Text != want {
		t.Errorf("checkpoint %q, want %q", opened.Text, want)
	}
}

func TestLine(t *testing.T) {
	at := time.Date(2020, 2, 21, 11, 15, 0, 123456789, time.FixedZone("", 3600))
	seed := bytes.Repeat([]byte{0xab}, 16)
	body := SnapshotRecord{URL: "https://x.example/?a=1&b=<ü>\u2028", Status: 200}
	line, err := encodeLine(Record{Kind: KindSnapshot, At: at, Body: body}, time.Time{}, bytes.NewReader(seed))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"at":"2020-02-21T10:15:00.123Z","body":{`
	if !strings.HasPrefix(string(line), want) || !strings.HasSuffix(string(line), `},"kind":"snapshot","salt":"q6urq6urq6urq6urq6urqw","v":1}`) {
		t.Errorf("line is %s", line)
	}
	if !strings.Contains(string(line), `"url":"https://x.example/?a=1&b=<ü>\u2028"`) || bytes.ContainsAny(line, "\n\r") {
		t.Errorf("line is %s", line)
	}
	// The body's keys are sorted.
	inBody := regexp.MustCompile(`"([a-z_0-9]+)":`).FindAllStringSubmatch(string(line[len(want):bytes.Index(line, []byte(`,"collector":{`))]), -1)
	for i := 1; i < len(inBody); i++ {
		if inBody[i-1][1] > inBody[i][1] {
			t.Errorf("%s stands before %s", inBody[i-1][1], inBody[i][1])
		}
	}
	l, err := decodeLine(7, 9, line)
	if err != nil {
		t.Fatal(err)
	}
	var back SnapshotRecord
	if err := json.Unmarshal(l.Body, &back); err != nil || back != body {
		t.Errorf("body reads back as %+v, %v", back, err)
	}
	if l.Index != 7 || l.Batch != 9 || l.Kind != KindSnapshot || !l.At.Equal(at.Truncate(time.Millisecond)) {
		t.Errorf("line reads back as %+v", l)
	}

	for name, r := range map[string]Record{
		"no kind":    {Body: map[string]int{}},
		"no object":  {Kind: "x", Body: 5},
		"null":       {Kind: "x", Body: nil},
		"an array":   {Kind: "x", Body: []int{1}},
		"no JSON":    {Kind: "x", Body: map[string]any{"f": func() {}}},
		"too long":   {Kind: "x", Body: map[string]string{"f": strings.Repeat("x", maxLine)}},
		"of no salt": {Kind: "x", Body: map[string]int{}},
	} {
		seed := seed
		if name == "of no salt" {
			seed = seed[:15]
		}
		if line, err := encodeLine(r, at, bytes.NewReader(seed)); err == nil {
			t.Errorf("a record %s is encoded: %.80s", name, line)
		}
	}
}

func TestSaltsDiffer(t *testing.T) {
	w := newWorld(t)
	b, err := w.open().Append(ctx, rec(1), rec(1))
	if err != nil {
		t.Fatal(err)
	}
	if b.Hashes[0] == b.Hashes[1] {
		t.Error("the same record twice has the same hash")
	}
}

func TestEntryLimit(t *testing.T) {
	if _, err := appendEntry(nil, make([]byte, 1<<16)); err == nil {
		t.Error("an entry of 64 KiB is bundled")
	}
	if _, err := appendEntry(nil, make([]byte, 1<<16-1)); err != nil {
		t.Error(err)
	}
}

// faults plays a process that dies at, or is hit by an error at, one step.
type faults struct {
	at    int         // step that fails, from 1
	kind  store.Fault // how
	dying bool        // and everything after it
	step  int
	seen  []string
}

func (f *faults) hook(which string) func(store.Call) store.Fault {
	return func(c store.Call) store.Fault {
		f.step++
		f.seen = append(f.seen, fmt.Sprintf("%s %s %s", which, c.Op, c.Key))
		switch {
		case f.step == f.at:
			return f.kind
		case f.step > f.at && f.at > 0 && f.dying:
			return store.FailBefore
		}
		return store.NoFault
	}
}

func (f *faults) inject(w *world) {
	w.archive.Inject(f.hook("archive"))
	w.head.Inject(f.hook("head"))
}

// witnessed collects every checkpoint that ever stood in archive or head: what
// somebody may have seen. No later log may disagree with one of them.
type witnessed struct {
	w    *world
	seen map[string]bool
}

func (v *witnessed) look() {
	for _, key := range []string{checkpointObject, checkpointPath(0)} {
		if raw := v.w.archive.Get(key); raw != nil {
			v.seen[string(raw)] = true
		}
	}
	if raw := v.w.head.Get("head"); raw != nil {
		if cp, _, err := splitHead(raw); err == nil {
			v.seen[string(cp)] = true
		}
	}
}

// fork gives the first of them that is no beginning of the log as it is now.
func (v *witnessed) fork() error {
	r, err := OpenReader(ctx, v.w.archive)
	if err != nil {
		return err
	}
	for raw := range v.seen {
		cp, err := parseCheckpoint([]byte(raw), r.v)
		if err != nil {
			return err
		}
		proof, err := r.Consistency(ctx, cp.size, r.cp.size)
		if err != nil {
			return err
		}
		if !consistent(proof, cp, r.cp) {
			return fmt.Errorf("somebody has seen a log of %d entries that this one of %d does not continue", cp.size, r.cp.size)
		}
	}
	return nil
}

// TestCrash lets every single call to archive and head fail, before and after
// the fact, of a process that dies there and of one that goes on. Afterwards the
// log is whole, what was acknowledged is in it once, and it can be appended to.
func TestCrash(t *testing.T) {
	// What the process does: begins a log, and appends over the edge of a tile.
	batches := []int{2, 253, 3}
	work := func(w *world, acked *[]int, unpublished *[]int) error {
		l, err := Open(ctx, w.config())
		if err != nil {
			return err
		}
		var failed error
		n := 0
		for _, size := range batches {
			_, err := l.Append(ctx, recs(n, size)...)
			var u *UnpublishedError
			switch {
			case err == nil:
				for i := range size {
					*acked = append(*acked, n+i)
				}
			case errors.As(err, &u):
				failed = err
				for i := range size {
					*unpublished = append(*unpublished, n+i)
				}
			default:
				failed = err
			}
			n += size
		}
		return failed
	}
	var count faults
	w := newWorld(t)
	count.inject(w)
	var a, u []int
	if err := work(w, &a, &u); err != nil || len(u) > 0 {
		t.Fatalf("without faults: %v", err)
	}
	checkClean(t, w.archive)
	t.Logf("%d steps", count.step)
	if count.step < 40 {
		t.Fatalf("only %d steps: %q", count.step, count.seen)
	}
	for at := 1; at <= count.step; at++ {
		for _, kind := range []store.Fault{store.FailBefore, store.FailAfter} {
			if op := strings.Fields(count.seen[at-1])[1]; kind == store.FailAfter && (op == "open" || op == "list") {
				continue // nothing was done that could have been lost
			}
			for _, dying := range []bool{true, false} {
				name := fmt.Sprintf("%d %s, after %v, dying %v", at, count.seen[at-1], kind == store.FailAfter, dying)
				w := newWorld(t)
				v := &witnessed{w, map[string]bool{}}
				f := &faults{at: at, kind: kind, dying: dying}
				f.inject(w)
				var acked, unpublished []int
				err := work(w, &acked, &unpublished)
				w.archive.Inject(nil)
				w.head.Inject(nil)
				v.look()

				l, oerr := Open(ctx, w.config())
				v.look()
				if oerr != nil {
					t.Fatalf("%s: (%v) then Open: %v", name, err, oerr)
				}
				for _, f := range Check(ctx, w.archive) {
					t.Fatalf("%s: %s %s: %s", name, f.Code, f.Object, f.Detail)
				}
				got := numbers(t, w.archive)
				once := map[int]int{}
				for _, x := range got {
					once[x]++
				}
				for _, x := range append(acked, unpublished...) {
					if once[x] != 1 {
						t.Fatalf("%s: record %d is there %d times", name, x, once[x])
					}
				}
				if !dying && len(got) > len(acked)+len(unpublished) {
					// Only possible if the swap's reply was lost and the head unreadable.
					t.Fatalf("%s: %d records, of which %d known", name, len(got), len(acked)+len(unpublished))
				}
				if !slices.IsSorted(got) {
					t.Fatalf("%s: out of order", name)
				}
				appendN(t, l, 1000, 2)
				if got := numbers(t, w.archive); got[len(got)-1] != 1001 {
					t.Fatalf("%s: ends at %d", name, got[len(got)-1])
				}
				for _, f := range Check(ctx, w.archive) {
					t.Fatalf("%s, and one more batch: %s %s: %s", name, f.Code, f.Object, f.Detail)
				}
				if err := v.fork(); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
		}
	}
}

// A reply lost at the swap of the head is no failure: the head tells.
func TestHeadReplyLost(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	once := true
	w.head.Inject(func(c store.Call) store.Fault {
		if c.Op == "swap" && once {
			once = false
			return store.FailAfter
		}
		return store.NoFault
	})
	appendN(t, l, 0, 3)
	if got := numbers(t, w.archive); !slices.Equal(got, []int{0, 1, 2}) {
		t.Errorf("records %v", got)
	}
}

// Somebody who loses patience after the commit does not leave it half done.
func TestCancelledAfterCommit(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	ctx, cancel := context.WithCancel(ctx)
	w.head.Inject(func(c store.Call) store.Fault {
		if c.Op == "swap" {
			cancel()
		}
		return store.NoFault
	})
	// The head's own swap has passed its look at the context by then.
	b, err := l.Append(ctx, rec(1))
	if err != nil || b.Size != 1 {
		t.Fatalf("Append: %+v, %v", b, err)
	}
	checkClean(t, w.archive)
	if _, err := l.Append(ctx, rec(2)); !errors.Is(err, context.Canceled) {
		t.Errorf("Append with a dead context: %v", err)
	}
}

func TestRefuses(t *testing.T) {
	as := func(want any) func(error) bool { return func(err error) bool { return errors.As(err, want) } }
	for _, c := range []struct {
		name string
		do   func(w *world)
		is   func(error) bool
	}{
		{"head lost", func(w *world) { w.head.Put("head", nil) }, as(new(*HeadLostError))},
		{"head lost, checkpoint too", func(w *world) { w.head.Put("head", nil); w.archive.Put(checkpointObject, nil) }, as(new(*HeadLostError))},
		{"head lost, key too", func(w *world) { w.head.Put("head", nil); w.archive.Put(keyObject, nil) }, as(new(*HeadLostError))},
		{"head is rubbish", func(w *world) { w.head.Put("head", []byte("rubbish")) }, as(new(*HeadError))},
		{"head is empty", func(w *world) { w.head.Put("head", []byte{}) }, as(new(*HeadError))},
		{"head altered", func(w *world) {
			h := w.head.Get("head")
			i := bytes.Index(h, []byte("\n5\n"))
			h[i+1] = '6'
			w.head.Put("head", h)
		}, as(new(*HeadError))},
		{"another key", func(w *world) { w.key, _, _ = GenerateKey(testOrigin) }, as(new(*KeyMismatchError))},
		{"another name", func(w *world) { w.key, _, _ = GenerateKey("else") }, as(new(*KeyMismatchError))},
		{"another archive", func(w *world) { w.archive = store.NewMem(t) }, as(new(*BehindError))},
		{"no checkpoint at all", func(w *world) {
			for _, key := range []string{checkpointObject, checkpointPath(0), checkpointPath(2), checkpointPath(5)} {
				w.archive.Put(key, nil)
			}
		}, as(new(*BehindError))},
		{"old archive", func(w *world) {
			old := store.NewMem(t)
			copyTo(t, w.archive, old)
			appendN(t, w.open(), 5, 1)
			appendN(t, w.open(), 6, 1)
			w.archive = old
		}, as(new(*BehindError))},
		{"old archive, and its checkpoint gone", func(w *world) {
			old := store.NewMem(t)
			copyTo(t, w.archive, old)
			old.Put(checkpointObject, nil)
			appendN(t, w.open(), 5, 1)
			appendN(t, w.open(), 6, 1)
			w.archive = old
		}, as(new(*BehindError))},
		{"forked", func(w *world) {
			other := &world{t: t, archive: store.NewMem(t), head: store.NewMem(t), key: w.key}
			copyTo(t, w.archive, other.archive)
			copyTo(t, w.head, other.head)
			appendN(t, w.open(), 5, 1)
			appendN(t, other.open(), 6, 1)
			w.head = other.head
		}, as(new(*ForkError))},
		{"forked one batch back", func(w *world) {
			other := &world{t: t, archive: store.NewMem(t), head: store.NewMem(t), key: w.key}
			copyTo(t, w.archive, other.archive)
			copyTo(t, w.head, other.head)
			appendN(t, w.open(), 5, 2)
			appendN(t, other.open(), 6, 2)
			appendN(t, other.open(), 8, 1)
			w.head = other.head
		}, as(new(*ForkError))},
		{"archive within the head's batch", func(w *world) {
			other := &world{t: t, archive: store.NewMem(t), head: store.NewMem(t), key: w.key}
			copyTo(t, w.archive, other.archive)
			copyTo(t, w.head, other.head)
			appendN(t, w.open(), 5, 2)
			appendN(t, other.open(), 6, 5)
			w.head = other.head
		}, as(new(*ForkError))},
		{"checkpoint forged, and no other left", func(w *world) {
			cp := w.archive.Get(checkpointObject)
			w.archive.Put(checkpointObject, bytes.Replace(cp, []byte("\n5\n"), []byte("\n4\n"), 1))
			for _, size := range []int64{0, 2, 5} {
				w.archive.Put(checkpointPath(size), nil)
			}
		}, as(new(*AlteredError))},
		{"public key altered", func(w *world) {
			k := w.archive.Get(keyObject)
			k[len(k)-3] ^= 1
			w.archive.Put(keyObject, k)
		}, as(new(*AlteredError))},
		{"bad key", func(w *world) { w.key = "PRIVATE+KEY+x+1234" }, func(err error) bool { return err != nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			l := w.open()
			appendN(t, l, 0, 2)
			appendN(t, l, 2, 3)
			c.do(w)
			before := fmt.Sprint(dump(w.archive), dump(w.head))
			if _, err := Open(ctx, w.config()); !c.is(err) {
				t.Errorf("Open: %v", err)
			}
			if now := fmt.Sprint(dump(w.archive), dump(w.head)); now != before {
				t.Error("a refusal changed something")
			}
		})
	}
}

func dump(m *store.Mem) map[string]string {
	out := map[string]string{}
	for key := range m.List(ctx, "") {
		out[key] = string(m.Get(key))
	}
	return out
}

// An edge that was altered on disk is found before it is built upon.
func TestRefusesAlteredEdge(t *testing.T) {
	for i, key := range []string{tilePath(0, 1, 44), tilePath(1, 0, 1), entriesPath(1, 44), entriesPath(1, 44)} {
		w := newWorld(t)
		l := w.open()
		appendN(t, l, 0, 300)
		head := w.head.Get("head")
		data := w.archive.Get(key)
		data[len(data)/2+10*i] ^= 4 // of the bundle, the length of an entry, and an entry
		w.archive.Put(key, data)
		var altered *AlteredError
		if _, err := l.Append(ctx, rec(300)); !errors.As(err, &altered) {
			t.Errorf("%s altered: Append: %v", key, err)
		}
		if w.archive.Get(checkpointPath(301)) != nil || !bytes.Equal(w.head.Get("head"), head) {
			t.Errorf("%s altered: signed all the same", key)
		}
	}
}

func TestRecover(t *testing.T) {
	recovered := func(t *testing.T, w *world, want int) RecoveryRecord {
		t.Helper()
		l, err := Recover(ctx, w.config(), "disk replaced")
		if err != nil {
			t.Fatal(err)
		}
		appendN(t, l, 100, 2)
		appendN(t, w.open(), 102, 1)
		checkClean(t, w.archive)
		if got := numbers(t, w.archive); len(got) != want+3 {
			t.Errorf("records %v, want %d and 3 more", got, want)
		}
		r, err := OpenReader(ctx, w.archive)
		if err != nil {
			t.Fatal(err)
		}
		var found RecoveryRecord
		for line, err := range r.Records(ctx, 0) {
			if err == nil && line.Kind == KindRecovery {
				if err := json.Unmarshal(line.Body, &found); err != nil {
					t.Error(err)
				}
			}
		}
		if found.Reason != "disk replaced" || found.Fault == "" {
			t.Errorf("recovery record %+v", found)
		}
		return found
	}
	begin := func(t *testing.T) *world {
		w := newWorld(t)
		appendN(t, w.open(), 0, 5)
		return w
	}
	t.Run("nothing wrong", func(t *testing.T) {
		if _, err := Recover(ctx, begin(t).config(), "why"); !errors.Is(err, ErrNoNeed) {
			t.Errorf("Recover: %v", err)
		}
	})
	t.Run("no reason", func(t *testing.T) {
		w := begin(t)
		w.head.Put("head", nil)
		if _, err := Recover(ctx, w.config(), ""); err == nil {
			t.Error("recovered without a reason")
		}
	})
	t.Run("head lost", func(t *testing.T) {
		w := begin(t)
		w.head.Put("head", nil)
		if r := recovered(t, w, 5); r.Head != "" {
			t.Errorf("head %q", r.Head)
		}
	})
	t.Run("rubbish head", func(t *testing.T) {
		w := begin(t)
		w.head.Put("head", []byte("rubbish"))
		recovered(t, w, 5)
	})
	t.Run("rubbish head", func(t *testing.T) {
		w := begin(t)
		w.head.Put("head", []byte("rubbish"))
		recovered(t, w, 5)
	})
	t.Run("old archive", func(t *testing.T) {
		w := begin(t)
		old := store.NewMem(t)
		copyTo(t, w.archive, old)
		appendN(t, w.open(), 5, 2)
		appendN(t, w.open(), 7, 2)
		given := w.archive.Get(checkpointObject)
		w.archive = old
		if r := recovered(t, w, 5); r.Head != string(given) {
			t.Errorf("head %q", r.Head)
		}
	})
	t.Run("head lost, batch half written out", func(t *testing.T) {
		for step := 1; ; step++ {
			w := begin(t)
			n := 0
			w.archive.Inject(func(c store.Call) store.Fault {
				if c.Op == "create" || c.Op == "swap" {
					if n++; n >= step {
						return store.FailBefore
					}
				}
				return store.NoFault
			})
			l, err := Open(ctx, w.config())
			if err != nil {
				t.Fatal(err)
			}
			_, err = l.Append(ctx, recs(5, 255)...)
			w.archive.Inject(nil)
			if err == nil {
				break
			}
			w.head.Put("head", nil)
			want := 5 // nothing of the batch is there: it is lost with the head
			if step > 1 {
				want = 260
			}
			recovered(t, w, want)
		}
	})
	t.Run("altered archive", func(t *testing.T) {
		w := begin(t)
		w.head.Put("head", nil)
		w.archive.Put(RecordsPath(5), []byte("x\n"))
		var e *NotIntactError
		if _, err := Recover(ctx, w.config(), "why"); !errors.As(err, &e) {
			t.Errorf("Recover: %v", err)
		}
	})
	t.Run("another key", func(t *testing.T) {
		w := begin(t)
		w.head.Put("head", nil)
		w.key, _, _ = GenerateKey(testOrigin)
		var e *KeyMismatchError
		if _, err := Recover(ctx, w.config(), "why"); !errors.As(err, &e) {
			t.Errorf("Recover: %v", err)
		}
	})
}

func TestVerifierKey(t *testing.T) {
	// Enough keys that some have a "+" in their base64.
	for range 50 {
		skey, vkey, err := GenerateKey(testOrigin)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := VerifierKey(skey); err != nil || got != vkey {
			t.Fatalf("VerifierKey(%s) = %s, %v; want %s", skey, got, err, vkey)
		}
		if _, err := parseKey([]byte(vkey + "\n")); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"", "with space", "with+plus", "new\nline"} {
		if _, _, err := GenerateKey(bad); err == nil {
			t.Errorf("a log is named %q", bad)
		}
	}
	for _, bad := range []string{"", "x", "PRIVATE+KEY+a+b+c", "PRIVATE+KEY+example.org+00000000+AAAA"} {
		if _, err := VerifierKey(bad); err == nil {
			t.Errorf("%q is a key", bad)
		}
	}
}

func TestFileHead(t *testing.T) {
	h := FileHead(filepath.Join(t.TempDir(), "configs", "log.head"))
	if got, err := h.Load(ctx); got != nil || err != nil {
		t.Fatalf("Load of nothing: %q, %v", got, err)
	}
	if err := h.Swap(ctx, nil, []byte("1")); err != nil {
		t.Fatal(err)
	}
	if err := h.Swap(ctx, nil, []byte("2")); !errors.Is(err, store.ErrConflict) {
		t.Errorf("Swap: %v", err)
	}
	if err := h.Swap(ctx, []byte("1"), []byte("2")); err != nil {
		t.Fatal(err)
	}
	if got, err := h.Load(ctx); string(got) != "2" || err != nil {
		t.Errorf("Load: %q, %v", got, err)
	}
}

func TestNoLog(t *testing.T) {
	if _, err := OpenReader(ctx, store.NewMem(t)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("OpenReader of nothing: %v", err)
	}
	if f := Check(ctx, store.NewMem(t)); len(f) != 1 || f[0].Code != CodeLogMissing {
		t.Errorf("Check of nothing: %+v", f)
	}
	w := newWorld(t)
	w.open()
	checkClean(t, w.archive)
	if got := numbers(t, w.archive); len(got) != 0 {
		t.Errorf("a new log has %v", got)
	}
	w.archive.Put(keyObject, nil)
	var altered *AlteredError
	if _, err := OpenReader(ctx, w.archive); !errors.As(err, &altered) {
		t.Errorf("OpenReader without key: %v", err)
	}
}

// TestTenThousand holds the log to what it must take: Append of 500 records a few
// milliseconds beside the disk's, Check of 10,000 well under a second, a verified
// record under 20 µs once its batch is read.
func TestTenThousand(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	start := time.Now()
	body := ObservationRecord{URL: "https://example.org/a/page", Verdict: "ok", Reason: "same", Judged: []Judged{{For: []string{"r/1.1"}, Verdict: "ok", Reason: "same"}}}
	for range 20 {
		batch := make([]Record, 500)
		for i := range batch {
			batch[i] = Record{Kind: KindObservation, Body: body}
		}
		if _, err := l.Append(ctx, batch...); err != nil {
			t.Fatal(err)
		}
	}
	appendTime := time.Since(start) / 20
	start = time.Now()
	checkClean(t, w.archive)
	checkTime := time.Since(start)
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Record(ctx, 9000, 9000+500); err != nil {
		t.Fatal(err)
	}
	start = time.Now()
	for i := range 1000 {
		at := int64(9000 + rand.IntN(500))
		if line, err := r.Record(ctx, at, 9500*int64(i%2)); err != nil || line.Index != at {
			t.Fatal(err)
		}
	}
	recordTime := time.Since(start) / 1000
	t.Logf("append 500: %v, check 10,000: %v, record: %v", appendTime, checkTime, recordTime)
	// Many times what is wanted, for the machine may be busy, or racing; what
	// grows with the square of the log takes longer still.
	if appendTime > 10*time.Second || checkTime > time.Minute || recordTime > 50*time.Millisecond {
		t.Errorf("too slow")
	}
}

func TestProve(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 300)
	appendN(t, l, 300, 1)
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range []int64{0, 1, 255, 256, 299, 300} {
		proof, err := r.Prove(ctx, i)
		if err != nil {
			t.Fatal(err)
		}
		head, cp, ok := strings.Cut(string(proof), "\n\n")
		if !ok || cp != string(r.Checkpoint()) {
			t.Fatalf("proof:\n%s", proof)
		}
		lines := strings.Split(head, "\n")
		if lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != fmt.Sprintf("index %d", i) {
			t.Fatalf("proof:\n%s", proof)
		}
		var hashes tlog.RecordProof
		for _, h := range lines[2:] {
			hash, err := tlog.ParseHash(h)
			if err != nil {
				t.Fatal(err)
			}
			hashes = append(hashes, hash)
		}
		line, err := r.Record(ctx, i, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(hashes, r.Size(), r.Root(), i, tlog.RecordHash(entryOf(line.Raw))); err != nil {
			t.Errorf("proof of %d: %v", i, err)
		}
	}
	for _, i := range []int64{-1, 301} {
		if _, err := r.Prove(ctx, i); err == nil {
			t.Errorf("proved %d", i)
		}
		if _, err := r.Record(ctx, i, 0); err == nil {
			t.Errorf("read %d", i)
		}
	}
}

func TestMain(m *testing.M) {
	if os.Getenv("LEDGER_TEST_CHILD") != "" {
		os.Exit(child())
	}
	ram.Use()
	os.Exit(m.Run())
}

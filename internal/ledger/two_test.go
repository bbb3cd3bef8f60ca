package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"archiver/internal/store"
)

// second is another machine: a copy of the key and of the head, and the same archive.
func (w *world) second() *world {
	o := &world{t: w.t, archive: w.archive, head: store.NewMem(w.t), key: w.key}
	copyTo(w.t, w.head, o.head)
	return o
}

// TestTwoMachines has two machines with one key and one archive append by turns:
// each catches up with the other, says so, and every record is in the log once.
func TestTwoMachines(t *testing.T) { // raced
	a := newWorld(t)
	la := a.open()
	appendN(t, la, 0, 3)
	b := a.second()
	lb := b.open()
	// b is open already, and does not know what a has done meanwhile.
	appendN(t, la, 3, 2)
	appendN(t, lb, 5, 2)
	if c := lb.CaughtUp(); len(c) != 1 || c[0].Head != 3 || c[0].Size != 5 || !c[0].Since.Equal(rec(3).At) {
		t.Errorf("b caught up: %+v", c)
	}
	la = a.open()
	if c := la.CaughtUp(); len(c) != 1 || c[0].Head != 5 || c[0].Size != 8 {
		t.Errorf("a caught up: %+v", c)
	}
	appendN(t, la, 7, 1)
	if got := numbers(t, a.archive); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5, 6, 7}) {
		t.Errorf("records %v", got)
	}
	checkClean(t, a.archive)
	if len(a.open().CaughtUp()) > 0 {
		t.Error("a head that is up to date caught up")
	}
	r, err := OpenReader(ctx, a.archive)
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	for l, err := range r.Records(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if l.Kind == KindCatchUp {
			said++
		}
	}
	if said != 2 {
		t.Errorf("%d records of catching up", said)
	}
}

// TestTwoMachinesRace has machines append at once. No record is lost, none is there
// twice, and no two checkpoints of one size are about.
func TestTwoMachinesRace(t *testing.T) { // raced
	a := newWorld(t)
	appendN(t, a.open(), 0, 1)
	worlds := []*world{a, a.second(), a.second(), a.second()}
	v := &witnessed{a, map[string]bool{}}
	var wg sync.WaitGroup
	const rounds = 12
	for i, w := range worlds {
		wg.Go(func() {
			l, err := Open(ctx, w.config())
			for n := range rounds {
				if err != nil {
					break
				}
				_, err = l.Append(ctx, recs(1000*(i+1)+10*n, 1+i)...)
			}
			if err != nil {
				t.Errorf("machine %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	v.look()
	for _, w := range worlds {
		w.open()
	}
	v.look()
	if err := v.fork(); err != nil {
		t.Error(err)
	}
	got := numbers(t, a.archive)
	slices.Sort(got)
	if want := 1 + rounds*(1+2+3+4); len(got) != want || len(slices.Compact(got)) != want {
		t.Errorf("%d records, want %d", len(got), want)
	}
	checkClean(t, a.archive)
	for _, w := range worlds {
		for _, f := range CheckHead(ctx, a.archive, w.head.Get("head")) {
			if !f.Warning {
				t.Errorf("%s: %s", f.Code, f.Detail)
			}
		}
	}
}

// TestOtherDies has a machine die at each step of an append, for good: the other
// one finishes what it claimed, and goes on.
func TestOtherDies(t *testing.T) { // raced
	base := ofSize(t, 254)
	var count faults
	crashed(t, base, &count)
	for at := 1; at <= count.step; at++ {
		for _, kind := range []store.Fault{store.FailBefore, store.FailAfter} {
			if kind == store.FailAfter && isRead(count.seen[at-1]) {
				continue
			}
			what := fmt.Sprintf("%s (%v)", count.seen[at-1], kind)
			b := base.second()
			w := crashed(t, base, &faults{at: at, kind: kind, dying: true})
			committed := w.claimAt(254) != nil
			b.archive = w.archive
			l, err := Open(ctx, b.config())
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			appendN(t, l, 1000, 1)
			for _, f := range Check(ctx, w.archive) {
				t.Errorf("%s: %s %s: %s", what, f.Code, f.Object, f.Detail)
			}
			want := 255
			if committed {
				want = 259
			}
			if got := numbers(t, w.archive); len(got) != want || got[want-1] != 1000 {
				t.Errorf("%s: %d records, want %d", what, len(got), want)
			}
			// And the dead one comes back.
			appendN(t, w.open(), 1001, 1)
			checkClean(t, w.archive)
		}
	}
}

// TestNoAncestor: a head that is no ancestor of the archive's log is a fork, and
// stays one.
func TestNoAncestor(t *testing.T) {
	a := newWorld(t)
	appendN(t, a.open(), 0, 3)
	b := a.clone() // with a copy of the archive
	appendN(t, a.open(), 3, 4)
	appendN(t, b.open(), 100, 2)
	b.archive = a.archive
	before := b.head.Get("head")
	var fork *ForkError
	if _, err := Open(ctx, b.config()); !errors.As(err, &fork) {
		t.Errorf("Open: %v", err)
	}
	if f := CheckHead(ctx, a.archive, before); len(f) != 1 || f[0].Code != CodeForked || f[0].Warning {
		t.Errorf("CheckHead: %+v", f)
	}
	if !bytes.Equal(b.head.Get("head"), before) {
		t.Error("a refusal changed the head")
	}
}

// TestCheckClaims: what stands in a claim's place and is none stops nobody, and is
// told of; a claim of another history is a fork.
func TestCheckClaims(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 3)
	for slot := range oldSlots {
		w.archive.Put(oldClaimPath(3, slot), []byte("litter"))
	}
	other := claimsPrefix + "4-" + strings.Repeat("ab", placeBytes) + claimsSuffix
	w.archive.Put(other, []byte("litter"))
	appendN(t, w.open(), 3, 2)
	appendN(t, w.open(), 5, 1)
	var told []string
	for _, f := range Check(ctx, w.archive) {
		if !f.Warning {
			t.Errorf("%s %s: %s", f.Code, f.Object, f.Detail)
		}
		told = append(told, f.Code+" "+f.Object)
	}
	if len(told) != oldSlots+1 || told[0] != CodeUnexpected+" "+oldClaimPath(3, 1) || told[oldSlots] != CodeUnexpected+" "+other {
		t.Errorf("warnings %q", told)
	}
	fork := w.clone()
	appendN(t, w.open(), 6, 1)
	appendN(t, fork.open(), 60, 2)
	w.archive.Put(w.claimKey(6), fork.claimAt(6))
	got, first := blamed(w.archive)
	if !slices.Equal(got, []string{w.claimKey(6)}) || first.Code != CodeCheckpointFork {
		t.Errorf("%q: %+v", got, first)
	}
	// Nobody without the key has us log what they like.
	stranger := newWorld(t)
	sl := stranger.open()
	appendN(t, sl, 0, 7)
	c, err := sl.readClaim(ctx, 0)
	if err != nil || c == nil {
		t.Fatal(c, err)
	}
	c.first, c.size = 7, 7+int64(len(c.lines))
	data, err := c.encode(sl.signer)
	if err != nil {
		t.Fatal(err)
	}
	w.archive.Put(oldClaimPath(7, 0), data)
	w.archive.Put(w.claimKey(6), nil)
	appendN(t, w.open(), 7, 1)
	if got := numbers(t, w.archive); len(got) != 8 || got[7] != 7 {
		t.Errorf("records %v", got)
	}
	if s := fmt.Sprint(Check(ctx, w.archive)); !strings.Contains(s, "is no claim that the log's key signed") {
		t.Error(s)
	}
}

// TestClaimLitter: what stands in other places than a claim's own changes nothing,
// nor that it is taken away while a claim is not followed yet: B claims, and dies;
// A goes on from what B claimed, and B comes back.
func TestClaimLitter(t *testing.T) {
	a := newWorld(t)
	appendN(t, a.open(), 0, 3)
	b := a.second()
	lb := b.open()
	for slot := range oldSlots {
		a.archive.Put(oldClaimPath(3, slot), []byte("litter"))
	}
	a.archive.Inject(func(c store.Call) store.Fault {
		if strings.HasPrefix(c.Key, claimsPrefix) || c.Write == 0 {
			return store.NoFault
		}
		return store.FailBefore
	})
	var late *UnpublishedError
	if _, err := lb.Append(ctx, recs(100, 2)...); !errors.As(err, &late) {
		t.Fatalf("b: %v", err)
	}
	a.archive.Inject(nil)
	for slot := range oldSlots {
		a.archive.Put(oldClaimPath(3, slot), nil)
	}
	appendN(t, a.open(), 200, 3)
	appendN(t, b.open(), 300, 1)
	if got := numbers(t, a.archive); !slices.Equal(got, []int{0, 1, 2, 100, 101, 200, 201, 202, 300}) {
		t.Errorf("records %v", got)
	}
	checkClean(t, a.archive)
}

// TestOldClaim: what an earlier version of this program claimed, and did not live to
// write out, is finished.
func TestOldClaim(t *testing.T) {
	for slot := range oldSlots {
		w := newWorld(t)
		appendN(t, w.open(), 0, 3)
		before := w.clone()
		appendN(t, w.open(), 3, 2)
		before.archive.Put(oldClaimPath(3, slot), w.claimAt(3))
		appendN(t, before.open(), 5, 1)
		if got := numbers(t, before.archive); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5}) {
			t.Errorf("slot %d: records %v", slot, got)
		}
		checkClean(t, before.archive)
	}
}

// TestClaimPlace: what stands in the very place of the next claim is named, before
// anything else is done; once it is gone the log goes on.
func TestClaimPlace(t *testing.T) {
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 3)
	w.archive.Put(w.claimKey(3), []byte("litter"))
	before := dump(w.archive)
	var e *ClaimPlaceError
	if _, err := Open(ctx, w.config()); !errors.As(err, &e) || e.Object != w.claimKey(3) {
		t.Errorf("Open: %v", err)
	}
	if _, err := l.Append(ctx, recs(3, 1)...); !errors.As(err, &e) {
		t.Errorf("Append: %v", err)
	}
	if !maps.Equal(before, dump(w.archive)) {
		t.Error("something was written")
	}
	w.archive.Put(w.claimKey(3), nil)
	appendN(t, w.open(), 3, 1)
	checkClean(t, w.archive)
}

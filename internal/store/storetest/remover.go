package storetest

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/store"
)

// Removal is what RunRemover tests.
type Removal struct {
	Store store.Store // also a store.Remover
	// Reopen gives the same store as another process would see it. Nil: there is
	// none (a store in memory).
	Reopen func(t *testing.T) store.Store
	// Mode is the lock that everything is created with, until Until at the least.
	// Empty: none.
	Mode  string
	Until time.Time
}

// RunRemover runs the suite for stores whose objects can be removed. open gives
// a new, empty store at each call.
func RunRemover(t *testing.T, open func(t *testing.T) Removal) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Removal)
	}{
		{"remove", testRemove},
		{"remove what is not there", testRemoveNothing},
		{"race of removers", testRemoveRace},
		{"remove while it is read", testRemoveRead},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func (r Removal) remove(t *testing.T, key string) {
	t.Helper()
	if err := r.Store.(store.Remover).Remove(t.Context(), key); err != nil {
		t.Fatalf("Remove(%q): %v", key, err)
	}
}

// refused makes sure that the lock holds, and says so.
func (r Removal) refused(t *testing.T, key string) {
	t.Helper()
	var locked *store.LockedError
	err := r.Store.(store.Remover).Remove(t.Context(), key)
	if !errors.As(err, &locked) {
		t.Fatalf("Remove(%q) of what is locked: %v, want a *LockedError", key, err)
	}
	if locked.Key != key || locked.Mode != r.Mode || locked.Until.Before(r.Until.Add(-time.Minute)) || locked.Until.After(r.Until.Add(time.Hour)) {
		t.Errorf("Remove(%q): %+v, want mode %q until %s", key, *locked, r.Mode, r.Until)
	}
}

func (r Removal) both(t *testing.T, f func(s store.Store)) {
	t.Helper()
	f(r.Store)
	if r.Reopen != nil {
		f(r.Reopen(t))
	}
}

func testRemove(t *testing.T, r Removal) {
	names := []string{"a/object", "a/object.more", "a/object2/x", "a/objects", "b"}
	for _, key := range names {
		create(t, r.Store, key, "content of "+key)
	}
	if r.Mode != "" {
		r.refused(t, "a/object")
		r.both(t, func(s store.Store) {
			want(t, s, "a/object", "content of a/object")
			if got := keys(t, s, ""); !slices.Equal(got, names) {
				t.Errorf("keys are %q", got)
			}
		})
		return
	}
	want(t, r.Store, "a/object", "content of a/object")
	r.remove(t, "a/object")
	r.both(t, func(s store.Store) {
		want(t, s, "a/object", "absent")
		for _, key := range names[1:] {
			want(t, s, key, "content of "+key)
		}
		if got := keys(t, s, ""); !slices.Equal(got, names[1:]) {
			t.Errorf("keys are %q, want %q", got, names[1:])
		}
	})
	r.remove(t, "a/object")
	create(t, r.Store, "a/object", "anew")
	r.both(t, func(s store.Store) { want(t, s, "a/object", "anew") })
	r.remove(t, "b") // the last of its folder
	create(t, r.Store, "b", "anew")
	r.both(t, func(s store.Store) { want(t, s, "b", "anew") })
}

func testRemoveNothing(t *testing.T, r Removal) {
	r.remove(t, "nothing")
	create(t, r.Store, "a/b", "content")
	r.remove(t, "a/nothing")
	r.remove(t, "c/d/nothing")
	r.remove(t, "a") // a folder, where there are any
	want(t, r.Store, "a/b", "content")
	for _, key := range []string{"", "/", "a/", "../a/b", ".tmp/lock", "a/../a/b", strings.Repeat("x", 2000)} {
		var bad *store.KeyError
		if err := r.Store.(store.Remover).Remove(t.Context(), key); !errors.As(err, &bad) {
			t.Errorf("Remove(%.20q): %v, want a *KeyError", key, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Store.(store.Remover).Remove(ctx, "a/b"); !errors.Is(err, context.Canceled) {
		t.Errorf("Remove, cancelled: %v", err)
	}
	want(t, r.Store, "a/b", "content")
}

func testRemoveRace(t *testing.T, r Removal) {
	create(t, r.Store, "a/object", "content")
	create(t, r.Store, "a/other", "other")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			err := r.Store.(store.Remover).Remove(t.Context(), "a/object")
			if locked := (*store.LockedError)(nil); errors.As(err, &locked) != (r.Mode != "") || r.Mode == "" && err != nil {
				t.Errorf("Remove: %v", err)
			}
		})
	}
	wg.Wait()
	if r.Mode == "" {
		want(t, r.Store, "a/object", "absent")
	} else {
		want(t, r.Store, "a/object", "content")
	}
	want(t, r.Store, "a/other", "other")
}

// Who reads meanwhile gets all of it or an error, and no part.
func testRemoveRead(t *testing.T, r Removal) {
	big := strings.Repeat("0123456789abcdef", 1<<16)
	create(t, r.Store, "big", big)
	in, err := r.Store.Open(t.Context(), "big", 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if r.Mode == "" {
		r.remove(t, "big")
	} else {
		r.refused(t, "big")
	}
	data, err := io.ReadAll(in)
	if err == nil && string(data) != big || err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("read while it is removed: %d bytes, %v", len(data), err)
	}
}

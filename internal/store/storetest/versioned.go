package storetest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"archiver/internal/store"
)

// Admin is somebody with the store's own credentials, or better ones, who goes
// past the Store.
type Admin interface {
	// Overwrite puts a newer version under key, and names it.
	Overwrite(t testing.TB, key, content string) (version string)
	// Delete puts a delete marker over key.
	Delete(t testing.TB, key string)
	// Destroy removes one version for good, if the store lets them.
	Destroy(key, version string) error
}

// Versions is what RunVersioned tests.
type Versions struct {
	Store store.Store // also a store.Versioned
	Admin Admin
	// Reopen gives the same store as another process would see it.
	Reopen func(t *testing.T) store.Store
	// Mutable is a key that Swap may write.
	Mutable string
}

// RunVersioned runs the suite for stores that keep versions. open gives a new,
// empty store at each call, without any lock.
func RunVersioned(t *testing.T, open func(t *testing.T) Versions) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Versions)
	}{
		{"overwritten", testOverwritten},
		{"deleted", testDeleted},
		{"created again", testCreatedAgain},
		{"versions", testVersions},
		{"checkpoint deleted", testCheckpointDeleted},
		{"destroyed", testDestroyed},
		{"many intrusions", testManyIntrusions},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func version(t *testing.T, s store.Store, key string) string {
	t.Helper()
	v, err := s.(store.Versioned).Version(t.Context(), key)
	if err != nil {
		t.Fatalf("Version(%q): %v", key, err)
	}
	if v == "" {
		t.Fatalf("Version(%q): none is kept", key)
	}
	return v
}

// intrusions gives them as "KEY VERSION" or "KEY deleted", sorted.
func intrusions(t *testing.T, s store.Store, prefix string) []string {
	t.Helper()
	out := []string{}
	for i, err := range s.(store.Versioned).Intrusions(t.Context(), prefix) {
		if err != nil {
			t.Fatalf("Intrusions(%q): %v", prefix, err)
		}
		if i.At.IsZero() && !i.Deleted || i.Version == "" {
			t.Errorf("an intrusion without time or version: %+v", i)
		}
		if i.Deleted {
			i.Version = "deleted"
		}
		out = append(out, i.Key+" "+i.Version)
	}
	slices.Sort(out)
	return out
}

func wantIntrusions(t *testing.T, s store.Store, prefix string, expect ...string) {
	t.Helper()
	slices.Sort(expect)
	if got := intrusions(t, s, prefix); !slices.Equal(got, expect) {
		t.Errorf("Intrusions(%q):\n got %q\nwant %q", prefix, got, expect)
	}
}

// both runs f on the store that wrote and on one that has seen nothing yet.
func (v Versions) both(t *testing.T, f func(s store.Store)) {
	t.Helper()
	f(v.Store)
	f(v.Reopen(t))
}

func testOverwritten(t *testing.T, v Versions) {
	create(t, v.Store, "a/object", "evidence")
	create(t, v.Store, "a/object.more", "neighbour")
	create(t, v.Store, "a/objects/x", "child")
	first := version(t, v.Store, "a/object")
	wantIntrusions(t, v.Store, "")
	second := v.Admin.Overwrite(t, "a/object", "forgery")
	third := v.Admin.Overwrite(t, "a/object", "a longer forgery")
	v.both(t, func(s store.Store) {
		want(t, s, "a/object", "evidence")
		want(t, s, "a/object.more", "neighbour")
		if got := version(t, s, "a/object"); got != first {
			t.Errorf("the version is %s, was %s", got, first)
		}
		if got := keys(t, s, "a/"); !slices.Equal(got, []string{"a/object", "a/object.more", "a/objects/x"}) {
			t.Errorf("keys are %q", got)
		}
		want(t, s, "a/object", "evidence") // also by what the list taught
		wantIntrusions(t, s, "", "a/object "+second, "a/object "+third)
		wantIntrusions(t, s, "a/objects")
		create(t, s, "a/object", "evidence")
		if err := s.Create(t.Context(), "a/object", strings.NewReader("forgery"), 7); !errors.Is(err, store.ErrExists) {
			t.Errorf("Create of what was forged: %v, want ErrExists", err)
		}
	})
}

func testDeleted(t *testing.T, v Versions) {
	create(t, v.Store, "a/object", "evidence")
	v.Admin.Delete(t, "a/object")
	v.both(t, func(s store.Store) {
		want(t, s, "a/object", "evidence")
		if got := keys(t, s, ""); !slices.Equal(got, []string{"a/object"}) {
			t.Errorf("keys are %q", got)
		}
		wantIntrusions(t, s, "", "a/object deleted")
	})
}

// Below a delete marker nothing is free: a condition alone would let a writer in.
func testCreatedAgain(t *testing.T, v Versions) {
	create(t, v.Store, "a/object", "evidence")
	v.Admin.Delete(t, "a/object")
	v.both(t, func(s store.Store) {
		create(t, s, "a/object", "evidence")
		if err := s.Create(t.Context(), "a/object", strings.NewReader("forgery!"), 8); !errors.Is(err, store.ErrExists) {
			t.Errorf("Create over a delete marker: %v, want ErrExists", err)
		}
		want(t, s, "a/object", "evidence")
		wantIntrusions(t, s, "a/", "a/object deleted") // and none of our own
	})
}

func testVersions(t *testing.T, v Versions) {
	create(t, v.Store, "x", "0123456789")
	first := version(t, v.Store, "x")
	second := v.Admin.Overwrite(t, "x", "abc")
	v.Admin.Delete(t, "x")
	v.both(t, func(s store.Store) {
		sv := s.(store.Versioned)
		for _, c := range []struct {
			version string
			off, n  int64
			want    string
		}{{first, 0, -1, "0123456789"}, {first, 3, 4, "3456"}, {second, 0, -1, "abc"}, {second, 1, 9, "bc"}, {"", 0, 2, "01"}} {
			r, err := sv.OpenVersion(t.Context(), "x", c.version, c.off, c.n)
			if err != nil {
				t.Errorf("OpenVersion(%q, %d, %d): %v", c.version, c.off, c.n, err)
				continue
			}
			if data, err := io.ReadAll(r); err != nil || string(data) != c.want {
				t.Errorf("OpenVersion(%q, %d, %d) = %q, %v; want %q", c.version, c.off, c.n, data, err, c.want)
			}
			r.Close()
		}
		for _, bad := range []string{"nonsense", "00000000-0000-0000-0000-000000000000", "01KZZZZZZZZZZZZZZZZZZZZZZZ"} {
			r, err := sv.OpenVersion(t.Context(), "x", bad, 0, -1)
			if !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("OpenVersion(%q): %v, want an error matching fs.ErrNotExist", bad, err)
			}
			if err == nil {
				r.Close()
			}
		}
		if _, err := sv.Version(t.Context(), "nothing"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Version of nothing: %v", err)
		}
	})
}

// A value that changes is read at its newest, a deletion aside.
func testCheckpointDeleted(t *testing.T, v Versions) {
	ctx := t.Context()
	for _, step := range []string{"", "one", "two"} {
		old := []byte(step)
		if step == "" {
			old = nil
		}
		next := map[string]string{"": "one", "one": "two", "two": "three"}[step]
		if err := v.Store.Swap(ctx, v.Mutable, old, []byte(next)); err != nil {
			t.Fatal(err)
		}
	}
	wantIntrusions(t, v.Store, "")
	v.Admin.Delete(t, v.Mutable)
	v.both(t, func(s store.Store) {
		want(t, s, v.Mutable, "three")
		wantIntrusions(t, s, "", v.Mutable+" deleted")
		if err := s.Swap(ctx, v.Mutable, nil, []byte("new")); !errors.Is(err, store.ErrConflict) {
			t.Errorf("Swap of a deleted value as absent: %v, want ErrConflict", err)
		}
	})
}

// A version that was destroyed is missing, and says so; nothing takes its place
// by its name.
func testDestroyed(t *testing.T, v Versions) {
	create(t, v.Store, "gone", "evidence")
	create(t, v.Store, "replaced", "evidence")
	first := version(t, v.Store, "replaced")
	v.Admin.Overwrite(t, "replaced", "forgery")
	for _, key := range []string{"gone", "replaced"} {
		if err := v.Admin.Destroy(key, version(t, v.Store, key)); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := v.Store.Open(t.Context(), "gone", 0, -1); err == nil {
		_, err = io.ReadAll(r)
		r.Close()
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("reading what was destroyed: %v, want an error matching fs.ErrNotExist", err)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening what was destroyed: %v, want an error matching fs.ErrNotExist", err)
	}
	want(t, v.Reopen(t), "gone", "absent")
	if r, err := v.Reopen(t).(store.Versioned).OpenVersion(t.Context(), "replaced", first, 0, -1); err == nil {
		data, err := io.ReadAll(r)
		r.Close()
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the destroyed version reads as %q, %v", data, err)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the destroyed version: %v, want an error matching fs.ErrNotExist", err)
	}
}

// More versions than one answer of a server holds.
func testManyIntrusions(t *testing.T, v Versions) {
	create(t, v.Store, "b/object", "evidence")
	create(t, v.Store, "b/object2", "more")
	var expect []string
	for i := range 130 {
		expect = append(expect, "b/object "+v.Admin.Overwrite(t, "b/object", fmt.Sprint("forgery ", i)))
	}
	v.both(t, func(s store.Store) {
		want(t, s, "b/object", "evidence")
		want(t, s, "b/object2", "more")
		wantIntrusions(t, s, "", expect...)
	})
}

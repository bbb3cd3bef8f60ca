// Package storetest holds the conformance suite that every store.Store must
// pass. It tests the contract written at the interface, nothing more.
package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/store"
)

// Run runs the suite. open gives a new, empty store at each call.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, store.Store)
	}{
		{"create once", testCreate},
		{"wrong size", testWrongSize},
		{"failing reader", testFailingReader},
		{"race of creators", testRace},
		{"race of equals", testRaceOfEquals},
		{"list", testList},
		{"ranges", testRanges},
		{"missing", testMissing},
		{"swap", testSwap},
		{"race of swaps", testSwapRace},
		{"cancelled", testCancelled},
		{"hostile keys", testHostileKeys},
		{"file and folder", testFileAndFolder},
		{"concurrent use", testConcurrent},
		{"big object", testBig},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func create(t *testing.T, s store.Store, key, content string) {
	t.Helper()
	if err := s.Create(t.Context(), key, strings.NewReader(content), int64(len(content))); err != nil {
		t.Fatalf("Create(%q): %v", key, err)
	}
}

// read gives an object's content, or "absent".
func read(t *testing.T, s store.Store, key string) string {
	t.Helper()
	r, err := s.Open(t.Context(), key, 0, -1)
	if errors.Is(err, fs.ErrNotExist) {
		return "absent"
	}
	if err != nil {
		t.Fatalf("Open(%q): %v", key, err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("read %q: %v", key, err)
	}
	return string(data)
}

func want(t *testing.T, s store.Store, key, content string) {
	t.Helper()
	if got := read(t, s, key); got != content {
		t.Errorf("%s holds %.80q, want %.80q", key, got, content)
	}
}

func keys(t *testing.T, s store.Store, prefix string) []string {
	t.Helper()
	var out []string
	for k, err := range s.List(t.Context(), prefix) {
		if err != nil {
			t.Fatalf("List(%q): %v", prefix, err)
		}
		out = append(out, k)
	}
	return out
}

func testCreate(t *testing.T, s store.Store) {
	create(t, s, "a/b/one", "first")
	create(t, s, "a/b/one", "first")
	create(t, s, "empty", "")
	create(t, s, "empty", "")
	for _, other := range []string{"other", "firs", "first!", "", "FIRST"} {
		err := s.Create(t.Context(), "a/b/one", strings.NewReader(other), int64(len(other)))
		if !errors.Is(err, store.ErrExists) {
			t.Errorf("Create with %q over %q: %v, want ErrExists", other, "first", err)
		}
		want(t, s, "a/b/one", "first")
	}
	want(t, s, "empty", "")
	if got := keys(t, s, ""); !slices.Equal(got, []string{"a/b/one", "empty"}) {
		t.Errorf("keys are %q", got)
	}
}

func testWrongSize(t *testing.T, s store.Store) {
	create(t, s, "there", "0123456789")
	for _, key := range []string{"new", "folder/new", "there"} {
		for _, c := range []struct {
			content string
			size    int64
		}{{"0123456789", 11}, {"0123456789", 9}, {"", 1}, {"x", 0}, {"0123456789", 1 << 40}} {
			err := s.Create(t.Context(), key, strings.NewReader(c.content), c.size)
			var se *store.SizeError
			if !errors.As(err, &se) {
				t.Errorf("%s: %d bytes announced as %d: %v, want a SizeError", key, len(c.content), c.size, err)
			}
		}
		if err := s.Create(t.Context(), key, strings.NewReader("x"), -1); err == nil {
			t.Errorf("%s: a negative size is accepted", key)
		}
	}
	if got := keys(t, s, ""); !slices.Equal(got, []string{"there"}) {
		t.Errorf("keys are %q, want only %q", got, "there")
	}
	want(t, s, "there", "0123456789")
	create(t, s, "new", "anything")
}

func testFailingReader(t *testing.T, s store.Store) {
	fault := errors.New("the source broke")
	r := io.MultiReader(strings.NewReader("half"), errReader{fault})
	if err := s.Create(t.Context(), "x", r, 8); !errors.Is(err, fault) {
		t.Errorf("Create from a broken reader: %v", err)
	}
	// All bytes came, and then an error instead of the end.
	r = io.MultiReader(strings.NewReader("complete"), errReader{fault})
	if err := s.Create(t.Context(), "x", r, 8); !errors.Is(err, fault) {
		t.Errorf("Create from a reader broken at its end: %v", err)
	}
	if got := keys(t, s, ""); len(got) != 0 {
		t.Errorf("left behind: %q", got)
	}
}

type errReader struct{ err error }

func (e errReader) Read([]byte) (int, error) { return 0, e.err }

const racers = 32

// gang runs f in many goroutines that start together.
func gang(n int, f func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wg.Wait()
}

func testRace(t *testing.T, s store.Store) {
	for round := range 5 {
		key := fmt.Sprintf("race/%d/object", round)
		var winners atomic.Int32
		var winner atomic.Value
		gang(racers, func(i int) {
			content := strings.Repeat(fmt.Sprintf("%02d", i), 5000)
			err := s.Create(t.Context(), key, strings.NewReader(content), int64(len(content)))
			switch {
			case err == nil:
				winners.Add(1)
				winner.Store(content)
			case !errors.Is(err, store.ErrExists):
				t.Errorf("racer %d: %v", i, err)
			}
		})
		if n := winners.Load(); n != 1 {
			t.Fatalf("round %d: %d winners", round, n)
		}
		want(t, s, key, winner.Load().(string))
	}
}

func testRaceOfEquals(t *testing.T, s store.Store) {
	content := strings.Repeat("same", 10000)
	gang(racers, func(i int) {
		if err := s.Create(t.Context(), "equal/object", strings.NewReader(content), int64(len(content))); err != nil {
			t.Errorf("racer %d: %v", i, err)
		}
	})
	want(t, s, "equal/object", content)
}

func testList(t *testing.T, s store.Store) {
	all := []string{
		"a", "a-b", "a.b/c", "a0/b", "aa", "b/a/a", "b/a!", "b/a-/x", "b/a.p/255", "b/a0", "B",
		"with space/x", "percent%2F/x", "ünï/ć", "日本/語", "~", "10", "2", "x/10.jsonl", "x/2.jsonl", "q?x=1&y", "emoji😀",
	}
	for _, k := range all {
		create(t, s, k, "content of "+k)
	}
	sorted := slices.Sorted(slices.Values(all))
	for _, prefix := range append([]string{"", "b/", "b", "b/a", "b/a.p/", "nothing", "x/1", "x//", "/", "ü", "../", ".", "b/a!/"}, all...) {
		var expect []string
		for _, k := range sorted {
			if strings.HasPrefix(k, prefix) {
				expect = append(expect, k)
			}
		}
		if got := keys(t, s, prefix); !slices.Equal(got, expect) {
			t.Errorf("List(%q):\n got %q\nwant %q", prefix, got, expect)
		}
	}
	for _, k := range all {
		want(t, s, k, "content of "+k)
	}
	// The caller may stop at any time.
	n := 0
	for range s.List(t.Context(), "") {
		if n++; n == 3 {
			break
		}
	}
}

func testRanges(t *testing.T, s store.Store) {
	const content = "0123456789"
	create(t, s, "r", content)
	create(t, s, "empty", "")
	for _, c := range []struct {
		off, n int64
		want   string
	}{
		{0, -1, content}, {0, 10, content}, {0, 11, content}, {0, 0, ""}, {3, 4, "3456"}, {3, -1, "3456789"},
		{9, 1, "9"}, {9, 5, "9"}, {10, -1, ""}, {10, 1, ""}, {11, 3, ""}, {1 << 40, -1, ""}, {5, 0, ""},
		{0, 1<<63 - 1, content}, {5, 1<<63 - 1, "56789"}, {1<<63 - 1, 1<<63 - 1, ""},
	} {
		r, err := s.Open(t.Context(), "r", c.off, c.n)
		if err != nil {
			t.Errorf("Open(%d, %d): %v", c.off, c.n, err)
			continue
		}
		if sized, ok := r.(store.Sized); ok {
			if sized.Size() != int64(len(c.want)) {
				t.Errorf("Open(%d, %d).Size() = %d, want %d", c.off, c.n, sized.Size(), len(c.want))
			}
			buf := make([]byte, len(c.want)+3)
			if n, err := sized.ReadAt(buf, 0); string(buf[:n]) != c.want || !errors.Is(err, io.EOF) {
				t.Errorf("Open(%d, %d).ReadAt = %q, %v", c.off, c.n, buf[:n], err)
			}
		}
		data, err := io.ReadAll(r)
		if err != nil || string(data) != c.want {
			t.Errorf("Open(%d, %d) = %q, %v; want %q", c.off, c.n, data, err, c.want)
		}
		if err := r.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	if _, err := s.Open(t.Context(), "r", -1, 2); err == nil {
		t.Error("a negative offset is accepted")
	}
	r, err := s.Open(t.Context(), "empty", 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if data, err := io.ReadAll(r); err != nil || len(data) != 0 {
		t.Errorf("the empty object reads as %q, %v", data, err)
	}
}

func testMissing(t *testing.T, s store.Store) {
	missing := func(key string) {
		t.Helper()
		for _, n := range []int64{-1, 0, 5} {
			if r, err := s.Open(t.Context(), key, 0, n); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("Open(%q, 0, %d): %v, want an error matching fs.ErrNotExist", key, n, err)
				if err == nil {
					r.Close()
				}
			}
		}
	}
	missing("nothing")
	missing("no/such/folder")
	create(t, s, "some/file", "x")
	missing("some")
	missing("some/fil")
	missing("some/file/below")
	missing("some/files")
	if got := keys(t, s, "no/such/"); len(got) != 0 {
		t.Errorf("List of nothing: %q", got)
	}
}

func testSwap(t *testing.T, s store.Store) {
	ctx, key := t.Context(), "log/checkpoint"
	conflict := func(old, new string) {
		t.Helper()
		if err := s.Swap(ctx, key, []byte(old), []byte(new)); !errors.Is(err, store.ErrConflict) {
			t.Errorf("Swap(%q → %q): %v, want ErrConflict", old, new, err)
		}
	}
	conflict("one", "two") // absent
	conflict("", "two")    // absent is not empty
	if err := s.Swap(ctx, key, nil, []byte("one")); err != nil {
		t.Fatal(err)
	}
	want(t, s, key, "one")
	if err := s.Swap(ctx, key, nil, []byte("two")); !errors.Is(err, store.ErrConflict) {
		t.Errorf("Swap of a present value as absent: %v", err)
	}
	for _, old := range []string{"two", "on", "one!", "", "One"} {
		conflict(old, "two")
	}
	want(t, s, key, "one")
	for _, c := range [][2]string{{"one", "a longer one"}, {"a longer one", ""}, {"", "x"}, {"x", "x"}} {
		if err := s.Swap(ctx, key, []byte(c[0]), []byte(c[1])); err != nil {
			t.Errorf("Swap(%q → %q): %v", c[0], c[1], err)
		}
		want(t, s, key, c[1])
	}
	if err := s.Swap(ctx, key, []byte("x"), nil); err == nil {
		t.Error("Swap to nothing is accepted")
	}
	if err := s.Swap(ctx, key, []byte("x"), make([]byte, store.MaxSwap+1)); err == nil {
		t.Error("Swap to an oversized value is accepted")
	}
	big := bytes.Repeat([]byte("b"), store.MaxSwap)
	if err := s.Swap(ctx, key, []byte("x"), big); err != nil {
		t.Errorf("Swap to %d bytes: %v", len(big), err)
	}
	want(t, s, key, string(big))
	if got := keys(t, s, ""); !slices.Equal(got, []string{key}) {
		t.Errorf("keys are %q", got)
	}
}

func testSwapRace(t *testing.T, s store.Store) {
	ctx := t.Context()
	if err := s.Swap(ctx, "n", nil, []byte("0")); err != nil {
		t.Fatal(err)
	}
	// Everyone counts up by one, a few times: no step may be lost.
	const each = 3
	gang(racers/2, func(int) {
		for done := 0; done < each; {
			old := read(t, s, "n")
			var n int
			fmt.Sscan(old, &n)
			err := s.Swap(ctx, "n", []byte(old), fmt.Append(nil, n+1))
			switch {
			case err == nil:
				done++
			case !errors.Is(err, store.ErrConflict):
				t.Error(err)
				return
			}
		}
	})
	want(t, s, "n", fmt.Sprint(racers/2*each))
}

func testCancelled(t *testing.T, s store.Store) {
	create(t, s, "old", "x")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Create(ctx, "new", strings.NewReader("x"), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Create: %v", err)
	}
	if r, err := s.Open(ctx, "old", 0, -1); !errors.Is(err, context.Canceled) {
		t.Errorf("Open: %v", err)
		if err == nil {
			r.Close()
		}
	}
	if err := s.Swap(ctx, "value", nil, []byte("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("Swap: %v", err)
	}
	var last error
	for _, err := range s.List(ctx, "") {
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("List: %v", last)
	}

	// In the middle of a long object.
	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	slow := readerFunc(func(p []byte) (int, error) { time.Sleep(time.Millisecond); return len(p), nil })
	time.AfterFunc(20*time.Millisecond, cancel)
	if err := s.Create(ctx, "long", slow, 1<<40); !errors.Is(err, context.Canceled) {
		t.Errorf("Create of a long object: %v", err)
	}
	if got := keys(t, s, ""); !slices.Equal(got, []string{"old"}) {
		t.Errorf("left behind: %q", got)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// HostileKeys are no keys; every method must say so with a *store.KeyError.
func HostileKeys() []string {
	return []string{
		"", ".", "..", "/", "/etc/passwd", "a/", "/a", "a//b", "../x", "a/../b", "a/..", "./a", "a/./b",
		".hidden", "a/.hidden", ".tmp/lock", "a\\b", "..\\x", "a\x00b", "a\nb", "a\x7f", "a\u0085b", "a\u2028b",
		"\xff\xfe", "a/\xc0\xae\xc0\xae/b", strings.Repeat("x", 256), strings.Repeat("ab/", 400) + "x", "C:\\x",
	}
}

func testHostileKeys(t *testing.T, s store.Store) {
	ctx := t.Context()
	for _, key := range HostileKeys() {
		var ke *store.KeyError
		if err := s.Create(ctx, key, strings.NewReader("x"), 1); !errors.As(err, &ke) {
			t.Errorf("Create(%.40q): %v, want a KeyError", key, err)
		}
		if r, err := s.Open(ctx, key, 0, -1); !errors.As(err, &ke) {
			t.Errorf("Open(%.40q): %v, want a KeyError", key, err)
			if err == nil {
				r.Close()
			}
		}
		if err := s.Swap(ctx, key, nil, []byte("x")); !errors.As(err, &ke) {
			t.Errorf("Swap(%.40q): %v, want a KeyError", key, err)
		}
	}
	if got := keys(t, s, ""); len(got) != 0 {
		t.Errorf("keys are %q", got)
	}
	// Long, but allowed.
	long := strings.Repeat(strings.Repeat("x", 254)+"/", 4)
	create(t, s, long+"end", "x")
	want(t, s, long+"end", "x")
}

// A folder cannot hold "a" beside "a/b". A store that cannot must say so, and
// keep what it had.
func testFileAndFolder(t *testing.T, s store.Store) {
	create(t, s, "a", "a")
	create(t, s, "d/e/f", "f")
	for key, kept := range map[string][2]string{"a/b": {"a", "a"}, "a/b/c": {"a", "a"}, "d": {"d/e/f", "f"}, "d/e": {"d/e/f", "f"}} {
		err := s.Create(t.Context(), key, strings.NewReader("x"), 1)
		if err == nil {
			want(t, s, key, "x")
		} else if !errors.Is(err, store.ErrNotObject) {
			t.Errorf("Create(%q): %v, want success or ErrNotObject", key, err)
		}
		err = s.Swap(t.Context(), key+"/swap", nil, []byte("x"))
		if err != nil && !errors.Is(err, store.ErrNotObject) {
			t.Errorf("Swap(%q): %v, want success or ErrNotObject", key+"/swap", err)
		}
		want(t, s, kept[0], kept[1])
	}
}

func testConcurrent(t *testing.T, s store.Store) {
	const each = 20
	gang(16, func(i int) {
		for j := range each {
			key := fmt.Sprintf("host%d/page%d/object", j%5, i*each+j)
			create(t, s, key, key)
			want(t, s, key, key)
		}
		for range s.List(t.Context(), "host1/") {
		}
	})
	if got := keys(t, s, "host"); len(got) != 16*each {
		t.Errorf("%d keys, want %d", len(got), 16*each)
	}
}

func testBig(t *testing.T, s store.Store) {
	const size = 5<<20 + 3
	content := bytes.Repeat([]byte("0123456789abcdef-"), size/17+1)[:size]
	for range 2 {
		if err := s.Create(t.Context(), "big", bytes.NewReader(content), size); err != nil {
			t.Fatal(err)
		}
	}
	if read(t, s, "big") != string(content) {
		t.Error("the big object reads otherwise")
	}
	content[size-1]++
	if err := s.Create(t.Context(), "big", bytes.NewReader(content), size); !errors.Is(err, store.ErrExists) {
		t.Errorf("a change in the last byte: %v, want ErrExists", err)
	}
}

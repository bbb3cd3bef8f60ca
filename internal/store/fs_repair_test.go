package store_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"archiver/internal/store"
)

func TestFSRepair(t *testing.T) {
	ctx := context.Background()
	for name, spoil := range map[string]func(path string) error{
		"altered": func(path string) error { return os.WriteFile(path, []byte("other"), 0o666) },
		"missing": os.Remove,
		"folder": func(path string) error {
			return errors.Join(os.Remove(path), os.MkdirAll(path+"/inner", 0o777))
		},
		"link":       func(path string) error { return errors.Join(os.Remove(path), os.Symlink("/etc/passwd", path)) },
		"unreadable": func(path string) error { return os.Chmod(path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			st, err := store.NewFS(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			const good = "the bytes"
			if err := st.Create(ctx, "a/b/c", strings.NewReader(good), int64(len(good))); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "a/b/c")
			if err := spoil(path); err != nil {
				t.Fatal(err)
			}
			before, _ := os.Lstat(path)
			// A reader that gives too little changes nothing.
			var se *store.SizeError
			if _, err := st.Repair(ctx, "a/b/c", strings.NewReader("short"), int64(len(good)), "damaged/x/a/b/c", nil); !errors.As(err, &se) {
				t.Errorf("too few bytes: %v", err)
			}
			if after, _ := os.Lstat(path); before != nil && !os.SameFile(before, after) {
				t.Error("too few bytes: what stood there is gone")
			}
			if _, err := os.Lstat(filepath.Join(dir, "damaged")); err == nil {
				t.Error("too few bytes: set aside")
			}
			done, err := st.Repair(ctx, "a/b/c", strings.NewReader(good), int64(len(good)), "damaged/x/a/b/c", nil)
			if err != nil {
				t.Fatal(err)
			}
			r, err := st.Open(ctx, "a/b/c", 0, -1)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if got, err := io.ReadAll(r); err != nil || string(got) != good {
				t.Errorf("after it: %q, %v", got, err)
			}
			kept, err := os.Lstat(filepath.Join(dir, "damaged/x/a/b/c"))
			switch {
			case before == nil:
				if err == nil || done.Aside != "" {
					t.Errorf("something was set aside: %q, %v", done.Aside, err)
				}
			case err != nil || !os.SameFile(before, kept) || done.Aside != "damaged/x/a/b/c":
				t.Errorf("what stood there is not kept: %q, %v", done.Aside, err)
			}
			// Another object is never what is written over aside. (What was unreadable has
			// the same bytes.)
			if before != nil && !before.IsDir() && name != "unreadable" {
				if _, err := st.Repair(ctx, "a/b/c", strings.NewReader(good), int64(len(good)), "damaged/x/a/b/c", nil); !errors.Is(err, store.ErrExists) {
					t.Errorf("a name that is taken: %v", err)
				}
			}
			if names, _ := filepath.Glob(filepath.Join(dir, ".tmp/new-*")); len(names) > 0 {
				t.Errorf("left behind: %v", names)
			}
		})
	}
}

// A repair that was killed after it had set the file aside goes on.
func TestFSRepairAgain(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	st, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := st.Create(ctx, "a", strings.NewReader("bad"), 3); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "damaged"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(filepath.Join(dir, "a"), filepath.Join(dir, "damaged/a")); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Repair(ctx, "a", strings.NewReader("good"), 4, "damaged/a", nil); err != nil {
		t.Fatal(err)
	}
	a, _ := os.ReadFile(filepath.Join(dir, "a"))
	b, _ := os.ReadFile(filepath.Join(dir, "damaged/a"))
	if string(a) != "good" || string(b) != "bad" {
		t.Errorf("%q, kept %q", a, b)
	}
}

// The same damage comes again, as another file of the same bytes: it is kept
// already. Other bytes under that name, or a link, are not.
func TestFSRepairTwice(t *testing.T) {
	for name, c := range map[string]struct {
		again string
		aside func(path string) error // what stands aside then
		err   error
	}{
		"empty":         {"", nil, nil},
		"large":         {strings.Repeat("bad", 1<<16), nil, nil},
		"other bytes":   {"bad", func(path string) error { return os.WriteFile(path, []byte("lie"), 0o666) }, store.ErrExists},
		"other size":    {"bad", func(path string) error { return os.WriteFile(path, nil, 0o666) }, store.ErrExists},
		"link in place": {"bad", func(path string) error { return errors.Join(os.Remove(path), os.Symlink("../a", path)) }, store.ErrExists},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, dir := context.Background(), t.TempDir()
			st, err := store.NewFS(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			a, aside := filepath.Join(dir, "a"), filepath.Join(dir, "damaged/a")
			for i := range 2 {
				if err := os.WriteFile(a, []byte(c.again), 0o666); err != nil {
					t.Fatal(err)
				}
				if i == 1 && c.aside != nil {
					if err := c.aside(aside); err != nil {
						t.Fatal(err)
					}
				}
				want := c.err
				if i == 0 {
					want = nil
				}
				done, err := st.Repair(ctx, "a", strings.NewReader("good"), 4, "damaged/a", nil)
				if !errors.Is(err, want) || err != nil && want == nil {
					t.Fatalf("%d: %v; want %v", i, err, want)
				}
				if err == nil && done.Aside != "damaged/a" {
					t.Errorf("%d: kept as %q", i, done.Aside)
				}
				expect := "good"
				if err != nil {
					expect = c.again
				}
				if got, _ := os.ReadFile(a); string(got) != expect {
					t.Errorf("%d: there stands %.10q", i, got)
				}
				if err := os.Remove(a); err != nil { // not written into: another file
					t.Fatal(err)
				}
			}
		})
	}
}

// What stands where a folder of its is needed does not keep an object away.
func TestFSRepairInTheWay(t *testing.T) {
	for name, spoil := range map[string]func(dir string) error{
		"file":    func(dir string) error { return os.WriteFile(dir, []byte("bad"), 0o666) },
		"link":    func(dir string) error { return os.Symlink("../elsewhere", dir) },
		"outside": func(dir string) error { return os.Symlink("/", dir) },
	} {
		for _, at := range []string{"a", "a/b"} {
			t.Run(name+" "+at, func(t *testing.T) {
				ctx, dir := context.Background(), t.TempDir()
				st, err := store.NewFS(dir)
				if err != nil {
					t.Fatal(err)
				}
				defer st.Close()
				if err := errors.Join(os.MkdirAll(filepath.Join(dir, "elsewhere"), 0o777), os.MkdirAll(filepath.Dir(filepath.Join(dir, at)), 0o777), spoil(filepath.Join(dir, at))); err != nil {
					t.Fatal(err)
				}
				done, err := st.Repair(ctx, "a/b/c", strings.NewReader("good"), 4, "damaged/x/a/b/c", nil)
				if err != nil {
					t.Fatal(err)
				}
				if got, _ := os.ReadFile(filepath.Join(dir, "a/b/c")); string(got) != "good" {
					t.Errorf("there stands %q", got)
				}
				kept, err := os.Lstat(filepath.Join(dir, "damaged/x/a/b/c"))
				if err != nil || done.Aside != "damaged/x/a/b/c" || (kept.Mode()&os.ModeSymlink != 0) != (name != "file") {
					t.Errorf("kept %v as %q, %v", kept, done.Aside, err)
				}
				if names, _ := os.ReadDir(filepath.Join(dir, "elsewhere")); len(names) > 0 {
					t.Error("it was written through the link")
				}
			})
		}
	}
}

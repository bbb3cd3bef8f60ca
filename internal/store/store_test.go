package store_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"archiver/internal/store"
	"archiver/internal/store/storetest"
)

func newFS(t *testing.T, dir string) *store.FS {
	t.Helper()
	s, err := store.NewFS(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestFS(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return newFS(t, t.TempDir()) })
}

// A folder that is not there yet, below another that is not.
func TestFSInNewFolder(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return newFS(t, filepath.Join(t.TempDir(), "x", "y")) })
}

func TestMem(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return store.NewMem(t) })
}

func mustCreate(t *testing.T, s store.Store, key, content string) {
	t.Helper()
	if err := s.Create(t.Context(), key, strings.NewReader(content), int64(len(content))); err != nil {
		t.Fatal(err)
	}
}

func TestFSReadingMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	s := newFS(t, dir)
	if _, err := s.Open(t.Context(), "a", 0, -1); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open: %v", err)
	}
	for k, err := range s.List(t.Context(), "") {
		t.Errorf("List: %q, %v", k, err)
	}
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
	if _, err := store.NewFS("/dev/null"); err == nil {
		t.Error("a device is accepted as the folder")
	}
}

func TestFSReadsStayInside(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	s := newFS(t, dir)
	mustCreate(t, s, "real/file", "x")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.WriteFile(filepath.Join(outside, "secret"), []byte("secret"), 0o600))
	must(os.Symlink(filepath.Join(outside, "secret"), filepath.Join(dir, "link")))
	must(os.Symlink(outside, filepath.Join(dir, "folder")))
	must(os.Symlink("real", filepath.Join(dir, "inside")))
	must(os.Symlink("real/file", filepath.Join(dir, "alias")))
	must(syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600))

	for _, key := range []string{"link", "folder/secret", "inside/file", "alias", "pipe"} {
		r, err := s.Open(t.Context(), key, 0, -1)
		if !errors.Is(err, store.ErrNotObject) {
			t.Errorf("Open(%q): %v, want ErrNotObject", key, err)
		}
		if err == nil {
			r.Close()
		}
	}
	for _, key := range []string{"link", "folder/new", "inside/new", "alias", "pipe", "link/x"} {
		if err := s.Create(t.Context(), key, strings.NewReader("x"), 1); !errors.Is(err, store.ErrNotObject) {
			t.Errorf("Create(%q): %v, want ErrNotObject", key, err)
		}
		if err := s.Swap(t.Context(), key, nil, []byte("x")); !errors.Is(err, store.ErrNotObject) {
			t.Errorf("Swap(%q): %v, want ErrNotObject", key, err)
		}
	}
	var got []string
	for k := range s.List(t.Context(), "") {
		got = append(got, k)
	}
	if !slices.Equal(got, []string{"real/file"}) {
		t.Errorf("List: %q", got)
	}
	if entries, _ := os.ReadDir(outside); len(entries) != 1 {
		t.Errorf("something was written outside: %v", entries)
	}
}

func TestFSCleansUpOnceAlone(t *testing.T) {
	dir := t.TempDir()
	a := newFS(t, dir)
	mustCreate(t, a, "one", "1")
	left := filepath.Join(dir, ".tmp", "new-leftover")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	// While another writes, a temporary may be alive.
	b := newFS(t, dir)
	mustCreate(t, b, "two", "2")
	if _, err := os.Lstat(left); err != nil {
		t.Errorf("removed while another process might own it: %v", err)
	}
	a.Close()
	b.Close()
	c := newFS(t, dir)
	mustCreate(t, c, "three", "3")
	if _, err := os.Lstat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the leftover stays: %v", err)
	}
}

// child runs one test function of this binary in another process.
func child(t *testing.T, name string, env ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+name+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), env...)
	return cmd
}

// A limit of file size stops a write half way, as a full disk does.
func TestFSFullDisk(t *testing.T) {
	if dir := os.Getenv("STORE_TEST_FULL"); dir != "" {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 20, Max: 1 << 20}); err != nil {
			t.Fatal(err)
		}
		s := newFS(t, dir)
		err := s.Create(t.Context(), "a/big", bytes.NewReader(make([]byte, 3<<20)), 3<<20)
		if !errors.Is(err, syscall.EFBIG) {
			t.Fatalf("Create: %v, want %v", err, syscall.EFBIG)
		}
		if want := "create a/big: write to " + dir + "/.tmp: "; !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "new-") {
			t.Errorf("Create: %v, want %s…", err, want)
		}
		mustCreate(t, s, "a/small", "x")
		return
	}
	dir := t.TempDir()
	if out, err := child(t, "TestFSFullDisk", "STORE_TEST_FULL="+dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var left []string
	filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left = append(left, strings.TrimPrefix(p, dir))
		}
		return err
	})
	if !slices.Equal(left, []string{"/.tmp/lock", "/a/small"}) {
		t.Errorf("files left: %q", left)
	}
}

// A process that is killed while it writes leaves whole objects or none.
func TestFSKilled(t *testing.T) {
	content := func(i int) string { return strings.Repeat(fmt.Sprintf("%06d|", i), 20000) }
	if dir := os.Getenv("STORE_TEST_KILL"); dir != "" {
		s := newFS(t, dir)
		for i := range 100000 {
			mustCreate(t, s, fmt.Sprintf("d%d/%d", i%7, i), content(i))
			fmt.Println(i)
		}
	}
	dir := t.TempDir()
	acked := 0
	for round := range 8 {
		cmd := child(t, "TestFSKilled", "STORE_TEST_KILL="+dir)
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Not before it is at work, which on a busy machine takes its time.
		lines := bufio.NewReader(pipe)
		first, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(round*13)*time.Millisecond, func() { cmd.Process.Kill() })
		rest, err := io.ReadAll(lines)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Wait()
		s := newFS(t, dir)
		for line := range strings.Lines(first + string(rest)) {
			var i int
			if _, err := fmt.Sscanf(line, "%d\n", &i); err != nil {
				continue
			}
			acked++
			if _, err := s.Open(t.Context(), fmt.Sprintf("d%d/%d", i%7, i), 0, -1); err != nil {
				t.Errorf("acknowledged, but: %v", err)
			}
		}
		for key, err := range s.List(t.Context(), "d") {
			if err != nil {
				t.Fatal(err)
			}
			r, err := s.Open(t.Context(), key, 0, -1)
			if err != nil {
				t.Fatal(err)
			}
			data, _ := io.ReadAll(r)
			r.Close()
			var i int
			fmt.Sscan(key[strings.IndexByte(key, '/')+1:], &i)
			if string(data) != content(i) {
				t.Errorf("%s is half-written: %d bytes", key, len(data))
			}
		}
		s.Close()
	}
	if acked == 0 {
		t.Error("nothing was acknowledged: the test shows nothing")
	}
}

func TestSwapFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "configs", "log.head")
	if err := store.SwapFile(t.Context(), path, nil, []byte("1")); err != nil {
		t.Fatal(err)
	}
	if err := store.SwapFile(t.Context(), path, nil, []byte("2")); !errors.Is(err, store.ErrConflict) {
		t.Errorf("second first value: %v", err)
	}
	if err := os.WriteFile(path+".new", []byte("left by a crash"), 0o600); err != nil {
		t.Fatal(err)
	}
	big := bytes.Repeat([]byte("x"), 3<<20)
	if err := store.SwapFile(t.Context(), path, []byte("1"), big); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path); !bytes.Equal(data, big) {
		t.Errorf("%d bytes", len(data))
	}
	if fi, _ := os.Stat(path); fi.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", fi.Mode())
	}
}

func TestMemFaults(t *testing.T) {
	m := store.NewMem(t)
	fault := store.FailBefore
	m.Inject(func(c store.Call) store.Fault {
		if c.Op == "create" && c.Key == "x" {
			return fault
		}
		return store.NoFault
	})
	if err := m.Create(t.Context(), "x", strings.NewReader("1"), 1); !errors.Is(err, store.ErrInjected) || m.Get("x") != nil {
		t.Errorf("fail before: %v, %q", err, m.Get("x"))
	}
	fault = store.FailAfter
	if err := m.Create(t.Context(), "x", strings.NewReader("1"), 1); !errors.Is(err, store.ErrInjected) || string(m.Get("x")) != "1" {
		t.Errorf("fail after: %v, %q", err, m.Get("x"))
	}
	mustCreate(t, m, "y", "2")
}

// fakeT notes what Mem would tell a test.
type fakeT struct {
	cleanup []func()
	errors  int
}

func (f *fakeT) Helper()               {}
func (f *fakeT) Errorf(string, ...any) { f.errors++ }
func (f *fakeT) Cleanup(fn func())     { f.cleanup = append(f.cleanup, fn) }

func TestMemTellsOfOpenReaders(t *testing.T) {
	f := new(fakeT)
	m := store.NewMem(f)
	mustCreate(t, m, "x", "1")
	r, _ := m.Open(t.Context(), "x", 0, -1)
	m.Open(t.Context(), "x", 0, -1)
	r.Close()
	for _, fn := range f.cleanup {
		fn()
	}
	if f.errors != 1 {
		t.Errorf("%d complaints, want 1", f.errors)
	}
}

func TestRemover(t *testing.T) {
	t.Run("FS", func(t *testing.T) {
		storetest.RunRemover(t, func(t *testing.T) storetest.Removal {
			dir := t.TempDir()
			return storetest.Removal{Store: newFS(t, dir), Reopen: func(t *testing.T) store.Store { return newFS(t, dir) }}
		})
	})
	t.Run("Mem", func(t *testing.T) {
		storetest.RunRemover(t, func(t *testing.T) storetest.Removal { return storetest.Removal{Store: store.NewMem(t)} })
	})
}

// What lies outside is never removed through a link, and the link itself is no
// object.
func TestRemoveLinks(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	for _, name := range []string{"file", "folder/file"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(outside, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(outside, name), []byte("precious"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for from, to := range map[string]string{"file": "file", "folder": "folder"} {
		if err := os.Symlink(filepath.Join(outside, to), filepath.Join(dir, from)); err != nil {
			t.Fatal(err)
		}
	}
	s := newFS(t, dir)
	for _, key := range []string{"file", "folder", "folder/file"} {
		if err := s.Remove(t.Context(), key); !errors.Is(err, store.ErrNotObject) {
			t.Errorf("Remove(%q) through a link: %v, want ErrNotObject", key, err)
		}
	}
	for _, path := range []string{outside + "/file", outside + "/folder/file", dir + "/file", dir + "/folder"} {
		if _, err := os.Lstat(path); err != nil {
			t.Error(err)
		}
	}
}

// An archive that does not exist yet has nothing to remove, and is not made.
func TestRemoveFromNowhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	if err := newFS(t, dir).Remove(t.Context(), "a/b"); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder: %v", err)
	}
}

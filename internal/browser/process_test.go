package browser

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// below gives the processes of b's browser that run, renderers apart.
func below(t *testing.T, b *Browser) (main int, all, renderers []int) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.proc == nil {
		t.Fatal("no browser runs")
	}
	main = b.proc.cmd.Process.Pid
	for _, c := range family(main) {
		all = append(all, c.pid)
		if c.renderer {
			renderers = append(renderers, c.pid)
		}
	}
	return main, all, renderers
}

// leftOf waits until none of the processes run, and tells which still do.
func leftOf(pids []int) (left []int) {
	for range 300 {
		left = slices.DeleteFunc(slices.Clone(pids), func(p int) bool { return !alive(p) })
		if len(left) == 0 {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return left
}

// TestKilled kills the page's renderer, then the whole browser, while a page is
// shown. Once each is mended by the second try.
func TestKilled(t *testing.T) {
	t.Parallel()
	mux := pages()
	var mu sync.Mutex
	var strike func()
	mux.HandleFunc("/struck", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!doctype html><p>stands again<script>fetch('/strike')</script>"))
	})
	mux.HandleFunc("/strike", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		f := strike
		strike = nil
		mu.Unlock()
		if f != nil {
			f()
		}
	})
	s := newSite(t, mux)
	b := newBrowser(t, Config{})
	capture(t, b, s, "/here", false)
	first, _, _ := below(t, b)
	always := func(f func()) func() {
		var again func()
		again = func() {
			f()
			mu.Lock()
			strike = again
			mu.Unlock()
		}
		return again
	}
	renderers := func() {
		_, _, r := below(t, b)
		for _, pid := range r {
			syscall.Kill(pid, syscall.SIGKILL)
		}
	}
	browser := func() {
		main, _, _ := below(t, b)
		syscall.Kill(main, syscall.SIGKILL)
	}

	strike = renderers
	p := capture(t, b, s, "/struck", true)
	has(t, p, "stands again")
	if p.Crashed || len(p.Screenshot) == 0 {
		t.Errorf("page %+v", p)
	}
	if again, _, _ := below(t, b); again != first {
		t.Error("the browser was replaced for one dead page")
	}

	strike = always(renderers)
	if p := capture(t, b, s, "/struck", true); !p.Crashed {
		t.Errorf("twice dead, and not said: %+v", p)
	}

	strike = browser
	_, all, _ := below(t, b)
	has(t, capture(t, b, s, "/struck", true), "stands again")
	if left := leftOf(append(all, first)); len(left) > 0 {
		t.Errorf("of the killed browser %d processes are left", len(left))
	}

	strike = always(browser)
	if p, err := b.Capture(t.Context(), s.URL+"/struck", Options{Transport: s.transport}); err == nil || !errors.Is(err, errLost) {
		t.Errorf("a browser that always dies gave %+v, %v", p, err)
	}
	mu.Lock()
	strike = nil
	mu.Unlock()
	has(t, capture(t, b, s, "/struck", false), "stands again")

	main, all, _ := below(t, b)
	dir := b.proc.profile.dir
	b.Close()
	if left := leftOf(append(all, main)); len(left) > 0 {
		t.Errorf("after Close %d processes are left", len(left))
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after Close the profile is left: %v", err)
	}
	if _, err := b.Capture(t.Context(), s.URL+"/here", Options{Transport: s.transport}); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// TestHung stops the page's renderer without killing it: the capture ends within
// its time, and the browser that holds such a one is replaced.
func TestHung(t *testing.T) {
	t.Parallel()
	mux := pages()
	var b *Browser
	mux.HandleFunc("/hung", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!doctype html><p>hung<script>fetch('/stop')</script>"))
	})
	mux.HandleFunc("/stop", func(w http.ResponseWriter, r *http.Request) {
		_, _, renderers := below(t, b)
		for _, pid := range renderers {
			syscall.Kill(pid, syscall.SIGSTOP)
		}
	})
	s := newSite(t, mux)
	b = newBrowser(t, Config{Limits: Limits{Time: 8 * time.Second}})
	capture(t, b, s, "/here", false)
	first, all, _ := below(t, b)
	p := capture(t, b, s, "/hung", true)
	if len(p.DOM) > 0 || !slices.Contains(p.Cut, "time") {
		t.Errorf("page %+v", p)
	}
	if left := leftOf(append(all, first)); len(left) > 0 {
		t.Errorf("of the browser with the hung page %d processes are left", len(left))
	}
	has(t, capture(t, b, s, "/here", true), "moved here")
}

// TestCancelled: a capture ends with its context, and hinders nobody.
func TestCancelled(t *testing.T) {
	t.Parallel()
	s := newSite(t, pages())
	b := newBrowser(t, Config{})
	capture(t, b, s, "/here", false)
	first, _, _ := below(t, b)
	ctx, cancel := context.WithCancel(t.Context())
	s.asked("/drip", cancel)
	if p, err := b.Capture(ctx, s.URL+"/loading", Options{Transport: s.transport}); !errors.Is(err, context.Canceled) {
		t.Errorf("page %+v, %v", p, err)
	}
	has(t, capture(t, b, s, "/here", false), "moved here")
	if main, _, _ := below(t, b); main != first {
		t.Error("the browser was replaced")
	}
}

// TestRecycled: a browser is replaced after its number of captures, and not
// under those that are under way.
func TestRecycled(t *testing.T) {
	t.Parallel()
	s := newSite(t, pages())
	b := newBrowser(t, Config{Parallel: 2})
	capture(t, b, s, "/here", false)
	first, all, _ := below(t, b)
	b.mu.Lock()
	b.proc.captures = maxCaptures - 2
	b.mu.Unlock()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { has(t, capture(t, b, s, "/xhr", false), "text by script") })
	}
	wg.Wait()
	if main, _, _ := below(t, b); main == first {
		t.Error("the browser was not replaced")
	}
	if left := leftOf(append(all, first)); len(left) > 0 {
		t.Errorf("of the first browser %d processes are left", len(left))
	}
}

// TestHelper is no test: it is the process that TestOrphans kills and that
// TestSandbox runs as another user.
func TestHelper(t *testing.T) {
	if os.Getenv("BROWSER_HELPER") == "" {
		return
	}
	s := newSite(t, pages())
	b := newBrowser(t, Config{Path: os.Getenv("BROWSER_PATH")})
	p := capture(t, b, s, os.Getenv("BROWSER_HELPER"), true)
	main, all, _ := below(t, b)
	os.Stdout.WriteString("PIDS")
	for _, pid := range append(all, main) {
		os.Stdout.WriteString(" " + strconv.Itoa(pid))
	}
	os.Stdout.WriteString("\nPROFILE " + b.proc.profile.dir + "\n")
	_, _, renderers := below(t, b)
	sandbox := strconv.FormatBool(p.Environment.Sandbox)
	for _, pid := range renderers { // the kernel's word for it
		status, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
		if filtered := strings.Contains(string(status), "\nSeccomp:\t2\n"); filtered != p.Environment.Sandbox {
			sandbox = "not as said"
		}
	}
	os.Stdout.WriteString("SANDBOX " + sandbox + " " + strings.Join(strings.Fields(p.Text), " ") + "\n")
	if os.Getenv("BROWSER_STAY") == "" {
		return
	}
	b.Capture(t.Context(), s.URL+"/loading", Options{Transport: s.transport})
}

// helper starts TestHelper in a process of its own and reads what it says.
func helper(t *testing.T, page string, change func(*exec.Cmd)) (cmd *exec.Cmd, pids []int, profile, said string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(exe, "-test.run=^TestHelper$", "-test.v")
	cmd.Env = append(os.Environ(), "BROWSER_HELPER="+page)
	if change != nil {
		change(cmd)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	var all strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := lines.Text()
		all.WriteString(line + "\n")
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "PIDS":
			for f := range strings.FieldsSeq(rest) {
				pid, _ := strconv.Atoi(f)
				pids = append(pids, pid)
			}
		case "PROFILE":
			profile = rest
		case "SANDBOX":
			return cmd, pids, profile, rest
		}
	}
	t.Fatalf("the helper said only:\n%s", all.String())
	return
}

// TestOrphans kills a process that has a browser, with no chance to clean up: the
// browser's processes end with it, and its profile goes with the next start.
func TestOrphans(t *testing.T) {
	tmp := t.TempDir()
	cmd, pids, profile, _ := helper(t, "/here", func(c *exec.Cmd) {
		c.Env = append(c.Env, "BROWSER_STAY=1", "TMPDIR="+tmp)
	})
	if len(pids) < 3 || !strings.HasPrefix(profile, tmp) {
		t.Fatalf("processes %v, profile %s", pids, profile)
	}
	cmd.Process.Kill()
	cmd.Wait()
	if left := leftOf(pids); len(left) > 0 {
		t.Errorf("%d of %d processes outlive the one that was killed", len(left), len(pids))
	}
	if _, err := os.Stat(profile); err != nil {
		t.Errorf("a killed process cannot have removed its profile, yet: %v", err)
	}
	// One that is in use, one that is being made, and one of no known kind stay.
	t.Setenv("TMPDIR", tmp)
	used, err := newProfile()
	if err != nil {
		t.Fatal(err)
	}
	defer used.remove()
	made := filepath.Join(tmp, profilePrefix+"made")
	os.Mkdir(made, 0o700)
	sweep(tmp)
	found, _ := filepath.Glob(filepath.Join(tmp, "*"))
	slices.Sort(found)
	want := []string{used.dir, made}
	slices.Sort(want)
	if !slices.Equal(found, want) {
		t.Errorf("left are %q, want %q", found, want)
	}
}

// TestSweepSpares: two processes that start at once do not take each other's
// folders for abandoned.
func TestSweepSpares(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				p, err := newProfile()
				if err != nil {
					t.Error(err)
					continue
				}
				if _, err := os.Stat(filepath.Join(p.dir, "profile")); err != nil {
					t.Errorf("swept while it was held: %v", err)
				}
				p.remove()
			}
		})
	}
	wg.Wait()
}

// TestSandbox: as an ordinary user Chromium keeps its sandbox.
func TestSandbox(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		_, _, _, said := helper(t, "/xhr", nil)
		if !strings.HasPrefix(said, "true text by script") {
			t.Errorf("the helper says %q", said)
		}
		return
	}
	tmp, err := os.MkdirTemp("", "browser-test-nobody-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(tmp)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test's own folder is root's alone.
	data, err := os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(tmp, "helper")
	if err := errors.Join(os.WriteFile(program, data, 0o755), os.Chmod(tmp, 0o777)); err != nil {
		t.Fatal(err)
	}
	const nobody = 65534
	// The second is a Chromium where the kernel gives it no sandbox.
	without := filepath.Join(tmp, "without")
	real, err := Find("")
	if err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\ncase \" $* \" in *' --no-sandbox '*) exec " + real + " \"$@\";; esac\necho 'No usable sandbox!' >&2; exit 1\n"
	if err := os.WriteFile(without, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{real: "true text by script", without: "false text by script"} {
		_, pids, _, said := helper(t, "/xhr", func(c *exec.Cmd) {
			c.Path, c.Args[0], c.Dir = program, program, tmp
			c.Env = append(c.Env, "TMPDIR="+tmp, "HOME="+tmp, "BROWSER_PATH="+path)
			c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		})
		if !strings.HasPrefix(said, want) {
			t.Errorf("%s: the helper says %q", path, said)
		}
		if left := leftOf(pids); len(left) > 0 {
			t.Errorf("%d processes are left", len(left))
		}
	}
}

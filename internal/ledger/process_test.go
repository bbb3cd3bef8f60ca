package ledger

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"archiver/internal/store"
)

// child is another process that appends batches, and says so once each is
// acknowledged: "first number, count".
func child() int {
	ctx := context.Background()
	dir := os.Getenv("LEDGER_TEST_CHILD")
	cfg, err := dirConfig(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	l, err := Open(ctx, cfg)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var from, batches int
	fmt.Sscan(os.Getenv("LEDGER_TEST_WORK"), &from, &batches)
	for range batches {
		n := 1 + rand.IntN(60)
		if _, err := l.Append(ctx, recs(from, n)...); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		fmt.Println(from, n)
		from += n
	}
	return 0
}

func dirConfig(dir string) (Config, error) {
	st, err := store.NewFS(filepath.Join(dir, "archive"))
	if err != nil {
		return Config{}, err
	}
	key, err := os.ReadFile(filepath.Join(dir, "log.key"))
	if err != nil {
		return Config{}, err
	}
	return Config{Store: st, Head: FileHead(filepath.Join(dir, "log.head")), SignerKey: string(key)}, nil
}

func newDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	skey, _, err := GenerateKey(testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "log.key"), []byte(skey), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// output is what a process says.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

// waitForLine waits until the process has said something; a busy machine may
// take its time.
func (o *output) waitForLine(t *testing.T) {
	t.Helper()
	for range 3000 {
		o.mu.Lock()
		some := bytes.Contains(o.buf.Bytes(), []byte("\n"))
		o.mu.Unlock()
		if some {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the process says nothing")
}

func startChild(t *testing.T, dir string, from, batches int) (*exec.Cmd, *output) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LEDGER_TEST_CHILD="+dir, fmt.Sprintf("LEDGER_TEST_WORK=%d %d", from, batches))
	out := new(output)
	cmd.Stdout = out
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// acknowledged reads what a child said, once it has ended.
func acknowledged(out *output) []int {
	var acked []int
	for s := bufio.NewScanner(&out.buf); s.Scan(); {
		var from, n int
		if k, _ := fmt.Sscan(s.Text(), &from, &n); k == 2 {
			for i := range n {
				acked = append(acked, from+i)
			}
		}
	}
	return acked
}

// Several processes begin and append to one log at once: all that they append is
// there, once, and in the order of each.
func TestProcesses(t *testing.T) { // raced
	dir := newDir(t)
	var mu sync.Mutex
	var all []int
	var wg sync.WaitGroup
	for p := range 3 {
		cmd, out := startChild(t, dir, 100000*p, 12)
		wg.Go(func() {
			if err := cmd.Wait(); err != nil {
				t.Errorf("process %d: %v", p, err)
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, acknowledged(out)...)
		})
	}
	wg.Wait()
	cfg, err := dirConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	checkClean(t, cfg.Store)
	got := numbers(t, cfg.Store)
	last := map[int]int{}
	for _, n := range got {
		if before, ok := last[n/100000]; ok && before >= n {
			t.Errorf("%d stands after %d", n, before)
		}
		last[n/100000] = n
	}
	slices.Sort(got)
	slices.Sort(all)
	if !slices.Equal(got, all) {
		t.Errorf("%d records, %d acknowledged", len(got), len(all))
	}
}

// Several goroutines share a log and a reader.
func TestGoroutines(t *testing.T) { // raced
	w := newWorld(t)
	l := w.open()
	appendN(t, l, 0, 3)
	r, err := OpenReader(ctx, w.archive)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for p := range 4 {
		wg.Go(func() {
			for i := range 4 {
				if _, err := l.Append(ctx, recs(100*(p+1)+5*i, 5)...); err != nil {
					t.Error(err)
				}
				if line, err := r.Record(ctx, int64(i%3), 0); err != nil || line.Index != int64(i%3) {
					t.Errorf("record %d: %+v, %v", i%3, line, err)
				}
			}
		})
	}
	wg.Wait()
	checkClean(t, w.archive)
	if got := numbers(t, w.archive); len(got) != 3+4*4*5 {
		t.Errorf("%d records", len(got))
	}
}

// A process is killed at random moments: what it acknowledged is there.
func TestKilled(t *testing.T) {
	dir := newDir(t)
	var acked []int
	from := 0
	for round := range 15 {
		cmd, out := startChild(t, dir, from, 1000)
		if round%3 > 0 { // else perhaps before it has done anything
			out.waitForLine(t)
		}
		time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		acked = append(acked, acknowledged(out)...)
		from += 100000
		if round%5 != 4 {
			continue // the next child mends
		}
		cfg, err := dirConfig(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(ctx, cfg); err != nil {
			t.Fatal(err)
		}
		checkClean(t, cfg.Store)
		count := map[int]int{}
		for _, n := range numbers(t, cfg.Store) {
			count[n]++
		}
		for _, n := range acked {
			if count[n] != 1 {
				t.Errorf("record %d was acknowledged, and is there %d times", n, count[n])
			}
		}
		for key, err := range cfg.Store.List(ctx, "") {
			if err != nil || strings.Contains(key, "new-") {
				t.Errorf("listed: %s, %v", key, err)
			}
		}
	}
	if len(acked) == 0 {
		t.Error("nothing was acknowledged: the test shows nothing")
	}
	t.Logf("%d acknowledged", len(acked))
}

// Two processes append to one log at once, and again and again one of them is
// killed with -9: nothing that either acknowledged is lost or doubled, each
// checkpoint that was ever to be seen is a beginning of the log at the end, and the
// next append ends clean.
func TestKilledBeside(t *testing.T) { // raced
	dir := newDir(t)
	cfg, err := dirConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, cfg); err != nil {
		t.Fatal(err)
	}
	steady, steadyOut := startChild(t, dir, 0, 120)
	ended := make(chan error, 1)
	go func() { ended <- steady.Wait() }()
	var acked []int
	seen := map[string]bool{}
	kills := 0
	for from, running := 100000, true; running; from += 100000 {
		cmd, out := startChild(t, dir, from, 1000)
		if kills%2 == 0 {
			out.waitForLine(t)
		}
		time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
		for _, file := range []string{"archive/log/checkpoint", "log.head"} {
			raw, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Fatal(err)
			}
			if cp, _, err := splitHead(raw); err == nil {
				raw = cp
			}
			seen[string(raw)] = true
		}
		cmd.Process.Kill()
		cmd.Wait()
		kills++
		acked = append(acked, acknowledged(out)...)
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("the process that was not killed: %v", err)
			}
			running = false
		default:
		}
	}
	steadyAcked := acknowledged(steadyOut)
	acked = append(acked, steadyAcked...)
	l, err := Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	appendN(t, l, 99999999, 1)
	checkClean(t, cfg.Store)
	r, err := OpenReader(ctx, cfg.Store)
	if err != nil {
		t.Fatal(err)
	}
	for raw := range seen {
		cp, err := parseCheckpoint([]byte(raw), r.v)
		if err != nil {
			t.Fatal(err)
		}
		proof, err := r.Consistency(ctx, cp.size, r.cp.size)
		if err != nil || !consistent(proof, cp, r.cp) {
			t.Errorf("a checkpoint of %d entries was to be seen, and is of another log: %v", cp.size, err)
		}
	}
	count := map[int]int{}
	for _, n := range numbers(t, cfg.Store) {
		count[n]++
	}
	for n, times := range count {
		if times != 1 {
			t.Errorf("record %d is there %d times", n, times)
		}
	}
	for _, n := range acked {
		if count[n] != 1 {
			t.Errorf("record %d was acknowledged, and is there %d times", n, count[n])
		}
	}
	if kills < 2 || len(steadyAcked) < 120 || len(acked) == len(steadyAcked) {
		t.Errorf("%d kills, %d and %d acknowledged: the test shows nothing", kills, len(steadyAcked), len(acked)-len(steadyAcked))
	}
	t.Logf("%d kills, %d and %d acknowledged, %d checkpoints seen", kills, len(steadyAcked), len(acked)-len(steadyAcked), len(seen))
}

// meddler is a head at which another process is at work: just before or after
// the value is read for the first time.
type meddler struct {
	Head
	before, after func()
}

func (m *meddler) Load(ctx context.Context) ([]byte, error) {
	if f := m.before; f != nil {
		m.before = nil
		f()
	}
	value, err := m.Head.Load(ctx)
	if f := m.after; f != nil {
		m.after = nil
		f()
	}
	return value, err
}

// What another process does between two reads is not taken for damage.
func TestMeddling(t *testing.T) {
	for name, meddle := range map[string]func(w *world, m *meddler){
		"begins the log after a look at the head": func(w *world, m *meddler) {
			m.after = func() { w.open() }
		},
		"begins and appends after a look at the head": func(w *world, m *meddler) {
			m.after = func() { appendN(t, w.open(), 0, 3) }
		},
		"appends several batches after a look at the archive": func(w *world, m *meddler) {
			l := w.open()
			first := true
			m.before = func() { // begin's look; then settle's
				m.before = func() {
					if first {
						first = false
						appendN(t, l, 0, 3)
						appendN(t, l, 3, 3)
					}
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			m := &meddler{Head: memHead{w.head}}
			meddle(w, m)
			cfg := w.config()
			cfg.Head = m
			l, err := Open(ctx, cfg)
			if err != nil {
				t.Fatal(err)
			}
			appendN(t, l, 100, 2)
			checkClean(t, w.archive)
		})
	}
}

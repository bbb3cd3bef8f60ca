package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Tree is what a process used together with all that it started.
type Tree struct {
	Cost
	// PSS are sums over all its processes, in bytes, each a share of what several
	// have in common, taken five times a second.
	PSS []int64
	// Processes is how many there were at most; Left those that outlived it.
	Processes int
	Left      []string
}

// RunTree measures one command with its descendants.
func RunTree(t testing.TB, c Command) Tree {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), c.Args[0], c.Args[1:]...)
	cmd.Dir, cmd.Env = c.Dir, c.Env
	// Files: a pipe would be waited for until the last descendant has closed it.
	dir := t.TempDir()
	var err error
	var out, msg *os.File
	if out, err = os.Create(filepath.Join(dir, "out")); err == nil {
		msg, err = os.Create(filepath.Join(dir, "err"))
	}
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	defer msg.Close()
	cmd.Stdout, cmd.Stderr = out, msg
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var tree Tree
	seen := map[int]string{} // by process, when it started: numbers come again
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			list := descendants(cmd.Process.Pid)
			var sum int64
			for _, pid := range list {
				sum += pss(pid)
				if at := started(pid); at != "" {
					seen[pid] = at
				}
			}
			tree.PSS = append(tree.PSS, sum)
			tree.Processes = max(tree.Processes, len(list))
			select {
			case <-ctx.Done():
				return
			case <-time.After(200 * time.Millisecond):
			}
		}
	}()
	err = cmd.Wait()
	tree.Wall = time.Since(start)
	stop()
	<-done
	time.Sleep(time.Second) // what is killed takes a moment to go
	for pid, at := range seen {
		if started(pid) == at {
			name, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
			tree.Left = append(tree.Left, fmt.Sprintf("%d %.200q", pid, bytes.ReplaceAll(name, []byte{0}, []byte(" "))))
		}
	}
	tree.CPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	tree.Exit = cmd.ProcessState.ExitCode()
	tree.Stdout, _ = os.ReadFile(out.Name())
	tree.Stderr, _ = os.ReadFile(msg.Name())
	if err != nil && tree.Exit < 0 {
		t.Fatalf("%q: %v\n%s", c.Args, err, tail(tree.Stderr))
	}
	return tree
}

// Peak is the largest PSS in a part of the run, from and to being shares of it.
func (r Tree) Peak(from, to float64) (peak int64) {
	n := float64(len(r.PSS))
	for _, b := range r.PSS[int(n*from):int(n*to)] {
		peak = max(peak, b)
	}
	return peak
}

// descendants are a process and all below it.
func descendants(root int) []int {
	parent := map[int]int{}
	names, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range names {
		if f := stat(name); f != nil {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
			parent[pid], _ = strconv.Atoi(f[1])
		}
	}
	out := []int{root}
	for i := 0; i < len(out); i++ {
		for pid, above := range parent {
			if above == out[i] {
				out = append(out, pid)
			}
		}
	}
	return out
}

// stat gives the fields of /proc/PID/stat from the state on (proc(5)); nil of a
// process that is gone, or only waits to be buried.
func stat(name string) []string {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	if len(f) < 20 || f[0] == "Z" {
		return nil
	}
	return f
}

func started(pid int) string {
	if f := stat(fmt.Sprintf("/proc/%d/stat", pid)); f != nil && syscall.Kill(pid, 0) == nil {
		return f[19]
	}
	return ""
}

func pss(pid int) int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10
		}
	}
	return 0
}

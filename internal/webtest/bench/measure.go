// Package bench measures the built program, and wget beside it, as processes
// against one local origin, and prints what it found as a table. It judges
// nothing but what would make a figure void: pages not fetched, a wrong exit
// code. For `make bench` only.
package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Cost is what a process, or several at once, took.
type Cost struct {
	Wall time.Duration
	CPU  time.Duration // user and system, children that it waited for included
	// RSS is the largest resident set in bytes, added up where several run. A
	// child inherits its parent's mark, so a figure near the test binary's own
	// (some tens of MB) is an upper bound.
	RSS    int64
	Exit   int
	Stdout []byte
	Stderr []byte
}

// Command is one process to measure.
type Command struct {
	Dir  string
	Env  []string // nil: this process's own
	Args []string
}

// Run measures one command. Its exit code is a fact, not an error.
func Run(ctx context.Context, c Command) (Cost, error) {
	cmd := exec.CommandContext(ctx, c.Args[0], c.Args[1:]...)
	cmd.Dir, cmd.Env = c.Dir, c.Env
	var out, msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &msg
	start := time.Now()
	err := cmd.Run()
	cost := Cost{Wall: time.Since(start), Stdout: out.Bytes(), Stderr: msg.Bytes()}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return cost, fmt.Errorf("run %s: %w", c.Args[0], err)
	}
	cost.Exit = cmd.ProcessState.ExitCode()
	cost.CPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		cost.RSS = u.Maxrss * 1024 // in kilobytes on Linux
	}
	return cost, ctx.Err()
}

// Together measures several commands that run at the same time, as one.
func Together(ctx context.Context, commands []Command) (Cost, error) {
	costs := make([]Cost, len(commands))
	errs := make([]error, len(commands))
	start := time.Now()
	var wait sync.WaitGroup
	for i, c := range commands {
		wait.Go(func() { costs[i], errs[i] = Run(ctx, c) })
	}
	wait.Wait()
	sum := Cost{Wall: time.Since(start)}
	for _, c := range costs {
		sum.CPU += c.CPU
		sum.RSS += c.RSS
		sum.Exit = max(sum.Exit, c.Exit)
		sum.Stderr = append(sum.Stderr, c.Stderr...)
	}
	return sum, errors.Join(errs...)
}

// must runs a command that has to end with one exit code.
func must(t testing.TB, exit int, c Command) Cost {
	t.Helper()
	cost, err := Run(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if cost.Exit != exit {
		t.Fatalf("%q: exit code %d, want %d\n%s", c.Args, cost.Exit, exit, tail(cost.Stderr))
	}
	return cost
}

func tail(b []byte) []byte { return b[max(0, len(b)-2000):] }

// size adds up the files under a folder; one that is not there has none.
func size(t testing.TB, dir string) (sum int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

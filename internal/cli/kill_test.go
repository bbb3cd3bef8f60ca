package cli

import (
	"math/rand/v2"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// killer kills commands at random moments of their work. How long that takes it learns
// from those that were done before their moment: a machine that was busy is so no more.
type killer struct {
	within  time.Duration
	met, of int  // running commands, of all
	early   bool // the last was done before
}

// kill starts a command and kills it. It tells whether it was still at work.
func (k *killer) kill(t *testing.T, c *exec.Cmd) bool {
	t.Helper()
	moment := time.Duration(rand.Int64N(int64(k.within)))
	if k.early {
		moment /= 2
	}
	began := time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		_ = c.Wait() // killed, or done just before
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(moment):
		_ = c.Process.Signal(syscall.SIGKILL)
		<-done
	}
	k.of++
	met := c.ProcessState.Sys().(syscall.WaitStatus).Signaled()
	if met {
		k.met++
		k.within += k.within / 8
	} else {
		k.within = time.Since(began)
	}
	k.early = !met
	return met
}

// enough wants a good part of the commands to have been at work, else nothing was tested.
func (k *killer) enough(t *testing.T) {
	t.Helper()
	t.Logf("%d of %d were killed at work, of some %v", k.met, k.of, k.within.Round(time.Millisecond))
	if k.met < k.of/3 {
		t.Errorf("only %d of %d kills met a running program", k.met, k.of)
	}
}

package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

const (
	maxFile   = 1 << 30  // bytes of a PDF that are handed to pdftotext
	maxOutput = 64 << 20 // bytes of text that are taken from it
	maxNotes  = 16 << 10 // bytes of its error output that are kept
)

// result is how a worker ended.
type result struct {
	out     []byte
	notes   string // its error output
	code    int    // exit code, -1 when a signal ended it
	signal  syscall.Signal
	timeout bool
	cut     bool // more than maxOutput
}

// spool copies r to a temporary file that has no name any more: it is gone
// with the last process that holds it. tooLarge tells that r has more than
// limit bytes.
func spool(r io.Reader, limit int64) (f *os.File, tooLarge bool, err error) {
	f, err = os.CreateTemp("", "archiver-extract-")
	if err != nil {
		return nil, false, fmt.Errorf("spool document: %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		f.Close()
		return nil, false, fmt.Errorf("spool document: %w", err)
	}
	// Errors of reading are the body's and are kept there; those of writing
	// are ours.
	w := &sink{f: f}
	n, _ := io.Copy(w, io.LimitReader(r, limit+1))
	if w.err == nil {
		_, w.err = f.Seek(0, io.SeekStart)
	}
	if w.err != nil {
		f.Close()
		return nil, false, fmt.Errorf("spool document: %w", w.err)
	}
	return f, n > limit, nil
}

// sink remembers whether writing failed, which io.Copy does not tell apart.
type sink struct {
	f   *os.File
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.f.Write(p)
	if err != nil {
		s.err = err
	}
	return n, err
}

// work runs argv over file, its standard input, and gives what it writes.
func (x *Extractor) work(ctx context.Context, file *os.File, argv []string) (*result, error) {
	var out bytes.Buffer
	res, err := x.stream(ctx, file, argv, func(r io.Reader) bool {
		n, _ := out.ReadFrom(io.LimitReader(r, maxOutput+1)) // how it ended is told by Wait
		if n > maxOutput {
			out.Truncate(maxOutput)
		}
		return n <= maxOutput
	})
	if res != nil {
		res.out = out.Bytes()
	}
	return res, err
}

// stream runs argv over file, its standard input, and has read take what it
// writes; false from it means that this is too much, and ends the worker. The
// worker has a process group of its own and no environment; at the end of ctx
// the group is killed.
func (x *Extractor) stream(ctx context.Context, file *os.File, argv []string, read func(io.Reader) bool) (*result, error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdin = file
	cmd.Env = []string{}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	var notes head
	notes.limit = maxNotes
	cmd.Stderr = &notes
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start extract worker: %w", err)
	}
	if err := cmd.Start(); err != nil {
		if ctx.Err() != nil {
			return &result{code: -1, timeout: true}, nil
		}
		return nil, fmt.Errorf("start extract worker: %w", err)
	}
	res := &result{}
	if !read(stdout) {
		res.cut = true
		_ = cmd.Cancel() // gone already: as good
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && ctx.Err() == nil {
		return nil, fmt.Errorf("run extract worker: %w", err)
	}
	res.notes = notes.String()
	res.code = cmd.ProcessState.ExitCode()
	if ws, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		res.signal = ws.Signal()
	}
	// The kernel's own limit on processor time ends in SIGXCPU, then SIGKILL.
	res.timeout = ctx.Err() != nil || res.signal == syscall.SIGXCPU
	return res, nil
}

// cpuSeconds is the limit on processor time: the wall's, rounded up.
func cpuSeconds(d time.Duration) int64 { return int64((d + time.Second - 1) / time.Second) }

// outOfMemory tells that the worker met its limit on memory.
func (r *result) outOfMemory() bool {
	for _, sign := range [...]string{"out of memory", "cannot allocate memory", "bad_alloc", "memory limit"} {
		if strings.Contains(strings.ToLower(r.notes), sign) {
			return true
		}
	}
	return r.signal == syscall.SIGABRT
}

// head keeps the first bytes written to it.
type head struct {
	bytes.Buffer
	limit int
}

func (h *head) Write(p []byte) (int, error) {
	if room := h.limit - h.Len(); room > 0 {
		h.Buffer.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}

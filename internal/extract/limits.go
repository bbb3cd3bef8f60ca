package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"syscall"
)

// workerFailed begins the errors of RunWorker, by which the parent tells its
// own failure from the document's.
const workerFailed = "extract worker: "

// RunWorker is what the hidden command of Config.Worker calls. It runs in a
// process of its own that reads one hostile file, in, as DOCX or ODT, and may
// die of it. It writes a JSON document to out. The arguments are the limits:
// bytes of memory and seconds of processor time.
func RunWorker(args []string, in io.Reader, out io.Writer) error {
	if len(args) != 2 {
		return errors.New(workerFailed + "memory and seconds are needed")
	}
	memory, err := strconv.ParseUint(args[0], 10, 63)
	if err != nil {
		return fmt.Errorf(workerFailed+"memory limit: %w", err)
	}
	seconds, err := strconv.ParseUint(args[1], 10, 32)
	if err != nil {
		return fmt.Errorf(workerFailed+"time limit: %w", err)
	}
	// The Go runtime has reserved much address space already.
	if err := limit(memory+addressSpace(), seconds); err != nil {
		return err
	}
	ra, size, err := randomAccess(in)
	if err != nil {
		return fmt.Errorf(workerFailed+"read document: %w", err)
	}
	return json.NewEncoder(out).Encode(readOffice(ra, size, maxInflated))
}

// limit bounds this process: memory, processor time, no files written, no core.
func limit(memory, seconds uint64) error {
	for _, l := range [...]struct {
		name     string
		resource int
		cur, max uint64
	}{
		{"processor time", syscall.RLIMIT_CPU, seconds, seconds + 1},
		{"file size", syscall.RLIMIT_FSIZE, 0, 0},
		{"core size", syscall.RLIMIT_CORE, 0, 0},
		{"memory", syscall.RLIMIT_AS, memory, memory}, // last: nothing may be allocated after it
	} {
		if err := syscall.Setrlimit(l.resource, &syscall.Rlimit{Cur: l.cur, Max: l.max}); err != nil {
			return fmt.Errorf(workerFailed+"limit %s: %w", l.name, err)
		}
	}
	return nil
}

// addressSpace is what this process has reserved, in bytes, or 0.
func addressSpace() uint64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	field, _, _ := bytes.Cut(b, []byte(" "))
	pages, err := strconv.ParseUint(string(field), 10, 63)
	if err != nil {
		return 0
	}
	return pages * uint64(os.Getpagesize())
}

// randomAccess gives in as a file, or reads it whole.
func randomAccess(in io.Reader) (io.ReaderAt, int64, error) {
	if f, ok := in.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
			return f, st.Size(), nil
		}
	}
	b, err := io.ReadAll(io.LimitReader(in, maxZIP+1))
	return bytes.NewReader(b), int64(len(b)), err
}

package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"archiver/internal/ledger"
)

// alertJournal remembers, in a small file beside the catalog, which message is on its way
// and what came of it, until that is in the log. So a killed program leaves doubt only
// of what was on its way at that moment.
type alertJournal struct {
	mu   sync.Mutex
	path string
}

// journalLine is one line of the file.
type journalLine struct {
	ID     string                  `json:"id"` // of the message
	Target string                  `json:"target"`
	Done   *ledger.AlertSentRecord `json:"done,omitempty"` // nil: it is about to be sent
	At     time.Time               `json:"at"`
}

// journalKey names one message to one target.
func journalKey(id, target string) string { return id + " " + target }

// read gives the last line of each message to each target. A line that was cut short was
// not written yet: what it is about was not begun, or is in doubt as the line before says.
func (j *alertJournal) read() (map[string]journalLine, error) {
	data, err := os.ReadFile(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read which alerts were on their way: %w", err)
	}
	by := map[string]journalLine{}
	for line := range bytes.Lines(data) {
		var l journalLine
		if json.Unmarshal(line, &l) == nil && l.ID != "" {
			by[journalKey(l.ID, l.Target)] = l
		}
	}
	return by, nil
}

// add writes a line, which then survives a power cut.
func (j *alertJournal) add(l journalLine) error {
	line, err := json.Marshal(l)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	f, err := os.OpenFile(j.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("note that an alert is on its way: %w", err)
	}
	// A line before it that was cut short must not swallow this one.
	_, err = f.Write(append(append([]byte("\n"), line...), '\n'))
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = syncFolder(filepath.Dir(j.path))
	}
	if err != nil {
		return fmt.Errorf("note that an alert is on its way: %w", err)
	}
	return nil
}

// clear forgets it all: the log has it.
func (j *alertJournal) clear() error {
	if err := os.Remove(j.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget which alerts were on their way: %w", err)
	}
	return nil
}

// tryLock takes a lock that nobody waits for; nil where another process has it.
func tryLock(path string) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	for {
		switch err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); {
		case err == nil:
			return func() { f.Close() }, nil
		case errors.Is(err, unix.EINTR):
			continue
		}
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, nil
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
}

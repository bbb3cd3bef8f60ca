package watch

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// journal notes the snapshots that are about to be stored, so that a run which
// dies between storing and logging is mended by the next. It is a file beside
// the catalog, one record a line. It is not synced: after a power cut the
// sources of a lost note are still due, and looked at again.
type journal struct {
	path string

	mu sync.Mutex
	f  *os.File
}

// note adds a record.
func (j *journal) note(r ledger.SnapshotRecord) error {
	line, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("note snapshot: %w", err)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.f == nil {
		if j.f, err = os.OpenFile(j.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600); err != nil {
			return fmt.Errorf("note snapshot: %w", err)
		}
	}
	if _, err := j.f.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("note snapshot: %w", err)
	}
	return nil
}

// notes reads what a run has left. A last line that was cut by a kill belongs
// to a snapshot that was not stored yet.
func (j *journal) notes() ([]ledger.SnapshotRecord, error) {
	f, err := os.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read notes of snapshots: %w", err)
	}
	defer f.Close()
	var list []ledger.SnapshotRecord
	for in := bufio.NewReader(f); ; {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read notes of snapshots: %w", err)
		}
		var r ledger.SnapshotRecord
		if err := json.Unmarshal(line, &r); err == nil && store.CheckKey(r.Object) == nil {
			list = append(list, r)
		}
	}
}

// clear forgets all notes: their snapshots are in the log.
func (j *journal) clear() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.f != nil {
		j.f.Close()
		j.f = nil
	}
	if err := os.Remove(j.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear notes of snapshots: %w", err)
	}
	return nil
}

package mirror

import (
	"fmt"
	"time"

	"archiver/internal/ledger"
)

// Other says why a place is not written to.
type Other int

const (
	FolderGone    Other = iota // the mirror's folder was filled before, and is not there
	FolderEmpty                // it was filled before, and holds nothing
	Foreign                    // the mirror holds another archive, or is the archive itself
	Newer                      // its log is longer than that of the archive
	Forked                     // its log is no beginning of that of the archive
	TargetForeign              // the target of a copy holds another archive
	TargetNewer                // its log is longer than that of what is to be copied
)

// OtherError is a place that holds what this archive may not be written over.
type OtherError struct {
	Kind Other
	Why  string
}

func (e *OtherError) Error() string { return e.Why }

// RaceError is another writer that is always quicker.
type RaceError struct{ Err error }

func (e *RaceError) Error() string {
	return "something else keeps writing " + ledger.CheckpointKey + " there at the same time"
}
func (e *RaceError) Unwrap() error { return e.Err }

// A mirror that costs a run more than it may.
var (
	ErrStalled = fmt.Errorf("it did not answer for %d minute", int(mirrorPatience/time.Minute))
	ErrSlow    = fmt.Errorf("it takes more than the %d minutes that a run gives it", int(mirrorTime/time.Minute))
)

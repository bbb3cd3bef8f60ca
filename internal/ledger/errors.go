package ledger

import "fmt"

// AlteredError says that something in the archive is not what the signed log
// says it is.
type AlteredError struct {
	Object string // key in the store
	Detail string
}

func (e *AlteredError) Error() string { return fmt.Sprintf("verify %s: %s", e.Object, e.Detail) }

// KeyMismatchError says that the archive's log is signed with another key.
type KeyMismatchError struct{ Archive, Ours string } // verifier keys

func (e *KeyMismatchError) Error() string {
	return fmt.Sprintf("open log: the archive's key is %s, ours %s", e.Archive, e.Ours)
}

// HeadLostError says that the archive has a log, and the head outside it is
// gone. To go on from what the archive holds could fork the log, if the archive
// is an old copy: Recover does it, and logs that it did.
type HeadLostError struct{ Size int64 } // of the archive's log, if known

func (e *HeadLostError) Error() string {
	return fmt.Sprintf("open log: the archive has a log of %d entries, but the head outside it is lost", e.Size)
}

// AheadError says that the archive is newer than the head: the head was
// restored from a backup, or another head is in use.
type AheadError struct{ Archive, Head int64 } // sizes

func (e *AheadError) Error() string {
	return fmt.Sprintf("open log: the archive's log has %d entries, the head knows of %d only", e.Archive, e.Head)
}

// BehindError says that the archive lacks what was committed to it: it is an
// old copy, or the wrong one.
type BehindError struct{ Archive, Head int64 } // sizes; Archive -1: no log at all

func (e *BehindError) Error() string {
	if e.Archive < 0 {
		return fmt.Sprintf("open log: the head knows of %d entries, the archive has no log", e.Head)
	}
	return fmt.Sprintf("open log: the head knows of %d entries, the archive's log has %d only", e.Head, e.Archive)
}

// ForkError says that head and archive hold two histories.
type ForkError struct{ Size int64 }

func (e *ForkError) Error() string {
	return fmt.Sprintf("open log: head and archive disagree on the first %d entries", e.Size)
}

// HeadError says that the head's value is none.
type HeadError struct{ Err error }

func (e *HeadError) Error() string { return fmt.Sprintf("read log head: %v", e.Err) }
func (e *HeadError) Unwrap() error { return e.Err }

// UnpublishedError says that a batch is committed, and will stand in the log,
// but that writing it out to the archive failed. The next Open or Append does
// it. The records must not be appended again.
type UnpublishedError struct {
	Batch Batch
	Err   error
}

func (e *UnpublishedError) Error() string {
	return fmt.Sprintf("write out log entries %d to %d: %v", e.Batch.First, e.Batch.Size-1, e.Err)
}
func (e *UnpublishedError) Unwrap() error { return e.Err }

// ClaimPlaceError says that the log can't go on, as something that is no claim
// stands where the next one has to. Only who has the log's key, or has seen a claim
// there, knows the place.
type ClaimPlaceError struct {
	Object string // key in the store
	Size   int64  // of the log
}

func (e *ClaimPlaceError) Error() string {
	return fmt.Sprintf("continue log of %d entries: %s: what stands there is no claim that the log's key signed, and keeps the next one from its place", e.Size, e.Object)
}

// InWayError says that something else stands where a file of a committed batch has to,
// which stays committed: see Claimed.
type InWayError struct {
	Object string // key in the store
	Err    error
}

func (e *InWayError) Error() string { return e.Err.Error() }
func (e *InWayError) Unwrap() error { return e.Err }

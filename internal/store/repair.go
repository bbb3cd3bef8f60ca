package store

import (
	"context"
	"io"
)

// Repairer is what a Store may be besides: one in which an object that was damaged
// can be put right, without losing what stands there. Whoever calls it has proved
// that what is there is not what Create wrote, and that the new bytes are.
type Repairer interface {
	// Repair makes size bytes of r what Open gives of key, whatever is there, if
	// anything. That is kept: as an older version where versions are kept, else under
	// the key aside, which is of no other use. Readers see what was there or the new
	// bytes, never neither. After an error it may or may not have happened; trying
	// again is safe. mark, of the number that it is given, proves to a store which
	// keeps versions that the version was written by a repair; others never ask.
	Repair(ctx context.Context, key string, r io.Reader, size int64, aside string, mark func(n int) (string, error)) (Repaired, error)
}

// Repaired says what a repair has done.
type Repaired struct {
	Version string // that was written; "" where no versions are kept
	Aside   string // the key of what was there; "" for none, or where it is a version
}

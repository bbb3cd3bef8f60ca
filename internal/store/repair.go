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
	// again is safe. mark, of the number that it is given, proves to a store which is
	// a Marked that a repair wrote it; others never ask. Of several repairs of an
	// object the later one has the greater number.
	Repair(ctx context.Context, key string, r io.Reader, size int64, aside string, mark func(n int) (string, error)) (Repaired, error)
}

// Marked is what a Repairer may be besides: one whose repairs prove themselves.
type Marked interface {
	// Mark gives the number with which the mark was made of what Open gives; 0: no
	// repair wrote that.
	Mark(ctx context.Context, key string) (int, error)
}

// Aside is the beginning of the keys under which a store without versions keeps what
// repairs found, each followed by the SHA-256 of what it is and the key that it stood
// under.
const Aside = "damaged/"

// Repaired says what a repair has done.
type Repaired struct {
	Version string // that was written; "" where no versions are kept
	Aside   string // the key of what was there; "" for none, or where it is a version
}

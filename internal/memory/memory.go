// Package memory lets the heap grow to 32 MiB before the first garbage collection. A
// command like get ends before it has used so much; by default it would be collected
// three times, the first two while packages are initialised, which is about a sixth of its
// time.
//
// It has to act before other packages allocate. Go initialises a package as soon as its
// imports are, those that are ready in the order of their paths (Go specification,
// "Package initialization", as cmd/link does it since Go 1.21): this one comes before any
// third-party package for its path's sake, and for that it imports nothing else.
package memory

import (
	"os"
	"runtime"
	"runtime/debug"
)

// first is the percentage that makes the first collection due at 32 MiB: of the least
// heap that Go reckons with, 4 MiB.
const first = 800

func init() {
	if os.Getenv("GOGC") != "" { // a person has decided
		return
	}
	usual := debug.SetGCPercent(first)
	// After one collection, the usual pace: a long run stays as small as it would be.
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, usual)
}

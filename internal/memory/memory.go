// Package memory sets how often garbage is collected: not before the heap has 32 MiB, then
// each time it has trebled. A command like get ends before it has used so much; by default
// it would be collected three times, the first two while packages are initialised. A pass
// over a thousand pages takes a fifth less processor time, and some 50 MiB more memory.
//
// It has to act before what is initialised has filled the 4 MiB that Go allows by default,
// so it is no call of main's. Go initialises a package as soon as its imports are, those
// that are ready in the order of their paths: with nothing else imported than this, that
// is after a third of the memory. GODEBUG=inittrace=1,gctrace=1 shows it.
package memory

import (
	"os"
	"runtime"
	"runtime/debug"
)

const (
	first = 800 // percent of the least heap that Go reckons with, 4 MiB
	later = 200 // percent of what was alive after the last collection
)

func init() {
	if os.Getenv("GOGC") != "" { // a person has decided
		return
	}
	debug.SetGCPercent(first)
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, later)
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"archiver/internal/source"
	"archiver/internal/web"
)

// setKeeper keeps the manifests as they were last read, and reads them again where the
// folder says that they changed. It is safe for concurrent use.
type setKeeper struct {
	mu     sync.Mutex
	folder source.Folder
	stamps string    // names, sizes and times of the files
	taken  time.Time // when stamps were
	set    *source.Set
	number int   // of set: how many there were before it
	err    error // why some of the files as they are can't be read
}

// Set implements web.Backend.
func (d *desk) Set(context.Context) (*source.Set, error) {
	set, _, err := d.sets.get()
	return set, err
}

// get gives the set, and a number that no other set has. A *web.StaleError tells of
// manifests that can't be read: such a one stands in the set as it was before, if at all.
func (k *setKeeper) get() (set *source.Set, number int, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.set == nil {
		k.set = &source.Set{}
	}
	paths, err := source.Files(k.folder.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		paths, err = nil, nil // nothing was imported yet
	}
	if err != nil {
		return k.set, k.number, &web.StaleError{Err: err}
	}
	stamps, settled := stampsOf(paths, k.taken)
	if stamps != k.stamps || !settled {
		k.read(paths, stamps)
	}
	if k.err != nil {
		return k.set, k.number, &web.StaleError{Err: k.err}
	}
	return k.set, k.number, nil
}

// read reads the manifests; set and number stay if they say what they said.
func (k *setKeeper) read(paths []string, stamps string) {
	k.stamps, k.taken = stamps, time.Now()
	set, err := k.folder.Sound()
	if len(paths) == 0 && errors.Is(err, fs.ErrNotExist) {
		set, err = &source.Set{}, nil
	}
	if k.err = err; set != nil && set != k.set {
		k.set, k.number = set, k.number+1
	}
}

// stampsOf says by names, sizes and times which files these are, and whether those can
// be relied on that were taken then: a file may be written twice in one tick of a clock.
func stampsOf(paths []string, taken time.Time) (stamps string, settled bool) {
	const tick = 2 * time.Second // the coarsest that a file system has
	var b strings.Builder
	b.WriteByte('.')
	settled = true
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			fmt.Fprintf(&b, "%q %v\n", path, err)
			continue
		}
		fmt.Fprintf(&b, "%q %d %d\n", path, info.Size(), info.ModTime().UnixNano())
		settled = settled && taken.Sub(info.ModTime()) > tick
	}
	return b.String(), settled
}

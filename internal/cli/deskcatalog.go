package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/web"
)

// lender keeps the catalog open for reading and lends it. A reindex, or a run that finds
// it wanting, puts another file in its place: whoever asks next is lent that one, and
// the old one is closed when the last who has it is done. It is safe for concurrent use.
type lender struct {
	path  string
	empty func(context.Context) (bool, error) // nothing was archived yet

	mu  sync.Mutex
	now *lent
}

type lent struct {
	c    *catalog.Catalog
	file os.FileInfo // nil: it is the empty one, of an archive in which there is nothing
	out  int         // how many have it
	old  bool
}

// Catalog implements web.Backend.
func (d *desk) Catalog(ctx context.Context) (*catalog.Catalog, func(), error) {
	return d.catalogs.lend(ctx)
}

// lend gives the catalog as it is now.
func (l *lender) lend(ctx context.Context) (*catalog.Catalog, func(), error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.refresh(ctx); err != nil {
		return nil, nil, err
	}
	it := l.now
	it.out++
	return it.c, sync.OnceFunc(func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		it.out--
		it.settle()
	}), nil
}

// settle closes what is of no use any more. The lender's lock is held.
func (it *lent) settle() {
	if it.old && it.out == 0 {
		it.c.Close()
	}
}

// refresh sees to it that now is the file that is there. The lock is held.
func (l *lender) refresh(ctx context.Context) error {
	for tries := 0; ; tries++ {
		info, err := os.Stat(l.path)
		if err == nil && l.now != nil && l.now.file != nil && os.SameFile(info, l.now.file) {
			return nil
		}
		if errors.Is(err, fs.ErrNotExist) {
			// While one takes another's place there is none for a moment.
			if l.now != nil && l.now.file != nil && tries < 10 {
				if err := pause(ctx, 20*time.Millisecond); err != nil {
					return err
				}
				continue
			}
			return l.without(ctx, err)
		}
		if err != nil {
			return &web.NoCatalogError{Err: err}
		}
		c, err := catalog.OpenReadOnly(ctx, l.path)
		if err == nil {
			// It holds the file that was opened by now, and so keeps its number from being
			// given to another.
			again, serr := os.Stat(l.path)
			if serr != nil || !os.SameFile(info, again) {
				c.Close()
				if tries < 10 {
					continue
				}
				return &web.NoCatalogError{Err: errors.New("it is being replaced")}
			}
			var what string
			if what, err = lacking(ctx, c); err == nil && what != "" {
				err = errors.New(what)
			}
			if err != nil {
				c.Close()
			}
		}
		if err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return &web.NoCatalogError{Err: err}
		}
		l.put(&lent{c: c, file: info})
		return nil
	}
}

// without is for an archive that has no catalog: one that has nothing else either is
// read by an empty one.
func (l *lender) without(ctx context.Context, missing error) error {
	empty, err := l.empty(ctx)
	if err != nil {
		return &web.NoCatalogError{Err: err}
	}
	if !empty {
		return &web.NoCatalogError{Err: missing}
	}
	if l.now != nil && l.now.file == nil {
		return nil
	}
	c, err := catalog.OpenMemory(ctx)
	if err != nil {
		return &web.NoCatalogError{Err: err}
	}
	l.put(&lent{c: c})
	return nil
}

// put has another take the place of the one that is lent now.
func (l *lender) put(it *lent) {
	if was := l.now; was != nil {
		was.old = true
		was.settle()
	}
	l.now = it
}

func (l *lender) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.now != nil {
		l.now.old = true
		l.now.settle()
		l.now = nil
	}
}

// pause waits, unless ctx ends before.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

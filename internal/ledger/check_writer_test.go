package ledger

import (
	"context"
	"io"
	"iter"
	"testing"

	"archiver/internal/store"
)

// counted does something before one of the calls that read a store.
type counted struct {
	store.Store
	left int
	do   func()
}

func (c *counted) step() {
	if c.left--; c.left == 0 {
		c.do()
	}
}

func (c *counted) Open(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	c.step()
	return c.Store.Open(ctx, key, off, n)
}

func (c *counted) List(ctx context.Context, prefix string) iter.Seq2[string, error] {
	c.step()
	return c.Store.List(ctx, prefix)
}

// TestCheckBesideWriter: whatever a writer finishes between two steps of a check, the
// log is not called damaged, nor its last batch one that a crash left.
func TestCheckBesideWriter(t *testing.T) { // raced
	for _, batches := range []int{1, 3} {
		for _, from := range []int{0, 254} {
			for at, done := 1, false; !done; at++ {
				w := newWorld(t)
				l := w.open()
				if from > 0 {
					appendN(t, l, 0, from)
				}
				done = true
				c := &counted{w.archive, at, func() {
					done = false
					for i := range batches {
						appendN(t, l, from+2*i, 2)
					}
				}}
				for _, f := range Check(ctx, c) {
					if from == 0 && f.Code == CodeLogMissing {
						continue // so it was, when it was looked at
					}
					t.Errorf("%d batches after %d entries, before step %d: %+v", batches, from, at, f)
				}
			}
		}
	}
}

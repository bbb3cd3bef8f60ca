package mirror

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestGuard: a mirror that hangs, whether it heeds that time is over or not, and
// one that is merely slow, cost a run no more than they may.
func TestGuard(t *testing.T) {
	own := errors.New("its own")
	for name, c := range map[string]struct {
		work func(context.Context, *Filler, <-chan struct{}) error
		want error
	}{
		"done":    {func(context.Context, *Filler, <-chan struct{}) error { return nil }, nil},
		"fails":   {func(context.Context, *Filler, <-chan struct{}) error { return own }, own},
		"hangs":   {func(ctx context.Context, _ *Filler, _ <-chan struct{}) error { <-ctx.Done(); return ctx.Err() }, ErrStalled},
		"is deaf": {func(_ context.Context, _ *Filler, end <-chan struct{}) error { <-end; return nil }, ErrStalled},
		"is slow": {func(ctx context.Context, f *Filler, _ <-chan struct{}) error {
			for ctx.Err() == nil {
				f.beat(0)
				time.Sleep(5 * time.Millisecond)
			}
			return ctx.Err()
		}, ErrSlow},
		"has a large object": {func(ctx context.Context, f *Filler, _ <-chan struct{}) error {
			f.beat(2 * mirrorRate) // two seconds
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(400 * time.Millisecond):
				return nil
			}
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // its clock goes on when all wait
				const at = "https://s3.other.example"
				end := make(chan struct{})
				defer close(end)
				f := &Filler{cfg: Config{Endpoint: at}, time: 600 * time.Millisecond, patience: 100 * time.Millisecond, grace: 100 * time.Millisecond}
				f.beat(0)
				start := time.Now()
				if err := f.guard(t.Context(), func(ctx context.Context) error { return c.work(ctx, f, end) }); !errors.Is(err, c.want) || c.want == nil && err != nil {
					t.Errorf("%v; want %v", err, c.want)
				} else if c.want == ErrStalled && !strings.Contains(err.Error(), at) {
					t.Errorf("%v: which server?", err)
				}
				if took := time.Since(start); took > time.Second {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

package mirror

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// TestGuard: a mirror that hangs, whether it heeds that time is over or not, and
// one that is merely slow, cost a run no more than they may.
func TestGuard(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	own := errors.New("its own")
	for name, c := range map[string]struct {
		work func(context.Context, *Filler) error
		want error
	}{
		"done":    {func(context.Context, *Filler) error { return nil }, nil},
		"fails":   {func(context.Context, *Filler) error { return own }, own},
		"hangs":   {func(ctx context.Context, _ *Filler) error { <-ctx.Done(); return ctx.Err() }, ErrStalled},
		"is deaf": {func(context.Context, *Filler) error { <-hang; return nil }, ErrStalled},
		"is slow": {func(ctx context.Context, f *Filler) error {
			for ctx.Err() == nil {
				f.beat(0)
				time.Sleep(5 * time.Millisecond)
			}
			return ctx.Err()
		}, ErrSlow},
		"has a large object": {func(ctx context.Context, f *Filler) error {
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
			const at = "https://s3.other.example"
			f := &Filler{cfg: Config{Endpoint: at}, time: 600 * time.Millisecond, patience: 100 * time.Millisecond, grace: 100 * time.Millisecond}
			if c.want == ErrSlow {
				f.patience = time.Minute // a busy machine may keep it from its next beat
			}
			f.beat(0)
			start := time.Now()
			if err := f.guard(t.Context(), func(ctx context.Context) error { return c.work(ctx, f) }); !errors.Is(err, c.want) || c.want == nil && err != nil {
				t.Errorf("%v; want %v", err, c.want)
			} else if c.want == ErrStalled && !strings.Contains(err.Error(), at) {
				t.Errorf("%v: which server?", err)
			}
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

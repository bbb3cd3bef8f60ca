package mirror

import (
	"context"
	"fmt"
	"time"

	"archiver/internal/store"
)

// Filled says what filling the mirror has done.
type Filled struct {
	Had    int64 // log entries that were there before; -1: it was empty. Not known after an error
	Copied int   // objects
	Bytes  int64 // of those
}

// Reread is what reading a snapshot of the mirror again has found.
type Reread struct {
	Finding
	Index, Batch int64 // where the log lists it; an Index of -1: that is not known
}

// Fill fills the mirror, has again read snapshots there (nil: none), and keeps in mind
// how far it is, and what is amiss. The lock on the mirror is held. again calls beat
// before each answer that it waits for, with the bytes that may have to come first.
// After an error it may still be at work, for a mirror that hangs is left behind.
func (f *Filler) Fill(ctx context.Context, again func(ctx context.Context, st store.Store, beat func(bytes int64)) ([]Reread, error)) (out Filled, err error) {
	err = f.guard(ctx, func(ctx context.Context) error {
		err := f.run(ctx)
		if err != nil || again == nil {
			return err
		}
		found, err := again(ctx, f.copy.to, f.beat)
		if err == nil {
			f.notedReread(ctx, found)
		}
		return err
	})
	f.copy.mu.Lock() // what was left behind may go on
	state := f.state.clone()
	out.Copied, out.Bytes = f.copy.out.Copied, f.copy.out.Bytes
	f.copy.mu.Unlock()
	if size := f.size.Load(); size > 0 {
		state.Size = size
	}
	state.Trouble = ""
	if err != nil {
		state.Trouble = clip(err.Error())
	} else {
		out.Had = f.had
		state.Doubt = false
		if len(state.Faulty)+state.Damaged == 0 {
			state.Whole = f.cfg.Now().UTC().Truncate(time.Second)
		}
	}
	if ctx.Err() == nil {
		state.Save(ctx, f.cfg.State)
	}
	return out, err
}

// Work does something else at the mirror, once it is filled, in what is left of the
// time; where none is, it does nothing. work calls beat as it goes on. After an error it
// may still be at work.
func (f *Filler) Work(ctx context.Context, work func(ctx context.Context, st store.Store, beat func()) error) error {
	if f.time -= time.Since(f.began); f.time <= 0 {
		return nil
	}
	f.beat(0)
	return f.guard(ctx, func(ctx context.Context) error {
		return work(ctx, f.copy.to, func() { f.beat(0) })
	})
}

// guard does work, and gives it up when it has taken too long. What does not even
// heed that is left behind: a folder on a dead server hangs whoever touches it.
func (f *Filler) guard(ctx context.Context, work func(context.Context) error) error {
	wctx, cancel := context.WithTimeout(ctx, f.time)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- work(wctx) }()
	tick := time.NewTicker(min(time.Second, f.patience/4))
	defer tick.Stop()
	stalled := false
	for {
		select {
		case err := <-done:
			switch {
			case err == nil, ctx.Err() != nil:
			case stalled:
				return f.stalled()
			case wctx.Err() != nil:
				return ErrSlow
			}
			return err
		case <-tick.C:
			over := time.Since(time.Unix(0, f.until.Load()))
			if over > 0 && !stalled {
				stalled = true
				cancel()
			}
			if over > f.grace {
				return f.stalled()
			}
		}
	}
}

// stalled is ErrStalled with the server's name, if it is one.
func (f *Filler) stalled() error {
	if at := f.cfg.Endpoint; at != "" {
		return fmt.Errorf("%w (%s)", ErrStalled, at)
	}
	return ErrStalled
}

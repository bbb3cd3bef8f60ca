package browser

import (
	"context"
	"time"
)

type scrolled struct {
	Moved, Top, Left float64
	Inner            bool
	Other            int // elements of other pages that were put away
}

// followed is what the page has had since the last step of scrolling.
type followed struct {
	Frames int     // of two
	Rested bool    // for a while beyond them
	Height float64 // of what is scrolled
}

const (
	frameTime = 2 * time.Second // for a page to show a step
	manyRests = 2               // at one end
)

// scroll goes down by most of a window at a time, so that what is lazy loads: each
// step is one that the page has shown. At an end it waits whether there comes more.
func (v *visit) scroll(ctx context.Context) error {
	var (
		steps, rests int
		inner, still bool
		end          = time.Now().Add(v.ScrollTime)
		cut          string
	)
	for cut == "" {
		var s scrolled
		if err := v.call(ctx, "scrollStep()", &s); err != nil {
			return err
		}
		if v.putAway(s.Other) {
			break // what is below is no part of the page
		}
		if s.Moved > 0 {
			steps++
			rests, still = 0, false
			inner = inner || s.Inner
		}
		if s.Left > 1 {
			if s.Moved <= 0 {
				break // something holds it
			}
			if err := v.follow(ctx, frameTime, func(f followed) bool { return f.Frames == 2 }); err != nil {
				return err
			}
		} else {
			if still || rests == manyRests {
				break
			}
			data := v.Data
			var err error
			if still, err = v.rest(ctx, steps > 0); err != nil {
				return err
			}
			rests++
			end = end.Add(data - v.Data) // that has a time of its own
		}
		switch {
		case steps >= v.Steps:
			cut = "steps"
		case s.Top >= float64(v.Pixels):
			cut = "pixels"
		case time.Now().After(end):
			cut = "time"
		}
		if !pause(ctx, 80*time.Millisecond) {
			return ctx.Err()
		}
	}
	if err := v.ours(ctx); err != nil {
		return err
	}
	what := "the page"
	if inner {
		what = "an element that scrolls in the page's place"
	}
	if cut != "" {
		what += ", not to its end: limit of " + cut
	}
	if steps > 0 {
		v.did("scroll", what, steps)
		return v.quiet(ctx)
	}
	return nil
}

// putAway notes that what a page had appended of others was put away.
func (v *visit) putAway(n int) bool {
	if n > 0 {
		v.did("scroll", "what the page appended of others was put away", n)
	}
	return n > 0
}

// ours makes the page what it was cited as again, where scrolling has led to others: some
// append the next article, and have its address then.
func (v *visit) ours(ctx context.Context) error {
	var other int
	if err := v.call(ctx, "putAway()", &other); err != nil {
		return err
	}
	v.putAway(other)
	return v.call(ctx, "readdress()", nil)
}

// rest waits at an end for the page to have answered that it was reached, and for what
// it asks for then. It tells whether nothing came of it: what came late may have to be
// worked on, and another rest gives the page the time.
func (v *visit) rest(ctx context.Context, moved bool) (still bool, err error) {
	if !moved { // nothing tells it
		v.tab.quiet(ctx, 1500*time.Millisecond)
		return true, nil
	}
	start, height := time.Now(), -1.0
	if err := v.follow(ctx, v.Quiet, func(f followed) bool {
		if height < 0 {
			height = f.Height
		}
		still = f.Height == height
		return f.Rested
	}); err != nil {
		return false, err
	}
	v.tab.quiet(ctx, 1500*time.Millisecond)
	v.forData(ctx)
	return still && v.tab.idleSince(start), nil
}

// follow waits until enough has followed a step, no longer than limit: a page may show
// nothing more.
func (v *visit) follow(ctx context.Context, limit time.Duration, enough func(followed) bool) error {
	for end := time.Now().Add(limit); ; {
		var f followed
		if err := v.call(ctx, "followed()", &f); err != nil {
			return err
		}
		if enough(f) || time.Now().After(end) {
			return nil
		}
		if !pause(ctx, 20*time.Millisecond) {
			return ctx.Err()
		}
	}
}

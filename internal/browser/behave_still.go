package browser

import (
	"context"
	"time"
)

// Some pages write their text for a while after they were loaded: a line at each beat of
// a timer, or with each message of a stream. No request tells when that ends, so it is
// waited for until the text has been still. What moves for ever on most pages (a clock, a
// ticker, a carousel) does not make the text longer than it was, and what grows because
// of something we did, or of an answer that came, the other waits are for.

const (
	// stillTime is how long a text has not grown that is taken to be written.
	stillTime = 2500 * time.Millisecond
	// firstTime is how long a page of few words has to begin, that seems to be about to
	// write some.
	firstTime = 4 * time.Second
	// nextTime is how long a text has at the end that grew of late, for whatever reason,
	// to do so once more.
	nextTime = 1200 * time.Millisecond
)

// writing is what the page's text has done by itself.
type writing struct {
	Grew  float64 // milliseconds since it last grew by itself; negative if it never did
	Any   float64 // and for whatever reason
	Age   float64 // milliseconds since it is looked at
	Poor  bool    // the page has few words
	Timed bool    // and a script that waits for something, or says that they come
}

func (v *visit) begun(ctx context.Context) error { return v.still(ctx, false) }

// still waits until the text of the page is written, as long as there is time left for
// that.
func (v *visit) still(ctx context.Context, end bool) error {
	waited := false
	for v.Still > 0 {
		var w writing
		if err := v.call(ctx, "writing()", &w); err != nil {
			return err
		}
		within := func(ms float64, d time.Duration) bool { return ms >= 0 && ms < float64(d.Milliseconds()) }
		goesOn := within(w.Grew, stillTime) || end && within(w.Any, nextTime)
		begins := w.Grew < 0 && w.Poor && within(w.Age, firstTime) && (w.Timed || v.tab.data.streaming())
		if !goesOn && !begins {
			break
		}
		waited = waited || w.Grew >= 0
		start := time.Now()
		if !pause(ctx, 100*time.Millisecond) {
			return ctx.Err()
		}
		if v.Still -= time.Since(start); v.Still <= 0 {
			v.did("limit", "the text of the page went on being written", 1)
		}
	}
	if waited {
		return v.quiet(ctx)
	}
	return nil
}

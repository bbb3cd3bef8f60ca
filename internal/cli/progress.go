package cli

import (
	"fmt"
	"time"

	"github.com/jedib0t/go-pretty/v6/progress"
)

// bar shows how far long work is: a moving bar on a terminal, else a plain
// line now and then. Its methods are not for concurrent use.
type bar struct {
	e       *env
	title   string
	writer  progress.Writer // nil off a terminal
	tracker *progress.Tracker
	told    time.Time
}

// tellEvery is how often a bar that is no terminal says something.
const tellEvery = 10 * time.Second

func (e *env) progress(title string) *bar {
	b := &bar{e: e, title: title, told: time.Now()}
	if e.quiet || !isTerminal(e.err) {
		return b
	}
	b.writer = progress.NewWriter()
	b.writer.SetOutputWriter(e.err)
	b.writer.SetTrackerLength(20)
	b.writer.SetMessageLength(min(40, width(e.err)-40))
	b.writer.SetUpdateFrequency(100 * time.Millisecond)
	b.writer.Style().Visibility.Value = true
	b.writer.Style().Visibility.Speed = false
	b.tracker = &progress.Tracker{Message: title}
	b.writer.AppendTracker(b.tracker)
	go b.writer.Render()
	return b
}

// set moves the bar. what is the thing under work.
func (b *bar) set(done, total int, what string) {
	switch {
	case b.writer != nil:
		b.tracker.UpdateTotal(int64(total))
		b.tracker.SetValue(int64(done))
		if what != "" {
			b.tracker.UpdateMessage(oneLine(what))
		}
	case time.Since(b.told) >= tellEvery:
		b.told = time.Now()
		b.e.say("%s: %d of %d", b.title, done, total)
	}
}

// stop ends the bar and leaves the line clean.
func (b *bar) stop() {
	if b.writer == nil {
		return
	}
	b.tracker.MarkAsDone()
	b.writer.Stop()
	for b.writer.IsRenderInProgress() {
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Fprint(b.e.err, "\r\x1b[K")
	b.writer = nil
}

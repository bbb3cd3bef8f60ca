package browser

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Browser makes captures with one Chromium at a time, which is started when it
// is first needed and replaced when it has done enough. Its methods may be
// called concurrently.
type Browser struct {
	config Config
	slots  chan struct{} // one for each capture at once

	mu     sync.Mutex
	proc   *process
	all    map[*process]struct{}
	closed bool
	warned bool // of a missing sandbox
}

// A browser is replaced after this much. Chromium gives memory back slowly, and
// a certificate of ours is remembered for every host.
const (
	maxCaptures = 40
	maxAge      = 2 * time.Hour
	maxMemory   = 1 << 30 // of all its processes, where no capture is under way
)

// ErrClosed is what Capture gives after Close.
var ErrClosed = errors.New("the browser was closed")

// New makes a Browser. Nothing is started yet.
func New(c Config) *Browser {
	c = c.withDefaults()
	return &Browser{config: c, slots: make(chan struct{}, c.Parallel), all: map[*process]struct{}{}}
}

// acquire waits for a turn, and gives the process to use.
func (b *Browser) acquire(ctx context.Context) (*process, error) {
	select {
	case b.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p, err := b.current(ctx)
	if err != nil {
		<-b.slots
	}
	return p, err
}

// current gives the running process, or a new one. Starting happens under the
// lock: those who wait want the same one.
func (b *Browser) current(ctx context.Context) (*process, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, fmt.Errorf("capture: %w", ErrClosed)
	}
	if b.proc != nil && (b.proc.retired || b.proc.dead() || b.spent(b.proc)) {
		b.retire(b.proc)
	}
	if b.proc == nil {
		p, err := start(ctx, b.config)
		if err != nil {
			return nil, err
		}
		b.proc, b.all[p] = p, struct{}{}
		if !p.sandbox && !b.warned {
			b.warned = true
			why, advice := unsafe()
			b.config.Log.Warn("Chromium runs without its sandbox", "why", why, "advice", advice)
		}
	}
	b.proc.captures++
	b.proc.busy++
	return b.proc, nil
}

func (b *Browser) spent(p *process) bool {
	return p.captures >= maxCaptures || time.Since(p.started) > maxAge || p.busy == 0 && p.holds() > maxMemory
}

// retire has p take no more captures, and ends it when the last is over. The
// lock is held.
func (b *Browser) retire(p *process) {
	p.retired = true
	if b.proc == p {
		b.proc = nil
	}
	if p.busy == 0 {
		delete(b.all, p)
		p.kill()
	}
}

// spend has p take no more captures.
func (b *Browser) spend(p *process) {
	b.mu.Lock()
	defer b.mu.Unlock()
	p.retired = true
}

// release gives a turn back. A process that is lost is killed at once, also under
// another capture: that one has a second try.
func (b *Browser) release(p *process, lost bool) {
	b.mu.Lock()
	p.busy--
	if lost {
		p.kill()
	}
	if lost || p.retired || p.dead() {
		b.retire(p)
	}
	b.mu.Unlock()
	<-b.slots
}

// Close ends the browser with all its children, captures under way included,
// and removes what it wrote. Captures asked for later fail.
func (b *Browser) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for p := range b.all {
		p.kill()
		delete(b.all, p)
	}
	b.proc = nil
	return nil
}

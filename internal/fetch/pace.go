package fetch

import (
	"context"
	"sync"
	"time"
)

// pacer spaces the cited pages of each host. A host is its name, whatever the
// port: http and https are one server to its operator.
type pacer struct {
	delay time.Duration
	mu    sync.Mutex
	hosts map[string]*host
}

type host struct {
	turn chan struct{} // held by the look that is at work on this host
	next time.Time     // the earliest start of the next page; under pacer.mu
}

func newPacer(delay time.Duration) *pacer {
	return &pacer{delay: delay, hosts: make(map[string]*host)}
}

func (p *pacer) host(name string) *host {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.hosts[name]
	if h == nil {
		h = &host{turn: make(chan struct{}, 1)}
		p.hosts[name] = h
	}
	return h
}

// enter waits for the host to be free and for its delay to have passed. The
// caller must call leave. A look holds one host at a time, the one of the cited
// URL: two looks that redirect into each other's host can't lock each other.
func (p *pacer) enter(ctx context.Context, name string) error {
	h := p.host(name)
	select {
	case h.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := p.wait(ctx, name); err != nil {
		<-h.turn
		return err
	}
	return nil
}

// leave frees the host; its delay runs from now, so that a slow server gets the
// pause after its answer and not during it.
func (p *pacer) leave(name string) {
	p.hold(name, p.delay)
	<-p.host(name).turn
}

// wait takes the host's next moment without holding it: for redirects that lead
// to another host.
func (p *pacer) wait(ctx context.Context, name string) error {
	h := p.host(name)
	for {
		now := time.Now()
		p.mu.Lock()
		left := h.next.Sub(now)
		if left <= 0 { // from now, and not from when it was due: it may wake late
			h.next = now.Add(p.delay)
		}
		p.mu.Unlock()
		if left <= 0 {
			return ctx.Err()
		}
		if err := sleep(ctx, left); err != nil {
			return err
		}
	}
}

// hold keeps everyone from the host for d from now on.
func (p *pacer) hold(name string, d time.Duration) {
	if d <= 0 {
		return
	}
	h := p.host(name)
	p.mu.Lock()
	defer p.mu.Unlock()
	if t := time.Now().Add(d); t.After(h.next) {
		h.next = t
	}
}

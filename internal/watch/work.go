package watch

import (
	"context"
	"fmt"
	"net/http"

	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// hostWork is what a pass does at one host. One goroutine works on it at a time.
type hostWork struct {
	host  string
	tasks []*task
	opens bool // its first look is one of those that open the pass
	begun bool // that look was made

	shelf       fetch.Shelf              // what its captures share
	probes      map[string]*verdict.Look // by fetch.Look.ProbeKey
	refused     map[string]bool          // by ID, its sources that are refused; see refusals
	unconnected int                      // looks in which it could not be reached at all
	overloaded  int                      // looks, in a row, that it put off for all their retries
	shut        int                      // looks that it put off whoever asked
}

// enough is after how many such looks the other sources of a host are given one
// try each: a host that is down, or wants to be left alone, is so for all of them.
const enough = 2

func (h *hostWork) effort() fetch.Effort {
	switch {
	case h.unconnected >= enough:
		return fetch.Short
	case h.overloaded >= enough:
		return fetch.Once
	}
	return fetch.Full
}

// overloaded tells whether a host answered that it can't now.
func overloaded(status int) bool {
	return status == http.StatusTooManyRequests || status >= 500 && status <= 599
}

// visitHost works on a host's sources, one after the other. Where its first
// look is one of those that open the pass it does not wait for its turn.
func (p *pass) visitHost(ctx context.Context, h *hostWork) error {
	g := p.online
	var first *sight
	var err error
	if h.opens {
		if first, err = p.see(ctx, h, h.tasks[0], fetch.Short); err != nil {
			return fmt.Errorf("look at %s: %w", h.tasks[0].url, err)
		}
		h.begun = true
		if err = p.tell(ctx, first); err != nil {
			first.release()
			return err
		}
	}
	err = g.opened(ctx)
	if err == nil {
		err = g.begin(ctx)
	}
	if err != nil {
		if first != nil {
			first.release()
		}
		return err
	}
	defer g.end()
	if first != nil && (first.look.Hasty() || first.look.Status != 0 && !isCut(first.look) && p.rendersFirst(first.t)) {
		first.release()
		first = nil
	}
	var late []*sight
	led, ledBytes := 0, int64(0)
	defer func() {
		for _, s := range late {
			s.release()
		}
	}()
	for _, t := range h.tasks {
		s := first
		if first = nil; s == nil {
			err := g.mayLook(ctx)
			if err == nil {
				s, err = p.see(ctx, h, t, h.effort())
			}
			if err != nil {
				return fmt.Errorf("look at %s: %w", t.url, err)
			}
		}
		if s.look.Fault == nil && s.look.Status == http.StatusForbidden && len(h.tasks) > 1 {
			h.refuses(t)
			p.heard(s)
			late = append(late, s)
			continue
		}
		if len(h.tasks) > 1 && led < mostLed && ledBytes+s.look.PayloadLen <= mostLedBytes && p.ledFirst(s) {
			led, ledBytes = led+1, ledBytes+s.look.PayloadLen
			p.noteSink(s.look.FinalURL, t)
			p.heard(s)
			late = append(late, s)
			continue
		}
		if err := p.admit(ctx, s); err != nil {
			return fmt.Errorf("look at %s: %w", t.url, err)
		}
	}
	for len(late) > 0 {
		s := late[0]
		late = late[1:]
		if err := p.judge(ctx, s); err != nil {
			return fmt.Errorf("look at %s: %w", s.t.url, err)
		}
	}
	return nil
}

// Whether a page alone is refused is only known when the others of its host were
// looked at: one that was refused is judged after them. So it is with a page that
// stands in for all that are gone, which is known by the addresses that lead to it:
// the first that leads there is judged after the others, whose verdict is its own. A
// kill before that leaves it due.

// mostLed bounds the looks of a host that are kept for that: on one that gave all of
// its pages another address, each leads to a place of its own.
const (
	mostLed      = 100
	mostLedBytes = 32 << 20 // of their bodies
)

// ledFirst tells whether a source is led, for all that is known for the first time, to
// another place, and is the first one that is.
func (p *pass) ledFirst(s *sight) bool {
	final := s.look.FinalURL
	return s.look.Fault == nil && final != "" && !verdict.SamePlace(final, s.t.url) && !verdict.SamePlace(final, s.t.known.FinalURL) && p.sinkCount(final, s.t) == 0
}

// noteRefusal remembers whether the host refuses a source to whoever asks, by how
// it was judged. What wants a login or a court's leave is refused for itself.
func (h *hostWork) noteRefusal(t *task, j verdict.Judgement) {
	switch {
	case refusal(j.Reason):
		h.refuses(t)
	case j.Class == verdict.ClassSource, j.Verdict == verdict.Dead:
		delete(h.refused, t.id)
	}
}

func refusal(r verdict.Reason) bool {
	switch r {
	case verdict.Forbidden, verdict.Withdrawn, verdict.BotWall, verdict.RateLimited:
		return true
	}
	return false
}

func (h *hostWork) refuses(t *task) {
	if h.refused == nil {
		h.refused = map[string]bool{}
	}
	h.refused[t.id] = true
}

// refusesOthers tells whether the host refuses another source than this one.
func (h *hostWork) refusesOthers(t *task) bool {
	n := len(h.refused)
	if h.refused[t.id] {
		n--
	}
	return n > 0
}

// stoodRefused tells whether a source was refused when it was last looked at.
func (t *task) stoodRefused() bool {
	for _, st := range t.standings {
		if refusal(st.Reason) {
			return true
		}
	}
	return false
}

// see looks at one source.
func (p *pass) see(ctx context.Context, h *hostWork, t *task, e fetch.Effort) (*sight, error) {
	if err := p.afterThat(ctx, t); err != nil {
		return nil, err
	}
	s, err := p.seeOnce(ctx, h, t, e)
	if err != nil {
		return nil, err
	}
	look := s.look
	look.Shelf = &h.shelf
	if look.Unconnected() {
		h.unconnected++
	}
	if overloaded(look.Status) {
		h.overloaded++
	} else if look.Status != 0 {
		h.overloaded = 0
	}
	p.online.noteFailure(s)
	if err := p.mark(ctx, s); err != nil {
		s.release()
		return nil, err
	}
	return s, nil
}

// seeOnce makes the look, by the browser where that comes first. One that meets a
// fault there is the plain look's to tell of, which has the patience; if that one
// is answered after all, the browser has another try.
func (p *pass) seeOnce(ctx context.Context, h *hostWork, t *task, e fetch.Effort) (*sight, error) {
	first := p.rendersFirst(t) && !(h.opens && !h.begun) // the pass opens with quick looks
	var tried []fetch.Attempt
	if first && e != fetch.Short {
		s, before, err := p.seeRendered(ctx, h, t)
		if s != nil || err != nil {
			return s, err
		}
		tried = before
		// It failed, or the plain look takes files better: no other try.
		first = tried != nil && tried[0].Reason != fetch.Truncated
	}
	look, err := p.w.cfg.Fetch.LookWith(ctx, t.url, e)
	if err != nil {
		return nil, err
	}
	look.Attempts = append(tried, look.Attempts...)
	if first && look.Fault == nil && look.Status != 0 && look.Status < 500 {
		if s, _, err := p.seeRendered(ctx, h, t); s != nil || err != nil {
			look.Release()
			return s, err
		}
	}
	return &sight{t: t, h: h, look: look, at: p.w.now()}, nil
}

// admit sees a look through: judged, sealed, handed to the log. One that may
// tell of our own connection is put aside.
func (p *pass) admit(ctx context.Context, s *sight) error {
	if isCut(s.look) {
		return p.putAside(ctx, s)
	}
	p.heard(s)
	return p.judge(ctx, s)
}

// heard notes what an answer says of the network.
func (p *pass) heard(s *sight) {
	if s.look.Status != 0 { // what was refused before anything was sent says nothing of it
		p.online.noteClock(s)
		if s.look.Status != http.StatusOK || s.look.Fault != nil {
			p.online.answers(s, !s.forgeable())
		}
	}
}

func (p *pass) putAside(ctx context.Context, s *sight) error {
	if p.online.hold(s) {
		return p.doubt(ctx)
	}
	return nil
}

package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// What a network puts in the place of sources stands at every address. Whoever says of a
// page that can't be that it is not there, and shows the cited one before that and after,
// tells its pages apart: that is the source's own host, however many others fail. So a
// few new sources of which most are dead are told of at once, in a place that remembers
// nothing of earlier passes too.

// sole are those of the sights that wait which are the first ones of their sources, and
// are doubted for nothing but what fails beside them; none while others are at work, who
// may answer yet. What it gives does not go on until tellApart is done with it. The lock
// is held.
func (g *guard) sole() (list []*sight) {
	if !g.allWait() {
		return nil
	}
	for s := range g.waiting {
		if s.fresh && !s.apart && g.shownElsewhere(s) == 0 && !g.vouchedFor(s) && g.doubted(s) {
			s.asking = true
			list = append(list, s)
		}
	}
	return list
}

// tellApart finds out whether these are of hosts that tell their pages apart, of several
// at once: each may keep all waiting as long as an answer may take. No two are of one
// host, whose worker waits meanwhile.
func (p *pass) tellApart(ctx context.Context, list []*sight) error {
	if len(list) == 0 {
		return nil
	}
	defer func() {
		p.online.mu.Lock()
		defer p.online.mu.Unlock()
		for _, s := range list {
			s.asking = false
		}
		p.online.changed()
	}()
	var all sync.WaitGroup
	slots, errs := make(chan struct{}, apartAtOnce), make([]error, len(list))
	for i, s := range list {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			apart, err := p.tellsApart(ctx, s)
			if err != nil {
				errs[i] = fmt.Errorf("look at %s: %w", s.t.url, err)
				return
			}
			p.online.mu.Lock()
			s.apart = apart
			p.online.mu.Unlock()
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

const apartAtOnce = 16

// tellsApart asks for a page that can't be, and then for the cited one once more: the
// network may have changed in between. A home page is not told from a login page so,
// which may stand at that address alone.
func (p *pass) tellsApart(ctx context.Context, s *sight) (bool, error) {
	if verdict.AtHome(s.t.url) || verdict.AtHome(s.look.FinalURL) || s.astray || s.h == nil || s.extra+2 > maxExtra {
		return false, nil
	}
	s.extra += 2
	sibling, err := p.w.cfg.Fetch.Probe(ctx, s.look, fetch.Sibling)
	if err != nil {
		return false, err
	}
	defer sibling.Release()
	if sibling.Fault != nil || sibling.Status != http.StatusNotFound && sibling.Status != http.StatusGone || s.t.foreign(hostOf(sibling.FinalURL)) {
		return false, nil
	}
	again, err := p.see(ctx, s.h, s.t, fetch.Once)
	if err != nil {
		return false, err
	}
	defer again.release()
	same := again.look.PayloadLen > 0 && again.look.PayloadLen == s.look.PayloadLen && bytes.Equal(again.look.PayloadSHA256[:], s.look.PayloadSHA256[:])
	return again.look.Status == http.StatusOK && again.look.Fault == nil && sameURL(again.look.FinalURL, s.look.FinalURL) &&
		(same || s.sketch.Like(again.sketch)), nil
}

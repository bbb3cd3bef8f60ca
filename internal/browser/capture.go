package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// How the time of a capture is shared out. What comes after the page was read
// has its own, so that a page that uses up its time is still taken.
const (
	navigateTime = time.Minute      // until the document's first byte
	loadTime     = 30 * time.Second // until the document and what it needs are there
	quietTime    = 500 * time.Millisecond
	settleTime   = 8 * time.Second
	readTime     = 10 * time.Second // document and text, of a page that answers
	pictureTime  = 20 * time.Second // each picture
)

// Capture shows rawURL and gives back what there was to see. It waits for its
// turn where Config.Parallel others are under way. A page whose process dies, or
// that takes the browser with it, gets a second try in a new one.
//
// Its error is our own failure: ctx ended, or no browser could be had. What the
// page did is in the Page.
func (b *Browser) Capture(ctx context.Context, rawURL string, o Options) (*Page, error) {
	u, err := url.Parse(rawURL)
	if err == nil {
		err = allowed(o.Allow, u)
	}
	if err != nil {
		return nil, fmt.Errorf("capture %s: %w", rawURL, err)
	}
	for try := 1; ; try++ {
		p, err := b.try(ctx, rawURL, o)
		switch {
		case ctx.Err() != nil:
			return nil, fmt.Errorf("capture %s: %w", rawURL, context.Cause(ctx))
		case err != nil && (try == 2 || !errors.Is(err, errLost)):
			return nil, fmt.Errorf("capture %s: %w", rawURL, err)
		case err == nil && (try == 2 || !p.Crashed):
			return p, nil
		}
		b.config.Log.Info("browser failed, trying once more", "url", rawURL, "error", err)
	}
}

// try makes one try. errLost means that the browser is no good any more.
func (b *Browser) try(ctx context.Context, rawURL string, o Options) (*Page, error) {
	proc, err := b.acquire(ctx)
	if err != nil {
		return nil, err
	}
	lost := false
	defer func() { b.release(proc, lost) }()
	s, err := b.open(ctx, proc, o)
	if err != nil {
		lost = errors.Is(err, errLost)
		return nil, err
	}
	defer s.close()
	p := &Page{URL: rawURL, Started: time.Now().UTC(), Environment: s.environment()}
	run, cancel := derive(s.tab, ctx)
	defer cancel()
	s.capture(run, p)
	p.Actions = append(p.Actions, s.taken()...)
	p.Cut = s.meter.cuts()
	p.Done = time.Now().UTC()
	if proc.dead() || !proc.answers(ctx) {
		// Whether this page or its neighbour did it, what was taken may be half.
		lost = true
		if ctx.Err() == nil && len(p.DOM) == 0 {
			return nil, fmt.Errorf("show page: %w", errLost)
		}
	}
	return p, ctx.Err()
}

// capture does the steps.
func (s *session) capture(ctx context.Context, p *Page) {
	end := p.Started.Add(s.config.Limits.Time)
	limit := s.config.Limits.Time
	s.navigate(ctx, p, min(navigateTime, limit/2))
	if p.Failed != "" || p.Download {
		return
	}
	if s.waitLoad(ctx, min(loadTime, limit/3)) {
		s.waitQuiet(ctx, min(settleTime, time.Until(end)/2))
	}
	s.take(ctx, p)
}

// navigate goes to the page.
func (s *session) navigate(ctx context.Context, p *Page, limit time.Duration) {
	c, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	nav, err := chromedp.Call(c, page.Navigate, page.NavigateParams{URL: p.URL})
	s.mu.Lock()
	p.Download = s.download != "" || nav.IsDownload
	p.Status = s.proxy.statusOf(s.download)
	s.mu.Unlock()
	switch {
	case p.Download:
		p.FinalURL = s.download
		if p.FinalURL == "" {
			p.FinalURL = p.URL
		}
		p.Status = s.proxy.statusOf(p.FinalURL)
	case err != nil && c.Err() != nil && ctx.Err() == nil && !s.isClosed(s.crashed):
		s.meter.met("time")
		p.Failed = "net::ERR_TIMED_OUT"
	case err != nil:
		p.Crashed = s.isClosed(s.crashed)
		p.Failed = "net::ERR_ABORTED"
	default:
		p.Failed = nav.ErrorText
	}
}

// waitLoad waits until the document is there with all that it needs, and tells
// whether it came to that.
func (s *session) waitLoad(ctx context.Context, limit time.Duration) bool {
	t := time.NewTimer(limit)
	defer t.Stop()
	select {
	case <-s.loaded:
		return true
	case <-s.crashed:
	case <-ctx.Done():
	case <-t.C:
		s.meter.met("time")
		c, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		chromedp.Call(c, page.StopLoading, cdp.Empty{})
	}
	return false
}

// waitQuiet waits until nothing was under way for a while.
func (s *session) waitQuiet(ctx context.Context, limit time.Duration) {
	end := time.Now().Add(limit)
	for time.Now().Before(end) && ctx.Err() == nil && !s.isClosed(s.crashed) {
		if s.proxy.quietFor() >= quietTime {
			return
		}
		pause(ctx, 50*time.Millisecond)
	}
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// facts is what view.js tells first.
type facts struct {
	URL, Title, Type string
}

// viewed is a text of view.js, and whether it was cut.
type viewed struct {
	Text string
	Cut  bool
}

const (
	maxDOM  = 32 << 20
	maxText = 8 << 20
)

// take reads the page as it stands.
func (s *session) take(ctx context.Context, p *Page) {
	var f facts
	if !s.ask(ctx, "facts", 0, &f) {
		p.Crashed = s.isClosed(s.crashed)
		return
	}
	s.mu.Lock()
	document := s.document
	s.mu.Unlock()
	if err := s.proxy.faultOf(document); err != nil {
		p.Failed = "net::ERR_FAILED" // what stands there is our own refusal
		return
	}
	p.FinalURL, p.Title, p.Status = f.URL, f.Title, s.proxy.statusOf(document)
	var dom, text viewed
	if s.ask(ctx, "dom", maxDOM, &dom) && dom.Text != "" {
		p.DOM = []byte(cut(dom.Text, maxDOM))
	}
	if s.ask(ctx, "text", maxText, &text) {
		p.Text = cut(text.Text+s.frames(ctx), maxText)
	}
	if dom.Cut || text.Cut {
		s.meter.met("bytes")
	}
	if s.o.Pictures {
		s.pictures(ctx, p)
	}
	p.Crashed = s.isClosed(s.crashed)
}

// ask is view with a limit of time. A page whose script never ends is stopped,
// and asked again.
func (s *session) ask(ctx context.Context, want string, longest int, out any) bool {
	for try := range 2 {
		if s.isClosed(s.crashed) || ctx.Err() != nil {
			return false
		}
		c, cancel := context.WithTimeout(ctx, readTime)
		err := s.view(c, s.frame, want, longest, out)
		hung := c.Err() != nil
		cancel()
		if err == nil {
			return true
		}
		if try == 0 && hung && ctx.Err() == nil {
			s.meter.met("time")
			s.halt()
		}
	}
	return false
}

// frames is what the frames of the page show, those of the same process first.
func (s *session) frames(ctx context.Context) string {
	c, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	tree, err := chromedp.Call(c, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return ""
	}
	var out string
	queue := slices.Clone(tree.FrameTree.ChildFrames)
	for n := 0; len(queue) > 0 && n < 50 && len(out) < maxText; n++ {
		f := queue[0]
		queue = append(queue[1:], f.ChildFrames...)
		var v viewed
		if s.view(c, f.Frame.ID, "text", maxText, &v) == nil && v.Text != "" {
			out += "\n\n" + v.Text
		}
	}
	return out
}

func (s *session) environment() Environment {
	c := s.config
	return Environment{Browser: s.proc.product, UserAgent: s.proc.userAgent, Locale: c.Locale, TimeZone: c.TimeZone,
		Width: c.Width, Height: c.Height, Scale: 1, Sandbox: s.proc.sandbox}
}

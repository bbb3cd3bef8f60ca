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

// How the time of a capture is shared out: no more than so long, and than so
// much of Limits.Time.
var (
	navigateTime = share{time.Minute, 3}      // until the document's first byte
	loadTime     = share{30 * time.Second, 4} // until the document and what it needs are there
	behaveTime   = share{time.Minute, 3}      // waiting, scrolling, unfolding
	readTime     = share{10 * time.Second, 8} // for the page to say what it shows
	pictureTime  = share{20 * time.Second, 8} // each picture
)

type share struct {
	most time.Duration
	of   time.Duration
}

func (s share) at(limit time.Duration) time.Duration { return min(s.most, limit/s.of) }

// within is ctx for one step.
func (s *session) within(ctx context.Context, of share) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, of.at(s.config.Limits.Time))
}

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
		last := try == 2
		switch {
		case ctx.Err() != nil:
			return nil, fmt.Errorf("capture %s: %w", rawURL, context.Cause(ctx))
		case err == nil && (last || !p.Crashed):
			return p, nil
		case last && p != nil && len(p.DOM) > 0:
			p.Crashed = true
			return p, nil
		case err != nil && (last || !errors.Is(err, errLost)):
			return nil, fmt.Errorf("capture %s: %w", rawURL, err)
		}
		b.config.Log.Info("a page or its browser died, trying once more", "url", rawURL, "error", err)
	}
}

// try makes one try. errLost means that the browser is no good any more; what
// was taken until then may be there.
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
	whole, stop := derive(s.tab, ctx)
	defer stop()
	run, cancel := context.WithDeadline(whole, p.Started.Add(b.config.Limits.Time))
	defer cancel()
	go func() { // a dead page answers nothing, and Chromium does not say so
		select {
		case <-s.crashed:
			cancel()
		case <-run.Done():
		}
	}()
	s.capture(run, p)
	if errors.Is(run.Err(), context.DeadlineExceeded) {
		s.meter.met("time")
	}
	p.Crashed = s.gone() && !slices.Contains(s.meter.cuts(), "memory") // that was our doing
	p.Actions = append(p.Actions, s.taken()...)
	p.Cut = s.meter.cuts()
	p.Done = time.Now().UTC()
	if ctx.Err() != nil {
		lost = proc.dead()
		return nil, ctx.Err()
	}
	if s.deaf {
		b.spend(proc) // what does not answer may not end either
	}
	if proc.answers(ctx) {
		return p, nil
	}
	// Whether this page or its neighbour did it: only what is whole counts.
	lost = true
	if len(p.DOM) > 0 && (p.Screenshot != nil || !o.Pictures) {
		return p, nil
	}
	return p, fmt.Errorf("show page: %w", errLost)
}

// capture does the steps.
func (s *session) capture(ctx context.Context, p *Page) {
	s.navigate(ctx, p)
	without := map[string]bool{}
	for p.Failed == "" && !p.Download && s.visit(ctx, p, without) {
		s.again(ctx, p)
	}
	switch {
	case p.Download:
		for s.proxy.reading() && ctx.Err() == nil {
			pause(ctx, 20*time.Millisecond)
		}
	case p.Failed == "":
		s.take(ctx, p)
	}
}

// visit does what a reader would. It tells whether a click led away: the kind of it is
// in without then, and the page has to be loaded again.
func (s *session) visit(ctx context.Context, p *Page, without map[string]bool) (away bool) {
	s.stays = s.onward(ctx, p)
	var f facts
	if p.Download || !s.ask(ctx, "facts", 0, &f) || s.stopped() {
		p.Actions = append(p.Actions, s.observer.actions()...)
		return false
	}
	limit := s.config.Limits.Time
	did, err := behave(ctx, behaviours{Time: behaveTime.at(limit) / time.Duration(1+len(without)), Quiet: min(5*time.Second, limit/8), Data: min(20*time.Second, limit/8), Still: min(15*time.Second, limit/8), Tab: s.observer, Without: without,
		Stays: s.stays, Remember: s.remember, Shaded: s.shaded})
	p.Actions = append(p.Actions, did...)
	var led *ledAway
	switch {
	case err == nil || ctx.Err() != nil || s.gone():
	case errors.As(err, &led):
		without[led.kind] = true
		return true
	default:
		s.config.Log.Debug("behaviours broke off", "url", p.URL, "error", err)
	}
	return false
}

// again loads the page once more, from nothing: to an address that differs in its
// fragment alone the browser would not go.
func (s *session) again(ctx context.Context, p *Page) {
	p.Again = true
	if s.observer.letGo != nil {
		s.observer.letGo()
		s.observer.letGo = nil
	}
	c, cancel := s.within(ctx, navigateTime)
	chromedp.Call(c, page.Navigate, page.NavigateParams{URL: "about:blank"})
	cancel()
	s.mu.Lock()
	s.document, s.loaded = "", make(chan struct{})
	s.mu.Unlock()
	s.navigate(ctx, p)
}

// navigate goes to the page.
func (s *session) navigate(ctx context.Context, p *Page) {
	c, cancel := s.within(ctx, navigateTime)
	defer cancel()
	s.proxy.follow(p.URL)
	nav, err := chromedp.Call(c, page.Navigate, page.NavigateParams{URL: p.URL})
	s.mu.Lock()
	file := s.download
	s.mu.Unlock()
	switch {
	case file != "" || nav.IsDownload || nav.ErrorText == "net::ERR_ABORTED" && s.proxy.statusOf(p.URL) != 0:
		p.Download = true
		p.FinalURL = or(file, p.URL)
		p.Status = s.proxy.statusOf(p.FinalURL)
	case err != nil && c.Err() != nil && ctx.Err() == nil:
		s.meter.met("time")
		p.Failed = "net::ERR_TIMED_OUT"
	case err != nil:
		p.Failed = "net::ERR_ABORTED"
	default:
		p.Failed = nav.ErrorText
	}
}

// waitLoad waits until the document is there with all that it needs. What is
// under way at the end of its time is given up. A page that tries to leave while it loads,
// for an app or for what has no content, is never told to be there: then it is when
// nothing is under way any more.
func (s *session) waitLoad(ctx context.Context) {
	c, cancel := s.within(ctx, loadTime)
	defer cancel()
	s.mu.Lock()
	loaded := s.loaded
	s.mu.Unlock()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case <-loaded:
			return
		case <-look.C:
			if waiting, idle := s.proxy.traffic(); s.isLeaving() && waiting == 0 && idle >= 2*time.Second {
				return
			}
			continue
		case <-s.crashed:
		case <-s.meter.full:
		case <-c.Done():
			s.meter.met("time")
		}
		break
	}
	go chromedp.Call(ctx, page.StopLoading, cdp.Empty{})
}

// facts is what view.js tells first.
type facts struct {
	URL, Title, Type string
	Drawn            int // canvases that take up much of the window
}

// viewed is a text of view.js, and whether it was cut.
type viewed struct {
	Text   string
	Cut    bool
	Closes bool // of a cover
}

const (
	maxDOM   = 32 << 20
	maxText  = 8 << 20
	maxCover = 4000
	// fewLetters is how many a page has that may say all it says in a canvas.
	fewLetters = 1000
)

// take reads the page as it stands.
func (s *session) take(ctx context.Context, p *Page) {
	var f facts
	answers := s.ask(ctx, "facts", 0, &f)
	s.mu.Lock()
	document := s.document
	s.mu.Unlock()
	p.FinalURL, p.Status = document, s.proxy.statusOf(document)
	if _, shown := s.observer.at(); s.first != nil && (!answers || s.stays && s.first.document != shown) {
		why := "later it did not answer"
		if answers {
			why = "another came in its place"
		}
		s.keep(p, why)
		return
	}
	if !answers {
		return
	}
	if err := s.proxy.faultOf(document); err != nil {
		p.Failed, p.FinalURL = "net::ERR_FAILED", "" // what stands there is our own refusal
		return
	}
	p.FinalURL, p.Title = f.URL, f.Title
	p.Read = time.Now().UTC()
	s.read(ctx, p)
	if len(p.DOM) <= maxShadeDOM && s.shade(ctx, p) {
		s.read(ctx, p)
		p.Shades = p.Shades && !s.unshaded
	}
	if _, shown := s.observer.at(); s.first != nil && s.first.document == shown && s.first.outdoes(p.Text) {
		s.keep(p, "later most of it was gone")
	}
	if f.Drawn > 0 && letters(p.Text) < fewLetters {
		s.did("canvas", "what is drawn there is not read")
	}
	var over viewed
	if len(p.DOM) > 0 && s.ask(ctx, "cover", maxCover, &over) && over.Text != "" {
		p.Cover = &Cover{Text: cut(over.Text, 2*maxCover), Closes: over.Closes}
	}
	if s.o.Pictures {
		s.pictures(ctx, p)
	}
}

// read takes the document and its text, with what its frames show.
func (s *session) read(ctx context.Context, p *Page) {
	var dom, text viewed
	inside := s.inside(ctx)
	read := s.ask(ctx, "dom", maxDOM, &dom, inside...)
	if !read && (len(inside) > 0 || s.shades != nil) { // one of them has gone meanwhile
		inside, s.shades, p.Shades = nil, nil, false
		read = s.ask(ctx, "dom", maxDOM, &dom)
	}
	if read && dom.Text != "" {
		p.DOM = []byte(cut(dom.Text, maxDOM))
	}
	if s.ask(ctx, "text", maxText, &text) {
		for _, f := range inside {
			text.Text += "\n\n" + f.text
		}
		p.Text = cut(text.Text, maxText)
	}
	if dom.Cut || text.Cut {
		s.meter.met("bytes")
	}
}

// ask is view with a limit of time. A page whose script never ends is stopped,
// and asked again.
func (s *session) ask(ctx context.Context, want string, longest int, out any, frames ...framed) bool {
	struck := 0
	for try := 0; try < 2; try++ {
		over := errors.Is(ctx.Err(), context.DeadlineExceeded)
		s.deaf = s.deaf || over && try > 0
		if s.gone() || ctx.Err() != nil {
			return false
		}
		// Once its scripts are stopped, what it has still to do ends by itself: Chromium
		// lets a loop open five hundred boxes, each of which is closed by us.
		c, cancel := s.within(ctx, share{readTime.most * time.Duration(1+try), readTime.of / time.Duration(1+try)})
		err := s.viewIn(c, s.frame, want, longest, out, frames...)
		hung := c.Err() != nil
		cancel()
		if err == nil {
			return true
		}
		if ended(err) && !hung && struck < mostStruck { // with a script of the page
			struck++
			try--
			pause(ctx, 20*time.Millisecond)
			continue
		}
		over = errors.Is(ctx.Err(), context.DeadlineExceeded)
		if hung && (over || ctx.Err() == nil) && !s.gone() {
			s.meter.met("time")
			s.halt()
			s.deaf = s.deaf || over || try == 1
		}
	}
	return false
}

// inside is what the frames of the page show.
func (s *session) inside(ctx context.Context) []framed {
	c, cancel := s.within(ctx, readTime)
	defer cancel()
	tree, err := chromedp.Call(c, page.GetFrameTree, cdp.Empty{})
	if err != nil || tree.FrameTree == nil || s.gone() {
		return nil
	}
	s.mu.Lock()
	shown, err := url.Parse(s.document)
	s.mu.Unlock()
	if err != nil {
		return nil
	}
	return s.frames(c, tree.FrameTree, siteOf(shown), 0)
}

func (s *session) environment() Environment {
	c := s.config
	return Environment{Browser: s.proc.product, UserAgent: s.proc.userAgent, Locale: c.Locale, TimeZone: c.TimeZone,
		Width: c.Width, Height: c.Height, Scale: 1, Sandbox: s.proc.sandbox}
}

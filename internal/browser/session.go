package browser

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// session is one try at a capture: a tab in a browser context of its own.
type session struct {
	config Config
	o      Options
	proc   *process
	meter  *meter
	proxy  *proxy

	tab      context.Context // chromedp's, of the tab
	cancel   context.CancelFunc
	frame    cdp.FrameID
	observer *observer // answers dialogs
	own      target.ID
	apart    cdp.BrowserContextID

	crashed chan struct{} // closed when the page's renderer has died

	deaf   bool                                     // the page does not answer, also with its scripts ended
	others bool                                     // the page has frames in other processes
	shades map[cdp.FrameID][]runtime.RemoteObjectID // a node in each closed shadow root of a frame's document

	unshaded bool // a frame was read without its closed shadow roots

	first *reading // of the page, before anything was done to it
	stays bool     // the page is to be read though it would leave

	mu       sync.Mutex
	loaded   chan struct{} // closed when the document and what it needs were there
	leaving  bool          // we wait for the page to leave
	asked    string        // the document that it has asked for since the last one came
	document string        // the URL that the main frame last showed a document of
	download string        // the URL that turned out to be a file
	actions  []Action
	halted   bool
	done     bool
	below    map[target.ID]cdp.FrameID // the page's frames in other processes, and the frames around them
}

const (
	openTime   = 20 * time.Second // to open a tab and to set it up
	maxActions = 200
)

// errLost is our own trouble: the browser does not answer.
var errLost = errors.New("the browser did not answer")

func (b *Browser) open(ctx context.Context, proc *process, o Options) (*session, error) {
	o.agent = proc.userAgent
	s := &session{config: b.config, o: o, proc: proc, meter: newMeter(b.config.Limits),
		crashed: make(chan struct{}), loaded: make(chan struct{}), below: map[target.ID]cdp.FrameID{}}
	var err error
	if s.proxy, err = newProxy(proc.ca, o, s.meter, b.config.Log); err != nil {
		return nil, err
	}
	s.tab, s.cancel = chromedp.NewContext(proc.ctx, chromedp.WithListener(s.listen),
		chromedp.WithNewBrowserContext(func(c *target.CreateBrowserContextParams) {
			c.ProxyServer, c.ProxyBypassList = s.proxy.addr(), "<-loopback>"
		}))
	proc.join(s)
	// The tab lives as long as the context of this first call: its limit of time
	// must not be a part of it.
	opened := make(chan error, 1)
	go func() { opened <- s.setUp() }()
	t := time.NewTimer(openTime)
	defer t.Stop()
	select {
	case err = <-opened:
	case <-t.C:
		err = fmt.Errorf("open a tab: %w", errLost)
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		s.close()
		if ctx.Err() == nil && !errors.Is(err, errLost) {
			err = fmt.Errorf("open a tab: %w: %w", errLost, err)
		}
		return nil, err
	}
	return s, nil
}

// setUp opens the tab and makes it what Config says.
func (s *session) setUp() error {
	if err := chromedp.Do(s.tab); err != nil {
		return err
	}
	c := chromedp.FromContext(s.tab)
	s.own, s.apart = c.Target.TargetID, c.BrowserContextID
	if err := chromedp.ListenBrowser(s.tab, s.listenBrowser); err != nil {
		return err
	}
	var err error
	if s.observer, err = observe(s.tab, &s.proxy.data); err != nil {
		return err
	}
	s.observer.traffic = s.proxy.traffic
	tree, err := chromedp.Call(s.tab, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return err
	}
	s.frame = tree.FrameTree.Frame.ID
	yes := true
	return chromedp.Do(s.tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		steps := []struct {
			method string
			params any
		}{
			// A page that writes to its console all day is nobody's business.
			{runtime.Disable.Method, cdp.Empty{}},
			{"Log.disable", cdp.Empty{}},
			{"CSS.disable", cdp.Empty{}},
			{"DOM.disable", cdp.Empty{}},
			{"Network.disable", cdp.Empty{}}, // the proxy knows it all, and a data: URL may be of any length
			{emulation.SetDeviceMetricsOverride.Method, emulation.SetDeviceMetricsOverrideParams{
				Width: int64(s.config.Width), Height: int64(s.config.Height), DeviceScaleFactor: 1}},
			{emulation.SetTimezoneOverride.Method, emulation.SetTimezoneOverrideParams{TimezoneID: s.config.TimeZone}},
			{emulation.SetLocaleOverride.Method, emulation.SetLocaleOverrideParams{Locale: s.config.Locale}},
			{emulation.SetUserAgentOverride.Method, s.agent()},
			{emulation.SetFocusEmulationEnabled.Method, emulation.SetFocusEmulationEnabledParams{Enabled: true}},
		}
		for _, step := range steps {
			if err := t.Call(ctx, step.method, step.params, nil); err != nil {
				return fmt.Errorf("%s: %w", step.method, err)
			}
		}
		if _, err := chromedp.CallBrowser(ctx, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
			Behavior: cdpbrowser.SetDownloadBehaviorBehaviorDeny, BrowserContextID: s.apart, EventsEnabled: &yes}); err != nil {
			return err
		}
		for _, name := range denied {
			// A name that this Chromium does not know, it cannot grant either.
			chromedp.CallBrowser(ctx, cdpbrowser.SetPermission, cdpbrowser.SetPermissionParams{
				Permission: &cdpbrowser.PermissionDescriptor{Name: name}, Setting: cdpbrowser.PermissionSettingDenied, BrowserContextID: s.apart})
		}
		return nil
	}))
}

// denied are the permissions that a page could ask a reader for.
var denied = []string{"geolocation", "notifications", "camera", "microphone", "midi", "clipboard-read", "persistent-storage", "storage-access", "window-management", "local-fonts", "idle-detection"}

// agent is who the page is told that we are.
func (s *session) agent() emulation.SetUserAgentOverrideParams {
	p := emulation.SetUserAgentOverrideParams{UserAgent: s.proc.userAgent, AcceptLanguage: languages(s.config.Locale)}
	if s.config.UserAgent == "" {
		p.UserAgentMetadata = s.proc.hints()
	}
	return p
}

// listen gets the tab's events in order, and must not wait.
func (s *session) listen(ev any) {
	switch ev := ev.(type) {
	case *page.EventFrameNavigated:
		if ev.Frame.ParentID == "" {
			s.mu.Lock()
			s.document, s.asked = ev.Frame.URL, ""
			select {
			case <-s.loaded: // the one before
				s.loaded = make(chan struct{})
			default:
			}
			s.mu.Unlock()
		}
	case *page.EventFrameRequestedNavigation:
		s.mu.Lock()
		if ev.FrameID == s.frame && ev.Disposition == page.ClientNavigationDispositionCurrentTab {
			if s.asked = ev.URL; s.leaving {
				s.proxy.follow(ev.URL)
			}
		}
		s.mu.Unlock()
	case *page.EventLoadEventFired:
		s.mu.Lock()
		if s.document != "" && s.document != "about:blank" {
			once(s.loaded)
		}
		s.mu.Unlock()
	case *page.EventWindowOpen:
		s.did("popup", ev.URL)
	case *inspector.EventTargetCrashed:
		s.died()
	}
}

// listenBrowser gets those of the browser as a whole.
func (s *session) listenBrowser(ev any) {
	switch ev := ev.(type) {
	case *target.EventTargetCreated:
		i := ev.TargetInfo
		switch {
		case i.BrowserContextID != s.apart || i.TargetID == s.own:
		case i.Type == "page":
			go chromedp.CallBrowser(s.tab, target.CloseTarget, target.CloseTargetParams{TargetID: i.TargetID})
		case i.Type == "iframe":
			s.mu.Lock()
			if len(s.below) < maxActions {
				s.below[i.TargetID] = i.ParentFrameID
			}
			s.mu.Unlock()
		}
	case *target.EventTargetDestroyed:
		s.mu.Lock()
		delete(s.below, ev.TargetID)
		s.mu.Unlock()
	case *target.EventTargetCrashed:
		s.mu.Lock()
		_, ours := s.below[ev.TargetID]
		s.mu.Unlock()
		if ev.TargetID == s.own {
			s.died()
		} else if ours && s.proc.wasStarved() {
			s.meter.met("memory")
		}
	case *cdpbrowser.EventDownloadWillBegin:
		s.mu.Lock()
		if ev.FrameID == s.frame {
			s.download = ev.URL
		}
		s.mu.Unlock()
		if s.proxy.statusOf(ev.URL) != 0 { // else it is a neighbour's
			s.did("download", ev.URL)
		}
	}
}

// once closes c if it is open. The lock is held.
func once(c chan struct{}) {
	select {
	case <-c:
	default:
		close(c)
	}
}

// died is called once or twice where the page's own renderer has died.
func (s *session) died() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done || s.gone() { // our own doing, or known
		return
	}
	if s.proc.wasStarved() {
		s.meter.met("memory")
	}
	once(s.crashed)
}

// did notes what was done or refused.
func (s *session) did(kind, what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	what = cut(what, 300)
	for i := range s.actions {
		if s.actions[i].Kind == kind && s.actions[i].What == what {
			s.actions[i].N++
			return
		}
	}
	if len(s.actions) < maxActions {
		s.actions = append(s.actions, Action{Kind: kind, What: what, N: 1})
	}
}

// halt ends the page's scripts, the one that runs right now included. It does
// not wait: a page that is busy answers when it has been stopped.
func (s *session) halt() {
	s.mu.Lock()
	first := !s.halted
	s.halted = true
	s.mu.Unlock()
	if first {
		s.did("halt", "scripts")
		go chromedp.Call(s.tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	}
	go chromedp.Call(s.tab, runtime.TerminateExecution, cdp.Empty{})
}

// stopped tells whether the page's scripts were ended.
func (s *session) stopped() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.halted
}

// starve is called where a renderer holds three quarters of what it may.
func (s *session) starve() {
	s.meter.met("memory")
	s.halt()
}

// close ends the tab and all its requests.
func (s *session) close() {
	s.mu.Lock()
	s.done = true
	s.mu.Unlock()
	s.proc.leave(s)
	s.proxy.stop()
	s.cancel()
	s.proxy.close()
}

//go:embed view.js
var viewJS string

// taken are the actions so far.
func (s *session) taken() []Action {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.actions)
}

// gone tells whether the page's renderer has died.
func (s *session) gone() bool {
	select {
	case <-s.crashed:
		return true
	default:
		return false
	}
}

package browser

import (
	"context"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// An observer follows a tab: its requests in flight, its navigations, and its
// dialogs, which it answers. It has to be there before the first navigation.
type observer struct {
	mu       sync.Mutex
	inFlight map[network.RequestID]bool
	last     time.Time // of the last event of the network
	main     cdp.FrameID
	document int // counts the documents of the main frame
	dialogs  map[page.DialogType]int
	data     *awaited // the proxy's
	clicked  bool     // the page may do what we made it do
	held     int      // navigations that a click asked for and that were refused
	heldOwn  int      // and those that the page began by itself

	letGo func() // ends the refusal of navigations, where there is one

	// traffic, if there, knows better than the events: how many requests the page
	// waits for, and how long nothing has moved. Set before the first navigation.
	traffic func() (waiting int, idle time.Duration)
}

const (
	maxInFlight = 4096 // requests followed
	// So many dialogs, and the script that opens them is stopped at each.
	manyDialogs = 20
)

// observe starts to follow the tab of the context, until it ends.
func observe(ctx context.Context, data *awaited) (*observer, error) {
	o := &observer{data: data, inFlight: map[network.RequestID]bool{}, dialogs: map[page.DialogType]int{}, last: time.Now()}
	return o, chromedp.Listen(ctx, func(ev any) {
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			o.request(e)
		case *network.EventDataReceived:
			o.touch("")
		case *network.EventLoadingFinished:
			o.touch(e.RequestID)
		case *network.EventLoadingFailed:
			o.touch(e.RequestID)
		case *page.EventFrameNavigated:
			if e.Frame.ParentID == "" {
				o.mu.Lock()
				o.main = e.Frame.ID
				o.document++
				clear(o.inFlight) // the old document's
				o.data.shows(e.Frame.URL)
				o.mu.Unlock()
			}
		case *page.EventJavascriptDialogOpening:
			o.mu.Lock()
			o.dialogs[e.Type]++
			n := o.dialogs[e.Type]
			many := n > manyDialogs
			o.mu.Unlock()
			go answer(ctx, e.Type, many)
			if many && n%10 == 1 {
				go silence(ctx)
			}
		}
	})
}

// answer closes a dialog: a page freezes while one is open. It says yes to what
// only wants to be read, and to a page that would not be left; else no.
func answer(ctx context.Context, kind page.DialogType, many bool) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	if many && kind != page.DialogTypeBeforeunload {
		// While the dialog stands, its script waits in it and ends with it. No
		// reply comes before the dialog is closed.
		go chromedp.Call(ctx, runtime.TerminateExecution, cdp.Empty{})
	}
	yes := kind == page.DialogTypeAlert || kind == page.DialogTypeBeforeunload
	chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: yes})
}

// silence has a page open no more dialogs, as a reader's browser does when asked to. A
// page may know other ways to open them: then the script is stopped at each.
func silence(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	yes := true
	chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Silent: &yes, Timeout: 1000,
		Expression: `for (const name of ["alert", "confirm", "prompt"]) window[name] = () => name === "confirm" ? false : name === "prompt" ? null : undefined`})
}

func (o *observer) request(e *network.EventRequestWillBeSent) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last = time.Now()
	switch e.Type {
	case network.ResourceTypeEventSource, network.ResourceTypeMedia, network.ResourceTypePing, network.ResourceTypePrefetch, network.ResourceTypeWebSocket:
		return // may go on for as long as the page is open
	}
	if len(o.inFlight) < maxInFlight {
		o.inFlight[e.RequestID] = true
	}
}

func (o *observer) touch(done network.RequestID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last = time.Now()
	delete(o.inFlight, done)
}

// at gives the main frame and which of its documents is shown.
func (o *observer) at() (cdp.FrameID, int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.main, o.document
}

func (o *observer) refused() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.held
}

// click says that we press something in the page.
func (o *observer) click() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.clicked = true
}

// hold counts a navigation that is refused.
func (o *observer) hold() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.clicked {
		o.held++
	} else {
		o.heldOwn++
	}
}

// still is true when no request has been in flight for half a second, or nothing
// came for two: a page may keep a request open for ever.
func (o *observer) still() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	waiting, idle := o.moves()
	return waiting == 0 && idle >= 500*time.Millisecond || idle >= 2*time.Second
}

// moves tells how many requests the page waits for, and how long nothing has moved.
// The lock is held.
func (o *observer) moves() (waiting int, idle time.Duration) {
	if o.traffic != nil {
		return o.traffic()
	}
	return len(o.inFlight), time.Since(o.last)
}

// idleSince is true if nothing of the network has moved since t.
func (o *observer) idleSince(t time.Time) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, idle := o.moves()
	return idle >= time.Since(t)
}

// quiet waits until the network is still, at most as long as limit. It tells
// whether it was.
func (o *observer) quiet(ctx context.Context, limit time.Duration) bool {
	end := time.Now().Add(limit)
	for !o.still() {
		if time.Now().After(end) || !pause(ctx, 50*time.Millisecond) {
			return false
		}
	}
	return true
}

// actions tells of dialogs and of what was refused.
func (o *observer) actions() (out []Action) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, kind := range []page.DialogType{page.DialogTypeAlert, page.DialogTypeConfirm, page.DialogTypePrompt, page.DialogTypeBeforeunload} {
		if n := o.dialogs[kind]; n > 0 {
			out = append(out, Action{"dialog", "closed: " + string(kind), n})
		}
	}
	if o.held > 0 {
		out = append(out, Action{"navigation", "refused: a click wanted to leave the page", o.held})
	}
	if o.heldOwn > 0 {
		out = append(out, Action{"navigation", "refused: the page wanted to leave while it was read", o.heldOwn})
	}
	return out
}

// pause waits, and is false if ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

package browser

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// expand unfolds texts: <details>, and buttons that show the rest of one. From the
// first click on the page may not be left: a navigation is refused, and what changes
// the address all the same ends it (see stayed).
func (v *visit) expand(ctx context.Context) error {
	release, err := v.hold(ctx)
	if err != nil {
		return err
	}
	defer release()
	clicks, end := 0, time.Now().Add(v.ExpandTime)
	// A second round for what the first one brought.
	for round := 0; round < 2; round++ {
		if err := v.shade(ctx); err != nil {
			return err
		}
		var found struct{ Opened, Found int }
		if err := v.call(ctx, "unfold("+strconv.Itoa(v.Clicks-clicks)+")", &found); err != nil {
			return err
		}
		if found.Opened > 0 {
			v.did("expand", "details", found.Opened)
		}
		before := clicks
		if v.Without["expand"] {
			return nil
		}
		if found.Found > 0 && v.pressed == "" {
			if err := v.pressing(ctx, "expand"); err != nil {
				return err
			}
		}
		for i := 0; i < found.Found && i < v.Clicks && !v.left && !v.links; i++ {
			if time.Now().After(end) {
				v.did("expand", "not all: limit of time", 1)
				return nil
			}
			pressed, err := v.press(ctx, i)
			if err != nil {
				return err
			}
			if pressed {
				clicks++
			}
		}
		if clicks == before || v.left || v.links {
			return nil
		}
		if clicks >= v.Clicks {
			v.did("expand", "not all: limit of clicks", 1)
			return nil
		}
		if err := v.quiet(ctx); err != nil {
			return err
		}
	}
	return nil
}

// press presses one button and looks where that led.
func (v *visit) press(ctx context.Context, i int) (bool, error) {
	var was, is pageState
	if err := v.call(ctx, "state()", &was); err != nil {
		return false, err
	}
	_, document := v.tab.at()
	refused := v.tab.refused()
	var said string
	err := v.call(ctx, "press("+strconv.Itoa(i)+")", &said)
	if errors.Is(err, errTooLong) {
		v.did("script", "stopped one that a click started", 1)
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if said == "" || !pause(ctx, 120*time.Millisecond) {
		return false, ctx.Err()
	}
	if v.tab.refused() > refused {
		v.links = v.tab.refused() >= 3 // this page's buttons are links
		return true, nil
	}
	if _, now := v.tab.at(); now != document {
		v.left = true
		return true, nil
	}
	if err := v.call(ctx, "state()", &is); err != nil {
		return true, err
	}
	if address(was.URL) != address(is.URL) {
		v.left = true
		return true, nil
	}
	v.did("expand", said, 1)
	return true, nil
}

// hold refuses the main frame's navigations until release is called, or until the capture
// ends where the page Stays, and once something was pressed: some scripts leave late.
// Chromium stays on a page if the request for the next one is aborted.
func (v *visit) hold(ctx context.Context) (release func(), err error) {
	if v.holding {
		return func() {}, nil
	}
	main, _ := v.tab.at()
	listening, stop := context.WithCancel(v.whole)
	err = chromedp.Listen(listening, func(ev any) {
		e, ok := ev.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		if e.FrameID != main {
			go chromedp.Call(listening, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: e.RequestID})
			return
		}
		v.tab.hold()
		go chromedp.Call(listening, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonAborted})
	})
	if err == nil {
		_, err = chromedp.Call(ctx, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*", ResourceType: network.ResourceTypeDocument}}})
	}
	if err != nil {
		stop()
		return nil, err
	}
	v.holding = true
	v.tab.letGo = func() {
		c, cancel := context.WithTimeout(context.WithoutCancel(v.whole), 2*time.Second)
		defer cancel()
		chromedp.Call(c, fetch.Disable, cdp.Empty{}) // lets go what is still paused
		stop()
	}
	return func() {
		if v.pressed == "" && !v.Stays {
			v.letGo()
		}
	}, nil
}

// letGo allows navigations again.
func (v *visit) letGo() {
	if v.holding {
		v.tab.letGo()
		v.tab.letGo, v.holding = nil, false
	}
}

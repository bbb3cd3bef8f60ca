package browser

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// expand unfolds texts: <details>, and buttons that show the rest of one. While
// it presses them the page may not be left: a navigation is refused, and what
// changes the address all the same is taken back and ends it.
func (v *visit) expand(ctx context.Context) error {
	release, err := v.hold(ctx)
	if err != nil {
		return err
	}
	defer release()
	clicks, end := 0, time.Now().Add(v.ExpandTime)
	// A second round for what the first one brought.
	for round := 0; round < 2; round++ {
		var found struct{ Opened, Found int }
		if err := v.call(ctx, "unfold("+strconv.Itoa(v.Clicks-clicks)+")", &found); err != nil {
			return err
		}
		if found.Opened > 0 {
			v.did("expand", "details", found.Opened)
		}
		before := clicks
		for i := 0; i < found.Found && i < v.Clicks && !v.left; i++ {
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
		if clicks == before || v.left {
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
		v.left = v.tab.refused() >= 3 // this page's buttons are links
		return true, nil
	}
	if _, now := v.tab.at(); now != document {
		v.left = true
		v.did("expand", "a click led away; went back: "+said, 1)
		return true, v.goBack(ctx)
	}
	if err := v.call(ctx, "state()", &is); err != nil {
		return true, err
	}
	if path(was.URL) != path(is.URL) {
		v.left = true
		v.did("expand", "a click changed the address; went back: "+said, 1)
		return true, v.goBack(ctx)
	}
	v.did("expand", said, 1)
	return true, nil
}

func path(url string) string {
	p, _, _ := strings.Cut(url, "#")
	return p
}

// goBack goes back one step in the tab's history.
func (v *visit) goBack(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	chromedp.Call(ctx, fetch.Disable, cdp.Empty{}) // what hold refuses
	h, err := chromedp.Call(ctx, page.GetNavigationHistory, cdp.Empty{})
	if err != nil || h.CurrentIndex < 1 || int(h.CurrentIndex) > len(h.Entries)-1 {
		return err
	}
	_, err = chromedp.Call(ctx, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: h.Entries[h.CurrentIndex-1].ID})
	if err != nil {
		return err
	}
	v.tab.quiet(ctx, v.Quiet)
	return nil
}

// hold refuses the main frame's navigations until release is called. Chromium
// stays on a page if the request for the next one is aborted.
func (v *visit) hold(ctx context.Context) (release func(), err error) {
	main := v.frame
	listening, stop := context.WithCancel(ctx)
	err = chromedp.Listen(listening, func(ev any) {
		e, ok := ev.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		if e.FrameID != main {
			go chromedp.Call(listening, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: e.RequestID})
			return
		}
		v.tab.mu.Lock()
		v.tab.held++
		v.tab.mu.Unlock()
		go chromedp.Call(listening, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonAborted})
	})
	if err == nil {
		_, err = chromedp.Call(listening, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*", ResourceType: network.ResourceTypeDocument}}})
	}
	if err != nil {
		stop()
		return nil, err
	}
	return func() {
		c, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		chromedp.Call(c, fetch.Disable, cdp.Empty{}) // lets go what is still paused
		stop()
	}, nil
}

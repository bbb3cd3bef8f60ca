package browser

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// behaviours are the ceilings of what is done to one page. Zero: the default.
type behaviours struct {
	Time       time.Duration // all of it; default 60 s
	Quiet      time.Duration // one wait; default 5 s
	Data       time.Duration // more, all waits together, while the page waits for its data; default 20 s
	Still      time.Duration // more, all waits together, while the page writes its text; default 15 s
	Steps      int           // of scrolling; default 60
	Pixels     int           // scrolled; default 30,000
	ScrollTime time.Duration // default 15 s
	Clicks     int           // on what unfolds; default 30
	ExpandTime time.Duration // default 10 s

	// Stays: what is there is to be read, and the page may not leave.
	Stays bool
	// Remember, if there, reads the page before anything is done to it, and anew once a wall
	// in front of it was cleared away: of what was read before that is a part.
	Remember func(ctx context.Context, anew bool)
	// Shaded, if there, tells whether closed shadow roots may be looked for.
	Shaded func() bool

	// Without names the kinds of clicks, "consent" and "expand", that are left out.
	Without map[string]bool

	// Tab was made by observe before the first navigation. Nil: requests from
	// before are not waited for, and dialogs from before are not answered.
	Tab *observer
}

func (o behaviours) withDefaults() behaviours {
	o.Time = or(o.Time, time.Minute)
	o.Quiet = or(o.Quiet, 5*time.Second)
	o.Data = or(o.Data, 20*time.Second)
	o.Still = or(o.Still, 15*time.Second)
	o.Steps = or(o.Steps, 60)
	o.Pixels = or(o.Pixels, 30000)
	o.ScrollTime = or(o.ScrollTime, 15*time.Second)
	o.Clicks = or(o.Clicks, 30)
	o.ExpandTime = or(o.ExpandTime, 10*time.Second)
	return o
}

// visit is one run of behave.
type visit struct {
	behaviours
	tab      *observer
	world    runtime.ExecutionContextID // where behave.js runs
	document int                        // of which document that is
	frame    cdp.FrameID
	stopped  bool          // a script of the page was ended
	left     bool          // a click led away: no more of them
	links    bool          // clicks want to: no more of them
	late     time.Duration // that was waited for the page to be given its data
	actions  []Action

	whole   context.Context // behave's own: the page may not be left until it ends
	pressed string          // the kind of the last click
	shown   pageState       // the page before it
	holding bool
}

// ledAway is of a page that a click has led to another address, without a request
// that could be refused. The caller has to load it again.
type ledAway struct{ kind string }

func (e *ledAway) Error() string { return "a click led away (" + e.kind + ")" }

// behave does to a page what a patient reader would: it waits, answers a consent
// wall with no, scrolls to the end and back, and unfolds texts. It presses
// nothing else, follows no link, sends no form (but one, see consentForm), and
// plays nothing. ctx is the tab's.
//
// What it did, and what it left, is in the actions, also with an error. An error
// means that ctx ended or the tab is gone, or is a *ledAway; a page that does not answer is no
// error, but an action.
func behave(ctx context.Context, o behaviours) ([]Action, error) {
	v := &visit{behaviours: o.withDefaults(), tab: o.Tab, whole: ctx}
	within, cancel := context.WithTimeout(ctx, v.Time)
	defer cancel()
	if v.tab == nil {
		var err error
		if v.tab, err = observe(within, &awaited{}); err != nil {
			return nil, err
		}
	}
	err := v.run(within)
	away := (*ledAway)(nil)
	switch {
	case ctx.Err() != nil:
		err = context.Cause(ctx)
	case errors.Is(err, chromedp.ErrTargetDetached):
	case errors.As(err, &away):
		return v.actions, err
	case errors.Is(err, errDeaf):
		v.did("limit", err.Error(), 1)
		err = nil
	case within.Err() != nil:
		v.did("limit", "the time for a page's behaviours was over", 1)
		err = nil
	case err != nil:
		v.did("limit", "the page broke off", 1)
		err = nil
	}
	return append(v.actions, v.tab.actions()...), err
}

func (v *visit) run(ctx context.Context) error {
	defer v.back(ctx)
	if v.Stays {
		if _, err := v.hold(ctx); err != nil {
			return err
		}
	}
	v.remember(ctx, false)
	for _, step := range []func(context.Context) error{v.quiet, v.media, v.shade, v.consent, v.stayed, v.begun, v.scroll, v.expand, v.stayed, v.consent, v.stayed, v.media} {
		err := step(ctx)
		if threw := (*chromedp.ExceptionError)(nil); errors.Is(err, errTooLong) || errors.As(err, &threw) {
			v.did("limit", "a step failed and was left out", 1)
			continue
		}
		if err != nil {
			return err
		}
	}
	v.back(ctx)
	if err := v.quiet(ctx); err != nil {
		return err
	}
	if err := v.still(ctx, true); err != nil {
		return err
	}
	return v.ours(ctx)
}

func (v *visit) remember(ctx context.Context, anew bool) {
	if v.Remember != nil {
		v.Remember(ctx, anew)
	}
}

// pressing notes that a click of this kind comes next.
func (v *visit) pressing(ctx context.Context, kind string) error {
	v.pressed = kind
	v.tab.click()
	return v.call(ctx, "state()", &v.shown)
}

// stayed gives a *ledAway where the clicks before it have changed the address.
func (v *visit) stayed(ctx context.Context) error {
	if v.pressed == "" {
		return nil
	}
	if err := v.quiet(ctx); err != nil {
		return err
	}
	var now pageState
	if err := v.call(ctx, "state()", &now); err != nil {
		return err
	}
	kind := v.pressed
	v.pressed = ""
	if v.left || address(now.URL) != address(v.shown.URL) {
		v.did(kind, "a click led away: the page was loaded again without such clicks", 1)
		return &ledAway{kind}
	}
	return nil
}

// address is an URL without a fragment, unless that is an address too.
func address(url string) string {
	p, fragment, _ := strings.Cut(url, "#")
	if strings.HasPrefix(fragment, "/") || strings.HasPrefix(fragment, "!") {
		return url
	}
	return p
}

// did notes an action. The same again is counted.
func (v *visit) did(kind, what string, n int) {
	what = clip(what, 100)
	for i := range v.actions {
		if v.actions[i].Kind == kind && v.actions[i].What == what {
			v.actions[i].N += n
			return
		}
	}
	if len(v.actions) < 50 {
		v.actions = append(v.actions, Action{kind, what, n})
	}
}

// clip makes a page's words fit for a record: one line, n characters.
func clip(s string, n int) string {
	var out []rune
	for _, r := range s {
		if unicode.IsSpace(r) {
			r = ' '
		}
		if !unicode.IsPrint(r) || r == ' ' && (len(out) == 0 || out[len(out)-1] == ' ') {
			continue
		}
		if len(out) == n {
			return string(out[:n-1]) + "…"
		}
		out = append(out, r)
	}
	return string(out)
}

type pageState struct {
	Mutations int     `json:"mutations"`
	URL       string  `json:"url"`
	Height    float64 `json:"height"`
}

// quiet waits for the network, and on for the page's data, then until the document has not changed for 300
// ms, at most 1.5 s: clocks and carousels never stop.
func (v *visit) quiet(ctx context.Context) error {
	v.tab.quiet(ctx, v.Quiet)
	v.forData(ctx)
	last, since := pageState{Mutations: -1}, time.Now()
	for end := time.Now().Add(1500 * time.Millisecond); time.Now().Before(end); {
		var now pageState
		if err := v.call(ctx, "state()", &now); err != nil {
			return err
		}
		if now.Mutations != last.Mutations || now.Height != last.Height {
			last, since = now, time.Now()
		} else if time.Since(since) >= 300*time.Millisecond {
			return nil
		}
		if !pause(ctx, 100*time.Millisecond) {
			return ctx.Err()
		}
	}
	return nil
}

// media stops what plays.
func (v *visit) media(ctx context.Context) error {
	var n int
	if err := v.call(ctx, "media()", &n); err != nil {
		return err
	}
	if n > 0 {
		v.did("media", "paused", n)
	}
	return nil
}

// back shows the top again, also when the time is over.
func (v *visit) back(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	v.callOnce(ctx, "scrollBack()", nil)
}

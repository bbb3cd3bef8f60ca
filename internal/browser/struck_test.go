package browser

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestStruck: a page is read though its scripts are being ended one after another: the
// command ends whatever runs, ours too.
func TestStruck(t *testing.T) {
	t.Parallel()
	s := newSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!doctype html><title>Busy</title><p>stands<script>setInterval(() => { for (const end = Date.now() + 20; Date.now() < end;); }, 1)</script>"))
	}))
	b := theBrowser(t)
	tab, _ := visiting(t, b, s)
	storm, stop := context.WithTimeout(tab.tab, time.Second)
	defer stop()
	for range 4 {
		go func() {
			for storm.Err() == nil {
				chromedp.Call(storm, runtime.TerminateExecution, cdp.Empty{})
			}
		}()
	}
	v := &visit{behaviours: behaviours{}.withDefaults(), tab: tab.observer}
	for storm.Err() == nil {
		var dom viewed
		if !tab.ask(tab.tab, "dom", maxDOM, &dom) || dom.Text == "" {
			t.Fatal("the page was not read")
		}
		var now pageState
		if err := v.call(tab.tab, "state()", &now); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSilenced: boxes without end are no longer opened after some, and the page goes on.
func TestSilenced(t *testing.T) {
	t.Parallel()
	s := newSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(`<!doctype html><title>Boxes</title><p id=p>stands<script>let n = 0; setInterval(() => { alert("You have won"); p.textContent = confirm("Really?") + " " + prompt("Your name?") + " " + ++n }, 1)</script>`))
	}))
	p := capture(t, theBrowser(t), s, "/", false)
	has(t, p, "false null ")
	for _, a := range p.Actions {
		if a.Kind == "limit" { // what was being done to the page was broken off
			t.Errorf("%s", a.What)
		}
	}
	if len(p.Cut) > 0 {
		t.Errorf("cut %v", p.Cut)
	}
}

package browser

import (
	"context"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/network"
	"golang.org/x/net/publicsuffix"
)

// Much of the web writes its text when its interface has answered, and that may take
// longer than a network is busy. So the requests by script to the page's own site are
// waited for beyond that: text that had not come yet would be missed as if it were
// gone.

// awaited are those that have not ended.
type awaited struct {
	mu   sync.Mutex
	open map[network.RequestID]*datum
	told map[string]bool // what was had by GET
}

type datum struct {
	url      string    // without query
	get      string    // with it, if it is had by GET
	answered time.Time // zero until its headers come
}

const (
	maxAwaited = 200
	// restTime is how long an answer may take from its headers to its end: one
	// that goes on is a stream.
	restTime = 5 * time.Second
)

// standing is what requests are called that wait for something to happen, or that only
// tell the site of the visit.
var standing = regexp.MustCompile(`(?i)(?:^|[/._-])(?:long-?poll(?:ing)?|poll(?:ing)?|lp|comet|socket\.io|sockjs|signalr|cometd|bayeux|streams?|sse|subscribe|notifications?|presence|heartbeat|ping|beacons?|collect|telemetry|analytics?|track(?:er|ing)?|pixel|rum)(?:$|[/._-])`)

func (a *awaited) asked(e *network.EventRequestWillBeSent) {
	if e.Type != network.ResourceTypeXHR && e.Type != network.ResourceTypeFetch || e.Request == nil {
		return
	}
	u, err := url.Parse(e.Request.URL)
	if err != nil {
		return
	}
	page, err := url.Parse(e.DocumentURL)
	if err != nil || siteOf(page) != siteOf(u) || standing.MatchString(u.Path) {
		return
	}
	for name, value := range e.Request.Headers {
		if s, _ := value.(string); strings.EqualFold(name, "Accept") && strings.HasPrefix(s, "text/event-stream") {
			return
		}
	}
	d := &datum{url: u.Scheme + "://" + u.Host + u.Path}
	if e.Request.Method == "GET" {
		d.get = e.Request.URL
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	// What is had again was had: it waits for news.
	if len(a.open) >= maxAwaited || a.told[d.get] {
		return
	}
	if a.open == nil {
		a.open, a.told = map[network.RequestID]*datum{}, map[string]bool{}
	}
	a.open[e.RequestID] = d
}

func (a *awaited) answered(e *network.EventResponseReceived) {
	a.mu.Lock()
	defer a.mu.Unlock()
	d := a.open[e.RequestID]
	if d == nil {
		return
	}
	d.answered = time.Now()
	if e.Response != nil {
		switch kind := strings.ToLower(e.Response.MimeType); {
		case kind == "text/event-stream", strings.Contains(kind, "ndjson"), strings.Contains(kind, "grpc"), strings.HasPrefix(kind, "multipart/"):
			delete(a.open, e.RequestID)
		}
	}
}

func (a *awaited) ended(id network.RequestID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if d := a.open[id]; d != nil {
		delete(a.open, id)
		if d.get != "" && len(a.told) < maxAwaited {
			a.told[d.get] = true
		}
	}
}

func (a *awaited) clear() {
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.open)
	clear(a.told)
}

// first is the address of one that the page waits for; "" for none.
func (a *awaited) first() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	least := ""
	for _, d := range a.open {
		if (d.answered.IsZero() || time.Since(d.answered) < restTime) && (least == "" || d.url < least) {
			least = d.url
		}
	}
	return least
}

// forData waits for the page's data, as long as there is time left for that.
func (v *visit) forData(ctx context.Context) {
	for v.tab.data.first() != "" && v.Data > 0 {
		start := time.Now()
		for v.tab.data.first() != "" && time.Since(start) < v.Data {
			if !pause(ctx, 50*time.Millisecond) {
				return
			}
		}
		if v.Data -= time.Since(start); v.Data > 0 {
			v.tab.quiet(ctx, v.Quiet) // what it does with them
			continue
		}
		if late := v.tab.data.first(); late != "" {
			v.did("limit", "a request of the page was not answered in time: "+late, 1)
		}
	}
}

// siteOf is the domain that was registered, or else the host.
func siteOf(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

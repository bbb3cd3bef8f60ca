package browser

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/publicsuffix"
)

// Much of the web writes its text when its interface has answered, and that may take
// longer than a network is busy. So the requests by script to the page's own site are
// waited for beyond that: text that had not come yet would be missed as if it were
// gone.

// awaited are those that have not ended, as the proxy sees them: the events that
// Chromium sends of them are turned off, since one may be of any length.
type awaited struct {
	mu    sync.Mutex
	sites []string // of the document that is shown, and of what led to it
	open  map[*datum]bool
	told  map[string]time.Time // what was had by GET, and when
	led   map[string]time.Time // the documents asked for, without fragment, and when last

	streams int      // sockets and streams of events that are open
	came    []string // the addresses, without query, of answers that nobody took yet
}

type datum struct {
	site     string
	url      string // without query
	get      string // with it, if it is had by GET
	asked    time.Time
	answered time.Time // zero until its headers come
	failed   bool
	moved    bool
}

const (
	maxAwaited = 500
	// restTime is how long an answer may take from its headers to its end: one
	// that goes on is a stream.
	restTime = 5 * time.Second
	// givenTime is how long a page may take to be given what the network has.
	givenTime = 4 * time.Second
)

// standing is what requests are called that wait for something to happen, or that only
// tell the site of the visit.
var standing = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[/._-])(?:long-?poll(?:ing)?|poll(?:ing)?|lp|comet|socket\.io|sockjs|signalr|cometd|bayeux|streams?|sse|subscribe|notifications?|presence|heartbeat|ping|beacons?|collect|telemetry|analytics?|track(?:er|ing)?|pixel|rum)(?:$|[/._-])`)
})

// at says that the navigation leads to an address.
func (a *awaited) at(u *url.URL) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if site := siteOf(u); len(a.sites) < 20 && !slices.Contains(a.sites, site) {
		a.sites = append(a.sites, site)
	}
}

// shows says that a document is shown now. What was asked for before that one was is
// not waited for any more.
func (a *awaited) shows(raw string) {
	u, err := url.Parse(raw)
	if err != nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sites, a.came = append(a.sites[:0], siteOf(u)), nil
	since := a.led[withoutFragment(raw)]
	maps.DeleteFunc(a.open, func(d *datum, _ bool) bool { return d.asked.Before(since) })
	maps.DeleteFunc(a.told, func(_ string, t time.Time) bool { return t.Before(since) })
}

// ask counts a request in; nil for one that nobody waits for.
func (a *awaited) ask(r *http.Request, u *url.URL) *datum {
	now := time.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == nil {
		a.open, a.told, a.led = map[*datum]bool{}, map[string]time.Time{}, map[string]time.Time{}
	}
	if h := r.Header; (h.Get("Sec-Fetch-Mode") == "navigate" || h.Get("Upgrade-Insecure-Requests") == "1") && len(a.led) < maxAwaited {
		a.led[withoutFragment(u.String())] = now
	}
	if WantOf(r) == WantsOther || strings.Contains(r.Header.Get("Sec-Purpose"), "prefetch") || standing().MatchString(u.Path) || len(a.open) >= maxAwaited {
		return nil
	}
	d := &datum{site: siteOf(u), url: u.Scheme + "://" + withoutPort(u) + u.Path, asked: now}
	if r.Method == http.MethodGet {
		d.get = u.String()
	}
	if _, had := a.told[d.get]; had {
		return nil // what is had again was had: it waits for news
	}
	a.open[d] = true
	return d
}

// answered notes that the head of an answer has come.
func (a *awaited) answered(d *datum, resp *http.Response) {
	if d == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	d.answered, d.failed = time.Now(), resp.StatusCode >= 400
	d.moved = resp.StatusCode/100 == 3
	kind, _, _ := strings.Cut(strings.ToLower(resp.Header.Get("Content-Type")), ";")
	switch kind = strings.TrimSpace(kind); {
	case kind == "text/event-stream", strings.Contains(kind, "ndjson"), strings.Contains(kind, "grpc"), strings.HasPrefix(kind, "multipart/"):
		delete(a.open, d)
	}
}

func (a *awaited) ended(d *datum) {
	if d == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.open[d] {
		return
	}
	delete(a.open, d)
	if slices.Contains(a.sites, d.site) && !d.answered.IsZero() && !d.moved && len(a.came) < maxAwaited {
		a.came = append(a.came, d.url)
	}
	if d.get != "" && !d.failed && !d.answered.IsZero() && len(a.told) < maxAwaited {
		a.told[d.get] = time.Now()
	}
}

// take gives the addresses, without query, of what has come since it was last asked.
func (a *awaited) take() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	came := a.came
	a.came = nil
	return came
}

// first is the address of one that the page waits for; "" for none.
func (a *awaited) first() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	least := ""
	for d := range a.open {
		if slices.Contains(a.sites, d.site) && (d.answered.IsZero() || time.Since(d.answered) < restTime) && (least == "" || d.url < least) {
			least = d.url
		}
	}
	return least
}

// stream counts a socket or a stream of events in or out.
func (a *awaited) stream(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.streams += n
}

func (a *awaited) streaming() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.streams > 0
}

// withoutPort is the host, without a port that says nothing.
func withoutPort(u *url.URL) string {
	if p := u.Port(); p == "443" && u.Scheme == "https" || p == "80" && u.Scheme == "http" {
		return strings.TrimSuffix(u.Host, ":"+p)
	}
	return u.Host
}

// forData waits for the page's data, as long as there is time left for that, and until
// the page has what has come.
func (v *visit) forData(ctx context.Context) {
	v.given(ctx)
	for v.tab.data.first() != "" && v.Data > 0 {
		start := time.Now()
		for v.tab.data.first() != "" && time.Since(start) < v.Data {
			if !pause(ctx, 50*time.Millisecond) {
				return
			}
		}
		if v.Data -= time.Since(start); v.Data > 0 {
			v.given(ctx)
			v.tab.quiet(ctx, v.Quiet) // what it does with them
			continue
		}
		if late := v.tab.data.first(); late != "" {
			v.did("limit", "a request of the page was not answered in time: "+late, 1)
		}
	}
}

// given waits until what the network has had has come to the page too. Of what a worker
// or another frame asked for, and of where a redirect led, the page does not know: there
// is a limit to all such waits together.
func (v *visit) given(ctx context.Context) {
	came := v.tab.data.take()
	if len(came) == 0 {
		return
	}
	expression, err := json.Marshal(came)
	if err != nil {
		return
	}
	start := time.Now()
	defer func() { v.late += time.Since(start) }()
	for v.late+time.Since(start) < givenTime {
		var all bool
		if v.call(ctx, "given("+string(expression)+")", &all) != nil || all || !pause(ctx, 50*time.Millisecond) {
			return
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

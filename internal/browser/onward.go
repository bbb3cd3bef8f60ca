package browser

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Some pages only say that they send their reader on, and do so after some seconds. What
// was cited is what they lead to.

var onwardTime = share{40 * time.Second, 4} // to be sent on, as often as that happens

const (
	maxOnward = 5
	// maxBack is how often a script may load the same page anew, to show it when it has
	// looked at its reader. With one that only gives itself another query each time there is no
	// more to come.
	maxBack = 2
	// maxDelay is up to what delay of a refresh a page only leads on: with a longer one
	// it is meant to be read first.
	maxDelay = 30 * time.Second
	// scriptDelay is how long a script has that seems to be about to leave: nobody knows
	// when its timer is set to.
	scriptDelay = 10 * time.Second
	// mostOnward is how many words such a page has at most. One with more is a text: it is
	// read, and may not leave meanwhile.
	mostOnward = 250
	// One that waits for longer than soon has no more than fewOnward: what takes a minute
	// to read is no page that only leads on.
	soon      = 3 * time.Second
	fewOnward = 100
	// Within atOnce nobody reads anything.
	atOnce = time.Second
)

// onward is what view.js tells of where a page leads.
type onward struct {
	Words   int
	Refresh string // what it gives in place of a header of that name
	Base    string // what the address in it is relative to
	Leaves  bool   // a script of it sets a timer and the page's address
	Says    bool   // a text of few words has one about being sent on
}

// onward waits where the page is about to send its reader on, until what it leads to is
// there. It tells whether what stands there then is to be read though it would leave.
func (s *session) onward(ctx context.Context, p *Page) (stays bool) {
	s.waitLoad(ctx)
	c, cancel := s.within(ctx, onwardTime)
	defer cancel()
	been := map[string]int{}
	for n := 0; ; n++ {
		_, shown := s.observer.at()
		s.mu.Lock()
		document := s.document
		s.mu.Unlock()
		var o onward
		if s.stopped() || s.gone() || c.Err() != nil || !s.ask(c, "onward", 0, &o) {
			return false
		}
		delay, to := o.leads(document, s.proxy.refreshOf(document))
		switch status := s.proxy.statusOf(document); {
		case status == http.StatusNotFound || status == http.StatusGone:
			return to != "" || o.Words > mostOnward // it is no news that an error leads somewhere else
		case status/100 != 2:
			return o.Words > mostOnward || s.first.of(document) // else it may look at its reader first
		}
		been[withoutQuery(document)]++
		back := been[withoutQuery(document)] > maxBack || to != "" && been[withoutQuery(to)] > 1
		wait := o.wait(delay, to)
		if wait == 0 && s.isLeaving() {
			wait = atOnce
		}
		if wait == 0 || back || n == maxOnward {
			return back || to != "" || o.Words > mostOnward
		}
		if withoutQuery(to) == withoutQuery(document) {
			s.remember(c, false) // what comes may be less
		}
		if !s.leaves(c, shown, wait) {
			s.did("onward", "waited for, and the page stayed")
			return false
		}
		s.mu.Lock()
		to, file := s.document, s.download
		s.mu.Unlock()
		s.did("onward", or(file, to))
		if file != "" {
			p.Download, p.FinalURL, p.Status = true, file, s.proxy.statusOf(file)
			return false
		}
		s.waitLoad(ctx)
	}
}

// leads is where the page says that it leads, and after how long; "" where that is nowhere
// but to itself.
func (o onward) leads(document, header string) (delay time.Duration, to string) {
	for _, r := range []string{header, o.Refresh} {
		if d, u := refresh(r, o.Base); u != "" && withoutFragment(u) != withoutFragment(document) && (to == "" || d < delay) {
			delay, to = d, u
		}
	}
	return delay, to
}

// wait is how long it may take until the page leaves; 0 where nothing says that it does,
// or where it is to be read first.
func (o onward) wait(delay time.Duration, to string) time.Duration {
	switch {
	case to != "" && delay <= atOnce:
		return delay + 2*time.Second
	case o.Words > mostOnward:
		return 0
	case to != "" && delay <= maxDelay && (delay <= soon || o.Words <= fewOnward):
		return delay + 2*time.Second
	case o.Leaves && o.Words <= fewOnward || o.Says:
		return scriptDelay
	}
	return 0
}

func withoutQuery(url string) string {
	url, _, _ = strings.Cut(withoutFragment(url), "?")
	return url
}

// refreshes matches what is understood of a refresh
// (https://html.spec.whatwg.org/#shared-declarative-refresh-steps).
var refreshes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\s*([0-9]{1,6})?[0-9.]*[\s;,]*(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|([^"'\s].*))`)
})

// refresh reads one: "" for a page that only loads itself again.
func refresh(s, base string) (delay time.Duration, to string) {
	m := refreshes().FindStringSubmatch(s)
	if m == nil {
		return 0, ""
	}
	seconds, _ := strconv.Atoi(m[1])
	at, err := url.Parse(base)
	if err != nil {
		return 0, ""
	}
	u, err := at.Parse(strings.TrimSpace(m[2] + m[3] + m[4]))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return 0, ""
	}
	return time.Duration(seconds) * time.Second, u.String()
}

// isLeaving tells whether the page has asked for another document, and none has come.
func (s *session) isLeaving() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked != ""
}

// leaves waits until another document or a file has come, and as long as one is under
// way.
func (s *session) leaves(ctx context.Context, shown int, wait time.Duration) bool {
	s.mu.Lock()
	s.leaving = true
	if s.asked != "" {
		s.proxy.follow(s.asked)
	}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.leaving = false
		s.mu.Unlock()
	}()
	for end := time.Now().Add(wait); ; {
		_, now := s.observer.at()
		s.mu.Lock()
		asked, file := s.asked, s.download
		s.mu.Unlock()
		if now != shown || file != "" {
			return true
		}
		waiting, idle := s.proxy.traffic()
		underWay := asked != "" && (waiting > 0 || idle < time.Second)
		if time.Now().After(end) && !underWay || s.gone() || !pause(ctx, 50*time.Millisecond) {
			return false
		}
	}
}

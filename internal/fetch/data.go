package fetch

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/publicsuffix"

	"archiver/internal/browser"
	"archiver/internal/record"
	"archiver/internal/warc"
)

// Trouble is a request of a rendered page for its own content that did not bring it.
type Trouble struct {
	URL    string
	Status int // of the answer: 401, 403, 404, 410, 429, or 500 and above; 0 without one
	// Reason is why there was no answer; "" where it had not come when the page was
	// looked at, or the page no longer waited for it.
	Reason string
}

// Bounds of Look.Troubles, and of the search for the hosts that scripts name.
const (
	maxTroubles    = 20
	maxNaming      = 30
	maxNamingBytes = 2 << 20
)

var (
	// besides is what requests are called that bring no text: they count visits,
	// report faults, show advertising.
	besides = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|[/._-])(?:analytics?|beacons?|collect|telemetry|track(?:ing|er|ers)?|pixels?|rum|csp-?report|ads?|adserver|adsystem|adservice|gtm|gtag|piwik|matomo|metrika|sentry|cdn-cgi|heartbeat|ping|hotjar|doubleclick|googletagmanager|google-analytics|googlesyndication|segment|amplitude|mixpanel|clarity|newrelic|nr-data|datadoghq|bugsnag|chartbeat|scorecardresearch|outbrain|taboola|criteo|onesignal|onetrust|cookiebot|recaptcha)(?:$|[/._-])`)
	})
	// visitor is what a page asks of its visitor, of whom nothing is known.
	visitor = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|[/._-])(?:me|user|viewer|session|auth|login|whoami|account|token|refresh|csrf|identity|current[_-]?user|profile)/?$`)
	})
)

// troubles are what of the page's requests for its content came to nothing, since its
// document was asked for. looked is when the page was read.
func (l *Look) troubles(list []sent, looked time.Time) []Trouble {
	if l.Main == nil {
		return nil
	}
	type key struct {
		method, url string
		size        int64
	}
	last := map[key]*Trouble{}
	came := map[key]bool{}
	var order []key
	var named *naming
	for _, s := range list {
		e := s.ex
		if s.wants == browser.WantsOther || e == l.Main || e.Started.Before(l.Main.Started) || e.Started.After(looked) || len(order) >= maxTapMissing {
			continue
		}
		u, err := url.Parse(e.URL)
		if err != nil || besides().MatchString(u.Host+u.Path) {
			continue
		}
		k := key{e.Method, e.URL, s.size}
		t := troubleOf(s, looked)
		switch {
		case t == nil:
			came[k] = true
			delete(last, k)
			continue
		case t.Status == 0 && t.Reason == "" && came[k]:
			continue // asked again and again
		case (t.Status == 401 || t.Status == 403) && visitor().MatchString(u.Path):
			continue
		}
		if !l.ofPage(u) {
			if named == nil {
				named = &naming{l: l, list: list}
			}
			if s.wants != browser.WantsData || !named.has(u.Host) {
				continue
			}
		}
		if last[k] == nil {
			order = append(order, k)
		}
		last[k] = t
	}
	var out []Trouble
	for _, k := range order {
		if t := last[k]; t != nil && len(out) < maxTroubles {
			out = append(out, *t)
			delete(last, k) // it may be in order twice
		}
	}
	return out
}

// troubleOf tells what became of one request; nil if it brought something, or what
// its failure says is nothing.
func troubleOf(s sent, looked time.Time) *Trouble {
	e := s.ex
	t := &Trouble{URL: e.URL, Status: e.Status}
	late := e.Started.Add(e.Duration).After(looked)
	var broken *record.Error
	switch {
	case e.Status == 429 || e.Status >= 500:
		return t
	case e.Status == 401 || e.Status == 403 || e.Status == 404 || e.Status == 410:
		if s.wants == browser.WantsScript {
			return nil
		}
		return t
	case late && s.wants == browser.WantsData:
		t.Status = 0
		return t
	case errors.As(e.Err, &broken):
		if t.Status = 0; broken.Class == record.ClassCanceled {
			if s.wants != browser.WantsData || e.Response != nil {
				return nil // no use for the rest of it
			}
			return t
		}
		if t.Reason = broken.Class; broken.Class == record.ClassPrivate || broken.Class == record.ClassLocal {
			t.Reason = Protocol
		}
		return t
	}
	return nil
}

// ofPage tells whether an address is of the site that was cited or is shown.
func (l *Look) ofPage(u *url.URL) bool {
	for _, raw := range []string{l.Main.URL, l.FinalURL, l.URL} {
		if v, err := url.Parse(raw); err == nil && siteOf(v) == siteOf(u) {
			return true
		}
	}
	return false
}

// siteOf is the domain that was registered, or else the host.
func siteOf(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

// naming finds out which other hosts the page's own scripts name.
type naming struct {
	l     *Look
	list  []sent
	texts [][]byte
}

func (n *naming) has(host string) bool {
	if n.texts == nil {
		n.texts = [][]byte{n.l.body}
		for _, s := range n.list {
			u, err := url.Parse(s.ex.URL)
			if err != nil || s.wants != browser.WantsScript || s.ex.Response == nil || s.ex.Status != http.StatusOK || !n.l.ofPage(u) {
				continue
			}
			if b := textOf(s.ex); b != nil {
				n.texts = append(n.texts, b)
			}
			if len(n.texts) > maxNaming {
				break
			}
		}
	}
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80")
	for _, text := range n.texts {
		for {
			i := bytes.Index(text, []byte("://"+host))
			if i < 0 {
				break
			}
			before := text[max(0, i-16):i]
			if !bytes.Contains(before, []byte("src=")) && !bytes.Contains(before, []byte("href=")) {
				return true // in a script, not where one is had from
			}
			text = text[i+3:]
		}
	}
	return false
}

// textOf is the start of an answer, decoded; nil where it cannot be read.
func textOf(e *record.Exchange) []byte {
	raw, err := e.Payload()
	if err != nil {
		return nil
	}
	defer raw.Close()
	dec, err := warc.DecodeContent(e.Header, raw, maxNamingBytes)
	if err != nil {
		return nil
	}
	b, _ := io.ReadAll(io.LimitReader(dec, maxNamingBytes))
	return b
}

// Package fetch visits one cited page as its reader would, politely, and gives
// back facts: every exchange as the recorder kept it, the chain of redirects,
// the decoded body and its hash, or the fault that came between. It also
// fetches what a page needs to be shown, and the extra requests that tell a
// dead page from a living one.
//
// colly drives the requests, on the recording transport and behind a wrapper
// that decodes bodies within limits; what colly hands back is only a view. On
// its own it cuts bodies at 10 MiB without an error, unpacks bombs, re-encodes
// PDFs and follows redirects unchecked: collector.go disarms that.
//
// The package does not judge, compare, store or schedule, runs no scripts, and
// dials nothing itself. What the network does is never an error here; an error
// means that we could not do our own work.
package fetch

import (
	"crypto/tls"
	"net/url"
	"sync"
	"time"

	"archiver/internal/browser"
	"archiver/internal/netguard"
	"archiver/internal/record"
)

// Config is what a Client needs. Zero values mean the defaults named.
type Config struct {
	// Guard decides which addresses and URLs may be fetched. Nil: public only.
	Guard *netguard.Policy
	// TLS adds roots for tests. Nil: the system's.
	TLS *tls.Config
	// UserAgent names the program and how to reach its operator.
	UserAgent string
	// Timeout bounds one exchange from dial to the body's last byte. 60 s.
	Timeout time.Duration
	// Retries is how often one look tries again, over all its hops, after a
	// timeout, a broken connection, 408, 429 or 5xx. Zero: never.
	Retries int
	// RetryWait are the waits before the first, second … retry, the last one
	// for all that follow; jitter of a quarter comes on top. 2, 10, 60 s.
	RetryWait []time.Duration
	// Delay is the pause between two cited pages of one host. Zero: none.
	Delay time.Duration
	// MaxBody caps one body in bytes, as sent and again as decoded. 256 MiB.
	MaxBody int64
	// Proxy chooses the proxy of a request. Nil: none.
	Proxy func(*url.URL) (*url.URL, error)
	// SpoolDir holds large bodies while they are worked on. Empty: the
	// system's folder for temporary files.
	SpoolDir string
	// ObeyRobots makes looks heed robots.txt; requisites belong to their page.
	ObeyRobots bool
	// Requisites limits what is fetched for one page beside itself.
	RequisiteLimits RequisiteLimits
	// Browser renders pages. Nil: none can be. The caller closes it, before the
	// Client.
	Browser *browser.Browser
}

// RequisiteLimits bounds the requisites of one page.
type RequisiteLimits struct {
	Count    int           // how many are fetched. 200
	Bytes    int64         // bytes as sent, of all together. 64 MiB
	Parallel int           // at a time. 4
	Timeout  time.Duration // for all together. 2 min
}

// Client fetches pages. It may be used concurrently; looks at one host take
// turns.
type Client struct {
	cfg     Config
	ways    [efforts]way
	browsed *record.Transport // of pages in the browser; nil without one
	pace    *pacer
	robots  robotsCache
	down    sync.Map // hosts (with port) whose name could not be looked up → time.Time
}

// downFor is how long a host whose name could not be looked up in spite of all
// retries is tried only once a look: its other pages won't fare better.
const downFor = time.Minute

// noteReached notes whether a host's name could be looked up. Other failures
// may be of one page alone.
func (c *Client) noteReached(host string, v *visit) {
	switch {
	case v.status != 0:
		c.down.Delete(host)
	case v.fault != nil && v.fault.Reason == DNSTemporary:
		c.down.Store(host, time.Now())
	}
}

// isDown says whether a host could not be looked up lately.
func (c *Client) isDown(host string) bool {
	at, ok := c.down.Load(host)
	return ok && time.Since(at.(time.Time)) < downFor
}

const (
	maxHops  = 10
	maxHTML  = 20 << 20 // decoded HTML kept in memory; the rest is read from the record
	maxSheet = 2 << 20  // decoded style sheet searched for what it loads
)

// New makes a client. Close it to let its connections go.
func New(cfg Config) (*Client, error) {
	if cfg.Guard == nil {
		cfg.Guard = &netguard.Policy{}
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = "Mozilla/5.0 (compatible; " + product + ")"
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = 60 * time.Second
	}
	if cfg.RetryWait == nil {
		cfg.RetryWait = []time.Duration{2 * time.Second, 10 * time.Second, 60 * time.Second}
	}
	if cfg.MaxBody <= 0 {
		cfg.MaxBody = 256 << 20
	}
	lim := &cfg.RequisiteLimits
	if lim.Count <= 0 {
		lim.Count = 200
	}
	if lim.Bytes <= 0 {
		lim.Bytes = 64 << 20
	}
	if lim.Parallel <= 0 {
		lim.Parallel = 4
	}
	if lim.Timeout <= 0 {
		lim.Timeout = 2 * time.Minute
	}
	c := &Client{
		cfg:    cfg,
		pace:   newPacer(cfg.Delay),
		robots: robotsCache{at: make(map[string]*robotsEntry)},
	}
	for e := range c.ways {
		c.ways[e] = newWay(&cfg, Effort(e))
	}
	if cfg.Browser != nil {
		c.browsed = newRecorder(&cfg, Full, browsedSpool)
	}
	return c, nil
}

// Close lets the idle connections go. No look may be at work.
func (c *Client) Close() {
	for _, w := range c.ways {
		w.rec.Close()
	}
	if c.browsed != nil {
		c.browsed.Close()
	}
}

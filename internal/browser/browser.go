// Package browser shows a page in a real Chromium and gives back what a reader
// would have seen: the rendered document, its text, a picture and a print.
//
// Evidence is not made here. Every request of the page goes through
// Options.Transport, which records and guards it; what this package returns is
// a view that was derived from those exchanges. It knows nothing of WARC, and it
// dials no origin itself.
//
// A page is hostile. It has a browser context and a proxy of its own, it can
// reach nothing but that proxy (loopback, link-local, WebRTC and QUIC included),
// it writes no file, opens no window and is granted no permission, and a capture
// has ceilings of time, bytes, requests and memory. What meets a ceiling is cut
// and said to be, not lost.
//
// It logs in nowhere, solves no riddle, and does not hide that it is a program
// beyond leaving out the word Headless.
package browser

import (
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// Config sets up a Browser.
type Config struct {
	// Path of the binary, as Find gave it.
	Path string
	// UserAgent is what pages and servers are told. Empty: the browser's own,
	// without the word Headless.
	UserAgent string
	// Locale is a BCP 47 tag. Empty: "en-US".
	Locale string
	// TimeZone is an IANA name. Empty: "UTC".
	TimeZone string
	// Width and Height are the window's, in CSS pixels. 0: 1280 and 1000.
	Width, Height int
	// Limits of one capture.
	Limits Limits
	// Parallel is how many captures the one process makes at once. 0: 2.
	Parallel int
	// Log is told what an operator wants to know. Nil: nobody.
	Log *slog.Logger
}

// Limits are the ceilings of one capture. A zero field means its default.
type Limits struct {
	// Time is for all of it, the wait for the browser aside. Default 3 minutes.
	Time time.Duration
	// Bytes are of the bodies of all requests and answers, as sent. Default 300 MiB.
	Bytes int64
	// Requests that the page may make. Default 1500.
	Requests int
	// Memory is what one renderer of the page may hold. Default 1 GiB.
	Memory int64
	// Height of the screenshot in CSS pixels. Default 16000; a picture of more
	// than 16384 no graphics library can make.
	Height int
}

// Options are of one capture.
type Options struct {
	// Transport makes every request of the page. It answers with the bytes as
	// sent, content coding kept, and it is what refuses private addresses: this
	// package asks for whatever the page asks for.
	Transport http.RoundTripper
	// Allow is asked before each request and each navigation; its error refuses
	// it. Nil allows http and https. Other schemes are never allowed.
	Allow func(*url.URL) error
	// Pictures asks for Screenshot, Thumbnail and PDF.
	Pictures bool
	// Header is set on each request of the page, over the browser's own.
	Header http.Header

	agent string // User-Agent of all requests, workers' included; empty: as they are
}

// Page is what a capture saw.
type Page struct {
	URL      string // as asked for
	FinalURL string // of the document that was shown, after redirects and scripts
	Title    string
	Started  time.Time // UTC
	Done     time.Time // UTC
	// Read is when DOM and Text were taken.
	Read time.Time // UTC
	// Status is of the answer that the shown document came with; 0 without one.
	Status int
	// DOM is the rendered document as HTML in UTF-8, with shadow roots, closed ones too, as
	// <template shadowrootmode>, and what a reader sees in a frame as a part of the
	// page as <template data-archiver-frame="own"> behind it, or "other" if it is of
	// another site. At most 32 MiB. Nil if the page gave none.
	DOM []byte
	// Shades: closed shadow roots were looked for. A document of more than 8 MiB is left
	// as it is.
	Shades bool
	// Text is what the document and those frames show, as innerText has it. At most
	// 8 MiB.
	Text string
	// Cover is what lies over the page and hides it, wherever it is scrolled to. Nil
	// where nothing with words does.
	Cover *Cover
	// Screenshot is a PNG of the whole page, down to Limits.Height.
	Screenshot []byte
	// Thumbnail is a PNG of the first screen, at most 640 pixels wide.
	Thumbnail []byte
	// PDF is the page as printed on A4. At most 64 MiB.
	PDF []byte
	// Download is true where the address gave a file and not a page: the bytes
	// are with the transport.
	Download bool
	// Again is true where a click of ours led away from the page, and it was loaded
	// once more: what was asked for before is of no account.
	Again bool
	// Actions are what was done to the page, then what the page tried and was
	// refused.
	Actions     []Action
	Environment Environment
	// Cut names the ceilings that were met: "time", "bytes", "requests",
	// "memory", "height". What was there by then is kept.
	Cut []string
	// Crashed is true where the renderer died, also at the second try.
	Crashed bool
	// Failed is the browser's word for a navigation that came to nothing, such
	// as net::ERR_NAME_NOT_RESOLVED. The transport's error says more.
	Failed string
}

// Cover is something opaque over nearly all of the window, with other text behind.
type Cover struct {
	Text string `json:"text"` // what it says, at most 4000 characters
	// Closes: it has a button, a field or the like. Without one no reader gets past.
	Closes bool `json:"closes,omitempty"`
}

// Action is one kind of thing done to a page: "scroll", "expand", "consent",
// "dialog", "popup", "download" and so on, with what it was done to and how
// often.
type Action struct {
	Kind string `json:"kind"`
	What string `json:"what,omitempty"`
	N    int    `json:"n,omitempty"`
}

// Environment is what the page was shown in.
type Environment struct {
	Browser   string  `json:"browser"` // product and version
	UserAgent string  `json:"user_agent"`
	Locale    string  `json:"locale"`
	TimeZone  string  `json:"time_zone"`
	Width     int     `json:"width"`
	Height    int     `json:"height"`
	Scale     float64 `json:"scale"`
	Sandbox   bool    `json:"sandbox"` // Chromium's own
}

func (c Config) withDefaults() Config {
	c.Locale = or(c.Locale, "en-US")
	c.TimeZone = or(c.TimeZone, "UTC")
	c.Width, c.Height = or(max(c.Width, 0), 1280), or(max(c.Height, 0), 1000)
	c.Parallel = or(max(c.Parallel, 0), 2)
	c.Limits = c.Limits.withDefaults()
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Time:     or(max(l.Time, 0), 3*time.Minute),
		Bytes:    or(max(l.Bytes, 0), 300<<20),
		Requests: or(max(l.Requests, 0), 1500),
		Memory:   or(max(l.Memory, 0), 1<<30),
		Height:   min(or(max(l.Height, 0), 16000), 16000),
	}
}

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

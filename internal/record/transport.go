package record

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/net/http/httpguts"
)

// Transport is the recording http.RoundTripper. It keeps connections alive and
// serves any number of requests at once.
type Transport struct {
	config   Config
	sessions tls.ClientSessionCache
	pool     pool
	h2       h2Hosts
}

// RoundTrip sends r once and returns when the head of the answer is there, or
// with an *Error. The body comes with transfer coding removed and content
// coding kept; reading it is what records it. Closing it early reads on, up to
// the limits, so that what was recorded is whole.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	f := &flight{t: t, r: r, ctx: r.Context(), sink: sinkOf(r)}
	f.e = &Exchange{Started: time.Now().UTC(), Method: r.Method}
	if r.Method == "" {
		f.e.Method = http.MethodGet
	}
	if r.URL != nil {
		f.e.URL = r.URL.String()
	}
	f.deadline = f.e.Started.Add(t.config.Limits.ExchangeTimeout)
	resp, err := f.roundTrip()
	if err != nil {
		if r.Body != nil {
			r.Body.Close()
		}
		return nil, f.fail(err)
	}
	return resp, nil
}

func (f *flight) roundTrip() (*http.Response, *Error) {
	var err *Error
	if f.target, err = f.t.target(f.r); err != nil {
		return nil, err
	}
	if u := *f.r.URL; !isASCII(u.Host) {
		u.Host, _ = httpguts.PunycodeHostPort(u.Host) // target had no trouble with it
		f.e.URL = u.String()
	}
	if f.target.https && f.t.h2.known(f.target.key) {
		resp, err := f.http2()
		if err != nil {
			f.t.h2.set(f.target.key, false)
		}
		return resp, err
	}
	resp, err := f.http1(f.t.pool.get(f.target.key))
	if err != nil && f.stale() {
		resp, err = f.http1(nil)
	}
	if err != nil && f.wantsHTTP2(err) {
		resp, err2 := f.http2()
		if err2 == nil {
			f.t.h2.set(f.target.key, true)
			return resp, nil
		}
		// The first failure is the one that says something, unless the server
		// did speak HTTP/2.
		if !errors.Is(err2, errNotHTTP2) {
			err = err2
		}
	}
	return resp, err
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// stale tells whether the failed attempt may have met a connection that the
// server had given up: kept alive, not a byte answered, nothing lost by asking
// again.
func (f *flight) stale() bool {
	return f.e.Reused && f.repeatable() && len(f.e.Interim) == 0 && len(f.e.Partial) == 0 &&
		f.ctx.Err() == nil && time.Now().Before(f.deadline) && !f.timedOut
}

func (f *flight) repeatable() bool {
	switch f.r.Method {
	case "", http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace:
		return f.r.Body == nil || f.r.Body == http.NoBody
	}
	return false
}

// flight is one request under way. Its methods up to the head run on the
// caller's goroutine; after that mu guards it, since Read and Close of the body
// may come from two.
type flight struct {
	t        *Transport
	r        *http.Request
	ctx      context.Context
	sink     func(*Exchange)
	target   target
	deadline time.Time
	e        *Exchange
	timedOut bool

	request *requestLog
	conn    *conn       // of HTTP/1
	stop    func() bool // ends the watch over ctx
	sent    chan error  // the result of writing a request body
	cancel  func()      // of HTTP/2
	w       *wire

	mu      sync.Mutex
	source  payloadSource
	block   *blockWriter
	payload payloadHash
	keep    bool // the connection, if the body ends well
	over    bool
	err     *Error // what reads report after the end
}

// http1 makes one attempt, on c or on a new connection.
func (f *flight) http1(c *conn) (*http.Response, *Error) {
	f.begin()
	f.e.Reused = c != nil
	if c == nil {
		ctx, cancel := context.WithDeadline(f.ctx, f.deadline)
		defer cancel()
		var err *Error
		c, err = f.t.dial(ctx, &f.target, "http/1.1")
		f.facts(c)
		if err != nil {
			return nil, f.explain(err)
		}
	} else {
		f.facts(c)
	}
	f.conn, f.w = c, newWire(c)
	f.stop = context.AfterFunc(f.ctx, c.close)
	h, err := f.exchangeHeads()
	if err != nil {
		return nil, f.drop(err)
	}
	return f.respond(h)
}

// begin forgets an earlier attempt.
func (f *flight) begin() {
	if f.request != nil {
		f.request.seal().release()
	}
	f.request = newRequestLog(f.t)
	f.e.Interim, f.e.Partial = nil, nil
	f.timedOut = false
}

func (f *flight) facts(c *conn) {
	e := f.e
	e.RemoteIP, e.ViaProxy = c.remoteIP, c.viaProxy
	e.PeerCertificates, e.VerifyErr = c.certs, c.verifyErr
	e.Protocol, e.CipherSuite = nil, ""
	if c.Conn != nil {
		e.Protocol = []string{"http/1.1"}
	}
	if c.state != nil {
		e.Protocol = append(e.Protocol, tlsName(c.state.Version))
		e.CipherSuite = tls.CipherSuiteName(c.state.CipherSuite)
	}
}

// exchangeHeads sends the request and reads heads up to the final one.
func (f *flight) exchangeHeads() (*head, *Error) {
	l := &f.t.config.Limits
	f.conn.SetDeadline(f.deadline)
	f.e.Attempts++
	sendErr := f.send()
	if sendErr != nil && sendErr.Class == ClassLocal {
		return nil, sendErr
	}
	left := l.HeaderBytes
	for {
		h, err := readHead(f.w, left)
		if err != nil {
			got := f.w.buf[f.w.mark:f.w.w]
			f.e.Partial = append([]byte(nil), got[:min(len(got), int(l.HeaderBytes))]...)
			if sendErr == nil {
				sendErr = f.bodyError()
			}
			if len(got) == 0 && len(f.e.Interim) == 0 && sendErr != nil {
				return nil, sendErr // the first of the two to fail
			}
			return nil, classify(fmt.Errorf("read response head: %w", err), stageHead)
		}
		if h.status >= 200 || h.status == http.StatusSwitchingProtocols {
			return h, nil
		}
		left -= int64(len(f.w.pending()))
		f.e.Interim = append(f.e.Interim, append([]byte(nil), f.w.pending()...))
		f.w.mark = f.w.r
	}
}

// drop gives up the connection of a failed attempt.
func (f *flight) drop(err *Error) *Error {
	err = f.explain(err)
	f.stop()
	f.conn.close()
	f.w.free()
	f.conn, f.w = nil, nil
	return err
}

// explain finds the cause behind the error of a connection that we closed.
func (f *flight) explain(err *Error) *Error {
	f.timedOut = err.Class == ClassTimeout
	cause := f.ctx.Err()
	switch {
	case cause == nil:
		return err
	case errors.Is(cause, context.DeadlineExceeded):
		f.timedOut = true
		return &Error{ClassTimeout, fmt.Errorf("%w: %w", cause, err.Err)}
	}
	return &Error{ClassCanceled, fmt.Errorf("%w: %w", cause, err.Err)}
}

// fail ends an exchange that has no response.
func (f *flight) fail(err *Error) *Error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.over {
		f.over, f.err = true, err
		f.hand()
	}
	return err
}

// hand gives the finished exchange to its sink.
func (f *flight) hand() {
	e := f.e
	if f.err != nil {
		e.Err = f.err
	}
	e.Duration = time.Since(e.Started)
	if f.request == nil {
		f.request = newRequestLog(f.t)
	}
	e.Request = f.request.seal()
	if f.sink == nil {
		e.Release()
		return
	}
	f.sink(e)
}

// Close ends the exchanges under way and all connections. Requests made later
// fail.
func (t *Transport) Close() error {
	t.pool.shut()
	t.h2.close()
	return nil
}

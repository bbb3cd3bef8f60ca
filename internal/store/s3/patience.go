package s3

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// patience is how long a server may say nothing. A server that was stopped takes
// connections and requests, and is silent: no single request can tell that from
// one that is slow.
type patience struct {
	stall    time.Duration
	endpoint string
	waiting  func()

	mu      sync.Mutex
	waiters int       // who wait for something from the server
	heard   time.Time // when the server last said or took something, or was first asked
	missed  time.Time // when a request was last given up for silence; zero: none since heard
	mute    time.Time // when one was first given up since the server last spoke
	told    bool
}

// Servers is what several stores know of the servers that they ask. The zero value
// knows nothing yet.
type Servers struct {
	mu    sync.Mutex
	known map[string]*patience // by endpoint
}

// patience gives the one that there is for a server, or a new one.
func (s *Servers) patience(stall time.Duration, endpoint string, waiting func()) *patience {
	p := &patience{stall: stall, endpoint: endpoint, waiting: waiting}
	if s == nil {
		return p
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.known[endpoint]
	if old == nil || old.stall != stall {
		if s.known == nil {
			s.known = map[string]*patience{}
		}
		s.known[endpoint] = p
		return p
	}
	old.mu.Lock()
	defer old.mu.Unlock()
	if old.waiting == nil {
		old.waiting = waiting
	}
	return old
}

// silentError says that nothing comes from the server.
type silentError struct {
	endpoint string
	waited   time.Duration
	dialing  bool
}

func (e *silentError) Error() string {
	if e.dialing {
		return fmt.Sprintf("%s could not be connected to within %s", e.endpoint, e.waited.Round(time.Second))
	}
	return fmt.Sprintf("%s takes the connection, and nothing came from it for %s", e.endpoint, e.waited.Round(time.Second))
}

// limit is after how long the server is given up.
func (p *patience) limit() time.Duration { return 2 * p.stall }

// begin says whether to send a request at all. Once the server was given up, a
// request has a sixth of the usual time, and none is sent right after another
// such: what a command still has to try must not take minutes. Whoever sends it
// calls release when nothing more is to come of it.
func (p *patience) begin(req *http.Request) (_ *http.Request, release func(), err error) {
	p.mu.Lock()
	now, heard, missed := time.Now(), p.heard, p.missed
	p.mu.Unlock()
	if missed.IsZero() || missed.Sub(heard) < p.limit() {
		return req, func() {}, nil
	}
	if now.Sub(missed) < p.stall/6 {
		return nil, nil, &silentError{endpoint: p.endpoint, waited: now.Sub(heard)}
	}
	ctx, cancel := context.WithCancelCause(req.Context())
	timer := time.AfterFunc(p.stall/6, func() {
		if waited := p.since(); waited >= p.limit() {
			cancel(&silentError{endpoint: p.endpoint, waited: waited})
		}
	})
	return req.WithContext(ctx), func() { timer.Stop(); cancel(nil) }, nil
}

// enter is that the server's next word is waited for.
func (p *patience) enter() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.waiters == 0 && p.missed.IsZero() {
		p.heard = time.Now()
	}
	if p.waiters++; p.waiters == 1 {
		p.watch()
	}
}

// leave is that it came, or what came instead, which is put into better words once
// the server is given up.
func (p *patience) leave(ctx context.Context, err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiters--
	var timeout net.Error
	var silent *silentError
	switch {
	case err == nil || err == io.EOF:
		return err
	case errors.As(context.Cause(ctx), &silent):
		err = silent
	case !errors.As(err, &timeout) || !timeout.Timeout() || ctx.Err() != nil:
		return err
	}
	p.missed = time.Now()
	switch {
	case p.mute.IsZero():
		p.mute = p.missed
	case p.missed.Sub(p.mute) >= p.stall:
		// Twice no word for Stall. What was taken of an upload between was taken by the
		// buffers on the way, which a slow line or a busy machine takes long to fill.
		p.heard = earlier(p.heard, p.mute.Add(-p.stall))
	}
	if waited := p.missed.Sub(p.heard); waited >= p.limit() {
		var op *net.OpError
		return &silentError{endpoint: p.endpoint, waited: waited, dialing: errors.As(err, &op) && op.Op == "dial"}
	}
	return err
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// spoke is that the server said something.
func (p *patience) spoke() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard, p.missed, p.mute = time.Now(), time.Time{}, time.Time{}
}

// took is that a good part of an upload was taken, be it by the server or by what is
// on the way to it.
func (p *patience) took() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard, p.missed = time.Now(), time.Time{}
}

func (p *patience) since() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Since(p.heard)
}

// watch tells once that the server is waited for. The lock is held.
func (p *patience) watch() {
	if p.waiting == nil || p.told {
		return
	}
	after := p.stall / 6
	var look func()
	look = func() {
		p.mu.Lock()
		silent := time.Since(p.heard)
		tell := p.waiters > 0 && !p.told && silent >= after
		p.told = p.told || tell
		if p.waiters > 0 && !p.told {
			time.AfterFunc(after-silent+time.Millisecond, look)
		}
		p.mu.Unlock()
		if tell {
			p.waiting()
		}
	}
	time.AfterFunc(after, look)
}

// answer is an answer's body.
type answer struct {
	io.ReadCloser
	*patience
	ctx     context.Context
	release func()
}

func (a *answer) Read(b []byte) (int, error) {
	a.enter()
	n, err := a.ReadCloser.Read(b)
	return n, a.leave(a.ctx, err)
}

func (a *answer) Close() error {
	defer a.release()
	return a.ReadCloser.Close()
}

// stallConn gives up once nothing has moved for a while, in either direction: a
// long upload has no answer to read until its end.
type stallConn struct {
	net.Conn
	*patience
	sent  atomic.Int64 // bytes since the last answer
	began time.Time    // of those, the first
}

// wait is how long the server may take for its next word: longer after a large
// upload, which it may first have to write to its disks.
func (c *stallConn) wait() time.Duration {
	return c.stall + min(time.Duration(c.sent.Load()>>20)*time.Second, 5*time.Minute)
}

func (c *stallConn) Read(p []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(c.wait()))
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.sent.Store(0)
		c.spoke()
	}
	return n, err
}

func (c *stallConn) Write(p []byte) (int, error) {
	if c.sent.Load() == 0 {
		c.began = time.Now()
	}
	// Whoever waits to read is not to give up before the writer does.
	c.SetWriteDeadline(time.Now().Add(c.stall))
	c.SetReadDeadline(time.Now().Add(c.stall + c.wait()))
	n, err := c.Conn.Write(p)
	if err == nil && time.Since(c.began) > c.stall/2 {
		c.took() // buffers are mostly full by then: somebody reads
	}
	c.sent.Add(int64(n))
	c.SetDeadline(time.Now().Add(c.wait())) // from the end of it, for the answer
	return n, err
}

// alien says that an answer is none of an S3 server: those speak XML. One that
// stands before the server may say in its own words that it is away for now.
func alien(req *http.Request, resp *http.Response) error {
	if req.Method != http.MethodGet || resp.StatusCode >= 500 || resp.StatusCode == http.StatusRequestTimeout ||
		resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusProxyAuthRequired ||
		resp.StatusCode/100 == 2 && isObject(req) {
		return nil
	}
	br := bufio.NewReaderSize(resp.Body, 1024)
	resp.Body = struct {
		io.Reader
		io.Closer
	}{br, resp.Body}
	head, err := br.Peek(512)
	if err != nil && err != io.EOF {
		return nil // whoever reads it finds out
	}
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	if bytes.HasPrefix(head, []byte("<")) && !bytes.Contains(head, []byte("<html")) && !bytes.HasPrefix(head, []byte("<!doctype html")) {
		return nil
	}
	what := "status " + resp.Status
	if kind := resp.Header.Get("Content-Type"); kind != "" {
		what += ", " + kind
	}
	if to := resp.Header.Get("Location"); to != "" {
		what += ", which sends us to " + to
	}
	return &Error{Kind: ErrAlien, Status: resp.StatusCode, Err: errors.New(clean(strings.ToValidUTF8(what, "?")))}
}

func isObject(req *http.Request) bool {
	c, _ := req.Context().Value(callKey{}).(*call)
	return c != nil && c.object
}

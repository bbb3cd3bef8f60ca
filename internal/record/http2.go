package record

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/textproto"
	"sync"

	"golang.org/x/net/http/httpguts"
)

// errNotHTTP2 says that the server does not choose HTTP/2 either.
var errNotHTTP2 = errors.New("the server did not choose HTTP/2")

// h2Hosts remembers who speaks HTTP/2 alone, and holds the client for them.
type h2Hosts struct {
	mu     sync.Mutex
	keys   map[string]bool
	client *http.Transport
	base   context.Context // ends with the Transport
	end    context.CancelFunc
	closed bool
}

// maxH2Hosts bounds the memory; hosts forgotten cost one failed attempt.
const maxH2Hosts = 4096

func (h *h2Hosts) known(key string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.keys[key]
}

func (h *h2Hosts) set(key string, yes bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !yes {
		delete(h.keys, key)
		return
	}
	if h.keys == nil || len(h.keys) >= maxH2Hosts {
		h.keys = make(map[string]bool)
	}
	h.keys[key] = true
}

func (h *h2Hosts) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	if h.client != nil {
		h.end()
		h.client.CloseIdleConnections()
	}
}

// wantsHTTP2 tells whether a failure before the head looks like that of a
// server that speaks only HTTP/2: asking again must lose nothing.
func (f *flight) wantsHTTP2(err *Error) bool {
	var unverified *tls.CertificateVerificationError
	if !f.target.https || !f.repeatable() || errors.As(err, &unverified) || len(f.e.Interim) > 0 || f.ctx.Err() != nil {
		return false
	}
	switch err.Class {
	case ClassTLS, ClassProtocol, ClassReset:
		// A head that begins as HTTP/1 was no misunderstanding.
		return !bytes.HasPrefix(f.e.Partial, []byte("HTTP/1"))
	}
	return false
}

type targetKey struct{}

// h2Client is an http.Transport over our own connections that speaks HTTP/2
// and nothing else.
func (t *Transport) h2Client() (*http.Transport, error) {
	h := &t.h2
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, errClosed
	}
	if h.client != nil {
		return h.client, nil
	}
	h.client = &http.Transport{
		DialTLSContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			g, ok := ctx.Value(targetKey{}).(*target)
			if !ok {
				return nil, errNotHTTP2
			}
			c, err := t.dial(ctx, g, "h2", "http/1.1")
			if err != nil {
				return nil, err
			}
			if c.state.NegotiatedProtocol != "h2" {
				c.close()
				return nil, errNotHTTP2
			}
			t.pool.forget(c) // the client closes it
			return c.Conn, nil
		},
		Protocols:              new(http.Protocols),
		DisableCompression:     true,
		MaxResponseHeaderBytes: t.config.Limits.HeaderBytes,
		ResponseHeaderTimeout:  t.config.Limits.HeaderTimeout,
		IdleConnTimeout:        idleTimeout,
	}
	h.client.Protocols.SetHTTP2(true)
	h.base, h.end = context.WithCancel(context.Background())
	return h.client, nil
}

// http2 makes one attempt over HTTP/2. Its blocks are written down as HTTP/1.1
// text: HTTP/2 has no lines to record.
func (f *flight) http2() (*http.Response, *Error) {
	client, err := f.t.h2Client()
	if err != nil {
		return nil, &Error{ClassCanceled, err}
	}
	before := f.e.Partial
	f.begin()
	ctx, cancel := context.WithDeadline(context.WithValue(f.ctx, targetKey{}, &f.target), f.deadline)
	var trace httptrace.ClientTrace
	trace.GotConn = func(i httptrace.GotConnInfo) {
		f.e.Attempts++
		f.e.Reused = i.Reused
		if f.target.proxy != nil {
			return
		}
		if ap, err := netip.ParseAddrPort(i.Conn.RemoteAddr().String()); err == nil {
			f.e.RemoteIP = ap.Addr().Unmap().WithZone("").String()
		}
	}
	var mu sync.Mutex // the client calls this from a goroutine of its own
	var interim [][]byte
	trace.Got1xxResponse = func(code int, header textproto.MIMEHeader) error {
		mu.Lock()
		defer mu.Unlock()
		if len(interim) < 100 {
			interim = append(interim, headText(code, http.Header(header)))
		}
		return nil
	}
	r := f.r.Clone(httptrace.WithClientTrace(ctx, &trace))
	if r.Body != nil && r.Body != http.NoBody {
		r.Body = teeBody{f.r.Body, f.request}
	}
	if err := f.noteHTTP2Request(); err != nil {
		cancel()
		return nil, &Error{ClassLocal, err}
	}
	stop := context.AfterFunc(f.t.h2.base, cancel)
	resp, err := client.RoundTrip(r)
	mu.Lock()
	f.e.Interim = interim
	mu.Unlock()
	if err != nil {
		stop()
		cancel()
		if len(f.e.Partial) == 0 {
			f.e.Partial = before
		}
		return nil, f.explain(classify(err, ClassProtocol))
	}
	e := f.e
	e.Protocol = []string{"h2"}
	if s := resp.TLS; s != nil {
		e.Protocol = append(e.Protocol, tlsName(s.Version))
		e.CipherSuite = tls.CipherSuiteName(s.CipherSuite)
		e.PeerCertificates = s.PeerCertificates
		e.VerifyErr = f.t.verify(s, f.target.host)
	}
	if f.target.proxy != nil {
		e.ViaProxy = f.target.proxy.Scheme + "://" + f.target.proxy.Host
	}
	f.cancel = func() {
		stop()
		resp.Body.Close()
		cancel()
	}
	h := &head{minor: 1, status: resp.StatusCode, text: http.StatusText(resp.StatusCode), header: resp.Header}
	f.w = newWire(resp.Body)
	f.recordHead(h, headText(h.status, h.header))
	out := f.response(h)
	out.TLS, out.ContentLength = resp.TLS, resp.ContentLength
	f.source = &closeReader{w: f.w}
	out.Body = &recordedBody{f}
	return out, nil
}

// noteHTTP2Request writes the head down as HTTP/1.1 would have it.
func (f *flight) noteHTTP2Request() error {
	host := f.r.Host
	if host == "" {
		host = f.r.URL.Host
	}
	host, err := httpguts.PunycodeHostPort(host)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", f.e.Method, f.r.URL.RequestURI(), host)
	f.r.Header.WriteSubset(&b, map[string]bool{"Host": true})
	b.WriteString("\r\n")
	_, err = f.request.Write(b.Bytes())
	return err
}

// headText writes a response head as HTTP/1.1 text.
func headText(status int, h http.Header) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
	h.Write(&b)
	b.WriteString("\r\n")
	return b.Bytes()
}

// teeBody notes a request body as it is read for sending.
type teeBody struct {
	io.ReadCloser
	log *requestLog
}

func (t teeBody) Read(p []byte) (int, error) {
	n, err := t.ReadCloser.Read(p)
	if n > 0 {
		if _, err := t.log.Write(p[:n]); err != nil {
			return 0, err
		}
	}
	return n, err
}

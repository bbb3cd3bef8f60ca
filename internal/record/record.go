// Package record is an http.RoundTripper that keeps each exchange as it was on
// the wire: the bytes of the request and of the response, header order and
// case, chunk framing and content coding included, with who answered, over
// which protocol and with which certificates.
//
// It owns its connections: one exchange at a time has a connection, the request
// is noted before it is sent, and of what was read a byte goes into the
// response block when, and only when, it belongs to this exchange. So blocks
// and payloads end at the same byte, and keep-alive cannot mix exchanges up.
//
// It does not follow redirects, decode contents, keep cookies, cache or pace:
// that is for those above. It knows nothing of WARC. HTTP/1.1 (RFC 9112), and
// HTTP/2 only with servers that speak nothing else; such an exchange is written
// down as HTTP/1.1 text, as WARC tools expect, and Protocol says "h2".
//
// It is lenient where browsers are: a header line without a colon is kept in
// the block and otherwise ignored, line feeds may stand alone. It refuses, with
// the bytes kept in Exchange.Partial, what has no readable head, and heads
// whose body lengths contradict each other.
package record

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"time"

	"archiver/internal/netguard"
)

// Config sets up a Transport. The zero value fetches public addresses only.
type Config struct {
	// Dial makes the connection to an origin. Nil means a netguard.Policy that
	// allows nothing but public addresses.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// CheckHost judges an origin before its name goes to a proxy, which
	// connects in our stead. Nil means that same policy.
	CheckHost func(ctx context.Context, host string, port uint16) error
	// Proxy names the proxy for a URL (http, https or socks5), nil for none.
	// The proxy itself is dialled unguarded: the operator chose it.
	// See EnvironmentProxy. Nil means no proxy.
	Proxy func(*url.URL) (*url.URL, error)
	// TLS gives roots, client certificates and the like. Nil means the
	// system's roots.
	TLS *tls.Config
	// KeepUnverified records from servers whose certificate does not verify,
	// with Exchange.VerifyErr set, instead of refusing with ClassTLS.
	KeepUnverified bool
	// Limits bound each exchange.
	Limits Limits
	// SpoolDir is where bodies longer than Limits.SpoolAt go, in files without
	// a name. Empty means the system's folder for temporary files.
	SpoolDir string
}

// Limits bound one exchange. A zero field means its default.
type Limits struct {
	// HeaderBytes caps the head of a response, interim responses included, and
	// apart from it the trailer. Default 256 KiB.
	HeaderBytes int64
	// MaxBody caps the body in bytes as sent, without chunk framing. A body of
	// exactly this size is whole; a longer one is cut there. Default 256 MiB.
	MaxBody int64
	// SpoolAt is how much of a block stays in memory. Default 4 MiB.
	SpoolAt int64
	// DialTimeout covers name lookup and connection. Default 15 s.
	DialTimeout time.Duration
	// TLSTimeout covers the handshake. Default 15 s.
	TLSTimeout time.Duration
	// HeaderTimeout is from the sent request to the end of the head. Default 30 s.
	HeaderTimeout time.Duration
	// ExchangeTimeout covers everything, name lookup to last byte. Default 5 min.
	ExchangeTimeout time.Duration
}

func (l Limits) withDefaults() Limits {
	return Limits{
		HeaderBytes:     or(l.HeaderBytes, 256<<10),
		MaxBody:         or(l.MaxBody, 256<<20),
		SpoolAt:         or(l.SpoolAt, 4<<20),
		DialTimeout:     or(l.DialTimeout, 15*time.Second),
		TLSTimeout:      or(l.TLSTimeout, 15*time.Second),
		HeaderTimeout:   or(l.HeaderTimeout, 30*time.Second),
		ExchangeTimeout: or(l.ExchangeTimeout, 5*time.Minute),
	}
}

func or[T int64 | time.Duration](v, otherwise T) T {
	if v > 0 {
		return v
	}
	return otherwise
}

// New makes a Transport. It is long-lived and safe for concurrent use.
func New(c Config) *Transport {
	c.Limits = c.Limits.withDefaults()
	guard := &netguard.Policy{}
	if c.Dial == nil {
		c.Dial = guard.DialContext
	}
	if c.CheckHost == nil {
		c.CheckHost = guard.CheckHost
	}
	t := &Transport{config: c, sessions: tls.NewLRUClientSessionCache(0)}
	return t
}

type sinkKey struct{}

// WithSink has each exchange made with the returned context handed to f, once,
// when it is over: also those that failed. f owns the exchange and must Release
// it. It is called on the goroutine that made the request or read or closed the
// body, before that call returns; requests in parallel call it in parallel.
func WithSink(ctx context.Context, f func(*Exchange)) context.Context {
	return context.WithValue(ctx, sinkKey{}, f)
}

func sinkOf(r *http.Request) func(*Exchange) {
	f, _ := r.Context().Value(sinkKey{}).(func(*Exchange))
	return f
}

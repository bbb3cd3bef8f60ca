package browser

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/elazarl/goproxy"
)

// authority signs the certificates that the proxy shows to the browser in place
// of the origins' own. Its key never leaves this process and ends with it, and
// the one browser that was started with its fingerprint is all that trusts it.
type authority struct {
	cert  tls.Certificate
	spki  string   // base64 of SHA-256 of its public key, for --ignore-certificate-errors-spki-list
	certs sync.Map // host name: *tls.Certificate
}

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the proxy's key: %w", err)
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(now.UnixNano()),
		Subject:               pkix.Name{CommonName: "archiver, between a page and its recorder"},
		NotBefore:             now.Add(-24 * time.Hour),
		NotAfter:              now.AddDate(1, 0, 0),
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("make the proxy's certificate: %w", err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("make the proxy's certificate: %w", err)
	}
	sum := sha256.Sum256(leaf.RawSubjectPublicKeyInfo)
	return &authority{
		cert: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf},
		spki: base64.StdEncoding.EncodeToString(sum[:]),
	}, nil
}

// Fetch is goproxy's way to keep certificates it made.
func (a *authority) Fetch(host string, make func() (*tls.Certificate, error)) (*tls.Certificate, error) {
	if c, ok := a.certs.Load(host); ok {
		return c.(*tls.Certificate), nil
	}
	c, err := make()
	if err != nil {
		return nil, err
	}
	a.certs.Store(host, c)
	return c, nil
}

// proxy stands between the pages of one capture and its transport.
type proxy struct {
	o      Options
	meter  *meter
	ctx    context.Context // of all its requests
	cancel context.CancelFunc
	ln     *listener
	server *http.Server

	mu     sync.Mutex
	closed bool
	flying sync.WaitGroup // exchanges that the transport has not finished
	wanted int            // those of them that the page waits for
	moved  time.Time      // when one of them last began, went on or ended
	status map[string]int // by URL without fragment: of the last answer
	fault  map[string]error
	onward map[string]string // by the same: its header Refresh, if it has one
	main   map[string]bool   // URLs that the navigation asked for led to
	files  int               // answers to those under way

	data awaited
}

var errNoTunnel = errors.New("a tunnel past the recorder: refused")

// newProxy listens on a port of its own, for one browser context.
func newProxy(a *authority, o Options, m *meter, log *slog.Logger) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the browser: %w", err)
	}
	p := &proxy{o: o, meter: m, ln: &listener{Listener: l, conns: map[net.Conn]struct{}{}},
		status: map[string]int{}, fault: map[string]error{}, onward: map[string]string{}, main: map[string]bool{}}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	g := goproxy.NewProxyHttpServer()
	g.Logger = printf(func(format string, v ...any) { log.Debug("proxy", "says", fmt.Sprintf(format, v...)) })
	g.KeepAcceptEncoding = true
	g.CertStore = a
	// Whatever goproxy would dial of itself fails: there is one way out.
	g.ConnectDial = func(string, string) (net.Conn, error) { return nil, errNoTunnel }
	g.ConnectDialWithReq = nil
	g.Tr = &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return nil, errNoTunnel }}
	tlsConfig := goproxy.TLSConfigFromCA(&a.cert)
	mitm := &goproxy.ConnectAction{Action: goproxy.ConnectMitm, TLSConfig: tlsConfig}
	g.OnRequest().HandleConnectFunc(func(host string, _ *goproxy.ProxyCtx) (*goproxy.ConnectAction, string) {
		return mitm, host
	})
	g.OnRequest().DoFunc(func(r *http.Request, c *goproxy.ProxyCtx) (*http.Request, *http.Response) {
		c.RoundTripper = goproxy.RoundTripperFunc(func(r *http.Request, _ *goproxy.ProxyCtx) (*http.Response, error) {
			return p.roundTrip(r), nil
		})
		return r, nil
	})
	p.server = &http.Server{Handler: g, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug), ReadHeaderTimeout: time.Minute}
	go p.server.Serve(p.ln)
	return p, nil
}

func (p *proxy) addr() string { return "http://" + p.ln.Addr().String() }

// roundTrip sends a request of the page through the transport. What fails is
// answered with 502: were the connection closed, the browser would try again.
func (p *proxy) roundTrip(r *http.Request) *http.Response {
	if !p.enter() {
		return refusal(r)
	}
	u := *r.URL
	if err := p.allowed(&u); err != nil {
		p.note(&u, 0, err)
		p.unwanted()
		p.flying.Done()
		return refusal(r)
	}
	ctx, cancel := context.WithCancel(p.ctx)
	stop := context.AfterFunc(r.Context(), cancel)
	out := r.Clone(ctx)
	out.RequestURI = ""
	if out.ContentLength == 0 {
		out.Body = http.NoBody
	} else if out.Body != nil {
		out.Body = &upload{out.Body, p.meter}
	}
	// An archived page should need no decoder but the oldest.
	if out.Header.Get("Accept-Encoding") != "" {
		out.Header.Set("Accept-Encoding", "gzip")
	}
	// What a worker sends, no tab was told how to.
	if p.o.agent != "" && out.Header.Get("User-Agent") != "" {
		out.Header.Set("User-Agent", p.o.agent)
	}
	for _, name := range []string{"Sec-Ch-Ua", "Sec-Ch-Ua-Full-Version-List"} {
		if v := out.Header.Get(name); strings.Contains(v, "HeadlessChrome") {
			out.Header.Set(name, strings.ReplaceAll(v, "HeadlessChrome", "Chromium"))
		}
	}
	for name, values := range p.o.Header {
		out.Header[http.CanonicalHeaderKey(name)] = values
	}
	d := p.data.ask(r, &u)
	done := sync.OnceFunc(func() {
		p.unwanted()
		p.data.ended(d)
	})
	end := func() {
		stop()
		cancel()
		done()
		p.flying.Done()
	}
	resp, err := p.o.Transport.RoundTrip(out)
	if err != nil {
		end()
		p.note(&u, 0, err)
		return refusal(r)
	}
	p.note(&u, resp.StatusCode, nil)
	p.leadsOn(&u, resp)
	p.data.answered(d, resp)
	b := &meteredBody{ReadCloser: resp.Body, meter: p.meter, touch: p.touch, cancel: cancel, end: end}
	if endless(r, resp) {
		done()
		b.touch = func() {}
		if streams(resp) {
			p.data.stream(1)
			b.end = func() {
				p.data.stream(-1)
				end()
			}
		}
	}
	if p.leads(&u, resp) {
		b.wanted = true
		end := b.end
		b.end = func() {
			end()
			p.mu.Lock()
			p.files--
			p.mu.Unlock()
		}
	}
	resp.Body = b
	if w, ok := b.ReadCloser.(io.Writer); ok && resp.StatusCode == http.StatusSwitchingProtocols {
		resp.Body = &upgradedBody{b, w}
	}
	return resp
}

// enter counts a request in, unless the capture is over or has had enough.
func (p *proxy) enter() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || !p.meter.request() {
		return false
	}
	p.flying.Add(1)
	p.wanted++
	p.moved = time.Now()
	return true
}

// unwanted counts an exchange as one that the page does not wait for.
func (p *proxy) unwanted() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wanted--
	p.moved = time.Now()
}

func (p *proxy) touch() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.moved = time.Now()
}

// traffic tells how many exchanges the page waits for, and how long none of them
// moved.
func (p *proxy) traffic() (waiting int, idle time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.wanted, time.Since(p.moved)
}

// endless tells whether an answer may go on for as long as the page is open.
func endless(r *http.Request, resp *http.Response) bool {
	switch r.Header.Get("Sec-Fetch-Dest") {
	case "audio", "video", "track":
		return true
	}
	return streams(resp)
}

// streams tells whether an answer is a socket, or a stream of events.
func streams(resp *http.Response) bool {
	return resp.StatusCode == http.StatusSwitchingProtocols || strings.HasPrefix(resp.Header.Get("Content-Type"), "text/event-stream")
}

func (p *proxy) allowed(u *url.URL) error {
	return allowed(p.o.Allow, u)
}

func allowed(allow func(*url.URL) error, u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("the scheme %.20q is neither http nor https", u.Scheme)
	}
	if allow != nil {
		return allow(u)
	}
	return nil
}

// note keeps what became of the last request for a URL.
func (p *proxy) note(u *url.URL, status int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := withoutFragment(u.String())
	p.status[key] = status
	delete(p.fault, key)
	if err != nil {
		p.fault[key] = err
	}
}

// follow says which URL is navigated to.
func (p *proxy) follow(rawURL string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.main[withoutFragment(rawURL)] = true
	if u, err := url.Parse(rawURL); err == nil {
		p.data.at(u)
	}
}

// leads tells whether an answer is what the navigation led to: such a one is
// read to its end, also if the browser finds that it is a file and no page.
func (p *proxy) leads(u *url.URL, resp *http.Response) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.main[withoutFragment(u.String())] {
		return false
	}
	if to, err := u.Parse(resp.Header.Get("Location")); err == nil && resp.StatusCode/100 == 3 && len(p.main) < 100 {
		p.main[withoutFragment(to.String())] = true
		p.data.at(to)
	}
	p.files++
	return true
}

// reading tells whether such an answer is still under way.
func (p *proxy) reading() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.files > 0
}

// statusOf is of the last answer for a URL; 0 if there was none.
func (p *proxy) statusOf(rawURL string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.status[withoutFragment(rawURL)]
}

// leadsOn keeps where an answer sends its reader by a header that browsers know.
func (p *proxy) leadsOn(u *url.URL, resp *http.Response) {
	p.mu.Lock()
	defer p.mu.Unlock()
	key, to := withoutFragment(u.String()), resp.Header.Get("Refresh")
	delete(p.onward, key)
	if to != "" && len(to) <= 4000 && len(p.onward) < 100 {
		p.onward[key] = to
	}
}

// refreshOf is that header of the last answer for a URL.
func (p *proxy) refreshOf(rawURL string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.onward[withoutFragment(rawURL)]
}

// faultOf is why there was no answer the last time a URL was asked for.
func (p *proxy) faultOf(rawURL string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fault[withoutFragment(rawURL)]
}

func withoutFragment(s string) string {
	s, _, _ = strings.Cut(s, "#")
	return s
}

// stop ends the exchanges under way, and lets nothing more begin.
func (p *proxy) stop() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.cancel()
}

// close does so too, closes every connection, and waits until the transport has
// handed all exchanges over.
func (p *proxy) close() {
	p.stop()
	p.server.Close()
	p.ln.closeAll()
	p.flying.Wait()
}

// refusal is an answer that no origin gave. It tells the page nothing: what it
// said would stand in the page's text, and could say what is behind us.
func refusal(r *http.Request) *http.Response {
	return goproxy.NewResponse(r, goproxy.ContentTypeText, http.StatusBadGateway, "")
}

type printf func(format string, v ...any)

func (f printf) Printf(format string, v ...any) { f(format, v...) }

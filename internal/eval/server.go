package eval

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"fmt"
	"hash"
	"html"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"archiver/internal/eval/set"
)

// canaryHost always answers: it stands for the rest of the web.
const canaryHost = "canary-of-the-evaluation.example"

// server is the web of a batch. Clients reach it as their proxy, so that every
// name, at the usual ports, ends here; a host that plays a fault of name lookup
// or connection is not offered a proxy, and the client meets the fault itself.
type server struct {
	listener net.Listener
	tunnels  *tunnels
	http     *http.Server
	resolver *resolver
	ca       *authority
	serving  sync.WaitGroup

	mu    sync.Mutex
	hosts map[string]*hosted
	after bool
	seen  map[*play]*traffic // since the last switch
}

// hosted is one host of a case, before and after.
type hosted struct {
	p    *play
	webs [2]map[string]set.Answer
	// fault is one of the whole host: it has no name, no open port or no valid
	// certificate, whichever of its places says so.
	fault [2]string
}

// traffic is what was asked of a case's hosts.
type traffic struct {
	lines     []string
	redirects int
}

func startServer(plays []*play) (*server, error) {
	s := &server{hosts: map[string]*hosted{}, seen: map[*play]*traffic{}}
	for _, p := range plays {
		for i, web := range []set.Web{p.Before, p.After} {
			s.host(p, p.host) // it is there, if only to answer 404
			for key, a := range web {
				name, place := splitKey(p.host, key)
				h := s.host(p, name)
				h.webs[i][place] = a
				switch a.Fault {
				case "dns", "dns-temporary", "refused", "tls":
					h.fault[i] = a.Fault
				}
			}
		}
	}
	var err error
	if s.ca, err = newAuthority(); err != nil {
		return nil, err
	}
	// The fault "refused" is met there, at the usual ports.
	for _, port := range []string{"80", "443"} {
		if c, err := net.DialTimeout("tcp", net.JoinHostPort(nowhere.String(), port), time.Second); err == nil {
			c.Close()
			return nil, fmt.Errorf("start server: something listens at %v, port %s, where nothing should", nowhere, port)
		}
	}
	if s.resolver, err = startResolver(s.rcode); err != nil {
		return nil, err
	}
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		s.resolver.close()
		return nil, err
	}
	s.tunnels = &tunnels{addr: s.listener.Addr(), conns: make(chan net.Conn), closed: make(chan struct{})}
	s.http = &http.Server{Handler: s, ErrorLog: log.New(io.Discard, "", 0)} // broken connections are played on purpose
	s.http.SetKeepAlivesEnabled(false)                                      // no connection outlives the switch
	for _, l := range []net.Listener{s.listener, s.tunnels} {
		s.serving.Go(func() { _ = s.http.Serve(l) }) // ends with close
	}
	return s, nil
}

func (s *server) host(p *play, name string) *hosted {
	h := s.hosts[name]
	if h == nil {
		h = &hosted{p: p, webs: [2]map[string]set.Answer{{}, {}}}
		s.hosts[name] = h
	}
	return h
}

func (s *server) close() {
	s.http.Close()
	s.serving.Wait()
	s.resolver.close()
}

// age makes the web its After, and forgets what was asked so far.
func (s *server) age() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.after = true
	clear(s.seen)
}

func (s *server) phase() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.after {
		return 1
	}
	return 0
}

// traffic is what was asked of the case since the switch.
func (s *server) traffic(p *play) traffic {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.seen[p]; t != nil {
		return *t
	}
	return traffic{}
}

func (s *server) note(p *play, line string, redirect bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.seen[p]
	if t == nil {
		t = &traffic{}
		s.seen[p] = t
	}
	t.lines = append(t.lines, line)
	if redirect {
		t.redirects++
	}
}

// proxy is the client's choice of one.
func (s *server) proxy(u *url.URL) (*url.URL, error) {
	if h := s.hosts[strings.ToLower(u.Hostname())]; h != nil {
		switch fault := h.fault[s.phase()]; fault {
		case "dns", "dns-temporary", "refused":
			s.note(h.p, "CONNECT "+u.Host+" "+fault, false)
			return nil, nil
		}
	}
	return &url.URL{Scheme: "http", Host: s.listener.Addr().String()}, nil
}

// rcode answers for a name, and for the same name under a search domain.
func (s *server) rcode(name string) int {
	h := s.hosts[name]
	for known, other := range s.hosts {
		if h == nil && strings.HasPrefix(name, known+".") {
			h = other
		}
	}
	if h == nil {
		if strings.HasSuffix(name, ".example") {
			return rcodeOK // one that only a page names
		}
		return rcodeNXDomain
	}
	switch h.fault[s.phase()] {
	case "dns":
		return rcodeNXDomain
	case "dns-temporary":
		return rcodeServfail
	}
	return rcodeOK
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		s.tunnel(w)
		return
	}
	name := strings.ToLower(r.Host)
	if host, _, err := net.SplitHostPort(name); err == nil {
		name = host
	}
	if name == canaryHost || strings.HasSuffix(name, "."+canaryHost) {
		fmt.Fprint(w, "<!DOCTYPE html><title>Here</title><p>This host answers.")
		return
	}
	h := s.hosts[name]
	if h == nil {
		http.NotFound(w, r)
		return
	}
	web := h.webs[s.phase()]
	a, ok := web[placeOf(r.URL)]
	if !ok {
		if a, ok = web["*"]; !ok {
			a = set.Answer{Status: http.StatusNotFound, Body: []byte("<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n")}
		}
	}
	if a.Browserlike != nil && plainBrowser(r.UserAgent()) {
		a = *a.Browserlike
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	status := statusOf(a)
	said := a.Fault
	if said == "" {
		said = strconv.Itoa(status)
	}
	s.note(h.p, fmt.Sprintf("GET %s://%s%s %s", scheme, name, placeOf(r.URL), said), redirects(a, status))
	s.answer(w, r, h.p, a)
}

// plainBrowser tells a User-Agent that names no robot.
func plainBrowser(agent string) bool {
	return strings.HasPrefix(agent, "Mozilla/5.0 (") && !strings.Contains(agent, "compatible;") && !strings.Contains(agent, "+http")
}

func statusOf(a set.Answer) int {
	switch {
	case a.Status != 0:
		return a.Status
	case a.Location != "":
		return http.StatusMovedPermanently
	}
	return http.StatusOK
}

// redirects says whether an answer sends a client on: by its head, or as a
// small page that does nothing else.
func redirects(a set.Answer, status int) bool {
	switch {
	case a.Fault != "":
		return false
	case status/100 == 3:
		return a.Location != "" || a.Header.Get("Location") != ""
	case status/100 != 2 || len(a.Body) > 2<<10:
		return false
	}
	low := bytes.ToLower(a.Body)
	return bytes.Contains(low, []byte("http-equiv")) && bytes.Contains(low, []byte("refresh")) || bytes.Contains(low, []byte("location"))
}

// maxEndless ends a body without end where the client takes it all.
const maxEndless = 1 << 30

func (s *server) answer(w http.ResponseWriter, r *http.Request, p *play, a set.Answer) {
	head := w.Header()
	fill := func(v string) string {
		v = strings.ReplaceAll(v, "{{host}}", p.host)
		return strings.ReplaceAll(v, "{{path}}", r.URL.Path)
	}
	for name, values := range a.Header {
		for _, v := range values {
			if strings.EqualFold(name, "Retry-After") {
				v = shortened(v)
			}
			head.Add(name, fill(v))
		}
	}
	if head.Get("Content-Type") == "" {
		head.Set("Content-Type", "text/html; charset=utf-8")
	}
	if a.Location != "" {
		head.Set("Location", fill(a.Location))
	}
	body := a.Body
	if strings.HasPrefix(strings.ToLower(head.Get("Content-Type")), "text/html") {
		body = bytes.ReplaceAll(body, []byte("{{host}}"), []byte(p.host))
		body = bytes.ReplaceAll(body, []byte("{{path}}"), []byte(html.EscapeString(r.URL.Path)))
	}
	switch a.Fault {
	case "":
		w.WriteHeader(statusOf(a))
		w.Write(body) // a client that goes away has its reasons
	case "too-large":
		w.WriteHeader(statusOf(a))
		if len(body) == 0 {
			body = []byte("<p>" + strings.Repeat("and so on ", 6000) + "</p>\n")
		}
		for sent := 0; sent < maxEndless; sent += len(body) {
			if _, err := w.Write(body); err != nil {
				return
			}
		}
	default:
		hijacked(w, func(c net.Conn, in *bufio.Reader) { breakOff(c, in, a.Fault, head, statusOf(a), body) })
	}
}

// shortened cuts the waits that a client would wait out to a second; those that
// are too long for it stay.
func shortened(retryAfter string) string {
	if n, err := strconv.Atoi(strings.TrimSpace(retryAfter)); err == nil && n >= 1 && n <= 120 {
		return "1"
	}
	return retryAfter
}

func hijacked(w http.ResponseWriter, f func(net.Conn, *bufio.Reader)) {
	c, rw, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer c.Close()
	f(c, rw.Reader)
}

// breakOff plays the faults of a connection that was made.
func breakOff(c net.Conn, in *bufio.Reader, fault string, head http.Header, status int, body []byte) {
	switch fault {
	case "timeout":
		c.SetReadDeadline(time.Now().Add(time.Minute))
		in.ReadByte() // until the client gives up
	case "truncated":
		if len(body) == 0 {
			body = []byte("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title></title></head>\n<body>\n")
		}
		var b bytes.Buffer
		fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
		head.Write(&b)
		fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n", 2*len(body)) // Body is what comes of it
		b.Write(body)
		c.Write(b.Bytes())
	case "protocol":
		if len(body) == 0 {
			body = []byte("SSH-2.0-OpenSSH_9.6\r\n\x00\x00\x01\x14\x07\x14garbage\r\n\r\n")
		}
		c.Write(body)
	default: // "reset", and what this host can't play
		if t, ok := c.(*tls.Conn); ok {
			c = t.NetConn()
		}
		if t, ok := c.(*net.TCPConn); ok {
			t.SetLinger(0)
		}
	}
}

// tunnel answers CONNECT: what follows is TLS with the host that it names.
func (s *server) tunnel(w http.ResponseWriter) {
	c, rw, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	if _, err := io.WriteString(c, "HTTP/1.1 200 Connected\r\n\r\n"); err != nil || rw.Reader.Buffered() > 0 {
		c.Close()
		return
	}
	tc := tls.Server(c, &tls.Config{NextProtos: []string{"http/1.1"}, GetCertificate: s.certificate})
	select {
	case s.tunnels.conns <- tc:
	case <-s.tunnels.closed:
		c.Close()
	}
}

func (s *server) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	h := s.hosts[strings.ToLower(hello.ServerName)]
	bad := h != nil && h.fault[s.phase()] == "tls"
	if bad {
		s.note(h.p, "CONNECT "+hello.ServerName+" tls", false)
	}
	return s.ca.certificate(hello.ServerName, bad)
}

// tunnels is a net.Listener of connections that came by CONNECT.
type tunnels struct {
	addr   net.Addr
	conns  chan net.Conn
	once   sync.Once
	closed chan struct{}
}

func (t *tunnels) Accept() (net.Conn, error) {
	select {
	case c := <-t.conns:
		return c, nil
	case <-t.closed:
		return nil, net.ErrClosed
	}
}

func (t *tunnels) Close() error {
	t.once.Do(func() { close(t.closed) })
	return nil
}

func (t *tunnels) Addr() net.Addr { return t.addr }

// write hashes s.
func write(h hash.Hash32, s string) uint32 {
	io.WriteString(h, s) // a hash takes everything
	return h.Sum32()
}

package web

import (
	"context"
	"crypto/subtle"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// maxForm bounds what a request may send, in bytes.
const maxForm = 64 << 10

// allowedHosts are the host names that a request may give, of the pages and of archived
// content. Apart, since cookies do not tell ports apart: what runs in a replay that is
// reached by the name of the pages could set theirs.
func allowedHosts(cfg Config) (pages, content map[string]bool, err error) {
	var hosts [2]map[string]bool
	var origins []string
	for i, base := range []string{cfg.Address, cfg.Content} {
		u, err := url.Parse(base)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.HasSuffix(base, "/") {
			return nil, nil, fmt.Errorf("web address %q: it must be like https://archive.example.org, without a slash at its end", base)
		}
		hosts[i] = map[string]bool{strings.ToLower(u.Hostname()): true}
		for _, h := range cfg.Hosts {
			hosts[i][strings.ToLower(h)] = true
		}
		origins = append(origins, u.Scheme+"://"+u.Host)
	}
	if origins[0] == origins[1] {
		return nil, nil, fmt.Errorf("web address %q: pages and archived content must be of two origins", cfg.Address)
	}
	return hosts[0], hosts[1], nil
}

// guard is what every request of the pages passes through.
func (s *Server) guard(next http.Handler) http.Handler {
	// Refuses a changing request that another origin's page sent; so does the token in
	// each form, see formToken.
	foreign := http.NewCrossOriginProtection()
	policy := "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; " +
		"img-src 'self' " + s.cfg.Content + "; frame-src " + s.cfg.Content + "; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	guarded := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		who := s.person(r)
		if s.cfg.Access.Private && who == nil && !openPath(r.URL.Path) {
			s.askToSignIn(w, r)
			return
		}
		inner := r.WithContext(context.WithValue(r.Context(), personKey{}, who))
		next.ServeHTTP(w, inner)
		r.Pattern = inner.Pattern
	})
	return s.common(s.hosts, foreign.Handler(guarded))
}

// openPath says what can be read without signing in where reading needs it.
func openPath(path string) bool {
	return path == "/signin" || path == "/healthz" || path == "/readyz" || strings.HasPrefix(path, "/static/")
}

// common is what the requests of both origins pass through.
func (s *Server) common(hosts map[string]bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.cfg.Now()
		o := &observed{ResponseWriter: w}
		defer func() {
			p := recover()
			begun := o.status != 0
			if p != nil && p != http.ErrAbortHandler {
				s.cfg.Log.Error("request failed", "method", r.Method, "path", clip(r.URL.Path, 200), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if !begun {
					http.Error(o, "internal error", http.StatusInternalServerError)
				}
			}
			took := s.cfg.Now().Sub(began)
			s.logRequest(r, o, took)
			s.metrics.observe(r, o.status, took)
			if p == http.ErrAbortHandler || p != nil && begun { // half an answer must not end as a whole one
				panic(http.ErrAbortHandler)
			}
		}()
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer") // a cited site must not learn of the archive
		name := hostName(r.Host)
		if at := r.URL.RequestURI(); !hosts[name] && s.contentHosts[name] && strings.HasPrefix(at, "/") && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			// Somebody typed localhost for 127.0.0.1.
			http.Redirect(o, r, s.cfg.Address+at, http.StatusTemporaryRedirect)
			return
		}
		if !hosts[name] {
			http.Error(o, "this server does not go by the name "+clip(r.Host, 100)+"; its configuration (web.address, web.hosts) says by which it does",
				http.StatusMisdirectedRequest)
			return
		}
		r.Body = http.MaxBytesReader(o, r.Body, maxForm)
		next.ServeHTTP(o, r)
	})
}

func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

// logRequest writes one line. Queries are left out: they hold search words and tickets.
func (s *Server) logRequest(r *http.Request, o *observed, took time.Duration) {
	level := slog.LevelDebug
	if o.status >= 500 && o.status != http.StatusServiceUnavailable { // which whoever asks too much makes at will
		level = slog.LevelError
	}
	s.cfg.Log.Log(r.Context(), level, "request", "method", r.Method, "host", clip(r.Host, 100), "path", clip(r.URL.Path, 200),
		"status", o.status, "bytes", o.bytes, "ms", took.Milliseconds())
}

// observed remembers what was answered.
type observed struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (o *observed) WriteHeader(status int) {
	if o.status == 0 {
		o.status = status
	}
	o.ResponseWriter.WriteHeader(status)
}

func (o *observed) Write(p []byte) (int, error) {
	if o.status == 0 {
		o.status = http.StatusOK
	}
	n, err := o.ResponseWriter.Write(p)
	o.bytes += int64(n)
	return n, err
}

// Unwrap is for http.ResponseController.
func (o *observed) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// person is who sent a request, signed in by session, bearer token or proxy.
type person struct {
	Name    string
	May     bool   // accept
	session string // "" where there is none
}

// tokenName is the person of a bearer token, which has no name of its own.
const tokenName = "token"

type personKey struct{}

// who gives the person of a request that passed the guard; nil: nobody signed in.
func who(r *http.Request) *person {
	p, _ := r.Context().Value(personKey{}).(*person)
	return p
}

func (s *Server) person(r *http.Request) *person {
	a := s.cfg.Access
	// More than one is none: a proxy that adds its own beside that of a browser tells of
	// nobody.
	if names := r.Header.Values(a.UserHeader); a.UserHeader != "" && len(names) == 1 && names[0] != "" && fromProxy(r, a.Proxies) {
		name := names[0]
		name = clip(strings.Join(strings.Fields(name), " "), 100)
		return &person{Name: name, May: len(a.Operators) == 0 || slices.Contains(a.Operators, name)}
	}
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && a.Token != "" {
		// Apart from the form: a program with an old token keeps nobody beside it out.
		client := "bearer " + s.client(r)
		if !s.sessions.tooMany(client) {
			if s.tokenIs(token) {
				return &person{Name: tokenName, May: true}
			}
			s.wrongToken(r, client)
		}
	}
	if c, err := r.Cookie(sessionCookie); err == nil {
		return s.sessions.person(c.Value)
	}
	return nil
}

// tokenIs takes as long whatever is given.
func (s *Server) tokenIs(token string) bool {
	return s.cfg.Access.Token != "" && subtle.ConstantTimeCompare([]byte(token), []byte(s.cfg.Access.Token)) == 1
}

// wrongToken counts a guess.
func (s *Server) wrongToken(r *http.Request, client string) {
	s.sessions.wasWrong(client)
	s.cfg.Log.Warn("wrong token", "from", clip(s.client(r), 100))
}

// client is the network address that a request comes from: of IPv6 the part that one
// customer has. A proxy on this machine, or one of web.proxies, adds to X-Forwarded-For
// whom it speaks for, at its end. Only guesses are counted by it.
func (s *Server) client(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr := at.Addr().Unmap()
	if list := r.Header.Values("X-Forwarded-For"); len(list) > 0 && (addr.IsLoopback() || fromProxy(r, s.cfg.Access.Proxies)) {
		last := list[len(list)-1]
		if told, err := netip.ParseAddr(strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])); err == nil {
			addr = told.Unmap().WithZone("")
		}
	}
	if addr.Is6() {
		return netip.PrefixFrom(addr.WithZone(""), 64).Masked().String()
	}
	return addr.String()
}

func fromProxy(r *http.Request, proxies []netip.Prefix) bool {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(at.Addr().Unmap()) })
}

// clip shortens a string of a stranger for a log or a message.
func clip(s string, n int) string {
	if len(s) > n {
		s = strings.ToValidUTF8(s[:n], "") + "…"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff {
			return ' '
		}
		return r
	}, s)
}

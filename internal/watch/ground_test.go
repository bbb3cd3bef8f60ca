package watch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"archiver/internal/fetch"
	"archiver/internal/netguard"
	"archiver/internal/source"
)

// secured are hosts with TLS, of all names, that a network in between can spoil.
type secured struct {
	*httptest.Server
	page   atomic.Pointer[http.HandlerFunc]
	spoilt atomic.Bool
	before atomic.Pointer[func()] // called before a spoilt handshake fails
}

// secured has the world fetch from such hosts too.
func (w *world) secured() *secured {
	w.t.Helper()
	s := &secured{}
	s.says(says(1))
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/x" {
			http.NotFound(rw, r)
			return
		}
		(*s.page.Load())(rw, r)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Server.TLS = &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
		if !s.spoilt.Load() {
			return nil, nil
		}
		if wait := s.before.Load(); wait != nil {
			(*wait)()
		}
		return nil, errors.New("not for me")
	}}
	s.StartTLS()
	w.t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	_, resolver := startNames(w.t)
	w.dialled(fetch.Config{Timeout: 5 * time.Second, TLS: &tls.Config{RootCAs: roots}, Guard: &netguard.Policy{Resolver: resolver,
		Allow: []netguard.Allow{{Prefix: netip.MustParsePrefix("127.0.0.0/8")}}}})
	return s
}

func (s *secured) says(h http.HandlerFunc) { s.page.Store(&h) }

// url is that of a host of this name, which the certificate names: any of
// example.com, or "" for an address, which is a site of its own.
func (s *secured) url(name string) string {
	if name == "" {
		return s.URL + "/x"
	}
	return strings.Replace(s.URL, "127.0.0.1", name, 1) + "/x"
}

func (s *secured) spoil() {
	s.spoilt.Store(true)
	s.CloseClientConnections()
}

// gate is open from the first call on.
func gate() (came chan struct{}, open func()) {
	came = make(chan struct{})
	return came, sync.OnceFunc(func() { close(came) })
}

// TestPortalIsTheLast: where a network answers for the sources without TLS and
// spoils all others, its page is believed in no order of the answers.
func TestPortalIsTheLast(t *testing.T) { // raced
	for _, order := range []string{"strange first", "strange last", "cut in mid-run", "on the second try", "alone due"} {
		for _, name := range []string{"redirects", "serves its page"} {
			t.Run(order+", "+name, func(t *testing.T) {
				w := newWorld(t)
				secure := w.secured()
				plain := w.at("plain", "/x", says(2))
				two := []string{secure.url(""), secure.url("h0.example.com")}
				m, others := report("r", plain), report("o", two...)
				w.pass(all, m, others)
				portal := portals(w)[name]
				came, isCame := gate()
				cut, isCut := gate()
				var cuts, asked atomic.Int64
				held := func() {
					if cuts.Add(1) >= 2 {
						isCut()
					}
				}
				strange := func(rw http.ResponseWriter, r *http.Request) {
					portal(rw, r)
					isCame()
				}
				switch order {
				case "strange first":
					held = func() { <-came }
				case "strange last":
					inner := strange
					strange = func(rw http.ResponseWriter, r *http.Request) { <-cut; inner(rw, r) }
				case "cut in mid-run":
					w.w.cfg.Hosts = 1
				case "on the second try": // the network is away before it is captive
					inner := strange
					strange = func(rw http.ResponseWriter, r *http.Request) {
						if asked.Add(1) == 1 {
							down(rw, r)
							return
						}
						inner(rw, r)
					}
				}
				w.at("plain", "/x", strange)
				secure.before.Store(&held)
				secure.spoil()
				w.now = w.now.Add(day)
				before := len(w.objects())
				if order == "alone due" {
					w.offline(all, m)
				} else {
					w.offline(all, m, others)
				}
				for _, u := range append(two, plain) {
					if n := len(w.logged(u)); n != 1 {
						t.Errorf("%s: %d looks recorded", u, n)
					}
				}
				if n := len(w.objects()); n != before {
					t.Errorf("%d objects were stored", n-before)
				}
			})
		}
	}
}

// TestOnlyThePortalIsWell: what vouches for a strange answer is neither the login
// page itself nor a page that nobody has seen before.
func TestOnlyThePortalIsWell(t *testing.T) { // raced
	for _, name := range []string{"its own page is cited", "it answers for a new source"} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			secure := w.secured()
			plain := w.at("plain", "/x", says(2))
			login := w.at("login-portal", "/", status(200, loginPage))
			known := report("k", plain, secure.url(""), secure.url("h0.example.com"))
			beside := report("b", login)
			if name == "its own page is cited" {
				w.pass(all, known, beside)
				w.at("plain", "/x", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, login, http.StatusFound) })
			} else {
				w.pass(all, known)
				tiny := func(rw http.ResponseWriter, r *http.Request) { fmt.Fprintf(rw, "<title>%s</title>Log in", r.Host) }
				w.at("plain", "/x", tiny)
				beside = report("b", w.at("new", "/x", tiny))
			}
			came, isCame := gate()
			page := w.by["plain/x"]
			w.at("plain", "/x", func(rw http.ResponseWriter, r *http.Request) { page(rw, r); isCame() })
			host, _, _ := strings.Cut(strings.TrimPrefix(beside.Footnotes[0].Citations[0].URL, "http://"), ".")
			path := map[string]string{"login-portal": "/", "new": "/x"}[host]
			late := w.by[host+path]
			w.at(host, path, func(rw http.ResponseWriter, r *http.Request) {
				if name == "it answers for a new source" {
					<-came // so that it is asked, or at least answers, after the strange one
				}
				late(rw, r)
			})
			secure.spoil()
			w.now = w.now.Add(day)
			w.offline(all, known, beside)
			for _, f := range known.Footnotes {
				if u := f.Citations[0].URL; len(w.logged(u)) != 1 {
					t.Errorf("%s: %d looks recorded", u, len(w.logged(u)))
				}
			}
		})
	}
}

// TestChangedAmongFailing: a source that did change is told though others fail, for
// reasons of their own.
func TestChangedAmongFailing(t *testing.T) {
	setUp := func(t *testing.T) (w *world, s *secured, plain string, two []string) {
		w = newWorld(t)
		s = w.secured()
		return w, s, w.at("plain", "/x", says(2)), []string{w.at("b", "/x", says(3)), w.at("c", "/x", says(4))}
	}
	t.Run("they failed the last time too", func(t *testing.T) {
		w, _, plain, two := setUp(t)
		m := report("r", append(two, plain)...)
		steady := w.at("steady", "/x", says(5))
		w.pass(all, m, report("s", steady))
		w.at("b", "/x", down)
		w.at("c", "/x", down)
		w.now = w.now.Add(day)
		w.want(w.pass(all, m, report("s", steady)).Citations[0], "unreachable reset kept")
		w.at("steady", "/x", down) // of all others none answers
		w.at("plain", "/x", says(6))
		w.now = w.now.Add(day)
		w.changed(plain, all, m)
	})
	t.Run("one fails", func(t *testing.T) {
		w, _, plain, two := setUp(t)
		m := report("r", plain, two[0])
		w.pass(all, m)
		w.at("b", "/x", down)
		w.at("plain", "/x", says(6))
		w.now = w.now.Add(day)
		w.changed(plain, all, m)
	})
	t.Run("they answer on the second try", func(t *testing.T) {
		w, _, plain, two := setUp(t)
		m := report("r", append(two, plain)...)
		w.pass(all, m)
		for i, host := range []string{"b", "c"} {
			var asked atomic.Int64
			w.at(host, "/x", func(rw http.ResponseWriter, r *http.Request) {
				if asked.Add(1) == 1 {
					down(rw, r)
					return
				}
				says(3+i)(rw, r)
			})
		}
		w.at("plain", "/x", says(6))
		w.now = w.now.Add(day)
		res := w.pass(all, m)
		w.want(res.Citations[0], "ok same kept")
		w.want(res.Citations[1], "ok same kept")
		w.want(res.Citations[2], "changed replaced taken")
	})
	t.Run("it came over TLS", func(t *testing.T) {
		w, s, _, two := setUp(t)
		own := s.url("")
		m := report("r", append(two, own)...)
		w.pass(all, m)
		w.at("b", "/x", down)
		w.at("c", "/x", down)
		s.says(says(6))
		w.now = w.now.Add(day)
		w.changed(own, all, m)
	})
	t.Run("another answers that is not due", func(t *testing.T) {
		w, _, plain, two := setUp(t)
		m := report("r", append(two, plain)...)
		w.pass(all, m, report("s", w.at("steady", "/x", says(5))))
		w.at("b", "/x", down)
		w.at("c", "/x", down)
		w.at("plain", "/x", says(6))
		w.now = w.now.Add(day)
		w.changed(plain, all, m)
	})
}

// changed makes a pass that may not know of the others, and must tell that this
// source is another one.
func (w *world) changed(url string, opt Options, ms ...*source.Manifest) {
	w.t.Helper()
	res, err := w.w.Pass(w.t.Context(), cites(ms...), opt)
	if err != nil && !errors.Is(err, ErrOffline) {
		w.t.Fatal(err)
	}
	for _, row := range res.Citations {
		if row.Cite.Citation.URL == url {
			w.want(row, "changed replaced taken")
		}
	}
	if list := w.logged(url); list[len(list)-1].Reason != "replaced" {
		w.t.Errorf("%s: %+v", url, list)
	}
}

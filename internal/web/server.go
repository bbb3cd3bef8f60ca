// Package web shows what is stored: pages for people, the same as JSON, the Memento
// endpoints (RFC 7089), and what operators need.
//
// Archived content is hostile. It is only ever served from a second origin, the
// content handler, in a sandbox; the pages show pictures of it, its text, and links.
// All words of the pages stand in words*.go; the templates take them from there.
package web

import (
	"log/slog"
	"net/http"
	"net/netip"
	"time"
)

// Config is what a Server works with.
type Config struct {
	Backend Backend
	Log     *slog.Logger // requests and faults, without tokens
	Version string       // of the program
	Now     func() time.Time

	// Address and Content are the base URLs, without a slash at the end, under which
	// readers reach the pages and the archived content. They must be different origins.
	Address, Content string
	// Hosts are the names that a request may give as its host, besides those of Address
	// and Content: others are refused, so that no foreign page reads the archive by a
	// name that it points here (DNS rebinding). Without port.
	Hosts []string

	Access Access
	// Viewer is the folder of ReplayWeb.page's ui.js and sw.js; "": none is offered.
	Viewer string
}

// Access says who may do what. Reading is open to whoever reaches the server unless
// Private is set; accepting needs a person who has signed in. With no token and no
// header nobody can.
type Access struct {
	// Token signs an operator in: in a form, or as "Authorization: Bearer TOKEN".
	Token string
	// UserHeader is the header in which a reverse proxy names the person whom it has
	// signed in. It is believed only from Proxies.
	UserHeader string
	Proxies    []netip.Prefix
	// Operators are the names of UserHeader that may accept; empty: all.
	Operators []string
	// Private has reading need signing in too.
	Private bool
}

// Server is the handlers. Make one with New.
type Server struct {
	cfg      Config
	sessions *sessions
	metrics  *metrics
	hosts    map[string]bool // of the pages

	contentHosts map[string]bool
	urls         urlIndex
	large        gate // see held
}

// New checks the configuration and makes a Server.
func New(cfg Config) (*Server, error) {
	hosts, content, err := allowedHosts(cfg)
	if err != nil {
		return nil, err
	}
	return &Server{cfg: cfg, sessions: newSessions(cfg.Now), metrics: newMetrics(cfg), hosts: hosts, contentHosts: content, large: make(gate, maxLarge)}, nil
}

// Pages is the handler of the first origin: pages, JSON, TimeGates and TimeMaps.
func (s *Server) Pages() http.Handler {
	mux := http.NewServeMux()
	s.routePages(mux)                // an editor's: reports, citations, acceptance, signing in
	s.routeResearch(mux)             // a researcher's: search, snapshots, differences, proofs
	s.routeAPI(mux)                  // the same as JSON
	s.routeOps(mux)                  // health and metrics
	return s.guard(s.routeTime(mux)) // and Memento: TimeGates and TimeMaps
}

// Contents is the handler of the second origin: archived bytes, and the viewer.
func (s *Server) Contents() http.Handler {
	mux := http.NewServeMux()
	s.routeContent(mux)
	return s.guardContent(mux)
}

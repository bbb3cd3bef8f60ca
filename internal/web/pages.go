package web

import (
	"errors"
	"net/http"

	"archiver/internal/contract"
	"archiver/internal/source"
)

func (s *Server) routePages(mux *http.ServeMux) {
	s.routeStatic(mux)
	mux.HandleFunc("GET /{$}", s.serveIndex)
	mux.HandleFunc("GET /reports/{id}", s.serveReport)
	mux.HandleFunc("GET /reports/{id}/{ref}", s.serveCitation)
	mux.HandleFunc("POST /reports/{id}/{ref}/accept", s.serveAccept)
	mux.HandleFunc("GET /signin", s.serveSignIn)
	mux.HandleFunc("POST /signin", s.signIn)
	mux.HandleFunc("POST /signout", s.signOut)
	mux.HandleFunc("GET /reports", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusMovedPermanently) })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			s.problem(w, r, http.StatusMethodNotAllowed, "")
			return
		}
		s.problem(w, r, http.StatusNotFound, "")
	})
}

// indexPage is the reports.
type indexPage struct {
	Reports []reportLine
	Broken  *source.Error // a manifest can't be read, and there is none of before: no report can be shown
	Watch   *contract.Watching
}

// reportLine is one report in the list.
type reportLine struct {
	Manifest *source.Manifest
	Gate     gateResult
	Beat     *contract.Heartbeat
	Fault    bool // how it stands can't be told; the log says why
}

// Path is the report's page.
func (l reportLine) Path() string { return reportPath(l.Manifest.ID) }

// Of is a link to the citations of one standing.
func (l reportLine) Of(standing string) string { return l.Path() + filter{State: standing}.Query() }

func (s *Server) serveIndex(w http.ResponseWriter, r *http.Request) {
	page := &indexPage{}
	set, _, err := manifests(r.Context(), s.cfg.Backend)
	if err != nil && !errors.As(err, &page.Broken) {
		s.fault(w, r, err)
		return
	}
	if page.Watch, err = s.cfg.Backend.Watching(r.Context()); err != nil {
		s.cfg.Log.Warn("the heartbeat can't be told", "error", err.Error())
		page.Watch = nil
	}
	if page.Broken != nil {
		s.renderAs(w, r, http.StatusInternalServerError, "index", page)
		return
	}
	cites, none := byReport(set), false // none: of no other report it could be told
	for _, m := range set.Manifests {
		line := reportLine{Manifest: m, Beat: heartbeat(page.Watch, m.ID)}
		if !none {
			res, err := s.cfg.Backend.Result(r.Context(), m.ID)
			if err != nil {
				s.cfg.Log.Error("report can't be told", "report", m.ID, "error", err.Error())
				line.Fault, none = true, ofAll(r.Context(), err)
			} else {
				line.Gate = newGate(rowsOf(cites[m.ID], res))
			}
		}
		line.Fault = line.Fault || none
		page.Reports = append(page.Reports, line)
	}
	s.render(w, r, "index", page)
}

package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"archiver/internal/legible"
)

func (s *Server) routeOps(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, ErrorLog: promLog{s}, Timeout: 20 * time.Second}))
}

// promLog has what could not be gathered logged.
type promLog struct{ s *Server }

func (l promLog) Println(v ...any) { l.s.cfg.Log.Error("metrics", "err", fmt.Sprint(v...)) }

// readyBody is what /readyz answers: 200 if the server can do its work, else 503.
type readyBody struct {
	Ready  bool    `json:"ready"`
	Checks []check `json:"checks"`
}

type check struct {
	Name  string `json:"name"`
	OK    bool   `json:"ok"`
	Fault string `json:"fault,omitempty"`
}

// ready asks what every page needs: the manifests and the catalog. That a pass failed is
// told beside, and so is that a manifest can't be read where those of before are at hand:
// that does not make the server unfit, its pages go on, and a restart by a supervisor
// would mend nothing.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
	defer cancel()
	v := readyBody{Ready: true}
	add := func(name string, needed bool, err error) {
		c := check{Name: name, OK: err == nil}
		if err != nil {
			_, c.Fault, _ = s.explain(r, err)
			if s.cfg.Access.Private && who(r) == nil {
				c.Fault = "" // it names files and addresses
			}
			v.Ready = v.Ready && !needed
		}
		v.Checks = append(v.Checks, c)
	}
	_, stale, err := manifests(ctx, s.cfg.Backend)
	needed := err != nil // else pages and passes go on with those of before
	if stale != nil {
		err = &apiError{http.StatusServiceUnavailable, clip(stale.Error(), 300), ""}
	}
	add("manifests", needed, err)
	c, release, err := s.cfg.Backend.Catalog(ctx)
	if err == nil {
		_, err = c.LogSize(ctx)
		release()
	}
	add("catalog", true, err)
	state, err := s.cfg.Backend.Watching(ctx)
	if err == nil && state.Last != nil && state.Last.Trouble != "" {
		err = &apiError{http.StatusServiceUnavailable, clip(state.Last.Trouble, 300), ""}
	}
	add("last pass", false, err)
	b, err := json.Marshal(v)
	if err != nil {
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !v.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_, _ = w.Write(append(legible.JSON(b), '\n'))
}

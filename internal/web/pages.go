package web

import "net/http"

func (s *Server) routePages(mux *http.ServeMux) {
	s.routeStatic(mux)
}

func (s *Server) askToSignIn(w http.ResponseWriter, r *http.Request) {
	s.problem(w, r, http.StatusUnauthorized, "")
}

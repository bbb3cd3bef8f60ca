package web

import "net/http"

func (s *Server) routePages(mux *http.ServeMux) {}

func (s *Server) askToSignIn(w http.ResponseWriter, r *http.Request) {
	http.Error(w, "sign in", http.StatusUnauthorized)
}

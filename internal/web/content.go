package web

import "net/http"

func (s *Server) routeContent(mux *http.ServeMux) {}

func (s *Server) guardContent(next http.Handler) http.Handler { return s.common(next) }

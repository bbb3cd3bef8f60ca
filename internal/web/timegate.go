package web

import "net/http"

func (s *Server) routeTime(mux *http.ServeMux) {}

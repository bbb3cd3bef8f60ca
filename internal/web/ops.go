package web

import "net/http"

func (s *Server) routeOps(mux *http.ServeMux) {}

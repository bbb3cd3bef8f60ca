package web

import "net/http"

func (s *Server) routeResearch(mux *http.ServeMux) {}

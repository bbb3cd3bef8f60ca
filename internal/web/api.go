package web

import "net/http"

func (s *Server) routeAPI(mux *http.ServeMux) {}

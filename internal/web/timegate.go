package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"archiver/internal/store"
)

// The TimeGate (RFC 7089, section 4.2). On the origin of the pages it answers by a
// redirect (pattern 2.1). That of the content origin has the same path and answers
// with the memento itself (pattern 2.2): archived bytes never come from the pages'
// origin.
//
// A date gives the newest memento at or before it, else the first after it; none, the
// newest. What shows a wall or an error page is no memento, unless nothing else is
// kept; the header Archiver-Class says then what it is.

// routeTime has the addresses that end in a URL answered before http.ServeMux, which
// would clean that URL.
func (s *Server) routeTime(next http.Handler) http.Handler {
	return byURL(next, map[string]http.HandlerFunc{
		"/timegate/":     s.timegate,
		"/timemap/link/": s.timemapLink,
		"/timemap/json/": s.timemapJSON,
	})
}

func byURL(next http.Handler, routes map[string]http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.EscapedPath()
		for prefix, h := range routes {
			if len(path) > len(prefix) && strings.HasPrefix(path, prefix) {
				h(w, r)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) timegate(w http.ResponseWriter, r *http.Request) {
	if !s.readable(w, r) {
		return
	}
	o, i, ok := s.negotiate(w, r)
	if !ok {
		return
	}
	m := o.Mementos[i]
	h := w.Header()
	setLinks(w, append(s.originalLinks(o), s.mementoLinks(o, dated(m))...))
	h.Set("Location", s.ticketed(mementoPath(o.URI, dated(m), "")))
	h.Set("Archiver-Class", m.Class)
	h.Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusFound)
	say(w, r, "The copy of "+dated(m).Format(http.TimeFormat)+": "+s.mementoURL(o, m))
}

// negotiate chooses the memento that a request for a TimeGate means. Where there is
// none, it answers, and ok is false.
func (s *Server) negotiate(w http.ResponseWriter, r *http.Request) (o *original, i int, ok bool) {
	w.Header().Set("Vary", "accept-datetime")
	o = s.find(w, r, "/timegate/")
	if o == nil {
		return nil, 0, false
	}
	at, err := acceptDatetime(r.Header)
	if err != nil {
		setLinks(w, append(s.originalLinks(o), s.mementoLinks(o, time.Time{})...))
		refuse(w, r, http.StatusBadRequest, err.Error())
		return nil, 0, false
	}
	if at.IsZero() {
		return o, len(o.Mementos) - 1, true
	}
	return o, o.at(at), true
}

// acceptDatetime reads the date that a client wants, in the one form that there is:
// "Fri, 21 Feb 2020 10:15:00 GMT". Zero: none.
func acceptDatetime(h http.Header) (time.Time, error) {
	values := h.Values("Accept-Datetime")
	if len(values) == 0 {
		return time.Time{}, nil
	}
	if len(values) > 1 {
		return time.Time{}, errors.New("there is more than one Accept-Datetime header")
	}
	at, err := time.Parse(http.TimeFormat, values[0])
	if err != nil || !strings.EqualFold(at.Format(http.TimeFormat)[3:], values[0][min(3, len(values[0])):]) {
		return time.Time{}, fmt.Errorf("Accept-Datetime %q is no date like %q", clip(values[0], 60), "Fri, 21 Feb 2020 10:15:00 GMT")
	}
	if got := at.Format(http.TimeFormat); got != values[0] { // a date that contradicts itself is none
		return time.Time{}, fmt.Errorf("Accept-Datetime %q is no date: that day and time are written %q", clip(values[0], 60), got)
	}
	return at.UTC(), nil
}

// find finds what a request's URL means; where nothing is kept of it, it answers.
func (s *Server) find(w http.ResponseWriter, r *http.Request, prefix string) *original {
	asked := s.asked(r, prefix)
	if asked == "" {
		refuse(w, r, http.StatusNotFound, "what follows "+prefix+" is no web address")
		return nil
	}
	o, err := s.original(r.Context(), asked)
	if err != nil {
		s.plainFault(w, r, err)
		return nil
	}
	if o == nil || len(o.Mementos) == 0 {
		refuse(w, r, http.StatusNotFound, "no copy of "+clip(address(asked), 500)+" is kept here")
		return nil
	}
	return o
}

// readable lets the methods through that read, answers the question of a page
// elsewhere whether it may ask, and lets it read the answer.
func (s *Server) readable(w http.ResponseWriter, r *http.Request) bool {
	const methods = "GET, HEAD, OPTIONS"
	h := w.Header()
	if !s.cfg.Access.Private {
		h.Set("Access-Control-Allow-Origin", "*")
	} else {
		h.Set("Access-Control-Allow-Origin", originOf(s.cfg.Address))
	}
	h.Set("Access-Control-Expose-Headers", "Accept-Ranges, Archiver-Class, Content-Length, Content-Location, Content-Range, ETag, Link, Location, Memento-Datetime, Vary")
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return true
	case http.MethodOptions:
		h.Set("Access-Control-Allow-Methods", methods)
		h.Set("Access-Control-Allow-Headers", "Accept-Datetime, Authorization, If-None-Match, If-Range, Range")
		h.Set("Access-Control-Max-Age", "86400")
		h.Set("Allow", methods)
		w.WriteHeader(http.StatusNoContent)
		return false
	}
	h.Set("Allow", methods)
	refuse(w, r, http.StatusMethodNotAllowed, "only reading is possible here")
	return false
}

// refuse answers with a plain sentence.
func refuse(w http.ResponseWriter, r *http.Request, status int, why string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	say(w, r, why)
}

func say(w http.ResponseWriter, r *http.Request, what string) {
	if r.Method != http.MethodHead {
		fmt.Fprintln(w, what)
	}
}

// plainFault answers where the server could not do its work; what it was is for the log.
func (s *Server) plainFault(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody waits for it, and it is no fault of ours
	}
	var none *NoCatalogError
	if errors.As(err, &none) {
		w.Header().Set("Retry-After", "60")
		refuse(w, r, http.StatusServiceUnavailable, noCatalog)
		return
	}
	s.cfg.Log.Error("request failed", "path", clip(r.URL.Path, 200), "error", err.Error())
	if errors.Is(err, store.ErrAway) {
		w.Header().Set("Retry-After", "60")
		refuse(w, r, http.StatusServiceUnavailable, word0("error.away"))
		return
	}
	refuse(w, r, http.StatusInternalServerError, "the archive can't be read just now")
}

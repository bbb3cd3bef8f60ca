package web

import (
	"context"
	"errors"
	"net/http"

	"archiver/internal/source"
	"archiver/internal/store"
)

// problemPage is the page of an answer other than 200.
type problemPage struct {
	Status int
	What   string // a sentence
	Hint   string // what to do
	Near   []near
}

// near is a page that may have been meant.
type near struct{ Path, Text string }

// problem answers with a page that says what is the matter; what "" takes the words
// of the status.
func (s *Server) problem(w http.ResponseWriter, r *http.Request, status int, what string) {
	s.problemWith(w, r, problemPage{Status: status, What: what})
}

func (s *Server) problemWith(w http.ResponseWriter, r *http.Request, p problemPage) {
	if p.What == "" {
		p.What = statusWords(p.Status)
	}
	s.renderAs(w, r, p.Status, "error", p)
}

func statusWords(status int) string {
	switch status {
	case 400:
		return word0("error.400")
	case 401:
		return word0("error.401")
	case 403:
		return word0("error.403")
	case 404:
		return word0("error.404")
	case 405:
		return word0("error.405")
	case 409:
		return word0("error.409")
	case 410:
		return word0("error.410")
	case 429:
		return word0("error.429")
	case 503:
		return word0("error.503")
	}
	return word0("error.500")
}

// fault answers for what the backend could not do. What a person can't mend goes to
// the log alone.
func (s *Server) fault(w http.ResponseWriter, r *http.Request, err error) {
	var gone *GoneError
	var form *NoFormError
	var query *QueryError
	var busy *BusyError
	var none *NoCatalogError
	var manifest *source.Error
	switch {
	case r.Context().Err() != nil && errors.Is(err, context.Canceled):
		return // nobody waits for it
	case errors.As(err, &gone) && gone.Withdrawn:
		s.problem(w, r, http.StatusGone, plain(gone.Why, maxLong))
	case errors.As(err, &gone):
		s.cfg.Log.Error("snapshot can't be shown", "path", clip(r.URL.Path, 200), "error", err.Error())
		s.problem(w, r, http.StatusNotFound, plain(gone.Why, maxLong))
	case errors.As(err, &form):
		s.problem(w, r, http.StatusNotFound, plain(form.Why, maxLong))
	case errors.As(err, &query):
		s.problem(w, r, http.StatusBadRequest, plain(query.Why, maxLong))
	case errors.As(err, &busy):
		w.Header().Set("Retry-After", "10")
		s.problem(w, r, http.StatusServiceUnavailable, plain(busy.Why, maxLong))
	case errors.As(err, &none):
		w.Header().Set("Retry-After", "60")
		s.problem(w, r, http.StatusServiceUnavailable, "")
	case errors.Is(err, store.ErrAway):
		s.cfg.Log.Error("request failed", "path", clip(r.URL.Path, 200), "error", err.Error())
		w.Header().Set("Retry-After", "60")
		s.problem(w, r, http.StatusServiceUnavailable, word0("error.away"))
	case errors.As(err, &manifest):
		s.problemWith(w, r, problemPage{Status: http.StatusInternalServerError, What: plain(manifest.Error(), maxLong), Hint: plain(manifest.Hint, maxLong)})
	default:
		s.cfg.Log.Error("request failed", "path", clip(r.URL.Path, 200), "error", err.Error())
		s.problem(w, r, http.StatusInternalServerError, "")
	}
}

// cite finds the citation of an address /reports/{id}/{ref}/…. Where there is none it
// answers, and gives false.
func (s *Server) cite(w http.ResponseWriter, r *http.Request) (source.Cite, bool) {
	id, ref := r.PathValue("id"), r.PathValue("ref")
	set, _, err := manifests(r.Context(), s.cfg.Backend)
	if err != nil {
		s.fault(w, r, err)
		return source.Cite{}, false
	}
	for c := range set.Citations() {
		if c.Manifest.ID == id && shortRef(c) == ref {
			return c, true
		}
	}
	p := problemPage{Status: http.StatusNotFound, What: word0("error.citation", plain(id, maxShort), plain(ref, maxShort))}
	_, err = set.Resolve(id + "/" + ref)
	var unknown *source.UnknownError
	if errors.As(err, &unknown) {
		for _, other := range unknown.Near {
			if c, err := set.Resolve(other); err == nil {
				p.Near = append(p.Near, near{citePath(c), c.Manifest.ID + "/" + shortRef(c)})
			}
		}
	}
	s.problemWith(w, r, p)
	return source.Cite{}, false
}

package web

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/legible"
	"archiver/internal/source"
	"archiver/internal/store"
)

// openAPI describes the interface: https://spec.openapis.org/oas/v3.0.3
//
//go:embed openapi.json
var openAPI []byte

const apiBase = "/api/v1"

func (s *Server) routeAPI(mux *http.ServeMux) {
	get := func(path string, h func(*http.Request) (any, error)) {
		mux.Handle("GET "+apiBase+path, s.answer(h))
	}
	get("/openapi.json", func(*http.Request) (any, error) { return json.RawMessage(openAPI), nil })
	get("/reports", s.apiReports)
	get("/reports/{id}", s.apiReport)
	get("/reports/{id}/citations/{ref}", s.apiCitation)
	get("/reports/{id}/citations/{ref}/history", s.apiHistory)
	get("/reports/{id}/citations/{ref}/diff", s.apiDiff)
	get("/reports/{id}/citations/{ref}/snapshots/{moment}", s.apiSnapshot)
	get("/reports/{id}/citations/{ref}/snapshots/{moment}/proof", s.apiProof)
	get("/search", s.apiSearch)
	get("/watching", func(r *http.Request) (any, error) { return s.cfg.Backend.Watching(r.Context()) })
	mux.Handle("POST "+apiBase+"/reports/{id}/citations/{ref}/accept", s.answer(s.apiAccept))
	mux.Handle(apiBase+"/", s.answer(func(r *http.Request) (any, error) {
		return nil, &apiError{http.StatusNotFound, "there is no " + clip(r.URL.Path, 200), apiBase + "/openapi.json lists what there is"}
	}))
}

// apiError is an error with its status.
type apiError struct {
	status    int
	why, hint string
}

func (e *apiError) Error() string { return e.why }

type errorBody struct {
	Error struct {
		Message string `json:"message"`
		Hint    string `json:"hint,omitempty"`
	} `json:"error"`
}

// answer writes what h gives as JSON. Pages of any origin may read it, where reading
// is open: nothing in it is told to one person and not to another.
func (s *Server) answer(h func(*http.Request) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.cfg.Access.Private {
			w.Header().Set("Access-Control-Allow-Origin", "*")
		}
		w.Header().Set("Cache-Control", "no-store")
		v, err := h(r)
		status := http.StatusOK
		if err != nil {
			var body errorBody
			status, body.Error.Message, body.Error.Hint = s.explain(r, err)
			v = body
			if status == http.StatusServiceUnavailable {
				w.Header().Set("Retry-After", "60")
			}
		}
		b, err := json.Marshal(v)
		if err != nil {
			s.cfg.Log.Error("answer could not be written", "path", clip(r.URL.Path, 200), "err", err)
			http.Error(w, "internal error", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(append(legible.JSON(b), '\n'))
	})
}

// noCatalog is told where there is no catalog; the scheduler logs why.
const noCatalog = "the archive has no catalog just now; the next pass makes it from the log"

// explain puts an error into words for who asked. What is not meant for them is
// logged, and told as a fault of ours.
func (s *Server) explain(r *http.Request, err error) (status int, why, hint string) {
	var api *apiError
	var gone *GoneError
	var form *NoFormError
	var query *QueryError
	var changed *ChangedError
	var refused *RefusedError
	var busy *BusyError
	var none *NoCatalogError
	var unknown *source.UnknownError
	switch {
	case errors.As(err, &api):
		return api.status, api.why, api.hint
	case errors.As(err, &gone) && gone.Withdrawn:
		return http.StatusGone, gone.Why, ""
	case errors.As(err, &gone):
		return http.StatusInternalServerError, gone.Why, ""
	case errors.As(err, &form):
		return http.StatusNotFound, form.Why, ""
	case errors.As(err, &query):
		return http.StatusBadRequest, query.Why, ""
	case errors.As(err, &changed):
		return http.StatusConflict, changed.Error(), "look at it again"
	case errors.As(err, &refused):
		return http.StatusUnprocessableEntity, refused.Why, refused.Hint
	case errors.As(err, &busy):
		return http.StatusServiceUnavailable, busy.Why, "try again in a minute"
	case errors.As(err, &none):
		return http.StatusServiceUnavailable, noCatalog, "try again in a minute"
	case errors.As(err, &unknown):
		hint := ""
		if len(unknown.Near) > 0 {
			hint = "near: " + strings.Join(unknown.Near, ", ")
		}
		return http.StatusNotFound, unknown.Error(), hint
	case r.Context().Err() != nil:
		return http.StatusServiceUnavailable, "the request was given up", ""
	}
	s.cfg.Log.Error("request failed", "method", r.Method, "path", clip(r.URL.Path, 200), "err", err)
	if errors.Is(err, store.ErrAway) {
		return http.StatusServiceUnavailable, "the place where the archive lies can't be reached just now", "try again in a minute"
	}
	return http.StatusInternalServerError, "this could not be read; the server's log says why", ""
}

// citeOf finds the citation that a path names.
func (s *Server) citeOf(r *http.Request) (source.Cite, error) {
	set, _, err := manifests(r.Context(), s.cfg.Backend)
	if err != nil {
		return source.Cite{}, err
	}
	id, ref := r.PathValue("id"), r.PathValue("ref")
	for c := range set.Citations() {
		if c.Manifest.ID == id && shortRef(c) == ref {
			return c, nil
		}
	}
	return set.Resolve(id + "/" + ref) // for its error, or another way of writing it
}

// snapshotOf finds the snapshot that a path names, by the second it was captured in.
func (s *Server) snapshotOf(r *http.Request, c source.Cite, at string) (catalog.Snapshot, error) {
	t, err := time.Parse(moment, at)
	if err != nil {
		return catalog.Snapshot{}, &apiError{http.StatusBadRequest, fmt.Sprintf("%q is no moment", clip(at, 40)), "14 digits, as in 20200221101500, UTC"}
	}
	cat, release, err := s.cfg.Backend.Catalog(r.Context())
	if err != nil {
		return catalog.Snapshot{}, err
	}
	defer release()
	snap, err := cat.SnapshotOf(r.Context(), source.ID(c.Citation.URL), t)
	if isNone(err) {
		gone, err := cat.Withdrawn(r.Context(), source.ID(c.Citation.URL))
		if err != nil {
			return snap, err
		}
		for _, g := range gone[source.ID(c.Citation.URL)] {
			if dated(g).Equal(t) {
				return snap, &apiError{http.StatusGone, goneWords(g), ""}
			}
		}
		return snap, &apiError{http.StatusNotFound, "no snapshot was captured in that second", citeAPI(c) + "/history lists them"}
	}
	return snap, err
}

func citeAPI(c source.Cite) string {
	return apiBase + reportPath(c.Manifest.ID) + "/citations/" + url.PathEscape(shortRef(c))
}

func (s *Server) apiReport(r *http.Request) (any, error) {
	return s.result(r, r.PathValue("id"))
}

// result gives how a report stands, or says that there is none of that name.
func (s *Server) result(r *http.Request, id string) (*contract.Result, error) {
	set, _, err := manifests(r.Context(), s.cfg.Backend)
	if err != nil {
		return nil, err
	}
	for _, m := range set.Manifests {
		if m.ID == id {
			return s.cfg.Backend.Result(r.Context(), id)
		}
	}
	return nil, &apiError{http.StatusNotFound, "there is no report " + clip(id, 100), apiBase + "/reports lists them"}
}

func (s *Server) apiCitation(r *http.Request) (any, error) {
	c, err := s.citeOf(r)
	if err != nil {
		return nil, err
	}
	return s.cfg.Backend.Citation(r.Context(), c)
}

func (s *Server) apiHistory(r *http.Request) (any, error) {
	c, err := s.citeOf(r)
	if err != nil {
		return nil, err
	}
	return s.cfg.Backend.History(r.Context(), c)
}

func (s *Server) apiDiff(r *http.Request) (any, error) {
	c, err := s.citeOf(r)
	if err != nil {
		return nil, err
	}
	from, err := s.snapshotOf(r, c, r.FormValue("from"))
	if err != nil {
		return nil, err
	}
	to, err := s.snapshotOf(r, c, r.FormValue("to"))
	if err != nil {
		return nil, err
	}
	return s.cfg.Backend.Diff(r.Context(), c, from, to)
}

func (s *Server) apiProof(r *http.Request) (any, error) {
	c, err := s.citeOf(r)
	if err != nil {
		return nil, err
	}
	snap, err := s.snapshotOf(r, c, r.PathValue("moment"))
	if err != nil {
		return nil, err
	}
	return s.cfg.Backend.Proof(r.Context(), c, snap)
}

// apiAccept is what the form of a citation's page does. Who asks, a bearer token or the
// proxy says: a session would be sent along with a request that another page made.
func (s *Server) apiAccept(r *http.Request) (any, error) {
	p := s.personWithoutCookie(r)
	if p != nil && !p.May {
		return nil, &apiError{http.StatusForbidden, word0("accept.maynot"), ""}
	}
	if p == nil {
		return nil, &apiError{http.StatusUnauthorized, "accepting needs a person who is signed in", "send Authorization: Bearer TOKEN"}
	}
	c, err := s.citeOf(r)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, &apiError{http.StatusRequestEntityTooLarge, "the request is too long", ""}
	}
	var a struct {
		Verdict string `json:"verdict"`
		Reason  string `json:"reason"`
		Archive string `json:"archive"`
		Why     string `json:"why"`
		By      string `json:"by"`

		LookedAt time.Time `json:"looked_at"` // left out: that is not looked at
	}
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(&a); err != nil {
		return nil, &apiError{http.StatusBadRequest, "the request is no JSON of the form that is asked for: " + clip(err.Error(), 200), apiBase + "/openapi.json describes it"}
	}
	if strings.TrimSpace(a.Why) == "" {
		return nil, &apiError{http.StatusUnprocessableEntity, word0("accept.why.none"), ""}
	}
	by := p.Name
	if a.By != "" && by == tokenName { // a token has no name of its own
		by = clip(a.By, 100)
	}
	return s.cfg.Backend.Accept(r.Context(), c, Accept{Verdict: a.Verdict, Reason: a.Reason, Archive: a.Archive, Why: a.Why, By: by, LookedAt: a.LookedAt})
}

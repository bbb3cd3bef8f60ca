package web

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"time"

	"archiver/internal/contract"
	"archiver/internal/store"
)

type reportsBody struct {
	Version int          `json:"version"`
	Reports []reportBody `json:"reports"`
	// Stale says why the manifests can't be read now; the reports are those of before.
	Stale string `json:"stale,omitempty"`
}

type reportBody struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Published string         `json:"published"` // a day; "" where it is not known
	Citations int            `json:"citations"`
	Passed    bool           `json:"passed"`
	Results   map[string]int `json:"results"` // citations by result: fail, warn, pass
	Summary   map[string]int `json:"summary"` // citations by verdict
	Page      string         `json:"page"`
	// Fault says why it can't be told how the report stands: results and summary are
	// empty then, and it has not passed.
	Fault string `json:"fault,omitempty"`
}

// apiReports tells of each report that can be told of: one that can't hides no other.
func (s *Server) apiReports(r *http.Request) (any, error) {
	set, stale, err := manifests(r.Context(), s.cfg.Backend)
	if err != nil {
		return nil, err
	}
	v := reportsBody{Version: 1, Reports: []reportBody{}}
	if stale != nil {
		v.Stale = plain(stale, maxLong)
	}
	cites := map[string]int{}
	for c := range set.Citations() {
		cites[c.Manifest.ID]++
	}
	var failed []error
	for _, m := range set.Manifests {
		row := reportBody{ID: m.ID, Title: m.Title, Citations: cites[m.ID], Summary: map[string]int{}, Results: map[string]int{},
			Page: s.cfg.Address + reportPath(m.ID)}
		res, err := s.cfg.Backend.Result(r.Context(), m.ID)
		switch {
		case err == nil:
			row.Citations, row.Passed, row.Summary, row.Results = len(res.Citations), res.Passed, res.Summary, results(res)
		case ofAll(r.Context(), err):
			return nil, err
		default:
			err = fmt.Errorf("report %s: %w", m.ID, err)
			failed = append(failed, err)
			_, row.Fault, _ = s.explain(r, err)
		}
		if !m.Published.IsZero() {
			row.Published = m.Published.Format(time.DateOnly)
		}
		v.Reports = append(v.Reports, row)
	}
	if len(failed) > 0 && len(failed) == len(set.Manifests) {
		return nil, failed[0]
	}
	return v, nil
}

// ofAll says that why it can't be told how a report stands holds for every other too, or
// that there is no time to ask: there may be many, and each would wait for the same.
func ofAll(ctx context.Context, err error) bool {
	var none *NoCatalogError
	return errors.As(err, &none) || errors.Is(err, store.ErrAway) || ctx.Err() != nil
}

// results counts the citations by result.
func results(res *contract.Result) map[string]int {
	n := map[string]int{"fail": 0, "warn": 0, "pass": 0}
	for _, c := range res.Citations {
		n[c.Result]++
	}
	return n
}

type snapshotBody struct {
	contract.Snapshot
	URL      string            `json:"url"`
	FinalURL string            `json:"final_url"`
	Page     string            `json:"page"`
	Memento  string            `json:"memento"`
	Files    map[string]string `json:"files"` // where it can be had, by form
}

func (s *Server) apiSnapshot(r *http.Request) (any, error) {
	c, err := s.citeOf(r)
	if err != nil {
		return nil, err
	}
	snap, err := s.snapshotOf(r, c, r.PathValue("moment"))
	if err != nil {
		return nil, err
	}
	v := snapshotBody{URL: c.Citation.URL, FinalURL: snap.FinalURL, Page: s.cfg.Address + snapshotPath(c, snap.CapturedAt),
		Memento: s.ticketed(mementoPath(address(c.Citation.URL), snap.CapturedAt, "")), Files: map[string]string{}}
	for _, form := range []string{"original", "text", "html", "png", "pdf", "warc", "wacz"} {
		v.Files[form] = s.fileURL(snap, form)
	}
	h, err := s.cfg.Backend.History(r.Context(), c) // knows of audits and refused withdrawals too
	if err != nil {
		return nil, err
	}
	for _, one := range h.Snapshots {
		if one.LogIndex == snap.LogIndex {
			v.Snapshot = one
		}
	}
	return v, nil
}

type foundBody struct {
	Version int       `json:"version"`
	Hits    []hitBody `json:"hits"`
	Next    string    `json:"next"` // what to give as page for more; "" where there is none
	Lacking int       `json:"lacking"`
}

type hitBody struct {
	URL       string     `json:"url"`
	Title     string     `json:"title"`
	Citations []citeBody `json:"citations"`
	Newest    time.Time  `json:"newest"`
	Oldest    time.Time  `json:"oldest"`
	Count     int        `json:"count"`
	Snippet   []Fragment `json:"snippet"`
}

type citeBody struct {
	Report string `json:"report"`
	Ref    string `json:"ref"` // within the report
}

func (s *Server) apiSearch(r *http.Request) (any, error) {
	q := Query{Words: r.FormValue("q"), Report: r.FormValue("report"), Page: r.FormValue("page")}
	for name, t := range map[string]*time.Time{"from": &q.From, "to": &q.To} {
		if given := r.FormValue(name); given != "" {
			at, err := time.Parse(time.DateOnly, given)
			if err != nil {
				return nil, &apiError{http.StatusBadRequest, name + ": " + clip(given, 40) + " is no date", "as in 2020-02-21"}
			}
			*t = at
		}
	}
	if !q.To.IsZero() {
		q.To = q.To.Add(24*time.Hour - time.Millisecond) // a day means all of it
	}
	found, err := s.cfg.Backend.Search(r.Context(), q)
	if err != nil {
		return nil, err
	}
	v := foundBody{Version: 1, Hits: []hitBody{}, Next: found.Next, Lacking: found.Lacking}
	for _, h := range found.Hits {
		row := hitBody{URL: h.URL, Title: h.Title, Citations: []citeBody{}, Newest: h.Newest, Oldest: h.Oldest, Count: h.Count,
			Snippet: append([]Fragment{}, h.Snippet...)}
		for _, c := range h.Cites {
			row.Citations = append(row.Citations, citeBody{c.Manifest.ID, shortRef(c)})
		}
		v.Hits = append(v.Hits, row)
	}
	return v, nil
}

func isNone(err error) bool { return errors.Is(err, sql.ErrNoRows) }

package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// The addresses of the pages. A moment in one has 14 digits: 20200221101500.
//
//	/                                       the reports
//	/reports/ID                             a report: its claims, in reading order
//	/reports/ID/REF                         a citation: how it stands, and its timeline
//	/reports/ID/REF/snapshots/MOMENT        a snapshot
//	/reports/ID/REF/diff?from=&to=          what changed between two
//	/reports/ID/REF/bundle.zip?at=          the evidence bundle of one
//	/search?q=
//	/timegate/URL /timemap/link/URL /timemap/json/URL        RFC 7089
//	/api/…  /healthz /readyz /metrics
//
// and, on the content origin,
//
//	/memento/MOMENT/URL  /memento/MOMENTid_/URL
//	/files/SOURCE/MOMENT/FORM               a download
//	/replay/SOURCE/MOMENT                   the viewer

const moment = "20060102150405"

// ReportPath is the path of a report's page.
func ReportPath(id string) string { return reportPath(id) }

// CitePath is the path of a citation's page.
func CitePath(c source.Cite) string { return citePath(c) }

func reportPath(id string) string { return "/reports/" + url.PathEscape(id) }

func citePath(c source.Cite) string {
	return reportPath(c.Manifest.ID) + "/" + url.PathEscape(shortRef(c))
}

// shortRef is a citation's ref within its report: "27" or "27.2".
func shortRef(c source.Cite) string {
	if c.N > 1 {
		return string(c.Footnote.Number) + "." + strconv.Itoa(c.N)
	}
	return string(c.Footnote.Number)
}

func snapshotPath(c source.Cite, at time.Time) string {
	return citePath(c) + "/snapshots/" + at.UTC().Format(moment)
}

// bundlePath is where a snapshot's evidence bundle can be had.
func bundlePath(c source.Cite, at time.Time) string {
	return citePath(c) + "/bundle.zip?at=" + at.UTC().Format(moment)
}

func diffPath(c source.Cite, from, to time.Time) string {
	return citePath(c) + "/diff?" + url.Values{"from": {from.UTC().Format(moment)}, "to": {to.UTC().Format(moment)}}.Encode()
}

// fileURL is where a snapshot can be had in a form: those of Backend.As, and wacz.
func (s *Server) fileURL(snap catalog.Snapshot, form string) string {
	return s.contentURL("/files/" + snap.SourceID + "/" + snap.CapturedAt.UTC().Format(moment) + "/" + form)
}

func (s *Server) replayURL(snap catalog.Snapshot) string {
	return s.contentURL("/replay/" + snap.SourceID + "/" + snap.CapturedAt.UTC().Format(moment))
}

// contentURL is an address of the content origin, with a ticket where one is needed.
func (s *Server) contentURL(path string) string {
	if !s.cfg.Access.Private {
		return s.cfg.Content + path
	}
	return s.cfg.Content + path + "?ticket=" + url.QueryEscape(s.sessions.ticket(path))
}

// mayRead says whether a request of the content origin may be answered.
func (s *Server) mayRead(r *http.Request) bool {
	return !s.cfg.Access.Private || s.sessions.ticketHolds(r.URL.Path, r.URL.Query().Get("ticket")) || s.personWithoutCookie(r) != nil
}

// personWithoutCookie leaves the cookie out, which the pages of both origins send.
func (s *Server) personWithoutCookie(r *http.Request) *person {
	bare := r.Clone(r.Context())
	bare.Header.Del("Cookie")
	return s.person(bare)
}

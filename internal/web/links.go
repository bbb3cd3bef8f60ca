package web

import (
	"net/http"
	"strings"
	"time"

	"archiver/internal/catalog"
)

// link is one of a Link header (RFC 8288) or of a TimeMap (RFC 6690), with the
// attributes of RFC 7089.
type link struct {
	URI, Rel, Type  string
	At, From, Until time.Time
}

func (l link) String() string {
	var b strings.Builder
	b.WriteString("<" + l.URI + `>; rel="` + l.Rel + `"`)
	if l.Type != "" {
		b.WriteString(`; type="` + l.Type + `"`)
	}
	for _, a := range []struct {
		name string
		at   time.Time
	}{{"datetime", l.At}, {"from", l.From}, {"until", l.Until}} {
		if !a.at.IsZero() {
			b.WriteString("; " + a.name + `="` + a.at.UTC().Format(http.TimeFormat) + `"`)
		}
	}
	return b.String()
}

const linkFormat = "application/link-format"

// setLinks writes the one Link header.
func setLinks(w http.ResponseWriter, links []link) {
	list := make([]string, len(links))
	for i, l := range links {
		list[i] = l.String()
	}
	w.Header().Set("Link", strings.Join(list, ", "))
}

func (s *Server) timegateURL(o *original) string { return s.cfg.Address + "/timegate/" + o.URI }

// mementoURL is a memento's URI.
func (s *Server) mementoURL(o *original, m catalog.Snapshot) string {
	return s.cfg.Content + mementoPath(o.URI, dated(m), "")
}

// versionURL is the memento's URI of a snapshot of a cited URL, for those who cite it.
func (s *Server) versionURL(cited string, at time.Time) string {
	return s.cfg.Content + mementoPath(address(cited), at, "")
}

func mementoPath(uri string, at time.Time, flag string) string {
	return "/memento/" + at.UTC().Format(moment) + flag + "/" + uri
}

// ticketed is contentURL for a path that may have a query.
func (s *Server) ticketed(path string) string {
	if !s.cfg.Access.Private {
		return s.cfg.Content + path
	}
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	return s.cfg.Content + path + mark + "ticket=" + s.sessions.ticket(path)
}

// originalLinks name the page, and the list of what is kept of it.
func (s *Server) originalLinks(o *original) []link {
	return []link{
		{URI: o.URI, Rel: "original"},
		{URI: s.timemapURL("link", 0, o), Rel: "timemap", Type: linkFormat, From: dated(o.Mementos[0]), Until: dated(o.Mementos[len(o.Mementos)-1])},
	}
}

// mementoLinks name the mementos around a moment: the first, the last, the one of
// that moment if there is one, and its neighbours. One that is several of these is
// named once.
func (s *Server) mementoLinks(o *original, at time.Time) (list []link) {
	last := len(o.Mementos) - 1
	prev, next := -1, -1
	for i, m := range o.Mementos {
		if dated(m).Before(at) {
			prev = i
		}
		if next < 0 && dated(m).After(at) {
			next = i
		}
	}
	for i, m := range o.Mementos {
		var rel string
		for _, r := range []struct {
			name string
			is   bool
		}{{"first ", i == 0}, {"last ", i == last}, {"prev ", i == prev}, {"next ", i == next}} {
			if r.is {
				rel += r.name
			}
		}
		if rel != "" || dated(m).Equal(at) {
			list = append(list, link{URI: s.mementoURL(o, m), Rel: rel + "memento", At: dated(m)})
		}
	}
	return list
}

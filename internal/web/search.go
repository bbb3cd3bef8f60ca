package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// Bounds of a search.
const (
	maxQuery     = 500 // characters of what is looked for
	minAddress   = 3   // characters of a part of an address
	maxAddresses = 50  // sources that are listed by address
	maxHitCites  = 12  // footnotes that are listed of a source
)

// searchPage is a search and what it found.
type searchPage struct {
	Q, Report, From, To string
	InText              bool // look in captured text alone
	Reports             []reportChoice
	Asked               bool
	Trouble             string
	Choices             []citeLink // footnotes that go by the name that was given
	Addresses           []addressHit
	MoreAddresses       int
	Hits                []hitView
	Searched            bool // captured text was looked through
	First, Next         string
	Lacking             int
	Bare                bool // nothing was archived yet
}

type reportChoice struct{ ID, Title string }

// citeLink is a way to a citation.
type citeLink struct{ Report, Ref, Path, URL string }

// addressHit is a source whose address has what was looked for.
type addressHit struct {
	URL   string
	Cites []citeLink
	More  int
}

// hitView is a source in whose captured text the words stand.
type hitView struct {
	Hit
	Cites     []citeLink
	MoreCites int
	NewestAt  string // the page of that snapshot; "": nothing cites the source any more
	OldestAt  string
	Text      string // the text of the newest, where there is no page of it
	Several   bool
}

func (s *Server) search(w http.ResponseWriter, r *http.Request) {
	v := r.URL.Query()
	p := searchPage{Q: bounded(v.Get("q"), maxQuery), Report: bounded(v.Get("report"), 100), From: bounded(v.Get("from"), 30), To: bounded(v.Get("to"), 30),
		InText: v.Get("in") == "text"}
	set, _, err := manifests(r.Context(), s.cfg.Backend)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	for _, m := range set.Manifests {
		p.Reports = append(p.Reports, reportChoice{m.ID, titleOf(m)})
	}
	if p.Asked = p.Q != ""; !p.Asked {
		s.render(w, r, "search", p)
		return
	}
	q := Query{Words: p.Q, Report: p.Report, Page: bounded(v.Get("page"), 500)}
	if p.Trouble = p.limits(&q, set); p.Trouble != "" {
		s.renderAs(w, r, http.StatusBadRequest, "search", p)
		return
	}
	if !p.InText && q.Page == "" {
		if c, ok := p.byName(set); ok {
			http.Redirect(w, r, citePath(c), http.StatusFound)
			return
		}
		p.byAddress(set)
	}
	if len(p.Choices) > 0 || isAddress(p.Q) && !p.InText {
		s.render(w, r, "search", p)
		return
	}
	found, err := s.cfg.Backend.Search(r.Context(), q)
	var bad *QueryError
	switch {
	case errors.As(err, &bad):
		p.Trouble = plain(bad.Why, maxLong)
	case err != nil:
		s.fault(w, r, err)
		return
	default:
		p.Searched, p.Lacking, p.Bare = true, found.Lacking, found.Bare
		for _, h := range found.Hits {
			p.Hits = append(p.Hits, s.viewHit(h))
		}
		if q.Page != "" {
			p.First = p.address("")
		}
		if found.Next != "" {
			p.Next = p.address(found.Next)
		}
	}
	s.render(w, r, "search", p)
}

// bounded takes what a form sent: a line of at most n characters that can be seen, since
// the form shows it again.
func bounded(s string, n int) string {
	s = strings.TrimSpace(strings.ReplaceAll(hushed(strings.ToValidUTF8(s[:min(len(s), 4*n)], "\uFFFD")), "\n", " "))
	if utf8.RuneCountInString(s) > n {
		s = string([]rune(s)[:n])
	}
	return s
}

// address is that of this search at one of its pages.
func (p *searchPage) address(page string) string {
	v := url.Values{"q": {p.Q}}
	for key, value := range map[string]string{"report": p.Report, "from": p.From, "to": p.To, "page": page} {
		if value != "" {
			v.Set(key, value)
		}
	}
	if p.InText {
		v.Set("in", "text")
	}
	return "/search?" + v.Encode()
}

// limits reads what a search is limited to, and says what is wrong with it, or "".
func (p *searchPage) limits(q *Query, set *source.Set) string {
	known := func(m *source.Manifest) bool { return m.ID == p.Report }
	if p.Report != "" && !slices.ContainsFunc(set.Manifests, known) {
		return word0("search.noreport", plain(p.Report, maxShort))
	}
	for _, d := range []struct {
		text string
		to   *time.Time
	}{{p.From, &q.From}, {p.To, &q.To}} {
		if d.text == "" {
			continue
		}
		t, err := source.ParseDate(d.text)
		if err != nil {
			return word0("date.bad", plain(d.text, maxShort))
		}
		*d.to = t
	}
	if len(p.To) == len(time.DateOnly) {
		q.To = endOfDay(q.To)
	}
	if !q.From.IsZero() && !q.To.IsZero() && q.To.Before(q.From) {
		return word0("search.turned")
	}
	return ""
}

// endOfDay is for a day that means all of it.
func endOfDay(day time.Time) time.Time { return day.Add(24*time.Hour - time.Millisecond) }

// byName looks for a footnote or an address that goes by what was typed. One is given;
// several are choices.
func (p *searchPage) byName(set *source.Set) (source.Cite, bool) {
	c, err := set.Resolve(p.Q)
	if err == nil && (p.Report == "" || c.Manifest.ID == p.Report) {
		return c, true
	}
	var several *source.AmbiguousError
	if !errors.As(err, &several) {
		return c, false
	}
	var within []source.Cite
	for _, c := range several.Cites {
		if p.Report == "" || c.Manifest.ID == p.Report {
			within = append(within, c)
		}
	}
	if len(within) == 1 {
		return within[0], true
	}
	p.Choices = linksTo(within)
	return c, false
}

// isAddress says whether what was typed is meant as a web address and nothing else.
func isAddress(q string) bool {
	low := strings.ToLower(q)
	return strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "https://")
}

// byAddress lists the sources whose address has what was typed.
func (p *searchPage) byAddress(set *source.Set) {
	if utf8.RuneCountInString(p.Q) < minAddress || strings.ContainsFunc(p.Q, unicode.IsSpace) {
		return
	}
	part := strings.ToLower(p.Q)
	at := map[string]int{}
	for c := range set.Citations() {
		if p.Report != "" && c.Manifest.ID != p.Report || !strings.Contains(strings.ToLower(c.Citation.URL), part) {
			continue
		}
		i, ok := at[c.Citation.URL]
		switch {
		case !ok && len(p.Addresses) == maxAddresses:
			i = -1
			p.MoreAddresses++
			at[c.Citation.URL] = i
		case !ok:
			i = len(p.Addresses)
			p.Addresses = append(p.Addresses, addressHit{URL: c.Citation.URL})
			at[c.Citation.URL] = i
		}
		if i < 0 {
			continue
		}
		if h := &p.Addresses[i]; len(h.Cites) < maxHitCites {
			h.Cites = append(h.Cites, linkTo(c))
		} else {
			h.More++
		}
	}
}

func linkTo(c source.Cite) citeLink {
	h := headOf(c)
	return citeLink{Report: h.Report, Ref: h.Ref, Path: h.Path, URL: h.URL}
}

func linksTo(list []source.Cite) (out []citeLink) {
	for _, c := range list {
		out = append(out, linkTo(c))
	}
	return out
}

func (s *Server) viewHit(h Hit) hitView {
	v := hitView{Hit: h, Cites: linksTo(h.Cites[:min(len(h.Cites), maxHitCites)]), Several: !h.Newest.Equal(h.Oldest)}
	v.Snippet = nil
	for _, f := range h.Snippet {
		v.Snippet = append(v.Snippet, Fragment{hushed(f.Text), f.Hit})
	}
	v.MoreCites = len(h.Cites) - len(v.Cites)
	if len(h.Cites) == 0 {
		v.Text = s.fileURL(catalog.Snapshot{SourceID: h.SourceID, CapturedAt: h.Newest}, "text")
		return v
	}
	v.NewestAt, v.OldestAt = snapshotPath(h.Cites[0], h.Newest), snapshotPath(h.Cites[0], h.Oldest)
	return v
}

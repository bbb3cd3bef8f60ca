package web

import (
	"errors"
	"html"
	"io"
	"net/http"
	"regexp"
	"slices"
	"sync"
	"time"

	"archiver/internal/catalog"
)

// Mementos (RFC 7089, section 4.3): /memento/MOMENT/URL is a page as a browser can
// show it: as it was rendered when it was captured, else as it was sent, in UTF-8; with
// the address that it had for its links. Other kinds of document are what was sent.
// /memento/MOMENTid_/URL is the main resource's bytes as the server sent them, without
// transfer and content coding, and with its Content-Type; a browser downloads what it
// could take for a page.

var mementoAddress = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/memento/([0-9]{4,14})(id_)?/`) })

func (s *Server) memento(w http.ResponseWriter, r *http.Request) {
	m := mementoAddress().FindStringSubmatch(r.URL.EscapedPath())
	if m == nil {
		refuse(w, r, http.StatusNotFound, "a copy's address is like /memento/20200221101500/https://example.org/")
		return
	}
	until, exact, ok := readMoment(m[1])
	if !ok {
		refuse(w, r, http.StatusNotFound, m[1]+" is no date: it has up to 14 digits, as 20200221101500, in UTC")
		return
	}
	asked := s.asked(r, m[0])
	o, err := s.original(r.Context(), asked)
	if err != nil {
		s.plainFault(w, r, err)
		return
	}
	var snap catalog.Snapshot
	ok = false
	if asked != "" && o != nil && exact {
		if snap, ok = o.exactly(until); !ok {
			if i := slices.IndexFunc(o.Gone, func(g catalog.Snapshot) bool { return dated(g).Equal(until) }); i >= 0 {
				wasWithdrawn(w, r, o.Gone[i])
				return
			}
		}
	}
	if !ok && (asked == "" || o == nil || len(o.Mementos) == 0) {
		refuse(w, r, http.StatusNotFound, "no copy of that page is kept here")
		return
	}
	if !ok {
		snap = o.Mementos[o.at(until)]
	}
	if !ok || address(asked) != o.URI {
		w.Header().Set("Location", s.ticketed(mementoPath(o.URI, dated(snap), m[2])))
		setLinks(w, s.mementoHead(o, dated(snap)))
		w.WriteHeader(http.StatusFound)
		return
	}
	s.serveMemento(w, r, o, snap, m[2] != "")
}

// readMoment reads 4 to 14 digits: the last second that they mean. exact says that
// they name it.
func readMoment(digits string) (until time.Time, exact, ok bool) {
	if len(digits) > len(moment) || len(digits)%2 != 0 {
		return until, false, false
	}
	t, err := time.Parse(moment[:len(digits)], digits)
	if err != nil || t.Year() == 0 {
		return until, false, false
	}
	switch len(digits) {
	case 4:
		t = t.AddDate(1, 0, 0)
	case 6:
		t = t.AddDate(0, 1, 0)
	case 8:
		t = t.AddDate(0, 0, 1)
	case 10:
		t = t.Add(time.Hour)
	case 12:
		t = t.Add(time.Minute)
	default:
		return t, true, true
	}
	return t.Add(-time.Second), false, true
}

// mementoHead is the Link header of a memento.
func (s *Server) mementoHead(o *original, at time.Time) []link {
	list := []link{{URI: o.URI, Rel: "original"}}
	if len(o.Mementos) > 0 {
		list = s.originalLinks(o)
	}
	return slices.Concat(list, []link{{URI: s.timegateURL(o), Rel: "timegate"}}, s.mementoLinks(o, at))
}

// timegateBody is the TimeGate that answers with the memento itself.
func (s *Server) timegateBody(w http.ResponseWriter, r *http.Request) {
	o, i, ok := s.negotiate(w, r)
	if !ok {
		return
	}
	w.Header().Set("Content-Location", s.mementoURL(o, o.Mementos[i]))
	s.serveMemento(w, r, o, o.Mementos[i], false)
}

// maxPage bounds a page that is shown, in bytes. Nothing that is read as HTML is longer.
const maxPage = 64 << 20

// send copies archived bytes to a client. Where they end too soon, so does the
// connection: half a document must not look like a whole one.
func (s *Server) send(w http.ResponseWriter, r *http.Request, body io.Reader) {
	if _, err := io.Copy(w, body); err != nil {
		if r.Context().Err() == nil {
			s.cfg.Log.Warn("copy cut short", "path", clip(r.URL.Path, 200), "error", err.Error())
		}
		panic(http.ErrAbortHandler)
	}
}

func (s *Server) serveMemento(w http.ResponseWriter, r *http.Request, o *original, snap catalog.Snapshot, asSent bool) {
	h := w.Header()
	var body io.ReadCloser
	var err error
	page := snap.Kind == "html" && !asSent
	if page {
		body, err = s.cfg.Backend.As(r.Context(), snap, "html")
	}
	var none *NoFormError
	if !page || errors.As(err, &none) {
		page = false
		body, err = s.cfg.Backend.As(r.Context(), snap, "original")
	}
	if err != nil {
		h.Del("Content-Location")
		s.withheld(w, r, err)
		return
	}
	var whole []byte
	if page && r.Method != http.MethodHead {
		var leave func()
		if whole, leave, err = s.held(body); err != nil {
			h.Del("Content-Location")
			s.withheld(w, r, err)
			return
		}
		defer leave()
		body = nil // its memory is not to stay
	} else {
		defer body.Close()
	}
	h.Set("Memento-Datetime", dated(snap).Format(http.TimeFormat))
	h.Set("Archiver-Class", snap.Class)
	setLinks(w, s.mementoHead(o, dated(snap)))
	if page {
		h.Set("Content-Type", "text/html; charset=utf-8")
	} else {
		setArchivedType(h, snap.ContentType, fileName(snap, originalEnding(snap)), asSent)
	}
	if r.Method == http.MethodHead {
		return
	}
	if !page {
		s.send(w, r, body)
		return
	}
	base := address(snap.FinalURL)
	if base == "" {
		base = o.URI
	}
	sendHeld(w, quiet(whole, base)...)
}

// prologue is what stands before a document, up to its doctype, which must stay first:
// without it a browser lays the page out in another way.
var prologue = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\x{feff}?(?:\s+|<!--[^>]*-->|<\?[^>]*>)*<!doctype[^>]*>`)
})

// callers are what no policy keeps from calling another server: for <link
// rel=preconnect>, and for the address of a frame that it then does not load, Chromium
// opens a connection whatever the Content-Security-Policy says.
var callers = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)<(link|i?frame)([\s/>])`) })

// quiet is a page as it is shown: its links lead where they led, and none to this
// server, since the first base counts, and it calls nobody. The bytes are searched and
// not the tags, so that no reading of them that differs from a browser's lets one
// through. A link element becomes a meta element, which says nothing as one; a frame a
// picture of its size, which the policy keeps from being loaded.
func quiet(page []byte, base string) [][]byte {
	n := 0
	if at := prologue().FindIndex(page[:min(len(page), 4096)]); at != nil {
		n = at[1]
	}
	return [][]byte{slices.Clone(page[:n]), []byte(`<base href="` + html.EscapeString(base) + `">`), callers().ReplaceAllFunc(page[n:], func(m []byte) []byte {
		name := "<img"
		if m[1]|0x20 == 'l' {
			name = "<meta"
		}
		return append([]byte(name), m[len(m)-1])
	})}
}

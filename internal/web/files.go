package web

import (
	"database/sql"
	"errors"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/catalog"
)

// forms are what a snapshot can be downloaded as: the type and ending of the file, and
// whether a browser may show it instead. An original has those of its own.
var forms = map[string]struct {
	mime, ending string
	shown        bool
}{
	"original": {"", "", false},
	"text":     {"text/plain; charset=utf-8", ".txt", true},
	"html":     {"text/html; charset=utf-8", ".html", false},
	"png":      {"image/png", ".png", true},
	"pdf":      {"application/pdf", ".pdf", true},
	"warc":     {"application/warc", ".warc.gz", false},
	"wacz":     {"application/wacz", ".wacz", false},
}

var sourceID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9a-f]{12}$`) })

// file serves /files/SOURCE/MOMENT/FORM.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	form, known := forms[r.PathValue("form")]
	snap, ok := s.named(w, r)
	if !ok {
		return
	}
	if !known {
		refuse(w, r, http.StatusNotFound, "a copy can be had as original, text, html, png, pdf, warc or wacz")
		return
	}
	if r.PathValue("form") == "wacz" {
		s.waczFile(w, r, snap)
		return
	}
	body, err := s.cfg.Backend.As(r.Context(), snap, r.PathValue("form"))
	if err != nil {
		s.withheld(w, r, err)
		return
	}
	var whole []byte
	held := (r.PathValue("form") == "html" || r.PathValue("form") == "text") && r.Method != http.MethodHead
	if held {
		var leave func()
		if whole, leave, err = s.held(body); err != nil {
			s.withheld(w, r, err)
			return
		}
		defer leave()
		body = nil // its memory is not to stay
	} else {
		defer body.Close()
	}
	h := w.Header()
	if form.mime == "" {
		form.ending = originalEnding(snap)
		setArchivedType(h, snap.ContentType, fileName(snap, form.ending), false)
	} else {
		h.Set("Content-Type", form.mime)
	}
	h.Set("Content-Disposition", disposition(form.shown)+`; filename="`+fileName(snap, form.ending)+`"`)
	switch {
	case held:
		sendHeld(w, whole)
	case r.Method != http.MethodHead:
		s.send(w, r, body)
	}
}

func disposition(shown bool) string {
	if shown {
		return "inline"
	}
	return "attachment"
}

// waczFile serves the whole snapshot, also in ranges (RFC 9110, section 14): a viewer
// reads the few that it needs. Its tag is the SHA-256 that the log lists.
func (s *Server) waczFile(w http.ResponseWriter, r *http.Request, snap catalog.Snapshot) {
	f, err := s.cfg.Backend.Open(r.Context(), snap)
	if err != nil {
		s.withheld(w, r, err)
		return
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", forms["wacz"].mime)
	h.Set("Content-Disposition", `attachment; filename="`+fileName(snap, ".wacz")+`"`)
	h.Set("ETag", `"`+snap.SHA256+`"`)
	http.ServeContent(w, r, "", snap.CapturedAt, f)
}

// named finds the snapshot that an address names by source and moment; where
// there is none, it answers.
func (s *Server) named(w http.ResponseWriter, r *http.Request) (snap catalog.Snapshot, ok bool) {
	id, digits := r.PathValue("source"), r.PathValue("moment")
	at, exact, ok := readMoment(digits)
	if !ok || !exact || !sourceID().MatchString(id) {
		refuse(w, r, http.StatusNotFound, "no copy has this address")
		return snap, false
	}
	c, release, err := s.cfg.Backend.Catalog(r.Context())
	if err != nil {
		s.plainFault(w, r, err)
		return snap, false
	}
	defer release()
	snap, err = c.SnapshotOf(r.Context(), id, at)
	if err == nil {
		return snap, true
	}
	if !errors.Is(err, sql.ErrNoRows) {
		s.plainFault(w, r, err)
		return snap, false
	}
	withdrawn, err := c.Withdrawn(r.Context(), id)
	if err != nil {
		s.plainFault(w, r, err)
		return snap, false
	}
	gone := withdrawn[id]
	if i := slices.IndexFunc(gone, func(g catalog.Snapshot) bool { return dated(g).Equal(at) }); i >= 0 {
		wasWithdrawn(w, r, gone[i])
		return snap, false
	}
	refuse(w, r, http.StatusNotFound, "no copy has this address")
	return snap, false
}

var plainName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9-]{1,120}$`) })

// fileName names a download after the source and the moment, in characters that need
// no quoting anywhere.
func fileName(snap catalog.Snapshot, ending string) string {
	name := path.Base(path.Dir(snap.Object)) // SLUG-ID
	if !plainName().MatchString(name) {
		name = snap.SourceID
	}
	return name + "-" + dated(snap).Format(moment) + ending
}

// endings are those of types that are no inert ones.
var endings = map[string]string{
	"text/html": ".html", "application/xhtml+xml": ".xhtml", "text/xml": ".xml", "application/xml": ".xml", "image/svg+xml": ".svg",
	"application/msword": ".doc", "application/zip": ".zip", "application/rtf": ".rtf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         ".xlsx",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
	"application/vnd.oasis.opendocument.text":                                   ".odt",
}

func originalEnding(snap catalog.Snapshot) string {
	media, _ := checkedType(snap.ContentType)
	if e := inert[media]; e != "" {
		return "." + e
	}
	if e := endings[strings.ToLower(media)]; e != "" {
		return e
	}
	return ".bin"
}

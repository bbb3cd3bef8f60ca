package web

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"archiver/internal/catalog"
)

// The content origin. What is archived is hostile: it is served so that nothing in it
// runs, loads anything or knows its reader (the policy below), under no name of ours
// (no cookie, no header of the archived answer), and only after its bytes were found to
// be those that the log lists. The one exception is the viewer, see replay.go.

func (s *Server) routeContent(mux *http.ServeMux) {
	mux.HandleFunc("/files/{source}/{moment}/{form}", s.file)
	mux.HandleFunc("/replay/{source}/{moment}", s.replay)
	mux.HandleFunc(viewerPath+"{$}", s.viewerFrame)
	mux.HandleFunc(viewerPath+"{name}", s.viewerFile)
}

// guardContent is what every request of the content origin passes through.
func (s *Server) guardContent(next http.Handler) http.Handler {
	next = byURL(next, map[string]http.HandlerFunc{"/timegate/": s.timegateBody, "/memento/": s.memento})
	policy := s.archivedPolicy()
	return s.common(s.contentHosts, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		// The pages show pictures from here, and may be of another site (127.0.0.1 and
		// localhost are two). Where reading needs signing in, a ticket guards each.
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("X-DNS-Prefetch-Control", "off")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-cache") // what was withdrawn is gone at once
		if s.cfg.Access.Private {
			h.Set("Cache-Control", "no-store")
		}
		switch {
		case !s.readable(w, r):
		case r.Header.Get("Service-Worker") != "" && r.URL.Path != workerPath:
			refuse(w, r, http.StatusForbidden, "nothing archived may be a service worker") // of this origin, for good
		case !s.mayReadContent(r):
			refuse(w, r, http.StatusUnauthorized, "sign in at "+s.cfg.Address+" and open this from there")
		default:
			next.ServeHTTP(w, r)
		}
	}))
}

// archivedPolicy is the policy of whatever was archived: no scripts, forms, frames,
// plugins or windows; nothing loaded but what stands in it; an origin of its own that
// nobody else has; and to be framed by our pages alone.
func (s *Server) archivedPolicy() string {
	return "sandbox; default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; media-src data:; " +
		"form-action 'none'; frame-ancestors " + originOf(s.cfg.Address)
}

// mayReadContent is mayRead, also for addresses that end in a URL.
func (s *Server) mayReadContent(r *http.Request) bool {
	path := r.URL.EscapedPath()
	if strings.HasPrefix(path, viewerPath) {
		return true // the viewer's own files: anyone has them
	}
	if !strings.HasPrefix(path, "/memento/") && !strings.HasPrefix(path, "/timegate/") {
		return s.mayRead(r)
	}
	if !s.cfg.Access.Private {
		return true
	}
	if q := s.ownQuery(r); q != "" {
		path += "?" + q
	}
	_, ticket, _ := strings.Cut(lastTicket().FindString(r.URL.RawQuery), "ticket=")
	return s.sessions.ticketHolds(path, ticket) || s.personWithoutCookie(r) != nil
}

// originOf is the scheme, host and port of a base URL.
func originOf(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// withheld answers where a copy can't be shown.
func (s *Server) withheld(w http.ResponseWriter, r *http.Request, err error) {
	var gone *GoneError
	var none *NoFormError
	var busy *BusyError
	switch {
	case errors.As(err, &gone) && gone.Withdrawn:
		refuse(w, r, http.StatusGone, gone.Why)
	case errors.As(err, &gone):
		refuse(w, r, http.StatusInternalServerError, gone.Why)
	case errors.As(err, &none):
		refuse(w, r, http.StatusNotFound, none.Why)
	case errors.As(err, &busy):
		w.Header().Set("Retry-After", "10")
		refuse(w, r, http.StatusServiceUnavailable, busy.Why)
	default:
		s.plainFault(w, r, err)
	}
}

// wasWithdrawn answers for a copy that a person took away.
func wasWithdrawn(w http.ResponseWriter, r *http.Request, g catalog.Snapshot) {
	refuse(w, r, http.StatusGone, goneWords(g))
}

func goneWords(g catalog.Snapshot) string {
	return "this copy was withdrawn on " + g.Withdrawal.At.UTC().Format("2 January 2006")
}

// inert are the types of which a browser makes nothing but something to look at or to
// listen to. All else is a download.
var inert = map[string]string{
	"application/pdf": "pdf", "application/json": "json", "text/plain": "txt", "text/csv": "csv",
	"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif", "image/bmp": "bmp",
	"image/x-icon": "ico", "image/vnd.microsoft.icon": "ico", "image/tiff": "tiff",
	"audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/wav": "wav", "audio/mp4": "m4a",
	"video/mp4": "mp4", "video/webm": "webm", "video/ogg": "ogv",
}

var (
	mediaType   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80}$`) })
	charsetName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_.:-]{1,40}$`) })
)

// checkedType reads a Content-Type that a stranger gave: its media type in small
// letters, and the whole with no parameter but a charset; "" for what is none.
func checkedType(raw string) (media, whole string) {
	media, params, err := mime.ParseMediaType(raw)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) || !mediaType().MatchString(media) {
		return "", ""
	}
	if c := params["charset"]; charsetName().MatchString(c) {
		return media, media + "; charset=" + c
	}
	return media, media
}

// setArchivedType has archived bytes shown where their type is inert, else downloaded
// under a name. asSent keeps the type of a download.
func setArchivedType(h http.Header, raw, name string, asSent bool) {
	media, whole := checkedType(raw)
	if _, ok := inert[media]; ok {
		h.Set("Content-Type", whole)
		return
	}
	if whole == "" || !asSent {
		whole = "application/octet-stream"
	}
	h.Set("Content-Type", whole)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
}

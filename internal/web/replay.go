package web

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/wacz"
)

// The viewer: ReplayWeb.page plays a snapshot anew, with its scripts. What it plays
// runs on the content origin, since the viewer's service worker must answer for it, so
// this is the one place where something archived runs. There is no cookie or token of
// ours within its reach, and where reading needs signing in it has the ticket for its
// own snapshot alone. The viewer keeps what it plays from loading anything elsewhere, but
// for WebSockets, which a worker of ours in front of its own forbids (playedPolicy). What
// is left to a page that is made for it: WebRTC, against which browsers know no policy;
// and in one browser what another window plays at the same time. What earlier replays
// left behind is cleared before each.

const (
	viewerPath = "/viewer/"
	workerPath = viewerPath + "sw.js"
	behindPath = viewerPath + "viewer.js" // the viewer's own worker
)

// playedPolicy is for all that is played, beside the viewer's own policy.
const playedPolicy = "connect-src 'self' data: blob:"

//go:embed worker.js
var workerCode string

var replayWords = map[string]string{
	"replay.title":    "Replay of %s",
	"replay.verified": "The file's bytes are those that the log lists (SHA-256 %s). How the viewer plays them anew is no proof.",
	"replay.script":   "The viewer needs JavaScript, and HTTPS unless it is on this machine.",
	"replay.none":     "This server has no viewer.",
}

// It is parsed when it is first shown: most commands show none.
var replayPage = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("replay").Funcs(template.FuncMap{"w": word}).Parse(`<!doctype html>
<html lang="{{w "lang"}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{w "replay.title" .URL}}</title>
<style>html, body { margin: 0; height: 100% } body { display: flex; flex-direction: column; font: 14px/1.4 sans-serif; color-scheme: light dark }
p { margin: 0; padding: .4em .8em; overflow-wrap: anywhere } replay-web-page { display: block; flex: 1; min-height: 0 }</style>
<script src="{{.Script}}"></script></head>
<body><p>{{w "replay.verified" .SHA256}}</p><noscript><p>{{w "replay.script"}}</p></noscript>
<replay-web-page source="{{.Source}}" url="{{.URL}}" ts="{{.At}}" embed="replayonly" replaybase="{{.Base}}" nocache></replay-web-page></body></html>
`))
})

// replayPolicy lets the viewer's page run the viewer, and load nothing but from this
// origin.
func (s *Server) replayPolicy() string {
	return "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
		"connect-src 'self'; frame-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; " +
		// No windows, and no other address for this one: what is played inside is bound by it too.
		"sandbox allow-scripts allow-same-origin; frame-ancestors 'self' " + originOf(s.cfg.Address)
}

func (s *Server) replay(w http.ResponseWriter, r *http.Request) {
	if s.cfg.Viewer == "" {
		refuse(w, r, http.StatusNotFound, word0("replay.none"))
		return
	}
	snap, ok := s.named(w, r)
	if !ok {
		return
	}
	url, err := s.mainURL(r, snap)
	if err != nil {
		s.withheld(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", s.replayPolicy())
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Clear-Site-Data", `"storage"`)
	if r.Method == http.MethodHead {
		return
	}
	_ = replayPage().Execute(w, struct{ URL, At, SHA256, Source, Script, Base string }{url, dated(snap).Format(moment), snap.SHA256,
		s.fileURL(snap, "wacz"), viewerPath + "ui.js", viewerPath}) // what fails is the client's connection
}

// mainURL gives the address under which a verified snapshot holds its page.
func (s *Server) mainURL(r *http.Request, snap catalog.Snapshot) (string, error) {
	f, err := s.cfg.Backend.Open(r.Context(), snap)
	if err != nil {
		return "", err
	}
	defer f.Close()
	a, err := wacz.Open(f, f.Size())
	var bad *wacz.FormatError
	if errors.As(err, &bad) {
		return "", &GoneError{Why: "this copy can't be opened: " + clip(bad.Error(), 300), Err: err}
	}
	if err != nil {
		return "", err
	}
	if pages := a.Pages(); len(pages) > 0 {
		return pages[0].URL, nil
	}
	return snap.FinalURL, nil
}

// viewerFrame is what the viewer's frame finds until its service worker answers for it:
// it looks, and loads again.
func (s *Server) viewerFrame(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Security-Policy", s.replayPolicy())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	say(w, r, "<!doctype html>")
}

// viewerFile serves the viewer's own two files, and the worker in front of its own. The
// policy of the worker's is that of all it fetches.
func (s *Server) viewerFile(w http.ResponseWriter, r *http.Request) {
	file := map[string]string{viewerPath + "ui.js": "ui.js", workerPath: "sw.js", behindPath: "sw.js"}[r.URL.Path]
	if s.cfg.Viewer == "" || file == "" {
		refuse(w, r, http.StatusNotFound, word0("replay.none"))
		return
	}
	code, err := os.ReadFile(filepath.Join(s.cfg.Viewer, file)) // the operator's: two files of a megabyte
	if err != nil {
		s.plainFault(w, r, err) // a page of ours has no place here
		return
	}
	if r.URL.Path == workerPath {
		// A worker is renewed where its first file has changed: the sum is for that.
		front := strings.NewReplacer("POLICY", strconv.Quote(playedPolicy), "VIEWER", strconv.Quote(fmt.Sprintf("%s?%x", behindPath, sha256.Sum256(code)))).Replace(workerCode)
		code = []byte(front)
	}
	w.Header().Set("Content-Security-Policy", s.replayPolicy())
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(code))
}

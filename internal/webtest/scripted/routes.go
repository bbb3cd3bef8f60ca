package scripted

import (
	"bytes"
	"embed"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/brotli"

	"archiver/internal/webtest"
)

//go:embed testdata
var files embed.FS

// routes answers for every host alike, by path: what a page asks for is of its own.
func (s *Site) routes() http.Handler {
	mux := http.NewServeMux()
	for _, p := range Pages {
		path, _, _ := strings.Cut(p.Path, "#")
		if write := special[path]; write != nil {
			mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { write(s, p, w, r) })
			continue
		}
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, s.page(p))
		})
	}
	mux.HandleFunc("/passage", func(w http.ResponseWriter, r *http.Request) { // what a page's script asks for
		host, _, _ := strings.Cut(r.Host, ".localhost")
		w.Header().Set("Content-Type", "application/json")
		if i := slices.IndexFunc(Pages, func(p Page) bool { return p.Host == host }); i >= 0 {
			fmt.Fprintf(w, "{\"text\": %q}", s.said(Pages[i]))
		}
	})
	mux.HandleFunc("/picture.svg", picture)
	mux.HandleFunc("/clip.webm", func(w http.ResponseWriter, r *http.Request) {
		clip, _ := files.ReadFile("testdata/clip.webm")
		w.Header().Set("Content-Type", "video/webm")
		http.ServeContent(w, r, "clip.webm", time.Time{}, bytes.NewReader(clip)) // ranges too
	})
	mux.HandleFunc("/worker.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprint(w, `addEventListener("install", () => skipWaiting());
addEventListener("activate", e => e.waitUntil(clients.claim()));
addEventListener("fetch", e => e.respondWith(fetch(e.request)));`)
	})
	mux.HandleFunc("/socket", s.socket)
	mux.HandleFunc("/never", func(w http.ResponseWriter, r *http.Request) { s.hold(r) })
	mux.HandleFunc("/consented/", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><title>Log in</title><h1>Log in</h1><p>Log in to read the letters of the club.</p>
<form method=post><label>Name <input name=user></label> <label>Password <input type=password name=pass></label> <button>Log in</button></form>`)
	})
	mux.HandleFunc("/end", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		p := of("turn")
		fmt.Fprint(w, s.article(p, "", "<p>"+html.EscapeString(s.said(p))))
	})
	mux.HandleFunc("/inside", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><title>Hearing</title><p>Inside the frame the hearing was recorded.`)
	})
	mux.HandleFunc("/framed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		p := of("docket")
		if r.URL.RawQuery != "" {
			p = of(r.URL.RawQuery)
		}
		fmt.Fprint(w, s.article(p, "", "<p>"+html.EscapeString(s.said(p))))
	})
	mux.HandleFunc("/order.zip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", `attachment; filename="order.zip"`)
		fmt.Fprint(w, "PK\x05\x06"+strings.Repeat("\x00", 18))
	})
	mux.HandleFunc("/open", func(w http.ResponseWriter, r *http.Request) { s.redirectToSecret(w, r) })
	return mux
}

func of(host string) Page {
	return Pages[slices.IndexFunc(Pages, func(p Page) bool { return p.Host == host })]
}

// said is the passage of a page as it stands now.
func (s *Site) said(p Page) string {
	if s.aged.Load() && p.Later != "" {
		return p.Later
	}
	return p.Quote
}

// special are the pages that are not merely a document.
var special = map[string]func(s *Site, p Page, w http.ResponseWriter, r *http.Request){
	"/compressed": func(s *Site, p Page, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		page := s.article(p, "", "<p>"+html.EscapeString(s.said(p)))
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
			fmt.Fprint(w, page)
			return
		}
		w.Header().Set("Content-Encoding", "br")
		z := brotli.NewWriter(w)
		fmt.Fprint(z, page)
		z.Close()
	},
	"/members/letter": func(s *Site, p Page, w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/login?next=/members/letter", http.StatusFound)
	},
	"/endless": func(s *Site, p Page, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, s.article(p, "", "<p>"+html.EscapeString(s.said(p))))
		for {
			if http.NewResponseController(w).Flush() != nil {
				return
			}
			select {
			case <-s.closed:
				return
			case <-r.Context().Done():
				return
			case <-time.After(200 * time.Millisecond):
				fmt.Fprint(w, goesOn)
			}
		}
	},
	"/opinion.pdf": func(s *Site, p Page, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		w.Write(document("Opinion 16", p.Text[0]+"."))
	},
}

// goesOn is what a page without an end says again and again.
const goesOn = "<!-- more -->"

// hold answers nothing until the asker or the site gives up.
func (s *Site) hold(r *http.Request) {
	select {
	case <-s.closed:
	case <-r.Context().Done():
	}
}

func picture(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "image/svg+xml")
	n := r.URL.Query().Get("n")
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320"><rect width="480" height="320" fill="#357"/>`+
		`<text x="200" y="180" font-size="80" fill="#fff">%s</text></svg>`, html.EscapeString(n))
}

// article is a page with a head, some prose and its own middle.
func (s *Site) article(p Page, head, middle string) string {
	var seed uint64
	for _, b := range []byte(p.Host) {
		seed = seed*31 + uint64(b)
	}
	lang := map[string]string{"courrier": "fr", "vestnik": "ru"}[p.Host]
	if lang == "" {
		lang = "en"
	}
	prose := webtest.Prose(lang, seed, 4)
	return fmt.Sprintf(`<!doctype html><html lang=%s><meta charset=utf-8><title>%s</title>
<style>body { font: 16px/1.5 sans-serif; max-width: 42em; margin: 2em auto }</style>%s
<body><article><h1>%s</h1><p>%s<p>%s%s<p>%s<p>%s</article>`,
		lang, p.What, head, p.What, prose[0], prose[1], middle, prose[2], prose[3])
}
